package pipeline

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

var update = flag.Bool("update", false, "rewrite the committed figures")

// statsFile holds the figures as they stand, so that a change shows what it costs.
const statsFile = "../testdata/gold/stats.txt"

// floors are the figures that no change may fall below, whatever is committed.
var floors = map[string]float64{"mention": 0.99, "dated": 0.99, "document": 0.99, "law": 0.98, "edge": 0.95}

// waiting are the documents of which nothing can be read without OCR.
var waiting = map[string]bool{"scan-kh-23-ben-tam": true}

// TestGold reads the documents of testdata/plans and compares what is found with
// what was annotated by hand.
func TestGold(t *testing.T) {
	names, err := filepath.Glob("../testdata/gold/*.tsv")
	if err != nil || len(names) == 0 {
		t.Fatalf("no gold: %v", err)
	}
	reader := startReader(t)
	s := newScore()
	for _, path := range names {
		name := strings.TrimSuffix(filepath.Base(path), ".tsv")
		self, gold, err := readGold(path)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Read(t.Context(), reader, "../testdata/plans/"+name+".pdf", nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if waiting[name] {
			checkWaiting(t, name, r)
			continue
		}
		foundSelf, found := rowsOf(r)
		s.add(name, self, foundSelf, gold, found)
	}
	t.Logf("\n%s", s)
	for _, kind := range kinds {
		if got := s.kind[kind].f1(); got < floors[kind] {
			t.Errorf("%s: F1 %.4f fell below its floor, %.4f", kind, got, floors[kind])
		}
	}
	compareStats(t, s.String())
}

// checkWaiting checks that a document without text claims nothing.
func checkWaiting(t *testing.T, name string, r FileReading) {
	t.Helper()
	for i, p := range r.Text.Pages {
		if p.Source != legal.SourceWaiting {
			t.Errorf("%s page %d is %s: score it, it waits no longer", name, i+1, p.Source)
		}
	}
	if n := len(r.Citations); n > 0 || r.Text.Head != (legal.Head{}) {
		t.Errorf("%s: %d citations and the head %+v in a document without text", name, n, r.Text.Head)
	}
}

func compareStats(t *testing.T, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(statsFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(statsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the figures have changed; make golden writes them anew (-committed +now):\n%s", diff)
	}
}

// The comparison forgives what carries no information, and nothing else.
func TestScoreKeys(t *testing.T) {
	for _, alike := range [][]string{
		{"08/2019/QĐ-UBND", "8/2019/QĐ–UBND", "08/2019/QÐ - UBND"},
		{"418/KH-SGD&ĐT", "418-KH/SGDĐT"},
		{"22HD/TWĐTN", "22-HD/TWĐTN"},
		{"2345/QĐ-UBND.HC", "2345/QĐ-UBND-HC"},
	} {
		for _, n := range alike[1:] {
			if bareNumber(n) != bareNumber(alike[0]) {
				t.Errorf("%q and %q are not alike", alike[0], n)
			}
		}
	}
	for _, other := range [][2]string{{"63/2021/NQ-HĐND", "63/NQ-HĐND"}, {"15/KH-UBND", "15a/KH-UBND"},
		{"66.1/NQ-CP", "66.10/NQ-CP"}, {"30-NQ/TW", "30-NQ/TU"}} {
		if bareNumber(other[0]) == bareNumber(other[1]) {
			t.Errorf("%q and %q are alike", other[0], other[1])
		}
	}
	if a, b := bareWords("UBND TP Chí Linh"), bareWords("Uỷ ban nhân dân thành phố Chí Linh"); a != b {
		t.Errorf("%q and %q are not alike", a, b)
	}
	if a, b := provisionSet("các Điều 3, 4 và khoản 2 Điều 5"), provisionSet("khoản 2 Điều 5, Điều 3 và 4"); a != b {
		t.Errorf("%q and %q are not alike", a, b)
	}
	if provisionSet("khoản 2 Điều 5") == provisionSet("khoản 5 Điều 2") {
		t.Error("khoản 2 Điều 5 is khoản 5 Điều 2")
	}
}

// A miss of every sort lowers its own figure.
func TestScore(t *testing.T) {
	self := own{"Kế hoạch", "1/KH-UBND", "2023-01-02", "UBND tỉnh"}
	gold := []row{
		{"1", "Nghị quyết", "30-NQ/TW", "2022-11-23", "Bộ Chính trị", ".", "implements", "", ""},
		{"1", "Nghị quyết", "30-NQ/TW", "", "", ".", "cites", "", ""},
		{"2", "Quyết định", "08/2019/QĐ-UBND", "", "", ".", "amends", "", "khoản 1 Điều 2"},
		{"2", "Luật", "", "2019", "", ".", "based_on", "Giáo dục", ""},
		{"3", "Kế hoạch", "01/KH-UBND", "", "", ".", "cites", "", ""}, // its own number
	}
	s := newScore()
	s.add("same", self, self, gold, gold)
	if len(s.misses) != 0 || *s.kind["mention"] != (tally{3, 3, 3}) || *s.kind["document"] != (tally{2, 2, 2}) ||
		*s.kind["edge"] != (tally{3, 3, 3}) {
		t.Errorf("the gold against itself:\n%s", s)
	}
	found := []row{
		{"1", "Nghị quyết", "30-NQ/TW", "2022-11-24", "Chính phủ", ".", "implements", "", ""},
		{"2", "Quyết định", "08/2019/QĐ-UBND", "", "", ".", "repeals", "", "khoản 1 Điều 3"},
		{"2", "Luật", "", "2019", "", ".", "based_on", "Giáo dục nghề nghiệp", ""},
	}
	s = newScore()
	s.add("other", self, own{}, gold, found)
	want := map[string]tally{"mention": {2, 2, 3}, "dated": {1, 2, 3}, "document": {2, 2, 2}, "law": {0, 1, 1},
		"edge": {1, 3, 3}}
	for _, k := range kinds {
		if *s.kind[k] != want[k] {
			t.Errorf("%s: %+v, want %+v", k, *s.kind[k], want[k])
		}
	}
	for field, want := range map[string]tally{"issuer": {right: 1, gold: 2}, "page": {right: 2, gold: 2},
		"provision": {right: 0, gold: 1}, "self_number": {right: 0, gold: 1}} {
		if *s.field[field] != want {
			t.Errorf("%s: %+v, want %+v", field, *s.field[field], want)
		}
	}
}
