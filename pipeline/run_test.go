package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// chain are documents that cite each other, a scan and a damaged file.
var chain = []string{
	"nq-93-tw", "ctr-36-tu", "kh-52-ubnd", "kh-61-ubnd", "kh-418-sgddt", "kh-77-ubnd-chi-linh", "kh-112-pgddt", "kh-19-thcs-ben-tam",
	"kh-33-ubnd", "scan-kh-23-ben-tam", "damaged-kh-95",
}

// put copies documents of testdata/plans into a folder.
func put(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, n := range names {
		copyFile(t, "../testdata/plans/"+n+".pdf", filepath.Join(dir, n+".pdf"))
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, b, 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// folder is a temporary folder by its true name.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func openCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// ingest runs over paths, without OCR, and fails the test where the run cannot go on.
func ingest(t *testing.T, c *catalog.Catalog, workers int, paths ...string) Summary {
	t.Helper()
	sum, err := Run(t.Context(), c,
		Options{Paths: paths, Workers: workers, Version: "test", Reader: newReader, NoOCR: true})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// dump lists all facts of a catalogue, paths relative to dir, numbers of changes
// left out.
func dump(t *testing.T, c *catalog.Catalog, dir string) []string {
	t.Helper()
	var out []string
	add := func(format string, args ...any) {
		out = append(out, strings.ReplaceAll(fmt.Sprintf(format, args...), dir, "DIR"))
	}
	files, err := c.Files(t.Context())
	check(t, err)
	for _, f := range files {
		text, _, err := c.Text(t.Context(), f.SHA256)
		check(t, err)
		f.Seq = 0
		add("file %+v: %+v", f, text)
	}
	docs, err := c.Documents(t.Context())
	check(t, err)
	for _, d := range docs {
		add("document %+v", d)
	}
	check(t, c.EachEdge(t.Context(), func(e legal.Edge, mentions int) error {
		evidence, err := c.Evidence(t.Context(), e.From, e.To, e.Relation)
		add("edge %s %s %s ×%d %v", e.From, e.Relation, e.To, mentions, evidence)
		return err
	}))
	check(t, c.EachMention(t.Context(), func(m catalog.Mention) error {
		add("mention %+v", m)
		return nil
	}))
	check(t, c.Check(t.Context()))
	return out
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// undisturbed is what a catalogue holds after one run over a folder.
func undisturbed(t *testing.T, dir string) []string {
	t.Helper()
	c := openCatalog(t)
	ingest(t, c, 1, dir)
	out := dump(t, c, dir)
	if len(out) < 10 {
		t.Fatalf("only %d facts in the catalogue", len(out))
	}
	return out
}

// Neither the number of workers nor the order in which files come changes a fact.
func TestRunIsDeterministic(t *testing.T) {
	dir := folder(t)
	put(t, dir, chain...)
	copyFile(t, filepath.Join(dir, "kh-52-ubnd.pdf"), filepath.Join(dir, "a-copy.pdf"))
	want := undisturbed(t, dir)
	var backwards []string
	for _, n := range append([]string{"a-copy"}, chain...) {
		backwards = append([]string{filepath.Join(dir, n+".pdf")}, backwards...)
	}
	for name, run := range map[string]func(*catalog.Catalog){
		"four workers": func(c *catalog.Catalog) { ingest(t, c, 4, dir) },
		"more workers than files, the folder twice": func(c *catalog.Catalog) { ingest(t, c, 20, dir, dir) },
		"one file a run, backwards": func(c *catalog.Catalog) {
			for _, path := range backwards {
				ingest(t, c, 2, path)
			}
		},
		"half of them first": func(c *catalog.Catalog) { ingest(t, c, 2, backwards[:5]...); ingest(t, c, 2, dir) },
	} {
		c := openCatalog(t)
		run(c)
		if diff := cmp.Diff(want, dump(t, c, dir)); diff != "" {
			t.Errorf("%s (-one worker +this):\n%s", name, diff)
		}
	}
}

// The numbers of a run add up, and its events name every file, the largest first.
func TestRunSummary(t *testing.T) {
	dir := folder(t)
	put(t, dir, chain...)
	var told []string
	var sizes []int64
	c := openCatalog(t)
	sum, err := Run(t.Context(), c,
		Options{Paths: []string{dir}, Workers: 3, Reader: newReader, NoOCR: true, Progress: func(e Event) {
			if e.Stage == StageResolve {
				return
			}
			if e.Stage != StageRead || e.Total != len(chain) {
				t.Errorf("event of %d in stage %s, want %d files", e.Total, e.Stage, len(chain))
			}
			if e.Path != "" {
				told, sizes = append(told, filepath.Base(e.Path)+" "+string(e.Outcome)), append(sizes, e.Bytes)
			}
		}})
	check(t, err)
	if diff := cmp.Diff(Summary{Found: 11, Read: 9, Waiting: 1, Failed: 1, Pages: sum.Pages, Citations: sum.Citations,
		What: what(catalog.New, 11), Run: 1}, sum); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	counts, err := c.Counts(t.Context())
	check(t, err)
	if sum.Pages != counts.Pages["text"]+counts.Pages["waiting"] || sum.Citations != counts.Citations ||
		sum.Citations == 0 {
		t.Errorf("%d pages and %d citations told, %v and %d stored", sum.Pages, sum.Citations, counts.Pages,
			counts.Citations)
	}
	if len(told) != 11 || !slices.Contains(told, "damaged-kh-95.pdf failed") ||
		!slices.Contains(told, "scan-kh-23-ben-tam.pdf waiting") {
		t.Errorf("told %q", told)
	}
	if !slices.IsSortedFunc(sizes, func(a, b int64) int { return int(b - a) }) {
		t.Errorf("not the largest first: %v", sizes)
	}
}

// A second run over unchanged files writes nothing and starts no child.
func TestRunAgainWritesNothing(t *testing.T) {
	dir := folder(t)
	put(t, dir, chain...)
	c := openCatalog(t)
	ingest(t, c, 2, dir)
	_, before, err := c.Identity(t.Context())
	check(t, err)
	sum, err := Run(t.Context(), c,
		Options{Paths: []string{dir}, Workers: 2, NoOCR: true, Reader: func(context.Context) (*pdf.Child, error) {
			return nil, errors.New("a child was started")
		}})
	check(t, err)
	if diff := cmp.Diff(Summary{Found: 11, Unchanged: 11}, sum); diff != "" || sum.Changed() {
		t.Errorf("changed %v (-want +got):\n%s", sum.Changed(), diff)
	}
	_, after, err := c.Identity(t.Context())
	check(t, err)
	runs, err := c.Runs(t.Context())
	check(t, err)
	if after != before || len(runs) != 1 {
		t.Errorf("change %d became %d, %d runs", before, after, len(runs))
	}
}

// A run that is cut off keeps what it has stored and leaves no child behind; the
// next one goes on from there and comes to the same facts.
func TestRunGoesOnAfterCancel(t *testing.T) {
	dir := folder(t)
	put(t, dir, chain...)
	want := undisturbed(t, dir)
	for _, after := range []int{0, 1, 4, 10, 11} {
		c := openCatalog(t)
		before := children(t) // a database among them
		ctx, cancel := context.WithCancel(t.Context())
		stored := -1 // the first event tells of no file
		_, err := Run(ctx, c, Options{Paths: []string{dir}, Workers: 2, Version: "test", Reader: newReader, NoOCR: true,
			Progress: func(Event) {
				if stored++; stored == after {
					cancel()
				}
			}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cut off after %d files: %v", after, err)
		}
		if left := left(t, before); len(left) > 0 {
			t.Errorf("cut off after %d files: processes left: %v", after, left)
		}
		files, err := c.Files(t.Context())
		check(t, err)
		if len(files) < after {
			t.Errorf("cut off after %d files: %d are stored", after, len(files))
		}
		if sum := ingest(t, c, 2, dir); sum.Unchanged < after {
			t.Errorf("cut off after %d files: %d were read again", after, after-sum.Unchanged)
		}
		if diff := cmp.Diff(want, dump(t, c, dir)); diff != "" {
			t.Errorf("cut off after %d files (-undisturbed +this):\n%s", after, diff)
		}
	}
}

// A child that cannot be started stops the run; nothing is taken for read.
func TestRunWithoutReader(t *testing.T) {
	dir := folder(t)
	put(t, dir, "nq-93-tw")
	c := openCatalog(t)
	broken := errors.New("no program")
	_, err := Run(t.Context(), c,
		Options{Paths: []string{dir}, Workers: 2, NoOCR: true,
			Reader: func(context.Context) (*pdf.Child, error) { return nil, broken }})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if sum := ingest(t, c, 1, dir); sum.Read != 1 {
		t.Errorf("the next run: %+v", sum)
	}
}

// What becomes of files between two runs: after each step the facts are those of a
// catalogue that never saw anything else.
func TestRunFollowsFiles(t *testing.T) {
	dir := folder(t)
	path := func(name string) string { return filepath.Join(dir, name) }
	put(t, dir, "nq-93-tw", "ctr-36-tu", "kh-52-ubnd", "kh-112-pgddt", "kh-77-ubnd-chi-linh", "kh-418-sgddt")
	c := openCatalog(t)
	ingest(t, c, 2, dir)
	for _, step := range []struct {
		what string
		do   func()
		want Summary
	}{
		{"vanished", func() { check(t, os.Remove(path("kh-52-ubnd.pdf"))) }, Summary{Found: 5, Unchanged: 5, Vanished: 1}},
		{"come back", func() { put(t, dir, "kh-52-ubnd") }, Summary{Found: 6, Unchanged: 5, Read: 1, What: what(catalog.Back, 1)}},
		{"moved", func() {
			check(t, os.Mkdir(path("sub"), 0o755))
			check(t, os.Rename(path("kh-112-pgddt.pdf"), path("sub/plan.pdf")))
		}, Summary{Found: 6, Unchanged: 5, Known: 1,
			What: map[catalog.Outcome]int{catalog.Moved: 1, catalog.MovedAway: 1}}},
		{"copied", func() { copyFile(t, path("ctr-36-tu.pdf"), path("copy.pdf")) }, Summary{Found: 7, Unchanged: 6, Known: 1, What: what(catalog.Copied, 1)}},
		{"one copy gone", func() { check(t, os.Remove(path("ctr-36-tu.pdf"))) }, Summary{Found: 6, Unchanged: 6, Vanished: 1}},
		{"replaced by another document", func() { copyFile(t, "../testdata/plans/kh-61-ubnd.pdf", path("kh-52-ubnd.pdf")) }, Summary{Found: 6, Unchanged: 5, Read: 1, What: what(catalog.Replaced, 1)}},
		{"swapped", func() {
			check(t, os.Rename(path("nq-93-tw.pdf"), path("between")))
			check(t, os.Rename(path("kh-418-sgddt.pdf"), path("nq-93-tw.pdf")))
			check(t, os.Rename(path("between"), path("kh-418-sgddt.pdf")))
		}, Summary{Found: 6, Unchanged: 4, Known: 2, What: what(catalog.Replaced, 2)}},
		{"touched", func() { check(t, os.Chtimes(path("nq-93-tw.pdf"), time.Time{}, time.Unix(1e9, 0))) }, Summary{Found: 6, Unchanged: 5, Known: 1, What: what(catalog.Touched, 1)}},
		{"spoilt", func() { check(t, os.WriteFile(path("copy.pdf"), []byte("no PDF"), 0o644)) }, Summary{Found: 6, Unchanged: 5, Failed: 1, What: what(catalog.Replaced, 1)}},
		{"mended", func() { copyFile(t, "../testdata/plans/ctr-36-tu.pdf", path("copy.pdf")) }, Summary{Found: 6, Unchanged: 5, Read: 1, What: what(catalog.Replaced, 1)}},
	} {
		step.do()
		sum := ingest(t, c, 2, dir)
		sum.Pages, sum.Citations, sum.Run = 0, 0, 0
		if diff := cmp.Diff(step.want, sum); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
		if diff := cmp.Diff(undisturbed(t, dir), dump(t, c, dir)); diff != "" {
			t.Errorf("%s (-fresh catalogue +this):\n%s", step.what, diff)
		}
	}
}

func what(w catalog.Outcome, n int) map[catalog.Outcome]int { return map[catalog.Outcome]int{w: n} }

// Hashing all files finds what size and time hide, and writes nothing of those that
// are as they were.
func TestRunVerify(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	o := Options{Paths: []string{dir}, Workers: 2, Version: "test", Reader: newReader, NoOCR: true, Verify: true}
	ingest(t, c, 1, dir)
	if sum, err := Run(t.Context(), c, o); err != nil || sum.Unchanged != 2 || sum.Changed() {
		t.Errorf("as they were: %+v, %v", sum, err)
	}
	path := filepath.Join(dir, "nq-93-tw.pdf")
	info, err := os.Stat(path)
	check(t, err)
	b, err := os.ReadFile(path)
	check(t, err)
	b[len(b)-1] ^= 1
	check(t, os.WriteFile(path, b, 0o644))
	check(t, os.Chtimes(path, info.ModTime(), info.ModTime()))
	if sum := ingest(t, c, 1, dir); sum.Unchanged != 2 {
		t.Errorf("by size and time: %+v", sum)
	}
	if sum, err := Run(t.Context(), c, o); err != nil || sum.Unchanged != 1 || sum.What[catalog.Replaced] != 1 {
		t.Errorf("by content: %+v, %v", sum, err)
	}
}

// A file that somebody is writing is left, and so is one that changes while it is
// read: the next run reads it.
func TestRunLeavesWhatIsWritten(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	path := filepath.Join(dir, "nq-93-tw.pdf")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	check(t, err)
	defer f.Close()
	if !beingWritten(path) {
		t.Skip("this file system does not tell who writes")
	}
	if sum := ingest(t, c, 1, dir); sum.Deferred != 1 || sum.Read != 1 {
		t.Errorf("while it is written: %+v", sum)
	}
	check(t, f.Close())
	if sum := ingest(t, c, 1, dir); sum.Deferred != 0 || sum.Read != 1 {
		t.Errorf("once it is written: %+v", sum)
	}
	found, err := newScan([]string{dir}, false)
	check(t, err)
	check(t, os.WriteFile(path, []byte("shorter"), 0o644))
	if !changedSince(found.files[1]) {
		t.Error("a file that changed after it was found was taken for the same")
	}
}

// What was read before is read again by choice, and only that.
func TestRetry(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "damaged-kh-95")
	ingest(t, c, 1, dir)
	o := Options{Workers: 1, Version: "newer", Reader: newReader, NoOCR: true}
	sum, err := Retry(t.Context(), c, o, func(k catalog.Known) bool { return k.Status == catalog.Failed })
	check(t, err)
	if sum.Found != 1 || sum.Failed != 1 || sum.What[catalog.Again] != 1 {
		t.Errorf("the failed one: %+v", sum)
	}
	sum, err = Retry(t.Context(), c, o, func(k catalog.Known) bool { return k.ReadBy != "newer" })
	check(t, err)
	if sum.Found != 1 || sum.Read != 1 {
		t.Errorf("read by the older: %+v", sum)
	}
	check(t, os.Remove(filepath.Join(dir, "nq-93-tw.pdf")))
	sum, err = Retry(t.Context(), c, o, func(catalog.Known) bool { return true })
	if err != nil || sum.Deferred != 1 || sum.Vanished != 0 {
		t.Errorf("one that is not there: %+v, %v", sum, err)
	}
	history, err := c.History(t.Context(), filepath.Join(dir, "damaged-kh-95.pdf"))
	check(t, err)
	if len(history) != 3 || history[0].What != catalog.New || history[2].What != catalog.Again ||
		history[2].Status != catalog.Failed {
		t.Errorf("history %+v", history)
	}
}

// While files are read again nobody is told less than before.
func TestRereadKeepsMeanings(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "kh-52-ubnd", "kh-61-ubnd")
	ingest(t, c, 1, dir)
	before, err := c.Counts(t.Context())
	check(t, err)
	steps := 0
	o := Options{Workers: 2, Version: "newer", Reader: newReader, NoOCR: true, Step: func(string) {
		steps++
		if now, err := c.Counts(t.Context()); err != nil || now.Edges != before.Edges ||
			now.Citations != before.Citations || now.Documents != before.Documents {
			t.Errorf("counts %+v while files are read again, before %+v, %v", now, before, err)
		}
	}}
	sum, err := Retry(t.Context(), c, o, func(catalog.Known) bool { return true })
	if err != nil || sum.Read != 3 || steps < 6 {
		t.Errorf("read again: %+v in %d steps, %v", sum, steps, err)
	}
}

// Files outside the paths given are left alone.
func TestRunLeavesOtherFolders(t *testing.T) {
	dir := folder(t)
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "one-more")
	put(t, one, "nq-93-tw")
	put(t, two, "ctr-36-tu", "kh-52-ubnd")
	c := openCatalog(t)
	ingest(t, c, 1, one)
	ingest(t, c, 1, two)
	check(t, os.RemoveAll(two))
	check(t, os.Mkdir(two, 0o755))
	if sum := ingest(t, c, 1, one); sum.Vanished != 0 || sum.Changed() {
		t.Errorf("files of another folder: %+v", sum)
	}
	o := Options{Paths: []string{one, two}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true}
	if _, err := Run(t.Context(), c, o); !errors.Is(err, ErrEmptied) || !strings.HasSuffix(err.Error(), two) {
		t.Errorf("an emptied folder: %v", err)
	}
	o.AllowEmpty = true
	sum, err := Run(t.Context(), c, o)
	check(t, err)
	if sum.Vanished != 2 || sum.Found != 1 {
		t.Errorf("an emptied folder, let go: %+v", sum)
	}
	if sum := ingest(t, c, 1, one, two); sum.Found != 1 || sum.Unchanged != 1 {
		t.Errorf("both: %+v", sum)
	}
}

// A file that cannot be fetched is kept with its reason and stops nothing.
func TestRunFileThatCannotBeFetched(t *testing.T) {
	dir := folder(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	gone := filepath.Join(dir, "ctr-36-tu.pdf")
	c := openCatalog(t)
	sum, err := Run(t.Context(), c,
		Options{Paths: []string{dir}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true,
			Progress: func(e Event) {
				if e.Path == "" && e.Stage == StageRead { // found, and not yet read
					check(t, os.Remove(gone))
				}
			}})
	check(t, err)
	if sum.Failed != 1 || sum.Read != 1 {
		t.Errorf("%+v", sum)
	}
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	if k := known[gone]; k.Status != catalog.Failed || k.Reason != string(pdf.ErrIO) || k.Sentence.IsZero() {
		t.Errorf("known as %+v", k)
	}
	put(t, dir, "ctr-36-tu")
	if sum := ingest(t, c, 1, dir); sum.Read != 1 || sum.Unchanged != 1 {
		t.Errorf("once it is back: %+v", sum)
	}
	if diff := cmp.Diff(undisturbed(t, dir), dump(t, c, dir)); diff != "" {
		t.Errorf("once it is back (-fresh catalogue +this):\n%s", diff)
	}
}

// A known file that cannot be fetched at the moment keeps what is known of it.
func TestRunKnownFileOutOfReach(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	ingest(t, c, 1, dir)
	path := filepath.Join(dir, "ctr-36-tu.pdf")
	check(t, os.Chtimes(path, time.Time{}, time.Unix(1e9, 0)))
	sum, err := Run(t.Context(), c,
		Options{Paths: []string{dir}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true,
			Progress: func(e Event) {
				if e.Path == "" && e.Stage == StageRead {
					check(t, os.Rename(path, path+".away"))
				}
			}})
	check(t, err)
	if sum.Deferred != 1 || sum.Failed+sum.Vanished != 0 {
		t.Errorf("%+v", sum)
	}
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	if known[path].Status != catalog.Read {
		t.Errorf("known as %+v", known[path])
	}
}

// A content that was replaced is let go of, also where the run that found it so was
// cut off before it did.
func TestRunGoesOnAfterReplacement(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	ingest(t, c, 1, dir)
	copyFile(t, "../testdata/plans/kh-33-ubnd.pdf", filepath.Join(dir, "nq-93-tw.pdf"))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Run(ctx, c, Options{Paths: []string{dir}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true,
		Step: func(step string) {
			if step == "forget" {
				cancel()
			}
		}})
	cancel()
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if sum := ingest(t, c, 1, dir); sum.Unchanged != 2 || !sum.Changed() {
		t.Errorf("%+v", sum)
	}
	if diff := cmp.Diff(undisturbed(t, dir), dump(t, c, dir)); diff != "" {
		t.Errorf("(-fresh catalogue +this):\n%s", diff)
	}
}

// A place that cannot be looked into is told, and what is known to lie there has
// not vanished.
func TestRunClosedPlace(t *testing.T) {
	dir := folder(t)
	put(t, dir, "nq-93-tw", "ctr-36-tu")
	c := openCatalog(t)
	ingest(t, c, 1, dir)
	loop := filepath.Join(dir, "ctr-36-tu.pdf")
	check(t, os.Remove(loop))
	check(t, os.Symlink(loop, loop))
	sum := ingest(t, c, 1, dir)
	if diff := cmp.Diff(Summary{Found: 1, Unchanged: 1, Unreadable: []string{loop}}, sum); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Text files are read as running text beside the PDFs.
func TestRunTextFile(t *testing.T) {
	dir := folder(t)
	check(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte("Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị.\fTheo Luật Giáo dục năm 2019\xff"), 0o644))
	c := openCatalog(t)
	if sum := ingest(t, c, 1, dir); sum.Read != 1 || sum.Pages != 2 || sum.Citations != 2 {
		t.Errorf("%+v", sum)
	}
}

// What other rules have resolved is resolved anew by the next run, though no file has
// changed; a run after that has nothing to do.
func TestRunResolvesByNewRules(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	put(t, dir, "nq-93-tw", "kh-418-sgddt")
	ingest(t, c, 1, dir)
	want := dump(t, c, dir)
	check(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.UseRules(resolve.Rules - 1) }))
	for _, changed := range []bool{true, false} {
		if sum := ingest(t, c, 1, dir); sum.Changed() != changed {
			t.Errorf("run %d", sum.Run)
		}
	}
	if diff := cmp.Diff(want, dump(t, c, dir)); diff != "" {
		t.Error(diff)
	}
}
