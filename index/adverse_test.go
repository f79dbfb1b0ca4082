package index

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Going back to the generation before is what it was; the next update brings it up to date,
// and readers that were open go over both times.
func TestRollback(t *testing.T) {
	dir := t.TempDir()
	if _, err := Rollback(dir); !errors.Is(err, ErrNoIndex) {
		t.Errorf("without an index: %v", err)
	}
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	if name, err := Rollback(dir); !errors.Is(err, ErrNoEarlier) {
		t.Errorf("one generation: %s %v", name, err)
	}
	s = append(s, text("b", "một hai"), Entry{ID: "a", Deleted: true})
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for range 2 { // back, and up to date again
		if got := found(t, r, "một"); !slices.Equal(got, []string{"b"}) {
			t.Errorf("now: %v", got)
		}
		name, err := Rollback(dir)
		if err != nil || name >= "000003" && !strings.Contains(files(t, dir), name) {
			t.Fatalf("%s: %v", name, err)
		}
		if changed, err := r.Refresh(nil); !changed || err != nil {
			t.Fatalf("the reader stays: %v", err)
		}
		if name == "000001" {
			if got := found(t, r, "một"); !slices.Equal(got, []string{"a"}) || r.Seq() != 1 {
				t.Errorf("back at %d: %v", r.Seq(), got)
			}
		}
		mustUpdate(t, dir, s)
		if _, err := r.Refresh(nil); err != nil {
			t.Fatal(err)
		}
		s = append(s, text("c", "khác"))
		mustUpdate(t, dir, s)
		if _, err := r.Refresh(nil); err != nil {
			t.Fatal(err)
		}
	}
	names, err := generations(dir)
	if err != nil || len(names) < 2 {
		t.Fatalf("%v %v", names, err)
	}
	live, _ := current(dir)
	for _, n := range names {
		if n != live {
			write(t, dir, filepath.Join(n, "index_meta.json"), "no index")
		}
	}
	if name, err := Rollback(dir); err == nil {
		t.Errorf("back to the damaged %s", name)
	}
	if now, _ := current(dir); now != live {
		t.Errorf("live is %s, was %s", now, live)
	}
}

// Whatever byte of a live generation differs, file is missing or is too many, it is told.
func TestCheckFindsDamage(t *testing.T) {
	dir := t.TempDir()
	if err := Check(dir, Catalogue{}); !errors.Is(err, ErrNoIndex) {
		t.Errorf("no index: %v", err)
	}
	s := source{text("a", "một hai ba"), text("b", "bốn năm")}
	mustUpdate(t, dir, s)
	live, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(dir, s.at()); err != nil {
		t.Errorf("whole: %v", err)
	}
	if err := Check(dir, Catalogue{UUID: "one", Seq: 3}); !errors.Is(err, ErrBehind) || errors.Is(err, ErrSpoilt) {
		t.Errorf("behind: %v", err)
	}
	if err := Check(dir, Catalogue{UUID: "two", Seq: 2}); err == nil {
		t.Error("of another catalogue, and fine")
	}
	harmed := 0
	err = filepath.WalkDir(filepath.Join(dir, live), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		again := func(b []byte) {
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		harms := map[string]func(){
			"longer": func() { again(append(slices.Clone(b), 0)) }, "gone": func() { os.Remove(path) },
			"another beside": func() { write(t, filepath.Dir(path), "extra", "") },
		}
		if len(b) > 0 {
			harms["cut"] = func() { again(b[:len(b)-1]) }
			harms["a bit"] = func() { c := slices.Clone(b); c[len(c)/2] ^= 4; again(c) }
		}
		for name, harm := range harms {
			harm()
			if err := Check(dir, s.at()); !errors.Is(err, ErrSpoilt) {
				t.Errorf("%s: %s: %v", filepath.Base(path), name, err)
			}
			os.Remove(filepath.Join(filepath.Dir(path), "extra"))
			again(b)
			harmed++
		}
		return nil
	})
	if err != nil || harmed == 0 {
		t.Fatalf("%d harms: %v", harmed, err)
	}
	if err := Check(dir, s.at()); err != nil {
		t.Errorf("mended: %v", err)
	}
	write(t, dir, live+sumsSuffix, "no sums")
	if err := Check(dir, s.at()); !errors.Is(err, ErrSpoilt) {
		t.Errorf("the sums themselves: %v", err)
	}
}

