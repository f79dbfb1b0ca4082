package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/originals"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scans makes a folder of scanned files of one page, each another file.
func scans(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	b, err := os.ReadFile("../../testdata/plans/scan-kh-23-ben-tam.pdf")
	check(t, err)
	for i := range n {
		check(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.pdf", i)), fmt.Appendf(b, "\n%% %d\n", i), 0o600))
	}
	return dir
}

// exports returns all that is known, in every format.
func exports(t *testing.T, data string) map[string]string {
	t.Helper()
	c, err := catalog.OpenReader(data)
	check(t, err)
	defer c.Close()
	check(t, c.CheckContent(t.Context()))
	out := map[string]string{}
	for _, f := range export.Formats {
		parts := map[export.What]*bytes.Buffer{}
		check(t, export.WriteAll(t.Context(), c, f, func(w export.What) (io.Writer, error) {
			parts[w] = &bytes.Buffer{}
			return parts[w], nil
		}))
		for what, b := range parts {
			out[fmt.Sprint(f, " ", what)] = b.String()
		}
	}
	return out
}

// alone is what one node finds in the files.
func alone(t *testing.T, files string) map[string]string {
	t.Helper()
	data := t.TempDir()
	c, err := catalog.Open(data)
	check(t, err)
	_, err = pipeline.Run(t.Context(), c, pipeline.Options{
		Paths: []string{files}, Workers: 2, Version: "test", Reader: newReader, Fleet: here{},
	})
	check(t, err)
	check(t, c.Close())
	return exports(t, data)
}

// host starts a process of the test binary.
func host(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Stderr = os.Stderr
	check(t, c.Start())
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	return c
}

// until waits until something is so.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 600 {
		if is() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("waited in vain until %s", what)
}

func number(t *testing.T, address, query string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		return -1
	}
	defer conn.Close(t.Context())
	if conn.QueryRow(t.Context(), query).Scan(&n) != nil {
		return -1
	}
	return n
}

const (
	readPages = "SELECT count(*)::int FROM danchieu_queue.pages WHERE done IS NOT NULL"
	keptPages = "SELECT count(*)::int FROM danchieu_queue.pages WHERE kept IS NOT NULL"
	atWork    = "SELECT count(*)::int FROM danchieu_queue.river_job WHERE state = 'running'"
)

// TestFleet kills a worker while it reads, the coordinator and the database: every page is
// read once, and all that is known in the end is what one node finds.
func TestFleet(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for River to notice a dead worker")
	}
	server := pgtest.Start(t, 0)
	address, data, files := server.Database(t), t.TempDir(), scans(t, 30)
	ingesting := host(t, "ingest", address, data, files)
	first := host(t, "worker", address, "400", "on")
	until(t, "the first worker reads", func() bool { return number(t, address, readPages) >= 2 && number(t, address, atWork) > 0 })
	check(t, first.Process.Kill())
	left := number(t, address, readPages)
	for range 2 {
		host(t, "worker", address, "400", "on")
	}
	until(t, "the others read", func() bool { return number(t, address, readPages) > left+3 })
	check(t, ingesting.Process.Kill())
	_ = ingesting.Wait()
	kept := number(t, address, keptPages)
	ingesting = host(t, "ingest", address, data, files)
	until(t, "the next coordinator is at work", func() bool { return number(t, address, keptPages) > kept })
	server.Kill(t)
	time.Sleep(time.Second)
	server.Restart(t)
	if err := ingesting.Wait(); err != nil {
		t.Fatal("the ingest after all that:", err)
	}
	if diff := cmp.Diff(alone(t, files), exports(t, data)); diff != "" {
		t.Errorf("what is known differs from what one node finds (-one node +fleet):\n%.2000s", diff)
	}
	c, err := catalog.OpenReader(data)
	check(t, err)
	defer c.Close()
	if n, err := c.Counts(t.Context()); err != nil || n.Files[catalog.Read] != 30 {
		t.Errorf("files: %v, %v", n.Files, err)
	}
	if n := number(t, address, "SELECT count(*)::int FROM danchieu_queue.pages WHERE done IS NULL OR kept IS NOT NULL"); n != 0 {
		t.Errorf("%d pages are left in the queue", n)
	}
}

