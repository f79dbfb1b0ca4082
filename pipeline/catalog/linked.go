package catalog

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// LinkQuery asks for the documents that cite one, or for those that it cites on its own pages.
// What citations within the title of another say, that one does, so it cites; of what a document
// cites they are left out, and so is the document itself on either side.
type LinkQuery struct {
	Of    string // ID
	Cited bool   // those that it cites
	LinkFilter
}

// LinkFilter chooses among the other documents and their citations; what is zero leaves nothing out.
type LinkFilter struct {
	Other    string // ID of the other document, or NotCertain
	Type     legal.Type
	Bodies   []string // its issuer is one of these, as a [LinkCount] has bodies
	Province string   // of its issuer
	Year     int      // of its date, else the one in its number
	Held     string   // Held or NotHeld
	Relation legal.Relation
	Printed  []string // the provision, as printed, is one of these
}

// What [LinkFilter.Held] may ask for, and what [LinkFilter.Other] where that is not certain.
const (
	Held       = "held"
	NotHeld    = "cited"
	NotCertain = "?"
)

// Link is a document at the other end.
type Link struct {
	Document string // ID, "" for the citations of which it is not certain
	Mentions int
	Stated   []Stated
}

// Stated is what so many of the citations of a link state.
type Stated struct {
	Relation legal.Relation
	legal.Statement
	Mentions int
}

// LinkCount counts documents, or under "mentions" and "provision" citations, by what they have in
// common.
type LinkCount struct {
	What  string // documents, rows (those that are not certain are one), mentions, type, body, rank, province, year, held, relation, provision
	Value string // of a body and a rank JSON
	Count int
}

// LinkOrder is an order of links.
type LinkOrder struct {
	ByDate bool // the newest first; else those with the most citations
	// Ranks are the ranks of documents, by the value of a [LinkCount] of "rank", the higher first;
	// nil where they do not count.
	Ranks map[string]int
}

// found are the citations on a side, with the other document. Its parameters: 1 document, 2 whether
// those it cites.
const found = `WITH asked AS (SELECT n FROM documents WHERE id = ?1), found AS (
		SELECT c.file, c.idx, c.relation, c.provision, c.scope, c.subtype, coalesce(CASE WHEN c.source < 0 THEN f.document
			ELSE (SELECT o.document FROM meanings o WHERE o.file = c.file AND o.idx = c.source) END, 0) AS other
		FROM asked CROSS JOIN meanings m ON m.document = asked.n CROSS JOIN files f ON f.n = m.file
		CROSS JOIN citations c ON c.file = m.file AND c.idx = m.idx
		WHERE ?2 = 0 AND f.deleted = 0 AND f.document IS DISTINCT FROM m.document
		UNION ALL
		SELECT c.file, c.idx, c.relation, c.provision, c.scope, c.subtype, coalesce(m.document, 0)
		FROM asked CROSS JOIN files f ON f.n = (SELECT n FROM files WHERE document = asked.n AND deleted = 0 ORDER BY sha256 LIMIT 1)
		CROSS JOIN citations c ON c.file = f.n LEFT JOIN meanings m ON m.file = c.file AND m.idx = c.idx
		WHERE ?2 = 1 AND c.source < 0 AND m.document IS DISTINCT FROM f.document)`

// hits are the citations that a query asks for. Its further parameters: 3 other document, 4 type, 5
// bodies, 6 province, 7 year, 8 held, 9 relation, 10 provisions.
const hits = found + `, hits AS MATERIALIZED (
		SELECT h.* FROM found h LEFT JOIN documents d ON d.n = h.other AND (?3 || ?4 || ?5 || ?6 || ?8 <> '' OR ?7 <> 0)
		WHERE (?3 = '' OR coalesce(d.id, '?') = ?3) AND (?4 = '' OR d.type = ?4) AND (?6 = '' OR d.body_province = ?6)
			AND (?7 = 0 OR ` + linkYear + ` = ?7) AND (?8 = '' OR CASE d.held WHEN '' THEN 'cited' ELSE 'held' END = ?8)
			AND (?5 = '' OR ` + linkBody + ` IN (SELECT value FROM json_each(?5)))
			AND (?9 = '' OR h.relation = ?9) AND (?10 = '' OR h.provision IN (SELECT value FROM json_each(?10))))
	`

const (
	linkYear = "coalesce(nullif(CAST(nullif(substr(d.date, 1, 4), '') AS bigint), 0), d.year)"
	linkRank = "json_array(d.type, d.body_code, d.body_level)"
	linkBody = "json_array(d.body_code, d.body_level, d.body_place, d.body_name, d.body_above, d.body_province)"
)

