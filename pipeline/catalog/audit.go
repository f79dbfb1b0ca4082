package catalog

import (
	"context"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Testimony is what one citation says of the document it means: a witness without
// its sentence.
type Testimony struct {
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
func (k Testimony) Changes() bool { return k.Relation.Changes() || k.Subtype != "" }

// EachTestimony calls f for every citation whose document is certain, those of one
// document one after the other, each by file and place. With relations given,
// only for those that state one of them. An error of f ends it.
func (c *Catalog) EachTestimony(ctx context.Context, only []legal.Relation, f func(Testimony) error) error {
	return c.read(ctx, "read testimony", func(t *Tx) error {
		n, err := loadNames(t)
		if err != nil {
			return err
		}
		return n.eachTestimony(t, only, f)
	})
}

// names knows documents and files by their internal numbers.
type names struct {
	docs   map[int64]string
	hashes map[int64]string
	selves map[int64]int64 // file → the document it is
}

func loadNames(t *Tx) (*names, error) {
	n := &names{map[int64]string{}, map[int64]string{}, map[int64]int64{}}
	type row struct {
		n, document int64
		name        string
	}
	places := func(r *row) []any { return []any{&r.n, &r.name, &r.document} }
	err := eachRow(t, "SELECT n, id, 0 FROM documents WHERE deleted = 0", nil, places, func(r row) error {
		n.docs[r.n] = r.name
		return nil
	})
	if err != nil {
		return nil, err
	}
	const files = "SELECT n, sha256, coalesce(document, 0) FROM files WHERE deleted = 0"
	return n, eachRow(t, files, nil, places, func(r row) error {
		n.hashes[r.n], n.selves[r.n] = r.name, r.document
		return nil
	})
}

func (n *names) eachTestimony(t *Tx, only []legal.Relation, f func(Testimony) error) error {
	where, args := "", []any(nil)
	if len(only) > 0 {
		where = " AND c.relation IN (?" + strings.Repeat(", ?", len(only)-1) + ")"
		for _, r := range only {
			args = append(args, r)
		}
	}
	type row struct {
		Testimony
		doc, file, citing int64
		source            int
	}
	return eachRow(t, `SELECT m.document, m.file, m.idx, c.source, coalesce(o.document, 0), c.page, c.type, c.number,
			c.date, c.issuer, c.title, c.provision, c.relation, c.scope, c.subtype, c.confidence
		FROM meanings m JOIN citations c ON c.file = m.file AND c.idx = m.idx
		LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source
		WHERE m.document IS NOT NULL`+where+" ORDER BY m.document, m.file, m.idx", args, func(k *row) []any {
		return []any{
			&k.doc, &k.file, &k.Index, &k.source, &k.citing, &k.Page, &k.Type, &k.Number,
			dateAt{&k.Date}, &k.Issuer, &k.Title, &k.Provision, &k.Relation, &k.Scope, &k.Subtype, &k.Confidence,
		}
	}, func(k row) error {
		if k.Nested = k.source >= 0; !k.Nested {
			k.citing = n.selves[k.file]
		}
		k.File, k.Document, k.Citing = n.hashes[k.file], n.docs[k.doc], n.docs[k.citing]
		return f(k.Testimony)
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
	const query = "SELECT " + headColumns + `, f.sha256, d.id, coalesce(p.source, '')
		FROM files f JOIN documents d ON d.n = f.document LEFT JOIN pages p ON p.file = f.n AND p.page = 1
		WHERE f.deleted = 0 ORDER BY f.sha256`
	return readEach(ctx, c, "read heads", query, nil, func(h *OwnHead) []any {
		return append(headPlaces(&h.Head), &h.File, &h.Document, &h.Source)
	}, f)
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
	const query = `SELECT f.sha256, m.idx, coalesce(d.id, ''), c.page, c.raw, m.candidates, c.confidence
		FROM meanings m JOIN files f ON f.n = m.file JOIN citations c ON c.file = m.file AND c.idx = m.idx
		LEFT JOIN documents d ON d.n = f.document
		WHERE m.document IS NULL AND m.candidates <> '' ORDER BY f.sha256, m.idx`
	return readAll(ctx, c, "read open questions", query, nil, func(q *OpenQuestion) []any {
		return []any{&q.File, &q.Index, &q.Citing, &q.Page, &q.Raw, listAt{&q.Candidates, " "}, &q.Confidence}
	})
}

// PathOf returns the first path of a content, in byte order, with the folder that
// was ingested; both are "" where it has none.
func (c *Catalog) PathOf(ctx context.Context, sha256 string) (path, root string, err error) {
	const query = `SELECT p.path, p.root FROM paths p JOIN files f ON f.n = p.file
		WHERE f.sha256 = ? ORDER BY p.path LIMIT 1`
	_, err = c.find(ctx, "read path of "+sha256, query, []any{sha256}, &path, &root)
	return path, root, err
}

// Roots returns the folders that were ingested, by path.
func (c *Catalog) Roots(ctx context.Context) ([]string, error) {
	return readAll(ctx, c, "read roots", "SELECT DISTINCT root FROM paths ORDER BY root", nil, one[string])
}

// PathsUnder returns the paths of files that were ingested with a folder, sorted.
func (c *Catalog) PathsUnder(ctx context.Context, root string) ([]string, error) {
	return readAll(ctx, c, "read paths", "SELECT path FROM paths WHERE root = ? ORDER BY path", []any{root}, one[string])
}
