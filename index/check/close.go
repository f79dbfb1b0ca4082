package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// A digit, a letter or a day makes another document of a citation. What is written is held
// against the known documents that differ from it in one such point alone; a title that is
// quoted must be like theirs.

// unlike is the share of the words of the shorter title below which two titles are not of one document.
const unlike = 0.35

// likeness says how two titles stand to each other.
type likeness int

const (
	untold likeness = iota // one is not known, or too short to tell
	like
	other
	between
)

func likenessOf(a, b string) likeness {
	x, y := titleWords(a), titleWords(b)
	switch {
	case min(len(x), len(y)) < 4:
		return untold
	case sameTitle(x, y):
		return like
	case audit.TitlesShare(a, b) < unlike:
		return other
	}
	return between
}

// sameTitle reports whether two titles are one: their words follow each other as in the other one, but
// for a few, none stands in the place of others, and only one of them goes on. Titles of one kind
// ("quy định chức năng, nhiệm vụ … của Bộ Xây dựng") part at their ends.
func sameTitle(a, b []word) bool {
	a, b = unfold(a[:min(len(a), mostWords)], b), unfold(b[:min(len(b), mostWords)], a)
	pairs := common(a, b)
	n := len(pairs)
	var shared []word
	for _, p := range pairs {
		shared = append(shared, a[p[0]])
	}
	if n < 4 || 10*n < 8*min(len(a), len(b)) || len(telling(shared)) < 2 {
		return false
	}
	at, passed := [2]int{-1, -1}, 0 // words passed over between the first and the last that they share
	for i, p := range append(pairs, [2]int{len(a), len(b)}) {
		left, right := a[at[0]+1:p[0]], b[at[1]+1:p[1]]
		if len(left) > 0 && len(right) > 0 && !slight(left, right) {
			return false
		}
		if i > 0 && i < n && !abridged(left, right) {
			passed += len(left) + len(right)
		}
		at = p
	}
	return passed <= max(2, n/4)
}

// titleWords returns the words of a title behind "về việc", "quy định", marks dropped.
func titleWords(s string) []word {
	words := tokens(s)
	for i := range words {
		words[i].text = viet.Fold(words[i].text)
	}
	for len(words) > 0 && slices.Contains([]string{"ve", "viec", "v", "quy", "dinh"}, words[0].text) {
		words = words[1:]
	}
	return words
}

// near is a known document that may be meant, with the one field in which it is written otherwise.
type near struct {
	*known
	field string
	title likeness
}

// close offers a known document in the place of one that nothing else tells of.
func (k *checker) close(i int, d *known) error {
	found, err := k.nearest(i, d)
	if err != nil || len(found) == 0 {
		return err
	}
	e := found[0]
	s := audit.Warning
	if e.title != like {
		s = audit.Note
	}
	f := k.at(i, CloseTo, s, e.field, k.fieldIn(i, e.field))
	f.Should, f.Documents = k.shouldBe(i, e.Document, e.field), []string{e.ID}
	f.Witnesses = e.tellers()
	f.Message = legal.Say(legal.DraftClose, f.Written, label(e.Document), k.dayAs(i, e.Date), legal.NameOf("field", e.field))
	k.add(f)
	return nil
}

// another reports whether a citation whose number is that of one known document means another:
// date and title are those of the other, and its number differs in a digit.
func (k *checker) another(i int, d *known) (bool, error) {
	c := k.Citations[i]
	if c.Number == "" || c.Title == "" || d.agreesWith(c) {
		return false, nil
	}
	found, err := k.nearest(i, d)
	found = slices.DeleteFunc(found, func(e near) bool {
		return e.title != like || e.field != legal.FieldNumber || !sameDay(whole(e.Date), whole(c.Date))
	})
	if err != nil || len(found) == 0 {
		return false, err
	}
	e := found[0]
	f := k.at(i, CloseTo, audit.Warning, legal.FieldNumber, k.fieldIn(i, legal.FieldNumber))
	f.Should, f.Documents, f.Witnesses = e.Number, []string{e.ID, d.ID}, e.tellers()
	f.Message = legal.Say(legal.DraftOther, f.Written, cmp.Or(excerpt.Begin(d.Title, fitting), called(d.Document)), label(e.Document))
	k.add(f)
	return true, nil
}

