package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file reads rows. For every kind of them a function says into which places of a
// value the columns of a row go.

// eachRow runs a query and f on each of its rows. f runs other queries only. A row that
// cannot be read is named by its first column.
func eachRow[T any](t *Tx, query string, args []any, places func(*T) []any, f func(T) error) error {
	var row, none T
	into := places(&row)
	return t.each(query, args, func(rows *sql.Rows) error {
		row = none
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("row of %v: %w", reflect.Indirect(reflect.ValueOf(into[0])), err)
		}
		t.store.read(into)
		return f(row)
	})
}

// all returns the rows of a query.
func all[T any](t *Tx, query string, args []any, places func(*T) []any) (out []T, err error) {
	err = eachRow(t, query, args, places, func(row T) error {
		out = append(out, row)
		return nil
	})
	return out, err
}

// readEach runs a query on one state of the catalogue, and f on each of its rows. An error
// says what was being done.
func readEach[T any](
	ctx context.Context, c *Catalog, doing, query string, args []any, places func(*T) []any, f func(T) error,
) error {
	return c.readOne(ctx, doing, func(t *Tx) error { return eachRow(t, query, args, places, f) })
}

// readAll returns the rows of a query on one state of the catalogue.
func readAll[T any](
	ctx context.Context, c *Catalog, doing, query string, args []any, places func(*T) []any,
) (out []T, err error) {
	err = c.readOne(ctx, doing, func(t *Tx) (err error) {
		out, err = all(t, query, args, places)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// one is the place of the one column of a query.
func one[T any](v *T) []any { return []any{v} }

// counts returns the rows of a query for what there is and how often.
func (t *Tx) counts(query string, args ...any) (map[string]int, error) {
	type row struct {
		what string
		n    int
	}
	out := map[string]int{}
	return out, eachRow(t, query, args, func(r *row) []any { return []any{&r.what, &r.n} }, func(r row) error {
		out[r.what] = r.n
		return nil
	})
}

// counts is [Tx.counts] on one state of the catalogue. An error says what was being done.
func (c *Catalog) counts(ctx context.Context, doing, query string, args ...any) (out map[string]int, err error) {
	err = c.readOne(ctx, doing, func(t *Tx) error {
		out, err = t.counts(query, args...)
		return err
	})
	return out, err
}

// The places of columns whose text is read for what it means. Where it means nothing the
// catalogue is damaged.
type (
	dateAt struct{ into *legal.Date }
	timeAt struct{ into *time.Time } // "" for none
	jsonAt struct{ into any }
	listAt struct { // parted by a separator, "" for none
		into *[]string
		by   string
	}
)

func (at dateAt) Scan(v any) (err error) {
	*at.into, err = legal.ParseDate(textOf(v))
	return damage(err)
}

func (at timeAt) Scan(v any) (err error) {
	if s := textOf(v); s != "" {
		*at.into, err = time.Parse(time.RFC3339, s)
	}
	return damage(err)
}

func (at listAt) Scan(v any) error {
	if s := textOf(v); s != "" {
		*at.into = strings.Split(s, at.by)
	}
	return nil
}

func (at jsonAt) Scan(v any) error { return damage(json.Unmarshal([]byte(textOf(v)), at.into)) }

func textOf(v any) string {
	s, _ := v.(string)
	return s
}

func damage(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
