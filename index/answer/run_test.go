package answer

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestReportAndDiff(t *testing.T) {
	l := newLibrary(t, chain())
	must(t, l.c.PutWatch(t.Context(), catalog.Watch{Document: l.document("76/NQ-CP").ID, By: "Lan", At: time.Now()}))
	l.write("moi.txt", plan("88/KH-UBND", "ngày 12 tháng 05 năm 2023", "Lai Châu", "Mới",
		"Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;"))
	must(t, os.Rename(filepath.Join(l.in, "y-te.txt"), filepath.Join(l.in, "y.txt")))
	must(t, os.WriteFile(filepath.Join(l.in, "hong.pdf"), []byte("%PDF-1.4 broken"), 0o644))
	l.ingest()
	runs, err := l.service().Runs(0)
	must(t, err)
	if len(runs.Runs) != 2 || runs.Runs[0].N != 2 || runs.Counts.Documents == 0 {
		t.Fatalf("%+v", runs)
	}
	if one, err := l.service().Runs(1); err != nil || len(one.Runs) != 1 || one.Runs[0].N != 2 {
		t.Errorf("the last: %+v, %v", one, err)
	}
	r, err := l.service().Report(runs.Runs[0], l.data)
	must(t, err)
	if len(r.Files) != 4 || r.AtWork || r.CutOff || len(r.Watch) != 1 ||
		r.Watch[0].Says != "Kế hoạch 88/KH-UBND 12/05/2023, Ủy ban nhân dân tỉnh Lai Châu" || len(r.Unread) != 1 ||
		r.Unread[0].Root != l.in {
		t.Errorf("%d files, %+v watched, %+v unread", len(r.Files), r.Watch, r.Unread)
	}
	groups := GroupNews(r.News)
	if len(groups) != 2 || groups[0].Kind != catalog.NewsDocument || groups[1].Kind != catalog.NewsEdge ||
		groups[1].Kind.Says().String() != "new relations" {
		t.Errorf("%+v", groups)
	}
	cut := runs.Runs[0]
	cut.Ended = time.Time{}
	r, err = l.service().Report(cut, l.data) // of a database it is at work until that is closed
	if err != nil || r.CutOff == l.c.Shared() || r.Counts["new"] != 2 || r.Counts["moved"] != 1 {
		t.Errorf("cut off: %v, %v, %v", r.CutOff, r.Counts, err)
	}
	must(t, os.Remove(filepath.Join(l.in, "moi.txt")))
	l.ingest()
	d, err := l.service().Diff(1, 3)
	must(t, err)
	for _, f := range d.Files {
		if filepath.Base(f.Path) == "moi.txt" {
			t.Errorf("what came and went: %+v", f)
		}
	}
	if len(d.News) != 0 || len(d.Files) != 3 {
		t.Errorf("%+v", d)
	}
}

