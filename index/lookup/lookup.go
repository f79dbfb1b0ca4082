// Package lookup finds the documents that a person means: by their ID, their number or
// their ordinal and type, the name of a law.
package lookup

import (
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
// type, by the name of a law; then narrowed by what else was typed. "?/TB-SYT" fits those of
// which no more is known.
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
	return Of(ctx, c, ref)
}

// Of returns the documents that what was typed fits.
func Of(ctx context.Context, c *catalog.Catalog, ref cite.Ref) ([]legal.Document, error) {
	var found []legal.Document
	var err error
	switch {
	case ref.Symbol.IsZero():
		found, err = c.Named(ctx, ref.Type)
	case len(ref.Symbol.Codes) == 0:
		found, err = c.FindByOrdinal(ctx, ref.Symbol.Ordinal, ref.Type)
	default:
		found, err = c.FindBySymbol(ctx, ref.Symbol)
		if err == nil && len(found) == 0 && ref.Symbol.Year == 0 {
			found, err = ofAnyYear(ctx, c, ref.Symbol)
		}
	}
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(d legal.Document) bool { return !fits(d, ref) }), nil
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

// fits reports whether nothing typed speaks against a document. The type decides
// only where the number does not tell it.
func fits(d legal.Document, ref cite.Ref) bool {
	if ref.Name != "" && d.Name != "" && viet.Fold(d.Name) != viet.Fold(ref.Name) {
		return false
	}
	year := ref.Date.Year
	if ref.Symbol.Year != 0 {
		year = ref.Symbol.Year
	}
	if year != 0 && d.Year != 0 && d.Year != year {
		return false
	}
	if ref.Symbol.Type() == "" && ref.Type != "" && d.Type != "" && d.Type != ref.Type {
		return false
	}
	about := foldedWords(strings.Join([]string{authority.Name(d.Body), d.Body.Code, d.Body.Place, d.Title}, " "))
	for _, w := range foldedWords(ref.Rest) {
		if !slices.Contains(about, w) {
			return false
		}
	}
	return true
}

func foldedWords(s string) []string {
	return strings.FieldsFunc(viet.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
