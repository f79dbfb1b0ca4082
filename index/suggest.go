package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// Suggest completes the last word of what a person is typing: with the words that
// stand behind the word before it, those in most documents first, at most n whole
// queries. Letters without marks are completed to words with marks.
func (r *Reader) Suggest(ctx context.Context, text string, n int) ([]string, error) {
	text = viet.Normalize(text)
	spans := words(text)
	if len(spans) == 0 || spans[len(spans)-1].end != len(text) {
		return nil, nil
	}
	last := spans[len(spans)-1]
	begin := formOf(text[last.start:])
	r.mu.RLock()
	defer r.mu.RUnlock()
	reader, err := r.store.reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	e, err := newEval(ctx, reader)
	if err != nil {
		return nil, err
	}
	counts, err := e.completions(begin)
	if err == nil && len(spans) > 1 {
		before := spans[len(spans)-2]
		counts, err = e.behind(formOf(text[before.start:before.end]), counts)
	}
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	var out []string
	for _, c := range counts[:min(n, len(counts))] {
		out = append(out, text[:last.start]+c.Value)
	}
	return out, nil
}

// maxCompletions bounds the words that are held against the word before them.
const maxCompletions = 200

// completions returns the words that begin so, in most documents first.
func (e *eval) completions(begin form) ([]Count, error) {
	d, err := e.r.FieldDictPrefix(fieldWords, []byte(begin.folded))
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	defer d.Close()
	var out []Count
	for {
		t, err := d.Next()
		if err != nil {
			return nil, fmt.Errorf("read dictionary: %w", err)
		}
		if t == nil {
			break
		}
		folded, marked, _ := strings.Cut(t.Term, between)
		word := cmp.Or(marked, folded)
		if !begin.isMarked() || strings.HasPrefix(word, begin.marked) {
			out = append(out, Count{word, int(t.Count)})
		}
	}
	sortCounts(out)
	return out[:min(len(out), maxCompletions)], nil
}

// behind keeps of the words those that stand right behind another.
func (e *eval) behind(before form, words []Count) ([]Count, error) {
	var out []Count
	for _, w := range words {
		l, exact, err := e.pair(before, formOf(w.Value))
		if err != nil {
			return nil, err
		}
		if exact && len(l) > 0 {
			out = append(out, Count{w.Value, len(l)})
		}
	}
	sortCounts(out)
	return out, nil
}

func sortCounts(counts []Count) {
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
}
