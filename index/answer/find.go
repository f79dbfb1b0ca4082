package answer

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Documents returns the documents a reference fits: by ID, by file, by number,
// by ordinal and type, by the name of a law; then narrowed by what else was typed.
// For files see [Contents].
func Documents(ctx context.Context, c *catalog.Catalog, text string, real func(string) string) ([]legal.Document, error) {
	text = strings.TrimSpace(text)
	if found, err := documentsByID(ctx, c, strings.ToLower(text)); err != nil || len(found) > 0 {
		return found, err
	}
	if ext := strings.ToLower(filepath.Ext(text)); ext == ".pdf" || ext == ".txt" {
		return documentsOf(ctx, c, text, real)
	}
	ref, ok := cite.Parse(text)
	if !ok {
		return nil, nil
	}
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
	var fit []legal.Document
	for _, d := range found {
		if fits(d, ref) {
			fit = append(fit, d)
		}
	}
	return fit, nil
}

// documentsByID returns the document with an ID, or those that an ID of earlier days
// leads to.
func documentsByID(ctx context.Context, c *catalog.Catalog, id string) ([]legal.Document, error) {
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

// Contents returns the hashes of the files that a name can mean, in order: the
// one at this path, else those whose paths end with it. Real turns a name into the
// path that the catalogue keeps; nil where the name comes from afar, and the disk is
// not to be asked.
func Contents(ctx context.Context, c *catalog.Catalog, name string, real func(string) string) ([]string, error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return nil, err
	}
	contents := map[string]bool{}
	at := name
	if real != nil {
		at = real(name)
	}
	if k, ok := known[at]; ok {
		contents[k.SHA256] = true
	} else {
		end := string(filepath.Separator) + viet.Normalize(filepath.Clean(name))
		for path, k := range known {
			if strings.HasSuffix(viet.Normalize(path), end) {
				contents[k.SHA256] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(contents)), nil
}

// documentsOf returns the documents that the files of a name are.
func documentsOf(ctx context.Context, c *catalog.Catalog, name string, real func(string) string) ([]legal.Document, error) {
	contents, err := Contents(ctx, c, name, real)
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, sha := range contents {
		id, err := c.SelfOf(ctx, sha)
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	var found []legal.Document
	for _, id := range slices.Sorted(maps.Keys(ids)) {
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
	about := foldedWords(strings.Join([]string{BodyName(d.Body), d.Body.Code, d.Body.Place, d.Title}, " "))
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
