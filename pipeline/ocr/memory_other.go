//go:build !linux

package ocr

import (
	"errors"
	"os"
)

// memoryFile fails: there are no such files here.
func memoryFile([]byte) (*os.File, error) { return nil, errors.ErrUnsupported }