func (q LinkQuery) args() []any {
	return []any{q.Of, q.Cited, q.Other, q.Type, some(q.Bodies), q.Province, q.Year, q.Held, q.Relation, some(q.Printed)}
}

// some is the list of a filter, "" for one that leaves nothing out.
func some(values []string) string {
	if values == nil {
		return ""
	}
	return list(values)
}

// Body reads the body of a count.
func (l LinkCount) Body() (b legal.Body, err error) {
	into := []any{&b.Code, &b.Level, &b.Place, &b.Name, &b.Above, &b.Province}
	return b, damage(json.Unmarshal([]byte(l.Value), &into))
}

// Rank is where the documents of a type, of bodies of a code and level, stand in [LinkOrder.Ranks].
type Rank struct {
	Type  legal.Type
	Code  string
	Level legal.Level
}

// Rank reads the "rank" of a count.
func (l LinkCount) Rank() (r Rank, err error) {
	into := []any{&r.Type, &r.Code, &r.Level}
	return r, damage(json.Unmarshal([]byte(l.Value), &into))
}

// Links returns so many of the documents that a query asks for, from an offset on; a limit of -1 is
// none.
func (c *Catalog) Links(ctx context.Context, q LinkQuery, by LinkOrder, offset, limit int) (out []Link, err error) {
	const query = hits + `, page AS MATERIALIZED (
			SELECT h.other, count(*) AS n, row_number() OVER (ORDER BY h.other = 0,
				coalesce((SELECT CAST(value AS bigint) FROM json_each(?13) WHERE key = ` + linkRank + `), 0) DESC,
				CASE WHEN ?11 = 1 THEN d.date ELSE '' END DESC, CASE WHEN ?11 = 1 THEN ` + linkYear + ` ELSE 0 END DESC, count(*) DESC, d.id) AS place
			FROM hits h LEFT JOIN documents d ON d.n = h.other GROUP BY h.other, d.n ORDER BY place LIMIT ?12 OFFSET ?14)
		SELECT coalesce(d.id, ''), p.n, h.relation, h.scope, h.subtype, CASE h.scope WHEN 'part' THEN h.provision ELSE '' END AS said, count(*)
		FROM hits h CROSS JOIN page p ON p.other = h.other LEFT JOIN documents d ON d.n = p.other
		GROUP BY p.place, p.n, d.n, h.relation, h.scope, h.subtype, said ORDER BY p.place, min(h.file), min(h.idx)`
	type row struct {
		Link
		Stated
	}
	ranks := "{}"
	if by.Ranks != nil {
		b, _ := json.Marshal(by.Ranks) // names and numbers are always written
		ranks = string(b)
	}
	args := append(q.args(), by.ByDate, most(limit), ranks, offset)
	err = readEach(ctx, c, "read links of "+q.Of, query, args, func(r *row) []any {
		s := &r.Stated
		return []any{&r.Document, &r.Link.Mentions, &s.Relation, &s.Scope, &s.Subtype, &s.Provision, &s.Mentions}
	}, func(r row) error {
		if n := len(out); n == 0 || out[n-1].Document != r.Document {
			out = append(out, r.Link)
		}
		last := &out[len(out)-1]
		last.Stated = append(last.Stated, r.Stated)
		return nil
	})
	return out, err
}

// CountLinks counts what a query asks for by all that it may be narrowed down by.
func (c *Catalog) CountLinks(ctx context.Context, q LinkQuery) ([]LinkCount, error) {
	const by = ", count(*) FROM docs JOIN documents d ON d.n = docs.other GROUP BY 2"
	const query = hits + `, docs AS MATERIALIZED (SELECT DISTINCT other FROM hits)
		SELECT 'documents', '', count(*) FROM docs WHERE other <> 0
		UNION ALL SELECT 'rows', '', count(*) FROM docs
		UNION ALL SELECT 'mentions', '', count(*) FROM hits
		UNION ALL SELECT 'type', d.type` + by + `
		UNION ALL SELECT 'body', ` + linkBody + by + `
		UNION ALL SELECT 'rank', ` + linkRank + by + `
		UNION ALL SELECT 'province', d.body_province` + by + `
		UNION ALL SELECT 'year', CAST(` + linkYear + ` AS TEXT)` + by + `
		UNION ALL SELECT 'held', CASE d.held WHEN '' THEN 'cited' ELSE 'held' END` + by + `
		UNION ALL SELECT 'relation', relation, count(DISTINCT other) FROM hits GROUP BY 2
		UNION ALL SELECT 'provision', provision, count(*) FROM hits GROUP BY 2`
	return readAll(ctx, c, "count links of "+q.Of, query, q.args(),
		func(l *LinkCount) []any { return []any{&l.What, &l.Value, &l.Count} })
}

