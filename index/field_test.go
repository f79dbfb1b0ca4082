package index

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/document"
)

// Documents that share a room tell their own terms each time they are asked, whatever was asked before.
func TestRoom(t *testing.T) {
	a := newAnalyzer()
	docs := []*document.Document{text("a", "một hai ba").document(a), text("b", "hai").document(a), text("c", "").document(a)}
	want := []string{"ba\x00 hai\x00 mot\x00một", "hai\x00", ""}
	for range 2 {
		for i, d := range docs {
			for _, f := range d.Fields {
				if f.Name() != fieldWords {
					continue
				}
				terms := slices.Sorted(maps.Keys(f.AnalyzedTokenFrequencies()))
				if got := strings.Join(terms, " "); got != want[i] {
					t.Errorf("document %d: %q, want %q", i, got, want[i])
				}
			}
		}
	}
	r := newRoom()
	large := r.terms("x", 0)
	for n := range roomy + 1 {
		large[string(rune('Ạ'+n))] = nil
	}
	if small := r.terms("x", 0); len(small) != 0 || len(large) == 0 {
		t.Errorf("the large map is emptied and used again")
	}
}