// agreesWith reports whether anything that a document is given is like what is quoted: its title or its
// day.
func (d *known) agreesWith(c legal.Citation) bool {
	title := func(t string) bool { l := likenessOf(t, c.Title); return l == like || l == between }
	day := func(e legal.Date) bool { return c.Date.Day != 0 && c.Date == e }
	return title(d.Title) || slices.ContainsFunc(d.held, func(h held) bool { return title(h.head.Title) || day(h.head.Date) }) ||
		slices.ContainsFunc(d.said, func(m catalog.Mention) bool { return title(m.Title) || day(m.Date) })
}

// nearest returns the known documents that differ in one field from what is written, the best
// known of like title first.
func (k *checker) nearest(i int, d *known) ([]near, error) {
	sym, ok := legal.ParseSymbol(k.Citations[i].Number)
	if !ok || len(sym.Codes) == 0 {
		return nil, nil
	}
	docs, err := k.alikeTo(sym, k.Citations[i].Date)
	if err != nil {
		return nil, err
	}
	var out []near
	for _, doc := range docs {
		if doc.ID == d.ID || slices.ContainsFunc(out, func(n near) bool { return n.ID == doc.ID }) {
			continue
		}
		field, ok := k.slip(i, sym, d, doc)
		if !ok {
			continue
		}
		title := likenessOf(k.Citations[i].Title, doc.Title)
		if title == other || title == between || title == untold && !k.plain(i, field, sym, doc) {
			continue
		}
		e, err := k.hear(doc)
		if err != nil {
			return nil, err
		}
		if e.isKnown() {
			out = append(out, near{e, field, title})
		}
	}
	slices.SortStableFunc(out, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.title, b.title)*-1, cmp.Compare(b.citing, a.citing), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

// plain reports whether a document that is quoted without a title, and differs in a field from a
// known one, is not simply another: of the day the draft gives, or of its number and year, or its day
// in another year. Numbers that a body gives out on one day lie close together.
func (k *checker) plain(i int, field string, sym legal.Symbol, doc legal.Document) bool {
	c := k.Citations[i]
	if c.Date.Day == 0 {
		return false
	}
	switch field {
	case legal.ConflictDate:
		return c.Date.Day == doc.Date.Day && c.Date.Month == doc.Date.Month || c.Date.Year == doc.Date.Year
	case legal.FieldNumber:
		a, _ := strconv.Atoi(sym.Ordinal)
		b, _ := strconv.Atoi(doc.Symbol.Ordinal)
		return c.Date == doc.Date && max(a-b, b-a) >= ofOneDay && !k.beside(i, doc.ID)
	}
	return c.Date == doc.Date && !k.beside(i, doc.ID)
}

// ofOneDay is how far apart two numbers are at least that no body gives out on one day.
const ofOneDay = 30

// beside reports whether a document is cited right before or behind a citation, in its sentence.
func (k *checker) beside(i int, id string) bool {
	is := func(j int) bool {
		return j >= 0 && j < len(k.meant) && k.meant[j].Document == id && k.Citations[j].Sentence == k.Citations[i].Sentence
	}
	return is(i-1) || is(i+1)
}

// tellers returns who tells of a document: its own file, else those who cite it.
func (d *known) tellers() []audit.Witness {
	var out []audit.Witness
	for _, v := range d.voices(legal.FieldNumber, func(h held) string { return h.head.Number },
		func(m catalog.Mention) string { return m.Number }) {
		out = append(out, v.Witness)
	}
	return out[:min(len(out), mostShown)]
}

// label names a document with its body.
func label(d legal.Document) string {
	s := called(d)
	if name := authority.Name(d.Body); name != "" {
		s += " (" + name + ")"
	}
	return s
}

// shouldBe returns what a field of a citation should be.
func (k *checker) shouldBe(i int, d legal.Document, field string) string {
	switch field {
	case legal.ConflictDate:
		return k.dayAs(i, d.Date)
	case legal.ConflictIssuer:
		return authority.Name(d.Body)
	}
	return d.Number
}
