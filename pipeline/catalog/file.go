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
	What What
}

// PutFile stores a file and one path of it in one transaction. Facts equal to
// those stored write nothing; others take the next change number.
func (c *Catalog) PutFile(ctx context.Context, f File, at Path) error {
	r, err := newFileRow(&f)
	if err != nil {
		return fmt.Errorf("store %s: %w", at.Path, err)
	}
	at.SHA256 = f.SHA256
	err = c.write(ctx, func(tx *sql.Tx) error {
		if err := r.put(ctx, tx); err != nil {
			return err
		}
		return putPath(ctx, tx, at)
	})
	if err != nil {
		return fmt.Errorf("store %s: %w", at.Path, err)
	}
	return nil
}

// PutAgain stores new facts of a file that is known, in one transaction: run read
// pages of it by OCR.
func (c *Catalog) PutAgain(ctx context.Context, f File, run int64) error {
	r, err := newFileRow(&f)
	if err == nil {
		err = c.write(ctx, func(tx *sql.Tx) error {
			if err := r.put(ctx, tx); err != nil {
				return err
			}
			return putRecognised(ctx, tx, &f, run)
		})
	}
	if err != nil {
		return fmt.Errorf("store %s: %w", f.SHA256, err)
	}
	return nil
}

// PutPath stores that a known content, or a file that cannot be opened, lies at
// a path.
func (c *Catalog) PutPath(ctx context.Context, at Path) error {
	if err := c.write(ctx, func(tx *sql.Tx) error { return putPath(ctx, tx, at) }); err != nil {
		return fmt.Errorf("store %s: %w", at.Path, err)
	}
	return nil
}

// Tombstone forgets paths that have vanished. Contents that have no path now are
// deleted, all but their row, which takes the next change number. Until it is
// called they stay, as a content that has lost one path may be found at another.
func (c *Catalog) Tombstone(ctx context.Context, run int64, paths ...string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		for _, p := range paths {
			if err := putVanished(ctx, tx, run, p); err != nil {
				return err
			}
			if err := dropPath(ctx, tx, p); err != nil {
				return err
			}
		}
		return bury(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("forget vanished files: %w", err)
	}
	return nil
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

// put writes the file unless the same facts are there already.
func (r *fileRow) put(ctx context.Context, tx *sql.Tx) error {
	var digest string
	var deleted bool
	err := tx.QueryRowContext(ctx, "SELECT digest, deleted FROM files WHERE sha256 = ?", r.SHA256).
		Scan(&digest, &deleted)
	if err == nil && digest == r.digest && !deleted {
		return nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	n, err := r.upsert(ctx, tx)
	if err != nil {
		return err
	}
	if err := clearFile(ctx, tx, n); err != nil {
		return err
	}
	if err := markChanged(ctx, tx, n); err != nil {
		return err
	}
	if err := r.putPages(ctx, tx, n); err != nil {
		return err
	}
	return r.putCitations(ctx, tx, n)
}

func (r *fileRow) upsert(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	seq, err := nextSeq(ctx, tx)
	if err != nil {
		return 0, err
	}
	h := r.Text.Head
	err = tx.QueryRowContext(ctx, `
		INSERT INTO files (sha256, size, status, reason, sentence, pages, text, layout, head_type, head_number,
		head_date, head_issuer,
			head_superior, head_place, head_title, read_by, digest, seq)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (sha256) DO UPDATE
		SET size = excluded.size, status = excluded.status, reason = excluded.reason, sentence = excluded.sentence,
			pages = excluded.pages, text = excluded.text, layout = excluded.layout, head_type = excluded.head_type,
			head_number = excluded.head_number, head_date = excluded.head_date, head_issuer = excluded.head_issuer,
			head_superior = excluded.head_superior, head_place = excluded.head_place, head_title = excluded.head_title,
			read_by = excluded.read_by, digest = excluded.digest, seq = excluded.seq, deleted = 0
		RETURNING n`,
		r.SHA256, r.Size, r.Status, r.Reason, r.Sentence, len(r.Text.Pages), r.Text.Content, r.layout, h.Type, h.Number,
		h.Date.String(), h.Issuer, h.Superior, h.Place, h.Title, r.ReadBy, r.digest, seq).Scan(&n)
	return n, err
}

// clearFile deletes what hangs on a file, and the edges that only it states. What
// its citations meant is remembered until the next resolution.
func clearFile(ctx context.Context, tx *sql.Tx, n int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO former SELECT m.document, m.file, c.raw FROM meanings m
		JOIN citations c ON c.file = m.file AND c.idx = m.idx WHERE m.file = ? AND m.document IS NOT NULL`, n)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM edges WHERE n IN (SELECT edge FROM evidence WHERE file = ?)
		AND NOT EXISTS (SELECT 1 FROM evidence WHERE edge = edges.n AND file <> ?)`, n, n)
	if err != nil {
		return err
	}
	for _, table := range []string{"pages", "citations"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE file = ?", n); err != nil {
			return err
		}
	}
	return nil
}

