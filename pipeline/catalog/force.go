package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file keeps when documents are in force. What files say of it themselves is stored as
// it was read; documents for which something has changed wait to be worked out anew.

// acting are the relations, and the finer ones beside any relation, that act on the force of a
// document. It is a condition on edges e and their evidence v.
const acting = "(e.relation IN ('amends', 'replaces', 'repeals') OR v.subtype <> '')"

// unsettle notes the documents that a file acts on, by what is stored of it.
func (t *Tx) unsettle(file int64) error {
	return t.exec(`INSERT OR IGNORE INTO unsettled
		SELECT e.target FROM evidence v JOIN edges e ON e.n = v.edge WHERE v.file = ? AND `+acting, file)
}

// EachText calls f for the running text of files, with its blocks and words; that of a deleted
// one is empty.
func (t *Tx) EachText(files []string, f func(sha256 string, text legal.Text) error) error {
	for _, sha := range files {
		text, _, err := t.text(sha)
		if err != nil {
			return fmt.Errorf("read text of %s: %w", sha, err)
		}
		if err := f(sha, text); err != nil {
			return err
		}
	}
	return nil
}

// PutClauses puts what a file says of its own force in the place of what it said before.
// Where that differs, the document that it is waits to be worked out.
func (t *Tx) PutClauses(sha256 string, said []legal.ForceClause) error {
	n, err := t.fileNumber(sha256)
	if err != nil {
		return err
	}
	before, err := all(t, "SELECT "+clauseColumns+" FROM clauses WHERE file = ? ORDER BY idx", []any{n}, clausePlaces)
	if err != nil || slices.Equal(before, said) {
		return err
	}
	if err := t.exec("DELETE FROM clauses WHERE file = ?", n); err != nil {
		return err
	}
	for i, c := range said {
		err := t.exec(insertInto("clauses", "file, idx, "+clauseColumns), n, i, c.Page, c.Start, c.End, c.Text, c.Type, c.Ends,
			c.Day.String(), c.After)
		if err != nil {
			return err
		}
	}
	return t.unsettleSelf(n)
}

// unsettleSelf notes the document that a file is.
func (t *Tx) unsettleSelf(file int64) error {
	return t.exec("INSERT OR IGNORE INTO unsettled SELECT document FROM files WHERE n = ? AND document IS NOT NULL", file)
}

const clauseColumns = `page, start, "end", says, type, ends, day, after`

func clausePlaces(c *legal.ForceClause) []any {
	return []any{&c.Page, &c.Start, &c.End, &c.Text, &c.Type, &c.Ends, dateAt{&c.Day}, &c.After}
}

// ownClauses returns what the files that are a document say of its force.
func (t *Tx) ownClauses(document int64) ([]legal.OwnClause, error) {
	return all(t, "SELECT "+clauseColumns+`, f.sha256 FROM files f JOIN clauses c ON c.file = f.n
		WHERE f.document = ? AND f.deleted = 0 ORDER BY f.sha256, c.idx`, []any{document},
		func(c *legal.OwnClause) []any { return append(clausePlaces(&c.ForceClause), &c.File) })
}

// SettleForce works out the force of all documents for which something has changed, by what
// follows from the facts. Documents for which it differs take new change numbers.
func (t *Tx) SettleForce(follows func(legal.ForceFacts) legal.Force) error {
	const concerned = `WITH u AS (SELECT document FROM unsettled
			UNION SELECT e.target FROM unsettled u JOIN edges e ON e.source = u.document JOIN evidence v ON v.edge = e.n WHERE ` + acting + `)
		SELECT n, force FROM u JOIN documents d ON d.n = u.document WHERE d.deleted = 0 ORDER BY d.n`
	type row struct {
		n     int64
		force string
	}
	rows, err := all(t, concerned, nil, func(r *row) []any { return []any{&r.n, &r.force} })
	if err != nil {
		return err
	}
	for _, r := range rows {
		facts, err := t.forceFacts(r.n)
		if err != nil {
			return err
		}
		f := follows(facts)
		now, err := f.Value()
		if err != nil {
			return err
		}
		if now == r.force {
			continue
		}
		seq, err := t.nextSeq()
		if err != nil {
			return err
		}
		if err := t.exec("UPDATE documents SET force = ?, seq = ? WHERE n = ?", now, seq, r.n); err != nil {
			return err
		}
	}
	return t.exec("DELETE FROM unsettled")
}

// ForceFacts returns what is known of the force of a document; ok is false where there is none
// of that ID.
func (c *Catalog) ForceFacts(ctx context.Context, id string) (facts legal.ForceFacts, ok bool, err error) {
	err = c.read(ctx, "read the history of "+id, func(t *Tx) error {
		var n int64
		if ok, err = t.find("SELECT n FROM documents WHERE id = ? AND deleted = 0", []any{id}, &n); err != nil || !ok {
			return err
		}
		facts, err = t.forceFacts(n)
		return err
	})
	return facts, ok, err
}

func (t *Tx) forceFacts(n int64) (facts legal.ForceFacts, err error) {
	if facts.Document, err = t.documentAt(n); err != nil {
		return facts, err
	}
	if facts.Own, err = t.ownClauses(n); err != nil {
		return facts, err
	}
	type act struct {
		legal.ForceAct
		by int64
	}
	acts, err := all(t, `SELECT f.sha256, v.idx, e.source, e.relation, v.scope, v.subtype, v.provision, v.derived,
			c.page, c.sentence, c.sentence_start, c.start - c.sentence_start, c."end" - c.sentence_start, c.confidence
		FROM edges e JOIN evidence v ON v.edge = e.n JOIN citations c ON c.file = v.file AND c.idx = v.idx
		JOIN files f ON f.n = v.file JOIN documents s ON s.n = e.source
		WHERE e.target = ? AND `+acting+" ORDER BY s.id, e.relation, f.sha256, v.idx", []any{n}, func(a *act) []any {
		return []any{&a.File, &a.Index, &a.by, &a.Relation, &a.Scope, &a.Subtype, &a.Provision, &a.Derived,
			&a.Page, &a.Sentence, &a.At, &a.Start, &a.End, &a.Confidence}
	})
	for i, a := range acts {
		if i > 0 && a.by == acts[i-1].by {
			a.By, a.ByOwn = facts.Acts[i-1].By, facts.Acts[i-1].ByOwn
		} else if a.By, err = t.documentAt(a.by); err == nil {
			a.ByOwn, err = t.ownClauses(a.by)
		}
		if err != nil {
			return facts, err
		}
		facts.Acts = append(facts.Acts, a.ForceAct)
	}
	return facts, err
}

func (t *Tx) documentAt(n int64) (d legal.Document, err error) {
	return d, t.eachDocument(func(found legal.Document) error {
		d = found
		return nil
	}, "n = ?", n)
}

// toldJSON is what is stored of what registries and persons say of a document's force.
func toldJSON(told []legal.ForceTold) (string, error) {
	if len(told) == 0 {
		return "", nil
	}
	b, err := json.Marshal(told)
	return string(b), err
}
