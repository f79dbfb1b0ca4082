package queue

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// link is a way to a database that can be cut: what goes through it is then lost.
type link struct {
	mu    sync.Mutex
	down  bool
	conns []net.Conn
}

// newLink returns a way to the database at an address by its socket, and its own address.
func newLink(t *testing.T, address string) (*link, string) {
	t.Helper()
	u, err := url.Parse(address)
	check(t, err)
	socket := filepath.Join(u.Query().Get("host"), ".s.PGSQL."+u.Query().Get("port"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	t.Cleanup(func() { listener.Close() })
	l := &link{}
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("unix", socket)
			if err != nil || !l.add(from, to) {
				from.Close()
				continue
			}
			go l.copy(to, from)
			go l.copy(from, to)
		}
	}()
	u.Host, u.RawQuery = listener.Addr().String(), ""
	return l, u.String()
}

// add keeps the two ends of a connection, unless the way is cut.
func (l *link) add(conns ...net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conns = append(l.conns, conns...)
	return !l.down
}

func (l *link) copy(to io.WriteCloser, from io.ReadCloser) {
	_, _ = io.Copy(to, from)
	to.Close()
	from.Close()
}

// set cuts the way, or mends it.
func (l *link) set(down bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down = down; down {
		for _, c := range l.conns {
			c.Close()
		}
		l.conns = nil
	}
}

// TestLink cuts the way of a worker to the database while it reads, and that of the
// coordinator: both go on when it is back, and every page counts once.
func TestLink(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 16)
	toWorker, workerAddress := newLink(t, address)
	toIngest, ingestAddress := newLink(t, address)
	ingesting := host(t, "ingest", ingestAddress, data, files)
	host(t, "worker", workerAddress, "300", "on")
	until(t, "it reads", func() bool { return number(t, address, readPages) > 1 })
	for _, l := range []*link{toWorker, toIngest} {
		before := number(t, address, readPages)
		l.set(true)
		time.Sleep(2 * time.Second)
		l.set(false)
		until(t, "the work goes on", func() bool { n := number(t, address, readPages); return n > before || n <= 0 })
	}
	if err := ingesting.Wait(); err != nil {
		t.Fatal("the ingest:", err)
	}
	if diff := cmp.Diff(alone(t, files), exports(t, data)); diff != "" {
		t.Errorf("what is known differs from what one node finds (-one node +fleet):\n%.2000s", diff)
	}
}
