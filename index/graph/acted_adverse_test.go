package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// borders are communes of Sơn La over 1 July 2025: one merged of two, one split in two, one as
// it was under another kind, one that ended; and one of the same name elsewhere.
const borders = `w|huyện|Mai Sơn|o14||2025-06-30|
x1|xã|Chiềng Mai|w||2025-06-30|y1
x2|xã|Chiềng Ban|w||2025-06-30|y1
x3|xã|Chiềng Mung|w||2025-06-30|y1;y2
x4|thị trấn|Hát Lót|w||2025-06-30|y4
x5|xã|Đã Hết|w||2025-06-30|
y1|xã|Chiềng Mai|n14|2025-07-01||
y2|xã|Chiềng Mung|n14|2025-07-01||
y4|phường|Hát Lót|n14|2025-07-01||
z1|xã|Chiềng Mai|n15|2025-07-01||
`

// listsOf names all bodies of an answer, each with its list.
func listsOf(a Acted) map[string][]string {
	out := map[string][]string{}
	for name, list := range map[string][]Actor{"acting": a.Acting, "citing": a.Citing, "silent": a.Silent,
		"nothing": a.Nothing, "ended": a.Ended, "open": a.Open} {
		for _, actor := range list {
			key := strings.Join([]string{actor.Body.Code, actor.Body.Name, actor.Body.Place, actor.Body.Above}, "|")
			out[key] = append(out[key], name)
		}
	}
	return out
}

// Before the reform districts were asked, from it on communes; what a body did then is its
// successor's, and each stands in one list.
func TestActedOverTheReform(t *testing.T) {
	bodies := []string{
		"w1|UBND|district|Mai Sơn||Sơn La|2025-05-02|f", "x1|UBND|commune|Chiềng Mai|son-la|Sơn La|2025-05-03|f",
		"x2|UBND|commune|Chiềng Ban|son-la|Sơn La|2025-05-04|f",
		"x3|UBND|commune|Chiềng Mung|son-la|Sơn La|2025-05-05|f",
		"x4|UBND|commune|Hát Lót|son-la|Sơn La|2025-05-06|f", "x5|UBND|commune|Đã Hết|son-la|Sơn La|2025-05-07|f",
		"y2|UBND|commune|Chiềng Mung|son-la|Sơn La|2025-08-01|f",
		"z1|UBND|commune|Chiềng Mai|lao-cai|Lào Cai|2025-08-01|f",
	}
	for name, tt := range map[string]struct {
		day    string
		edges  []string
		levels []legal.Level

		acting, silent, nothing, ended string
	}{
		"the day before: districts":                   {"2025-06-30", nil, nil, "", "", "UBND Mai Sơn", ""},
		"early: the district is asked, and has ended": {"2025-04-01", nil, nil, "", "", "", "UBND Mai Sơn"},
		"early: the district acted": {"2025-04-01", []string{"w1 implements own"},
			[]legal.Level{legal.LevelDistrict}, "UBND Mai Sơn (w1)", "", "", ""},
		"the day itself: communes": {"2025-07-01", nil, nil, "", "Ủy ban nhân dân xã Chiềng Mung",
			"Ủy ban nhân dân phường Hát Lót; Ủy ban nhân dân xã Chiềng Mai", ""},
		"one that was merged acted": {"2025-04-01", []string{"x2 implements own"}, []legal.Level{legal.LevelCommune},
			"Ủy ban nhân dân xã Chiềng Mai (x2)", "Ủy ban nhân dân phường Hát Lót; Ủy ban nhân dân xã Chiềng Mung",
			"", "UBND Đã Hết"},
		"one that was split acted: the one that kept its name": {"2025-04-01", []string{"x3 implements own"},
			[]legal.Level{legal.LevelCommune},
			"Ủy ban nhân dân xã Chiềng Mung (x3)", "Ủy ban nhân dân phường Hát Lót; Ủy ban nhân dân xã Chiềng Mai",
			"", "UBND Đã Hết"},
		"one of that name elsewhere acted": {"2025-07-01", []string{"z1 implements own"},
			[]legal.Level{legal.LevelCommune},
			"Ủy ban nhân dân xã Chiềng Mai (z1)", "Ủy ban nhân dân xã Chiềng Mung",
			"Ủy ban nhân dân phường Hát Lót; Ủy ban nhân dân xã Chiềng Mai", ""},
	} {
		lines := append([]string{"own|UBND|province|Sơn La||Sơn La|" + tt.day + "|f"}, bodies...)
		g, b := administration(t, borders, append(lines, tt.edges...)...)
		got := g.Acted(b, ActedQuestion{ID: "own", Date: day(tt.day), Today: day("2026-11-28"), Levels: tt.levels,
			Only: []legal.Relation{legal.Implements}})
		for key, lists := range listsOf(got) {
			if len(lists) > 1 {
				t.Errorf("%s: %s stands in %v", name, key, lists)
			}
		}
		for _, x := range []struct {
			list, want string
			got        []Actor
		}{{"acting", tt.acting, got.Acting}, {"silent", tt.silent, got.Silent}, {"nothing", tt.nothing, got.Nothing},
			{"ended", tt.ended, got.Ended}} {
			var names []string
			for _, a := range x.got {
				s := a.Body.Name
				if a.Hop.ID != "" {
					s += " (" + a.Hop.ID + ")"
				}
				names = append(names, s)
			}
			slices.Sort(names)
			if diff := cmp.Diff(x.want, strings.Join(names, "; ")); diff != "" {
				t.Errorf("%s: %s: %s", name, x.list, diff)
			}
		}
	}
}

