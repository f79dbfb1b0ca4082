package index

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// corpus is a data folder with documents, and their texts.
type corpus struct {
	c     *catalog.Catalog
	r     *Reader
	ids   []string // of files, sorted
	texts map[string]legal.Text
	docs  []legal.Document
	spans map[string][]span
	forms map[string][]form
}

// openCorpus ingests a folder. The samples of the project are always there; real
// documents are read from DANCHIEU_CORPUS; DANCHIEU_CORPUS_DATA is a folder that was ingested before.
func openCorpus(t *testing.T, folder, data string) corpus {
	t.Helper()
	if data == "" {
		data = t.TempDir()
		bin := filepath.Join(t.TempDir(), "danchieu")
		if out, err := exec.Command("go", "build", "-o", bin, "../cmd/danchieu").CombinedOutput(); err != nil {
			t.Fatalf("build: %v\n%s", err, out)
		}
		out, err := exec.Command(bin, "ingest", "--no-ocr", "--data", data, folder).CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && (!asExit(err, &exit) || exit.ExitCode() != 3) {
			t.Fatalf("ingest: %v\n%s", err, out)
		}
	}
	c, err := catalog.OpenReader(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	out := corpus{c: c, r: mustOpen(t, filepath.Join(data, "index")), texts: map[string]legal.Text{},
		spans: map[string][]span{}, forms: map[string][]form{}}
	files, err := c.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, ok, err := c.Text(t.Context(), f.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			out.ids = append(out.ids, f.SHA256)
			out.texts[f.SHA256] = text
			out.spans[f.SHA256] = words(text.Content)
			for _, w := range out.spans[f.SHA256] {
				out.forms[f.SHA256] = append(out.forms[f.SHA256], formOf(text.Content[w.start:w.end]))
			}
		}
	}
	if out.docs, err = c.Documents(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d documents", len(out.ids), len(out.docs))
	return out
}

func asExit(err error, to **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*to = e
	return ok
}

// realCorpus returns where real documents lie, and ends the test where there are none.
func realCorpus(t *testing.T) (folder, data string) {
	data = os.Getenv("DANCHIEU_CORPUS_DATA")
	folder = os.Getenv("DANCHIEU_CORPUS")
	if folder == "" && data == "" {
		t.Skip("NO REAL DOCUMENTS: set DANCHIEU_CORPUS to a folder of them; the samples alone were searched")
	}
	if testing.Short() {
		t.Skip("real documents take a minute")
	}
	return folder, data
}

func TestCorpus(t *testing.T) {
	folder, data := realCorpus(t)
	c := openCorpus(t, folder, data)
	t.Run("forms", func(t *testing.T) { checkForms(t, c, 300) })
	if os.Getenv("DANCHIEU_PEERS") != "" {
		t.Run("peers", func(t *testing.T) { comparePeers(t, c, 300) })
		t.Run("peers over files", func(t *testing.T) { compareFilePeers(t, c, 300) })
	}
	t.Run("citations", func(t *testing.T) { checkCitations(t, c, 200, 100) })
	t.Run("pasted", func(t *testing.T) { checkPasted(t, c, 200, 0.975) })
	t.Run("short forms", func(t *testing.T) { checkShortPairs(t, c, 200) })
	t.Run("known item", func(t *testing.T) { checkKnownItems(t, c, 500, 0.80, 0.75) })
}

func TestSamples(t *testing.T) {
	c := openCorpus(t, "../testdata/plans", "")
	t.Run("forms", func(t *testing.T) { checkForms(t, c, 60) })
	t.Run("citations", func(t *testing.T) { checkCitations(t, c, 40, 20) })
	t.Run("pasted", func(t *testing.T) { checkPasted(t, c, 100, 0.9) })
	t.Run("short forms", func(t *testing.T) { checkShortPairs(t, c, 50) })
	t.Run("known item", func(t *testing.T) { checkKnownItems(t, c, 100, 0.80, 0.75) })
}

// oldTone puts the tone of oa, oe and uy on the second vowel: hoà, khoẻ, uỷ.
var oldTone = strings.NewReplacer("òa", "oà", "óa", "oá", "ỏa", "oả", "õa", "oã", "ọa", "oạ", "òe", "oè", "óe", "oé",
	"ỏe", "oẻ", "õe", "oẽ", "ọe", "oẹ",
	"ùy", "uỳ", "úy", "uý", "ủy", "uỷ", "ũy", "uỹ", "ụy", "uỵ")

var eth = strings.NewReplacer("đ", "d", "Đ", "D")

// spellings are the ways in which a query is typed.
var spellings = []struct {
	name string
	of   func(string) string
}{
	{"marks", func(s string) string { return s }},
	{"no marks", viet.Fold},
	{"NFD", norm.NFD.String},
	{"upper case", strings.ToUpper},
	{"old tone", oldTone.Replace},
	{"đ as d", eth.Replace},
}

// sample is a query drawn from a text.
type sample struct {
	words  []string // as printed
	phrase bool
	broken bool // it goes over the end of a line or a page
}

// typed returns the words as they are typed in a spelling.
func (s sample) typed(spelling func(string) string) []string {
	var out []string
	for _, w := range s.words {
		out = append(out, spelling(w))
	}
	return out
}

// draw draws words or a phrase from a text, a third of them over the end of a line
// or a page.
func draw(rnd *rand.Rand, t legal.Text, n int) (sample, bool) {
	spans := plainSpans(t.Content)
	length := 1 + rnd.Intn(4)
	s := sample{phrase: n%2 == 0, broken: n%3 == 0}
	if s.broken {
		length = max(length, 2)
		s.phrase = true
	}
	for range 2000 {
		if len(spans) <= length {
			return s, false
		}
		at := rnd.Intn(len(spans) - length)
		run := spans[at : at+length]
		span := legal.Span{Start: run[0].Start, End: run[length-1].End}
		if s.broken && len(t.Boxes(span)) < 2 {
			continue
		}
		s.words = nil
		for _, w := range run {
			s.words = append(s.words, t.Content[w.Start:w.End])
		}
		if strings.ContainsAny(strings.Join(s.words, ""), "0123456789") || len(strings.Join(s.words, "")) < 4 {
			continue // numbers are asked for in the test of citations
		}
		return s, true
	}
	return s, false
}

// plainSpans is a second, plainer way to take a text apart.
func plainSpans(s string) []legal.Span {
	var out []legal.Span
	start := -1
	for i, r := range s + " " {
		in := i < len(s) && isPlainWord(r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, legal.Span{Start: start, End: i})
			start = -1
		}
	}
	return out
}

