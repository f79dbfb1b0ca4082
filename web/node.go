package web

import (
	"cmp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// node is a document in a picture, or a box of several.
type node struct {
	X, Y, Width, Height int
	TextX               int
	Lines               []nodeLine
	Full                string
	Address, Kind       string
	Force               string // how it stands on the day that is asked about
	Count               int    // of the documents in a box
	Level               legal.Level
}

// nodeLine is a line of words in a box.
type nodeLine struct {
	Y     int
	Class string
	Text  string
}

// line leads from the acting document to the one it acts on.
type line struct {
	Path, Kind     string
	Change         bool // it changes or ends what it leads to
	LabelX, LabelY int
	Anchor         string
}

func newNode(d legal.Document, on legal.Date, x, y, w, h int) node {
	n := node{X: x, Y: y, Width: w, Height: h, Full: name(d) + " " + byline(d), Address: "/d/" + d.ID,
		Kind: "held", Force: string(d.Standing(on).State)}
	switch {
	case len(d.Conflicts) > 0 || d.Conflict:
		n.Kind = "contested"
	case d.Held == "":
		n.Kind = "cited"
	}
	letters := w * 2 / 16
	first, second := name(d), ""
	if len([]rune(first)) > letters {
		first, second = strings.TrimSpace(string(d.Type)+" "+d.Name), cmp.Or(d.Number, d.Part)
	}
	if space := strings.LastIndexByte(cutLetters(first, letters), ' '); second == "" && space > 0 && len([]rune(first)) > letters {
		first, second = first[:space], cutLetters(first[space+1:], letters)
	}
	n.lines(cutLetters(first, letters), second, cutLetters(authority.Short(byline(d)), w*2/13))
	return n
}

// lines writes up to three lines, those that are empty left out, around the middle of the box.
func (n *node) lines(name, number, sub string) {
	n.TextX = n.X + 12
	for _, l := range []nodeLine{{0, "node-name", name}, {0, "node-name", number}, {0, "node-sub", sub}} {
		if l.Text != "" {
			n.Lines = append(n.Lines, l)
		}
	}
	for i := range n.Lines {
		n.Lines[i].Y = n.Y + n.Height/2 + 16*i - 8*(len(n.Lines)-1) + 4
	}
}

// cutLetters cuts to so many letters, the last of them an ellipsis.
func cutLetters(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:max(0, n-1)]) + "…"
}
