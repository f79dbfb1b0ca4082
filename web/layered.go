package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// picture is a chain drawn in layers: what the document rests on or changes to the left,
// what rests on it or changes it to the right, so that every arrow points left.
type picture struct {
	Width, Height int
	RootX, RootY  int // the middle of the document itself
	Nodes         []node
	Lines         []line
	Boxes         int    // that documents are folded into
	Why           string // there is no picture: "graphviz", "large" or "none"
}

const (
	nodeWide    = 236
	nodeHigh    = 58
	mostDrawn   = 450 // documents; more are a list alone
	dotPerPoint = 72.0
)

// layoutKey is the checksum of what dot is told, on which alone a layout depends.
type layoutKey [sha256.Size]byte

const (
	maxLayouts = 64 // kept
	dotTime    = 8 * time.Second
)

// layered lays the chain out with Graphviz's dot, which is told numbers alone: no
// text of a document comes near it.
func (s *Server) layered(ctx context.Context, d legal.Document, ch answer.Chain, on legal.Date, f folding) (picture, error) {
	w := newWeaver(d, on)
	for _, tree := range ch.Trees() {
		w.weave(tree.Node, tree)
	}
	w.fold(f)
	switch {
	case len(w.docs) < 2:
		return picture{Why: "none"}, nil
	case len(w.docs)-len(w.gone) > mostDrawn:
		return picture{Why: "large"}, nil
	}
	plain, err := s.layOut(ctx, w.dot())
	switch {
	case errors.Is(err, pdf.ErrMissing):
		return picture{Why: "graphviz"}, nil
	case ctx.Err() != nil:
		return picture{}, ctx.Err()
	case err != nil:
		return picture{Why: "large"}, nil
	}
	return w.draw(plain, f)
}

// layOut runs dot, or remembers what it said.
func (s *Server) layOut(ctx context.Context, dot string) ([]byte, error) {
	key := layoutKey(sha256.Sum256([]byte(dot)))
	if plain, ok := s.layouts.Get(key); ok {
		return plain, nil
	}
	plain, err := pdf.Program{Name: "dot", Args: []string{"-Tplain"}, Stdin: strings.NewReader(dot),
		Limits: pdf.ProgramLimits{Wall: dotTime, CPU: dotTime, Memory: 1 << 30, Output: 4 << 20}}.Run(ctx)
	if err == nil {
		s.layouts.Add(key, plain)
	}
	return plain, err
}

// weaver gathers the documents and relations of chains, each once.
type weaver struct {
	at    map[string]int
	docs  []legal.Document
	order [][2]int
	on    legal.Date       // the day of which their force is shown
	edges map[[2]int]drawn // from the acting document
	boxes map[int]folded   // by their first member
	gone  map[int]bool     // documents folded into a box before
}

func newWeaver(d legal.Document, on legal.Date) weaver {
	return weaver{at: map[string]int{d.ID: 0}, docs: []legal.Document{d}, edges: map[[2]int]drawn{}, on: on,
		boxes: map[int]folded{}, gone: map[int]bool{}}
}

// drawn is the strongest relation between two documents: a change is drawn where there
// is one.
type drawn struct {
	relation legal.Relation
	change   bool
}

func (w *weaver) weave(n *answer.Node, tree answer.Tree) {
	for _, next := range n.Next {
		if _, ok := w.at[next.ID]; !ok {
			w.at[next.ID] = len(w.docs)
			w.docs = append(w.docs, next.About)
		}
		e := [2]int{w.at[n.ID], w.at[next.ID]}
		if !tree.Up() {
			e[0], e[1] = e[1], e[0]
		}
		old, ok := w.edges[e]
		if len(next.Relations) > 0 && (!ok || tree.Change && !old.change) {
			w.edges[e] = drawn{next.Relations[0], tree.Change}
		}
		if !ok && len(next.Relations) > 0 {
			w.order = append(w.order, e)
		}
		w.weave(next, tree)
	}
}

// dot writes the graph with numbers for names. Ranks go from the left, where the
// documents stand on which others rest.
func (w *weaver) dot() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph{rankdir=LR;nodesep=0.16;ranksep=1.5;splines=true;"+
		"node[shape=box,fixedsize=true,width=%.3f,height=%.3f,label=\"\"];edge[tailport=e,headport=w,dir=none];\n",
		nodeWide/dotPerPoint, nodeHigh/dotPerPoint)
	for i := range w.docs {
		if !w.gone[i] {
			fmt.Fprintf(&b, "n%d;\n", i)
		}
	}
	for _, e := range w.order {
		fmt.Fprintf(&b, "n%d->n%d;\n", e[1], e[0]) // the cited document to the left
	}
	b.WriteString("}\n")
	return b.String()
}

