package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// OCRPage is what is known of a page that only OCR can read.
type OCRPage struct {
	SHA256 string // of the file
	Page   int    // from 1
	Key    string // what the page shows, "" where it could not be read
	// Reason and Sentence say why it could not be read.
	Reason   string
	Sentence legal.Message
	ReadBy   string // version of the program
}

// OCR returns what was read on pages that show key; ok is false where nothing was.
func (c *Catalog) OCR(ctx context.Context, key string) (reading []byte, ok bool, err error) {
	err = c.db.QueryRowContext(ctx, "SELECT reading FROM ocr WHERE key = ?", key).Scan(&reading)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read OCR result: %w", mark(err))
	}
	return reading, true, nil
}

// OCRPages returns the pages of a file that OCR has tried, by number.
func (c *Catalog) OCRPages(ctx context.Context, sha256 string) (map[int]OCRPage, error) {
	out := map[int]OCRPage{}
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT page, key, reason, sentence, read_by FROM ocr_pages WHERE sha256 = ?",
			[]any{sha256}, func(rows *sql.Rows) error {
				p := OCRPage{SHA256: sha256}
				err := rows.Scan(&p.Page, &p.Key, &p.Reason, &p.Sentence, &p.ReadBy)
				out[p.Page] = p
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read OCR pages of %s: %w", sha256, err)
	}
	return out, nil
}

// PutOCR stores what OCR made of a page, in one transaction; reading is nil where
// it is known already or the page could not be read. It is stored for good before
// the file is, so that no page is read twice, and takes no change number: the
// facts of a file change when the file is stored.
func (c *Catalog) PutOCR(ctx context.Context, p OCRPage, reading []byte) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		if reading != nil {
			if _, err := tx.ExecContext(ctx, "INSERT INTO ocr VALUES (?, ?) ON CONFLICT (key) DO NOTHING", p.Key,
				reading); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT INTO ocr_sums VALUES (?, ?) ON CONFLICT (key) DO NOTHING", p.Key,
				sumOf(reading)); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx,
			`INSERT INTO ocr_pages VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256, page) DO UPDATE SET
			key = excluded.key, reason = excluded.reason, sentence = excluded.sentence, read_by = excluded.read_by`,
			p.SHA256, p.Page, p.Key, p.Reason, p.Sentence, p.ReadBy)
		return err
	})
	if err != nil {
		return fmt.Errorf("store OCR of page %d of %s: %w", p.Page, p.SHA256, err)
	}
	return nil
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ForgetOCRFailures lets OCR try again the pages of a file that it could not read.
func (c *Catalog) ForgetOCRFailures(ctx context.Context, sha256 string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM ocr_pages WHERE sha256 = ? AND key = ''", sha256)
		return err
	})
	if err != nil {
		return fmt.Errorf("forget failures of OCR: %w", err)
	}
	return nil
}

// WaitingFile is a file with pages that wait for OCR.
type WaitingFile struct {
	SHA256 string
	Path   string // one of its paths, the first in byte order
	Pages  []WaitingPage
}

// WaitingPage is a page that waits for OCR.
type WaitingPage struct {
	Page          int     // from 1
	Width, Height float64 // points
}

// Waiting returns the files with pages that wait for OCR, by path.
func (c *Catalog) Waiting(ctx context.Context) ([]WaitingFile, error) {
	var out []WaitingFile
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT f.sha256, (SELECT min(path) FROM paths
			WHERE file = f.n) AS path, p.page, p.width, p.height
			FROM pages p JOIN files f ON f.n = p.file WHERE p.source = 'waiting' AND f.deleted = 0
			ORDER BY path, f.sha256, p.page`, nil,
			func(rows *sql.Rows) error {
				var f WaitingFile
				var p WaitingPage
				err := rows.Scan(&f.SHA256, &f.Path, &p.Page, &p.Width, &p.Height)
				if n := len(out) - 1; n < 0 || out[n].SHA256 != f.SHA256 {
					out = append(out, f)
				}
				last := &out[len(out)-1]
				last.Pages = append(last.Pages, p)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read waiting pages: %w", err)
	}
	return out, nil
}
