package web

import (
	"fmt"
	"slices"
	"testing"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Documents that hang on one document alone, of one type and level, stand in one box in a large
// picture until it is opened; others stay.
func TestFold(t *testing.T) {
	leaves := func(n int, kind legal.Type, level legal.Level) (out []*answer.Node) {
		for i := range n {
			id := fmt.Sprint(kind, level, i)
			out = append(out, &answer.Node{ID: id, Relations: []legal.Relation{legal.BasedOn},
				About: legal.Document{ID: id, Type: kind, Body: legal.Body{Level: level}}})
		}
		return out
	}
	root := legal.Document{ID: "root"}
	middle := leaves(1, legal.Decree, legal.LevelCentral)[0]
	middle.Next = leaves(30, legal.Plan, legal.LevelProvince)
	next := slices.Concat(leaves(30, legal.Plan, legal.LevelCommune), leaves(3, legal.Letter, legal.LevelCommune), []*answer.Node{middle})
	tree := answer.Tree{Node: &answer.Node{ID: root.ID, About: root, Next: next}, Way: graph.Down}
	woven := func(f folding) (w weaver, boxes []folded) {
		w = newWeaver(root, legal.Date{})
		w.weave(tree.Node, tree)
		w.fold(f)
		for _, b := range w.boxes {
			boxes = append(boxes, b)
		}
		return w, boxes
	}
	w, boxes := woven(folding{})
	if len(boxes) != 2 || boxes[0].count != 30 || boxes[1].count != 30 || len(w.docs)-len(w.gone) != 1+1+3+1+1 ||
		len(w.order) != 1+3+1+1 {
		t.Fatalf("%+v, %d documents gone, %d lines", boxes, len(w.gone), len(w.order))
	}
	if w, rest := woven(folding{open: []string{boxes[0].key}}); len(rest) != 1 || rest[0] != boxes[1] || len(w.gone) != 29 {
		t.Errorf("one opened: %+v", rest)
	}
	if w, rest := woven(folding{all: true}); len(rest) != 0 || len(w.gone) != 0 {
		t.Errorf("all opened: %+v", rest)
	}
	tree.Next = leaves(30, legal.Plan, legal.LevelCommune)
	if _, rest := woven(folding{}); len(rest) != 0 {
		t.Errorf("a small picture: %+v", rest)
	}
}

// Branches that are alike are folded whole, however many hang behind each: box behind box. What is behind one
// that is opened is folded by itself.
func TestFoldBranches(t *testing.T) {
	node := func(id string, kind legal.Type, next ...*answer.Node) *answer.Node {
		return &answer.Node{ID: id, Relations: []legal.Relation{legal.BasedOn}, Next: next, About: legal.Document{ID: id, Type: kind}}
	}
	root := node("root", "")
	for i := range 150 {
		id := fmt.Sprint(i)
		behind := []*answer.Node{node("letter"+id, legal.Letter)}
		if i >= 140 { // more letters behind one make no other kind of branch
			for n := range 5 {
				behind = append(behind, node(fmt.Sprint("letter", id, "-", n), legal.Letter))
			}
		}
		if i < 3 { // a plan behind the letter does
			behind[0].Next = append(behind[0].Next, node("last"+id, legal.Plan))
		}
		root.Next = append(root.Next, node("plan"+id, legal.Plan, behind...))
	}
	tree := answer.Tree{Node: root, Way: graph.Down}
	woven := func(open ...string) (w weaver, counts []int) {
		w = newWeaver(root.About, legal.Date{})
		w.weave(root, tree)
		w.fold(folding{open: open})
		for _, b := range w.boxes {
			counts = append(counts, b.count)
		}
		slices.Sort(counts)
		return w, counts
	}
	w, counts := woven()
	if !slices.Equal(counts, []int{147, 147 + 50}) {
		t.Errorf("boxes of %v", counts)
	}
	if drawn := len(w.docs) - len(w.gone); drawn != 1+2+3*3 || len(w.order) != drawn-1 {
		t.Errorf("%d documents are drawn, %d lines", drawn, len(w.order))
	}
	for _, b := range w.boxes {
		if _, opened := woven(b.key); !slices.Equal(opened, []int{6, 6, 6, 6, 6, 6, 6, 6, 6, 6}) {
			t.Errorf("opened: boxes of %v", opened)
		}
	}
}
