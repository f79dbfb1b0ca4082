package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/sheet"
)

// sheet writes the chain of a document as an evidence sheet.
func (a *app) sheet(ctx context.Context, c *catalog.Catalog, g *graph.Graph, d legal.Document, only []legal.Relation, o traceOptions) error {
	q := sheet.Question{ID: d.ID, Ways: o.ways(), Only: only, Depth: o.depth, Limit: o.limit, Body: authority.Name}
	err := toFile(o.sheet, func(w io.Writer) error { return sheet.Write(ctx, w, c, g, q) })
	if err != nil && !errors.As(err, new(failure)) {
		return dataFailure(err, a.data)
	}
	if err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, map[string]any{"sheet": o.sheet})
	}
	fmt.Fprintf(a.stderr, "written: %s\n", o.sheet)
	return nil
}
