package pipeline

import (
	"errors"
	"os"
	"syscall"
)

// beingWritten reports whether another process has a file open for writing: then
// the system grants no lease to read it (fcntl(2), F_SETLEASE). Where it grants
// none for other reasons, as on network shares, nothing is known.
func beingWritten(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	_, _, errno := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_SETLEASE, syscall.F_RDLCK)
	if errno == 0 {
		syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_SETLEASE, syscall.F_UNLCK)
		return false
	}
	return errors.Is(errno, syscall.EAGAIN)
}
