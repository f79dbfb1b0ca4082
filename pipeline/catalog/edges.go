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
			FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target
			ORDER BY s.id, t.id, e.relation`, nil,
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

// Derived returns the edges from or to a document that are said in the passive, with
// what says so alone, by source, target and relation.
func (c *Catalog) Derived(ctx context.Context, id string) ([]legal.Edge, error) {
	var out []legal.Edge
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `WITH d AS (SELECT n FROM documents WHERE id = ?)
			SELECT s.id, t.id, e.relation, `+statementColumns+`
			FROM (SELECT * FROM edges WHERE source IN d UNION SELECT * FROM edges WHERE target IN d) e
			JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target JOIN evidence v ON v.edge = e.n
			AND v.derived = 1
			JOIN files f ON f.n = v.file JOIN citations c ON c.file = v.file AND c.idx = v.idx
			ORDER BY s.id, t.id, e.relation, f.sha256, v.idx`, []any{id}, func(rows *sql.Rows) error {
			var e legal.Edge
			s, err := scanStatement(rows, &e.From, &e.To, &e.Relation)
			if n := len(out); n == 0 || out[n-1].From != e.From || out[n-1].To != e.To ||
				out[n-1].Relation != e.Relation {
				out = append(out, e)
			}
			last := &out[len(out)-1]
			last.Evidence = append(last.Evidence, s)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read derived edges: %w", err)
	}
	return out, nil
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
	Fine     bool // some citation states a [legal.Subtype]
	Plain    bool // some citation states none
}

// Graph calls node for every document and then edge for every relation between
// two, both in no certain order and all of one state of the catalogue. An error of
// either ends it.
func (c *Catalog) Graph(ctx context.Context, node func(GraphNode) error, edge func(GraphEdge) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, "SELECT n, id, date, held <> '' FROM documents WHERE deleted = 0", nil,
			func(rows *sql.Rows) error {
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
	fine, err := fineEdges(ctx, tx)
	if err != nil {
		return err
	}
	var e GraphEdge
	var n int64
	var name sql.RawBytes
	known := map[string]legal.Relation{}
	return each(ctx, tx, "SELECT n, source, target, relation FROM edges", nil, func(rows *sql.Rows) error {
		if err := rows.Scan(&n, &e.From, &e.To, &name); err != nil {
			return err
		}
		r, ok := known[string(name)]
		if !ok {
			r = legal.Relation(name)
			known[string(name)] = r
		}
		plain, isFine := fine[n]
		e.Relation, e.Fine, e.Plain = r, isFine, plain || !isFine
		return f(e)
	})
}

// fineEdges returns the numbers of the edges of which some citation states a subtype,
// with whether another states none. There are few of them, and an index of their own.
func fineEdges(ctx context.Context, tx *sql.Tx) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := each(ctx, tx, `SELECT edge, EXISTS (SELECT 1 FROM evidence p WHERE p.edge = v.edge AND p.subtype = '')
		FROM evidence v WHERE v.subtype <> ''`, nil, func(rows *sql.Rows) error {
		var n int64
		var plain bool
		err := rows.Scan(&n, &plain)
		out[n] = plain
		return err
	})
	return out, err
}

const statementColumns = "f.sha256, v.idx, c.page, v.scope, v.subtype, v.provision, v.derived"

// scanStatement reads a row selected as "first…, statementColumns".
func scanStatement(rows *sql.Rows, first ...any) (s legal.Statement, err error) {
	return s, rows.Scan(append(first, &s.File, &s.Index, &s.Page, &s.Scope, &s.Subtype, &s.Provision, &s.Derived)...)
}

// Evidence returns what the citations behind one edge say, by file and place.
func (c *Catalog) Evidence(ctx context.Context, from, to string, r legal.Relation) ([]legal.Statement, error) {
	var out []legal.Statement
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT `+statementColumns+
			` FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target
			JOIN evidence v ON v.edge = e.n JOIN files f ON f.n = v.file JOIN citations c ON c.file = v.file
			AND c.idx = v.idx WHERE s.id = ? AND t.id = ? AND e.relation = ?
			ORDER BY f.sha256, v.idx`, []any{from, to, r}, func(rows *sql.Rows) error {
			s, err := scanStatement(rows)
			out = append(out, s)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	return out, nil
}
