package check

import (
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
	free     bool // its place is not by its date: it organises the issuer, or amends the one before
}

// order holds the grounds of the preamble against the order in which they are to stand: by rank,
// those of one rank by date.
func (k *checker) order() {
	list := k.grounds()
	for n, g := range list {
		for _, before := range list[:n] {
			if g.rank > before.rank {
				k.disordered(g, before, legal.DraftRank)
				break
			}
			if g.rank == before.rank && g.kind == before.kind && g.day.Before(before.day) && !g.free && !before.free {
				k.disordered(g, before, legal.DraftOlder)
				break
			}
		}
	}
}

func (k *checker) disordered(g, before ground, code legal.MessageCode) {
	f := k.at(g.citation, Order, audit.Note, "", legal.Span{})
	if code == legal.DraftRank {
		f.Severity = audit.Warning
	}
	f.Message = legal.Say(code, nameOf(k.Citations[g.citation]), nameOf(k.Citations[before.citation]))
	k.findings = append(k.findings, f)
}

// grounds returns the first document of every line of the preamble that begins with "Căn cứ", as far
// as its rank is known. Papers and documents of the Party have none.
func (k *checker) grounds() []ground {
	var out []ground
	last := -1
	for i, c := range k.Citations {
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
		out = append(out, ground{i, rank, c.Type, day,
			strings.HasPrefix(strings.TrimSpace(name), "to chuc") || strings.Contains(name, "sua doi")})
	}
	return out
}
