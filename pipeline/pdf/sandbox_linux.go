package pdf

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// sandbox bounds processor time and memory of this process.
type sandbox struct {
	memory   uint64 // limit in force, 0 for none yet
	watching bool
}

// enter sets the limits for the next file. The soft limit of processor time moves
// on with the time used; memory is bounded once.
func (s *sandbox) enter(l Limits) error {
	s.watch()
	if s.memory != l.Memory {
		if err := limitMemory(l.Memory); err != nil {
			return err
		}
		s.memory = l.Memory
	}
	return limitCPU(l.CPU)
}

// watch ends the process at the soft limit of processor time: by itself the Go
// runtime does nothing about the signal.
func (s *sandbox) watch() {
	if s.watching {
		return
	}
	s.watching = true
	over := make(chan os.Signal, 1)
	signal.Notify(over, syscall.SIGXCPU)
	go func() {
		<-over
		os.Exit(exitCPU)
	}()
}

func limitCPU(limit time.Duration) error {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return fmt.Errorf("get processor time: %w", err)
	}
	used := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	return setLimit(syscall.RLIMIT_CPU, uint64((used+limit+time.Second-1)/time.Second))
}

// limitMemory bounds the memory of the process. The Go runtime reserves some
// address space at its start that it does not use, so the limit counts from
// there: what is mapped now and the given bytes without those in use. The
// collector works harder well before that.
func limitMemory(limit uint64) error {
	mapped, resident, err := memoryInUse()
	if err != nil {
		return err
	}
	if resident >= limit {
		return errors.New("memory limit is below what is in use")
	}
	debug.SetMemoryLimit(int64(limit / 4 * 3))
	return setLimit(syscall.RLIMIT_AS, mapped+limit-resident)
}

// memoryInUse returns the mapped and the resident bytes of this process.
func memoryInUse() (mapped, resident uint64, err error) {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, 0, err
	}
	if _, err := fmt.Sscan(string(statm), &mapped, &resident); err != nil {
		return 0, 0, fmt.Errorf("parse /proc/self/statm: %w", err)
	}
	page := uint64(os.Getpagesize())
	return mapped * page, resident * page, nil
}

// setLimit sets a soft limit and leaves the hard one as it is.
func setLimit(which int, soft uint64) error {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(which, &l); err != nil {
		return fmt.Errorf("get limit: %w", err)
	}
	l.Cur = min(soft, l.Max)
	if err := syscall.Setrlimit(which, &l); err != nil {
		return fmt.Errorf("set limit: %w", err)
	}
	return nil
}
