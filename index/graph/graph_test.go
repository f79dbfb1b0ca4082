package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// load makes a graph of lines "from relation to", each one citation, and of
// documents "id date".
func load(t *testing.T, lines ...string) *Graph {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	file := catalog.File{SHA256: strings.Repeat("a", 64), Status: catalog.Read}
	var r legal.Resolved
	docs := map[string]legal.Date{}
	for _, line := range lines {
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
		stated(&file, &r, f[0], f[2], f[1])
	}
	for id, d := range docs {
		r.Documents = append(r.Documents, legal.Document{ID: id, Date: d})
	}
	ctx := context.Background()
	if err := c.PutFile(ctx, file, catalog.Path{Path: "/in/a.pdf"}); err != nil {
		t.Fatal(err)
	}
	if err := c.Update(ctx, func(tx *catalog.Tx) error { return tx.Save(r, nil) }); err != nil {
		t.Fatal(err)
	}
	g, err := Load(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// stated adds what makes an edge to a file and what it means: a citation of a document
// and, behind it, one that this document states.
func stated(f *catalog.File, r *legal.Resolved, from, to, relation string) {
	n := len(f.Citations)
	f.Citations = append(f.Citations, legal.Citation{From: -1},
		legal.Citation{From: n, Relation: legal.Relation(relation)})
	for i, id := range []string{from, to} {
		r.Meanings = append(r.Meanings,
			legal.Meaning{CitationRef: legal.CitationRef{File: f.SHA256, Index: n + i}, Document: id})
	}
}

// show writes links as "id relation …".
func show(links []Link) string {
	var out []string
	for _, l := range links {
		s := l.ID
		for _, r := range l.Relations {
			s += " " + string(r)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestNeighbours(t *testing.T) {
	g := load(t, "a cites x", "a based_on x", "a cites x", "a implements z", "a implements y", "y 2021-05-04", "z 2020",
		"b cites x", "a implements w", "x amends a")
	for name, test := range map[string]struct {
		got  []Link
		want string
	}{
		"cites":           {g.Cites("a"), "z implements; y implements; w implements; x based_on cites"},
		"cited by":        {g.CitedBy("x"), "a based_on cites; b cites"},
		"cites nothing":   {g.Cites("z"), ""},
		"no such thing":   {g.Cites("nowhere"), ""},
		"in both ways":    {g.Cites("x"), "a amends"},
		"cited by nobody": {g.CitedBy("b"), ""},
	} {
		if got := show(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
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
	g := load(t, "school implements dept", "dept implements prov", "prov based_on decree", "dept based_on decree",
		"decree guides law", "law cites decree", "school cites law")
	for name, test := range map[string]struct {
		id           string
		way          Way
		only         []legal.Relation
		depth, limit int
		want         string
	}{
		"up":           {"school", Up, nil, 0, 0, "school\n  dept\n    prov\n      decree repeat\n    decree\n      law repeat\n  law\n    decree repeat\n"},
		"one step":     {"school", Up, nil, 1, 0, "school\n  dept +2\n  law +1\n"},
		"limit":        {"school", Up, nil, 0, 3, "school\n  dept +1\n    prov +1\n  law +1\n"},
		"one relation": {"school", Up, []legal.Relation{legal.Implements}, 0, 0, "school\n  dept\n    prov\n"},
		"down":         {"decree", Down, nil, 0, 0, "decree\n  dept\n    school\n  prov\n    dept repeat\n  law\n    decree cycle\n    school repeat\n"},
		"unknown":      {"nowhere", Up, nil, 0, 0, ""},
	} {
		if diff := cmp.Diff(test.want,
			tree(g.Trace(test.id, test.way, test.only, test.depth, test.limit), "")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// chains writes paths as "n: a relation b relation c; …".
func chains(p *Paths, limit int) string {
	if p == nil {
		return ""
	}
	var out []string
	for _, c := range p.First(limit) {
		out = append(out, chain(c))
	}
	return fmt.Sprintf("%d: %s", p.Count, strings.Join(out, "; "))
}

func chain(links []Link) string {
	s := links[0].ID
	for _, l := range links[1:] {
		s += fmt.Sprintf(" %s %s", l.Relations[0], l.ID)
	}
	return s
}

func TestPaths(t *testing.T) {
	g := load(t, "school implements dept", "school cites office", "office based_on decree", "dept implements prov",
		"prov based_on decree", "dept based_on decree", "decree cites dept", "dept cites decree")
	for name, test := range map[string]struct {
		from, to string
		only     []legal.Relation
		want     string
	}{
		"all shortest":   {"school", "decree", nil, "2: school implements dept based_on decree; school cites office based_on decree"},
		"itself":         {"dept", "dept", nil, "1: dept"},
		"against":        {"prov", "school", nil, ""},
		"some relations": {"school", "decree", []legal.Relation{legal.Implements, legal.BasedOn}, "1: school implements dept based_on decree"},
		"one relation":   {"school", "decree", []legal.Relation{legal.Implements}, ""},
		"unknown":        {"school", "nowhere", nil, ""},
	} {
		if got := chains(g.Paths(test.from, test.to, test.only), 0); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// Of chains too many to list some are listed and all are counted.
func TestManyPaths(t *testing.T) {
	var lines []string
	for i := range 70 { // each pair of steps doubles the number
		for _, side := range []string{"l", "r"} {
			lines = append(lines, fmt.Sprintf("%03d cites %03d%s", i, i, side),
				fmt.Sprintf("%03d%s cites %03d", i, side, i+1))
		}
	}
	p := load(t, lines...).Paths("000", "070", nil)
	if want := "1180591620717411303424"; p.Count.String() != want || p.Steps != 140 { // 2⁷⁰
		t.Errorf("%s chains of %d steps, want %s", p.Count, p.Steps, want)
	}
	if n := len(p.First(3)); n != 3 {
		t.Errorf("%d chains listed, want 3", n)
	}
}

func TestCommon(t *testing.T) {
	g := load(t, "a implements p", "b implements p", "p based_on law", "a based_on law", "b cites q",
		"q based_on decree", "a cites decree", "a cites old", "b cites old", "old 1990", "p 2020", "b implements deep", "deep cites law", "c cites alone")
	for _, tt := range []struct {
		a, b  string
		only  []legal.Relation
		limit int
		want  string
	}{
		{"a", "b", nil, 0, "4: old 2 a cites old | b cites old; p 2 a implements p | b implements p; " +
			"decree 3 a cites decree | b cites q based_on decree; law 3 a based_on law | b implements p based_on law"},
		{"a", "b", nil, 1, "4: old 2 a cites old | b cites old"},
		{"a", "b", []legal.Relation{legal.Implements}, 0, "1: p 2 a implements p | b implements p"},
		{"p", "a", nil, 0, "2: p 1 p | a implements p; law 2 p based_on law | a based_on law"},
		{"a", "c", nil, 0, "0: "},
		{"a", "nowhere", nil, 0, "0: "},
	} {
		found, total := g.Common(tt.a, tt.b, tt.only, tt.limit)
		var got []string
		for _, c := range found {
			got = append(got, fmt.Sprintf("%s %d %s | %s", c.ID, c.Steps, chain(c.Chains[0]), chain(c.Chains[1])))
		}
		if diff := cmp.Diff(tt.want, fmt.Sprintf("%d: %s", total, strings.Join(got, "; "))); diff != "" {
			t.Errorf("%s and %s: %s", tt.a, tt.b, diff)
		}
	}
}

func TestReach(t *testing.T) {
	g := load(t, "plan implements resolution", "sub implements plan", "sub cites resolution", "other cites plan")
	for name, test := range map[string]struct {
		only  []legal.Relation
		depth int
		want  string
	}{
		"all":          {nil, 0, "resolution; plan 1 implements resolution; sub 1 cites resolution; other 2 cites plan"},
		"one step":     {nil, 1, "resolution; plan 1 implements resolution; sub 1 cites resolution"},
		"one relation": {[]legal.Relation{legal.Implements}, 0, "resolution; plan 1 implements resolution; sub 2 implements plan"},
	} {
		var got []string
		for i, h := range g.Reach("resolution", Down, test.only, test.depth) {
			s := h.ID
			if i > 0 {
				s += fmt.Sprintf(" %d %s %s", h.Steps, h.Relation, h.Via)
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What is made up for measuring is a whole catalogue, and as large as it says.
func TestMadeUp(t *testing.T) {
	dir := t.TempDir()
	makeUp(6000).write(t, dir)
	c, err := catalog.OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Check(t.Context()); err != nil {
		t.Error(err)
	}
	g, err := Load(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.nodes) != 6000 || len(g.rows[Up].arcs) != 30000 || len(g.rows[Down].arcs) != 30000 {
		t.Errorf("%d documents, %d arcs up, %d down", len(g.nodes), len(g.rows[Up].arcs), len(g.rows[Down].arcs))
	}
}
