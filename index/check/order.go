package check

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// ground is the document that a line of the preamble rests on.
type ground struct {
	citation int
	rank     cite.Rank
	kind     legal.Type
	day      legal.Date
	own      bool // it organises the issuer: it stands where it likes
	amends   bool // it stands behind what it amends, whatever its date
}

// order holds the grounds of the preamble against the order in which they are to stand: by rank,
// those of one type by date. As few as can be are called out of place. Laws stand by what they matter.
func (k *checker) order() {
	list := slices.DeleteFunc(k.grounds(), func(g ground) bool { return g.own })
	k.misplaced(list, legal.DraftRank, legal.DraftBelow, func(a, b ground) bool { return a.rank >= b.rank })
	dated := map[legal.Type][]ground{}
	var kinds []legal.Type
	for _, g := range list {
		if g.amends || g.day.Year == 0 || g.kind.IsLaw() {
			continue
		}
		if dated[g.kind] == nil {
			kinds = append(kinds, g.kind)
		}
		dated[g.kind] = append(dated[g.kind], g)
	}
	for _, kind := range kinds {
		k.misplaced(dated[kind], legal.DraftOlder, legal.DraftYounger, func(a, b ground) bool { return !b.day.Before(a.day) })
	}
}

// misplaced tells which grounds are out of place: one that should stand before another, or behind
// it. may reports whether one may stand before another.
func (k *checker) misplaced(list []ground, before, behind legal.MessageCode, may func(a, b ground) bool) {
	kept := longest(list, may)
	for n, g := range list {
		if slices.Contains(kept, n) {
			continue
		}
		code, other := before, slices.IndexFunc(list[:n], func(o ground) bool { return !may(o, g) })
		if other < 0 {
			code, other = behind, n+slices.IndexFunc(list[n:], func(o ground) bool { return !may(g, o) })
		}
		if k.hasOrder(g.citation) || k.hasOrder(list[other].citation) {
			continue
		}
		f := k.at(g.citation, Order, audit.Note, "", legal.Span{})
		if before == legal.DraftRank {
			f.Severity = audit.Warning
		}
		f.Message = legal.Say(code, nameOf(k.Citations[g.citation]), nameOf(k.Citations[list[other].citation]))
		k.keep(f)
	}
}

// hasOrder reports whether a ground has been called out of place already.
func (k *checker) hasOrder(citation int) bool {
	return k.has(citation, func(f Finding) bool { return f.Rule == Order })
}

// longest returns the places of the most grounds that may stand in the order in which they do.
func longest(list []ground, may func(a, b ground) bool) []int {
	length, before := make([]int, len(list)), make([]int, len(list)) // of the longest that ends with each, and the one before it
	last := -1
	for n := range list {
		before[n] = -1
		for o := range n {
			if may(list[o], list[n]) && length[o] > length[n] {
				length[n], before[n] = length[o], o
			}
		}
		length[n]++
		if last < 0 || length[n] > length[last] {
			last = n
		}
	}
	var kept []int
	for ; last >= 0; last = before[last] {
		kept = append(kept, last)
	}
	slices.Reverse(kept)
	return kept
}

// mostGrounds is how many lines of the preamble are held against each other: no preamble has more, and
// the time is that of their square.
const mostGrounds = 500

// grounds returns the first document of every line of the preamble that begins with "Căn cứ", as far
// as its rank is known. Papers and documents of the Party have none.
func (k *checker) grounds() []ground {
	var out []ground
	last := -1
	for i, c := range k.Citations {
		if len(out) == mostGrounds {
			break
		}
		block := k.Text.BlockAt(c.Start)
		if block < 0 || block == last || c.From >= 0 || c.Zone != legal.ZoneBody || c.Relation != legal.BasedOn {
			continue
		}
		b := k.Text.Blocks[block]
		if !strings.HasPrefix(viet.Fold(strings.TrimLeft(k.Text.Content[b.Start:b.End], " -–\n")), "can cu") {
			continue
		}
		last = block
		sym, _ := legal.ParseSymbol(c.Number)
		rank := cite.RankOf(c.Type, sym)
		if rank <= cite.Paper {
			continue
		}
		day := c.Date
		if day.IsZero() {
			day.Year = sym.Year
		}
		name := viet.Fold(c.Name + " " + c.Title)
		out = append(out, ground{
			citation: i, rank: rank, kind: c.Type, day: day, own: !c.Type.IsLaw() && strings.Contains(name, "chuc nang, nhiem vu"),
			amends: strings.Contains(name, "sua doi"),
		})
	}
	return out
}