// scan says whether a text has the words, by going through all of it: compared
// without marks where the query has none, with them otherwise.
func scan(content [][2]string, typed []string, phrase bool, lenient bool) bool {
	forms := make([][2]string, len(typed))
	for i, w := range typed {
		forms[i] = [2]string{viet.Marked(w), viet.Fold(w)}
	}
	same := func(printed, typed [2]string) bool {
		if typed[0] == typed[1] {
			return printed[1] == typed[1]
		}
		return printed[0] == typed[0] || lenient && typed[0][0] == 'd' && printed[0] == "đ"+typed[0][1:]
	}
	if !phrase {
		for _, w := range forms {
			if !slices.ContainsFunc(content, func(p [2]string) bool { return same(p, w) }) {
				return false
			}
		}
		return true
	}
	for i := 0; i+len(typed) <= len(content); i++ {
		ok := true
		for j, w := range forms {
			if !same(content[i+j], w) {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// checkForms asks n queries in every spelling and holds what is found against a scan
// of all texts, and every mark against the words.
func checkForms(t *testing.T, c corpus, n int) {
	folded := map[string][][2]string{}
	for id, text := range c.texts {
		for _, s := range plainSpans(text.Content) {
			w := text.Content[s.Start:s.End]
			folded[id] = append(folded[id], [2]string{viet.Marked(w), viet.Fold(w)})
		}
	}
	rnd := rand.New(rand.NewSource(3))
	asked, marks, broken := 0, 0, 0
	for i := 0; asked < n*len(spellings); i++ {
		if i > 20*n {
			t.Fatalf("only %d queries could be drawn", asked)
		}
		s, ok := draw(rnd, c.texts[c.ids[rnd.Intn(len(c.ids))]], asked/len(spellings))
		if !ok {
			continue
		}
		if s.broken {
			broken++
		}
		for _, spelling := range spellings {
			asked++
			marks += checkScan(t, c, folded, s.typed(spelling.of), s.phrase, spelling.name)
		}
	}
	t.Logf("%d queries, %d of them over the end of a line or a page, %d marks, all as the scan has them", asked,
		broken*len(spellings), marks)
}

func checkScan(t *testing.T, c corpus, content map[string][][2]string, typed []string, phrase bool,
	name string) (marks int) {
	t.Helper()
	text := strings.Join(typed, " ")
	if phrase {
		text = `"` + text + `"`
	} else if ref, ok := parseRef(text); ok {
		_ = ref
		return 0 // words that name a document are asked for in the test of citations
	}
	found, err := Find(context.Background(), c.c, c.r, text, Options{Limit: 10000})
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return 0
	}
	want := c.scanned(content, typed, phrase)
	var got []string
	for _, h := range found.Hits {
		if _, held := c.texts[h.ID]; held {
			got = append(got, h.ID)
		}
	}
	slices.Sort(got)
	if len(found.Replaced) > 0 || found.Partial {
		got = nil
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s, %s: %d found, the scan has %d", name, text, len(got), len(want))
		return 0
	}
	for n, id := range got {
		body := c.texts[id]
		all := found.Effective.highlights(c.spans[id], c.forms[id])
		if len(all) == 0 {
			t.Errorf("%s: no mark in %s", text, id)
		}
		for _, m := range all {
			marked := body.Content[m.Start:m.End]
			if !utf8.ValidString(marked) || !isTyped(marked, typed, phrase) && !spells(marked, typed) {
				t.Errorf("%s: marked %q", text, marked)
			}
			marks++
		}
		if n >= 3 {
			continue
		}
		for _, p := range found.Effective.Snippets(&body, nil, 3) {
			if len(p.Highlights) == 0 || p.Highlights[0].Start < p.Sentence.Start ||
				p.Highlights[len(p.Highlights)-1].End > p.Sentence.End {
				t.Errorf("%s: place %+v", text, p)
			}
		}
	}
	return marks
}

// isTyped reports whether a stretch of text is the phrase typed, or one of its words.
func isTyped(marked string, typed []string, phrase bool) bool {
	var have [][2]string
	for _, s := range plainSpans(marked) {
		w := marked[s.Start:s.End]
		have = append(have, [2]string{viet.Marked(w), viet.Fold(w)})
	}
	if phrase {
		return len(have) == len(typed) && scan(have, typed, true, true)
	}
	return len(have) == 1 && slices.ContainsFunc(typed,
		func(w string) bool { return scan(have, []string{w}, false, true) })
}

// checkKnownItems asks for n runs of eight words: the file they are from should come
// first. Many runs stand word for word in several files, and no order of these can be
// right for all; what the best order would reach is the bar where it is lower.
func checkKnownItems(t *testing.T, c corpus, n int, marked, plain float64) {
	for _, form := range []struct {
		name  string
		of    func(string) string
		least float64
	}{{"with marks", viet.Marked, marked}, {"without marks", viet.Fold, plain}} {
		texts := map[string]string{}
		lengths := map[string]int{}
		for id, text := range c.texts {
			w := typedAs(form.of, text.Content, plainSpans(text.Content))
			texts[id], lengths[id] = " "+strings.Join(w, " ")+" ", len(w)
		}
		rnd := rand.New(rand.NewSource(5))
		sum, most := 0.0, 0.0
		for asked := 0; asked < n; {
			id := c.ids[rnd.Intn(len(c.ids))]
			spans := plainSpans(c.texts[id].Content)
			if len(spans) < 9 {
				continue
			}
			at := rnd.Intn(len(spans) - 8)
			typed := strings.Join(typedAs(form.of, c.texts[id].Content, spans[at:at+8]), " ")
			asked++
			found, err := Find(context.Background(), c.c, c.r, typed, Options{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			rank := 0
			for _, h := range found.Hits {
				if h.Own && h.ID != id {
					continue // a document that the run names by its number comes first of all
				}
				if rank++; h.ID == id {
					sum += 1 / float64(rank)
				}
			}
			most += bestRank(c.ids, texts, lengths, id, " "+typed+" ")
		}
		mrr, most := sum/float64(n), most/float64(n)
		t.Logf("%s: MRR@10 %.3f; the best order of the files with these very words reaches %.3f", form.name, mrr, most)
		if least := min(form.least, 0.97*most); mrr < least {
			t.Errorf("%s: MRR@10 %.3f, at least %.3f wanted", form.name, mrr, least)
		}
	}
}

func typedAs(form func(string) string, content string, spans []legal.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, form(content[s.Start:s.End]))
	}
	return out
}

// bestRank returns the reciprocal rank of a file for one of its runs, where the files
// with that run are in the order of how probably it was drawn from them.
func bestRank(ids []string, texts map[string]string, lengths map[string]int, id, run string) float64 {
	share := func(id string) float64 { return float64(strings.Count(texts[id], run)) / float64(lengths[id]) }
	rank := 1
	for _, other := range ids {
		if s := share(other); s > share(id) || s == share(id) && other < id {
			rank++
		}
	}
	if rank > 10 {
		return 0
	}
	return 1 / float64(rank)
}

// numberSpellings are ways to type a number.
var numberSpellings = []func(legal.Document) string{
	func(d legal.Document) string { return d.Number },
	func(d legal.Document) string { return strings.ToLower(viet.Fold(d.Number)) },
	func(d legal.Document) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(viet.Fold(d.Number)),
			func(r rune) bool { return strings.ContainsRune("/-.&", r) }), " ")
	},
}

