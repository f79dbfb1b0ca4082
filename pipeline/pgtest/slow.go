package pgtest

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// A Slow is a way to a server on which every answer comes later.
type Slow struct {
	Address string       // of the database at its end
	trips   atomic.Int64 // ways there and back
}

// Trips returns how often something went to the server and came back.
func (s *Slow) Trips() int64 { return s.trips.Load() }

// Slowly returns a way to a database of this package on which whatever the server says takes
// so much longer. It ends with the test.
func Slowly(t testing.TB, address string, delay time.Duration) *Slow {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(u.Query().Get("host"), ".s.PGSQL."+u.Query().Get("port"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	u.Host, u.RawQuery = l.Addr().String(), "sslmode=disable"
	s := &Slow{Address: u.String()}
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go s.join(client, socket, delay)
		}
	}()
	return s
}

func (s *Slow) join(client net.Conn, socket string, delay time.Duration) {
	defer client.Close()
	server, err := net.Dial("unix", socket)
	if err != nil {
		return
	}
	defer server.Close()
	var asked atomic.Bool
	go func() {
		defer server.Close()
		each(client, func(b []byte) error {
			asked.Store(true)
			_, err := server.Write(b)
			return err
		})
	}()
	type said struct {
		words []byte
		at    time.Time
	}
	under := make(chan said, 1024) // what is on its way
	go func() {
		defer close(under)
		each(server, func(b []byte) error {
			if asked.Swap(false) {
				s.trips.Add(1)
			}
			under <- said{append([]byte(nil), b...), time.Now().Add(delay)}
			return nil
		})
	}()
	for w := range under {
		pause(time.Until(w.at))
		if _, err := client.Write(w.words); err != nil {
			server.Close()
		}
	}
}

// each calls f for what is read, until there is no more.
func each(from io.Reader, f func([]byte) error) {
	b := make([]byte, 64<<10)
	for {
		n, err := from.Read(b)
		if n > 0 && f(b[:n]) != nil || err != nil {
			return
		}
	}
}

// pause waits to the tenth of a millisecond, as [time.Sleep] does not.
func pause(d time.Duration) {
	if d > 0 {
		at := syscall.NsecToTimespec(d.Nanoseconds())
		_ = syscall.Nanosleep(&at, nil)
	}
}
