package catalog

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// ErrNotEmpty says that a catalogue cannot take in another, for it holds something.
var ErrNotEmpty = errors.New("catalogue that holds something")

// table is one of the schema, with its columns.
type table struct {
	name    string
	columns []string // in quotes
	numbers bool     // it has a column n
}

// tables returns the tables of the schema, each behind those that it refers to.
func tables(ctx context.Context) (out []table, err error) {
	c, err := open(":memory:", "memory")
	if err != nil {
		return nil, err
	}
	defer c.Close()
	c.db.SetMaxOpenConns(1)
	return out, c.Update(ctx, func(t *Tx) error {
		if err := t.store.create(t); err != nil {
			return err
		}
		names, err := t.texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
		for _, name := range names {
			var columns []string
			if err == nil {
				columns, err = t.texts("SELECT name FROM pragma_table_info(?)", name)
			}
			of := table{name: name, numbers: slices.Contains(columns, "n")}
			for _, column := range columns {
				of.columns = append(of.columns, `"`+column+`"`)
			}
			out = append(out, of)
		}
		return err
	})
}

// CopyTo writes all that is in a catalogue into another, which may lie in a database of another
// kind, in one transaction. That is then the same catalogue, of the same state. The error is
// [ErrNotEmpty] where the other holds something.
func (c *Catalog) CopyTo(ctx context.Context, to *Catalog) error {
	return c.copyTo(ctx, to, func(t *Tx) error {
		var holds bool
		err := t.row(`SELECT EXISTS (SELECT 1 FROM files) OR EXISTS (SELECT 1 FROM documents) OR EXISTS (SELECT 1 FROM runs)
			OR EXISTS (SELECT 1 FROM corrections) OR EXISTS (SELECT 1 FROM registries) OR EXISTS (SELECT 1 FROM searches)`,
			nil, &holds)
		if err == nil && holds {
			err = ErrNotEmpty
		}
		return err
	})
}

// copyTo is [Catalog.CopyTo] into a catalogue of which check has its say, in the place of what it holds.
func (c *Catalog) copyTo(ctx context.Context, to *Catalog, check func(*Tx) error) error {
	all, err := tables(ctx)
	if err != nil {
		return while("copy catalogue", err)
	}
	return c.read(ctx, "copy catalogue", func(from *Tx) error {
		return to.Update(ctx, func(into *Tx) error {
			if err := check(into); err != nil {
				return err
			}
			for _, t := range slices.Backward(all) {
				if err := into.exec("DELETE FROM " + t.name + t.ofAnyStore()); err != nil {
					return err
				}
			}
			for _, t := range all {
				if err := into.copyTable(from, t); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// ofAnyStore leaves out what only one kind of database keeps.
func (t table) ofAnyStore() string {
	if t.name == "meta" {
		return " WHERE key NOT IN ('version', '" + nightKey + "')"
	}
	return ""
}

// copyTable copies the rows of a table.
func (t *Tx) copyTable(from *Tx, of table) error {
	columns := strings.Join(of.columns, ", ")
	rows, err := from.query("SELECT "+columns+" FROM "+of.name+of.ofAnyStore(), nil)
	if err != nil {
		return err
	}
	defer rows.Close()
	var some [][]any
	for rows.Next() {
		row, into := make([]any, len(of.columns)), make([]any, len(of.columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		from.store.read(into)
		if some = append(some, row); len(some) == rowsAtOnce {
			if err := t.addRows(of.name, columns, "", some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	if err := errors.Join(rows.Err(), t.addRows(of.name, columns, "", some)); err != nil || !of.numbers {
		return err
	}
	return t.store.goOn(t, of.name)
}

// backUpDatabase writes the catalogue of a data folder that lies in a database into a file.
func backUpDatabase(ctx context.Context, dir, path string) error {
	c, err := OpenReader(dir)
	if err != nil {
		return err
	}
	defer c.Close()
	in, err := os.MkdirTemp(filepath.Dir(path), "danchieu-backup")
	if err != nil {
		return err
	}
	defer os.RemoveAll(in)
	to, err := Open(in)
	if err != nil {
		return err
	}
	if err := errors.Join(c.CopyTo(ctx, to), to.Close()); err != nil {
		return err
	}
	return os.Rename(filepath.Join(in, FileName), path)
}

// takeIn makes the catalogue of a data folder that lies in a database a copy of the one in another
// folder. What it held is kept in a file of the name it returns, "" where that was nothing.
func takeIn(ctx context.Context, from, dir string) (kept string, err error) {
	c, err := OpenReader(from)
	if err != nil {
		return "", err
	}
	defer c.Close()
	to, err := Open(dir)
	if err != nil {
		return "", err
	}
	if _, seq, seqErr := to.Identity(ctx); seqErr == nil && seq > 0 {
		kept = filepath.Join(dir, time.Now().UTC().Format("catalog-20060102-150405.db"))
		err = BackupTo(ctx, dir, kept)
	}
	if err == nil {
		err = c.copyTo(ctx, to, func(*Tx) error { return nil })
	}
	if err = errors.Join(err, to.Close()); err != nil {
		return kept, err
	}
	return kept, datadir.Reattach(dir) // who asks this one is told that it is another
}