// checkCitations types the numbers of n documents: the document comes first; and in
// three spellings each those of m: all find the same.
func checkCitations(t *testing.T, c corpus, n, m int) {
	byKey := map[string]int{}
	for _, d := range c.docs {
		if !d.Symbol.IsZero() {
			byKey[d.Symbol.FoldKey()]++
		}
	}
	rnd := rand.New(rand.NewSource(11))
	right, asked, ambiguous := 0, 0, 0
	for _, at := range rnd.Perm(len(c.docs)) {
		d := c.docs[at]
		if d.Symbol.IsZero() || len(d.Symbol.Codes) == 0 || asked == n {
			continue
		}
		typed := numberSpellings[asked%3](d)
		if byKey[d.Symbol.FoldKey()] > 1 {
			ambiguous++
			typed = numberSpellings[asked%2](d)
			if d.Year != 0 && d.Symbol.Year == 0 {
				typed += fmt.Sprintf(" %d", d.Year)
			}
			if d.Body.Place != "" {
				typed += " " + d.Body.Place
			}
		}
		asked++
		found, err := Find(context.Background(), c.c, c.r, typed, Options{Limit: 20})
		if err != nil {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		first := len(found.Hits) > 0 && found.Hits[0].Document == d.ID && found.Hits[0].Own
		listed := slices.ContainsFunc(found.Candidates, func(o legal.Document) bool { return o.ID == d.ID })
		if first || listed && len(found.Candidates) > 1 && found.Hits[0].Own {
			right++
		} else {
			t.Errorf("%s typed for %s: %+v", typed, d.ID, found.Hits[:min(1, len(found.Hits))])
		}
		if asked <= m {
			checkSpellings(t, c, d)
		}
	}
	t.Logf("first is right in %d of %d typed citations, %d of them numbers of several documents; %d each spelled %d ways",
		right, asked, ambiguous, min(m, asked), len(numberSpellings))
}

func checkSpellings(t *testing.T, c corpus, d legal.Document) {
	var want []string
	for _, id := range c.ids { // the scan: every citation of every file
		mentions, err := c.c.Mentions(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		self, _ := c.c.SelfOf(context.Background(), id)
		own := false
		if doc, ok, _ := c.c.Document(context.Background(), self); ok && !doc.Symbol.IsZero() {
			own = doc.Symbol.FoldKey() == d.Symbol.FoldKey()
		}
		if own || slices.ContainsFunc(mentions, func(m catalog.Mention) bool {
			s, ok := legal.ParseSymbol(m.Number)
			return ok && s.FoldKey() == d.Symbol.FoldKey() || m.Document == d.ID
		}) {
			want = append(want, id)
		}
	}
	for _, spell := range numberSpellings {
		found, err := Find(context.Background(), c.c, c.r, spell(d), Options{Limit: 10000})
		if err != nil {
			t.Errorf("%s: %v", spell(d), err)
			continue
		}
		var got []string
		for _, h := range found.Hits {
			if _, held := c.texts[h.ID]; held {
				got = append(got, h.ID)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s typed for %s: %d files, the scan has %d", spell(d), d.ID, len(got), len(want))
		}
	}
}
