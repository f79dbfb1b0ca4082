package audit

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Perhaps is a document that is cited and not held, and a held file without a known number
// that may be it.
type Perhaps struct {
	Document string          `json:"document"` // ID of the document
	Self     string          `json:"self"`     // ID of the document that the file is, as far as it is known
	File     string          `json:"file"`     // a path of it
	SHA256   string          `json:"sha256"`
	Reasons  []legal.Message `json:"reasons"`

	About  legal.Document `json:"-"` // the document
	weight int
}

// mostPerhaps is how many documents one file may be, and how many files one document.
const mostPerhaps = 5

// What speaks for a file's being a document, and how much of it is needed.
const (
	titleWeight  = 3
	dayWeight    = 2
	digitsWeight = 2
	monthWeight  = 1
	codesWeight  = 1
	placeWeight  = 1
	otherTitle   = 1 // against it
	enough       = 3
)

// MayBe returns the documents that a file without a known number may be, the likeliest
// first: cited and not held, of its type and body, with its day or month where these are
// known, and nothing that the digits in its head contradict.
func MayBe(ctx context.Context, c *catalog.Catalog, sha256 string) ([]Perhaps, error) {
	self, err := c.SelfOf(ctx, sha256)
	if err != nil || self == "" {
		return nil, err
	}
	head, ok, err := c.Head(ctx, sha256)
	if err != nil || !ok {
		return nil, err
	}
	return newMatcher(ctx, c).of(catalog.OwnHead{File: sha256, Document: self, Head: head})
}

// MayBeHeldAs returns the files without a known number that may be a document, the
// likeliest first.
func MayBeHeldAs(ctx context.Context, c *catalog.Catalog, d legal.Document) (out []Perhaps, err error) {
	if d.Held != "" || d.Date.IsZero() {
		return nil, nil
	}
	files, err := c.Unnumbered(ctx)
	if err != nil {
		return nil, err
	}
	m := newMatcher(ctx, c)
	for _, h := range files {
		if h.Head.Type != d.Type {
			continue
		}
		if on := dateOf(h.Head); on.Year != d.Date.Year || on.Day != 0 && on != d.Date {
			continue
		}
		all, err := m.of(h)
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			if p.Document == d.ID {
				out = append(out, p)
			}
		}
	}
	return likeliest(out), nil
}

// perhapsByDocument returns all files that may be documents, by the document.
func perhapsByDocument(ctx context.Context, c *catalog.Catalog) (map[string][]Perhaps, error) {
	files, err := c.Unnumbered(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]Perhaps{}
	m := newMatcher(ctx, c)
	for _, h := range files {
		all, err := m.of(h)
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			out[p.Document] = append(out[p.Document], p)
		}
	}
	for id, all := range out {
		out[id] = likeliest(all)
	}
	return out, nil
}

// likeliest puts the likeliest first, and leaves out all but a few.
func likeliest(all []Perhaps) []Perhaps {
	slices.SortFunc(all, func(a, b Perhaps) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.Document, b.Document),
			strings.Compare(a.SHA256, b.SHA256))
	})
	return all[:min(mostPerhaps, len(all))]
}

// dateOf returns what is known of a head's date: the day, the month, or the year in what is
// printed of its number.
func dateOf(h legal.Head) legal.Date {
	if !h.Date.IsZero() || h.Written == nil {
		return h.Date
	}
	if h.Written.Month.IsZero() {
		s, _ := legal.ParseSymbol("1" + h.Written.Part)
		return legal.Date{Year: s.Year}
	}
	return h.Written.Month
}

// matcher finds documents that files may be. It reads a series of numbers once.
type matcher struct {
	ctx    context.Context
	c      *catalog.Catalog
	series map[string][]legal.Document
}

func newMatcher(ctx context.Context, c *catalog.Catalog) *matcher {
	return &matcher{ctx, c, map[string][]legal.Document{}}
}

// of returns the documents that a file may be.
func (m *matcher) of(h catalog.OwnHead) ([]Perhaps, error) {
	self, ok, err := m.c.Document(m.ctx, h.Document)
	on := dateOf(h.Head)
	if err != nil || !ok || self.Number != "" || self.Name != "" || on.IsZero() {
		return nil, err
	}
	path, _, err := m.c.PathOf(m.ctx, h.File)
	if err != nil {
		return nil, err
	}
	var out []Perhaps
	for _, s := range numbersOf(h.Head) {
		series, err := m.read(s, h.Head.Type, on.Year)
		if err != nil {
			return nil, err
		}
		series = slices.DeleteFunc(slices.Clone(series), func(d legal.Document) bool { return !bodiesMeet(self, d) })
		for _, d := range series {
			p := Perhaps{Document: d.ID, Self: self.ID, File: path, SHA256: h.File, About: d}
			if d.Held == "" && p.weigh(h.Head, d, series) {
				out = append(out, p)
			}
		}
	}
	return likeliest(out), nil
}

