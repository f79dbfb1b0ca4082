package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// OCRPage is what is known of a page that only OCR can read.
type OCRPage struct {
	SHA256 string // of the file
	Page   int    // from 1
	Key    string // what the page shows, "" where it could not be read
	// Reason and Sentence say why it could not be read.
	Reason, Sentence string
	ReadBy           string // version of the program
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
		return each(ctx, tx, "SELECT page, key, reason, sentence, read_by FROM ocr_pages WHERE sha256 = ?", []any{sha256}, func(rows *sql.Rows) error {
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
			if _, err := tx.ExecContext(ctx, "INSERT INTO ocr VALUES (?, ?) ON CONFLICT (key) DO NOTHING", p.Key, reading); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO ocr_pages VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256, page) DO UPDATE SET
			key = excluded.key, reason = excluded.reason, sentence = excluded.sentence, read_by = excluded.read_by`,
			p.SHA256, p.Page, p.Key, p.Reason, p.Sentence, p.ReadBy)
		return err
	})
	if err != nil {
		return fmt.Errorf("store OCR of page %d of %s: %w", p.Page, p.SHA256, err)
	}
	return nil
}
