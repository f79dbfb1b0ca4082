package index

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	api "github.com/blevesearch/bleve_index_api"
)

// facetColumns are the values of all documents of a generation that are counted, in memory, some
// 24 bytes a document: by field as in facetFields, then by the number of the document.
type facetColumns struct {
	values [][]uint32 // places in names
	names  [][]string // of each field, the first for no value
	force  forceColumn
}

// ofAll asks for something of all documents of a generation.
func ofAll[V any](s store, ask func(*eval) (V, error)) (none V, err error) {
	reader, err := s.reader()
	if err != nil {
		return none, err
	}
	defer reader.Close()
	e, err := newEval(context.Background(), reader)
	if err != nil {
		return none, err
	}
	return ask(e)
}

// held tells of every document of a generation whether there is a file of it.
func (s store) held() ([]bool, error) { return ofAll(s, (*eval).allHeld) }

func (e *eval) allHeld() ([]bool, error) {
	found, err := e.terms(fieldHeld, []string{strconv.FormatBool(true)}, false)
	if err != nil {
		return nil, err
	}
	out := make([]bool, e.numbers)
	for _, m := range found {
		out[m.doc] = true
	}
	return out, nil
}

// facetColumns reads the columns of all documents.
func (s store) facetColumns() (*facetColumns, error) { return ofAll(s, (*eval).facetColumns) }

func (e *eval) facetColumns() (*facetColumns, error) {
	c := &facetColumns{}
	places := map[string]int{}
	var fields []string
	known := make([]map[string]uint32, len(facetFields))
	for i, f := range facetFields {
		places[f.field] = i
		fields = append(fields, f.field)
		known[i] = map[string]uint32{}
		c.names = append(c.names, []string{""})
		c.values = append(c.values, make([]uint32, e.numbers))
	}
	values, err := e.values(fields)
	if err != nil {
		return nil, err
	}
	id := api.NewIndexInternalID(nil, 0)
	for doc := range e.numbers {
		id.SetValue(doc)
		err := values.VisitDocValues(id, func(field string, term []byte) {
			i := places[field]
			n, ok := known[i][string(term)]
			if !ok {
				n = uint32(len(c.names[i]))
				known[i][string(term)] = n
				c.names[i] = append(c.names[i], string(term))
			}
			c.values[i][doc] = n
		})
		if err != nil {
			return nil, err
		}
	}
	return c, nil
}

// count counts the values of the documents found, most frequent first; of their force those on
// a day, "" for that of the clock.
func (c *facetColumns) count(found postings, day string) []Facet {
	var out []Facet
	for i, f := range facetFields {
		counts := make([]int, len(c.names[i]))
		for _, m := range found {
			counts[c.values[i][m.doc]]++
		}
		facet := Facet{Field: f.name}
		if f.field == fieldForce {
			facet.Counts = sumUp(counts, c.force.on(c.names[i], day))
		} else {
			for v, n := range counts {
				if v > 0 && n > 0 {
					facet.Counts = append(facet.Counts, Count{c.names[i][v], n})
				}
			}
		}
		sortCounts(facet.Counts)
		facet.Counts = slices.Clip(facet.Counts[:min(len(facet.Counts), facetSize)])
		out = append(out, facet)
	}
	return out
}

// sumUp adds up the counts of terms that have one value; the first stands for no term.
func sumUp(counts []int, values []string) (out []Count) {
	sums := map[string]int{}
	for v, n := range counts {
		if v > 0 && n > 0 {
			sums[values[v]] += n
		}
	}
	for value, n := range sums {
		out = append(out, Count{value, n})
	}
	return out
}

func sortCounts(counts []Count) {
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Value, b.Value))
	})
}