// TestDrain ends a worker with SIGTERM: it finishes the page it has begun.
func TestDrain(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 4)
	ingesting := host(t, "ingest", address, data, files)
	w := host(t, "worker", address, "1500", "on")
	until(t, "it reads", func() bool { return number(t, address, atWork) == 2 })
	check(t, w.Process.Signal(syscall.SIGTERM))
	if err := w.Wait(); err != nil {
		t.Errorf("the worker ended with %v", err)
	}
	if read, running := number(t, address, readPages), number(t, address, atWork); read != 2 || running != 0 {
		t.Errorf("after the end %d pages are read and %d at work, want 2 and 0", read, running)
	}
	if n := number(t, address, "SELECT count(*)::int FROM danchieu_queue.workers"); n != 0 {
		t.Errorf("%d workers are said to be there", n)
	}
	if err := host(t, "worker", address, "1", "once").Wait(); err != nil {
		t.Errorf("once: %v", err)
	}
	if err := ingesting.Wait(); err != nil {
		t.Errorf("the ingest: %v", err)
	}
}

// TestNobody leaves the pages to a later run where no worker comes, and counts those of
// other engines.
func TestNobody(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 2)
	sum, err := ingest(t.Context(), address, data, files, time.Nanosecond)
	if err != nil || sum.Recognised != 0 || sum.Waiting != 2 {
		t.Errorf("with nobody: %+v, %v", sum, err)
	}
	w, err := newTestWorker(t.Context(), address, 0, true)
	check(t, err)
	w.o.Engine = "another"
	check(t, w.beat(t.Context()))
	want := []Workers{{Engine: "another", Says: "made up", Count: 1, Slots: 2}}
	if got, err := w.db.Workers(t.Context()); err != nil || !cmp.Equal(got, want) {
		t.Errorf("workers: %+v, %v", got, err)
	}
	w.o.Engine = engine
	go w.Run(t.Context())
	if sum, err := ingest(t.Context(), address, data, files, time.Minute); err != nil || sum.Recognised != 2 {
		t.Errorf("the run after: %+v, %v", sum, err)
	}
}

// TestElsewhere gives a page that runs out of time to other workers, and records that after three.
func TestElsewhere(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 1)
	for i := range 3 {
		w, err := newTestWorker(t.Context(), address, 0, false)
		check(t, err)
		w.o.Name = "host" + strconv.Itoa(i)
		w.o.Read = func(context.Context, ocr.Request, func(string) ([]byte, error)) (string, []byte, error) {
			return "", nil, fmt.Errorf("%w: a slow machine", pdf.ErrTimeLimit)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); w.Run(ctx) }()
		t.Cleanup(func() { stop(); <-done; w.db.Close() })
		defer func() {
			if failed, returned := w.Failed.Load(), w.Returned.Load(); failed+returned != 1 {
				t.Errorf("worker %d has returned the page %d times and given up %d times", i, returned, failed)
			}
		}()
	}
	until(t, "three workers are there", func() bool { return number(t, address, "SELECT count(*)::int FROM danchieu_queue.workers") == 3 })
	sum, err := ingest(t.Context(), address, data, files, time.Minute)
	check(t, err)
	c, err := catalog.OpenReader(data)
	check(t, err)
	defer c.Close()
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	for _, k := range known {
		if p, err := c.OCRPages(t.Context(), k.SHA256); err != nil || p[1].Reason != string(pdf.ErrTimeLimit) {
			t.Errorf("recorded: %+v, %v; %+v", p, err, sum)
		}
		if said := k.Sentence.In(legal.English); !strings.HasSuffix(said, "; p.1: "+pdf.ErrTimeLimit.Error()+": a slow machine") {
			t.Errorf("told of the file: %q", said)
		}
	}
}

