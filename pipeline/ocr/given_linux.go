package ocr

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// given returns under what name Tesseract is to open a picture, its standard input, and
// what to call when it has ended. What comes through a pipe it takes in byte by byte, so
// it is given a file in memory where there can be one.
func given(picture []byte) (name string, stdin io.Reader, done func()) {
	fd, err := unix.MemfdCreate("picture", unix.MFD_CLOEXEC)
	if err != nil {
		return piped(picture)
	}
	f := os.NewFile(uintptr(fd), "picture")
	if _, err := f.Write(picture); err != nil {
		f.Close()
		return piped(picture)
	}
	return "/dev/stdin", f, func() { f.Close() }
}
