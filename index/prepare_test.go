package index

import (
	"slices"
	"testing"
)

// Who looks while a restored catalogue takes the place of another finds the index of the one that
// is there, before and after and where what does it is cut off in between.
func TestPrepare(t *testing.T) {
	dir := t.TempDir()
	before, after := source{text("a", "một")}, source{text("a", "một"), text("b", "hai")}
	mustUpdate(t, dir, before)
	other := Catalogue{UUID: before.at().UUID + ".copy", Seq: after.at().Seq}
	goLive, err := runPrepare(t.Context(), dir, other, after.changes)
	if err != nil {
		t.Fatal(err)
	}
	of := func(when, uuid string, want Catalogue) {
		t.Helper()
		r, err := OpenOf(dir, uuid)
		if err != nil {
			t.Fatal(when, err)
		}
		defer r.Close()
		if _, err := r.Refresh(nil); err != nil || r.Catalogue() != want {
			t.Errorf("%s: the index of %s is that of %v: %v", when, uuid, r.Catalogue(), err)
		}
	}
	of("prepared", before.at().UUID, before.at())
	of("replaced", other.UUID, other)
	if err := goLive(); err != nil {
		t.Fatal(err)
	}
	of("live", before.at().UUID, before.at())
	of("live", other.UUID, other)

	cut := Catalogue{UUID: "third", Seq: 1}
	if _, err := runPrepare(t.Context(), dir, cut, before.changes); err != nil {
		t.Fatal(err)
	}
	rep, err := runUpdate(t.Context(), dir, cut, before.changes, "")
	if err != nil || rep.Rebuilt != "" {
		t.Errorf("what was prepared is made again: %+v %v", rep, err)
	}
	of("taken up", cut.UUID, cut)
	if names, err := generations(dir); err != nil || len(names) > generationsKept || !slices.IsSorted(names) {
		t.Errorf("left are %v: %v", names, err)
	}
}
