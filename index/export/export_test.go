package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Equal facts give equal bytes, whatever the order in which they came in and the
// folder they lie in.
func TestSameFactsSameBytes(t *testing.T) {
	one, two := openFacts(t, "/một", false), openFacts(t, "/a/hai", true)
	for _, f := range Formats {
		for _, what := range Whats {
			if !bytes.Equal(exported(t, one, f, what), exported(t, two, f, what)) {
				t.Errorf("%s of %s differs", f, what)
			}
		}
	}
}

func lines[T any](t *testing.T, b []byte) []T {
	t.Helper()
	var out []T
	for dec := json.NewDecoder(bytes.NewReader(b)); ; {
		var x T
		err := dec.Decode(&x)
		if errors.Is(err, io.EOF) {
			return out
		}
		must(t, err)
		out = append(out, x)
	}
}

// One line a citation and content: a content at many paths has the first of them,
// a law by name no ordinal, a reference of the document to itself no line.
func TestCitationLines(t *testing.T) {
	got := lines[Citation](t, exported(t, openFacts(t, "/in", false), JSONL, Citations))
	if len(got) != len(hostile)+1 {
		t.Fatalf("%d lines, want %d", len(got), len(hostile)+1)
	}
	ordinal := 0
	for i, c := range got {
		if c.File != "x/"+first() || len(c.Paths) != len(hostile)-2 || c.Index != i {
			t.Errorf("line %d: file %q, %d other paths, index %d", i, c.File, len(c.Paths), c.Index)
		}
		if i == 1 {
			if c.Ordinal != nil || c.Number != nil || orZero(c.Name) != "Đất đai" {
				t.Errorf("a law by its name: %v %v %v", c.Ordinal, c.Number, c.Name)
			}
			continue
		}
		ordinal++
		if orZero(c.Ordinal) != ordinal {
			t.Errorf("line %d: ordinal %d, want %d", i, orZero(c.Ordinal), ordinal)
		}
		if i < len(hostile) {
			stored := strings.ReplaceAll(hostile[i].text, "\x00", "\x1a")
			if c.Raw != stored || orZero(c.Title) != stored || c.Sentence != stored {
				t.Errorf("%s: %q", hostile[i].name, c.Raw)
			}
		}
		if held := i == 0; c.Held != held || c.Conflict != held || orZero(c.Citing) != "kh-1" ||
			orZero(c.Source) != "kh-1" {
			t.Errorf("line %d: %+v", i, c)
		}
	}
	last := got[len(got)-1]
	if last.Document != nil || cmp.Diff([]string{"nq-100", "nq-101"}, last.Candidates) != "" {
		t.Errorf("an uncertain citation: %v %v", last.Document, last.Candidates)
	}
}

// first is the first path in byte order of the file with many.
func first() string {
	least := "~"
	for _, h := range hostile {
		if h.name != "markup" && h.name != "control characters" {
			least = min(least, h.text)
		}
	}
	return least
}

func TestDocumentAndEdgeLines(t *testing.T) {
	c := openFacts(t, "/in", false)
	docs := lines[Document](t, exported(t, c, JSONL, Documents))
	if len(docs) != len(hostile)+1 || docs[0].ID != "kh-1" || len(docs[0].Files) != 1 ||
		docs[1].Title != hostile[0].text {
		t.Errorf("documents: %+v", docs)
	}
	if diff := cmp.Diff([]File{{Name: "b.pdf", SHA256: shaB, Paths: []string{}}}, docs[1].Files); diff != "" {
		t.Error(diff)
	}
	edges := lines[Edge](t, exported(t, c, JSONL, Edges))
	if len(edges) != len(hostile) {
		t.Fatalf("%d edges", len(edges))
	}
	want := Edge{From: "kh-1", To: "nq-100", Relation: legal.Repeals, Mentions: 1,
		Evidence: []Evidence{{File: "x/" + first(), SHA256: shaA, Page: 1}}}
	if diff := cmp.Diff(want, edges[0]); diff != "" {
		t.Error(diff)
	}
}

func TestInert(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "30-NQ/TW": "30-NQ/TW", "=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\t=1": "'\t=1", "\n": "'\n", " =1": "' =1", "＝1": "'＝1",
		"'a": "''a", "a=1": "a=1", "\ufeff=1": "'\ufeff=1", "Điều": "Điều",
		" ＝1": "' ＝1", "\u00a0＠a": "'\u00a0＠a", "\ufeff－1": "'\ufeff－1", "\u3000=1": "'\u3000=1", "\u2009+1": "'\u2009+1", "\u200b=1": "'\u200b=1", " '=1": " '=1", "—1": "—1", "  ": "  ",
	} {
		if got := Inert(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Tables as encoding/csv reads them: every text comes back, without its apostrophe.
func TestTables(t *testing.T) {
	c := openFacts(t, "/in", false)
	for what, want := range map[What]int{Citations: len(hostile) + 1, Documents: len(hostile) + 1,
		Edges: len(hostile)} {
		b := exported(t, c, CSV, what)
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		must(t, err)
		if len(rows) != want+1 {
			t.Errorf("%s: %d rows, want %d under the head", what, len(rows)-1, want)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Errorf("%s: %s %q may be taken for a formula", what, rows[0][i], cell)
				}
			}
		}
		if what != Documents {
			continue
		}
		for i := range hostile {
			wanted := strings.ReplaceAll(shownOf(i), "\r\n", "\n") // which encoding/csv does
			if got := strings.TrimPrefix(rows[i+2][11], "'"); got != wanted {
				t.Errorf("%s: got %q, want %q", hostile[i].name, got, wanted)
			}
		}
	}
}

func TestCypherString(t *testing.T) {
	for text, want := range map[string]string{
		"":         `''`,
		"a'b":      `'a\'b'`,
		`\`:        `'\\'`,
		`\u0027`:   `'\\' + 'u0027'`,
		`\\U0027`:  `'\\\\' + 'U0027'`,
		"a\nb\x00": `'a\nb` + "\uFFFD'",
	} {
		if got := cypherString(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
