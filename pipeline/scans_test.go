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
	cut, blocks := map[legal.PageSource]int{}, map[legal.PageSource]int{}
	for _, path := range slices.Sorted(maps.Keys(known)) {
		read, err := Read(t.Context(), child, path, r.fromStore(known[path].SHA256))
		if err != nil {
			continue // the damaged ones
		}
		countCut(read.Text, cut, blocks)
	}
	for source, n := range blocks {
		t.Logf("%s: %d of %d paragraphs end in the middle of a sentence, %.2f %%", source, cut[source], n,
			100*float64(cut[source])/float64(n))
	}
	if n := blocks[legal.SourceOCR]; n == 0 || float64(cut[legal.SourceOCR]) > maxCut*float64(n) {
		t.Errorf("more than %.1f %% of the paragraphs of scans, or none", 100*maxCut)
	}
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
