package resolve

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// A head may bear no number that can be read, and others still tell which document it is:
// they cite one of its type, body, day and title. The number they give completes the head,
// as one given by a person does, and a file so known is resolved as any other. What is
// compared is as written alone, so that the result hangs on the files and on nothing that
// was resolved before.

// Tie is the number that others give the document that a file is.
type Tie struct {
	Number string
	Why    legal.Message
}

// Nameless reports whether a head has no number, and all by which others may tell it.
func Nameless(h legal.Head) bool {
	return h.Number == "" && h.Type != "" && h.Date.Day != 0 && h.Title != ""
}

// Dates returns the dates that a file gives under its claims, each once or more: of its head,
// and of what it cites. AnyDay is true where its head has a number and no day.
func Dates(claims []Claim) (out []legal.Date, anyDay bool, err error) {
	for _, c := range claims {
		held, err := c.read()
		if err != nil {
			return nil, false, err
		}
		out = append(out, held.Date)
		for _, m := range held.Mentions {
			out = append(out, m.Date)
			anyDay = anyDay || m.Index == own && !m.Sym.IsZero() && m.Date.Day == 0
		}
	}
	return out, anyDay, nil
}

// Speaks reports whether a citation may speak of the document of a nameless head: it gives
// its type, day and title.
func Speaks(h legal.Head, c legal.Citation) bool {
	return c.Number != "" && c.Date == h.Date && (c.Type == "" || soft(c.Type) == soft(h.Type)) &&
		viet.BeginsAlike(h.Title, c.Title)
}

// Ties returns by hash the files with nameless heads that others tell. Among citing are
// all readings with a citation that speaks of one of them, among numbered the heads with a
// number that are of their days, or of no certain day. Where two files or two documents fit
// alike, where a file cites the document itself, or where another file is that document,
// nobody tells.
func Ties(units *authority.Gazetteer, nameless, citing, numbered []legal.Reading) map[string]Tie {
	told := map[string]map[string]*telling{} // by file and document
	claimants := map[string]int{}            // files that may be a document
	var read []*file
	for _, r := range citing {
		read = append(read, readFile(units, r))
	}
	for _, r := range nameless {
		f := readFile(units, r)
		told[f.File] = f.toldBy(read)
		for doc := range told[f.File] {
			claimants[doc]++
		}
	}
	out := map[string]Tie{}
	for _, r := range nameless {
		docs := told[r.File]
		if len(docs) != 1 {
			continue
		}
		for doc, t := range docs {
			if claimants[doc] == 1 && t.sure(r.Head) && !t.taken(r, numbered) {
				number := t.sym.Display()
				out[r.File] = Tie{number, legal.Say(legal.ReasonOthers, len(t.by), number, r.Head.Date.Printed())}
			}
		}
	}
	return out
}

// telling is what others say of one document that a file may be.
type telling struct {
	sym     legal.Symbol
	by      map[string]bool // files
	certain bool            // read without doubt in one of them
}

// toldBy returns what files say of the documents that a nameless file may be, by what tells
// the documents apart.
func (f *file) toldBy(citing []*file) map[string]*telling {
	out := map[string]*telling{}
	for _, by := range citing {
		for i, m := range by.said {
			if m == nil || !Speaks(f.Head, by.Citations[i]) || !f.mayBe(m) {
				continue
			}
			doc := (&cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period, day: m.date}).identity()
			t := out[doc]
			if t == nil {
				t = &telling{sym: m.sym, by: map[string]bool{}}
				out[doc] = t
			}
			if m.sym.Key() > t.sym.Key() {
				t.sym = m.sym
			}
			t.by[by.File] = true
			t.certain = t.certain || m.doubt <= certain && m.twin == nil
		}
	}
	return out
}

// certain is the doubt up to which a number that OCR read is taken as it is.
const certain = .1

// mayBe reports whether nothing in the head of a file contradicts that it is what a mention
// in full means: of its body, with the codes and digits that are printed or written in it.
func (f *file) mayBe(m *mention) bool {
	if !m.full() || m.date != f.Head.Date {
		return false
	}
	w := f.Head.Written
	if w != nil && w.Part != "" {
		return f.own.seat.Meets(m.seat) && sameCodes(w.Part, m.sym)
	}
	if code := authority.CodeOfName(f.Head.Issuer); code != m.sym.Issuer() {
		return false
	}
	return f.own.seat.Known() && f.own.seat.Same(m.seat)
}

// sameCodes reports whether the codes printed in a part of a number are those of another.
func sameCodes(part string, s legal.Symbol) bool {
	printed, ok := legal.ParseSymbol("1" + part)
	s.Ordinal = "1"
	return ok && printed.FoldKey() == s.FoldKey()
}

// sure reports whether what others say was read without doubt, or is one of the numbers that
// the digits in the head may be; of digits that may be read no number but another is theirs.
func (t *telling) sure(h legal.Head) bool {
	if h.Written == nil || len(h.Written.Guesses) == 0 {
		return t.certain
	}
	return slices.ContainsFunc(h.Written.Guesses, func(g legal.Guess) bool {
		s, ok := legal.ParseSymbol(g.Number)
		return ok && s.Ordinal == t.sym.Ordinal
	})
}

// taken reports whether a nameless file cites the document itself, or another file is it, or
// is of its type, day and title and may be a copy.
func (t *telling) taken(r legal.Reading, numbered []legal.Reading) bool {
	if t.by[r.File] {
		return true
	}
	key := t.sym.FoldKey()
	for _, c := range r.Citations {
		s, ok := legal.ParseSymbol(c.Number)
		if ok && s.FoldKey() == key && (c.Date.IsZero() || c.Date == r.Head.Date) {
			return true
		}
	}
	return slices.ContainsFunc(numbered, func(o legal.Reading) bool {
		s, ok := legal.ParseSymbol(o.Head.Number)
		if !ok || o.File == r.File || o.Head.Date.Before(r.Head.Date) || r.Head.Date.Before(o.Head.Date) {
			return false
		}
		return s.FoldKey() == key ||
			soft(o.Head.Type) == soft(r.Head.Type) && viet.BeginsAlike(o.Head.Title, r.Head.Title)
	})
}
