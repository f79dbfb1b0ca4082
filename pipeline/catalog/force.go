package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file keeps when documents are in force. What files say of it themselves is stored as
// it was read; documents for which something has changed wait to be worked out anew.

// acting are the relations, and the finer ones beside any relation, that act on the force of a
// document. It is a condition on edges e and their evidence v.
const acting = "(e.relation IN ('amends', 'replaces', 'repeals') OR v.subtype <> '')"

// unsettle notes the documents that files act on, by what is stored of them.
func (t *Tx) unsettle(files []int64) error {
	return t.exec(`INSERT INTO unsettled SELECT e.target FROM evidence v JOIN edges e ON e.n = v.edge
		WHERE v.file IN `+numbers+" AND "+acting+" ON CONFLICT DO NOTHING", list(files))
}

// unsettleDocuments notes documents.
func (t *Tx) unsettleDocuments(documents []int64) error {
	if len(documents) == 0 {
		return nil
	}
	return t.exec(`INSERT INTO unsettled SELECT CAST(value AS bigint) FROM json_each(?) WHERE true
		ON CONFLICT DO NOTHING`, list(documents))
}

// EachText calls f for the running text of files, with its blocks and words; that of a deleted
// one is empty. f asks nothing of the catalogue.
func (t *Tx) EachText(files []string, f func(sha256 string, text legal.Text)) error {
	left := map[string]bool{}
	for _, sha := range files {
		left[sha] = true
	}
	err := t.eachText("sha256 IN (SELECT value FROM json_each(?))", list(files), func(sha256 string, text legal.Text) {
		delete(left, sha256)
		f(sha256, text)
	})
	if err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	for sha := range left {
		f(sha, legal.Text{})
	}
	return nil
}

// PutClauses puts what files say of their own force in the place of what they said before.
// Where that differs, the documents that they are wait to be worked out.
func (t *Tx) PutClauses(said map[string][]legal.ForceClause) error {
	files, at := slices.Sorted(maps.Keys(said)), map[int64]string{}
	for _, sha := range files {
		n, err := t.fileNumber(sha)
		if err != nil {
			return err
		}
		at[n] = sha
	}
	ns := slices.Sorted(maps.Keys(at))
	before, err := t.clauses(ns)
	if err != nil {
		return err
	}
	var rows [][]any
	var differ []int64
	for _, n := range ns {
		if slices.Equal(before[n], said[at[n]]) {
			continue
		}
		differ = append(differ, n)
		for i, c := range said[at[n]] {
			rows = append(rows, []any{n, i, c.Page, c.Start, c.End, c.Text, c.Type, c.Ends, c.Day.String(), c.After})
		}
	}
	if len(differ) == 0 {
		return nil
	}
	if err := t.exec("DELETE FROM clauses WHERE file IN "+numbers, list(differ)); err != nil {
		return err
	}
	if err := t.addRows("clauses", "file, idx, "+clauseColumns, "", rows); err != nil {
		return err
	}
	return t.unsettleSelves(differ)
}

// clauses returns what files say of their own force.
func (t *Tx) clauses(files []int64) (map[int64][]legal.ForceClause, error) {
	type row struct {
		legal.ForceClause
		file int64
	}
	out := map[int64][]legal.ForceClause{}
	return out, eachRow(t, "SELECT "+clauseColumns+", file FROM clauses WHERE file IN "+numbers+" ORDER BY file, idx",
		[]any{list(files)}, func(r *row) []any { return append(clausePlaces(&r.ForceClause), &r.file) },
		func(r row) error {
			out[r.file] = append(out[r.file], r.ForceClause)
			return nil
		})
}

// unsettleSelves notes the documents that files are.
func (t *Tx) unsettleSelves(files []int64) error {
	return t.exec(`INSERT INTO unsettled SELECT document FROM files WHERE n IN `+numbers+` AND document IS NOT NULL
		ON CONFLICT DO NOTHING`, list(files))
}

const clauseColumns = `page, start, "end", says, type, ends, day, after`

func clausePlaces(c *legal.ForceClause) []any {
	return []any{&c.Page, &c.Start, &c.End, &c.Text, &c.Type, &c.Ends, dateAt{&c.Day}, &c.After}
}

// SettleForce works out the force of all documents for which something has changed, by what
// follows from the facts. Documents for which it differs take new change numbers.
//
// The few documents that others act on come first, together: a database that does not know how the relations lie may
// go through all of them for each question about some.
func (t *Tx) SettleForce(follows func(legal.ForceFacts) legal.Force) error {
	const concerned = `WITH u AS (SELECT document FROM unsettled
			UNION SELECT e.target FROM unsettled u JOIN edges e ON e.source = u.document JOIN evidence v ON v.edge = e.n WHERE ` + acting + `),
		acted AS (SELECT DISTINCT e.target FROM u JOIN edges e ON e.target = u.document JOIN evidence v ON v.edge = e.n WHERE ` + acting + `)
		SELECT d.n, d.force, a.target IS NOT NULL FROM u JOIN documents d ON d.n = u.document LEFT JOIN acted a ON a.target = d.n
		WHERE d.deleted = 0 ORDER BY a.target IS NULL, d.n`
	rows, err := all(t, concerned, nil, func(r *unsettled) []any { return []any{&r.n, &r.force, &r.acted} })
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, settledAtOnce) {
		if err := t.settle(some, follows); err != nil {
			return err
		}
	}
	return t.exec("DELETE FROM unsettled")
}

