package index

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/lookup"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Found is what a person's query found.
type Found struct {
	Results
	Query Query
	// Candidates are the documents that a reference typed can mean, where there are
	// several; they come first among the hits.
	Candidates []legal.Document
	// Behind is how many changes of the catalogue the index does not know yet.
	Behind int64
}

// Find answers what a person typed: it reads the query, looks up in the catalogue
// the documents it names, and searches. The errors are those of [ParseQuery] and
// [Reader.Search].
func Find(ctx context.Context, c *catalog.Catalog, r *Reader, text string, o Options) (Found, error) {
	q, err := ParseQuery(text)
	if err != nil {
		return Found{}, err
	}
	f := Found{Query: q}
	if err := f.Query.byID(ctx, c); err != nil {
		return Found{}, err
	}
	if o.WithPredecessors {
		if err := f.Query.withPredecessors(ctx, c); err != nil {
			return Found{}, err
		}
	}
	if f.Candidates, err = f.Query.Resolve(ctx, c); err != nil {
		return Found{}, err
	}
	if o.Sort == ByCited && o.Cited == nil {
		if o.Cited, err = c.TimesCited(ctx); err != nil {
			return Found{}, err
		}
	}
	if f.Results, err = r.Search(ctx, f.Query, o); err != nil {
		return Found{}, err
	}
	_, seq, err := c.Identity(ctx)
	f.Behind = max(0, seq-f.Seq)
	return f, err
}

// anID matches what can be the ID of a document.
var anID = regexp.MustCompile(`^\s*[a-z]+(-[a-z0-9]+)+\s*$`)

// byID makes a query that is nothing but an ID, also one of earlier days, ask for the
// documents that it leads to.
func (q *Query) byID(ctx context.Context, c *catalog.Catalog) error {
	if !anID.MatchString(q.Text) {
		return nil
	}
	ids, err := c.Leads(ctx, strings.TrimSpace(q.Text))
	if err != nil || len(ids) == 0 {
		return err
	}
	q.names = nil
	q.groups = []group{{any: []part{{kind: reference, at: 1, documents: ids, resolved: true, fixed: true}}}}
	return nil
}

// Resolve looks up the documents that the query names; candidates are those of a
// reference that can mean several.
func (q *Query) Resolve(ctx context.Context, c *catalog.Catalog) (candidates []legal.Document, err error) {
	q.groups, candidates, err = q.resolve(ctx, c, q.groups)
	return candidates, err
}

func (q *Query) resolve(ctx context.Context, c *catalog.Catalog, groups []group) ([]group, []legal.Document, error) {
	var candidates []legal.Document
	out := slices.Clone(groups)
	for i, g := range out {
		out[i].any = slices.Clone(g.any)
		for j := range out[i].any {
			if p := &out[i].any[j]; p.kind == citing && p.instead { // what cites the documents of the number before it
				p.documents, p.resolved = out[i].any[0].documents, true
				continue
			}
			found, err := q.resolvePart(ctx, c, &out[i].any[j])
			if err != nil {
				return nil, nil, err
			}
			if len(found) > 1 {
				candidates = found
			}
			if first := out[i].any[0]; j == 0 || len(first.documents) == 0 && !first.ref.Pasted {
				continue
			}
			if p := out[i].any[j]; p.besideNumber() {
				// the document itself is found, or is one of another day or body: others of its number only where
				// they cite
				p.all[0].any[0].kind = citing
			}
		}
	}
	return out, candidates, nil
}

// resolvePart looks up the documents that a part names and returns them.
func (q *Query) resolvePart(ctx context.Context, c *catalog.Catalog, p *part) (found []legal.Document, err error) {
	if p.fixed {
		return nil, nil
	}
	switch p.kind {
	case reference:
		var f lookup.Found
		f, err = lookup.Of(ctx, c, p.ref)
		found = f.Documents
		p.alone = !f.Whole && !p.several
		if f.Best < len(found) {
			p.best = ids(found[:f.Best])
		}
	case citing, citedBy, ofNumber:
		found, err = lookup.Documents(ctx, c, p.value)
	case together:
		p.all, _, err = q.resolve(ctx, c, p.all)
		return nil, err
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if len(found) == 0 && p.key == "" && (p.kind == citing || p.kind == citedBy) {
		return nil, &QueryError{q.Text, p.at, legal.Say(legal.QueryNotHere, p.value)}
	}
	p.documents = ids(found)
	p.resolved = len(found) > 0 &&
		(p.key == "" || p.ref.Date.Year != 0 || p.ref.Rest != "" || p.key != found[0].Symbol.FoldKey())
	if p.kind != citedBy {
		return found, nil
	}
	var cited []string
	for _, id := range p.documents {
		ids, err := c.Targets(ctx, id, p.relation)
		if err != nil {
			return nil, err
		}
		cited = append(cited, ids...)
	}
	p.documents = cited
	return nil, nil
}

func ids(documents []legal.Document) []string {
	var out []string
	for _, d := range documents {
		out = append(out, d.ID)
	}
	return out
}
