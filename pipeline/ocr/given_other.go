//go:build !linux

package ocr

import "io"

// given returns under what name Tesseract is to open a picture, its standard input, and
// what to call when it has ended.
func given(picture []byte) (name string, stdin io.Reader, done func()) { return piped(picture) }
