package catalog

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a transaction did that failed is undone, and so is the change number it took.
func TestUndone(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	before, failed := seq(t, c), errors.New("failed")
	err := c.Update(ctx, func(tx *Tx) error { return errors.Join(tx.PutFile(packed(t, sample(shaB)), at("/in/b.pdf")), failed) })
	if !errors.Is(err, failed) {
		t.Errorf("%v, want %v", err, failed)
	}
	if _, ok, err := c.FileInfo(ctx, shaB); ok || err != nil {
		t.Errorf("it is there: %v", err)
	}
	must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	if got := seq(t, c); got != before+1 {
		t.Errorf("seq %d, want %d", got, before+1)
	}
}

// TestRollback breaks off in the middle of a file and of a resolution: nothing
// of either stays.
func TestRollback(t *testing.T) {
	storetest.OnFile(t)
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	before := seq(t, c)

	bad := sample(shaB)
	bad.Citations = append(bad.Citations, bad.Citations...)
	_, err := c.db.Exec("CREATE TEMP TRIGGER stop BEFORE INSERT ON citations WHEN NEW.idx = 3 BEGIN SELECT RAISE(FAIL, 'stop'); END")
	must(t, err)
	c.db.SetMaxOpenConns(1) // the trigger belongs to a connection
	if err := c.PutFile(ctx, bad, at("/in/b.pdf")); err == nil {
		t.Fatal("the trigger did not stop the file")
	}
	r := meaning()
	r.Meanings[1].Document, r.Meanings[1].Candidates = "no such document", nil
	if err := save(c, r); err == nil {
		t.Fatal("a meaning without a document was stored")
	}
	if got := seq(t, c); got != before {
		t.Errorf("seq %d, want %d", got, before)
	}
	if _, ok, err := c.FileInfo(ctx, shaB); ok || err != nil {
		t.Errorf("half a file is there: %v", err)
	}
	must(t, c.EachEdge(ctx, func(e legal.Edge, n int) error {
		if e.Relation != legal.BasedOn || n != 1 {
			t.Errorf("edge %v, %d mentions", e, n)
		}
		return nil
	}))
}

