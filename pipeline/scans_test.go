package pipeline

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// maxCut is the share of the blocks of pages read by OCR that may end in the
// middle of a sentence.
const maxCut = .015

// Few paragraphs of pages read by OCR end in the middle of a sentence. Measured
// over the readings that the data folder DANCHIEU_OCR_DATA holds, with the text
// made of them anew.
func TestParagraphsOfScansAreWhole(t *testing.T) {
	cut, blocks := map[legal.PageSource]int{}, map[legal.PageSource]int{}
	eachRead(t, func(r FileReading) { countCut(r.Text, cut, blocks) })
	for source, n := range blocks {
		t.Logf("%s: %d of %d paragraphs end in the middle of a sentence, %.2f %%", source, cut[source], n,
			100*float64(cut[source])/float64(n))
	}
	if n := blocks[legal.SourceOCR]; n == 0 || float64(cut[legal.SourceOCR]) > maxCut*float64(n) {
		t.Errorf("more than %.1f %% of the paragraphs of scans, or none", 100*maxCut)
	}
}

// eachRead calls f for every file of the data folder that DANCHIEU_OCR_DATA names, with the
// text made anew of the pages that OCR has read.
func eachRead(t *testing.T, f func(FileReading)) {
	t.Helper()
	dir := os.Getenv("DANCHIEU_OCR_DATA")
	if dir == "" {
		t.Skip("DANCHIEU_OCR_DATA names no data folder with pages read by OCR")
	}
	c, err := catalog.OpenReader(dir)
	check(t, err)
	defer c.Close()
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	child := startReader(t)
	r := newRun(c, Options{}, known)
	for _, path := range slices.Sorted(maps.Keys(known)) {
		read, err := Read(t.Context(), child, path, r.fromStore(known[path].SHA256))
		if err != nil {
			continue // the damaged ones
		}
		f(read)
	}
}

// TestHeadsOfScans counts what the scans that a data folder holds, labelled in
// ocr/testdata/heads.tsv, know of themselves: numbers that are printed or stamped, and days.
// At most one in a hundred is wrong.
func TestHeadsOfScans(t *testing.T) {
	labels := ownHeads(t)
	known, printed, days, dated, wrong := 0, 0, 0, 0, 0
	eachRead(t, func(r FileReading) {
		want, ok := labels[r.SHA256]
		if !ok {
			return
		}
		h := r.Text.Head
		right := legal.NumberAsPrinted(strings.ToUpper(h.Number)) == strings.ToUpper(want.number)
		if !want.byHand {
			printed++
			if right {
				known++
			}
		}
		if want.date != "" { // laws bear none
			dated++
		}
		if want.date != "" && h.Date.String() == want.date {
			days++
		}
		if h.Number != "" && !right || want.date != "" && !h.Date.IsZero() && h.Date.String() != want.date {
			wrong++
			t.Logf("%s of %s is %s of %s", want.number, want.date, h.Number, h.Date)
		}
		delete(labels, r.SHA256)
	})
	all := len(ownHeads(t)) - len(labels)
	t.Logf("%d of %d printed numbers, %d of %d days, %d of %d files wrong", known, printed, days, dated, wrong, all)
	if all == 0 || 100*known < 95*printed || 100*days < 85*dated || 100*wrong > all {
		t.Error("too few are known, or too many wrong")
	}
}

// label is what a scan says of itself, told by eye.
type label struct {
	number, date string
	byHand       bool // its number is written by hand
}

func ownHeads(t *testing.T) map[string]label {
	t.Helper()
	b, err := os.ReadFile("ocr/testdata/heads.tsv")
	check(t, err)
	labels := map[string]label{}
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 5 && !strings.HasPrefix(line, "#") {
			labels[f[0]] = label{f[1], strings.TrimPrefix(f[2], "-"), f[3] == "hand"}
		}
	}
	return labels
}

// countCut counts, by the source of their pages, the paragraphs and those that end
// without a stop before one that begins with a small letter.
func countCut(t legal.Text, cut, blocks map[legal.PageSource]int) {
	for i, b := range t.Blocks {
		if b.Zone != legal.ZoneBody {
			continue
		}
		source := t.Pages[t.PageAt(b.Start)-1].Source
		blocks[source]++
		if i+1 < len(t.Blocks) && t.Blocks[i+1].Zone == legal.ZoneBody &&
			goesOn(t.Content[b.Start:b.End], t.Content[t.Blocks[i+1].Start:]) {
			cut[source]++
		}
	}
}

// goesOn reports whether a text ends without a stop and the next, which is no item
// of a list, begins with a small letter.
func goesOn(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a, "\"”’)»"))
	b = strings.TrimLeft(b, "\"“‘(«")
	first, n := utf8.DecodeRuneInString(b)
	item := strings.ContainsAny(b[n:min(len(b), n+1)], ").-/:")
	return !strings.ContainsRune(".;:!?…", last) && unicode.IsLower(first) && !item
}
