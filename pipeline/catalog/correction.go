package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ErrNoCorrection says that there is no correction with a number, or that it was
// taken back before.
var ErrNoCorrection = errors.New("no such correction holds")

// AddCorrection stores a correction and returns its number; N, and who undid it,
// are not read. Nothing changes before the next resolution.
func (c *Catalog) AddCorrection(ctx context.Context, k legal.Correction) (int, error) {
	ns, err := c.AddCorrections(ctx, []legal.Correction{k})
	if err != nil {
		return 0, err
	}
	return ns[0], nil
}

// AddCorrections stores corrections as [Catalog.AddCorrection] does, all or none, and
// returns their numbers.
func (c *Catalog) AddCorrections(ctx context.Context, ks []legal.Correction) (ns []int, err error) {
	err = c.update(ctx, "store correction", func(t *Tx) error {
		for _, k := range ks {
			n, err := t.addCorrection(k)
			if err != nil {
				return err
			}
			ns = append(ns, int(n))
		}
		return nil
	})
	return ns, err
}

func (t *Tx) addCorrection(k legal.Correction) (n int64, err error) {
	at := legal.CitationRef{File: k.File, Index: -1}
	if k.Citation != nil {
		at = *k.Citation
	}
	about := []byte{}
	if k.About != nil {
		if about, err = json.Marshal(k.About); err != nil {
			return 0, err
		}
	}
	if n, err = t.nextNumber("corrections"); err != nil {
		return 0, err
	}
	err = t.exec(insertInto("corrections", "n, kind, document, other, file, idx, raw, field, value, by, at, why, about, pending"),
		n, k.Kind, k.Document, k.Other, at.File, at.Index, k.Raw, k.Field, k.Value, k.By, k.At, k.Why, string(about),
		k.Kind != legal.Mark)
	if err != nil {
		return 0, err
	}
	return n, t.headDecided(n)
}

// headDecided marks the file as changed whose head a correction completes, if it does.
func (t *Tx) headDecided(n int64) error {
	return t.exec(`INSERT INTO changed SELECT files.n FROM files JOIN corrections k ON k.file = sha256
		WHERE k.n = ? AND k.kind = 'decide' ON CONFLICT DO NOTHING`, n)
}

// UndoCorrection takes a correction back; it stays, with who did so.
func (c *Catalog) UndoCorrection(ctx context.Context, n int, by, at, why string) error {
	return c.UndoCorrections(ctx, []int{n}, by, at, why)
}

// UndoCorrections takes corrections back as [Catalog.UndoCorrection] does, all or none.
func (c *Catalog) UndoCorrections(ctx context.Context, ns []int, by, at, why string) error {
	return c.update(ctx, fmt.Sprintf("undo corrections %v", ns), func(t *Tx) error {
		for _, n := range ns {
			ok, err := t.changes(`UPDATE corrections
				SET undone_by = ?, undone_at = ?, undone_why = ?, idle = 0, pending = CASE kind WHEN 'mark' THEN 0 ELSE 1 END
				WHERE n = ? AND undone_at = ''`, by, at, why, n)
			if err == nil && !ok {
				err = ErrNoCorrection
			}
			if err != nil {
				return err
			}
			if err := t.headDecided(int64(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

// State names what is known of a citation of a file, or with an index of -1 of the file's
// head: another state says that the file was read otherwise, or that somebody has corrected
// it or taken that back. It is "" for a file that is not held.
func (c *Catalog) State(ctx context.Context, at legal.CitationRef) (state string, err error) {
	const query = `SELECT substr(digest, 1, 16) || '-' ||
			(SELECT count(*) || '-' || count(nullif(undone_at, '')) FROM corrections k WHERE k.file = sha256 AND k.idx = ?)
		FROM files WHERE sha256 = ? AND deleted = 0`
	_, err = c.find(ctx, "read state of "+at.File, query, []any{at.Index, at.File}, &state)
	return state, err
}

// KeptCorrection is a correction with what became of it.
type KeptCorrection struct {
	legal.Correction
	Idle    bool `json:"idle"` // it holds, but found nothing to correct
	Pending bool `json:"-"`    // it, or that it was taken back, is still to be resolved
}

// Corrections returns all corrections, by number, those taken back and marks too.
func (c *Catalog) Corrections(ctx context.Context) ([]KeptCorrection, error) {
	return c.corrections(ctx, "1 = 1")
}

// Marks returns the marks that hold, by number.
func (c *Catalog) Marks(ctx context.Context) ([]KeptCorrection, error) {
	return c.corrections(ctx, "kind = 'mark' AND undone_at = ''")
}

func (c *Catalog) corrections(ctx context.Context, which string) (kept []KeptCorrection, err error) {
	err = c.read(ctx, "read corrections", func(t *Tx) error {
		kept, err = t.corrections(which)
		return err
	})
	return kept, err
}

// Corrections returns all corrections from which something follows, by number, those taken
// back too.
func (t *Tx) Corrections() ([]KeptCorrection, error) { return t.corrections("kind <> 'mark'") }

func (t *Tx) corrections(which string) (kept []KeptCorrection, err error) {
	type row struct {
		KeptCorrection
		at    legal.CitationRef
		about string
	}
	err = eachRow(t, `SELECT n, kind, document, other, file, idx, raw, field, value, by, at, why,
			undone_by, undone_at, undone_why, idle, pending, about
		FROM corrections WHERE `+which+` ORDER BY n`, nil, func(k *row) []any {
		return []any{
			&k.N, &k.Kind, &k.Document, &k.Other, &k.at.File, &k.at.Index, &k.Raw, &k.Field, &k.Value,
			&k.By, &k.At, &k.Why, &k.UndoneBy, &k.UndoneAt, &k.UndoneWhy, &k.Idle, &k.Pending, &k.about,
		}
	}, func(k row) error {
		if k.about != "" {
			if err := json.Unmarshal([]byte(k.about), &k.About); err != nil {
				return fmt.Errorf("correction %d: %w", k.N, err)
			}
		}
		switch {
		case k.Kind == legal.Decide:
			k.File = k.at.File
		case k.at.File != "":
			k.Citation = &k.at
		}
		kept = append(kept, k.KeptCorrection)
		return nil
	})
	return kept, err
}

// PutIdle stores of a correction that was resolved whether it found nothing to correct.
func (t *Tx) PutIdle(n int, idle bool) error {
	return t.exec("UPDATE corrections SET idle = ?1, pending = 0 WHERE n = ?2 AND (idle <> ?1 OR pending <> 0)", idle,
		n)
}
