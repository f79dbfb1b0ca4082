package resolve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// identityCase is a few short documents, and which of their numbered citations
// ("a.txt#2") are one document, two, or open.
type identityCase struct {
	ID           string
	Docs         []struct{ File, Text string }
	Same, Differ [][2]string
	Ambiguous    map[string][]string
	Conflict     []string
	Held         []string
}

// TestIdentityCases runs the cases of a file outside the repository through the
// real reading of text; DANCHIEU_SHARED names the folder that has it.
func TestIdentityCases(t *testing.T) {
	dir := os.Getenv("DANCHIEU_SHARED")
	if dir == "" {
		t.Skip("DANCHIEU_SHARED is not set")
	}
	f, err := os.Open(filepath.Join(dir, "gold", "identity", "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c identityCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		t.Run(c.ID, func(t *testing.T) { c.check(t) })
	}
}

// answer is what became of one citation.
type answer struct {
	legal.Meaning
	held, conflict, self bool
}

func (c *identityCase) answers() map[string]answer {
	var readings []legal.Reading
	for _, d := range c.Docs {
		text := layout.Plain(d.Text)
		readings = append(readings, legal.Reading{File: d.File, Head: text.Head, Citations: cite.Find(text)})
	}
	r := documents(readings)
	docs := map[string]legal.Document{}
	for _, d := range r.Documents {
		docs[d.ID] = d
	}
	out := map[string]answer{}
	ordinal := map[string]int{}
	for _, m := range r.Meanings {
		ordinal[m.File]++
		d := docs[m.Document]
		out[fmt.Sprintf("%s#%d", m.File, ordinal[m.File])] = answer{m, d.Held != "", d.Conflict,
			m.Document == r.Self[m.File]}
	}
	return out
}

func (c *identityCase) check(t *testing.T) {
	got := c.answers()
	for _, p := range c.Same {
		if a, b := got[p[0]].Document, got[p[1]].Document; a == "" || a != b {
			t.Errorf("%v are one document, got %q and %q", p, a, b)
		}
	}
	for _, p := range c.Differ {
		if a, b := got[p[0]].Document, got[p[1]].Document; a == "" || b == "" || a == b {
			t.Errorf("%v are two documents, got %q and %q", p, a, b)
		}
	}
	for k, among := range c.Ambiguous {
		var want []string
		for _, a := range among {
			want = append(want, got[a].Document)
		}
		slices.Sort(want)
		if got[k].Document != "" || !slices.Equal(want, got[k].Candidates) {
			t.Errorf("%s is open among %v, got %+v", k, want, got[k])
		}
	}
	conflicts := map[string]bool{}
	for _, k := range c.Conflict {
		conflicts[got[k].Document] = true
	}
	for k, a := range got {
		if a.held != slices.Contains(c.Held, k) && !a.self {
			t.Errorf("%s: held is %v", k, a.held)
		}
		if a.conflict != conflicts[a.Document] {
			t.Errorf("%s: conflict is %v", k, a.conflict)
		}
	}
}