func (r *fileRow) putPages(ctx context.Context, tx *sql.Tx, n int64) error {
	for i, p := range r.Text.Pages {
		_, err := tx.ExecContext(ctx, "INSERT INTO pages VALUES (?, ?, ?, ?, ?)", n, i+1, p.Width, p.Height, p.Source)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *fileRow) putCitations(ctx context.Context, tx *sql.Tx, n int64) error {
	insert, err := tx.PrepareContext(ctx,
		`INSERT INTO citations (file, idx, page, start, "end", type, number, date, issuer, title, name,
		provision, source, relation, raw, sentence_start, sentence_end, sentence, zone, confidence, scope, subtype,
		deed, deed_scope, deed_subtype, deed_provision, deed_to, other)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, t := range r.Citations {
		_, err := insert.ExecContext(ctx, n, i, t.Page, t.Start, t.End, t.Type, t.Number, t.Date.String(), t.Issuer,
			t.Title, t.Name, t.Provision, t.From, t.Relation, t.Raw, t.Sentence.Start, t.Sentence.End,
			cut(r.Text.Content, t.Sentence), t.Zone, t.Confidence, t.Scope, t.Subtype, t.Deed.Relation, t.Deed.Scope,
			t.Deed.Subtype, t.Deed.Provision, t.Deed.To, t.Other)
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
func putPath(ctx context.Context, tx *sql.Tx, at Path) error {
	var file sql.NullInt64
	if at.SHA256 != "" {
		if err := tx.QueryRowContext(ctx, "SELECT n FROM files WHERE sha256 = ? AND deleted = 0", at.SHA256).
			Scan(&file); err != nil {
			return fmt.Errorf("find content %s: %w", at.SHA256, err)
		}
	}
	if err := putHistory(ctx, tx, at); err != nil {
		return err
	}
	at.Run, at.What = 0, ""
	var before sql.NullInt64
	old := Path{Path: at.Path, SHA256: at.SHA256}
	err := tx.QueryRowContext(ctx, "SELECT root, file, size, mtime_ns, reason, sentence FROM paths WHERE path = ?",
		at.Path).
		Scan(&old.Root, &before, &old.Size, &old.ModTime, &old.Reason, &old.Sentence)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err == nil && reflect.DeepEqual(old, at) && before == file {
		return nil
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO paths (path, root, file, size, mtime_ns, reason, sentence) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (path) DO UPDATE SET root = excluded.root, file = excluded.file, size = excluded.size,
		mtime_ns = excluded.mtime_ns,
			reason = excluded.reason, sentence = excluded.sentence`,
		at.Path, at.Root, file, at.Size, at.ModTime, at.Reason, at.Sentence)
	if err != nil || before == file {
		return err
	}
	return pathMoved(ctx, tx, before, file)
}

// pathMoved gives new change numbers where a content has got or lost a path.
func pathMoved(ctx context.Context, tx *sql.Tx, from, to sql.NullInt64) error {
	for _, n := range []sql.NullInt64{to, from} {
		if n.Valid {
			if err := touchFile(ctx, tx, n.Int64); err != nil {
				return err
			}
		}
	}
	return nil
}

func dropPath(ctx context.Context, tx *sql.Tx, path string) error {
	var file sql.NullInt64
	err := tx.QueryRowContext(ctx, "DELETE FROM paths WHERE path = ? RETURNING file", path).Scan(&file)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || !file.Valid {
		return err
	}
	return touchFile(ctx, tx, file.Int64)
}

// bury makes tombstones of the contents without a path.
func bury(ctx context.Context, tx *sql.Tx) error {
	var orphans []int64
	err := each(ctx, tx, `SELECT n FROM files WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM paths
		WHERE file = files.n) ORDER BY sha256`, nil,
		func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			orphans = append(orphans, n)
			return err
		})
	if err != nil {
		return err
	}
	for _, n := range orphans {
		if err := clearFile(ctx, tx, n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx,
			`UPDATE files SET deleted = 1, pages = 0, text = '', layout = x'', head_type = '', head_number = '',
				head_date = '',
			head_issuer = '', head_superior = '', head_place = '', head_title = '', document = NULL, digest = ''
			WHERE n = ?`, n)
		if err != nil {
			return err
		}
		if err := markChanged(ctx, tx, n); err != nil {
			return err
		}
		if err := touchFile(ctx, tx, n); err != nil {
			return err
		}
	}
	return nil
}

// markChanged notes that the facts of a file are still to be resolved.
func markChanged(ctx context.Context, tx *sql.Tx, n int64) error {
	_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO changed VALUES (?)", n)
	return err
}

func touchFile(ctx context.Context, tx *sql.Tx, n int64) error {
	seq, err := nextSeq(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE files SET seq = ? WHERE n = ?", seq, n)
	return err
}
