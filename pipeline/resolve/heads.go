package resolve

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// tellHeadsApart finds held documents that would share an identity and differ in day and
// title: a body gave one number out twice. Each is then known by its day too, and a
// citation belongs to the one whose day it gives.
func (b *bucket) tellHeadsApart() {
	b.heads = map[string][]legal.Date{}
	held := map[string][]*mention{}
	for _, m := range b.mentions {
		if m.index == own && m.full() && m.date.Day != 0 {
			id := (&cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period}).identity()
			held[id] = append(held[id], m)
		}
	}
	for id, ms := range held {
		if !differ(ms) {
			continue
		}
		for _, m := range ms {
			if !slices.Contains(b.heads[id], m.date) {
				b.heads[id] = append(b.heads[id], m.date)
			}
		}
	}
}

// differ reports whether two of the heads are of different days and titles.
func differ(heads []*mention) bool {
	for i, m := range heads {
		for _, o := range heads[i+1:] {
			if m.date != o.date && m.title != "" && o.title != "" && !titlesAlike(m.title, o.title) {
				return true
			}
		}
	}
	return false
}

// titlesAlike reports whether two titles are one, but for a fifth of their words that
// may be misread, or one is the beginning of the other.
func titlesAlike(a, b string) bool {
	x, y := strings.Split(viet.Slug(a), "-"), strings.Split(viet.Slug(b), "-")
	if len(x) > len(y) {
		x, y = y, x
	}
	if slices.Equal(x, y[:len(x)]) {
		return true
	}
	common := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			common++
		}
	}
	return 5*common >= 4*len(y)
}