// settledAtOnce is of how many documents the facts are read at once.
const settledAtOnce = 500

// unsettled is a document whose force is to be worked out, what it was, and whether others act on it.
type unsettled struct {
	n     int64
	force string
	acted bool
}

func (t *Tx) settle(documents []unsettled, follows func(legal.ForceFacts) legal.Force) error {
	var ns, acted []int64
	for _, d := range documents {
		ns = append(ns, d.n)
		if d.acted {
			acted = append(acted, d.n)
		}
	}
	facts, err := t.forceFacts(ns, acted)
	if err != nil {
		return err
	}
	var rows [][]any
	for _, d := range documents {
		f := follows(facts[d.n])
		now, err := f.Value()
		if err != nil {
			return err
		}
		if now == d.force {
			continue
		}
		seq, err := t.nextSeq()
		if err != nil {
			return err
		}
		rows = append(rows, []any{d.n, now, seq})
	}
	return t.setRows("documents", []string{"force", "seq"}, []string{"text", "bigint"}, rows)
}

// ForceFacts returns what is known of the force of a document; ok is false where there is none
// of that ID.
func (c *Catalog) ForceFacts(ctx context.Context, id string) (facts legal.ForceFacts, ok bool, err error) {
	err = c.read(ctx, "read the history of "+id, func(t *Tx) error {
		var n int64
		if ok, err = t.find("SELECT n FROM documents WHERE id = ? AND deleted = 0", []any{id}, &n); err != nil || !ok {
			return err
		}
		found, err := t.forceFacts([]int64{n}, []int64{n})
		facts = found[n]
		return err
	})
	return facts, ok, err
}

// forceAct is what a document does to the force of another.
type forceAct struct {
	legal.ForceAct
	by, on int64
}

// forceActs returns what is done to the force of documents.
func (t *Tx) forceActs(ns []int64) ([]forceAct, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	return all(t, `SELECT f.sha256, v.idx, e.source, e.target, e.relation, v.scope, v.subtype, v.provision, v.derived,
			c.page, c.sentence, c.sentence_start, c.start - c.sentence_start, c."end" - c.sentence_start, c.confidence
		FROM edges e JOIN evidence v ON v.edge = e.n JOIN citations c ON c.file = v.file AND c.idx = v.idx
		JOIN files f ON f.n = v.file JOIN documents s ON s.n = e.source
		WHERE e.target IN `+numbers+" AND "+acting+" ORDER BY s.id, e.relation, f.sha256, v.idx", []any{list(ns)},
		func(a *forceAct) []any {
			return []any{&a.File, &a.Index, &a.by, &a.on, &a.Relation, &a.Scope, &a.Subtype, &a.Provision, &a.Derived,
				&a.Page, &a.Sentence, &a.At, &a.Start, &a.End, &a.Confidence}
		})
}

// forceFacts returns what is known of the force of documents; acted are those of them that others may act on.
func (t *Tx) forceFacts(ns, acted []int64) (map[int64]legal.ForceFacts, error) {
	acts, err := t.forceActs(acted)
	if err != nil {
		return nil, err
	}
	concerned := slices.Clone(ns)
	for _, a := range acts {
		concerned = append(concerned, a.by)
	}
	documents, own, err := t.forceOf(concerned)
	if err != nil {
		return nil, err
	}
	out := map[int64]legal.ForceFacts{}
	for _, n := range ns {
		out[n] = legal.ForceFacts{Document: documents[n], Own: own[n]}
	}
	for _, a := range acts {
		a.By, a.ByOwn = documents[a.by], own[a.by]
		facts := out[a.on]
		facts.Acts = append(facts.Acts, a.ForceAct)
		out[a.on] = facts
	}
	return out, nil
}

// forceOf returns documents, and what the files that they are say of their force.
func (t *Tx) forceOf(ns []int64) (map[int64]legal.Document, map[int64][]legal.OwnClause, error) {
	slices.Sort(ns)
	which := []any{list(slices.Compact(ns))}
	documents, own := map[int64]legal.Document{}, map[int64][]legal.OwnClause{}
	err := t.eachDocument(func(n int64, d legal.Document) error {
		documents[n] = d
		return nil
	}, "n IN "+numbers, which...)
	if err != nil {
		return nil, nil, err
	}
	type row struct {
		legal.OwnClause
		document int64
	}
	return documents, own, eachRow(t, "SELECT "+clauseColumns+`, f.sha256, f.document FROM files f JOIN clauses c ON c.file = f.n
		WHERE f.document IN `+numbers+` AND f.deleted = 0 ORDER BY f.sha256, c.idx`, which,
		func(r *row) []any { return append(clausePlaces(&r.ForceClause), &r.File, &r.document) },
		func(r row) error {
			own[r.document] = append(own[r.document], r.OwnClause)
			return nil
		})
}

// toldJSON is what is stored of what registries and persons say of a document's force.
func toldJSON(told []legal.ForceTold) (string, error) {
	if len(told) == 0 {
		return "", nil
	}
	b, err := json.Marshal(told)
	return string(b), err
}