// draw reads what dot says, "graph scale width height", "node name x y …" and "edge
// tail head n x1 y1 …", in inches from the bottom left.
func (w *weaver) draw(plain []byte, f folding) (picture, error) {
	const margin = 8
	p := picture{Boxes: len(w.boxes)}
	height := 0.0
	touching := map[int]int{}
	for _, e := range w.order {
		touching[e[0]]++
		touching[e[1]]++
	}
	px := func(v float64) int { return int(math.Round(v*dotPerPoint)) + margin }
	for text := range strings.Lines(strings.ReplaceAll(string(bytes.TrimSpace(plain)), "\\\n", "")) {
		fields := strings.Fields(text)
		n := numbers(fields)
		switch {
		case len(fields) >= 4 && fields[0] == "graph":
			height = n[3]
			p.Width, p.Height = px(n[2])+margin, px(height)+margin
		case len(fields) >= 6 && fields[0] == "node":
			i := place(fields[1])
			if i < 0 || i >= len(w.docs) {
				continue
			}
			x, y := px(n[2]), px(height-n[3])
			if i == 0 {
				p.RootX, p.RootY = x, y
			}
			p.Nodes = append(p.Nodes, w.node(i, x-nodeWide/2, y-nodeHigh/2, f))
		case len(fields) >= 8 && fields[0] == "edge":
			tail, head, count := place(fields[1]), place(fields[2]), int(n[3])
			if count < 4 || len(fields) < 4+2*count {
				continue
			}
			points := make([][2]int, count) // dot draws from the cited document; the arrow goes the other way
			for k := range points {
				points[count-1-k] = [2]int{px(n[4+2*k]), px(height - n[5+2*k])}
			}
			r := w.edges[[2]int{head, tail}]
			p.Lines = append(p.Lines, newLine(points, r, touching[head] > touching[tail]))
		}
	}
	p.partLabels()
	return p, nil
}

// partLabels moves those of several lines that end at one place above each other.
func (p *picture) partLabels() {
	const high = 12
	taken := map[[2]int]bool{}
	for i := range p.Lines {
		l := &p.Lines[i]
		for taken[[2]int{l.LabelX, l.LabelY}] {
			l.LabelY -= high
		}
		taken[[2]int{l.LabelX, l.LabelY}] = true
	}
}

// node draws a document, or a box of several.
func (w *weaver) node(i, x, y int, f folding) node {
	if b, ok := w.boxes[i]; ok {
		n := node{X: x, Y: y, Width: nodeWide, Height: nodeHigh, Kind: "folded", Address: f.opened(b.key), Count: b.count,
			Level: b.level}
		n.lines(string(b.kind), "", "")
		return n
	}
	n := newNode(w.docs[i], w.on, x, y, nodeWide, nodeHigh)
	if i == 0 {
		n.Kind = "self"
	}
	return n
}

// newLine draws a line through points, with its relation written where it stands alone: at the
// cited document where the acting one has more lines, else at the acting one.
func newLine(points [][2]int, r drawn, cited bool) line {
	var b strings.Builder
	for i, at := range points {
		switch i {
		case 0:
			fmt.Fprintf(&b, "M%d,%d C", at[0], at[1])
		default:
			fmt.Fprintf(&b, "%d,%d ", at[0], at[1])
		}
	}
	l := line{Path: strings.TrimSpace(b.String()), Kind: string(r.relation), Change: r.change, Anchor: "end",
		LabelX: points[0][0] - 6, LabelY: points[0][1] - 4}
	if last := points[len(points)-1]; cited {
		l.LabelX, l.LabelY, l.Anchor = last[0]+12, last[1]-4, "start"
	}
	return l
}

func numbers(fields []string) []float64 {
	out := make([]float64, len(fields))
	for i, f := range fields {
		out[i], _ = strconv.ParseFloat(f, 64)
	}
	return out
}

// place reads the number in "n12", -1 for what is none.
func place(name string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(name, "n"))
	if err != nil {
		return -1
	}
	return n
}
