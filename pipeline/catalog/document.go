package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Document returns the document with an ID; ok is false where there is none.
func (c *Catalog) Document(ctx context.Context, id string) (d legal.Document, ok bool, err error) {
	return first(c.documents(ctx, "id = ?", id))
}

// Documents returns all documents, by ID.
func (c *Catalog) Documents(ctx context.Context) ([]legal.Document, error) {
	return c.documents(ctx, "1 = 1")
}

// FindBySymbol returns the documents with a number, by ID: those that have it as
// typed, else those that have it but for Đ and case. Whose number and of which
// year stays open: there may be many.
func (c *Catalog) FindBySymbol(ctx context.Context, s legal.Symbol) ([]legal.Document, error) {
	if s.IsZero() {
		return nil, nil
	}
	found, err := c.documents(ctx, "key = ?", s.Key())
	if err != nil || len(found) > 0 {
		return found, err
	}
	return c.documents(ctx, "fold_key = ?", s.FoldKey())
}

// FindByOrdinal returns the documents whose number begins with an ordinal
// ("38"), of a type where one is given, by ID.
func (c *Catalog) FindByOrdinal(ctx context.Context, ordinal string, t legal.Type) ([]legal.Document, error) {
	return c.documents(ctx, "key >= ? AND key < ? AND (? = '' OR type = ?)", ordinal+"/", ordinal+"0", t, t)
}

// InPart returns the documents of whose number only a part is known, by ID.
func (c *Catalog) InPart(ctx context.Context) ([]legal.Document, error) {
	return c.documents(ctx, "part <> ''")
}

// Named returns the laws of a type that have a name, by ID. Whether a name is
// meant that is typed in another case or without marks is the caller's to say.
func (c *Catalog) Named(ctx context.Context, t legal.Type) ([]legal.Document, error) {
	return c.documents(ctx, "type = ? AND name <> ''", t)
}

func (c *Catalog) documents(ctx context.Context, where string, args ...any) (out []legal.Document, err error) {
	err = c.read(ctx, "read documents", func(t *Tx) error {
		return t.eachDocument(func(_ int64, d legal.Document) error {
			out = append(out, d)
			return nil
		}, where, args...)
	})
	return out, err
}

// eachDocument calls f for the documents for which a condition holds, by ID, with their numbers.
func (t *Tx) eachDocument(f func(n int64, d legal.Document) error, where string, args ...any) error {
	type row struct {
		docRow
		force string
		n     int64
	}
	query := "SELECT " + docColumns + ", force, n FROM documents WHERE deleted = 0 AND " + where + " ORDER BY id"
	return eachRow(t, query, args, func(r *row) []any { return append(r.places(), &r.force, &r.n) }, func(r row) error {
		d, err := r.document()
		if err == nil && r.force != "" {
			err = json.Unmarshal([]byte(r.force), &d.Force)
		}
		if err != nil {
			return err
		}
		return f(r.n, d)
	})
}

// SelfOf returns the ID of the document a file is, "" where nothing is resolved
// yet.
func (c *Catalog) SelfOf(ctx context.Context, sha256 string) (id string, err error) {
	const query = "SELECT d.id FROM files f JOIN documents d ON d.n = f.document WHERE f.sha256 = ?"
	_, err = c.find(ctx, "read document of "+sha256, query, []any{sha256}, &id)
	return id, err
}

// FilesOf returns the hashes of all files that are a document, in order: there
// are several where copies differ in their bytes.
func (c *Catalog) FilesOf(ctx context.Context, id string) ([]string, error) {
	const query = "SELECT f.sha256 FROM files f JOIN documents d ON d.n = f.document WHERE d.id = ? ORDER BY f.sha256"
	return readAll(ctx, c, "read files of "+id, query, []any{id}, one[string])
}

// docRow is a row of documents, comparable.
type docRow struct {
	ID, Type, Number, Part                   string
	Name, Key, FoldKey                       string
	BodyCode, BodyLevel, BodyPlace, BodyName string
	BodyAbove, BodyProvince                  string
	Year, Term                               int
	Date, Title, Held, Dates, Issuers        string
	Conflict                                 bool
	Conflicts, DecidedBy, Redirects          string
	Deleted                                  bool
	GroupKey, Base, Near                     string
	Weak                                     bool
	Told                                     string
}