// Sums lie beside generations that are there, and of those that share segments too they are
// those of all bytes.
func TestSumsFollow(t *testing.T) {
	dir := t.TempDir()
	var s source
	for n := range 5 {
		s = append(s, text(string(rune('a'+n)), strings.Repeat("một hai ", 100)))
		mustUpdate(t, dir, s)
		live, err := current(dir)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := datadir.ReadSums(sumsOf(dir, live))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := datadir.SumDir(filepath.Join(dir, live), "", nil)
		if diff := cmp.Diff(whole, kept); diff != "" || err != nil {
			t.Errorf("generation %s: %v %s", live, err, diff)
		}
		for _, name := range strings.Fields(files(t, dir)) {
			if g, ok := strings.CutSuffix(name, sumsSuffix); ok && !strings.Contains(" "+files(t, dir)+" ", " "+g+" ") {
				t.Errorf("%s lies beside nothing", name)
			}
		}
	}
}

// After going back, a generation made under a name that another had has its own sums.
func TestSumsAfterRollback(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	s = append(s, text("b", "hai"))
	mustUpdate(t, dir, s)
	if _, err := Rollback(dir); err != nil {
		t.Fatal(err)
	}
	if err := Check(dir, s.at()); !errors.Is(err, ErrBehind) {
		t.Errorf("gone back: %v", err)
	}
	for range 2 {
		s = append(s, text("c", "ba bốn"))
		mustUpdate(t, dir, s)
		if err := Check(dir, s.at()); err != nil {
			t.Errorf("brought up to date: %v", err)
		}
	}
}

