package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

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

// Path is a place where a content lies.
type Path struct {
	Path    string // absolute
	Root    string // the folder given to ingest
	SHA256  string // "" where the file could not be opened
	Size    int64
	ModTime int64 // nanoseconds since 1970
	// Reason and Sentence say why the file could not be opened.
	Reason   string
	Sentence legal.Message
	// Run and What say which run found the path thus and what had become of it;
	// with 0 its history is not written.
	Run  int64
	What Outcome
}

// PutFile stores a file and one path of it. Facts equal to those stored write nothing; others
// take the next change number.
func (t *Tx) PutFile(f File, at Path) error {
	r, err := newFileRow(&f)
	if err == nil {
		err = t.putFile(r)
	}
	if err == nil {
		at.SHA256 = f.SHA256
		err = t.putPath(at)
	}
	return while("store "+at.Path, err)
}

// PutPath stores that a known content, or a file that cannot be opened, lies at a path.
func (t *Tx) PutPath(at Path) error { return while("store "+at.Path, t.putPath(at)) }

// PutFile is [Tx.PutFile] in a transaction of its own.
func (c *Catalog) PutFile(ctx context.Context, f File, at Path) error {
	return c.Update(ctx, func(t *Tx) error { return t.PutFile(f, at) })
}

// PutPath is [Tx.PutPath] in a transaction of its own.
func (c *Catalog) PutPath(ctx context.Context, at Path) error {
	return c.Update(ctx, func(t *Tx) error { return t.PutPath(at) })
}

// PutAgain stores new facts of a file that is known, in one transaction: run read
// pages of it by OCR.
func (c *Catalog) PutAgain(ctx context.Context, f File, run int64) error {
	r, err := newFileRow(&f)
	if err != nil {
		return fmt.Errorf("store %s: %w", f.SHA256, err)
	}
	return c.update(ctx, "store "+f.SHA256, func(t *Tx) error {
		if err := t.putFile(r); err != nil {
			return err
		}
		return t.putRecognised(&f, run)
	})
}

// Tombstone forgets paths that have vanished. Contents that have no path now are
// deleted, all but their row, which takes the next change number. Until it is
// called they stay, as a content that has lost one path may be found at another.
func (c *Catalog) Tombstone(ctx context.Context, run int64, paths ...string) error {
	return c.update(ctx, "forget vanished files", func(t *Tx) error {
		for _, p := range paths {
			if err := t.putVanished(run, p); err != nil {
				return err
			}
			if err := t.dropPath(p); err != nil {
				return err
			}
		}
		return t.markDeleted()
	})
}

// fileRow is a file made ready to be stored.
type fileRow struct {
	*File
	layout []byte
	digest string
}

