package catalog

import (
	"context"
	"errors"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ErrNoRegistry says that no registry was imported under a name.
var ErrNoRegistry = errors.New("no such registry")

// Registry is a list of documents known for sure, as it was imported.
type Registry struct {
	Name     string `json:"name"`
	Source   string `json:"source"`   // the file it was imported from
	SHA256   string `json:"sha256"`   // of that file
	Imported string `json:"imported"` // RFC 3339
	Records  int    `json:"records"`
}

// PutRegistry stores a registry in the place of one with its name. Nothing changes
// before the next resolution; records that were there before are not pending.
func (c *Catalog) PutRegistry(ctx context.Context, r Registry, records []legal.Record) error {
	return c.update(ctx, "store registry", func(t *Tx) error {
		known, err := t.keysOfRecords(r.Name)
		if err != nil {
			return err
		}
		if _, err := t.dropRegistry(r.Name); err != nil {
			return err
		}
		err = t.exec("INSERT INTO registries (name, source, sha256, imported) VALUES (?, ?, ?, ?)",
			r.Name, r.Source, r.SHA256, r.Imported)
		if err != nil {
			return err
		}
		const columns = "registry, line, type, number, date, issuer, title, effective_from, effective_to, status, replaced_by," +
			" group_key, tied_key, pending"
		insert := insertInto("records", columns)
		for i, k := range records {
			k.Registry = r.Name
			keys, ok := known[k]
			err := t.exec(insert,
				r.Name, i+1, k.Type, k.Number, k.Date.String(), k.Issuer, k.Title,
				k.From.String(), k.To.String(), k.Status, k.Successor, keys.key, keys.tied, !ok)
			if err != nil {
				return err
			}
			delete(known, k)
		}
		return t.pendKeys(known)
	})
}

// DropRegistry takes a registry out again.
func (c *Catalog) DropRegistry(ctx context.Context, name string) error {
	return c.update(ctx, "take out registry "+name, func(t *Tx) error {
		known, err := t.keysOfRecords(name)
		if err != nil {
			return err
		}
		if ok, err := t.dropRegistry(name); err != nil || !ok {
			return errors.Join(err, ErrNoRegistry)
		}
		return t.pendKeys(known)
	})
}

func (t *Tx) dropRegistry(name string) (ok bool, err error) {
	return t.changes("DELETE FROM registries WHERE name = ?", name)
}

// recordKeys are the group key of a record, and one that it is tied to.
type recordKeys struct{ key, tied string }

// keysOfRecords returns the keys of the records of a registry that are not pending.
func (t *Tx) keysOfRecords(registry string) (map[legal.Record]recordKeys, error) {
	type row struct {
		legal.Record
		recordKeys
	}
	out := map[legal.Record]recordKeys{}
	const query = "SELECT " + recordColumns + ", group_key, tied_key FROM records WHERE registry = ? AND pending = 0"
	places := func(r *row) []any { return append(recordPlaces(&r.Record), &r.key, &r.tied) }
	err := eachRow(t, query, []any{registry}, places, func(r row) error {
		out[r.Record] = r.recordKeys
		return nil
	})
	return out, err
}

// pendKeys makes the keys pending under which a registry no longer says something.
func (t *Tx) pendKeys(gone map[legal.Record]recordKeys) error {
	for _, k := range gone {
		for _, key := range []string{k.key, k.tied} {
			if err := t.pend(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// Registries returns the registries, by name.
func (c *Catalog) Registries(ctx context.Context) ([]Registry, error) {
	const query = `SELECT name, source, sha256, imported, (SELECT count(*) FROM records WHERE registry = name)
		FROM registries ORDER BY name`
	return readAll(ctx, c, "read registries", query, nil, func(r *Registry) []any {
		return []any{&r.Name, &r.Source, &r.SHA256, &r.Imported, &r.Records}
	})
}

const recordColumns = "registry, type, number, date, issuer, title, effective_from, effective_to, status, replaced_by"

func recordPlaces(r *legal.Record) []any {
	return []any{&r.Registry, &r.Type, &r.Number, dateAt{&r.Date}, &r.Issuer, &r.Title, dateAt{&r.From}, dateAt{&r.To}, &r.Status,
		&r.Successor}
}
