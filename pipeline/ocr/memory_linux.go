package ocr

import (
	"os"

	"golang.org/x/sys/unix"
)

// memoryFile returns a file that is in memory alone, under no name.
func memoryFile(content []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate("picture", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), "picture")
	if _, err := f.Write(content); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