func newFileRow(f *File) (*fileRow, error) {
	if len(f.SHA256) != 2*sha256.Size {
		return nil, fmt.Errorf("no SHA-256 of a file: %q", f.SHA256)
	}
	layout, err := encodeLayout(&f.Text)
	if err != nil {
		return nil, err
	}
	digest, err := digestOf(*f, layout)
	return &fileRow{f, layout, digest}, err
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
func (t *Tx) putFile(r *fileRow) error {
	var digest string
	var deleted bool
	ok, err := t.find("SELECT digest, deleted FROM files WHERE sha256 = ?", []any{r.SHA256}, &digest, &deleted)
	if err != nil || ok && digest == r.digest && !deleted {
		return err
	}
	n, err := t.upsert(r)
	if err != nil {
		return err
	}
	before, err := t.meantBefore(n)
	if err != nil {
		return err
	}
	if err := t.clearFile(n); err != nil {
		return err
	}
	if err := t.exec(putChanged, n); err != nil {
		return err
	}
	for i, p := range r.Text.Pages {
		if err := t.exec("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", n, i+1, p.Width, p.Height, p.Source); err != nil {
			return err
		}
	}
	if err := t.putCitations(r, n); err != nil {
		return err
	}
	return t.keepMeanings(n, r.Citations, before)
}

// putChanged notes that the facts of a file are still to be resolved.
const putChanged = "INSERT OR IGNORE INTO changed VALUES (?)"

func (t *Tx) upsert(r *fileRow) (n int64, err error) {
	seq, err := t.nextSeq()
	if err != nil {
		return 0, err
	}
	h := r.Text.Head
	const columns = `sha256, size, status, reason, sentence, pages, text, layout, head_type, head_number, head_date,
		head_issuer, head_superior, head_place, head_title, head_written, read_by, digest, seq, deleted`
	err = t.row(upsertInto("files", "sha256", columns)+" RETURNING n", []any{
		r.SHA256, r.Size, r.Status, r.Reason, r.Sentence, len(r.Text.Pages), r.Text.Content, r.layout, h.Type, h.Number,
		h.Date.String(), h.Issuer, h.Superior, h.Place, h.Title, h.Written, r.ReadBy, r.digest, seq, false,
	}, &n)
	return n, err
}

// clearFile deletes what hangs on a file, and the edges that only it states. What
// its citations meant is remembered until the next resolution.
func (t *Tx) clearFile(n int64) error {
	if err := t.unsettle(n); err != nil {
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

func (t *Tx) putCitations(r *fileRow, n int64) error {
	insert := insertInto("citations", `file, idx, page, start, "end", type, number, date, issuer, title, name,
		provision, source, relation, raw, sentence_start, sentence_end, sentence, zone, confidence, scope, subtype,
		deed, deed_scope, deed_subtype, deed_provision, deed_to, other, paragraph`)
	for i, k := range r.Citations {
		err := t.exec(insert, n, i, k.Page, k.Start, k.End, k.Type, k.Number, k.Date.String(), k.Issuer, k.Title,
			k.Name, k.Provision, k.From, k.Relation, k.Raw, k.Sentence.Start, k.Sentence.End,
			cut(r.Text.Content, k.Sentence), k.Zone, k.Confidence, k.Scope, k.Subtype,
			k.Deed.Relation, k.Deed.Scope, k.Deed.Subtype, k.Deed.Provision, k.Deed.To, k.Other, k.Paragraph)
		if err != nil {
			return err
		}
	}
	return nil
}

func cut(content string, s legal.Span) string {
	if s.Start < 0 || s.End > len(content) || s.Start > s.End {
		return ""
	}
	return content[s.Start:s.End]
}

// putPath writes where a content lies, unless it is known to.
func (t *Tx) putPath(at Path) error {
	var file, before sql.NullInt64
	if at.SHA256 != "" {
		if err := t.row("SELECT n FROM files WHERE sha256 = ? AND deleted = 0", []any{at.SHA256}, &file); err != nil {
			return fmt.Errorf("find content %s: %w", at.SHA256, err)
		}
	}
	if err := t.putHistory(at); err != nil {
		return err
	}
	at.Run, at.What = 0, ""
	old := Path{Path: at.Path, SHA256: at.SHA256}
	ok, err := t.find("SELECT root, file, size, mtime_ns, reason, sentence FROM paths WHERE path = ?", []any{at.Path},
		&old.Root, &before, &old.Size, &old.ModTime, &old.Reason, &old.Sentence)
	if err != nil || ok && reflect.DeepEqual(old, at) && before == file {
		return err
	}
	err = t.exec(upsertInto("paths", "path", "path, root, file, size, mtime_ns, reason, sentence"),
		at.Path, at.Root, file, at.Size, at.ModTime, at.Reason, at.Sentence)
	if err != nil || before == file {
		return err
	}
	if err := t.touchFile(file); err != nil {
		return err
	}
	return t.touchFile(before)
}

func (t *Tx) dropPath(path string) error {
	var file sql.NullInt64
	if _, err := t.find("DELETE FROM paths WHERE path = ? RETURNING file", []any{path}, &file); err != nil {
		return err
	}
	return t.touchFile(file)
}

// markDeleted makes tombstones of the contents without a path.
func (t *Tx) markDeleted() error {
	const orphaned = `SELECT n FROM files
		WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM paths WHERE file = files.n) ORDER BY sha256`
	orphans, err := all(t, orphaned, nil, one[int64])
	if err != nil {
		return err
	}
	for _, n := range orphans {
		if err := errors.Join(t.clearFile(n), t.unsettleSelf(n)); err != nil {
			return err
		}
		err := t.exec(`UPDATE files SET deleted = 1, pages = 0, text = '', layout = x'', head_type = '', head_number =
			'', head_date = '',
			head_issuer = '', head_superior = '', head_place = '', head_title = '', head_written = 'null', document = NULL, digest = ''
			WHERE n = ?`, n)
		if err != nil {
			return err
		}
		if err := t.exec(putChanged, n); err != nil {
			return err
		}
		if err := t.touchFile(sql.NullInt64{Int64: n, Valid: true}); err != nil {
			return err
		}
	}
	return nil
}

// touchFile gives a file a new change number; null is none.
func (t *Tx) touchFile(n sql.NullInt64) error {
	if !n.Valid {
		return nil
	}
	seq, err := t.nextSeq()
	if err != nil {
		return err
	}
	return t.exec("UPDATE files SET seq = ? WHERE n = ?", seq, n)
}
