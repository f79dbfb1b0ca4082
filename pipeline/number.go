package pipeline

import (
	"context"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// completeHead writes into the head of a file what persons say of it, in the order in which
// they said so.
func completeHead(h *legal.Head, file string, kept []catalog.KeptCorrection) {
	for _, k := range kept {
		if k.File == file && k.Holds() {
			h.Complete(k.Correction)
		}
	}
}

// ofOtherType refuses a number whose code is of another type than the file is, unless a
// person says the type too or the page prints the code.
func ofOtherType(read, mine legal.Head) error {
	t := typeInNumber(mine.Number, mine.Type)
	printed := read.Number
	if printed == "" {
		printed = "1" + strings.TrimPrefix(read.PartOfNumber(), "?")
	}
	if sym, _ := legal.ParseSymbol(printed); t == "" || t == sym.Type() {
		return nil
	}
	return refuse(legal.RefusedTyped, mine.Number, t, mine.Type)
}

// held refuses to give a file a number of another type, and the number of another file that
// is held: of one body, year and type, but of another day and title. A body may give a
// number out twice; who knows that it did says so of the citations.
func held(ctx context.Context, c *catalog.Catalog, kept []catalog.KeptCorrection, file string) error {
	mine, _, err := c.Head(ctx, file)
	if err != nil {
		return err
	}
	read := mine
	completeHead(&mine, file, kept)
	if err := ofOtherType(read, mine); err != nil && !decidedFields(file, kept)[legal.ConflictType] {
		return err
	}
	var refusal error
	err = c.EachHead(ctx, func(o catalog.OwnHead) error {
		completeHead(&o.Head, o.File, kept)
		if o.File != file && refusal == nil && another(mine, o.Head) {
			refusal = refuse(legal.RefusedHeld, mine.Number, o.Document, o.Head.Date.Printed())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return refusal
}

// another reports whether two heads bear one number and cannot be of one document.
func another(a, b legal.Head) bool {
	x, ok := legal.ParseSymbol(a.Number)
	y, also := legal.ParseSymbol(b.Number)
	return ok && also && x.FoldKey() == y.FoldKey() && a.Type == b.Type && bodiesAlike(a.Issuer, b.Issuer) &&
		a.Date.Year == b.Date.Year && a.Date.Day != 0 && b.Date.Day != 0 && a.Date != b.Date &&
		viet.Slug(a.Title) != viet.Slug(b.Title)
}

// bodiesAlike reports whether one name of a body begins with the other.
func bodiesAlike(a, b string) bool {
	a, b = viet.Slug(a)+"-", viet.Slug(b)+"-"
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
