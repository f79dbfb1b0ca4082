package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// theDocument finds the one document a person means. Where several fit it lists
// them and decides nothing.
func (a *app) theDocument(ctx context.Context, c *catalog.Catalog, ref string) (legal.Document, error) {
	found, err := findDocuments(ctx, c, ref)
	if err != nil {
		return legal.Document{}, dataFailure(err, a.data)
	}
	switch len(found) {
	case 0:
		return legal.Document{}, failure{exitNothing, fmt.Errorf("no document %s is held or cited here", ref), "danchieu search looks for words"}
	case 1:
		return found[0], nil
	}
	if a.json {
		if err := writeJSONLine(a.stdout, map[string]any{"ambiguous": ref, "candidates": found}); err != nil {
			return legal.Document{}, err
		}
		return legal.Document{}, failure{code: exitNothing, err: errors.New("")}
	}
	fmt.Fprintf(a.stderr, "%d documents are called %s:\n", len(found), ref)
	for _, d := range found {
		fmt.Fprintf(a.stderr, "  %-36s %s\n", d.ID, describe(d))
	}
	return legal.Document{}, failure{exitNothing, fmt.Errorf("%s is ambiguous", ref), "name one by its ID, or add its year or place"}
}

// findDocuments returns the documents a reference fits: by ID, by number, by
// ordinal and type, by the name of a law; then narrowed by what else was typed.
func findDocuments(ctx context.Context, c *catalog.Catalog, text string) ([]legal.Document, error) {
	if d, ok, err := c.Document(ctx, strings.TrimSpace(text)); err != nil || ok {
		return []legal.Document{d}, err
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
	about := viet.Fold(d.Body.Name + " " + d.Body.Place + " " + d.Title)
	for _, w := range strings.Fields(viet.Fold(ref.Rest)) {
		if !strings.Contains(about, w) {
			return false
		}
	}
	return true
}

// describe names a document in one line.
func describe(d legal.Document) string {
	var parts []string
	if d.Type != "" {
		parts = append(parts, string(d.Type))
	}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if d.Number != "" {
		parts = append(parts, d.Number)
	} else if d.Name == "" {
		parts = append(parts, "(số chưa rõ)")
	}
	if day := d.Date.String(); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	s := strings.Join(parts, " ")
	if body := bodyName(d.Body); body != "" {
		s += ", " + body
	}
	if d.Conflict {
		s += " [conflict]"
	}
	return s
}

func bodyName(b legal.Body) string {
	if b.Name != "" {
		return b.Name
	}
	return strings.TrimSpace(b.Code + " " + b.Place)
}
