package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Kinds of news.
const (
	NewsDocument   = "document"
	NewsNoDocument = "no document"
	NewsEdge       = "edge"
	NewsNoEdge     = "no edge"
	NewsConflict   = "conflict"
	NewsNoConflict = "no conflict"
)

// News is one thing that a run found otherwise than the run before it.
type News struct {
	Run      int64          `json:"run"`
	What     string         `json:"what"`
	Document string         `json:"document"`           // ID
	Target   string         `json:"target,omitempty"`   // ID of the cited document, of an edge
	Relation legal.Relation `json:"relation,omitempty"` // of an edge
}

// What differs from what was seen at the end of the last run, and then seeing it.
const (
	newDocuments = `INSERT INTO news (run, what, document) SELECT ?, 'document', n FROM documents d
		WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM seen_documents WHERE document = d.n)`
	lostDocuments = `INSERT INTO news (run, what, document) SELECT ?, 'no document', document FROM seen_documents s
		WHERE NOT EXISTS (SELECT 1 FROM documents WHERE n = s.document AND deleted = 0)`
	newConflicts = `INSERT INTO news (run, what, document) SELECT ?, 'conflict', n FROM documents d
		WHERE deleted = 0 AND conflict = 1 AND NOT EXISTS (SELECT 1 FROM seen_documents WHERE document = d.n
		AND conflict = 1)`
	endedConflicts = `INSERT INTO news (run, what, document) SELECT ?, 'no conflict', document FROM seen_documents s
		WHERE conflict = 1 AND NOT EXISTS (SELECT 1 FROM documents WHERE n = s.document AND deleted = 0
		AND conflict = 1)`
	newEdges = `INSERT INTO news SELECT ?, 'edge', source, target, relation FROM edges e
		WHERE NOT EXISTS (SELECT 1 FROM seen_edges s WHERE s.source = e.source AND s.target = e.target
		AND s.relation = e.relation)`
	lostEdges = `INSERT INTO news SELECT ?, 'no edge', source, target, relation FROM seen_edges s
		WHERE NOT EXISTS (SELECT 1 FROM edges e WHERE s.source = e.source AND s.target = e.target
		AND s.relation = e.relation)`

	seeDocuments = `INSERT INTO seen_documents SELECT n, conflict FROM documents WHERE deleted = 0
		ON CONFLICT (document) DO UPDATE SET conflict = excluded.conflict WHERE conflict <> excluded.conflict`
	forgetDocuments = `DELETE FROM seen_documents WHERE document IN (SELECT document FROM news WHERE run = ?
		AND what = 'no document')`
	seeEdges = `INSERT INTO seen_edges SELECT document, target, relation FROM news WHERE run = ?
		AND what = 'edge'`
	forgetEdges = `DELETE FROM seen_edges WHERE (source, target, relation) IN
		(SELECT document, target, relation FROM news WHERE run = ? AND what = 'no edge')`
)

// putNews writes what differs from the end of the last run.
func putNews(ctx context.Context, tx *sql.Tx, run int64) error {
	for _, query := range []string{newDocuments, lostDocuments, newConflicts, endedConflicts, newEdges, lostEdges,
		forgetDocuments, seeEdges, forgetEdges} {
		if _, err := tx.ExecContext(ctx, query, run); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, seeDocuments)
	return err
}

// countNews completes the counts of a run.
func countNews(ctx context.Context, tx *sql.Tx, run int64, counts map[string]int) error {
	return each(ctx, tx, "SELECT what, count(*) FROM news WHERE run = ? GROUP BY what", []any{run},
		func(rows *sql.Rows) error {
			var what string
			var n int
			err := rows.Scan(&what, &n)
			counts[what] = n
			return err
		})
}

// News returns what the runs after one up to another found otherwise than those
// before them, by run and kind.
func (c *Catalog) News(ctx context.Context, after, upTo int64) ([]News, error) {
	var out []News
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT w.run, w.what, d.id, coalesce(t.id, ''), w.relation FROM news w
			JOIN documents d ON d.n = w.document
			LEFT JOIN documents t ON t.n = w.target WHERE w.run > ? AND w.run <= ?
			ORDER BY w.run, w.what, d.id, t.id, w.relation`,
			[]any{after, upTo}, func(rows *sql.Rows) error {
				var n News
				err := rows.Scan(&n.Run, &n.What, &n.Document, &n.Target, &n.Relation)
				out = append(out, n)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read news: %w", err)
	}
	return out, nil
}
