package check

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// twoWays finds documents that the draft gives otherwise in two places. Where it is known which is
// right, the other has been told already.
func (k *checker) twoWays() {
	first := map[string]int{}      // ID → the first citation with a day
	numbered := map[string][]int{} // type and number → those citations
	for i, c := range k.Citations {
		id := k.meant[i].Document
		if id == "" || c.Date.Day == 0 {
			continue
		}
		j, ok := first[id]
		if !ok {
			j, ok = k.sameBut(i, numbered[nameOf(c)])
		}
		if !ok {
			first[id] = i
			if of := numbered[nameOf(c)]; c.Number != "" && len(of) < mostOfNumber {
				numbered[nameOf(c)] = append(of, i)
			}
			continue
		}
		if sameDay(k.Citations[j].Date.String(), c.Date.String()) && k.meant[j].Document == id || k.toldDate(i) || k.toldDate(j) {
			continue
		}
		f := k.at(i, TwoWays, audit.Warning, legal.ConflictDate, k.dateIn(i))
		f.Documents = []string{id}
		f.Message = legal.Say(legal.DraftTwoWays, nameOf(c), f.Written, legal.At(k.Citations[j].Page, k.Citations[j].Paragraph),
			k.written(k.dateIn(j)))
		k.add(f)
	}
}

// mostOfNumber is how many documents of one type and number are held against each other: where a draft
// has more, as a list of all communes, they are not one.
const mostOfNumber = 50

// sameBut returns that of some citations of the number of one that has its title, dated a slip apart: of
// another year, and so another document, if it is not the same.
func (k *checker) sameBut(i int, others []int) (int, bool) {
	c := k.Citations[i]
	n := slices.IndexFunc(others, func(j int) bool {
		o := k.Citations[j]
		return daySlip(o.Date, c.Date) && likenessOf(o.Title, c.Title) == like
	})
	if n < 0 {
		return -1, false
	}
	return others[n], true
}

// toldDate reports whether a finding on the date of a citation has been made.
func (k *checker) toldDate(i int) bool {
	return k.has(i, func(f Finding) bool { return f.Field == legal.ConflictDate || f.Rule == CloseTo })
}

func (k *checker) written(s legal.Span) string { return folded(k.Text.Content[s.Start:s.End]) }

// nameOf names a document as a citation does: by type and number, or the name of a law.
func nameOf(c legal.Citation) string {
	if c.Number == "" {
		return strings.TrimSpace(string(c.Type) + " " + c.Name)
	}
	return strings.TrimSpace(string(c.Type) + " " + c.Number)
}

// shortForms finds documents that are called by type and ordinal alone, and nowhere in full.
func (k *checker) shortForms() {
	for i, c := range k.Citations {
		sym, ok := legal.ParseSymbol(c.Number)
		bare := !ok && c.Number != "" && strings.Trim(c.Number, "0123456789") == "" || ok && len(sym.Codes) == 0
		if !bare || !k.meant[i].Reason.Has(legal.ReasonOrdinal) || c.Confidence < 1 {
			continue
		}
		f := k.at(i, ShortForm, audit.Note, legal.FieldNumber, legal.Span{})
		f.Message = legal.Say(legal.DraftShort, f.Written)
		k.add(f)
	}
}