func TestNetFiles(t *testing.T) {
	event := func(run int64, what catalog.Outcome, before, sha string) catalog.PathEvent {
		return catalog.PathEvent{Run: run, Path: "/p", What: what, Before: before, SHA256: sha}
	}
	for name, tt := range map[string]struct {
		events []catalog.PathEvent
		want   []catalog.PathEvent
	}{
		"one stays":             {[]catalog.PathEvent{event(2, catalog.New, "", "a")}, []catalog.PathEvent{event(2, catalog.New, "", "a")}},
		"replaced and back":     {[]catalog.PathEvent{event(2, catalog.Replaced, "a", "b"), event(3, catalog.Replaced, "b", "a")}, []catalog.PathEvent{}},
		"came and went":         {[]catalog.PathEvent{event(2, catalog.New, "", "a"), event(3, catalog.Vanished, "a", "")}, []catalog.PathEvent{}},
		"new, then another":     {[]catalog.PathEvent{event(2, catalog.New, "", "a"), event(3, catalog.Replaced, "a", "b")}, []catalog.PathEvent{event(3, catalog.New, "", "b")}},
		"gone, back as another": {[]catalog.PathEvent{event(2, catalog.Vanished, "a", ""), event(3, catalog.Back, "", "b")}, []catalog.PathEvent{event(3, catalog.Replaced, "a", "b")}},
	} {
		if diff := cmp.Diff(tt.want, netFiles(tt.events)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Every figure that a run counts has its words, and only those that are not 0 are told.
func TestFigures(t *testing.T) {
	got := Figures(map[string]int{"citations": 2, "found": 1, "read": 0, "nothing of ours": 3})
	if len(got) != 2 || got[0].Figure != "found" || got[1].Count != 2 ||
		got[1].Figure.Says().In(legal.Vietnamese) != "chỗ viện dẫn" {
		t.Errorf("%+v", got)
	}
	for _, what := range append([]string{string(catalog.MovedAway), string(catalog.Vanished),
		string(catalog.Recognised)}, NewsKinds...) {
		if Figure(what).Says().In(legal.Vietnamese) == what {
			t.Errorf("%s has no words", what)
		}
	}
	if says := Figure("x").Says().String(); says != "x" {
		t.Error(says)
	}
}

func TestHealth(t *testing.T) {
	same := func(err error) error { return err }
	l := newLibrary(t, chain())
	must(t, os.WriteFile(filepath.Join(l.in, "hong.pdf"), []byte("%PDF-1.4 broken"), 0o644))
	l.ingest()
	s, err := l.service().Status(l.data, l.indexDir(), true)
	must(t, err)
	open := l.c.Shared() // in a database it is at work until it is closed
	if s.LastRun == nil || s.LastRun.N != 2 || s.AtWork != open || !s.Index.OK || len(s.Failed) != 1 ||
		s.Failed[0].Step != "read" || len(s.Idle) != 0 {
		t.Errorf("%+v", s)
	}
	must(t, l.c.Tombstone(t.Context(), 0, filepath.Join(l.in, "y-te.txt")))
	if state, err := l.service().Index(l.indexDir()); err != nil || state.OK || state.Broken || state.Do == nil {
		t.Errorf("behind: %+v, %v", state, err)
	}
	if state, err := l.service().Index(t.TempDir()); err != nil || state.OK {
		t.Errorf("no index: %+v, %v", state, err)
	}
	l.sync()
	must(t, l.c.Close())
	checks := func(found []Check) (s string) {
		for _, c := range found {
			s += map[bool]string{true: c.What + " ok;", false: c.What + ";"}[c.OK]
		}
		return s
	}
	found, err := CheckData(t.Context(), l.data, l.indexDir(), same)
	if got := checks(found); err != nil || got != "catalogue ok;index ok;" {
		t.Errorf("%s, %v", got, err)
	}
	wrong := errors.New("one differs")
	found, err = VerifyData(t.Context(), l.data, l.indexDir(), same, func(*catalog.Catalog) ([]Check, error) {
		return []Check{{What: "document"}}, wrong
	})
	if got := checks(found); !errors.Is(err, wrong) || got != "catalogue ok;index ok;document;" {
		t.Errorf("%s, %v", got, err)
	}
	found, err = CheckData(t.Context(), filepath.Join(l.data, "none"), "", same)
	if err != nil || checks(found) != "data folder ok;" {
		t.Errorf("no folder: %v, %v", found, err)
	}
	found, err = VerifyData(t.Context(), filepath.Join(l.data, "none"), "", same, nil)
	if !errors.Is(err, catalog.ErrNoData) || found != nil {
		t.Errorf("no folder: %v, %v", found, err)
	}
	storetest.OnFile(t)
	must(t, os.WriteFile(filepath.Join(l.data, catalog.FileName),
		[]byte("no database, whatever its name may say of it"), 0o644))
	for name, check := range map[string]func() ([]Check, error){
		"doctor": func() ([]Check, error) { return CheckData(t.Context(), l.data, l.indexDir(), same) },
		"verify": func() ([]Check, error) { return VerifyData(t.Context(), l.data, l.indexDir(), same, nil) },
	} {
		if found, err := check(); err == nil || len(found) != 1 || !found[0].Broken {
			t.Errorf("%s of what is damaged: %+v, %v", name, found, err)
		}
	}
}
