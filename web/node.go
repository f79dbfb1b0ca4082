package web

import (
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// node is a document in a picture.
type node struct {
	X, Y, Width, Height int
	TextX, TextY, SubY  int
	Name, Sub, Full     string
	Address, Kind       string
	Force               string // how it stands on the day that is asked about
}

// line leads from the acting document to the one it acts on.
type line struct {
	Path, Kind, Name string
	Change           bool // it changes or ends what it leads to
}

func newNode(d legal.Document, on legal.Date, x, y, w, h int) node {
	n := node{X: x, Y: y, Width: w, Height: h, TextX: x + 10, TextY: y + 18, SubY: y + 35, Name: nodeName(d, w*2/17),
		Sub: cutLetters(authority.Short(byline(d)), w/7), Full: name(d) + " " + byline(d), Address: "/d/" + d.ID,
		Kind: "held", Force: string(d.Standing(on).State)}
	switch {
	case len(d.Conflicts) > 0 || d.Conflict:
		n.Kind = "contested"
	case d.Held == "":
		n.Kind = "cited"
	}
	return n
}

// nodeName is the name of a document, or where that is too long its number.
func nodeName(d legal.Document, letters int) string {
	s := name(d)
	if d.Number != "" && len([]rune(s)) > letters {
		s = d.Number
	}
	return cutLetters(s, letters)
}

// cutLetters cuts to so many letters, the last of them an ellipsis.
func cutLetters(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:max(0, n-1)]) + "…"
}
