package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Locate gives the witnesses of findings their places: path, sentence and boxes
// on the page. Within a finding they are put in the order of path, page and place.
// Every file is opened once.
func Locate(ctx context.Context, c *catalog.Catalog, findings []Finding) error {
	byFile := map[string][]*Witness{}
	for i := range findings {
		for j := range findings[i].Witnesses {
			w := &findings[i].Witnesses[j]
			if w.By != "" {
				continue
			}
			byFile[w.SHA256] = append(byFile[w.SHA256], w)
		}
	}
	for sha, ws := range byFile {
		if err := locateFile(ctx, c, sha, ws); err != nil {
			return err
		}
	}
	for _, f := range findings {
		slices.SortStableFunc(f.Witnesses, func(a, b Witness) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Index, b.Index))
		})
	}
	return nil
}

func locateFile(ctx context.Context, c *catalog.Catalog, sha string, ws []*Witness) error {
	path, root, err := c.PathOf(ctx, sha)
	if err != nil {
		return err
	}
	t, ok, err := c.Text(ctx, sha)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%w: no text of %s", catalog.ErrDamaged, sha)
	}
	read := map[int]catalog.Mention{} // what many findings name is read once
	for _, w := range ws {
		w.File, w.Root = path, root
		if w.span.End > 0 {
			w.Page, w.Sentence, w.Boxes = max(1, t.PageAt(w.span.Start)), t.Content[w.span.Start:w.span.End], t.Boxes(w.span)
			continue
		}
		if w.Index == Head {
			locateHead(&t, w)
			continue
		}
		m, ok := read[w.Index]
		if !ok {
			if m, ok, err = c.Mention(ctx, legal.CitationRef{File: sha, Index: w.Index}); err != nil {
				return err
			}
			if !ok {
				return fmt.Errorf("%w: no citation %d in %s", catalog.ErrDamaged, w.Index, sha)
			}
			read[w.Index] = m
		}
		w.Page, w.Paragraph, w.Sentence, w.Boxes = m.Page, m.Paragraph, m.SentenceText, t.Boxes(m.Span)
	}
	return nil
}

// locateHead shows the block of the head that says what the witness says.
func locateHead(t *legal.Text, w *Witness) {
	phrases := []string{w.Value}
	if !t.Head.Date.IsZero() {
		phrases = append(phrases, datePhrases(t.Head.Date)...)
	}
	s, _ := headBlock(t, phrases)
	w.Sentence, w.Boxes = t.Content[s.Start:s.End], t.Boxes(s)
	w.Page, w.Paragraph = max(1, t.PageAt(s.Start)), t.ParagraphAt(s.Start)
}
