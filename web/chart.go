package web

import (
	"cmp"
	"strconv"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// bar is one bar of a chart, in units of its picture.
type bar struct {
	Name, Address          string
	Count                  int
	X, Y, Width, Height    int
	NameX, CountY, TextMid int
}

// Measures of the chart of years.
const (
	chartHeight = 96
	barTop      = 16 // for the count above a bar
	barBase     = 76 // from here down stands the year
	barStep     = 46
	barWidth    = 30
)

// bars draws documents by year; an unknown year stands last.
func (r *request) bars(years []legal.Seen) []bar {
	most := 1
	for _, y := range years {
		most = max(most, y.Count)
	}
	var out []bar
	for i, y := range years {
		h := max(2, (barBase-barTop)*y.Count/most)
		b := bar{Name: cmp.Or(y.Value, "?"), Count: y.Count, X: i*barStep + (barStep-barWidth)/2, Y: barBase - h,
			Width: barWidth, Height: h}
		b.TextMid, b.CountY = b.X+barWidth/2, b.Y-4
		if y.Value != "" {
			b.Address = r.with("year", y.Value) + "#cited-by"
		}
		out = append(out, b)
	}
	return out
}

// star is a document with its nearest neighbours: what it cites above, who cites it
// below, the strongest first.
type star struct {
	Width, Height int
	Middle        node
	Nodes         []node
	Lines         []line
	Up            bool // it cites something
	MoreUp        int
	MoreDown      int
}

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

const (
	starShown  = 8
	starWide   = 250
	starHigh   = 44
	starGap    = 12
	starMiddle = 150 // between the columns
	starEdge   = 2
)

// newStar draws three columns: what the document cites, itself, who cites it.
func newStar(d legal.Document, s answer.Shown, on legal.Date) star {
	up, down := certain(s.Cited), certain(s.Citers)
	st := star{MoreUp: max(0, len(up)-starShown), MoreDown: max(0, len(down)-starShown)}
	up, down = up[:min(starShown, len(up))], down[:min(starShown, len(down))]
	rows := max(len(up), len(down), 1)
	st.Height = rows*(starHigh+starGap) + starGap
	st.Width, st.Up = 2*starWide+starMiddle+2*starEdge, len(up) > 0
	middle := starEdge
	if st.Up {
		middle += starWide + starMiddle
	}
	if st.Up && len(down) > 0 {
		st.Width += starWide + starMiddle
	}
	st.Middle = newNode(d, on, middle, (st.Height-starHigh)/2, starWide, starHigh)
	st.Middle.Kind = "self"
	for side, links := range [][]answer.Link{up, down} {
		x, top := starEdge, (st.Height-len(links)*(starHigh+starGap)+starGap)/2
		if side == 1 {
			x = st.Width - starWide - starEdge
		}
		for i, l := range links {
			n := newNode(l.About, on, x, top+i*(starHigh+starGap), starWide, starHigh)
			st.Nodes = append(st.Nodes, n)
			from, to := st.Middle, n
			if side == 1 {
				from, to = n, st.Middle
			}
			st.Lines = append(st.Lines, curve(from, to, l.Relations[0]))
		}
	}
	return st
}

// certain leaves out the citations whose document is not certain.
func certain(links []answer.Link) []answer.Link {
	var out []answer.Link
	for _, l := range links {
		if l.ID != "" && len(l.Relations) > 0 {
			out = append(out, l)
		}
	}
	return out
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

// curve draws an arrow to the left, from the acting document to what it acts on.
func curve(from, to node, r answer.RelationCount) line {
	x0, y0 := from.X, from.Y+from.Height/2
	x1, y1 := to.X+to.Width+6, to.Y+to.Height/2
	mid := strconv.Itoa((x0 + x1) / 2)
	p := "M" + strconv.Itoa(x0) + "," + strconv.Itoa(y0) + " C" + mid + "," + strconv.Itoa(y0) + " " + mid + "," +
		strconv.Itoa(y1) + " " + strconv.Itoa(x1) + "," + strconv.Itoa(y1)
	return line{Path: p, Kind: string(r.Relation), Change: r.Changes()}
}

// cutLetters cuts to so many letters, the last of them an ellipsis.
func cutLetters(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:max(0, n-1)]) + "…"
}
