package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Copies of one document share nearly all runs of words, a scan of it most of
// them; other documents of the same office few. A part of a document is in the
// whole.
const (
	runLength   = 4   // words
	otherText   = 0.4 // of the runs of the shorter file, below which the texts are others
	alteredText = 0.9 // below which two clean texts differ
)

// sameIdentity finds files that are one document by their heads and differ in what
// they say.
func (a *auditor) sameIdentity() {
	for _, d := range a.docs {
		if files := a.heads[d.ID]; len(files) > 1 {
			a.compareFiles(d, files)
		}
	}
}

func (a *auditor) compareFiles(d legal.Document, files []catalog.OwnHead) {
	first, _ := a.text(files[0].File)
	runs := runsOf(first.Content)
	for _, h := range files[1:] {
		t, _ := a.text(h.File)
		common := share(runs, runsOf(t.Content))
		clean := isClean(first) && isClean(t)
		if common >= alteredText || !clean && common >= otherText {
			continue
		}
		var said []Witness
		for _, x := range []catalog.OwnHead{files[0], h} {
			said = append(said, a.spoken(x, x.Head.Title, nil))
		}
		s, form := Note, legal.FoundDiffer
		if common < otherText {
			s, form = Warning, legal.FoundForeign
		}
		a.add(TwoTexts, s, false, legal.Say(form, called(d), legal.Say(legal.Share, fmt.Sprintf("%.0f", 100*common))),
			said, d.ID)
	}
}

// isClean reports whether no page was read by OCR.
func isClean(t legal.Text) bool {
	return !slices.ContainsFunc(t.Pages, func(p legal.PageInfo) bool {
		return p.Source == legal.SourceOCR || p.Source == legal.SourceWaiting
	})
}

// runsOf returns the runs of words of a text, marks and case dropped.
func runsOf(text string) map[string]bool {
	words := strings.FieldsFunc(viet.Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	out := map[string]bool{}
	for i := 0; i+runLength <= len(words); i++ {
		out[strings.Join(words[i:i+runLength], " ")] = true
	}
	return out
}
