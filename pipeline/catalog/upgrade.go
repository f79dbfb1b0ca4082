package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// oldest is the oldest version of the schema that can be brought up to date.
const oldest = 1

// upgrade brings a catalogue of an older version up to this one. Before anything
// is changed a copy is laid beside it, named after its version.
func (c *Catalog) upgrade(ctx context.Context) error {
	v, err := c.schemaVersion(ctx)
	if err != nil || v < oldest || v > version {
		return err
	}
	if v < version {
		if err := c.keepOld(ctx, v); err != nil {
			return err
		}
	}
	want, err := wantedSchema(ctx)
	if err != nil {
		return err
	}
	missing, err := c.missing(ctx, want)
	if err != nil || len(missing) == 0 && v == version {
		return err
	}
	return c.write(ctx, func(tx *sql.Tx) error {
		for _, statement := range missing {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("bring up to date: %w", err)
			}
		}
		if err := seeAll(ctx, tx); err != nil {
			return fmt.Errorf("bring up to date: %w", err)
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	})
}

// keepOld copies a catalogue of an older version. A copy that an earlier attempt
// left is taken for whole only after it has been made anew.
func (c *Catalog) keepOld(ctx context.Context, v int) error {
	name := fmt.Sprintf("%s.v%d", c.path, v)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("bring up to date: %w", err)
	}
	return c.Backup(ctx, name)
}

// seeAll takes what is known for what the last run found, where runs did not say
// so yet: the next run tells of what is new since then.
func seeAll(ctx context.Context, tx *sql.Tx) error {
	for _, query := range []string{
		"INSERT INTO seen_documents SELECT n, conflict FROM documents WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM seen_documents)",
		"INSERT INTO seen_edges SELECT source, target, relation FROM edges WHERE NOT EXISTS (SELECT 1 FROM seen_edges)",
		`INSERT INTO meta SELECT 'settled', value FROM meta WHERE key = 'seq' AND (SELECT ended <> '' FROM runs ORDER BY n DESC LIMIT 1)
			ON CONFLICT DO NOTHING`,
		"INSERT INTO meta VALUES ('resolved', '') ON CONFLICT DO NOTHING", // all of it again
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// schemaObject is a table, index or view of the schema.
type schemaObject struct {
	kind, name, sql string
	columns         []schemaColumn // of a table
}

// schemaColumn is a column as ALTER TABLE adds it.
type schemaColumn struct{ name, definition string }

// wantedSchema reads the schema out of an empty database.
func wantedSchema(ctx context.Context) ([]schemaObject, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("read own schema: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // every connection has a memory of its own
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, fmt.Errorf("read own schema: %w", err)
	}
	c := &Catalog{db: db}
	var out []schemaObject
	err = c.read(ctx, func(tx *sql.Tx) error {
		out, err = objects(ctx, tx)
		return err
	})
	return out, err
}

func objects(ctx context.Context, tx *sql.Tx) ([]schemaObject, error) {
	var out []schemaObject
	err := each(ctx, tx, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid", nil, func(rows *sql.Rows) error {
		var o schemaObject
		err := rows.Scan(&o.kind, &o.name, &o.sql)
		out = append(out, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].kind != "table" {
			continue
		}
		if out[i].columns, err = columns(ctx, tx, out[i].name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func columns(ctx context.Context, tx *sql.Tx, table string) ([]schemaColumn, error) {
	var out []schemaColumn
	err := each(ctx, tx, `SELECT name, type, "notnull", coalesce(dflt_value, '') FROM pragma_table_info(?)`, []any{table}, func(rows *sql.Rows) error {
		var name, kind, fallback string
		var notNull bool
		if err := rows.Scan(&name, &kind, &notNull, &fallback); err != nil {
			return err
		}
		definition := fmt.Sprintf("%q %s", name, kind)
		if notNull {
			definition += " NOT NULL"
		}
		if fallback != "" {
			definition += " DEFAULT " + fallback
		}
		out = append(out, schemaColumn{name, definition})
		return nil
	})
	return out, err
}

// missing returns the statements that make what the catalogue lacks.
func (c *Catalog) missing(ctx context.Context, want []schemaObject) ([]string, error) {
	have := map[string]schemaObject{}
	err := c.read(ctx, func(tx *sql.Tx) error {
		found, err := objects(ctx, tx)
		for _, o := range found {
			have[o.name] = o
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, o := range want {
		old, ok := have[o.name]
		switch {
		case !ok:
			out = append(out, o.sql)
		case o.kind == "view" && old.sql != o.sql:
			out = append(out, "DROP VIEW "+o.name, o.sql)
		}
		for _, col := range o.columns {
			if ok && !hasColumn(old, col.name) {
				out = append(out, "ALTER TABLE "+o.name+" ADD COLUMN "+col.definition)
			}
		}
	}
	return out, nil
}

func hasColumn(o schemaObject, name string) bool {
	for _, c := range o.columns {
		if c.name == name {
			return true
		}
	}
	return false
}
