package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Status says what became of a file.
type Status string

// The outcomes of reading a file.
const (
	Read    Status = "read"
	Waiting Status = "waiting" // some pages wait for OCR
	Failed  Status = "failed"
)

// File is everything read from one content.
type File struct {
	SHA256   string // of the bytes, in hex
	Size     int64  // bytes
	Status   Status
	Reason   string        // why it failed or waits: a code
	Sentence legal.Message // and in words
	ReadBy   string        // version of the program that read it
	Text     legal.Text
	// Citations in reading order. Their place in this list is their name: see
	// [legal.CitationRef].
	Citations []legal.Citation
}

// PutFile stores a file and one path of it. Facts equal to those stored write nothing; others
// take the next change number.
func (t *Tx) PutFile(f *Packed, at Path) error {
	at.SHA256 = f.SHA256
	stored, err := t.putFile(f)
	if err == nil {
		err = t.putPath(at, stored)
	}
	return while("store "+at.Path, err)
}

// PutFile is [Pack] and [Tx.PutFile] in a transaction of its own.
func (c *Catalog) PutFile(ctx context.Context, f File, at Path) error {
	p, err := Pack(f)
	if err != nil {
		return while("store "+at.Path, err)
	}
	return c.Update(ctx, func(t *Tx) error { return t.PutFile(p, at) })
}

// PutAgain stores new facts of a file that is known, in one transaction: run read
// pages of it by OCR.
func (c *Catalog) PutAgain(ctx context.Context, f File, run int64) error {
	r, err := Pack(f)
	if err != nil {
		return fmt.Errorf("store %s: %w", f.SHA256, err)
	}
	return c.update(ctx, "store "+f.SHA256, func(t *Tx) error {
		if _, err := t.putFile(r); err != nil {
			return err
		}
		return t.putRecognised(&f, run)
	})
}

// Packed is a file made ready to be stored. Its words and blocks are packed: its text has none.
type Packed struct {
	*File
	layout []byte
	digest string
}

// Pack makes a file ready to be stored, which takes longer than to store it and needs no transaction.
func Pack(f File) (*Packed, error) {
	if len(f.SHA256) != 2*sha256.Size {
		return nil, fmt.Errorf("no SHA-256 of a file: %q", f.SHA256)
	}
	text := cleaned(f)
	layout, err := encodeLayout(&text.Text)
	if err != nil {
		return nil, err
	}
	digest, err := digestOf(text, layout)
	text.Text.Blocks, text.Text.Words = nil, nil
	return &Packed{&text, layout, digest}, err
}

