package catalog

import (
	"context"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// readings reads the files for which a condition on files holds.
func (t *Tx) readings(where string, args ...any) ([]legal.Reading, error) {
	type row struct {
		n int64
		legal.Reading
	}
	var out []legal.Reading
	at := map[int64]int{}
	files := "SELECT " + headColumns + ", n, sha256 FROM files WHERE deleted = 0 AND status <> 'failed' AND " + where
	err := eachRow(t, files+" ORDER BY sha256", args,
		func(r *row) []any { return append(headPlaces(&r.Head), &r.n, &r.File) },
		func(r row) error {
			at[r.n], t.files[r.File] = len(out), r.n
			out = append(out, r.Reading)
			return nil
		})
	if err != nil {
		return nil, err
	}
	type cited struct {
		legal.Citation
		file int64
	}
	citations := "SELECT " + citationColumns + `, file FROM citations c
		WHERE file IN (SELECT n FROM files WHERE ` + where + ") ORDER BY file, idx"
	return out, eachRow(t, citations, args,
		func(k *cited) []any { return append(citationPlaces(&k.Citation), &k.file) },
		func(k cited) error {
			if i, ok := at[k.file]; ok {
				out[i].Citations = append(out[i].Citations, k.Citation)
			}
			return nil
		})
}

// Text returns the running text of a file with its layout; ok is false where the
// file is unknown or deleted. Boxes of a citation are those of its span:
// [legal.Text.Boxes].
func (c *Catalog) Text(ctx context.Context, sha256 string) (text legal.Text, ok bool, err error) {
	err = c.read(ctx, "read text of "+sha256, func(t *Tx) error {
		text, ok, err = t.text(sha256)
		return err
	})
	return text, ok, err
}

// Head returns the head of a file, as printed.
func (c *Catalog) Head(ctx context.Context, sha256 string) (h legal.Head, ok bool, err error) {
	const query = "SELECT " + headColumns + " FROM files WHERE sha256 = ? AND deleted = 0"
	err = c.read(ctx, "read head of "+sha256, func(t *Tx) error {
		ok, err = t.find(query, []any{sha256}, headPlaces(&h)...)
		return err
	})
	return h, ok, err
}

func (t *Tx) text(sha256 string) (text legal.Text, ok bool, err error) {
	err = t.eachText("sha256 = ?", sha256, func(_ string, found legal.Text) { text, ok = found, true })
	return text, ok, err
}

// eachText calls f for the texts of the files for which a condition with one value holds, but for
// deleted ones. f asks nothing of the catalogue.
func (t *Tx) eachText(where string, value any, f func(sha256 string, text legal.Text)) error {
	type page struct {
		legal.PageInfo
		file int64
	}
	pages := map[int64][]legal.PageInfo{}
	err := eachRow(t, `SELECT file, width, height, source FROM pages
		WHERE file IN (SELECT n FROM files WHERE `+where+") ORDER BY file, page", []any{value},
		func(p *page) []any { return []any{&p.file, &p.Width, &p.Height, &p.Source} },
		func(p page) error {
			pages[p.file] = append(pages[p.file], p.PageInfo)
			return nil
		})
	if err != nil {
		return err
	}
	type row struct {
		legal.Text
		sha256 string
		n      int64
		packed []byte
	}
	return eachRow(t, "SELECT sha256, "+headColumns+", n, text, layout FROM files WHERE deleted = 0 AND "+where, []any{value},
		func(r *row) []any {
			return slices.Concat([]any{&r.sha256}, headPlaces(&r.Head), []any{&r.n, &r.Content, &r.packed})
		},
		func(r row) (err error) {
			if r.Blocks, r.Words, err = decodeLayout(r.packed); err != nil {
				return err
			}
			r.Pages = pages[r.n]
			f(r.sha256, r.Text)
			return nil
		})
}

// Mention is a citation with what it means.
type Mention struct {
	legal.Citation
	File         string        // SHA-256 of the file it stands in
	Index        int           // its place in that file's list, from 0
	Path         string        // first path of the file, in byte order
	SentenceText string        // the sentence it stands in
	Citing       string        // ID of the document that does the citing, "" where it is not certain
	Document     string        // ID of the document meant, "" where it is not certain
	Candidates   []string      // IDs, where several are possible
	Reason       legal.Message // why
}

// Mentions returns the citations of one file, in reading order.
func (c *Catalog) Mentions(ctx context.Context, sha256 string) ([]Mention, error) {
	return c.mentions(ctx, 0, "f.sha256 = ?", sha256)
}

// MentionsOf returns the citations that mean a document, by path, file and place,
// those in the document itself left out; limit 0 means all.
func (c *Catalog) MentionsOf(ctx context.Context, id string, limit int) ([]Mention, error) {
	return c.mentions(ctx, limit,
		"m.document = (SELECT n FROM documents WHERE id = ?) AND (f.document IS NULL OR f.document <> m.document)", id)
}

// PossibleMentionsOf returns the citations whose document is not certain and may
// be this one, by path, file and place; limit 0 means all.
func (c *Catalog) PossibleMentionsOf(ctx context.Context, id string, limit int) ([]Mention, error) {
	return c.mentions(ctx, limit, "m.document IS NULL AND ' ' || m.candidates || ' ' LIKE '% ' || ? || ' %'", id)
}

// EachMention calls f for every citation, by path, file and place. An error of f
// ends it.
func (c *Catalog) EachMention(ctx context.Context, f func(Mention) error) error {
	return c.eachMention(ctx, f, noLimit, "1 = 1")
}

// Mention returns one citation; ok is false where there is none.
func (c *Catalog) Mention(ctx context.Context, ref legal.CitationRef) (m Mention, ok bool, err error) {
	return first(c.mentions(ctx, 1, "f.sha256 = ? AND c.idx = ?", ref.File, ref.Index))
}

func (c *Catalog) mentions(ctx context.Context, limit int, where string, args ...any) ([]Mention, error) {
	if limit == 0 {
		limit = noLimit
	}
	var out []Mention
	err := c.eachMention(ctx, func(m Mention) error { out = append(out, m); return nil }, limit, where, args...)
	return out, err
}

func (c *Catalog) eachMention(ctx context.Context, f func(Mention) error, limit int, where string, args ...any) error {
	return c.read(ctx, "read citations", func(t *Tx) error { return t.eachMention(f, limit, where, args...) })
}

func (t *Tx) eachMention(f func(Mention) error, limit int, where string, args ...any) error {
	query := mentionQuery + where + mentionOrder
	if limit < noLimit { // SQLite plans a query anew for every limit it is given
		query, args = query+" LIMIT ?", append(args, limit)
	}
	return eachRow(t, query, args, (*Mention).places, f)
}

// mentionQuery finds the citing document of a nested citation in the meaning of
// the citation it hangs on.
const (
	mentionQuery = "SELECT " + citationColumns + `, f.sha256, c.idx,
		coalesce((SELECT min(p.path) FROM paths p WHERE p.file = f.n), '') AS path, c.sentence,
		coalesce(CASE WHEN c.source < 0 THEN s.id ELSE n.id END, ''), coalesce(d.id, ''), coalesce(m.candidates, ''),
		coalesce(m.reason, '["unresolved"]')
	FROM citations c JOIN files f ON f.n = c.file
	LEFT JOIN documents s ON s.n = f.document
	LEFT JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document
	LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source LEFT JOIN documents n ON n.n = o.document
	WHERE f.deleted = 0 AND `
	mentionOrder = " ORDER BY path, f.sha256, c.idx"
)

// citationColumns are those of citationPlaces. What the passive says is nothing where it has no relation.
const citationColumns = `c.page, c.start, c."end", c.type, c.number, c.date, c.issuer, c.title, c.name, c.provision,
	c.source, c.relation, c.raw, c.sentence_start, c.sentence_end, c.zone, c.confidence, c.scope, c.subtype,
	c.deed, c.deed_scope, c.deed_subtype, c.deed_provision, CASE c.deed WHEN '' THEN 0 ELSE c.deed_to END, c.other, c.paragraph`

func citationPlaces(k *legal.Citation) []any {
	return []any{
		&k.Page, &k.Start, &k.End, &k.Type, &k.Number, dateAt{&k.Date}, &k.Issuer, &k.Title, &k.Name, &k.Provision,
		&k.From, &k.Relation, &k.Raw, &k.Sentence.Start, &k.Sentence.End, &k.Zone, &k.Confidence, &k.Scope, &k.Subtype,
		&k.Deed.Relation, &k.Deed.Scope, &k.Deed.Subtype, &k.Deed.Provision, &k.Deed.To, &k.Other, &k.Paragraph,
	}
}

func (m *Mention) places() []any {
	return append(citationPlaces(&m.Citation), &m.File, &m.Index, &m.Path, &m.SentenceText, &m.Citing, &m.Document,
		listAt{&m.Candidates, " "}, &m.Reason)
}

const headColumns = "head_type, head_number, head_date, head_issuer, head_superior, head_place, head_title, head_written"

func headPlaces(h *legal.Head) []any {
	return []any{&h.Type, &h.Number, dateAt{&h.Date}, &h.Issuer, &h.Superior, &h.Place, &h.Title, jsonAt{&h.Written}}
}
