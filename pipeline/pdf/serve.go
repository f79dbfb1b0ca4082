package pdf

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

// exitCPU is the child's exit status when its processor time is up.
const exitCPU = 3

// Serve is the child's main loop: it reads requests of a [Child] from r and answers
// on w until r ends. It bounds the time and memory of the process it runs in, ends
// that process when the time is up and ignores the signals that ask it to end, so it
// is for a process of its own. An interrupt from the keyboard reaches parent and
// child alike; it is for the parent to act on it.
//
// other reads the files that [Child.ReadOther] asks for; its error wraps a [Reason].
func Serve(r io.Reader, w io.Writer, other func(data []byte) ([]byte, error)) error {
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	debug.SetGCPercent(garbagePercent)
	requests, answers := gob.NewDecoder(r), gob.NewEncoder(w)
	var box sandbox
	for {
		var q request
		if err := requests.Decode(&q); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("read request: %w", err)
		}
		if err := box.enter(q.Limits); err != nil {
			return fmt.Errorf("set limits: %w", err)
		}
		if err := serveFile(q, answers, other); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		release()
	}
}

// serveFile answers one request; the error is one of writing.
func serveFile(q request, answers *gob.Encoder, other func([]byte) ([]byte, error)) error {
	var lost error // of the answers
	err := readFile(q, func(data []byte) error {
		if q.Other {
			b, err := other(data)
			if err == nil {
				lost = answers.Encode(answer{Other: b})
			}
			return err
		}
		var pages packer
		return read(data, q.Limits, func(p Page) error {
			lost = answers.Encode(answer{Page: pages.pack(&p)})
			return lost
		})
	})
	if lost != nil {
		return lost
	}
	last := answer{Done: true, Reason: ReasonOf(err)}
	if err != nil {
		last.Sentence = err.Error()
	}
	return answers.Encode(last)
}

// readFile has one file read; what panics outside the pages is damage too.
func readFile(q request, read func(data []byte) error) (err error) {
	info, err := os.Stat(q.Path)
	if err != nil {
		return ioError(err)
	}
	if uint64(info.Size()) > q.Limits.Memory/2 {
		return fmt.Errorf("%w: file has %d MiB", ErrMemoryLimit, info.Size()>>20)
	}
	data, err := os.ReadFile(q.Path)
	if err != nil {
		return ioError(err)
	}
	return attempt(func() error { return read(data) })
}

func ioError(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%w: %w", ErrIO, err)
}

// garbagePercent lets garbage grow to five times what is in use before it is collected:
// what a file needs is little and all of it is garbage soon.
const garbagePercent = 400

// muchMemory is how much a file may leave behind before it is given back.
const muchMemory = 256 << 20

// release gives memory back after a file that took a lot of it, so that the next
// one begins with its full share.
func release() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapSys-m.HeapReleased > muchMemory {
		debug.FreeOSMemory()
	}
}
