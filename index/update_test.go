package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// source is a catalogue in memory: its entries in the order of their numbers, from 1.
type source []Entry

func (s source) changes(since int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		last := map[string]int{}
		for i, e := range s {
			last[e.ID] = i
		}
		for i, e := range s {
			if int64(i) >= since && last[e.ID] == i && !yield(e, nil) {
				return
			}
		}
	}
}

func (s source) at() Catalogue {
	return Catalogue{UUID: "one", Seq: int64(len(s))}
}

func mustUpdate(t testing.TB, dir string, s source) Report {
	t.Helper()
	r, err := runUpdate(context.Background(), dir, s.at(), s.changes, "")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustOpen(t testing.TB, dir string) *Reader {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// found returns the IDs a query finds, in order.
func found(t testing.TB, r *Reader, text string) []string {
	t.Helper()
	q, err := ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Search(context.Background(), q, Options{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// files lists what lies in the index folder.
func files(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func text(id, s string) Entry { return Entry{ID: id, Text: s, Held: true} }

func TestUpdate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := Open(dir); !errors.Is(err, ErrNoIndex) {
		t.Fatalf("Open before the first update: %v", err)
	}
	s := source{text("a", "kế hoạch"), text("b", "quyết định")}
	want := Report{Generation: "000001", Rebuilt: ErrNoIndex.Error(), Changed: 2, Documents: 2, Seq: 2}
	if diff := cmp.Diff(want, mustUpdate(t, dir, s)); diff != "" {
		t.Errorf("first update:\n%s", diff)
	}
	want = Report{Generation: "000001", Documents: 2, Seq: 2}
	if diff := cmp.Diff(want, mustUpdate(t, dir, s)); diff != "" {
		t.Errorf("nothing new:\n%s", diff)
	}

	s = append(s, text("a", "nghị quyết"), Entry{ID: "b", Deleted: true}, text("c", "kế hoạch"),
		Entry{ID: "never", Deleted: true})
	want = Report{Generation: "000002", Changed: 4, Documents: 2, Seq: 6}
	if diff := cmp.Diff(want, mustUpdate(t, dir, s)); diff != "" {
		t.Errorf("second update:\n%s", diff)
	}
	r := mustOpen(t, dir)
	for query, want := range map[string][]string{"kế hoạch": {"c"}, "nghi quyet": {"a"}, "quyết định": {"a"},
		`"quyết định"`: {}} {
		if diff := cmp.Diff(want, found(t, r, query)); diff != "" {
			t.Errorf("%s:\n%s", query, diff)
		}
	}
	if got := r.Catalogue(); got != s.at() {
		t.Errorf("Catalogue() = %v", got)
	}

	s = append(s, text("d", "chỉ thị"))
	mustUpdate(t, dir, s)
	if got := files(t, dir); got != "000002 000002.sums 000003 000003.sums CURRENT" {
		t.Errorf("kept: %s", got)
	}
}

func TestUpdateRebuilds(t *testing.T) {
	s := source{text("a", "một"), text("b", "hai")}
	tests := []struct {
		name   string
		harm   func(t *testing.T, dir string)
		at     Catalogue
		reason string
	}{
		{"another catalogue", nil, Catalogue{"two", 2}, "another catalogue"},
		{"ahead of the catalogue", nil, Catalogue{"one", 1}, "ahead of the catalogue"},
		{"another version", func(t *testing.T, dir string) {
			b, err := openStore(filepath.Join(dir, "000001"), false)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(b.SetInternal([]byte(keyVersion), []byte("old")), b.Close()); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir); !errors.Is(err, ErrVersion) {
				t.Errorf("Open of another version: %v", err)
			}
		}, s.at(), "another version"},
		{"no state", func(t *testing.T, dir string) {
			b, err := openStore(filepath.Join(dir, "000001"), false)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(b.DeleteInternal([]byte(keySeq)), b.Close()); err != nil {
				t.Fatal(err)
			}
		}, s.at(), "read state"},
		{"generation gone", func(t *testing.T, dir string) { remove(t, dir, "000001") }, s.at(), "open index"},
		{"CURRENT gone", func(t *testing.T, dir string) { remove(t, dir, currentFile) }, s.at(), ErrNoIndex.Error()},
		{"CURRENT torn", func(t *testing.T, dir string) { write(t, dir, currentFile, "00") }, s.at(), `holds "00"`},
		{"bolt file torn", func(t *testing.T, dir string) { write(t, dir, "000001/store/root.bolt", "torn") }, s.at(),
			"open index"},
		{"bolt file gone", func(t *testing.T, dir string) { remove(t, dir, "000001/store/root.bolt") }, s.at(), "open index"},
		{"segment gone", func(t *testing.T, dir string) { remove(t, dir, segment(t, dir)) }, s.at(), "index"},
		{"segment torn", func(t *testing.T, dir string) { write(t, dir, segment(t, dir), "torn") }, s.at(), "open index"},
		{"mapping torn", func(t *testing.T, dir string) { write(t, dir, "000001/index_meta.json", "{") }, s.at(),
			"open index"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			mustUpdate(t, dir, s)
			if tt.harm != nil {
				tt.harm(t, dir)
			}
			rep, err := runUpdate(context.Background(), dir, tt.at, s.changes, "")
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(rep.Rebuilt, tt.reason) || rep.Changed != 2 || rep.Documents != 2 {
				t.Errorf("report %+v, want reason %q", rep, tt.reason)
			}
			if diff := cmp.Diff([]string{"b"}, found(t, mustOpen(t, dir), "hai")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func segment(t *testing.T, dir string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "000001/store/*.zap"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no segment: %v", err)
	}
	rel, err := filepath.Rel(dir, paths[0])
	if err != nil {
		t.Fatal(err)
	}
	return rel
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestUpdateFails makes updates fail in the middle: the live generation stays and
// nothing half-written remains.
func TestUpdateFails(t *testing.T) {
	base := source{text("a", "một"), text("b", "hai")}
	more := append(base[:2:2], text("c", "ba"))
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name    string
		ctx     context.Context
		changes func(dir string) Changes
		want    string
	}{
		{"source fails", context.Background(), func(string) Changes {
			return func(int64) iter.Seq2[Entry, error] {
				return func(yield func(Entry, error) bool) {
					_ = yield(more[2], nil) && yield(Entry{}, errors.New("disk on fire"))
				}
			}
		}, "read changes: disk on fire"},
		{"canceled", canceled, func(string) Changes { return more.changes }, "context canceled"},
		{"told twice", context.Background(), func(string) Changes {
			return func(int64) iter.Seq2[Entry, error] {
				return func(yield func(Entry, error) bool) {
					for on := true; on; {
						on = yield(text("c", "ba"), nil)
					}
				}
			}
		}, `entry "c" is told twice`},
		{"no ID", context.Background(), func(string) Changes { return append(base[:2:2], text("", "ba")).changes }, `entry ""`},
		{"files vanish while building", context.Background(), func(dir string) Changes {
			return func(since int64) iter.Seq2[Entry, error] {
				return func(yield func(Entry, error) bool) {
					more.changes(since)(yield)
					segments, _ := filepath.Glob(filepath.Join(dir, "*"+building, "index_meta.json"))
					for _, s := range segments {
						os.Remove(s)
					}
				}
			}
		}, "metadata missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			mustUpdate(t, dir, base)
			_, err := runUpdate(tt.ctx, dir, Catalogue{"one", 4}, tt.changes(dir), "")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if got := files(t, dir); got != "000001 000001.sums CURRENT" {
				t.Errorf("left behind: %s", got)
			}
			r := mustOpen(t, dir)
			if got := found(t, r, "một"); len(got) != 1 || r.Seq() != 2 {
				t.Errorf("old generation: %v up to %d", got, r.Seq())
			}
			if rep := mustUpdate(t, dir, more); rep.Rebuilt != "" || rep.Documents != 3 {
				t.Errorf("next update: %+v", rep)
			}
		})
	}
}

// TestUpdateStartsAgain damages the clone once: what cannot be caught up is built
// anew, as a live generation may be damaged in ways that opening it does not show.
func TestUpdateStartsAgain(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	s = append(s, text("b", "hai"))
	rep, err := runUpdate(context.Background(), dir, s.at(), func(since int64) iter.Seq2[Entry, error] {
		if since > 0 {
			remove(t, dir, "000002"+building+"/index_meta.json")
		}
		return s.changes(since)
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(rep.Rebuilt, "metadata missing") || rep.Changed != 2 || rep.Documents != 2 ||
		rep.Generation != "000002" {
		t.Errorf("report %+v", rep)
	}
	if got := found(t, mustOpen(t, dir), "một hai"); len(got) != 2 {
		t.Errorf("found %v", got)
	}
}

// TestBatches goes over several batches, of which one is written while the next is made.
func TestBatches(t *testing.T) {
	dir := t.TempDir()
	const many = 3*batchSize/entrySize + 7
	var s source
	for i := range many {
		s = append(s, text(fmt.Sprintf("f%05d", i), fmt.Sprintf("số %d", i)))
	}
	if rep := mustUpdate(t, dir, s); rep.Documents != many || rep.Seq != many {
		t.Errorf("report %+v", rep)
	}
	s = append(s, Entry{ID: "f00000", Deleted: true}, text("f00000", "trở lại"), text("f00001", "khác"),
		Entry{ID: "f00001", Deleted: true})
	if rep := mustUpdate(t, dir, s); rep.Documents != many-1 || rep.Seq != many+4 || rep.Changed != 2 {
		t.Errorf("report %+v", rep)
	}
}
