package web

import (
	"fmt"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// folding says which documents of a picture stand together in one box: those of one type, from one
// level, with nothing but the same relation to the same document.
type folding struct {
	all    bool     // nothing is folded
	open   []string // keys of boxes that were opened
	opened func(key string) string
}

// A picture of more than foldFrom documents is folded, into boxes of foldLeast or more.
const (
	foldFrom  = 40
	foldLeast = 4
)

// folding reads what is to be folded.
func (r *request) folding() folding {
	f := folding{all: r.URL.Query().Get("fold") == "no", open: r.URL.Query()["open"]}
	f.opened = func(key string) string {
		q := r.URL.Query()
		q["open"] = append(slices.Clone(f.open), key)
		return r.URL.EscapedPath() + queryString(q) + "#picture"
	}
	return f
}

// folded is what stands in the place of the documents that are folded into it, from the first of which
// it takes its place in the graph.
type folded struct {
	key   string
	count int
	kind  legal.Type
	level legal.Level
}

// fold takes documents together where there are many.
func (w *weaver) fold(f folding) {
	if f.all || len(w.docs) <= foldFrom {
		return
	}
	touching := make([]int, len(w.docs))
	for _, e := range w.order {
		touching[e[0]]++
		touching[e[1]]++
	}
	members := map[string][]int{}
	boxes := map[string]folded{}
	var keys []string
	for _, e := range w.order {
		for side, i := range e {
			if i == 0 || touching[i] > 1 {
				continue
			}
			d := w.docs[i]
			b := folded{kind: d.Type, level: d.Body.Level}
			b.key = fmt.Sprintf("%s.%d.%s.%s.%s", w.docs[e[1-side]].ID, side, w.edges[e].relation, b.kind, b.level)
			if members[b.key] == nil {
				keys = append(keys, b.key)
			}
			members[b.key], boxes[b.key] = append(members[b.key], i), b
		}
	}
	for _, key := range keys {
		if all := members[key]; len(all) >= foldLeast && !slices.Contains(f.open, key) {
			b := boxes[key]
			b.count = len(all)
			w.boxes[all[0]] = b
			for _, i := range all[1:] {
				w.gone[i] = true
			}
		}
	}
	w.order = slices.DeleteFunc(w.order, func(e [2]int) bool { return w.gone[e[0]] || w.gone[e[1]] })
}
