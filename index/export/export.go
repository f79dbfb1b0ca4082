package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// What is a kind of line to write.
type What string

// The kinds.
const (
	Citations What = "citations"
	Documents What = "documents"
	Edges     What = "edges"
)

// Whats lists the kinds.
var Whats = []What{Citations, Documents, Edges}

// Format is a way of writing.
type Format string

// The formats. CSV and JSONL write lines of one kind, the others the graph:
// documents and edges.
const (
	CSV     Format = "csv"
	JSONL   Format = "jsonl"
	GraphML Format = "graphml"
	GEXF    Format = "gexf"
	DOT     Format = "dot"
	JSONLD  Format = "jsonld"
	Cypher  Format = "cypher"
)

// Formats lists the formats.
var Formats = []Format{CSV, JSONL, GraphML, GEXF, DOT, JSONLD, Cypher}

// IsGraph reports whether a format writes the graph, so that there is no [What] to
// choose.
func (f Format) IsGraph() bool { return !slices.Contains([]Format{CSV, JSONL}, f) }

// Write writes one state of the catalogue. A graph has no use for what.
func Write(ctx context.Context, w io.Writer, c *catalog.Catalog, f Format, what What) error {
	return c.View(ctx, func(v *catalog.View) error { return write(w, v, f, what) })
}

// WriteAll writes lines of every kind in a format that has kinds, all of one state
// of the catalogue, each to the writer that open gives for it.
func WriteAll(ctx context.Context, c *catalog.Catalog, f Format, open func(What) (io.Writer, error)) error {
	return c.View(ctx, func(v *catalog.View) error {
		for _, what := range Whats {
			w, err := open(what)
			if err != nil {
				return err
			}
			if err := write(w, v, f, what); err != nil {
				return err
			}
		}
		return nil
	})
}

func write(to io.Writer, v *catalog.View, f Format, what What) error {
	w := bufio.NewWriterSize(to, 1<<16)
	err := writers[f](w, v, what)
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", f, err)
	}
	return nil
}

var writers = map[Format]func(*bufio.Writer, *catalog.View, What) error{
	CSV: table, JSONL: jsonl, GraphML: whole(graphML), GEXF: whole(gexf), DOT: whole(dot), JSONLD: whole(jsonLD),
	Cypher: whole(cypher),
}

func whole(graph func(*bufio.Writer, *catalog.View) error) func(*bufio.Writer, *catalog.View, What) error {
	return func(w *bufio.Writer, v *catalog.View, _ What) error { return graph(w, v) }
}
