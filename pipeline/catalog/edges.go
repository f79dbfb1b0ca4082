package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// EachEdge calls f for every edge without its evidence, with the number of
// citations behind it, by source, target and relation. An error of f ends it.
func (c *Catalog) EachEdge(ctx context.Context, f func(e legal.Edge, mentions int) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT s.id, t.id, e.relation, (SELECT count(*) FROM evidence v WHERE v.edge = e.n)
			FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target ORDER BY s.id, t.id, e.relation`, nil,
			func(rows *sql.Rows) error {
				var e legal.Edge
				var mentions int
				if err := rows.Scan(&e.From, &e.To, &e.Relation, &mentions); err != nil {
					return err
				}
				return f(e, mentions)
			})
	})
	if err != nil {
		return fmt.Errorf("read edges: %w", err)
	}
	return nil
}

// GraphNode is a document as a graph needs it.
type GraphNode struct {
	ID   string
	Date legal.Date // zero where unknown or in conflict
	Held bool       // we have a file of it
}

// GraphLink is one citation behind an edge.
type GraphLink struct {
	From, To string // IDs
	Relation legal.Relation
	legal.CitationRef
}

// Graph calls node for every document, by ID, and then link for every citation
// behind an edge, in no certain order, all of one state of the catalogue. An
// error of either ends it.
func (c *Catalog) Graph(ctx context.Context, node func(GraphNode) error, link func(GraphLink) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, "SELECT id, date, held <> '' FROM documents WHERE deleted = 0 ORDER BY id", nil, func(rows *sql.Rows) error {
			var n GraphNode
			var date string
			if err := rows.Scan(&n.ID, &date, &n.Held); err != nil {
				return err
			}
			var err error
			if n.Date, err = parseDate(date); err != nil {
				return err
			}
			return node(n)
		})
		if err != nil {
			return err
		}
		return each(ctx, tx, `SELECT s.id, t.id, e.relation, f.sha256, v.idx FROM evidence v JOIN edges e ON e.n = v.edge
			JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target JOIN files f ON f.n = v.file`, nil, func(rows *sql.Rows) error {
			var l GraphLink
			if err := rows.Scan(&l.From, &l.To, &l.Relation, &l.File, &l.Index); err != nil {
				return err
			}
			return link(l)
		})
	})
	if err != nil {
		return fmt.Errorf("read graph: %w", err)
	}
	return nil
}

// Evidence returns the citations behind one edge, by file and place.
func (c *Catalog) Evidence(ctx context.Context, from, to string, r legal.Relation) ([]legal.CitationRef, error) {
	var out []legal.CitationRef
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT f.sha256, v.idx FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target
			JOIN evidence v ON v.edge = e.n JOIN files f ON f.n = v.file WHERE s.id = ? AND t.id = ? AND e.relation = ?
			ORDER BY f.sha256, v.idx`, []any{from, to, r}, func(rows *sql.Rows) error {
			var ref legal.CitationRef
			err := rows.Scan(&ref.File, &ref.Index)
			out = append(out, ref)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	return out, nil
}
