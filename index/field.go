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

// How a field is kept. Frequencies cost two bytes and more for every term of every document,
// and are kept where the rank needs them, and where most terms stand in one document: Bleve
// keeps such a term, where it occurs once, in its dictionary.
const (
	counted = api.IndexField
	present = api.IndexField | api.SkipFreqNorm
	column  = api.IndexField | api.DocValues | api.SkipFreqNorm
	stored  = api.StoreField
)

// newField returns a field for so many terms and how often each occurs.
func newField(name string, options api.FieldIndexingOptions, length, terms int) *field {
	return &field{name: name, options: options, terms: make(api.TokenFrequencies, terms), length: length}
}

// frequency returns that of a term which occurs n times. Bleve reads no more of it than the
// number, so terms share it.
func (a *analyzer) frequency(n int) *api.TokenFreq {
	for len(a.freqs) <= n {
		f := &api.TokenFreq{}
		f.SetFrequency(len(a.freqs))
		a.freqs = append(a.freqs, f)
	}
	return a.freqs[n]
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
	t := a.analyze(e.passages())
	words := newField(fieldWords, counted, t.n, len(t.words))
	for _, w := range t.words {
		words.terms[w.term] = a.frequency(w.n)
	}
	d.AddField(words)
	d.AddField(t.bigramField(a))
	if len(t.short) > 0 {
		short := newField(fieldShort, counted, t.n, len(t.short))
		for term, n := range t.short {
			short.terms[term] = a.frequency(n)
		}
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
		f := newField(name, options, len(values), len(values))
		for _, v := range values {
			if v != "" {
				f.terms[v] = a.frequency(0)
			}
		}
		if len(f.terms) > 0 {
			d.AddField(f)
		}
	}
	return d
}

// bigramField returns the bigrams, whose terms are parts of one string.
func (t analyzed) bigramField(a *analyzer) *field {
	terms := make([]byte, 0, bigramBytes*len(t.bigrams))
	for _, b := range t.bigrams {
		terms = appendBigram(terms, b)
	}
	f := newField(fieldBigrams, counted, 1, len(t.bigrams))
	for rest := string(terms); rest != ""; rest = rest[bigramBytes:] {
		f.terms[rest[:bigramBytes]] = a.frequency(1)
	}
	return f
}