// TestOpenRefuses holds that nothing is written into a database that is not ours.
func TestOpenRefuses(t *testing.T) {
	foreign, later := pgtest.Database(t), pgtest.Database(t)
	exec := func(address, query string) {
		conn, err := pgx.Connect(t.Context(), address)
		check(t, err)
		defer conn.Close(t.Context())
		_, err = conn.Exec(t.Context(), query)
		check(t, err)
	}
	exec(foreign, "CREATE TABLE customers (n int)")
	db, err := Open(t.Context(), later, quiet)
	check(t, err)
	db.Close()
	exec(later, "UPDATE danchieu_queue.about SET version = version + 1")
	for name, tt := range map[string]struct {
		address string
		want    error
		says    string
	}{
		"another program": {foreign, ErrForeign, ""}, "a later version": {later, ErrVersion, ""},
		"no server":  {"postgres://nobody@127.0.0.1:1/none", nil, "cannot be reached"},
		"no address": {"mysql://x", nil, "begins with postgres://"},
		"a password": {"postgres://u:geheim@127.0.0.1:1/none?pool_max_conns=x", nil, "cannot be understood"},
	} {
		_, err := Open(t.Context(), tt.address, quiet)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) ||
			strings.ContainsAny(err.Error(), "\n") || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := number(t, foreign, "SELECT count(*)::int FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"); n != 1 {
		t.Errorf("the other program's database has %d tables, want its one", n)
	}
}

// TestTaken lets one coordinator work at a time, and of one catalogue.
func TestTaken(t *testing.T) {
	address := pgtest.Database(t)
	db, err := Open(t.Context(), address, quiet)
	check(t, err)
	defer db.Close()
	first, err := Coordinate(t.Context(), db, CoordinatorOptions{Catalogue: "a", Engine: engine, Patience: time.Minute})
	check(t, err)
	if _, err := Coordinate(t.Context(), db, CoordinatorOptions{Catalogue: "a", Engine: engine}); !errors.Is(err, ErrTaken) {
		t.Errorf("a second one beside it: %v", err)
	}
	first.Close()
	if _, err := Coordinate(t.Context(), db, CoordinatorOptions{Catalogue: "b", Engine: engine}); !errors.Is(err, ErrTaken) {
		t.Errorf("one of another catalogue: %v", err)
	}
	var second *Coordinator
	until(t, "the server has let go of the lock of the one refused", func() bool {
		second, err = Coordinate(t.Context(), db, CoordinatorOptions{Catalogue: "a", Engine: engine, Patience: time.Minute})
		return err == nil
	})
	defer second.Close()
	_, err = db.pool.Exec(t.Context(), "SELECT pg_terminate_backend($1)", second.lock.Conn().PgConn().PID())
	check(t, err)
	until(t, "it holds the lock again", func() bool {
		return number(t, address, `SELECT count(*)::int FROM pg_locks JOIN pg_database d ON d.oid = database
			WHERE locktype = 'advisory' AND granted AND datname = current_database()`) == 1
	})
}

