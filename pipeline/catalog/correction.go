package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ErrNoCorrection says that there is no correction with a number, or that it was
// taken back before.
var ErrNoCorrection = errors.New("no such correction holds")

// AddCorrection stores a correction and returns its number; N, and who undid it,
// are not read. Nothing changes before the next resolution.
func (c *Catalog) AddCorrection(ctx context.Context, k legal.Correction) (n int, err error) {
	at := legal.CitationRef{Index: -1}
	if k.Citation != nil {
		at = *k.Citation
	}
	err = c.write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `
			INSERT INTO corrections (kind, document, other, file, idx, raw, field, value, by, at, why)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n`,
			k.Kind, k.Document, k.Other, at.File, at.Index, k.Raw, k.Field, k.Value, k.By, k.At, k.Why).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("store correction: %w", err)
	}
	return n, nil
}

// UndoCorrection takes a correction back; it stays, with who did so.
func (c *Catalog) UndoCorrection(ctx context.Context, n int, by, at, why string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx,
			`UPDATE corrections SET undone_by = ?, undone_at = ?, undone_why = ?, idle = 0, pending = 1
			WHERE n = ? AND undone_at = ''`, by, at, why, n)
		if err != nil {
			return err
		}
		if rows, err := r.RowsAffected(); err != nil || rows == 0 {
			return errors.Join(err, ErrNoCorrection)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("undo correction %d: %w", n, err)
	}
	return nil
}

// KeptCorrection is a correction with what became of it.
type KeptCorrection struct {
	legal.Correction
	Idle    bool `json:"idle"` // it holds, but found nothing to correct
	Pending bool `json:"-"`    // it, or that it was taken back, is still to be resolved
}

// Corrections returns all corrections, by number, those taken back too.
func (c *Catalog) Corrections(ctx context.Context) ([]KeptCorrection, error) {
	var out []KeptCorrection
	err := c.read(ctx, func(tx *sql.Tx) (err error) {
		out, err = readCorrections(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	return out, nil
}

func readCorrections(ctx context.Context, tx *sql.Tx) ([]KeptCorrection, error) {
	var out []KeptCorrection
	err := each(ctx, tx, `SELECT n, kind, document, other, file, idx, raw, field, value, by, at, why,
			undone_by, undone_at, undone_why, idle, pending
		FROM corrections ORDER BY n`, nil, func(rows *sql.Rows) error {
		var k KeptCorrection
		var at legal.CitationRef
		err := rows.Scan(
			&k.N, &k.Kind, &k.Document, &k.Other, &at.File, &at.Index, &k.Raw, &k.Field, &k.Value, &k.By, &k.At, &k.Why,
			&k.UndoneBy, &k.UndoneAt, &k.UndoneWhy, &k.Idle, &k.Pending)
		if at.File != "" {
			k.Citation = &at
		}
		out = append(out, k)
		return err
	})
	return out, err
}

// Corrections returns all corrections, by number, those taken back too.
func (t *Tx) Corrections() ([]KeptCorrection, error) { return readCorrections(t.ctx, t.tx) }

// PutIdle stores of a correction that was resolved whether it found nothing to correct.
func (t *Tx) PutIdle(n int, idle bool) error {
	return t.exec("UPDATE corrections SET idle = ?1, pending = 0 WHERE n = ?2 AND (idle <> ?1 OR pending <> 0)", idle,
		n)
}
