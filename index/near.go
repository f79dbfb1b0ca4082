package index

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Nearby is a word that was looked for in the stead of one that stands nowhere.
type Nearby struct {
	Typed, Instead string
}

// nearest replaces the words that stand in no document: one typed with wrong marks
// by every marking of it, any other by the words one slip away, of which the most
// frequent is told. Words in phrases are replaced by the most frequent alone.
func (e *eval) nearest(q Query) (Query, error) {
	groups := slices.Clone(q.groups)
	for i, g := range groups {
		if g.not {
			continue
		}
		any := []part{}
		for _, p := range g.any {
			if p.kind != aWord && p.kind != aPhrase {
				any = append(any, p)
				continue
			}
			p.words = slices.Clone(p.words)
			for j, w := range p.words {
				instead, err := e.instead(w)
				if err != nil {
					return q, err
				}
				if instead == "" {
					continue
				}
				p.words[j] = formOf(instead)
				q.near = append(q.near, Nearby{w.marked, instead})
			}
			any = append(any, p)
		}
		groups[i].any = any
	}
	q.groups = groups
	return q, nil
}

// instead returns what to look for where a word stands nowhere, "" where it does or
// nothing is near it.
func (e *eval) instead(w form) (string, error) {
	have, err := e.dictionary(fieldWords, w.folded+between, nil)
	if err != nil {
		return "", err
	}
	if len(have) > 0 {
		if w.isMarked() && !slices.Contains(have, w.term()) {
			return w.folded, nil
		}
		return "", nil
	}
	d, err := e.r.FieldDict(fieldWords)
	if err != nil {
		return "", fmt.Errorf("read dictionary: %w", err)
	}
	defer d.Close()
	counts := map[string]uint64{}
	typed := []rune(w.folded)
	if len(typed) < 2 {
		return "", nil
	}
	for {
		t, err := d.Next()
		if err != nil {
			return "", fmt.Errorf("read dictionary: %w", err)
		}
		if t == nil {
			break
		}
		folded, _, _ := strings.Cut(t.Term, between)
		if len(folded) <= len(w.folded)+4 && oneSlip(typed, []rune(folded)) {
			counts[folded] += t.Count
		}
	}
	found := ""
	for folded, n := range counts {
		if found == "" || cmp.Or(cmp.Compare(n, counts[found]), cmp.Compare(found, folded)) > 0 {
			found = folded
		}
	}
	return found, nil
}

// oneSlip reports whether one letter was left out, put in, changed, or two that
// stand side by side exchanged.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) || slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
