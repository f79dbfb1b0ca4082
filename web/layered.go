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
	Nodes         []node
	Lines         []line
	Why           string // there is no picture: "graphviz", "large" or "none"
}

const (
	nodeWide    = 220
	nodeHigh    = 44
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
func (s *Server) layered(ctx context.Context, d legal.Document, ch answer.Chain, on legal.Date) (picture, error) {
	w := weaver{at: map[string]int{d.ID: 0}, docs: []legal.Document{d}, edges: map[[2]int]drawn{}, on: on}
	for _, tree := range ch.Trees() {
		w.weave(tree.Node, tree)
	}
	switch {
	case len(w.docs) < 2:
		return picture{Why: "none"}, nil
	case len(w.docs) > mostDrawn:
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
	return w.draw(plain)
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
	fmt.Fprintf(&b, "digraph{rankdir=LR;nodesep=0.16;ranksep=0.9;splines=true;"+
		"node[shape=box,fixedsize=true,width=%.3f,height=%.3f,label=\"\"];edge[tailport=e,headport=w,dir=none];\n",
		nodeWide/dotPerPoint, nodeHigh/dotPerPoint)
	for i := range w.docs {
		fmt.Fprintf(&b, "n%d;\n", i)
	}
	for _, e := range w.order {
		fmt.Fprintf(&b, "n%d->n%d;\n", e[1], e[0]) // the cited document to the left
	}
	b.WriteString("}\n")
	return b.String()
}

// draw reads what dot says, "graph scale width height", "node name x y …" and "edge
// tail head n x1 y1 …", in inches from the bottom left.
func (w *weaver) draw(plain []byte) (picture, error) {
	const margin = 8
	var p picture
	height := 0.0
	px := func(v float64) int { return int(math.Round(v*dotPerPoint)) + margin }
	for text := range strings.Lines(strings.ReplaceAll(string(bytes.TrimSpace(plain)), "\\\n", "")) {
		f := strings.Fields(text)
		n := numbers(f)
		switch {
		case len(f) >= 4 && f[0] == "graph":
			height = n[3]
			p.Width, p.Height = px(n[2])+margin, px(height)+margin
		case len(f) >= 6 && f[0] == "node":
			i := place(f[1])
			if i < 0 || i >= len(w.docs) {
				continue
			}
			one := newNode(w.docs[i], w.on, px(n[2])-nodeWide/2, px(height-n[3])-nodeHigh/2, nodeWide, nodeHigh)
			if i == 0 {
				one.Kind = "self"
			}
			p.Nodes = append(p.Nodes, one)
		case len(f) >= 8 && f[0] == "edge":
			tail, head, count := place(f[1]), place(f[2]), int(n[3])
			if count < 4 || len(f) < 4+2*count {
				continue
			}
			// dot draws from the cited document; the arrow goes the other way.
			var b strings.Builder
			for k := count - 1; k >= 0; k-- {
				x, y := px(n[4+2*k]), px(height-n[5+2*k])
				switch at := count - 1 - k; {
				case at == 0:
					fmt.Fprintf(&b, "M%d,%d C", x, y)
				default:
					fmt.Fprintf(&b, "%d,%d ", x, y)
				}
			}
			r := w.edges[[2]int{head, tail}]
			p.Lines = append(p.Lines, line{Path: strings.TrimSpace(b.String()), Kind: string(r.relation),
				Change: r.change})
		}
	}
	return p, nil
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
