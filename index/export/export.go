package export

import (
	"bufio"
	"context"
	"fmt"
	"io"

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

// The formats. The first two write lines of one kind, the others the graph of
// documents.
const (
	JSONL Format = "jsonl"
)

// Formats lists the formats.
var Formats = []Format{JSONL}

// Write writes one state of the catalogue.
func Write(ctx context.Context, w io.Writer, c *catalog.Catalog, f Format, what What) error {
	out := bufio.NewWriterSize(w, 1<<16)
	err := c.View(ctx, func(v *catalog.View) error {
		switch f {
		case JSONL:
			return jsonl(out, v, what)
		}
		return fmt.Errorf("no format %s", f)
	})
	if err != nil {
		return fmt.Errorf("export %s: %w", f, err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export %s: %w", f, err)
	}
	return nil
}
