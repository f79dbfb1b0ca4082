// Package lookup finds the documents that a person means: by their ID, their number or
// their ordinal and type, the name of a law.
package lookup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Documents returns the documents a reference fits: by ID, by number, by ordinal and
// type, by the name of a law; then narrowed by what else was typed. Of several that do not
// fit all of it those that fit most are taken, where they fit half. Of several numbers the
// first counts. "?/TB-SYT" fits those of which no more is known.
func Documents(ctx context.Context, c *catalog.Catalog, text string) ([]legal.Document, error) {
	text = strings.TrimSpace(text)
	if found, err := byID(ctx, c, strings.ToLower(text)); err != nil || len(found) > 0 {
		return found, err
	}
	if strings.HasPrefix(text, "?") {
		found, err := c.InPart(ctx)
		return slices.DeleteFunc(found, func(d legal.Document) bool { return viet.Fold(d.Part) != viet.Fold(text) }), err
	}
	ref, ok := cite.Parse(text)
	if !ok {
		return nil, nil
	}
	f, err := Of(ctx, c, ref)
	if f.Half {
		return f.Documents[:f.Best], err
	}
	return f.Documents, err
}

// Found is what a reference fits. The number decides; the words beside it only rank.
type Found struct {
	Documents []legal.Document // those first that have most of the words
	Best      int              // how many have equally many
	Half      bool             // they have half of the words
	Whole     bool             // all of them have all
}

// Of returns the documents that what was typed fits. Where some have all of the words
// beside the number the others are left out; of an ordinal and of the name of a law alone
// none else fits, as they may be words themselves.
func Of(ctx context.Context, c *catalog.Catalog, ref cite.Ref) (Found, error) {
	numbered := len(ref.Symbol.Codes) > 0
	var found []legal.Document
	var err error
	switch {
	case ref.Symbol.IsZero():
		found, err = c.Named(ctx, ref.Type)
	case !numbered:
		found, err = c.FindByOrdinal(ctx, ref.Symbol.Ordinal, ref.Type)
	default:
		found, err = c.FindBySymbol(ctx, ref.Symbol)
		if err == nil && len(found) == 0 && ref.Symbol.Year == 0 {
			found, err = ofAnyYear(ctx, c, ref.Symbol)
		}
	}
	if err != nil {
		return Found{}, err
	}
	found = slices.DeleteFunc(found, func(d legal.Document) bool { return !meets(d, ref) })
	return rank(ofType(inYear(found, ref), ref), ref), nil
}

// rank puts those first that have most of the words beside the number.
func rank(found []legal.Document, ref cite.Ref) Found {
	rest := foldedWords(ref.Rest)
	have := make(map[string]int, len(found))
	most := 0
	for _, d := range found {
		have[d.ID] = matching(d, rest)
		most = max(most, have[d.ID])
	}
	whole := most == len(rest)
	soft := len(ref.Symbol.Codes) > 0 || ref.Issuer != ""
	if whole || !soft {
		found = slices.DeleteFunc(found, func(d legal.Document) bool { return have[d.ID] < len(rest) })
	}
	slices.SortStableFunc(found, func(a, b legal.Document) int { return cmp.Compare(have[b.ID], have[a.ID]) })
	f := Found{Documents: found, Whole: whole, Half: len(found) > 0 && 2*most >= len(rest)}
	for f.Best < len(found) && have[found[f.Best].ID] == most {
		f.Best++
	}
	return f
}

// matching returns how many of the words stand in what is known of a document.
func matching(d legal.Document, rest []string) int {
	about := foldedWords(strings.Join([]string{authority.Name(d.Body), d.Body.Code, d.Body.Place, d.Title,
		string(d.Type), d.Name}, " "))
	n := 0
	for _, w := range rest {
		if slices.Contains(about, w) {
			n++
		}
	}
	return n
}

// byID returns the document with an ID, or those that an ID of earlier days
// leads to.
func byID(ctx context.Context, c *catalog.Catalog, id string) ([]legal.Document, error) {
	ids, err := c.Leads(ctx, id)
	if err != nil {
		return nil, err
	}
	var found []legal.Document
	for _, id := range ids {
		d, ok, err := c.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, d)
		}
	}
	return found, nil
}