// Nobody asked about nothing: documents that are not there, of nobody, of no day.
func TestActedOnOddDocuments(t *testing.T) {
	lines := []string{"own|UBND|province|Sơn La||Sơn La|2026-03-02|f",
		"a1|UBND|commune|Chiềng Mai|son-la|Sơn La|2026-03-16|f", "nobody||||||2026-03-02|f", "a1 implements own",
		"a1 implements nobody",
		"self|UBND|province|Sơn La||Sơn La|2026-04-01|f", "self implements own",
		"loop|UBND|commune|Chiềng Mung|son-la|Sơn La|2026-04-01|f", "loop implements a1", "a1 implements loop"}
	g, b := administration(t, borders, lines...)
	for _, id := range []string{"never", "", "nobody"} {
		got := g.Acted(b, ActedQuestion{ID: id, Today: day("2026-11-28")})
		for key, lists := range listsOf(got) {
			if lists[0] != "open" && id != "nobody" || lists[0] != "open" && !strings.Contains(key, "Chiềng") {
				t.Errorf("%q: %s stands in %v", id, key, lists)
			}
		}
	}
	got := g.Acted(b, ActedQuestion{ID: "own", Date: day("2026-03-02"), Today: day("2026-11-28")})
	all := listsOf(got)
	for key := range all {
		if strings.Contains(key, "|Sơn La|") {
			t.Errorf("its own body is asked: %s", key)
		}
	}
	if len(got.Acting) != 2 {
		t.Errorf("acting: %s", actors(got.Acting)) // round the loop too, each once
	}
	none := g.Acted(b, ActedQuestion{ID: "own", Today: day("2026-11-28")})
	if len(none.Silent) > 0 {
		t.Errorf("of no day, and silent: %s", actors(none.Silent))
	}
}

