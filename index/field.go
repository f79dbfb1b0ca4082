package index

import (
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/document"
	api "github.com/blevesearch/bleve_index_api"
)

// field is a field of a document whose terms are known already. Bleve's own fields
// make a token of every word first, which is most of the work of indexing.
type field struct {
	name    string
	options api.FieldIndexingOptions
	value   []byte // stored, or the column value
	length  int    // words in it
	terms   []occurring
	bigrams string // the terms of bigrams, one behind the other: each occurs once
	room    *room
}

// How a field is kept. Frequencies cost two bytes and more for every term of every document,
// and are kept where the rank needs them, and where most terms stand in one document: Bleve
// keeps such a term, where it occurs once, in its dictionary.
const (
	counted = api.IndexField
	present = api.IndexField | api.SkipFreqNorm
	column  = api.IndexField | api.DocValues | api.SkipFreqNorm
	stored  = api.StoreField
)

// room holds the terms of one document, field by field, in the maps in which Bleve takes them. It takes those of one
// document after the other, so that documents share a room: in maps of their own the terms would be two fifths of the
// memory that indexing takes.
type room struct {
	fields map[string]api.TokenFrequencies
	freqs  []*api.TokenFreq // by number
}

func newRoom() *room { return &room{fields: make(map[string]api.TokenFrequencies)} }

// terms returns an empty map for so many terms of a field. The one returned for that field before is of no more use.
func (r *room) terms(field string, n int) api.TokenFrequencies {
	m := emptied(r.fields[field], n)
	r.fields[field] = m
	return m
}

// roomy is how many more than are needed a map may have held that is used again: emptying a large one takes long.
const roomy = 1 << 14

// emptied returns a map for so many keys, m itself where it fits.
func emptied[M ~map[K]V, K comparable, V any](m M, n int) M {
	if m == nil || len(m) > n+roomy {
		return make(M, n)
	}
	clear(m)
	return m
}

// frequency returns that of a term which occurs n times. Bleve reads no more of it than the
// number, so terms share it.
func (r *room) frequency(n int) *api.TokenFreq {
	for len(r.freqs) <= n {
		f := &api.TokenFreq{}
		f.SetFrequency(len(r.freqs))
		r.freqs = append(r.freqs, f)
	}
	return r.freqs[n]
}

// Name implements [document.Field], and so do the methods below.
func (f *field) Name() string                      { return f.name }
func (f *field) ArrayPositions() []uint64          { return nil }
func (f *field) Options() api.FieldIndexingOptions { return f.options }
func (f *field) Analyze()                          {}
func (f *field) Value() []byte                     { return f.value }
func (f *field) NumPlainTextBytes() uint64         { return uint64(len(f.value)) }
func (f *field) Size() int                         { return len(f.value) }
func (f *field) EncodedFieldType() byte            { return 't' }
func (f *field) AnalyzedLength() int               { return f.length }

// AnalyzedTokenFrequencies returns the terms of the field, until those of the same field of another document are asked for.
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies {
	terms := f.room.terms(f.name, len(f.terms)+len(f.bigrams)/bigramBytes)
	for _, t := range f.terms {
		terms[t.term] = f.room.frequency(t.n)
	}
	for rest := f.bigrams; rest != ""; rest = rest[bigramBytes:] {
		terms[rest[:bigramBytes]] = f.room.frequency(1)
	}
	return terms
}

// document returns what the index keeps of the entry. The terms of its fields are in the room of the analyzer when Bleve asks
// for them, and so of one document at a time.
func (e Entry) document(a *analyzer) *document.Document {
	d := document.NewDocument(e.ID)
	t := a.analyze(e.passages())
	d.AddField(&field{name: fieldWords, options: counted, length: t.n, terms: t.words, room: a.room})
	d.AddField(&field{name: fieldBigrams, options: counted, length: 1, bigrams: bigramTerms(t.bigrams), room: a.room})
	if len(t.short) > 0 {
		d.AddField(&field{name: fieldShort, options: counted, length: t.n, terms: t.short, room: a.room})
	}
	d.AddField(&field{name: fieldSequence, options: stored, value: t.sequence, room: a.room})
	facts := e.facts()
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		f := &field{name: name, options: present, length: len(facts[name]), room: a.room}
		if columns[name] {
			f.options = column
		}
		for _, v := range facts[name] {
			if v != "" {
				f.terms = append(f.terms, occurring{term: v})
			}
		}
		if len(f.terms) > 0 {
			d.AddField(f)
		}
	}
	return d
}

// bigramTerms returns the terms of bigrams as one string.
func bigramTerms(bigrams []uint64) string {
	terms := make([]byte, 0, bigramBytes*len(bigrams))
	for _, b := range bigrams {
		terms = appendBigram(terms, b)
	}
	return string(terms)
}