// ofAnyYear returns the documents whose numbers are this one with a year:
// "126/NĐ-CP" is typed for 126/2024/NĐ-CP.
func ofAnyYear(ctx context.Context, c *catalog.Catalog, sym legal.Symbol) ([]legal.Document, error) {
	found, err := c.FindByOrdinal(ctx, sym.Ordinal, sym.Type())
	return slices.DeleteFunc(found, func(d legal.Document) bool {
		s := d.Symbol
		s.Year = 0
		return s.FoldKey() != sym.FoldKey()
	}), err
}

// meets reports whether nothing typed speaks against a document. The type decides only where
// the number has no codes.
func meets(d legal.Document, ref cite.Ref) bool {
	if ref.Name != "" && d.Name != "" && viet.Fold(d.Name) != viet.Fold(ref.Name) {
		return false
	}
	year := ref.Symbol.Year
	if year == 0 && !ref.DateApart {
		year = ref.Date.Year
	}
	if year != 0 && d.Year != 0 && d.Year != year {
		return false
	}
	if len(ref.Symbol.Codes) == 0 && ref.Type != "" && d.Type != "" && d.Type != ref.Type {
		return false
	}
	return !elsewhere(d, ref)
}

// inYear narrows to the year of a date that may be of the document: where none is of that
// year, it is of what the title is about.
func inYear(found []legal.Document, ref cite.Ref) []legal.Document {
	if !ref.DateApart || ref.Symbol.Year != 0 {
		return found
	}
	return orAll(found, func(d legal.Document) bool { return d.Year == 0 || d.Year == ref.Date.Year })
}

// ofType narrows to the type typed: the number tells the document where none is of that type.
func ofType(found []legal.Document, ref cite.Ref) []legal.Document {
	return orAll(found, func(d legal.Document) bool { return d.Type == "" || ref.Type == "" || d.Type == ref.Type })
}

// orAll returns the documents wanted, all where there are none.
func orAll(found []legal.Document, want func(legal.Document) bool) []legal.Document {
	out := slices.DeleteFunc(slices.Clone(found), func(d legal.Document) bool { return !want(d) })
	if len(out) == 0 {
		return found
	}
	return out
}

// elsewhere reports whether a document is of another place than what was typed: than the
// body named behind the number or, where none is, than the provinces among the words. A
// place that is no province may be misspelt, where the day is the document's.
func elsewhere(d legal.Document, ref cite.Ref) bool {
	own := placesOf(d.Body)
	if len(own) == 0 {
		return false
	}
	var typed []string
	if at := authority.Read(d.Body.Code, ref.Issuer, ref.Date, authority.Origin{}); ref.Issuer != "" {
		sameDay := ref.Date.Day != 0 && ref.Date == d.Date
		known := authority.IsProvince(at.Name) || at.Level != authority.Unit && at.Level != authority.Province && !sameDay
		if known && at.Name != "" {
			typed = append(typed, at.Name)
		}
	} else if rest := foldedWords(ref.Rest); !ref.Pasted && matching(d, rest) < len(rest) {
		titled := "-" + viet.Slug(d.Title) + "-" // what the title names need not be where it was issued
		typed = slices.DeleteFunc(provincesIn(rest), func(p string) bool { return strings.Contains(titled, "-"+p+"-") })
	}
	return len(typed) > 0 && !slices.ContainsFunc(typed, func(t string) bool {
		return slices.ContainsFunc(own, func(o string) bool { return endsAlike(o, t) })
	})
}

// endsAlike reports whether two slugs are of one name, of which one may have less: Huế,
// Thừa Thiên Huế.
func endsAlike(a, b string) bool {
	return strings.HasSuffix("-"+a, "-"+b) || strings.HasSuffix("-"+b, "-"+a)
}

// placesOf returns the slugs of the places that a body is of or lies in.
func placesOf(b legal.Body) []string {
	places := []string{authority.Slug(b.Level, b.Place), authority.Slug(legal.LevelProvince, b.Province)}
	places = append(places, strings.Split(b.Above, "/")...)
	return slices.DeleteFunc(places, func(s string) bool { return s == "" })
}

// provincesIn returns the slugs of the provinces that words name.
func provincesIn(words []string) []string {
	var out []string
	for i := range words {
		for n := 2; n <= 4 && i+n <= len(words); n++ {
			if slug := strings.Join(words[i:i+n], "-"); authority.IsProvince(slug) {
				out = append(out, slug)
			}
		}
	}
	return out
}

func foldedWords(s string) []string {
	return strings.FieldsFunc(viet.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
