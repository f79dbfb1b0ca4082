package catalog

import (
	"context"
	"database/sql"
	"fmt"
)

// Tx is one transaction that changes the catalogue: all of it is kept, or nothing.
type Tx struct {
	ctx       context.Context
	tx        *sql.Tx
	stmts     map[string]*sql.Stmt // prepared, by their text; closed with the transaction
	files     map[string]int64     // SHA-256 → n
	touched   map[int64]bool       // files whose meaning differs
	orphaned  map[string]orphan    // documents that nothing names any more, by ID
	unsettled bool                 // something was saved since [Tx.Settle]
	pended    string               // the group key that was made pending last
}

// Update runs f in one transaction. An error of f undoes all that it did.
func (c *Catalog) Update(ctx context.Context, f func(*Tx) error) error {
	return c.write(ctx, func(tx *sql.Tx) error {
		t := &Tx{
			ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}, files: map[string]int64{}, touched: map[int64]bool{},
			orphaned: map[string]orphan{},
		}
		err := f(t)
		if err == nil && t.unsettled {
			_, err = t.Settle()
		}
		return err
	})
}

func (t *Tx) stmt(query string) (*sql.Stmt, error) {
	if stmt := t.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := t.tx.PrepareContext(t.ctx, query)
	if err == nil {
		t.stmts[query] = stmt
	}
	return stmt, err
}

func (t *Tx) exec(query string, args ...any) error {
	_, err := t.changes(query, args...)
	return err
}

// changes runs a statement and reports whether it changed a row.
func (t *Tx) changes(query string, args ...any) (bool, error) {
	stmt, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	r, err := stmt.ExecContext(t.ctx, args...)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// row reads the one row of a query.
func (t *Tx) row(query string, args []any, into ...any) error {
	stmt, err := t.stmt(query)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(t.ctx, args...).Scan(into...)
}

// each runs a query and f on each of its rows. f runs other queries only.
func (t *Tx) each(query string, args []any, f func(*sql.Rows) error) error {
	stmt, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// nextSeq gives out the next change number.
func (t *Tx) nextSeq() (seq int64, err error) {
	err = t.row(takeSeq, nil, &seq)
	return seq, err
}

// texts returns the one column of a query.
func (t *Tx) texts(query string, args ...any) ([]string, error) {
	var out []string
	err := t.each(query, args, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}

// fileNumber returns the number of a file, a deleted one too.
func (t *Tx) fileNumber(sha string) (int64, error) {
	if n, ok := t.files[sha]; ok {
		return n, nil
	}
	var n int64
	if err := t.row("SELECT n FROM files WHERE sha256 = ?", []any{sha}, &n); err != nil {
		return 0, fmt.Errorf("find file %s: %w", sha, err)
	}
	t.files[sha] = n
	return n, nil
}
