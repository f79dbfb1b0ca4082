package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Look calls f with the catalogue as it is now. f only reads.
func (c *Catalog) Look(ctx context.Context, f func(*Tx) error) error { return c.view(ctx, f) }

// EachWitness calls f for what a few files say under some group keys: of every document
// stored under one of them those that are it, and at most so many of those that cite it.
// One file is left out.
func (t *Tx) EachWitness(keys []string, most int, except string, f func(file, key string, data []byte)) error {
	files, err := t.witnesses(keys, most)
	if err != nil {
		return err
	}
	const query = `SELECT f.sha256, c.key, c.data
		FROM json_each(?1) k CROSS JOIN files f ON f.n = CAST(k.value AS bigint) CROSS JOIN claims c ON c.file = f.n
		WHERE f.sha256 <> ?2 AND c.key IN (SELECT value FROM json_each(?3))`
	return t.each(query, []any{files, except, list(keys)}, func(rows *sql.Rows) error {
		var file, key string
		var data []byte
		err := rows.Scan(&file, &key, &data)
		f(file, key, data)
		return err
	})
}

// witnesses returns the files of [Tx.EachWitness], in order, as a JSON list of their numbers.
func (t *Tx) witnesses(keys []string, most int) (string, error) {
	documents, err := all(t, `SELECT d.n FROM json_each(?) k CROSS JOIN documents d
		ON d.group_key = k.value AND d.deleted = 0`, []any{list(keys)}, one[int64])
	if err != nil {
		return "", err
	}
	const query = `SELECT n FROM files WHERE document = ?1 AND deleted = 0
		UNION SELECT file FROM (SELECT DISTINCT file FROM meanings WHERE document = ?1 ORDER BY file LIMIT ?2) AS m`
	var out []int64
	for _, n := range documents {
		files, err := all(t, query, []any{n, most}, one[int64])
		if err != nil {
			return "", err
		}
		out = append(out, files...)
	}
	slices.Sort(out)
	return list(slices.Compact(out)), nil
}

// IssuedOn returns the documents of some days, by ID.
func (c *Catalog) IssuedOn(ctx context.Context, days []string) ([]legal.Document, error) {
	return c.documents(ctx, "date IN (SELECT value FROM json_each(?))", list(days))
}

// SomeMentionsOf returns at most so many of the citations that mean a document, those in the document
// itself left out, by path, file and place.
func (c *Catalog) SomeMentionsOf(ctx context.Context, id string, most int) ([]Mention, error) {
	return c.mentions(ctx, 0, `(c.file, c.idx) IN (SELECT file, idx FROM meanings
		WHERE document = (SELECT n FROM documents WHERE id = ?) ORDER BY file, idx LIMIT ?)
		AND (f.document IS NULL OR f.document <> m.document)`, id, most)
}

// PagesSaying returns of the citations that mean a document and give it this date or issuer
// ([legal.ConflictDate], [legal.ConflictIssuer]) the first of each page, those in the document itself left out: of the
// pages read surest, then by path and page, so many from an offset on.
func (c *Catalog) PagesSaying(ctx context.Context, id, kind, value string, offset, limit int) ([]Mention, error) {
	column := "x.issuer"
	if kind == legal.ConflictDate {
		column = "x.date"
	}
	return c.mentions(ctx, 0, `(c.file, c.idx) IN (SELECT x.file, min(x.idx) FROM meanings y
		JOIN citations x ON x.file = y.file AND x.idx = y.idx JOIN files g ON g.n = y.file
		WHERE y.document = (SELECT n FROM documents WHERE id = ?) AND `+column+` = ? AND g.deleted = 0
			AND (g.document IS NULL OR g.document <> y.document)
		GROUP BY x.file, x.page
		ORDER BY max(x.confidence) DESC, (SELECT min(p.path) FROM paths p WHERE p.file = x.file), x.page LIMIT ? OFFSET ?)`,
		id, value, limit, offset)
}

// HeadOf reads the head of a file, as printed, and returns where the text of its first page comes
// from.
func (c *Catalog) HeadOf(ctx context.Context, sha256 string, h *legal.Head) (source legal.PageSource, err error) {
	const query = "SELECT " + headColumns + `, coalesce(p.source, '')
		FROM files f LEFT JOIN pages p ON p.file = f.n AND p.page = 1 WHERE f.sha256 = ? AND f.deleted = 0`
	_, err = c.find(ctx, "read head of "+sha256, query, []any{sha256}, append(headPlaces(h), &source)...)
	return source, err
}

// FindByKeys returns the documents whose numbers have one of some keys ([legal.Symbol.Key]), by ID.
func (c *Catalog) FindByKeys(ctx context.Context, keys []string) ([]legal.Document, error) {
	return c.documents(ctx, "key IN (SELECT value FROM json_each(?))", list(keys))
}
