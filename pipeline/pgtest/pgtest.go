// Package pgtest starts PostgreSQL servers for tests, in temporary folders. A server
// ends with the test process that started it, however that ends.
package pgtest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A Server is a PostgreSQL server in a temporary folder. Its databases sort by the rules
// of Vietnamese, as those of an office may do, so that an order that should be one of
// bytes shows where it is not.
type Server struct {
	bin    string   // folder of the server's programs
	dir    string   // data, socket and log
	port   int      // 0 where it listens on its socket alone
	listen string   // address of the port
	within []string // program and arguments that start another elsewhere, as in a network of its own

	made  atomic.Int64 // databases
	guard *exec.Cmd
	alive io.Closer // closed when the server is to end
}

// owner is the role of every database.
const owner = "danchieu"

const defaultPort = 5432 // of the socket's name too

var errMissing = errors.New("PostgreSQL is not installed (Debian's package postgresql)")

// shared is the server of the tests that do not harm theirs.
var shared = sync.OnceValues(func() (*Server, error) { return start(0, "", nil) })

// Database returns the address of a new, empty database on a server that the tests of
// the process share. It skips the test where PostgreSQL is not installed.
func Database(t testing.TB) string {
	t.Helper()
	s, err := shared()
	skipOrFail(t, err)
	return s.Database(t)
}

// Start starts a server of the test's own, which it may kill. With a port it listens on
// that of 127.0.0.1 too.
func Start(t testing.TB, port int) *Server {
	t.Helper()
	return startIn(t, port, "127.0.0.1", nil)
}

// StartIn starts a server of the test's own by a program that starts others, as ip netns exec does. It
// listens on an address there.
func StartIn(t testing.TB, address string, by ...string) *Server {
	t.Helper()
	return startIn(t, defaultPort, address, by)
}

func startIn(t testing.TB, port int, address string, by []string) *Server {
	t.Helper()
	s, err := start(port, address, by)
	skipOrFail(t, err)
	t.Cleanup(s.end)
	return s
}

// At is the address of a database for who reaches the server at a host.
func At(database, host string) string {
	u, err := url.Parse(database)
	if err != nil {
		return database
	}
	u.Host, u.RawQuery = net.JoinHostPort(host, strconv.Itoa(defaultPort)), ""
	return u.String()
}

func skipOrFail(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Database makes a new, empty database and returns its address, by the server's socket.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := "t" + strconv.FormatInt(s.made.Add(1), 10)
	if err := run(exec.Command(filepath.Join(s.bin, "createdb"), "-h", s.dir, "-p", strconv.Itoa(cmp.Or(s.port, defaultPort)), "-U", owner, name)); err != nil {
		t.Fatal(err)
	}
	at := url.Values{"host": {s.dir}, "port": {strconv.Itoa(cmp.Or(s.port, defaultPort))}}
	u := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + name, RawQuery: at.Encode()}
	return u.String()
}

// Kill kills the server with SIGKILL.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Restart starts a server that was killed, which may take a moment to be gone.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	err := s.up()
	for range 50 {
		if err == nil {
			return
		}
		time.Sleep(200 * time.Millisecond)
		err = s.up()
	}
	t.Fatal(err)
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func start(port int, listen string, within []string) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "danchieu-pg")
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, port: port, listen: listen, within: within}
	if err := s.protect(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.init(); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

// programs returns the folder of the newest server's programs.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(slices.Max(found)), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errMissing
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return "", err
	}
	return filepath.Dir(path), nil
}

// protect starts the process that ends the server and removes its folder when this one
// is gone: it reads from a pipe that closes then.
func (s *Server) protect() error {
	const script = `trap '' INT; cat >/dev/null; ` +
		`kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")" 2>/dev/null; ` +
		`for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$1/data/postmaster.pid" ] && sleep 0.2; done; rm -rf "$1"`
	s.guard = exec.Command("sh", "-c", script, "sh", s.dir)
	var err error
	if s.alive, err = s.guard.StdinPipe(); err != nil {
		return err
	}
	return s.guard.Start()
}

func (s *Server) init() error {
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		if err := give(s.dir); err != nil {
			return err
		}
	}
	err := run(s.command("initdb", "-D", s.data(), "-U", owner, "-A", "trust", "--no-sync", "-E", "UTF8",
		"--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"))
	if err != nil {
		return err
	}
	if err := s.letIn(); err != nil {
		return err
	}
	return s.up()
}

// letIn lets those in who are in the network of the server.
func (s *Server) letIn() error {
	if s.within == nil {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(s.data(), "pg_hba.conf"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("host all all samenet trust\n")
	return errors.Join(err, f.Close())
}

// up starts the server and waits until it answers. Nothing is flushed to the disk: what a
// killed process has written the system still holds.
func (s *Server) up() error {
	listen := "-c listen_addresses="
	if s.port != 0 {
		listen = "-c listen_addresses=" + s.listen + " -c port=" + strconv.Itoa(s.port)
	}
	return run(s.command("pg_ctl", "-D", s.data(), "-s", "-w", "-l", filepath.Join(s.dir, "log"),
		"-o", listen+" -c unix_socket_directories="+s.dir+" -c fsync=off -c shared_buffers=32MB", "start"))
}

// end ends the server and waits until its folder is gone.
func (s *Server) end() {
	s.alive.Close()
	s.guard.Wait()
}

// command makes a command of one of the server's programs, for root under the name of
// another user.
func (s *Server) command(program string, args ...string) *exec.Cmd {
	argv := append([]string{filepath.Join(s.bin, program)}, args...)
	if os.Geteuid() == 0 {
		argv = append([]string{"runuser", "-u", unprivileged(), "--"}, argv...)
	}
	argv = append(slices.Clone(s.within), argv...)
	c := exec.Command(argv[0], argv[1:]...)
	c.Dir = s.dir
	return c
}

func unprivileged() string {
	if _, err := user.Lookup("postgres"); err == nil {
		return "postgres"
	}
	return "nobody"
}

// give gives a folder to the user that the server runs as.
func give(dir string) error {
	u, err := user.Lookup(unprivileged())
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	return os.Chown(dir, uid, -1)
}

func run(c *exec.Cmd) error {
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(c.Path), err, bytes.TrimSpace(said.Bytes()))
	}
	return nil
}
