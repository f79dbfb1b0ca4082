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

// short returns a citation without a number of its own. Where it gives a bare ordinal
// it may stand for the earlier mentions of its file with that ordinal and type.
func (f *file) short(i int, earlier ordinals) *mention {
	c := f.Citations[i]
	m := &mention{file: f, index: i, page: c.Page, typ: c.Type, date: c.Date, issuer: c.Issuer, title: c.Title}
	ordinal, year, ok := shortForm(c.Number)
	if !ok {
		return m
	}
	m.bare = true
	for _, o := range earlier[ordinal] {
		if sameType(c.Type, o.typ) && (year == "" || fmt.Sprint(o.sym.Year) == year) {
			m.after = append(m.after, o)
		}
	}
	return m
}

// mostAfter is how many mentions with its ordinal a bare one is held against, the first of
// the file: more only repeat them.
const mostAfter = 100

// ordinals are the first mentions of a file by their ordinals.
type ordinals map[string][]*mention

func (o ordinals) add(m *mention) {
	if m != nil && len(o[m.sym.Ordinal]) < mostAfter {
		o[m.sym.Ordinal] = append(o[m.sym.Ordinal], m)
	}
}

// standFor ties a citation that nothing has decided to the documents that its bare
// ordinal may stand for. Without one it stays open: an ordinal alone is no identity.
func (m *mention) standFor() {
	if !m.reason.IsZero() {
		return
	}
	var among []*cluster
	page := 0
	for _, o := range m.after {
		for _, x := range append(slices.Clone(o.among), o.in) {
			if x != nil && !slices.Contains(among, x) {
				among, page = append(among, x), o.page
			}
		}
	}
	switch {
	case !m.bare:
		m.reason = legal.Say(legal.ReasonNoNumber)
	case len(among) == 0:
		m.reason = legal.Say(legal.ReasonOrdinal)
	case len(among) == 1:
		m.in, m.reason = among[0], legal.Say(legal.ReasonShort, page)
	default:
		sortClusters(among)
		m.openTo(among)
	}
}

// sameType reports whether two type words can mean one document: Quyết định and
// Quy định share their code, Chương trình and Chỉ thị are mistyped for each other
// in codes only and are two.
func sameType(a, b legal.Type) bool {
	return a == b || a == "" || b == "" || soft(a) == soft(b)
}

func soft(t legal.Type) legal.Type {
	switch t {
	case legal.Regulation, legal.Protest: // "Quyết định kháng nghị"
		return legal.Decision
	case legal.Code: // "Bộ luật Dân sự", "Luật số 91/2015/QH13"
		return legal.Law
	}
	return t
}

// kindOf returns the type as part of an identity: a code is a law of the same numbers.
func kindOf(t legal.Type) string {
	if t == legal.Code {
		t = legal.Law
	}
	return string(t)
}