func TestOpenErrors(t *testing.T) {
	setVersion := func(n int) func(string) {
		return func(dir string) {
			c, err := Open(dir)
			must(t, err)
			_, err = c.db.Exec(fmt.Sprintf("PRAGMA user_version = %d", n))
			must(t, err)
			must(t, c.Close())
		}
	}
	garbage := func(dir string) {
		must(t, os.WriteFile(filepath.Join(dir, FileName), []byte(strings.Repeat("no database ", 1000)), 0o644))
	}
	for name, test := range map[string]struct {
		prepare      func(dir string)
		open, reader error
	}{
		"nothing there": {func(string) {}, nil, ErrNoData},
		"newer":         {setVersion(version + 1), ErrVersion, ErrVersion},
		"not SQLite":    {garbage, ErrDamaged, ErrDamaged},
	} {
		dir := t.TempDir()
		test.prepare(dir)
		if _, err := OpenReader(dir); !errors.Is(err, test.reader) {
			t.Errorf("%s: reader: %v, want %v", name, err, test.reader)
		}
		c, err := Open(dir)
		if !errors.Is(err, test.open) {
			t.Errorf("%s: %v, want %v", name, err, test.open)
		}
		if err == nil {
			c.Close()
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	storetest.OnFile(t)
	c, dir := openTest(t)
	for i := range 20 {
		must(t, c.PutFile(ctx, sample(fmt.Sprintf("%064d", i)), at(fmt.Sprintf("/in/%d.pdf", i))))
	}
	must(t, c.Close())
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	must(t, err)
	for i := len(b) / 2; i < len(b)/2+8192; i++ {
		b[i] ^= 0x5a
	}
	must(t, os.WriteFile(path, b, 0o644))
	c, err = Open(dir)
	if err == nil {
		err = c.Check(ctx)
		c.Close()
	}
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want %v", err, ErrDamaged)
	}
}

// TestReaderDuringWrites reads in a second connection while files are written:
// every state it sees is whole.
func TestReaderDuringWrites(t *testing.T) {
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	r, err := OpenReader(dir)
	must(t, err)
	defer r.Close()
	done := make(chan error, 1)
	go func() {
		for i := range 50 {
			if err := c.PutFile(ctx, sample(fmt.Sprintf("%064d", i)), at(fmt.Sprintf("/in/%d.pdf", i))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for running := true; running; {
		select {
		case err := <-done:
			must(t, err)
			running = false
		default:
		}
		citations := map[string]int{}
		must(t, r.EachMention(ctx, func(m Mention) error { citations[m.File]++; return nil }))
		for _, n := range citations {
			if n != len(sampleCitations) {
				t.Fatalf("half a file: %d citations", n)
			}
		}
	}
	if err := r.PutPath(ctx, at("/in/x.pdf")); err == nil {
		t.Error("a reader has written")
	}
}

func TestBackup(t *testing.T) {
	storetest.OnFile(t)
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	dir := t.TempDir()
	must(t, c.Backup(ctx, filepath.Join(dir, FileName)))
	r, err := OpenReader(dir)
	must(t, err)
	defer r.Close()
	if _, ok, err := r.Text(ctx, shaA); !ok || err != nil {
		t.Errorf("the copy lacks the file: %v", err)
	}
}

// TestKilledWriter kills a process in the middle of its writing: what it had
// stored is there, whole, and nothing is damaged.
func TestKilledWriter(t *testing.T) {
	if dir := os.Getenv("CATALOG_TEST_WRITE"); dir != "" {
		c, err := Open(dir)
		must(t, err)
		for i := 0; ; i++ {
			must(t, c.PutFile(ctx, sample(fmt.Sprintf("%064d", i)), at(fmt.Sprintf("/in/%d.pdf", i))))
			fmt.Println(i)
		}
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
	cmd.Env = append(os.Environ(), "CATALOG_TEST_WRITE="+dir)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	stored := 0
	for stored < 20 {
		_, err := fmt.Fscanln(out, &stored)
		must(t, err)
	}
	must(t, cmd.Process.Kill())
	cmd.Wait()
	c, err := Open(dir)
	must(t, err)
	defer c.Close()
	must(t, c.Check(ctx))
	citations := map[string]int{}
	must(t, c.EachMention(ctx, func(m Mention) error { citations[m.File]++; return nil }))
	for _, n := range citations {
		if n != len(sampleCitations) {
			t.Errorf("half a file: %d citations", n)
		}
	}
	if len(citations) <= stored {
		t.Errorf("%d files are there, %d were stored", len(citations), stored+1)
	}
}

// What a run tells as news is what differs from the end of the run before, whatever was
// resolved between.
func TestNews(t *testing.T) {
	c, _ := openTest(t)
	run := func() []News {
		n, err := c.StartRun(ctx, time.Now())
		must(t, err)
		must(t, c.FinishRun(ctx, n, time.Now(), map[string]int{}))
		news, err := c.News(ctx, n-1, n)
		must(t, err)
		return news
	}
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	first := run()
	if len(first) == 0 || first[len(first)-1].What != NewsEdge {
		t.Errorf("first %+v", first)
	}
	if again := run(); len(again) != 0 {
		t.Errorf("nothing has changed, and yet %+v", again)
	}
	other := sample(shaA)
	other.Citations = slices.Clone(other.Citations)
	other.Citations[0].Relation = legal.Implements
	must(t, c.PutFile(ctx, other, at("/in/a.pdf")))
	must(t, save(c, meaning()))
	news := run()
	if len(news) != 2 || news[0].What != NewsEdge || news[0].Relation != legal.Implements ||
		news[1].What != NewsNoEdge || news[1].Relation != legal.BasedOn {
		t.Errorf("another relation: %+v", news)
	}
}

// Runs are read page by page, files with their outcome, news kind by kind.
func TestRunPages(t *testing.T) {
	c, _ := openTest(t)
	n, err := c.StartRun(ctx, time.Now())
	must(t, err)
	path := func(p string) Path { return Path{Path: p, Root: "/in", Size: 7, Run: n, What: New} }
	must(t, c.PutFile(ctx, sample(shaA), path("/in/b.pdf")))
	bad := path("/in/c.pdf")
	bad.Reason, bad.Sentence = "io", legal.Failure("io", "it is away")
	must(t, c.PutPath(ctx, bad))
	must(t, save(c, meaning()))
	tallies, err := c.Tallies(ctx, n)
	must(t, err)
	f := sample(shaA)
	if diff := cmp.Diff([]Tally{
		{What: New, Status: Failed, Reason: "io", Paths: 1},
		{What: New, Status: f.Status, Reason: f.Reason, Paths: 1, Bytes: f.Size, Pages: len(f.Text.Pages)},
	}, tallies); diff != "" {
		t.Error(diff)
	}
	files, err := c.RunFilesOf(ctx, n, "", "", 10, 0)
	must(t, err)
	if len(files) != 2 || files[0].Path != "/in/c.pdf" || files[0].Sentence.String() != "it is away" ||
		files[0].There || !files[1].There || files[1].Pages != len(f.Text.Pages) || files[1].Root != "/in" {
		t.Errorf("%+v", files)
	}
	files, err = c.RunFilesOf(ctx, n, Failed, "io", 1, 0)
	if err != nil || len(files) != 1 || files[0].Path != "/in/c.pdf" {
		t.Errorf("%+v %v", files, err)
	}
	must(t, c.FinishRun(ctx, n, time.Now(), map[string]int{}))
	all, err := c.News(ctx, n-1, n)
	must(t, err)
	run, ok, err := c.Run(ctx, n)
	must(t, err)
	got := 0
	for _, what := range []string{NewsDocument, NewsEdge, NewsConflict, NewsNoDocument, NewsNoEdge, NewsNoConflict} {
		for offset := 0; ; offset++ {
			one, err := c.NewsOf(ctx, n, what, 1, offset)
			must(t, err)
			if len(one) == 0 {
				if offset != run.Counts[what] {
					t.Errorf("%s: %d, counted %d", what, offset, run.Counts[what])
				}
				break
			}
			if !slices.Contains(all, one[0]) {
				t.Errorf("%+v", one)
			}
			got++
		}
	}
	if got != len(all) || !ok {
		t.Errorf("%d of %d", got, len(all))
	}
	if _, ok, err := c.Run(ctx, n+1); ok || err != nil {
		t.Errorf("a run that was not: %v", err)
	}
	storetest.OnFile(t)
	if at, err := c.LastWrite(t.Context()); err != nil || time.Since(at) > time.Minute {
		t.Errorf("%v %v", at, err)
	}
}
