package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"
)

// keeping is a way to keep documents in Bleve.
type keeping struct {
	name string
	// documents returns what is indexed of one.
	documents func(a *analyzer, d paged) []*document.Document
	// phrase returns how many documents have a phrase; nil where the mapping cannot tell
	// without the text.
	phrase func(e *eval, s store, words []form) (int, error)
}

// mappings are those among which the index chose.
var mappings = []keeping{
	{"marked and folded words, positions, text",
		func(_ *analyzer, d paged) []*document.Document { return positioned(d, true) }, positionedPhrase},
	{"marked and folded words, positions", func(_ *analyzer, d paged) []*document.Document { return positioned(d, false) },
		positionedPhrase},
	{"words", func(a *analyzer, d paged) []*document.Document { return only(a, d, fieldWords) }, nil},
	{"words, bigrams", func(a *analyzer, d paged) []*document.Document { return only(a, d, fieldWords, fieldBigrams) },
		nil},
	{"words, sequence", func(a *analyzer, d paged) []*document.Document { return only(a, d, fieldWords, fieldSequence) },
		sequencePhraseOnly},
	{"words, bigrams, sequence", func(a *analyzer, d paged) []*document.Document { return []*document.Document{d.document(a)} }, bigramPhrase},
	{"words, bigrams, sequence, a unit a page", pages, bigramPhrase},
}

// only returns a document with some of the fields of the text and all facts.
func only(a *analyzer, d paged, texts ...string) []*document.Document {
	full := d.document(a)
	out := document.NewDocument(full.ID())
	for _, f := range full.Fields {
		if name := f.Name(); slices.Contains(texts, name) ||
			name != fieldWords && name != fieldBigrams && name != fieldSequence {
			out.AddField(f)
		}
	}
	return []*document.Document{out}
}

// located is a field of terms with their places.
type located struct {
	*field
	terms api.TokenFrequencies
}

func (f located) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.terms }

// positioned returns a document as Bleve's own text fields have it: the marked and
// the folded form of each word at its position.
func positioned(d paged, text bool) []*document.Document {
	out := only(newAnalyzer(), d)[0]
	f := located{&field{name: "text", options: api.IndexField | api.IncludeTermVectors}, api.TokenFrequencies{}}
	if text {
		f.options |= api.StoreField
		f.value = []byte(d.Text)
	}
	for i, w := range words(d.Text) {
		form := formOf(d.Text[w.start:w.end])
		for _, term := range slices.Compact([]string{form.marked, "~" + form.folded}) {
			t, ok := f.terms[term]
			if !ok {
				t = &api.TokenFreq{Term: []byte(term)}
				f.terms[term] = t
			}
			t.Locations = append(t.Locations,
				&api.TokenLocation{Field: "text", Start: w.start, End: w.end, Position: i + 1})
			t.SetFrequency(len(t.Locations))
		}
		f.length++
	}
	out.AddField(f)
	return []*document.Document{out}
}

func positionedPhrase(_ *eval, s store, words []form) (int, error) {
	var terms []string
	for _, w := range words {
		term := w.marked
		if !w.hasMarks() {
			term = "~" + w.folded
		}
		terms = append(terms, term)
	}
	res, err := s.Search(bleve.NewSearchRequestOptions(query.NewPhraseQuery(terms, "text"), 10, 0, false))
	if err != nil {
		return 0, err
	}
	return int(res.Total), nil
}

func pages(a *analyzer, d paged) []*document.Document {
	var out []*document.Document
	for i, page := range d.Pages {
		e := d.Entry
		e.ID, e.Text = fmt.Sprintf("%s %d", e.ID, i), page
		out = append(out, e.document(a))
	}
	return out
}

func bigramPhrase(e *eval, _ store, words []form) (int, error) {
	l, err := e.phrase(words)
	return len(l), err
}

// sequencePhraseOnly checks the sequence of every document that has all words.
func sequencePhraseOnly(e *eval, _ store, words []form) (int, error) {
	var found postings
	for i, w := range words {
		l, err := e.word(w)
		if err != nil {
			return 0, err
		}
		if i == 0 {
			found = l
		} else {
			found = and(found, l)
		}
	}
	l, err := e.checked(found, words)
	return len(l), err
}

// TestMappings writes the table of the mappings over the same documents: size to
// text, processor time to that of FTS5, memory, and what a phrase takes.
func TestMappings(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("DANCHIEU_SCALE"))
	if n == 0 {
		t.Skip("DANCHIEU_SCALE is not set: make bench compares mappings")
	}
	n = min(n, 2000)
	dir := t.TempDir()
	file := filepath.Join(dir, "documents.jsonl")
	text := writeDocuments(t, file, n)
	theirs := measured(t, "fts5", dir, file)
	t.Logf("%d documents, %.0f MB of text", n, text/1e6)
	t.Logf("%-42s %6s %9s %7s %18s", "", "size", "CPU/FTS5", "MB", "phrase p50/p99 ms")
	t.Logf("%-42s %5.2fx %8.1fx %7.0f", "FTS5, a row a page, exact and folded", theirs.bytes/text, 1.0,
		theirs.memory/1e6)
	for i, m := range mappings {
		c := measured(t, strconv.Itoa(i), dir, file)
		took := "-"
		if m.phrase != nil {
			took = phrasesOf(t, m, filepath.Join(dir, strconv.Itoa(i)), file)
		}
		t.Logf("%-42s %5.2fx %8.1fx %7.0f %18s", m.name, c.bytes/text, c.cpu/theirs.cpu, c.memory/1e6, took)
	}
}

// buildMapping builds an index by one mapping, in batches like those of Update.
func buildMapping(m keeping, file, target string) error {
	s, err := createStore(target)
	if err != nil {
		return err
	}
	a, batch, size := newAnalyzer(), s.NewBatch(), 0
	for d, err := range readDocuments(file) {
		if err != nil {
			return err
		}
		for _, doc := range m.documents(a, d) {
			if err := batch.IndexAdvanced(doc); err != nil {
				return err
			}
		}
		if size += len(d.Text); size < batchSize {
			continue
		}
		if err := s.Batch(batch); err != nil {
			return err
		}
		batch.Reset()
		size = 0
	}
	if err := s.Batch(batch); err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	return tidy(context.Background(), target)
}

// phrasesOf asks an index for phrases and returns the median and the slowest hundredth.
func phrasesOf(t *testing.T, m keeping, dir, file string) string {
	var docs []paged
	for d, err := range readDocuments(file) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	s, err := openStore(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.reader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var took []time.Duration
	for _, q := range questions(docs) {
		if q.kind != "phrase" {
			continue
		}
		began := time.Now()
		e, err := newEval(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		found, err := m.phrase(e, s, formsOf(q.ours))
		if err != nil {
			t.Fatal(err)
		}
		if took = append(took, time.Since(began)); found == 0 {
			t.Errorf("%s: %s not found", m.name, q.ours)
		}
	}
	slices.Sort(took)
	return fmt.Sprintf("%.2f / %.2f", ms(took, 50), ms(took, 99))
}
