package catalog

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// version is the version of the schema, kept in PRAGMA user_version. A catalogue of
// another version is not read. Who changes the schema adds one to it, changes
// schema.sql, adds a migration of that number, and keeps the schema as it was in
// testdata for its test.
const version = 18

// oldest is the oldest version that can be brought up to date.
const oldest = 1

// schema makes the tables of a new catalogue.
//
//go:embed schema.sql
var schema string

// migrations has one file for each version after the oldest: what makes it of the one
// before. Once released, a file is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// conversions are what SQL alone cannot convert, by the version they lead to. They
// run after the migration's file.
var conversions = map[int]func(*Tx) error{5: convertSentences}

// upgrade brings a catalogue of an older version up to this one, a version and a
// transaction at a time. Before anything is changed a copy is laid beside it, named
// after its version.
func (c *Catalog) upgrade(ctx context.Context) error {
	v, err := c.store.version(ctx, c.db)
	if err != nil || v < oldest || v >= version {
		return err
	}
	if err := errors.Join(c.keepOld(ctx, v), c.Rewritten()); err != nil {
		return err
	}
	for v++; v <= version; v++ {
		if err := c.Update(ctx, func(t *Tx) error { return t.migrate(v) }); err != nil {
			return fmt.Errorf("bring up to date: version %d: %w", v, err)
		}
	}
	return nil
}

// migrate makes version v of the one before.
func (t *Tx) migrate(v int) error {
	statements, err := migrations.ReadFile(fmt.Sprintf("migrations/%04d.sql", v))
	if err != nil {
		return err
	}
	if err := t.exec(string(statements)); err != nil {
		return err
	}
	if convert, ok := conversions[v]; ok {
		if err := convert(t); err != nil {
			return err
		}
	}
	return t.exec(fmt.Sprintf("PRAGMA user_version = %d", v))
}

// keepOld copies a catalogue of an older version. A copy that an earlier attempt
// left may be half of one, and is made anew.
func (c *Catalog) keepOld(ctx context.Context, v int) error {
	name := fmt.Sprintf("%s.v%d", c.path, v)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("bring up to date: %w", err)
	}
	return c.Backup(ctx, name)
}