// LinkSizes counts the documents that cite one, and those that it cites.
func (c *Catalog) LinkSizes(ctx context.Context, id string) (citing, cited int, err error) {
	const query = found + "SELECT count(DISTINCT nullif(other, 0)) FROM found"
	for _, of := range []struct {
		cited bool
		into  *int
	}{{false, &citing}, {true, &cited}} {
		q := LinkQuery{Of: id, Cited: of.cited}
		if _, err = c.find(ctx, "count links of "+id, query, q.args()[:2], of.into); err != nil {
			return 0, 0, err
		}
	}
	return citing, cited, nil
}

// LinkMentions returns citations of some links, of each so many from an offset on, by path, file and place.
func (c *Catalog) LinkMentions(ctx context.Context, q LinkQuery, others []string, offset, limit int) (out []Mention, err error) {
	const query = hits + `, wanted AS MATERIALIZED (
			SELECT h.file, h.idx, h.other FROM hits h
			WHERE h.other IN (SELECT coalesce(d.n, 0) FROM json_each(?11) j LEFT JOIN documents d ON d.id = j.value)),
		placed AS (
			SELECT h.file, h.idx, row_number() OVER (PARTITION BY h.other ORDER BY
				coalesce((SELECT min(path) FROM paths WHERE file = x.n), ''), x.sha256, h.idx) AS place
			FROM wanted h CROSS JOIN files x ON x.n = h.file)
		` + mentionQuery + `(c.file, c.idx) IN (SELECT file, idx FROM placed WHERE place > ?12 AND place <= ?12 + ?13)` + linkOrder
	return readAll(ctx, c, "read citations of "+q.Of, query, append(q.args(), list(others), offset, limit), (*Mention).places)
}

const linkOrder = " ORDER BY path, f.sha256, c.idx"

// EachLinkMentions calls f for all citations of all links, by path, file and place, so many at a time: what is sorted
// are their keys alone. An error of f ends it.
func (c *Catalog) EachLinkMentions(ctx context.Context, q LinkQuery, f func([]Mention) error) error {
	const keys = hits + `SELECT h.file * ` + perFile + ` + h.idx FROM hits h CROSS JOIN files f ON f.n = h.file
		ORDER BY coalesce((SELECT min(p.path) FROM paths p WHERE p.file = f.n), ''), f.sha256, h.idx`
	const some = mentionQuery + `(c.file, c.idx) IN (
			SELECT CAST(value AS bigint) / ` + perFile + `, CAST(value AS bigint) % ` + perFile + ` FROM json_each(?))` + linkOrder
	return c.read(ctx, "read citations of "+q.Of, func(t *Tx) error {
		sorted, err := all(t, keys, q.args(), one[int64])
		if err != nil {
			return err
		}
		for part := range slices.Chunk(sorted, mentionsAtOnce) {
			ms, err := all(t, some, []any{list(part)}, (*Mention).places)
			if err == nil {
				err = f(ms)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

const (
	mentionsAtOnce = 1000
	perFile        = "4294967296" // more than any file has citations: a file and a place are one number
)

// Spelling is how so many of the citations that mean a document write something of it.
type Spelling struct {
	What  string // number, name, title
	Value string
	Count int
	Sure  float64 // the confidence of the best reading
}

// Spellings returns how citations write the number, the name and the title of a document, but for
// those that do not give it.
func (c *Catalog) Spellings(ctx context.Context, id string) ([]Spelling, error) {
	const query = hits + `, said AS MATERIALIZED (
			SELECT c.number, c.name, c.title, c.confidence FROM hits h CROSS JOIN citations c ON c.file = h.file AND c.idx = h.idx)
		SELECT 'number', number, count(*), max(confidence) FROM said WHERE number <> '' GROUP BY 2
		UNION ALL SELECT 'name', name, count(*), max(confidence) FROM said WHERE name <> '' GROUP BY 2
		UNION ALL SELECT 'title', title, count(*), max(confidence) FROM said WHERE title <> '' GROUP BY 2`
	return readAll(ctx, c, "read spellings of "+id, query, LinkQuery{Of: id}.args(),
		func(s *Spelling) []any { return []any{&s.What, &s.Value, &s.Count, &s.Sure} })
}
