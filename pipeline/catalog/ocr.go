package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// OCRPage is what is known of a page that only OCR can read.
type OCRPage struct {
	SHA256 string // of the file
	Page   int    // from 1
	Key    string // what the page shows, "" where it could not be read
	Engine string // that read it, by its ID; "" for one that nobody noted
	// Reason and Sentence say why it could not be read.
	Reason   string
	Sentence legal.Message
	ReadBy   string // version of the program
}

// OCR returns what an engine read on pages that show key; ok is false where it has read none.
func (c *Catalog) OCR(ctx context.Context, key, engine string) (reading []byte, ok bool, err error) {
	const query = "SELECT reading FROM ocr WHERE key = ? AND engine = ?"
	ok, err = c.find(ctx, "read OCR result", query, []any{key, engine}, &reading)
	return reading, ok, err
}

// OCRPages returns the pages of a file that OCR has tried, by number.
func (c *Catalog) OCRPages(ctx context.Context, sha256 string) (map[int]OCRPage, error) {
	out := map[int]OCRPage{}
	const query = "SELECT sha256, page, key, engine, reason, sentence, read_by FROM ocr_pages WHERE sha256 = ?"
	err := readEach(ctx, c, "read OCR pages of "+sha256, query, []any{sha256}, func(p *OCRPage) []any {
		return []any{&p.SHA256, &p.Page, &p.Key, &p.Engine, &p.Reason, &p.Sentence, &p.ReadBy}
	}, func(p OCRPage) error {
		out[p.Page] = p
		return nil
	})
	return out, err
}

// PutOCR stores what OCR made of a page, in one transaction; reading is nil where
// it is known already or the page could not be read. It is stored for good before
// the file is, so that no page is read twice, and takes no change number: the
// facts of a file change when the file is stored.
func (c *Catalog) PutOCR(ctx context.Context, p OCRPage, reading []byte) error {
	return c.update(ctx, fmt.Sprintf("store OCR of page %d of %s", p.Page, p.SHA256), func(t *Tx) error {
		if reading != nil {
			if err := t.exec("INSERT INTO ocr VALUES (?, ?, ?) ON CONFLICT (key, engine) DO NOTHING", p.Key, p.Engine, reading); err != nil {
				return err
			}
			const sum = "INSERT INTO ocr_sums VALUES (?, ?, ?) ON CONFLICT (key, engine) DO NOTHING"
			if err := t.exec(sum, p.Key, p.Engine, sumOf(reading)); err != nil {
				return err
			}
		}
		return t.exec(upsertInto("ocr_pages", "sha256, page", "sha256, page, key, engine, reason, sentence, read_by"),
			p.SHA256, p.Page, p.Key, p.Engine, p.Reason, p.Sentence, p.ReadBy)
	})
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ForgetOCRFailures lets OCR try again the pages of a file that it could not read.
func (c *Catalog) ForgetOCRFailures(ctx context.Context, sha256 string) error {
	return c.update(ctx, "forget failures of OCR", func(t *Tx) error {
		return t.exec("DELETE FROM ocr_pages WHERE sha256 = ? AND key = ''", sha256)
	})
}

// ReadByOthers returns the files, by SHA-256, of which another engine has read pages.
func (c *Catalog) ReadByOthers(ctx context.Context, engine string) (map[string]bool, error) {
	out := map[string]bool{}
	const query = "SELECT DISTINCT sha256 FROM ocr_pages WHERE key <> '' AND engine <> ?"
	err := readEach(ctx, c, "read pages of other engines", query, []any{engine},
		func(sha256 *string) []any { return []any{sha256} },
		func(sha256 string) error {
			out[sha256] = true
			return nil
		})
	return out, err
}

// recoded is how many readings are recoded in one transaction.
const recoded = 100

// Recode writes the readings of versions before 18 in the form that recode gives them, once.
// One that recode fails on stays as it is.
func (c *Catalog) Recode(ctx context.Context, recode func(reading []byte) ([]byte, error)) error {
	var waiting bool
	const asked = "SELECT count(*) > 0 FROM meta WHERE key = 'recode'"
	if _, err := c.find(ctx, "read whether readings are as they were", asked, nil, &waiting); err != nil || !waiting {
		return err
	}
	for last, more := "", true; more; {
		err := c.update(ctx, "recode readings", func(t *Tx) (err error) {
			last, more, err = t.recode(last, recode)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// recode recodes the readings behind a key.
func (t *Tx) recode(after string, recode func([]byte) ([]byte, error)) (last string, more bool, err error) {
	type row struct {
		key     string
		reading []byte
	}
	rows, err := all(t, "SELECT key, reading FROM ocr WHERE engine = '' AND key > ? ORDER BY key LIMIT ?", []any{after, recoded},
		func(r *row) []any { return []any{&r.key, &r.reading} })
	if err != nil {
		return "", false, err
	}
	for _, r := range rows {
		last = r.key
		now, err := recode(r.reading)
		if err != nil {
			continue
		}
		if err := t.exec("UPDATE ocr SET reading = ? WHERE key = ? AND engine = ''", now, r.key); err != nil {
			return "", false, err
		}
		if err := t.exec("UPDATE ocr_sums SET sha256 = ? WHERE key = ? AND engine = ''", sumOf(now), r.key); err != nil {
			return "", false, err
		}
	}
	if len(rows) == recoded {
		return last, true, nil
	}
	return last, false, t.exec("DELETE FROM meta WHERE key = 'recode'")
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
func (c *Catalog) Waiting(ctx context.Context) (out []WaitingFile, err error) {
	type row struct {
		WaitingFile
		page WaitingPage
	}
	const query = `SELECT f.sha256, (SELECT min(path) FROM paths WHERE file = f.n) AS path, p.page, p.width, p.height
		FROM pages p JOIN files f ON f.n = p.file WHERE p.source = 'waiting' AND f.deleted = 0
		ORDER BY path, f.sha256, p.page`
	err = readEach(ctx, c, "read waiting pages", query, nil, func(f *row) []any {
		return []any{&f.SHA256, &f.Path, &f.page.Page, &f.page.Width, &f.page.Height}
	}, func(f row) error {
		if n := len(out) - 1; n < 0 || out[n].SHA256 != f.SHA256 {
			out = append(out, f.WaitingFile)
		}
		last := &out[len(out)-1]
		last.Pages = append(last.Pages, f.page)
		return nil
	})
	return out, err
}

// PageSize returns the width and height of a page of a file in points, 0 where there is no
// such page.
func (c *Catalog) PageSize(ctx context.Context, sha256 string, page int) (width, height float64, err error) {
	type size struct{ width, height float64 }
	const query = `SELECT p.width, p.height FROM pages p JOIN files f ON f.n = p.file WHERE f.sha256 = ? AND p.page = ?`
	err = readEach(ctx, c, "read the size of a page", query, []any{sha256, page},
		func(s *size) []any { return []any{&s.width, &s.height} }, func(s size) error {
			width, height = s.width, s.height
			return nil
		})
	return width, height, err
}