// TestHandOut makes one job of a page however often it is asked for, another where that one
// is dead, and lets a file that a person named go first.
func TestHandOut(t *testing.T) {
	address := pgtest.Database(t)
	db, err := Open(t.Context(), address, quiet)
	check(t, err)
	defer db.Close()
	c, err := Coordinate(t.Context(), db, CoordinatorOptions{Catalogue: "a", Engine: engine, Patience: time.Minute})
	check(t, err)
	defer c.Close()
	night := pipeline.FleetPage{SHA256: "a", Request: ocr.Request{Page: 1}}
	person := pipeline.FleetPage{SHA256: "b", Request: ocr.Request{Page: 1}, Urgent: true}
	for _, p := range []pipeline.FleetPage{night, night, person, night} {
		check(t, c.handOut(t.Context(), p))
	}
	const jobs = "SELECT count(*)::int FROM danchieu_queue.river_job"
	if n := number(t, address, jobs); n != 2 {
		t.Errorf("two pages have %d jobs", n)
	}
	first := "SELECT (args->>'sha256' = 'b')::int FROM danchieu_queue.river_job ORDER BY priority LIMIT 1"
	if number(t, address, first) != 1 {
		t.Error("the night's page goes before the person's")
	}
	_, err = db.pool.Exec(t.Context(), "UPDATE river_job SET state = 'discarded', finalized_at = now() WHERE args->>'sha256' = 'a'")
	check(t, err)
	check(t, c.handOut(t.Context(), night))
	if n := number(t, address, jobs); n != 3 {
		t.Errorf("a page whose job is dead has %d jobs, want another", n-1)
	}
}

// TestSamePicture takes what was read of a page for another that shows the same.
func TestSamePicture(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 3)
	w, err := newTestWorker(t.Context(), address, 0, false)
	check(t, err)
	defer w.db.Close()
	w.o.Slots = 1
	w, err = NewWorker(w.db, w.o)
	check(t, err)
	read := 0
	w.o.Read = func(_ context.Context, q ocr.Request, known func(string) ([]byte, error)) (string, []byte, error) {
		if reading, err := known("the same"); reading != nil || err != nil {
			return "the same", reading, err
		}
		read++
		return "the same", ocr.Encode(ocr.Page{View: ocr.View{Width: q.Width, Height: q.Height}}), nil
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	sum, err := ingest(t.Context(), address, data, files, time.Minute)
	stop()
	<-done
	if err != nil || sum.Recognised != 3 || read != 1 {
		t.Errorf("three pages that show the same were read %d times: %+v, %v", read, sum, err)
	}
}

// TestNoReading stores nothing that is no reading: the page is asked for again by the next run.
func TestNoReading(t *testing.T) {
	address, data, files := pgtest.Database(t), t.TempDir(), scans(t, 1)
	w, err := newTestWorker(t.Context(), address, 0, false)
	check(t, err)
	defer w.db.Close()
	sound := w.o.Read
	broken := func(context.Context, ocr.Request, func(string) ([]byte, error)) (string, []byte, error) {
		return "key", []byte("no reading"), nil
	}
	for want, read := range []Reader{broken, sound} {
		w.o.Read = read
		w, err = NewWorker(w.db, w.o)
		check(t, err)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); w.Run(ctx) }()
		sum, err := ingest(t.Context(), address, data, files, time.Minute)
		stop()
		<-done
		c, failed := catalog.OpenReader(data)
		check(t, failed)
		n, failed := c.Counts(t.Context())
		c.Close()
		if err != nil || failed != nil || n.Files[catalog.Read] != want {
			t.Errorf("files read: %d, want %d: %+v, %v, %v", n.Files[catalog.Read], want, sum, err, failed)
		}
	}
}

// TestFileGone holds that a file that cannot be laid where workers get it is a failure of its own pages, and ends
// nothing.
func TestFileGone(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, pgtest.Database(t), quiet)
	check(t, err)
	defer db.Close()
	store, err := originals.Open(ctx, t.TempDir(), true)
	check(t, err)
	c, err := Coordinate(ctx, db, CoordinatorOptions{Catalogue: "a", Engine: engine, Patience: time.Minute, Originals: store})
	check(t, err)
	defer c.Close()
	gone := pipeline.FleetPage{SHA256: strings.Repeat("a", 64), Request: ocr.Request{Path: filepath.Join(t.TempDir(), "gone.pdf"), Page: 1}}
	read, err := c.Read(ctx, gone)
	if err != nil || !pipeline.Passing(read.Reason) {
		t.Errorf("%q, %v", read.Reason, err)
	}
}
