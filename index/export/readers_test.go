package export

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The tests below hand what is written to readers that are not ours. "make
// programs" installs them; without one its test is skipped.

// written is the path of an export of the hostile facts.
func written(t *testing.T, f Format, what What) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export."+string(f))
	must(t, os.WriteFile(path, exported(t, openFacts(t, "/in", false), f, what), 0o644))
	return path
}

// reader runs a reader and returns what it prints.
func reader(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%s: %v: %s", name, err, stderr.String())
	}
	return out
}

// python returns a Python that has a module: that of the system before that of
// the path.
func python(t *testing.T, module string) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import "+module).Run() == nil {
			return name
		}
	}
	t.Skipf("SKIPPED: no Python with %s: make programs installs it", module)
	return ""
}

// read is a graph as a second reader sees it.
type read struct {
	Nodes map[string]map[string]string
	Edges [][4]any
}

func readPython(t *testing.T, module string, f Format) read {
	t.Helper()
	py := python(t, module)
	var r read
	must(t, json.Unmarshal(reader(t, py, "testdata/read.py", string(f), written(t, f, Documents)), &r))
	return r
}

func wantEdges() [][4]any {
	var out [][4]any
	files, r := facts()
	for i := range hostile {
		out = append(out, [4]any{"kh-1", r.Meanings[i].Document, string(files[0].Citations[i].Relation), float64(1)})
	}
	return out
}

func TestSecondReaders(t *testing.T) {
	for _, tt := range []struct {
		format Format
		module string
	}{{GraphML, "networkx"}, {GEXF, "networkx"}, {JSONLD, "rdflib"}} {
		t.Run(string(tt.format), func(t *testing.T) {
			r := readPython(t, tt.module, tt.format)
			if len(r.Nodes) != len(hostile)+1 {
				t.Errorf("%d documents, want %d", len(r.Nodes), len(hostile)+1)
			}
			if diff := cmp.Diff(wantEdges(), r.Edges); diff != "" {
				t.Errorf("edges: %s", diff)
			}
			for i, h := range hostile {
				want := shownOf(i)
				if tt.format == JSONLD {
					want = h.text
				}
				if got := r.Nodes[fmt.Sprintf("nq-1%02d", i)]["title"]; got != want {
					t.Errorf("%s: got %q, want %q", h.name, got, want)
				}
			}
			if got := r.Nodes["kh-1"]; got["date"] != "2023-04-15" || got["number"] != "1/KH-UBND" {
				t.Errorf("kh-1: %v", got)
			}
		})
	}
}

func TestSecondReaderOfTables(t *testing.T) {
	py := python(t, "csv")
	var rows [][]string
	must(t, json.Unmarshal(reader(t, py, "testdata/read.py", "csv", written(t, CSV, Documents)), &rows))
	if len(rows) != len(hostile)+2 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, h := range hostile {
		if got := strings.TrimPrefix(rows[i+2][11], "'"); rows[0][11] != "title" ||
			got != strings.TrimPrefix(Inert(shownOf(i)), "'") {
			t.Errorf("%s: got %q, want %q", h.name, got, shownOf(i))
		}
	}
}

func TestSecondReaderOfXML(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("SKIPPED: no xmllint: make programs installs it")
	}
	for _, f := range []Format{GraphML, GEXF} {
		reader(t, "xmllint", "--noout", "--nonet", written(t, f, ""))
	}
}

// Graphviz draws what was meant: every node and edge, and the letters of the title
// that are shown beside it.
func TestSecondReaderOfDOT(t *testing.T) {
	if _, err := exec.LookPath("dot"); err != nil {
		t.Skip("SKIPPED: no dot: make programs installs graphviz")
	}
	path := written(t, DOT, "")
	reader(t, "dot", "-Tsvg", "-o", os.DevNull, path)
	var drawn struct {
		Objects []struct{ Name, Tooltip string }
		Edges   []struct {
			Tail, Head int
			Label      string
		}
	}
	must(t, json.Unmarshal(reader(t, "dot", "-Tdot_json", path), &drawn))
	if len(drawn.Objects) != len(hostile)+1 || len(drawn.Edges) != len(hostile) {
		t.Fatalf("%d nodes, %d edges", len(drawn.Objects), len(drawn.Edges))
	}
	var edges [][4]any
	for _, e := range drawn.Edges {
		edges = append(edges, [4]any{drawn.Objects[e.Tail].Name, drawn.Objects[e.Head].Name, e.Label, float64(1)})
	}
	if diff := cmp.Diff(wantEdges(), edges); diff != "" {
		t.Error(diff)
	}
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n", "&amp;", "&")
	for i, h := range hostile {
		want := strings.ReplaceAll(shownOf(i), "\r\n", "\n")
		if got := unescape.Replace(drawn.Objects[i+1].Tooltip); got != want {
			t.Errorf("%s: got %q, want %q", h.name, got, want)
		}
	}
}

// The parser of Neo4j finds the statements that were meant and no others.
func TestSecondReaderOfCypher(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("SKIPPED: no node: make programs installs it")
	}
	if _, err := os.Stat("testdata/cypher/node_modules"); err != nil {
		t.Skip("SKIPPED: no parser of Cypher: make programs installs it")
	}
	var got struct {
		Statements int
		Errors     []string
	}
	must(t, json.Unmarshal(reader(t, "node", "testdata/cypher/read.js", written(t, Cypher, "")), &got))
	if want := 2 + 2*len(hostile); got.Statements != want || len(got.Errors) > 0 {
		t.Errorf("%d statements, want %d; errors %q", got.Statements, want, got.Errors)
	}
}
