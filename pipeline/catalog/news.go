package catalog

import (
	"context"
	"time"

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
	newDocuments = `INSERT INTO news (run, what, document) SELECT CAST(? AS bigint), 'document', n FROM documents d
		WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM seen_documents WHERE document = d.n)`
	lostDocuments = `INSERT INTO news (run, what, document) SELECT CAST(? AS bigint), 'no document', document FROM seen_documents s
		WHERE NOT EXISTS (SELECT 1 FROM documents WHERE n = s.document AND deleted = 0)`
	newConflicts = `INSERT INTO news (run, what, document) SELECT CAST(? AS bigint), 'conflict', n FROM documents d
		WHERE deleted = 0 AND conflict = 1 AND NOT EXISTS (SELECT 1 FROM seen_documents WHERE document = d.n
		AND conflict = 1)`
	endedConflicts = `INSERT INTO news (run, what, document) SELECT CAST(? AS bigint), 'no conflict', document FROM seen_documents s
		WHERE conflict = 1 AND NOT EXISTS (SELECT 1 FROM documents WHERE n = s.document AND deleted = 0
		AND conflict = 1)`
	newEdges = `INSERT INTO news SELECT CAST(? AS bigint), 'edge', source, target, relation FROM edges e
		WHERE NOT EXISTS (SELECT 1 FROM seen_edges s WHERE s.source = e.source AND s.target = e.target
		AND s.relation = e.relation)`
	lostEdges = `INSERT INTO news SELECT CAST(? AS bigint), 'no edge', source, target, relation FROM seen_edges s
		WHERE NOT EXISTS (SELECT 1 FROM edges e WHERE s.source = e.source AND s.target = e.target
		AND s.relation = e.relation)`

	seeDocuments = `INSERT INTO seen_documents SELECT n, conflict FROM documents WHERE deleted = 0
		ON CONFLICT (document) DO UPDATE SET conflict = excluded.conflict
		WHERE seen_documents.conflict <> excluded.conflict`
	forgetDocuments = `DELETE FROM seen_documents WHERE document IN (SELECT document FROM news WHERE run = ?
		AND what = 'no document')`
	seeEdges = `INSERT INTO seen_edges SELECT document, target, relation FROM news WHERE run = ?
		AND what = 'edge'`
	forgetEdges = `DELETE FROM seen_edges WHERE (source, target, relation) IN
		(SELECT document, target, relation FROM news WHERE run = ? AND what = 'no edge')`
)

// putNews writes what differs from the end of the last run.
func (t *Tx) putNews(run int64) error {
	err := t.execEach([]string{newDocuments, lostDocuments, newConflicts, endedConflicts, newEdges, lostEdges,
		forgetDocuments, seeEdges, forgetEdges}, run)
	if err != nil {
		return err
	}
	return t.exec(seeDocuments)
}

// News returns what the runs after one up to another found otherwise than those
// before them, by run and kind.
func (c *Catalog) News(ctx context.Context, after, upTo int64) ([]News, error) {
	return c.news(ctx, "w.run > ? AND w.run <= ? ORDER BY w.run, w.what, d.id, t.id, w.relation", after, upTo)
}

// NewsOf returns some of the news of one kind that a run found.
func (c *Catalog) NewsOf(ctx context.Context, run int64, what string, limit, offset int) ([]News, error) {
	return c.news(ctx, "w.run = ? AND w.what = ? ORDER BY w.document, w.target, w.relation LIMIT ? OFFSET ?", run,
		what, most(limit), offset)
}

func (c *Catalog) news(ctx context.Context, where string, args ...any) ([]News, error) {
	const query = `SELECT w.run, w.what, d.id, coalesce(t.id, ''), w.relation FROM news w
	JOIN documents d ON d.n = w.document
		LEFT JOIN documents t ON t.n = w.target WHERE `
	return readAll(ctx, c, "read news", query+where, args, func(n *News) []any {
		return []any{&n.Run, &n.What, &n.Document, &n.Target, &n.Relation}
	})
}

// NewsCiting returns news of relations to some documents, by their IDs, the newest first, at
// most so many.
func (c *Catalog) NewsCiting(ctx context.Context, ids []string, limit int) ([]News, error) {
	return c.news(ctx, `w.what = 'edge' AND t.id IN (SELECT value FROM json_each(?))
		ORDER BY w.run DESC, d.id, t.id, w.relation LIMIT ?`, list(ids), most(limit))
}

// CameIn returns when the run began that first had to do with a file, by hash.
func (c *Catalog) CameIn(ctx context.Context, files []string) (map[string]time.Time, error) {
	type row struct {
		file string
		at   time.Time
	}
	const query = `SELECT f.sha256, min(r.started) FROM run_files f JOIN runs r ON r.n = f.run
		WHERE f.sha256 IN (SELECT value FROM json_each(?)) GROUP BY 1`
	out := map[string]time.Time{}
	return out, readEach(ctx, c, "read when files came", query, []any{list(files)},
		func(r *row) []any { return []any{&r.file, timeAt{&r.at}} },
		func(r row) error { out[r.file] = r.at; return nil })
}
