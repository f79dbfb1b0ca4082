package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// administration makes a graph of documents "id code level place" ("-" for
// nothing; of a unit the name in the place) and lines "from relation to".
func administration(t *testing.T, lines ...string) (*Graph, *Bodies) {
	t.Helper()
	c, err := catalog.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	file := catalog.File{SHA256: strings.Repeat("b", 64), Status: catalog.Read}
	var r legal.Resolved
	for _, line := range lines {
		f := strings.Fields(strings.ReplaceAll(line, "-", " - "))
		for k := range f {
			f[k] = strings.Trim(f[k], "-")
		}
		if len(f) == 3 {
			stated(&file, &r, f[0], f[2], f[1])
			continue
		}
		b := legal.Body{Code: f[1], Level: legal.Level(f[2]), Place: f[3]}
		if b.Level == legal.LevelUnit {
			b.Place, b.Name = "", f[3]
		}
		r.Documents = append(r.Documents, legal.Document{ID: f[0], Body: b})
	}
	if err := c.PutFile(t.Context(), file, catalog.Path{Path: "/in/b.pdf"}); err != nil {
		t.Fatal(err)
	}
	if err := c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, nil) }); err != nil {
		t.Fatal(err)
	}
	g, err := Load(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	bodies, err := LoadBodies(t.Context(), c, g)
	if err != nil {
		t.Fatal(err)
	}
	return g, bodies
}

// actors writes bodies as "code place<above (document)".
func actors(list []Actor) string {
	var out []string
	for _, a := range list {
		s := a.Body.Code + " " + a.Body.Place + a.Body.Name
		if a.Known {
			s += "<" + a.Place.Parent
		}
		if a.Hop.ID != "" {
			s += fmt.Sprintf(" (%s %s %s, %d)", a.Hop.ID, a.Hop.Relation, a.Hop.Via, a.Hop.Steps)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestActed(t *testing.T) {
	g, b := administration(t,
		"nq TW central -", "khA UBND province A", "khB UBND province B", "khC UBND province C",
		"pA1 UBND district A1", "pA2 UBND district A2", "hA2 HĐND district A2", "pB1 UBND district B1", "pX UBND district X", "pY UBND district Y",
		"sA SYT province A", "s1 THCS unit one", "s2 THCS unit two", "s3 THCS unit three", "q - - -", "w UBND - -",
		"khA implements nq", "khC cites nq", "pA1 implements khA", "pA2 cites khA", "pB1 based_on khB", "s1 implements pA1", "s2 cites pA1",
		"pY cites khA", "pY cites khB", "w implements nq")
	only := []legal.Relation{legal.Implements, legal.BasedOn}
	for _, tt := range []struct {
		id                           string
		levels                       []legal.Level
		acting, citing, silent, open string
	}{
		// UBND of district B1 lies below a province that has not acted, X and Y
		// nobody knows where; the school two cites a sibling's chain.
		{"nq", nil, "UBND A< (khA implements nq, 1); UBND A1<A (pA1 implements khA, 2); THCS one<A1 (s1 implements pA1, 3); UBND  (w implements nq, 1)",
			"UBND C< (khC cites nq, 1); UBND A2<A (pA2 cites khA, 2); THCS two<A1 (s2 cites pA1, 3)",
			"UBND B<; SYT A<A; HĐND A2<A", "UBND X; UBND Y; THCS three;  "},
		{"khA", []legal.Level{legal.LevelDistrict}, "UBND A1<A (pA1 implements khA, 1)", "UBND A2<A (pA2 cites khA, 1)", "HĐND A2<A", "UBND X; UBND Y;  ; UBND "},
		{"pB1", nil, "", "", "", " ; UBND "},
	} {
		got := g.Acted(b, tt.id, only, tt.levels)
		for _, x := range []struct {
			what, want string
			list       []Actor
		}{{"acting", tt.acting, got.Acting}, {"citing", tt.citing, got.Citing}, {"silent", tt.silent, got.Silent}, {"open", tt.open, got.Open}} {
			if diff := cmp.Diff(x.want, actors(x.list)); diff != "" {
				t.Errorf("%s %s: %s", tt.id, x.what, diff)
			}
		}
	}
}

// TestActedOrder asks again and again: bodies that are named alike stand in one order.
func TestActedOrder(t *testing.T) {
	g, b := administration(t, "nq TW central -", "q - - -", "r - central -", "s - - -", "v - central -")
	first := g.Acted(b, "nq", nil, nil)
	if len(first.Open) != 4 {
		t.Fatalf("%d open, want 4", len(first.Open))
	}
	for range 30 {
		if diff := cmp.Diff(first, g.Acted(b, "nq", nil, nil)); diff != "" {
			t.Fatal(diff)
		}
	}
}
