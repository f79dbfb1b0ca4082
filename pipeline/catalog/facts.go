package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// readReadings reads the files for which a condition on files holds.
func readReadings(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]legal.Reading, error) {
	var out []legal.Reading
	at := map[int64]int{}
	err := each(ctx, tx, "SELECT n, sha256, "+headColumns+" FROM files WHERE deleted = 0 AND status <> 'failed' AND "+
		where+" ORDER BY sha256", args,
		func(rows *sql.Rows) error {
			var n int64
			var r legal.Reading
			if err := scanHead(rows, &r.Head, &n, &r.File); err != nil {
				return err
			}
			at[n] = len(out)
			out = append(out, r)
			return nil
		})
	if err != nil {
		return nil, err
	}
	err = each(ctx, tx, "SELECT file, "+citationColumns+" FROM citations c WHERE file IN (SELECT n FROM files WHERE "+
		where+") ORDER BY file, idx", args, func(rows *sql.Rows) error {
		var n int64
		t, err := scanCitation(rows, &n)
		if i, ok := at[n]; ok {
			out[i].Citations = append(out[i].Citations, t)
		}
		return err
	})
	return out, err
}

// Text returns the running text of a file with its layout; ok is false where the
// file is unknown or deleted. Boxes of a citation are those of its span:
// [legal.Text.Boxes].
func (c *Catalog) Text(ctx context.Context, sha256 string) (t legal.Text, ok bool, err error) {
	err = c.read(ctx, func(tx *sql.Tx) error {
		t, ok, err = readText(ctx, tx, sha256)
		return err
	})
	if err != nil {
		return legal.Text{}, false, fmt.Errorf("read text of %s: %w", sha256, err)
	}
	return t, ok, nil
}

func readText(ctx context.Context, tx *sql.Tx, sha256 string) (t legal.Text, ok bool, err error) {
	var n int64
	var packed []byte
	rows, err := tx.QueryContext(ctx,
		"SELECT n, text, layout, "+headColumns+" FROM files WHERE sha256 = ? AND deleted = 0", sha256)
	if err != nil {
		return t, false, err
	}
	defer rows.Close()
	if ok = rows.Next(); !ok {
		return t, false, rows.Err()
	}
	if err := scanHead(rows, &t.Head, &n, &t.Content, &packed); err != nil {
		return t, false, err
	}
	rows.Close()
	if t.Blocks, t.Words, err = decodeLayout(packed); err != nil {
		return t, false, err
	}
	err = each(ctx, tx, "SELECT width, height, source FROM pages WHERE file = ? ORDER BY page", []any{n},
		func(rows *sql.Rows) error {
			var p legal.PageInfo
			err := rows.Scan(&p.Width, &p.Height, &p.Source)
			t.Pages = append(t.Pages, p)
			return err
		})
	return t, true, err
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
	return c.eachMention(ctx, f, -1, "1 = 1")
}

// Mention returns one citation; ok is false where there is none.
func (c *Catalog) Mention(ctx context.Context, ref legal.CitationRef) (m Mention, ok bool, err error) {
	found, err := c.mentions(ctx, 1, "f.sha256 = ? AND c.idx = ?", ref.File, ref.Index)
	if err != nil || len(found) == 0 {
		return Mention{}, false, err
	}
	return found[0], true, nil
}

func (c *Catalog) mentions(ctx context.Context, limit int, where string, args ...any) ([]Mention, error) {
	if limit == 0 {
		limit = -1
	}
	var out []Mention
	err := c.eachMention(ctx, func(m Mention) error { out = append(out, m); return nil }, limit, where, args...)
	return out, err
}

func (c *Catalog) eachMention(ctx context.Context, f func(Mention) error, limit int, where string, args ...any) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, mentionQuery+where+mentionOrder, append(args, limit), func(rows *sql.Rows) error {
			m, err := scanMention(rows)
			if err != nil {
				return err
			}
			return f(m)
		})
	})
	if err != nil {
		return fmt.Errorf("read citations: %w", err)
	}
	return nil
}

// mentionQuery finds the citing document of a nested citation in the meaning of
// the citation it hangs on.
const (
	mentionQuery = `
	SELECT f.sha256, c.idx, coalesce((SELECT min(p.path) FROM paths p WHERE p.file = f.n), '') AS path, c.sentence,
		coalesce(CASE WHEN c.source < 0 THEN s.id ELSE n.id END, ''), coalesce(d.id, ''), coalesce(m.candidates, ''),
		coalesce(m.reason, ''), ` + citationColumns + `
	FROM citations c JOIN files f ON f.n = c.file
	LEFT JOIN documents s ON s.n = f.document
	LEFT JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document
	LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source LEFT JOIN documents n ON n.n = o.document
	WHERE f.deleted = 0 AND `
	mentionOrder = " ORDER BY path, f.sha256, c.idx LIMIT ?"
)

const citationColumns = `c.page, c.start, c."end", c.type, c.number, c.date, c.issuer, c.title, c.name, c.provision,
	c.source, c.relation, c.raw,
	c.sentence_start, c.sentence_end, c.zone, c.confidence, c.scope, c.subtype, c.deed, c.deed_scope, c.deed_subtype,
	c.deed_provision, c.deed_to, c.other`

// scanCitation reads a row selected as "first…, citationColumns".
func scanCitation(rows *sql.Rows, first ...any) (legal.Citation, error) {
	var t legal.Citation
	var date string
	err := rows.Scan(append(first, &t.Page, &t.Start, &t.End, &t.Type, &t.Number, &date, &t.Issuer, &t.Title, &t.Name,
		&t.Provision, &t.From, &t.Relation, &t.Raw, &t.Sentence.Start, &t.Sentence.End, &t.Zone, &t.Confidence,
		&t.Scope, &t.Subtype, &t.Deed.Relation, &t.Deed.Scope, &t.Deed.Subtype, &t.Deed.Provision, &t.Deed.To,
		&t.Other)...)
	if err != nil {
		return t, err
	}
	if t.Deed.Relation == "" {
		t.Deed = legal.Deed{}
	}
	t.Date, err = parseDate(date)
	return t, err
}

func scanMention(rows *sql.Rows) (Mention, error) {
	var m Mention
	var candidates string
	var err error
	m.Citation, err = scanCitation(rows, &m.File, &m.Index, &m.Path, &m.SentenceText, &m.Citing, &m.Document,
		&candidates, &m.Reason)
	if candidates != "" {
		m.Candidates = strings.Fields(candidates)
	}
	return m, err
}

const headColumns = "head_type, head_number, head_date, head_issuer, head_superior, head_place, head_title"

// scanHead reads a row selected as "first…, headColumns".
func scanHead(rows *sql.Rows, h *legal.Head, first ...any) error {
	var date string
	err := rows.Scan(append(first, &h.Type, &h.Number, &date, &h.Issuer, &h.Superior, &h.Place, &h.Title)...)
	if err != nil {
		return err
	}
	h.Date, err = parseDate(date)
	return err
}

func parseDate(s string) (legal.Date, error) {
	d, err := legal.ParseDate(s)
	if err != nil {
		return d, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return d, nil
}
