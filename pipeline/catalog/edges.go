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
	N    int64 // its number inside the catalogue
	ID   string
	Date legal.Date // zero where unknown or in conflict
	Held bool       // we have a file of it
}

// GraphEdge is a relation between two documents, by their numbers inside the
// catalogue.
type GraphEdge struct {
	From, To int64
	Relation legal.Relation
}

// Graph calls node for every document and then edge for every relation between
// two, both in no certain order and all of one state of the catalogue. An error of
// either ends it.
func (c *Catalog) Graph(ctx context.Context, node func(GraphNode) error, edge func(GraphEdge) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, "SELECT n, id, date, held <> '' FROM documents WHERE deleted = 0", nil, func(rows *sql.Rows) error {
			var n GraphNode
			var date string
			if err := rows.Scan(&n.N, &n.ID, &date, &n.Held); err != nil {
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
		return eachGraphEdge(ctx, tx, edge)
	})
	if err != nil {
		return fmt.Errorf("read graph: %w", err)
	}
	return nil
}

// eachGraphEdge reads the edges without a string of its own for each relation:
// there are a million of them and eight relations.
func eachGraphEdge(ctx context.Context, tx *sql.Tx, f func(GraphEdge) error) error {
	var e GraphEdge
	var name sql.RawBytes
	known := map[string]legal.Relation{}
	return each(ctx, tx, "SELECT source, target, relation FROM edges", nil, func(rows *sql.Rows) error {
		if err := rows.Scan(&e.From, &e.To, &name); err != nil {
			return err
		}
		r, ok := known[string(name)]
		if !ok {
			r = legal.Relation(name)
			known[string(name)] = r
		}
		e.Relation = r
		return f(e)
	})
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
