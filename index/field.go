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
	terms   api.TokenFrequencies
	length  int // words in it
}

// How a field is kept. Frequencies cost six bytes for every term of every document,
// and are kept where the rank needs them.
const (
	counted = api.IndexField
	present = api.IndexField | api.SkipFreqNorm
	column  = api.IndexField | api.DocValues | api.SkipFreqNorm
	stored  = api.StoreField
)

// newField returns a field with terms and how often each occurs.
func newField(name string, options api.FieldIndexingOptions, length int) *field {
	return &field{name: name, options: options, terms: make(api.TokenFrequencies), length: length}
}

func (f *field) add(term string, n int) {
	t := &api.TokenFreq{Term: []byte(term)}
	if f.options&api.SkipFreqNorm == 0 {
		t.SetFrequency(n)
	}
	f.terms[term] = t
}

// Name implements [document.Field], and so do the methods below.
func (f *field) Name() string                                   { return f.name }
func (f *field) ArrayPositions() []uint64                       { return nil }
func (f *field) Options() api.FieldIndexingOptions              { return f.options }
func (f *field) Analyze()                                       {}
func (f *field) Value() []byte                                  { return f.value }
func (f *field) NumPlainTextBytes() uint64                      { return uint64(len(f.value)) }
func (f *field) Size() int                                      { return len(f.value) }
func (f *field) EncodedFieldType() byte                         { return 't' }
func (f *field) AnalyzedLength() int                            { return f.length }
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.terms }

// document returns what the index keeps of the entry.
func (e Entry) document(a *analyzer) *document.Document {
	d := document.NewDocument(e.ID)
	var t analyzed
	for _, passage := range e.passages() {
		a.add(&t, passage)
	}
	words := newField(fieldWords, counted, t.n)
	for term, n := range t.words {
		words.add(term, n)
	}
	short := newField(fieldShort, counted, t.n)
	for term, n := range t.short {
		short.add(term, n)
	}
	bigrams := newField(fieldBigrams, present, len(t.bigrams))
	for term := range t.bigrams {
		bigrams.add(term, 1)
	}
	d.AddField(words)
	d.AddField(bigrams)
	if len(t.short) > 0 {
		d.AddField(short)
	}
	d.AddField(&field{name: fieldSequence, options: stored, value: t.sequence})
	facts := e.facts()
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		values := facts[name]
		options := present
		if columns[name] {
			options = column
		}
		f := newField(name, options, len(values))
		for _, v := range values {
			if v != "" {
				f.add(v, 1)
			}
		}
		if len(f.terms) > 0 {
			d.AddField(f)
		}
	}
	return d
}
