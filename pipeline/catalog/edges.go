package catalog

import (
	"context"
	"database/sql"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// EachEdge calls f for every edge without its evidence, with the number of
// citations behind it, by source, target and relation. An error of f ends it.
func (c *Catalog) EachEdge(ctx context.Context, f func(e legal.Edge, mentions int) error) error {
	type row struct {
		legal.Edge
		mentions int
	}
	const query = `SELECT s.id, t.id, e.relation, (SELECT count(*) FROM evidence v WHERE v.edge = e.n)
		FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target
		ORDER BY s.id, t.id, e.relation`
	return readEach(ctx, c, "read edges", query, nil,
		func(e *row) []any { return []any{&e.From, &e.To, &e.Relation, &e.mentions} },
		func(e row) error { return f(e.Edge, e.mentions) })
}

// Derived returns the edges from or to a document that are said in the passive, with
// what says so alone, by source, target and relation.
func (c *Catalog) Derived(ctx context.Context, id string) (out []legal.Edge, err error) {
	const query = "WITH d AS (SELECT n FROM documents WHERE id = ?) SELECT " + statedColumns + `
		FROM (SELECT * FROM edges WHERE source IN (SELECT n FROM d) UNION SELECT * FROM edges WHERE target IN (SELECT n FROM d)) e` + statedJoins + `
		WHERE v.derived = 1 ORDER BY s.id, t.id, e.relation, f.sha256, v.idx`
	err = readEach(ctx, c, "read derived edges", query, []any{id}, (*statedEdge).places, func(e statedEdge) error {
		if n := len(out); n == 0 || !e.same(out[n-1]) {
			out = append(out, e.Edge)
		}
		last := &out[len(out)-1]
		last.Evidence = append(last.Evidence, e.says)
		return nil
	})
	return out, err
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
	return c.read(ctx, "read graph", func(t *Tx) error {
		err := eachRow(t, "SELECT n, id, date, held <> '' FROM documents WHERE deleted = 0", nil,
			func(n *GraphNode) []any { return []any{&n.N, &n.ID, dateAt{&n.Date}, &n.Held} }, node)
		if err != nil {
			return err
		}
		return t.eachGraphEdge(edge)
	})
}

// eachGraphEdge reads the edges without a string of its own for each relation:
// there are a million of them and eight relations.
func (t *Tx) eachGraphEdge(f func(GraphEdge) error) error {
	fine, err := t.fineEdges()
	if err != nil {
		return err
	}
	var e GraphEdge
	var n int64
	var name sql.RawBytes
	known := map[string]legal.Relation{}
	return t.each("SELECT n, source, target, relation FROM edges", nil, func(rows *sql.Rows) error {
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
func (t *Tx) fineEdges() (map[int64]bool, error) {
	type row struct {
		edge  int64
		plain bool
	}
	const query = `SELECT edge, EXISTS (SELECT 1 FROM evidence p WHERE p.edge = v.edge AND p.subtype = '')
		FROM evidence v WHERE v.subtype <> ''`
	out := map[int64]bool{}
	return out, eachRow(t, query, nil, func(r *row) []any { return []any{&r.edge, &r.plain} }, func(r row) error {
		out[r.edge] = r.plain
		return nil
	})
}

// statedEdge is an edge with one statement of it.
type statedEdge struct {
	legal.Edge
	says legal.Statement
}

// The columns of a statedEdge, and the tables they stand in beside edges e.
const (
	statedColumns = "s.id, t.id, e.relation, f.sha256, v.idx, c.page, c.paragraph, v.scope, v.subtype, v.provision, v.derived"
	statedJoins   = `
		JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target JOIN evidence v ON v.edge = e.n
		JOIN files f ON f.n = v.file JOIN citations c ON c.file = v.file AND c.idx = v.idx`
)

func (e *statedEdge) places() []any {
	s := &e.says
	return []any{
		&e.From, &e.To, &e.Relation, &s.File, &s.Index, &s.Page, &s.Paragraph, &s.Scope, &s.Subtype, &s.Provision, &s.Derived,
	}
}

// same reports whether the statement is one of an edge.
func (e *statedEdge) same(o legal.Edge) bool {
	return e.From == o.From && e.To == o.To && e.Relation == o.Relation
}

// Evidence returns what the citations behind one edge say, by file and place.
func (c *Catalog) Evidence(ctx context.Context, from, to string, r legal.Relation) (out []legal.Statement, err error) {
	const query = "SELECT " + statedColumns + " FROM edges e" + statedJoins + `
		WHERE s.id = ? AND t.id = ? AND e.relation = ? ORDER BY f.sha256, v.idx`
	err = readEach(ctx, c, "read evidence", query, []any{from, to, r}, (*statedEdge).places, func(e statedEdge) error {
		out = append(out, e.says)
		return nil
	})
	return out, err
}
