package web

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// folding says which documents of a picture stand together in one box: those of one type, from one
// level, that hang on the same document by the same relation alone, and what hangs on each of them is alike.
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
	all := w.branches()
	var next []int
	for i := range w.docs {
		if !all.hangs[i] {
			next = append(next, i)
		}
	}
	for len(next) > 0 {
		i := next[0]
		next = next[1:]
		for _, g := range w.alike(all, i) {
			if key := w.docs[i].ID + "." + g.key; len(g.members) < foldLeast || slices.Contains(f.open, key) {
				next = append(next, g.members...)
			} else {
				w.box(all, g, key)
			}
		}
	}
	w.order = slices.DeleteFunc(w.order, func(e [2]int) bool { return w.gone[e[0]] || w.gone[e[1]] })
}

// box puts alike branches together, box behind box: each branch has one of every kind behind it, so what the
// first one leads to stands for all.
func (w *weaver) box(all branches, g likes, key string) {
	first := g.members[0]
	w.boxes[first] = folded{key: key, count: len(g.members), kind: w.docs[first].Type, level: w.docs[first].Body.Level}
	for _, i := range g.members[1:] {
		w.gone[i] = true
	}
	for _, behind := range w.alike(all, g.members...) {
		w.box(all, behind, key)
	}
}

// branches are the documents that hang on one document alone, with all that is behind them.
type branches struct {
	hangs map[int]bool
	by    map[int][2]int // the relation by which one hangs
	on    map[int][]int  // what hangs on a document
	looks map[int]string // what kinds of documents are behind one, "" for none
}

// branches peels the graph from its ends.
func (w *weaver) branches() branches {
	all := branches{map[int]bool{}, map[int][2]int{}, map[int][]int{}, map[int]string{}}
	touching := make([][][2]int, len(w.docs))
	for _, e := range w.order {
		touching[e[0]], touching[e[1]] = append(touching[e[0]], e), append(touching[e[1]], e)
	}
	var ends []int
	for i := range w.docs {
		if i > 0 && len(touching[i]) == 1 {
			ends = append(ends, i)
		}
	}
	for len(ends) > 0 {
		i := ends[0]
		ends = ends[1:]
		if len(touching[i]) != 1 {
			continue // what it hung on hangs on it
		}
		e := touching[i][0]
		on := e[0] + e[1] - i
		all.hangs[i], all.by[i], all.on[on] = true, e, append(all.on[on], i)
		all.looks[i] = w.looks(all, i)
		touching[on] = slices.DeleteFunc(touching[on], func(x [2]int) bool { return x == e })
		if on > 0 && len(touching[on]) == 1 {
			ends = append(ends, on)
		}
	}
	return all
}

// looks tells what kinds of documents are behind one, shortly.
func (w *weaver) looks(all branches, i int) string {
	var kinds []string
	for _, g := range w.alike(all, i) {
		kinds = append(kinds, g.key)
	}
	if len(kinds) == 0 {
		return ""
	}
	slices.Sort(kinds)
	return fmt.Sprintf("+%.4x", sha256.Sum256([]byte(strings.Join(kinds, "\n"))))
}

// likes are branches that are alike.
type likes struct {
	key     string
	members []int
}

// alike groups what hangs on documents.
func (w *weaver) alike(all branches, on ...int) (out []likes) {
	at := map[string]int{}
	for _, parent := range on {
		for _, i := range all.on[parent] {
			d, e := w.docs[i], all.by[i]
			side := slices.Index(e[:], i)
			key := fmt.Sprintf("%d.%s.%s.%s%s", side, w.edges[e].relation, d.Type, d.Body.Level, all.looks[i])
			n, ok := at[key]
			if !ok {
				n, at[key] = len(out), len(out)
				out = append(out, likes{key: key})
			}
			out[n].members = append(out[n].members, i)
		}
	}
	return out
}
