package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// mergedBodies are bodies of Kiên Giang and An Giang, of communes that were merged and of one
// of the same name in another province.
var mergedBodies = []string{
	"kg1|UBND|province|Kiên Giang||Kiên Giang|2025-03-01|f", "ag1|UBND|province|An Giang||An Giang|2025-03-02|f",
	"ag2|UBND|province|An Giang||An Giang|2025-08-02|f", "snv|SNV|province|Kiên Giang||Kiên Giang|2025-03-03|f",
	"x1|UBND|commune|Chiềng Ban|son-la|Sơn La|2025-03-04|f", "y1|UBND|commune|Chiềng Mai|son-la|Sơn La|2025-08-03|f",
	"z1|UBND|commune|Chiềng Mai|lao-cai|Lào Cai|2025-08-04|f", "sl|UBND|province|Sơn La||Sơn La|2025-07-02|f",
	"sl0|UBND|province|Sơn La||Sơn La|2025-07-02|", "sl9|UBND|province|Sơn La||Sơn La|2025-09-02|f",
	"cp|CP|central||||2025-02-01|f", "th|Trường|unit|Trường THCS Tô Hiệu|chieng-mai/son-la|Sơn La|2025-08-05|f",
}

func ids(ks []Known) string {
	var out []string
	for _, k := range ks {
		out = append(out, k.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// bodyOf finds the body of a document.
func bodyOf(t *testing.T, b *Bodies, document string) Known {
	t.Helper()
	k, ok := b.of[document]
	if !ok {
		t.Fatalf("no document %s", document)
	}
	return b.known(k)
}

// Who a body was and is: what its place was over time, and its successors and predecessors
// on a day, which name each other.
func TestProfile(t *testing.T) {
	_, b := administration(t, borders, mergedBodies...)
	for _, tt := range []struct {
		document, on             string
		units                    int
		successors, predecessors string
		ended                    bool
		above                    string
	}{
		{"kg1", "2025-06-30", 1, "", "", false, "cp.central"},
		{"kg1", "2025-07-01", 1, "ubnd.province.an-giang", "", false, "cp.central"},
		{"ag1", "2025-06-30", 2, "", "ubnd.province.kien-giang", false, "cp.central"},
		{"ag1", "2026-01-01", 2, "", "ubnd.province.kien-giang", false, "cp.central"},
		{"snv", "2026-01-01", 1, "snv.province.an-giang", "", false, "ubnd.province.kien-giang"},
		{"x1", "2026-01-01", 1, "ubnd.commune.chieng-mai.son-la", "", false, "ubnd.district.mai-son"},
		{"z1", "2026-01-01", 1, "", "", false, "ubnd.province.lao-cai"},
		{"cp", "2026-01-01", 0, "", "", false, ""},
		{"th", "2026-01-01", 0, "", "", false, "ubnd.commune.chieng-mai.son-la"},
	} {
		p := b.Profile(bodyOf(t, b, tt.document), day(tt.on))
		if len(p.Units) != tt.units || p.Ended != tt.ended {
			t.Errorf("%s on %s: %d units, ended %v", tt.document, tt.on, len(p.Units), p.Ended)
		}
		for what, x := range map[string][2]string{"successors": {tt.successors, ids(p.Successors)},
			"predecessors": {tt.predecessors, ids(p.Predecessors)},
			"above":        {tt.above, ids(p.Above)}} {
			if diff := cmp.Diff(x[0], x[1]); diff != "" {
				t.Errorf("%s on %s: %s: %s", tt.document, tt.on, what, diff)
			}
		}
	}
}

// Whoever succeeds a body on a day has it among those that it succeeded.
func TestSuccessorsAndPredecessorsAgree(t *testing.T) {
	_, b := administration(t, borders, mergedBodies...)
	for _, on := range []string{"2025-06-30", "2025-07-01", "2026-11-28"} {
		b.Each(func(is Known) {
			for _, next := range b.Profile(is, day(on)).Successors {
				back := b.Profile(next, day(on)).Predecessors
				if !slices.ContainsFunc(back, func(k Known) bool { return k.ID == is.ID }) {
					t.Errorf("on %s %s became %s, which comes from %q", on, is.ID, next.ID, ids(back))
				}
				if found, ok := b.Find(next.ID, day(on)); !ok || found.ID != next.ID {
					t.Errorf("%s is not found by its ID: %+v", next.ID, found)
				}
			}
		})
	}
}

// Every body is found by its ID alone, and nobody by another.
func TestFindByID(t *testing.T) {
	_, b := administration(t, borders, mergedBodies...)
	n := 0
	b.Each(func(is Known) {
		n++
		if found, ok := b.Find(is.ID, day("2026-01-01")); !ok || !cmp.Equal(found, is) {
			t.Errorf("%s: %+v", is.ID, found)
		}
		if is.ID == "" || is.Documents < 1 || strings.ContainsAny(is.ID, " /?#%") {
			t.Errorf("%+v", is)
		}
	})
	if n < 9 {
		t.Errorf("%d bodies", n)
	}
	for _, id := range []string{"", ".", "ubnd", "ubnd.province", "ubnd.province.", "ubnd.province.nowhere",
		"ubnd.commune.chieng-mai.", "x.y.z.a.b", "ubnd.commune.binh-an.son-la", strings.Repeat(".", 50),
		"UBND.province.an-giang\x00"} {
		if found, ok := b.Find(id, day("2026-01-01")); ok {
			t.Errorf("%q is %+v", id, found)
		}
	}
}

// What a body did: its own documents the newest first, what they cite, and what was told it
// by those above and is not answered, by it nor by those that it succeeded.
func TestDoings(t *testing.T) {
	lines := append(slices.Clone(mergedBodies), "nodate|UBND|commune|Chiềng Mai|son-la|Sơn La||",
		"y2|UBND|commune|Chiềng Mai|son-la|Sơn La|2025-10-01|f", "y1 implements sl", "y1 cites cp", "y2 cites cp",
		"x1 implements cp", "z1 implements sl9")
	g, b := administration(t, borders, lines...)
	only := []legal.Relation{legal.Implements, legal.BasedOn}
	for document, want := range map[string]string{
		"y1": "issued y2 y1 nodate; cites cp:2 sl:1; unanswered sl9",
		"x1": "issued x1; cites cp:1; unanswered ",
		// what is older than its place was not told it
		"z1": "issued z1; cites sl9:1; unanswered ",
		"cp": "issued cp; cites ; unanswered ",
		"sl": "issued sl9 sl sl0; cites ; unanswered cp",
	} {
		d := g.Doings(b, bodyOf(t, b, document), only, day("2026-11-28"))
		cites := make([]string, len(d.Cites))
		for i, c := range d.Cites {
			cites[i] = fmt.Sprint(c.ID, ":", c.By)
		}
		if document == "sl" { // of one day by ID
			slices.SortFunc(d.Issued[1:], strings.Compare)
		}
		got := fmt.Sprint("issued ", strings.Join(d.Issued, " "), "; cites ", strings.Join(cites, " "),
			"; unanswered ", strings.Join(d.Unanswered, " "))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", document, diff)
		}
	}
	d := g.Doings(b, bodyOf(t, b, "y1"), only, day("2026-11-28"))
	for on, want := range map[string]int{"2025-02-01": 3, "2025-08-02": 2, "2025-08-03": 1, "2025-10-01": 0,
		"2025": 0, "": 0} {
		if got := d.HeldAfter(day(on)); got != want {
			t.Errorf("%d files from after %q, want %d", got, on, want)
		}
	}
}
