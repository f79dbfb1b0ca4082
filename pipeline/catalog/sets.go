package catalog

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
)

// This file writes many rows by few statements.

// insertInto is the statement that adds a row, with a place for each of its columns.
func insertInto(table, columns string) string {
	return insertRows(table, columns, "", 1)
}

// rowsAtOnce is how many rows one statement writes at most.
const rowsAtOnce = 32

// batches cuts a list into pieces of a power of two, most or [rowsAtOnce] at most: there are few
// statements then, and those that are kept serve every list.
func batches[T any](all []T, most int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		size := 1
		for 2*size <= min(most, rowsAtOnce) {
			size *= 2
		}
		for ; len(all) > 0; all = all[size:] {
			for size > len(all) {
				size /= 2
			}
			if !yield(all[:size]) {
				return
			}
		}
	}
}

// rowBatches are the batches of rows.
func (t *Tx) rowBatches(rows [][]any) iter.Seq[[][]any] {
	if len(rows) == 0 {
		return batches(rows, 1)
	}
	return batches(rows, t.store.valuesAtOnce()/max(1, len(rows[0])))
}

// marks are the places of so many values, each written like one: "?, ?".
func marks(n int, one string) string { return strings.Repeat(", "+one, n)[2:] }

// addRows adds rows to a table; then is what follows them in the statement.
func (t *Tx) addRows(table, columns, then string, rows [][]any) error {
	for some := range t.rowBatches(rows) {
		if err := t.exec(insertRows(table, columns, then, len(some)), slices.Concat(some...)...); err != nil {
			return err
		}
	}
	return nil
}

// eachAdded is [Tx.addRows], and calls f for the rows that come back.
func (t *Tx) eachAdded(table, columns, then string, rows [][]any, f func(*sql.Rows) error) error {
	for some := range t.rowBatches(rows) {
		if err := t.each(insertRows(table, columns, then, len(some)), slices.Concat(some...), f); err != nil {
			return err
		}
	}
	return nil
}

func insertRows(table, columns, then string, n int) string {
	row := "(" + marks(1+strings.Count(columns, ","), "?") + ")"
	return "INSERT INTO " + table + " (" + columns + ") VALUES " + marks(n, row) + " " + then
}

// setRows sets columns of the rows of a table that have the first of the values given for n, to the
// values that follow. kinds are the types of the columns.
func (t *Tx) setRows(table string, columns, kinds []string, rows [][]any) error {
	row, set := "(CAST(? AS bigint)", []string(nil)
	for i, column := range columns {
		row += ", CAST(? AS " + kinds[i] + ")"
		set = append(set, fmt.Sprintf("%s = v.column%d", column, i+2))
	}
	for some := range t.rowBatches(rows) {
		query := "UPDATE " + table + " SET " + strings.Join(set, ", ") + " FROM (VALUES " + marks(len(some), row+")") +
			") AS v WHERE " + table + ".n = v.column1"
		if err := t.exec(query, slices.Concat(some...)...); err != nil {
			return err
		}
	}
	return nil
}

// overwriting is what follows rows, of which those that have the same key already take the new values.
func overwriting(key, columns string) string {
	var set []string
	for column := range strings.SplitSeq(columns, ",") {
		column = strings.TrimSpace(column)
		set = append(set, column+" = excluded."+column)
	}
	return "ON CONFLICT (" + key + ") DO UPDATE SET " + strings.Join(set, ", ")
}

// upsertInto is [insertInto]; a row that has the same key already takes the new values.
func upsertInto(table, key, columns string) string {
	return insertInto(table, columns) + " " + overwriting(key, columns)
}

// updateOf is the statement that gives columns of a row new values; the last one is its key.
func updateOf(table, key, columns string) string {
	set := strings.TrimSuffix(strings.ReplaceAll(columns, ",", " = ?,"), ", "+key)
	return "UPDATE " + table + " SET " + set + " WHERE " + key + " = ?"
}

// noLimit is a limit that none reaches.
const noLimit = math.MaxInt64

// most is a limit of which a negative one is none.
func most(limit int) int {
	if limit < 0 {
		return noLimit
	}
	return limit
}

// numbers are those of a list, as a condition takes them.
const numbers = "(SELECT CAST(value AS bigint) FROM json_each(?))"

// list writes strings or numbers as a list for json_each.
func list[T string | int64](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(values)                       // they are always written
	return strings.ReplaceAll(string(b), `\u0000`, "") // stands in nothing that is stored
}