const docColumns = `id, type, number, part, name, key, fold_key, body_code, body_level, body_place, body_name, body_above,
	body_province, year, term, date, title, held, dates, issuers, conflict, conflicts, settled, redirects, deleted,
	group_key, base, near, weak, told`

func (r *docRow) places() []any {
	return []any{
		&r.ID, &r.Type, &r.Number, &r.Part, &r.Name, &r.Key, &r.FoldKey, &r.BodyCode, &r.BodyLevel, &r.BodyPlace, &r.BodyName,
		&r.BodyAbove, &r.BodyProvince, &r.Year, &r.Term, &r.Date, &r.Title, &r.Held, &r.Dates, &r.Issuers, &r.Conflict,
		&r.Conflicts, &r.DecidedBy, &r.Redirects, &r.Deleted, &r.GroupKey, &r.Base, &r.Near, &r.Weak, &r.Told,
	}
}

func newDocRow(d legal.Document) (docRow, error) {
	r := docRow{ID: d.ID, Type: string(d.Type), Number: d.Number, Part: d.Part, Name: d.Name, BodyCode: d.Body.Code,
		BodyLevel: string(d.Body.Level), BodyPlace: d.Body.Place, BodyName: d.Body.Name, BodyAbove: d.Body.Above,
		BodyProvince: d.Body.Province, Year: d.Year, Term: d.Term, Date: d.Date.String(), Title: d.Title, Held: d.Held,
		Conflict: d.Conflict, Conflicts: strings.Join(d.Conflicts, " ")}
	if !d.Symbol.IsZero() {
		r.Key, r.FoldKey = d.Symbol.Key(), d.Symbol.FoldKey()
	}
	var err error
	if r.Dates, err = seenJSON(d.Dates); err != nil {
		return r, err
	}
	if r.Issuers, err = seenJSON(d.Issuers); err != nil {
		return r, err
	}
	if r.Told, err = toldJSON(d.Told); err != nil {
		return r, err
	}
	r.DecidedBy = "{}"
	if len(d.DecidedBy) > 0 {
		b, err := json.Marshal(d.DecidedBy)
		if err != nil {
			return r, err
		}
		r.DecidedBy = string(b)
	}
	return r, nil
}

func seenJSON(s []legal.Seen) (string, error) {
	if len(s) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(s)
	return string(b), err
}

// document turns a row back into a document.
func (r docRow) document() (legal.Document, error) {
	d := legal.Document{ID: r.ID, Type: legal.Type(r.Type), Number: r.Number, Part: r.Part, Name: r.Name,
		Year: r.Year, Term: r.Term, Title: r.Title, Held: r.Held,
		Body: legal.Body{Code: r.BodyCode, Level: legal.Level(r.BodyLevel), Place: r.BodyPlace, Name: r.BodyName,
			Above: r.BodyAbove, Province: r.BodyProvince}, Conflict: r.Conflict}
	if r.Conflicts != "" {
		d.Conflicts = strings.Fields(r.Conflicts)
	}
	d.Symbol, _ = legal.ParseSymbol(r.Number)
	var err error
	if d.Date, err = legal.ParseDate(r.Date); err != nil {
		return d, fmt.Errorf("%w: document %s: %w", ErrDamaged, r.ID, err)
	}
	for _, f := range []struct {
		text string
		into any
	}{{r.Dates, &d.Dates}, {r.Issuers, &d.Issuers}, {r.DecidedBy, &d.DecidedBy}, {r.Told, &d.Told}} {
		if f.text == "" || f.text == "[]" || f.text == "{}" {
			continue
		}
		if err := json.Unmarshal([]byte(f.text), f.into); err != nil {
			return d, fmt.Errorf("%w: document %s: %w", ErrDamaged, r.ID, err)
		}
	}
	return d, nil
}
