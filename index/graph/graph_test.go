package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// load makes a graph of lines "from relation to", each one citation, and of
// documents "id date".
func load(t *testing.T, lines ...string) *Graph {
	t.Helper()
	c, err := catalog.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sha := strings.Repeat("a", 64)
	var r legal.Resolved
	docs := map[string]legal.Date{}
	for i, line := range lines {
		f := strings.Fields(line)
		if len(f) == 2 {
			d, err := legal.ParseDate(f[1])
			if err != nil {
				t.Fatal(err)
			}
			docs[f[0]] = d
			continue
		}
		for _, id := range []string{f[0], f[2]} {
			if _, ok := docs[id]; !ok {
				docs[id] = legal.Date{}
			}
		}
		r.Edges = addEdge(r.Edges, f[0], f[2], legal.Relation(f[1]), legal.CitationRef{File: sha, Index: i})
	}
	for id, d := range docs {
		r.Documents = append(r.Documents, legal.Document{ID: id, Date: d})
	}
	ctx := context.Background()
	file := catalog.File{SHA256: sha, Status: catalog.Read, Citations: make([]legal.Citation, len(lines))}
	if err := c.PutFile(ctx, file, catalog.Path{Path: "/in/a.pdf"}); err != nil {
		t.Fatal(err)
	}
	if err := c.SaveResolved(ctx, r); err != nil {
		t.Fatal(err)
	}
	g, err := Load(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func addEdge(edges []legal.Edge, from, to string, r legal.Relation, ref legal.CitationRef) []legal.Edge {
	i := slices.IndexFunc(edges, func(e legal.Edge) bool { return e.From == from && e.To == to && e.Relation == r })
	if i < 0 {
		return append(edges, legal.Edge{From: from, To: to, Relation: r, Evidence: []legal.CitationRef{ref}})
	}
	edges[i].Evidence = append(edges[i].Evidence, ref)
	return edges
}

// show writes links as "id relation×mentions …".
func show(links []Link) string {
	var out []string
	for _, l := range links {
		s := l.ID
		for _, step := range l.Steps {
			s += fmt.Sprintf(" %s×%d", step.Relation, len(step.Evidence))
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestNeighbours(t *testing.T) {
	g := load(t, "a cites x", "a based_on x", "a cites x", "a implements z", "a implements y", "y 2021-05-04", "z 2020", "b cites x", "a implements w", "x amends a")
	for name, test := range map[string]struct {
		got  []Link
		want string
	}{
		"cites":           {g.Cites("a"), "z implements×1; y implements×1; w implements×1; x based_on×1 cites×2"},
		"cited by":        {g.CitedBy("x"), "a based_on×1 cites×2; b cites×1"},
		"cites nothing":   {g.Cites("z"), ""},
		"no such thing":   {g.Cites("nowhere"), ""},
		"in both ways":    {g.Cites("x"), "a amends×1"},
		"cited by nobody": {g.CitedBy("b"), ""},
	} {
		if got := show(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	evidence := g.Cites("a")[3].Steps[1].Evidence
	sha := strings.Repeat("a", 64)
	if diff := cmp.Diff([]legal.CitationRef{{File: sha, Index: 0}, {File: sha, Index: 2}}, evidence); diff != "" {
		t.Error(diff)
	}
	if n := g.Cites("a")[3].Mentions(); n != 3 {
		t.Errorf("%d mentions, want 3", n)
	}
}

// tree writes a trace with two spaces a step.
func tree(n *Node, indent string) string {
	if n == nil {
		return ""
	}
	s := indent + n.ID
	if n.Cycle {
		s += " cycle"
	}
	if n.Repeat {
		s += " repeat"
	}
	if n.Cut > 0 {
		s += fmt.Sprintf(" +%d", n.Cut)
	}
	s += "\n"
	for _, m := range n.Next {
		s += tree(m, indent+"  ")
	}
	return s
}

func TestTrace(t *testing.T) {
	// school → department → province → decree → law, and the department cites
	// the decree as well; the law's amendment makes a cycle.
	g := load(t, "school implements dept", "dept implements prov", "prov based_on decree", "dept based_on decree", "decree guides law", "law cites decree", "school cites law")
	for name, test := range map[string]struct {
		id    string
		way   Way
		only  []legal.Relation
		depth int
		want  string
	}{
		"up":           {"school", Up, nil, 0, "school\n  dept\n    prov\n      decree repeat\n    decree\n      law repeat\n  law\n    decree repeat\n"},
		"one step":     {"school", Up, nil, 1, "school\n  dept +2\n  law +1\n"},
		"one relation": {"school", Up, []legal.Relation{legal.Implements}, 0, "school\n  dept\n    prov\n"},
		"down":         {"decree", Down, nil, 0, "decree\n  dept\n    school\n  prov\n    dept repeat\n  law\n    decree cycle\n    school repeat\n"},
		"unknown":      {"nowhere", Up, nil, 0, ""},
	} {
		if diff := cmp.Diff(test.want, tree(g.Trace(test.id, test.way, test.only, test.depth), "")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPath(t *testing.T) {
	g := load(t, "school implements dept", "dept implements prov", "prov based_on decree", "dept based_on decree", "decree cites dept")
	for name, test := range map[string]struct {
		from, to string
		only     []legal.Relation
		want     string
	}{
		"shortest":     {"school", "decree", nil, "school; dept implements×1; decree based_on×1"},
		"itself":       {"dept", "dept", nil, "dept"},
		"against":      {"prov", "school", nil, ""},
		"one relation": {"school", "decree", []legal.Relation{legal.Implements}, ""},
		"unknown":      {"school", "nowhere", nil, ""},
	} {
		if got := show(g.Path(test.from, test.to, test.only)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
