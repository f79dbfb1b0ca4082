package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Certain reports whether a record tells by itself which document it is: its
// number can be read, and body, type and year or term are known.
func Certain(r legal.Record) bool {
	_, ok := recordMention(registryFile(r.Registry), r)
	return ok
}

// readRecords returns the mentions that records are, in an order of their own.
// Records that are not certain say nothing.
func readRecords(records []legal.Record) []*mention {
	records = slices.Clone(records)
	slices.SortFunc(records, compareRecords)
	files := map[string]*file{}
	var out []*mention
	for _, r := range records {
		if files[r.Registry] == nil {
			files[r.Registry] = registryFile(r.Registry)
		}
		if m, ok := recordMention(files[r.Registry], r); ok {
			out = append(out, m)
		}
	}
	return out
}

func compareRecords(a, b legal.Record) int {
	key := func(r legal.Record) string {
		return strings.Join([]string{r.Registry, r.Number, string(r.Type), r.Date.String(), r.Issuer, r.Title,
			r.From.String(), r.To.String(), r.Status, r.Successor}, "\x00")
	}
	return strings.Compare(key(a), key(b))
}

// registryFile stands for a registry in the place of the file that a mention is
// in. Nothing is relative in it.
func registryFile(name string) *file {
	return &file{Reading: legal.Reading{File: "registry " + name}, registry: name}
}

func recordMention(f *file, r legal.Record) (*mention, bool) {
	sym, ok := legal.ParseSymbol(r.Number)
	if !ok {
		return nil, false
	}
	m := newMention(f, listed, sym, r.Type, r.Date, r.Issuer)
	m.title = r.Title
	if told := (legal.ForceTold{From: r.From, To: r.To, Status: r.Status, Successor: r.Successor}); told != (legal.ForceTold{}) {
		told.By = legal.DecidedByRegistry + r.Registry
		m.told = &told
	}
	if r.Type.IsLaw() {
		m.name, m.title = lawName(r.Title), ""
		m.putOnShelf(m.name)
	}
	return m, m.full()
}

// decideByRecord takes what the registries say of a document. Two that disagree
// decide nothing, nor does one that may speak of another document.
func (c *cluster) decideByRecord(d *legal.Document) {
	first := true
	var said legal.Record
	for _, m := range c.members {
		if m.index != listed || c.strange(m) {
			continue
		}
		r := legal.Record{Registry: m.file.registry, Date: m.date, Type: m.typ, Title: m.title, Issuer: m.issuer}
		if first {
			said, first = r, false
			continue
		}
		said = agreed(said, r)
	}
	if first {
		return
	}
	by := legal.DecidedByRegistry + said.Registry
	if said.Date.Day != 0 {
		d.Date = said.Date
		decide(d, legal.ConflictDate, by)
	}
	if said.Type != "" {
		d.Type = said.Type
		decide(d, legal.ConflictType, by)
	}
	if said.Title != "" {
		d.Title = said.Title
		decide(d, legal.FieldTitle, by)
	}
	if d.Body.Name == "" {
		d.Body.Name = said.Issuer
	}
}

// told returns what registries and then persons say of the document's force.
func (c *cluster) told() (out []legal.ForceTold) {
	for _, m := range c.members {
		if m.told != nil && !c.strange(m) && !slices.Contains(out, *m.told) {
			out = append(out, *m.told)
		}
	}
	for _, v := range c.verdicts {
		if t, ok := v.told(); ok {
			out = append(out, t)
		}
	}
	return out
}

// strange reports whether a record agrees with no citation of its number, neither in
// the date nor in the title: once in a while a number is given out twice in a year,
// or was misread.
func (c *cluster) strange(record *mention) bool {
	dated, titled := false, false
	for _, m := range c.members {
		if m.index == listed {
			continue
		}
		if !m.date.IsZero() && !record.date.IsZero() && !record.date.Before(m.date) && !m.date.Before(record.date) ||
			sharesWords(m.title+" "+m.name, record.title+" "+record.name) {
			return false
		}
		dated = dated || !m.date.IsZero()
		titled = titled || m.title+m.name != ""
	}
	return dated && titled
}

// sharesWords reports whether two titles have half of the words of the shorter one
// in common.
func sharesWords(a, b string) bool {
	x, y := strings.Split(viet.Slug(a), "-"), strings.Split(viet.Slug(b), "-")
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return viet.Slug(a) != "" && 2*n >= len(x)
}

// agreed keeps what two records of one document agree on.
func agreed(a, b legal.Record) legal.Record {
	if a.Date != b.Date {
		a.Date = legal.Date{}
	}
	if a.Type != b.Type {
		a.Type = ""
	}
	if a.Title != b.Title {
		a.Title = ""
	}
	return a
}

// decideByHead takes what the document says of itself. It is told where the
// citations disagree or a registry has spoken.
func (c *cluster) decideByHead(d *legal.Document, head *mention) {
	if !head.date.Holds(d.Date) {
		d.Date = cmp.Or(head.date, d.Date)
	}
	d.Type, d.Title = cmp.Or(head.typ, d.Type), cmp.Or(head.title, d.Title)
	d.Body.Name = cmp.Or(head.issuer, d.Body.Name)
	for field, said := range map[string]bool{
		legal.ConflictDate: !head.date.IsZero(), legal.ConflictType: head.typ != "",
		legal.ConflictIssuer: head.issuer != "", legal.FieldTitle: head.title != "",
	} {
		if said && (slices.Contains(d.Conflicts, field) || d.DecidedBy[field] != "") {
			decide(d, field, legal.DecidedByHead)
		}
	}
}

func decide(d *legal.Document, field, by string) {
	if d.DecidedBy == nil {
		d.DecidedBy = map[string]string{}
	}
	d.DecidedBy[field] = by
}