// read returns the documents of a year whose numbers differ from a symbol in the ordinal.
func (m *matcher) read(s legal.Symbol, t legal.Type, year int) ([]legal.Document, error) {
	if _, ok := legal.TypeOfCode(s.Codes[0]); ok && len(s.Codes) > 1 {
		t = "" // the codes tell it
	}
	key := s.FoldKey() + "|" + string(t) + "|" + strconv.Itoa(year)
	series, ok := m.series[key]
	if !ok {
		var err error
		if series, err = m.c.Series(m.ctx, s, t, year); err != nil {
			return nil, err
		}
		m.series[key] = series
	}
	return series, nil
}

// numbersOf returns the symbols, with whatever ordinal, that a head's number may have: as
// printed in part, or as its type and issuer have them.
func numbersOf(h legal.Head) (out []legal.Symbol) {
	if h.Written != nil && h.Written.Part != "" {
		if s, ok := legal.ParseSymbol("1" + h.Written.Part); ok && len(s.Codes) > 0 {
			return []legal.Symbol{s}
		}
	}
	issuer := authority.CodeOfName(h.Issuer)
	if issuer == "" {
		return nil
	}
	for _, code := range legal.CodesOfType(h.Type) {
		for _, year := range []int{0, dateOf(h).Year} { // which normative documents bear
			out = append(out, legal.Symbol{Ordinal: "1", Year: year, Codes: []string{code, issuer}})
		}
	}
	return out
}

// bodiesMeet reports whether nothing known of the body of a file contradicts that of a
// document with its codes.
func bodiesMeet(file, d legal.Document) bool {
	meet := func(a, b string) bool { return a == "" || b == "" || viet.Slug(a) == viet.Slug(b) }
	return meet(string(file.Body.Level), string(d.Body.Level)) && meet(file.Body.Place, d.Body.Place) &&
		meet(file.Body.Province, d.Body.Province)
}

// weigh gathers what speaks for a file's being a document; false where something speaks
// against it or that is too little.
func (p *Perhaps) weigh(h legal.Head, d legal.Document, series []legal.Document) bool {
	if !p.weighDate(dateOf(h), d.Date) || !p.weighDigits(h.Written, d.Symbol) {
		return false
	}
	p.weighTitle(h.Title, d.Title)
	p.weighPlace(d, series)
	return p.weight >= enough
}

// add notes what speaks for it.
func (p *Perhaps) add(weight int, why legal.MessageCode, args ...any) {
	p.weight += weight
	p.Reasons = append(p.Reasons, legal.Say(why, args...))
}

func (p *Perhaps) weighTitle(mine, cited string) {
	switch {
	case viet.BeginsAlike(mine, cited):
		p.add(titleWeight, legal.PerhapsTitle)
	case mine != "" && cited != "":
		p.weight -= otherTitle
	}
}

func (p *Perhaps) weighDate(on, d legal.Date) bool {
	switch {
	case d.Day == 0 || on.Day != 0 && on != d || on.Year != d.Year || on.Month != 0 && on.Month != d.Month:
		return false
	case on.Day != 0:
		p.add(dayWeight, legal.PerhapsDay, d.Printed())
	case on.Month != 0:
		p.add(monthWeight, legal.PerhapsMonth, on.Printed())
	}
	return true
}

// surely is the share of all ways to read handwriting that leaves no other.
const surely = .9

// weighDigits compares the number with what is printed of it, which is its codes, and with
// what may be written by hand.
func (p *Perhaps) weighDigits(w *legal.Written, s legal.Symbol) bool {
	if w == nil {
		return true
	}
	if w.Part != "" {
		p.add(codesWeight, legal.PerhapsCodes, w.Part)
	}
	all := 0.
	for _, g := range w.Guesses {
		if read, ok := legal.ParseSymbol(g.Number); ok && read.Ordinal == s.Ordinal {
			p.add(digitsWeight, legal.PerhapsDigits, g.Number, int(100*g.Confidence+.5))
			return true
		}
		all += g.Confidence
	}
	return all < surely
}

// weighPlace looks at the neighbours of the document in its body's series: the ones issued
// last before its day and first after it. Between these its number must lie.
func (p *Perhaps) weighPlace(d legal.Document, series []legal.Document) {
	n, err := strconv.Atoi(d.Symbol.Ordinal)
	if err != nil {
		return
	}
	var before, after *legal.Document
	for i, o := range series {
		k, err := strconv.Atoi(o.Symbol.Ordinal)
		switch {
		case err != nil || o.ID == d.ID || o.Conflict:
		case o.Date.Before(d.Date) && (before == nil || before.Date.Before(o.Date)) && k < n:
			before = &series[i]
		case d.Date.Before(o.Date) && (after == nil || o.Date.Before(after.Date)) && k > n:
			after = &series[i]
		case o.Date.Before(d.Date) && k > n || d.Date.Before(o.Date) && k < n:
			return // the numbers do not run with the days
		}
	}
	switch {
	case before != nil && after != nil:
		p.add(placeWeight, legal.PerhapsAmid, before.Number, before.Date.Printed(), after.Number, after.Date.Printed())
	case before != nil:
		p.add(placeWeight, legal.PerhapsAfter, before.Number, before.Date.Printed())
	case after != nil:
		p.add(placeWeight, legal.PerhapsBefore, after.Number, after.Date.Printed())
	}
}