// digestOf hashes all facts of a file: as they are given, and as they come back.
func digestOf(facts File, layout []byte) (string, error) {
	facts.Text.Blocks, facts.Text.Words = nil, nil
	var pages []legal.PageInfo
	for _, p := range facts.Text.Pages {
		// what is stored of them
		pages = append(pages, legal.PageInfo{Width: p.Width, Height: p.Height, Source: p.Source})
	}
	facts.Text.Pages = pages
	if len(facts.Citations) == 0 {
		facts.Citations = nil
	}
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(facts); err != nil {
		return "", err
	}
	sum.Write(layout)
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// putFile writes a file unless the same facts are there already.
func (t *Tx) putFile(r *Packed) (content, error) {
	was, err := t.storedAs(r.SHA256)
	known := was.n.Valid
	if err != nil || known && was.digest == r.digest && !was.deleted {
		return was.content, err
	}
	n, err := t.putFacts(r, was.n)
	if err != nil {
		return content{}, err
	}
	var before []meant
	if known {
		if before, err = t.meantBefore(n); err == nil {
			err = t.clearFile(n)
		}
	}
	if err == nil {
		err = t.exec(putChanged, n)
	}
	if err == nil {
		err = t.putPages(r, n)
	}
	if err == nil {
		err = t.putCitations(r, n)
	}
	if err == nil {
		err = t.keepMeanings(n, r.Citations, before)
	}
	return content{sql.NullInt64{Int64: n, Valid: true}, r.Status, r.Reason}, err
}

func (t *Tx) putPages(r *Packed, n int64) error {
	var rows [][]any
	for i, p := range r.Text.Pages {
		rows = append(rows, []any{n, i + 1, p.Width, p.Height, p.Source})
	}
	return t.addRows("pages", "file, page, width, height, source", "", rows)
}

// putChanged notes that the facts of a file are still to be resolved.
const putChanged = "INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING"

// putFacts writes what a file says in the row of its number, in a new one where it has none.
func (t *Tx) putFacts(r *Packed, known sql.NullInt64) (n int64, err error) {
	seq, err := t.nextSeq()
	if n = known.Int64; err == nil && !known.Valid {
		n, err = t.nextFile()
	}
	if err != nil {
		return 0, err
	}
	h := r.Text.Head
	const columns = `sha256, size, status, reason, sentence, pages, text, layout, head_type, head_number, head_date,
		head_issuer, head_superior, head_place, head_title, head_written, read_by, digest, seq, deleted, n`
	query := insertInto("files", columns)
	if known.Valid {
		query = updateOf("files", "n", columns)
	}
	t.numbered[n] = true
	return n, t.exec(query,
		r.SHA256, r.Size, r.Status, r.Reason, r.Sentence, len(r.Text.Pages), r.Text.Content, r.layout, h.Type, h.Number,
		h.Date.String(), h.Issuer, h.Superior, h.Place, h.Title, h.Written, r.ReadBy, r.digest, seq, false, n)
}

// clearFile deletes what hangs on a file, and the edges that only it states. What
// its citations meant is remembered until the next resolution.
func (t *Tx) clearFile(n int64) error {
	if err := t.unsettle([]int64{n}); err != nil {
		return err
	}
	return t.execEach([]string{
		`INSERT INTO former SELECT m.document, m.file, c.raw FROM meanings m
			JOIN citations c ON c.file = m.file AND c.idx = m.idx WHERE m.file = ? AND m.document IS NOT NULL`,
		`DELETE FROM edges WHERE n IN (SELECT edge FROM evidence WHERE file = ?1)
			AND NOT EXISTS (SELECT 1 FROM evidence WHERE edge = edges.n AND file <> ?1)`,
		"DELETE FROM pages WHERE file = ?",
		"DELETE FROM citations WHERE file = ?",
	}, n)
}

func (t *Tx) putCitations(r *Packed, n int64) error {
	const columns = `file, idx, page, start, "end", type, number, date, issuer, title, name,
		provision, source, relation, raw, sentence_start, sentence_end, sentence, zone, confidence, scope, subtype,
		deed, deed_scope, deed_subtype, deed_provision, deed_to, other, paragraph`
	var rows [][]any
	for i, k := range r.Citations {
		rows = append(rows, []any{n, i, k.Page, k.Start, k.End, k.Type, k.Number, k.Date.String(), k.Issuer, k.Title,
			k.Name, k.Provision, k.From, k.Relation, k.Raw, k.Sentence.Start, k.Sentence.End,
			cut(r.Text.Content, k.Sentence), k.Zone, k.Confidence, k.Scope, k.Subtype,
			k.Deed.Relation, k.Deed.Scope, k.Deed.Subtype, k.Deed.Provision, k.Deed.To, k.Other, k.Paragraph})
	}
	return t.addRows("citations", columns, "", rows)
}

func cut(content string, s legal.Span) string {
	if s.Start < 0 || s.End > len(content) || s.Start > s.End {
		return ""
	}
	return content[s.Start:s.End]
}

// touchFile gives a file a new change number, unless it has one of this transaction; null is none.
func (t *Tx) touchFile(n sql.NullInt64) error {
	if !n.Valid || t.numbered[n.Int64] {
		return nil
	}
	return t.touchFiles([]int64{n.Int64})
}

// touchFiles gives files new change numbers.
func (t *Tx) touchFiles(files []int64) error {
	var rows [][]any
	for _, n := range files {
		seq, err := t.nextSeq()
		if err != nil {
			return err
		}
		t.numbered[n] = true
		rows = append(rows, []any{n, seq})
	}
	return t.setRows("files", []string{"seq"}, []string{"bigint"}, rows)
}
