package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Claim is what one citation says of the document it means: a witness without
// its sentence.
type Claim struct {
	legal.CitationRef
	Document   string     // ID of the document meant
	Citing     string     // ID of the document that does the citing, "" where it is not certain
	Page       int        // from 1
	Type       legal.Type // as written
	Number     string
	Date       legal.Date
	Issuer     string
	Title      string
	Provision  string
	Nested     bool // the citing document is itself a cited one
	Relation   legal.Relation
	Scope      legal.Scope
	Subtype    legal.Subtype
	Confidence float64
}

// Changes reports whether the citation changes or ends the document.
func (k Claim) Changes() bool { return k.Relation.Changes() || k.Subtype != "" }

// EachClaim calls f for every citation whose document is certain, those of one
// document one after the other, each by file and place. With relations given,
// only for those that state one of them. An error of f ends it.
func (c *Catalog) EachClaim(ctx context.Context, only []legal.Relation, f func(Claim) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		n, err := loadNames(ctx, tx)
		if err != nil {
			return err
		}
		return n.eachClaim(ctx, tx, only, f)
	})
	if err != nil {
		return fmt.Errorf("read claims: %w", err)
	}
	return nil
}

// names knows documents and files by their internal numbers.
type names struct {
	docs   map[int64]string
	hashes map[int64]string
	selves map[int64]int64 // file → the document it is
}

func loadNames(ctx context.Context, tx *sql.Tx) (*names, error) {
	n := &names{map[int64]string{}, map[int64]string{}, map[int64]int64{}}
	err := each(ctx, tx, "SELECT n, id FROM documents WHERE deleted = 0", nil, func(rows *sql.Rows) error {
		var doc int64
		var id string
		err := rows.Scan(&doc, &id)
		n.docs[doc] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	return n, each(ctx, tx, "SELECT n, sha256, coalesce(document, 0) FROM files WHERE deleted = 0", nil,
		func(rows *sql.Rows) error {
			var file, doc int64
			var sha string
			err := rows.Scan(&file, &sha, &doc)
			n.hashes[file], n.selves[file] = sha, doc
			return err
		})
}

func (n *names) eachClaim(ctx context.Context, tx *sql.Tx, only []legal.Relation, f func(Claim) error) error {
	where, args := "", []any(nil)
	if len(only) > 0 {
		where = " AND c.relation IN (?" + strings.Repeat(", ?", len(only)-1) + ")"
		for _, r := range only {
			args = append(args, r)
		}
	}
	return each(ctx, tx, `SELECT m.document, m.file, m.idx, c.source, coalesce(o.document, 0), c.page, c.type, c.number,
		c.date, c.issuer, c.title, c.provision,
			c.relation, c.scope, c.subtype, c.confidence
		FROM meanings m JOIN citations c ON c.file = m.file AND c.idx = m.idx LEFT JOIN meanings o ON o.file = c.file
		AND o.idx = c.source
		WHERE m.document IS NOT NULL`+where+" ORDER BY m.document, m.file, m.idx", args, func(rows *sql.Rows) error {
		var k Claim
		var doc, file, citing int64
		var source int
		var date string
		err := rows.Scan(&doc, &file, &k.Index, &source, &citing, &k.Page, &k.Type, &k.Number, &date, &k.Issuer,
			&k.Title, &k.Provision, &k.Relation, &k.Scope, &k.Subtype, &k.Confidence)
		if err != nil {
			return err
		}
		if k.Date, err = parseDate(date); err != nil {
			return err
		}
		if k.Nested = source >= 0; !k.Nested {
			citing = n.selves[file]
		}
		k.File, k.Document, k.Citing = n.hashes[file], n.docs[doc], n.docs[citing]
		return f(k)
	})
}

// OwnHead is what a file says of itself.
type OwnHead struct {
	File     string // SHA-256
	Document string // ID of the document it is
	Head     legal.Head
	// Source says where the text of its first page comes from.
	Source legal.PageSource
}

// EachHead calls f for every file that is a document, by hash. An error of f ends
// it.
func (c *Catalog) EachHead(ctx context.Context, f func(OwnHead) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT "+headColumns+
			`, f.sha256, d.id, coalesce(p.source, '') FROM files f JOIN documents d ON d.n = f.document
			LEFT JOIN pages p ON p.file = f.n AND p.page = 1 WHERE f.deleted = 0 ORDER BY f.sha256`, nil,
			func(rows *sql.Rows) error {
				var h OwnHead
				var date string
				err := rows.Scan(&h.Head.Type, &h.Head.Number, &date, &h.Head.Issuer, &h.Head.Superior, &h.Head.Place,
					&h.Head.Title, &h.File, &h.Document, &h.Source)
				if err != nil {
					return err
				}
				if h.Head.Date, err = parseDate(date); err != nil {
					return err
				}
				return f(h)
			})
	})
	if err != nil {
		return fmt.Errorf("read heads: %w", err)
	}
	return nil
}

// OpenQuestion is a citation that may mean several documents.
type OpenQuestion struct {
	legal.CitationRef
	Citing     string // ID of the document whose file it stands in
	Page       int
	Raw        string
	Candidates []string // IDs
	Confidence float64
}

// OpenQuestions returns the citations that may mean several documents, by file and
// place.
func (c *Catalog) OpenQuestions(ctx context.Context) ([]OpenQuestion, error) {
	var out []OpenQuestion
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT f.sha256, m.idx, coalesce(d.id, ''), c.page, c.raw, m.candidates, c.confidence
			FROM meanings m JOIN files f ON f.n = m.file JOIN citations c ON c.file = m.file AND c.idx = m.idx
			LEFT JOIN documents d ON d.n = f.document
			WHERE m.document IS NULL AND m.candidates <> '' ORDER BY f.sha256, m.idx`, nil, func(rows *sql.Rows) error {
			var q OpenQuestion
			var candidates string
			err := rows.Scan(&q.File, &q.Index, &q.Citing, &q.Page, &q.Raw, &candidates, &q.Confidence)
			q.Candidates = strings.Fields(candidates)
			out = append(out, q)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read open questions: %w", err)
	}
	return out, nil
}

// PathOf returns the first path of a content, in byte order, with the folder that
// was ingested; both are "" where it has none.
func (c *Catalog) PathOf(ctx context.Context, sha256 string) (path, root string, err error) {
	err = c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT p.path, p.root FROM paths p JOIN files f ON f.n = p.file WHERE f.sha256 = ?
			ORDER BY p.path LIMIT 1`, []any{sha256},
			func(rows *sql.Rows) error { return rows.Scan(&path, &root) })
	})
	if err != nil {
		return "", "", fmt.Errorf("read path of %s: %w", sha256, err)
	}
	return path, root, nil
}

// Roots returns the folders that were ingested, by path.
func (c *Catalog) Roots(ctx context.Context) ([]string, error) {
	var out []string
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT DISTINCT root FROM paths", nil, func(rows *sql.Rows) error {
			var root string
			err := rows.Scan(&root)
			out = append(out, root)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read roots: %w", err)
	}
	slices.Sort(out)
	return out, nil
}
