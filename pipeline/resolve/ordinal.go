package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// shortForm reads a number without codes, as later mentions give it: "Hướng dẫn
// số 38", "Nghị định 30/2020".
func shortForm(number string) (ordinal, year string, ok bool) {
	ordinal, year, _ = strings.Cut(number, "/")
	ordinal = strings.ToLower(strings.TrimLeft(ordinal, "0"))
	if ordinal == "" || ordinal[0] < '1' || ordinal[0] > '9' || strings.Trim(year, "0123456789") != "" {
		return "", "", false
	}
	return ordinal, year, strings.Trim(ordinal, "0123456789.abcdefghijklmnopqrstuvwxyz") == ""
}

// short is a bare ordinal with the earlier mentions of its file that it may stand
// for: those with the same ordinal and type.
type short struct {
	index int // in the reading's citations
	after []*mention
}

// short reads citation i as a bare ordinal; ok is false where it is none.
func (f *file) short(i int) (s short, ok bool) {
	c := f.Citations[i]
	ordinal, year, ok := shortForm(c.Number)
	if !ok {
		return short{}, false
	}
	s.index = i
	for _, m := range append([]*mention{f.own}, f.said[:i]...) {
		if m != nil && m.sym.Ordinal == ordinal && sameType(c.Type, m.typ) && (year == "" || fmt.Sprint(m.sym.Year) == year) {
			s.after = append(s.after, m)
		}
	}
	return s, true
}

// meaningOfShort ties a bare ordinal to the documents that it may stand for.
// Without one it stays open: an ordinal alone is no identity.
func meaningOfShort(f *file, i int) (in *cluster, among []*cluster, reason string) {
	at, ok := slices.BinarySearchFunc(f.shorts, i, func(s short, i int) int { return s.index - i })
	if !ok {
		return nil, nil, legal.ReasonNoNumber
	}
	page := 0
	for _, m := range f.shorts[at].after {
		for _, x := range append(m.among, m.in) {
			if x != nil && !slices.Contains(among, x) {
				among, page = append(among, x), m.page
			}
		}
	}
	switch len(among) {
	case 0:
		return nil, nil, legal.ReasonOrdinal
	case 1:
		return among[0], nil, fmt.Sprintf(legal.ReasonShort, page)
	}
	sortClusters(among)
	return nil, among, fmt.Sprintf(legal.ReasonCandidates, len(among))
}

// sameType reports whether two type words can mean one document: Quyết định and
// Quy định share their code, Chương trình and Chỉ thị are mistyped for each other
// in codes only and are two.
func sameType(a, b legal.Type) bool {
	return a == b || a == "" || b == "" || soft(a) == soft(b)
}

func soft(t legal.Type) legal.Type {
	if t == legal.Regulation {
		return legal.Decision
	}
	return t
}