// What is damaged in a generation does not go on in the next under sums of its own: either
// it is still told, or the next is made anew.
func TestDamageDoesNotGoOn(t *testing.T) {
	probe, s := t.TempDir(), source{text("a", "một hai ba"), text("b", "bốn năm")}
	mustUpdate(t, probe, s)
	sums, err := datadir.SumDir(filepath.Join(probe, "000001"), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, sum := range sums {
		dir := t.TempDir()
		mustUpdate(t, dir, s)
		path := filepath.Join(dir, "000001", filepath.FromSlash(name))
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[sum.Size-1] ^= 1
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		next := append(slices.Clone(s), text("c", "sáu"))
		rep := mustUpdate(t, dir, next)
		if err := Check(dir, next.at()); rep.Rebuilt == "" && !errors.Is(err, ErrSpoilt) || rep.Rebuilt != "" && err != nil {
			t.Errorf("%s: made anew %q: %v", name, rep.Rebuilt, err)
		}
	}
}

// An update that breaks off leaves the live generation, and the next one catches up.
func TestUpdateBreaksOff(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	stop := errors.New("stop")
	breaking := func(since int64) iter.Seq2[Entry, error] {
		return func(yield func(Entry, error) bool) {
			if yield(text("b", "hai"), nil) {
				yield(Entry{}, stop)
			}
		}
	}
	at := Catalogue{UUID: "one", Seq: 3}
	for _, reason := range []string{"", "asked for"} {
		if _, err := runUpdate(context.Background(), dir, at, breaking, reason); !errors.Is(err, stop) {
			t.Errorf("%q: %v", reason, err)
		}
		if got := found(t, mustOpen(t, dir), "một"); !slices.Equal(got, []string{"a"}) {
			t.Errorf("%q: %v", reason, got)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	s = append(s, text("b", "hai"), text("c", "ba"))
	if _, err := runUpdate(cancelled, dir, at, s.changes, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if rep := mustUpdate(t, dir, s); rep.Documents != 3 || rep.Seq != 3 {
		t.Errorf("%+v", rep)
	}
}

// places are communes that were merged on 1 July 2025, two of one name in two provinces.
const places = `code	kind	name	parent	from	to	successors
kg	huyện	Kiên Lương	o91		2025-06-30	
x1	thị trấn	Kiên Lương	kg		2025-06-30	y1
x2	xã	Dương Hòa	kg		2025-06-30	y1
y1	xã	Kiên Lương	n91	2025-07-01		
x3	xã	Dương Hòa	o86		2025-06-30	y3
y3	xã	Hòa Bình	n86	2025-07-01		
`

// The predecessors of a place are found when they are asked for, those of its own province
// alone, and what a query excludes stays so.
func TestWithPredecessors(t *testing.T) {
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	units, _, err := authority.Provinces().With(strings.NewReader(places))
	if err == nil {
		err = c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.PutPlaces(units.Units()) })
	}
	if err != nil {
		t.Fatal(err)
	}
	of := func(id string, level legal.Level, issuer, province string, places ...string) Entry {
		return Entry{ID: id, Held: true, Document: id, Issuer: issuer, Level: level, Province: province,
			Places: places, Text: "kế hoạch"}
	}
	s := source{
		of("kg", legal.LevelProvince, "Ủy ban nhân dân tỉnh Kiên Giang", "Kiên Giang", "kien-giang"),
		of("ag", legal.LevelProvince, "Ủy ban nhân dân tỉnh An Giang", "An Giang", "an-giang"),
		of("kg-sở", legal.LevelProvince, "Sở Nội vụ", "Kiên Giang", "kien-giang"),
		of("dh", legal.LevelCommune, "Ủy ban nhân dân xã Dương Hòa", "Kiên Giang", "duong-hoa", "kien-giang"),
		of("dh-vl", legal.LevelCommune, "Ủy ban nhân dân xã Dương Hòa", "Vĩnh Long", "duong-hoa", "vinh-long"),
		of("kl", legal.LevelCommune, "Ủy ban nhân dân xã Kiên Lương", "An Giang", "kien-luong", "an-giang"),
		of("sl", legal.LevelProvince, "UBND tỉnh Sơn La", "Sơn La", "son-la"),
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for _, tt := range []struct{ query, alone, with string }{
		{`coquan:"An Giang" -coquan:"xã Kiên Lương"`, "ag", "ag kg kg-sở dh"},
		{`coquan:"Ủy ban nhân dân tỉnh An Giang"`, "ag", "ag kg"},
		{`coquan:"UBND tỉnh An Giang"`, "ag", "ag kg"},
		{`coquan:"an giang" -coquan:"Kiên Lương"`, "ag", "ag kg kg-sở dh"},
		{`tinh:"An Giang"`, "ag kl", "ag dh kg kg-sở kl"},
		{`noi:"An Giang"`, "ag kl", "ag dh kg kg-sở kl"},
		{`coquan:"xã Kiên Lương"`, "kl", "dh kl"},
		{`coquan:"Kiên Giang"`, "kg", "kg"},
		{`coquan:"Sơn La"`, "sl", "sl"},
		{`coquan:"ủy ban nhân dân tỉnh sơn la"`, "sl", "sl"},
		{`coquan:"Uỷ ban nhân dân tỉnh Sơn La"`, "sl", "sl"},
		{`coquan:"uy ban nhan dan tinh son la"`, "sl", "sl"},
		{`coquan:"ubnd tinh an giang"`, "ag", "ag kg"},
		{`coquan:"HĐND tỉnh Sơn La"`, "", ""},
		{`kế hoạch -tinh:"An Giang"`, "dh dh-vl kg kg-sở sl", "dh dh-vl kg kg-sở sl"},
		{`coquan:"Sơn La" OR tinh:"An Giang"`, "ag kl sl", "ag dh kg kg-sở kl sl"},
		{`hoạch`, "ag dh dh-vl kg kg-sở kl sl", "ag dh dh-vl kg kg-sở kl sl"},
	} {
		for with, want := range map[bool]string{false: tt.alone, true: tt.with} {
			got, err := Find(t.Context(), c, r, tt.query, Options{Limit: 100, WithPredecessors: with})
			if err != nil {
				t.Errorf("%s: %v", tt.query, err)
				continue
			}
			ids := []string{}
			for _, h := range got.Hits {
				ids = append(ids, h.ID)
			}
			slices.Sort(ids)
			wanted := strings.Fields(want)
			slices.Sort(wanted)
			if diff := cmp.Diff(wanted, ids); diff != "" {
				t.Errorf("%s, with predecessors %v: %s", tt.query, with, diff)
			}
		}
	}
}