// Who is named as recipient had to act, wherever it stands below; who is named as none is
// told so.
func TestActedRecipients(t *testing.T) {
	g, b := administration(t, borders, "own|SYT|province|Sơn La||Sơn La|2026-03-02|f",
		"y1|UBND|commune|Chiềng Mai|son-la|Sơn La|2026-03-16|f",
		"y2|UBND|commune|Chiềng Mung|son-la|Sơn La|2026-03-16|f")
	ask := func(named func(legal.Body) authority.Named) Acted {
		return g.Acted(b, ActedQuestion{ID: "own", Date: day("2026-03-02"), Today: day("2026-11-28"),
			Levels: []legal.Level{legal.LevelCommune}, Named: named})
	}
	if got := ask(nil); len(got.Silent)+len(got.Nothing) > 0 {
		t.Errorf("a department directs nobody, and asks %s; %s", actors(got.Silent), actors(got.Nothing))
	}
	got := ask(func(body legal.Body) authority.Named {
		if body.Place == "Chiềng Mai" {
			return authority.NamedYes
		}
		return authority.NamedNo
	})
	if s := actors(got.Silent); s != "Ủy ban nhân dân xã Chiềng Mai<Sơn La" {
		t.Errorf("named, and %s", s)
	}
}

// The answer does not hang on the order in which documents came.
func TestActedInAnyOrder(t *testing.T) {
	lines := []string{"own|UBND|province|Sơn La||Sơn La|2025-04-01|f",
		"x1|UBND|commune|Chiềng Mai|son-la|Sơn La|2025-05-03|f",
		"x2|UBND|commune|Chiềng Ban|son-la|Sơn La|2025-05-04|f",
		"x3|UBND|commune|Chiềng Mung|son-la|Sơn La|2025-05-05|f",
		"y1|UBND|commune|Chiềng Mai|son-la|Sơn La|2025-08-01|f", "s1|SNV|province|Sơn La||Sơn La|2025-05-01|f",
		"s2|SYT|province|Sơn La||Sơn La|2025-05-01|f"}
	edges := []string{"x1 implements own", "x2 implements own", "x3 cites own", "s1 implements own", "y1 implements x2"}
	var want string
	for turn := range len(lines) {
		g, b := administration(t, borders, append(slices.Concat(lines[turn:], lines[:turn]), edges...)...)
		got := g.Acted(b, ActedQuestion{ID: "own", Date: day("2025-04-01"), Today: day("2026-11-28"),
			Only: []legal.Relation{legal.Implements}})
		said := fmt.Sprint(actors(got.Acting), "\n", actors(got.Citing), "\n", actors(got.Silent), "\n",
			actors(got.Nothing), "\n", actors(got.Ended))
		if turn == 0 {
			want = said
		}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Errorf("turned by %d: %s", turn, diff)
		}
	}
}

// How many held documents lie below one does not hang on who asked before, and counts each once.
func TestReachDown(t *testing.T) {
	g, _ := administration(t, "", "a|CP|central||||2020|", "b|UBND|province|Sơn La||Sơn La|2021|f",
		"c|UBND|province|Sơn La||Sơn La|2022|f", "d|UBND|province|Sơn La||Sơn La|2023|",
		"e|UBND|province|Sơn La||Sơn La|2024|f",
		"b based_on a", "c based_on a", "d based_on b", "d based_on c", "e based_on d", "c repeals b", "a cites e")
	want := map[string]int{"a": 3, "b": 1, "c": 1, "d": 1, "e": 0, "never": 0, "": 0}
	r := g.NewReach(legal.Supports)
	for range 3 {
		for id, n := range want {
			if got := r.Down(id); got != n {
				t.Errorf("%d lie below %q, want %d", got, id, n)
			}
		}
	}
	all := g.NewReach(nil)
	if got := all.Down("a"); got != 3 { // round the loop, without itself
		t.Errorf("by all relations %d lie below a", got)
	}
	for id := range want {
		held := map[string]bool{}
		for _, h := range g.Reach(id, Down, legal.Supports, 0) {
			if d := h.ID; d != id && (d == "b" || d == "c" || d == "e") {
				held[d] = true
			}
		}
		if len(held) != want[id] {
			t.Errorf("%d are reached from %q, %d counted", len(held), id, want[id])
		}
	}
}
