package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// administration makes a graph of documents "id|code|level|place|above|province|date|held"
// (of a unit the name in the place) and lines "from relation to", over a table of places.
func administration(t *testing.T, places string, lines ...string) (*Graph, *Bodies) {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	file := catalog.File{SHA256: strings.Repeat("b", 64), Status: catalog.Read}
	var r legal.Resolved
	for _, line := range lines {
		if f := strings.Fields(line); len(f) == 3 && !strings.Contains(line, "|") {
			stated(&file, &r, f[0], f[2], f[1])
			continue
		}
		f := strings.Split(line, "|")
		d := legal.Document{ID: f[0], Date: day(f[6]), Held: f[7],
			Body: legal.Body{Code: f[1], Level: legal.Level(f[2]), Place: f[3], Name: f[1] + " " + f[3], Above: f[4],
				Province: f[5]}}
		if d.Body.Level == legal.LevelUnit {
			d.Body.Place, d.Body.Name = "", f[3]
		}
		r.Documents = append(r.Documents, d)
	}
	units, n, err := authority.Provinces().With(strings.NewReader("code\tkind\tname\tparent\tfrom\tto\tsuccessors\n" +
		strings.ReplaceAll(places, "|", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	if n > 0 {
		err = c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.PutPlaces(units.Units()) })
	}
	if err == nil {
		err = c.PutFile(t.Context(), file, catalog.Path{Path: "/in/b.pdf"})
	}
	if err == nil {
		err = c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, nil) })
	}
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	bodies, err := LoadBodies(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return g, bodies
}

func day(s string) legal.Date {
	d, err := legal.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// actors writes bodies as "name<above (document)".
func actors(list []Actor) string {
	var out []string
	for _, a := range list {
		s := a.Body.Name
		if a.Known {
			s += "<" + a.Place.Parent
		}
		if a.Hop.ID != "" {
			s += fmt.Sprintf(" (%s %s %s, %d)", a.Hop.ID, a.Hop.Relation, a.Hop.Via, a.Hop.Steps)
		}
		if len(a.Formerly) > 0 {
			s += " formerly " + strings.Join(a.Formerly, ", ")
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

const sonLa = `a|xã|Mường Bú|n14|2025-07-01||
b|xã|Yên Châu|n14|2025-07-01||
c|xã|Bình Thuận|n14|2025-07-01||
d|xã|Mường Chanh|n14|2025-07-01||
e|xã|Bình Thuận|n22|2025-07-01||
old|xã|Mường Chùm|n14||2025-06-30|a
`

func TestActed(t *testing.T) {
	only := []legal.Relation{legal.Implements, legal.BasedOn}
	head := []string{
		"own|UBND|province|Sơn La||Sơn La|2026-03-02|f", "a1|UBND|commune|Mường Bú|son-la|Sơn La|2026-03-16|f", "b1|UBND|commune|Yên Châu|son-la|Sơn La|2026-03-18|f",
		"c1|UBND|commune|Bình Thuận|son-la|Sơn La|2026-03-20|f", "e1|UBND|commune|Bình Thuận|quang-ninh|Quảng Ninh|2026-03-20|f",
		"x1|UBND|commune|Đâu Đó|||2026-03-20|f", "s1|SYT|province|Sơn La||Sơn La|2026-04-01|", "s2|SNV|province|Sơn La||Sơn La|2026-04-01|f",
		"h1|HĐND|commune|Mường Bú|son-la|Sơn La|2026-04-01|f", "bo|BYT|central||||2026-04-01|f",
		"a1 implements own", "b1 cites own",
	}
	for name, tt := range map[string]struct {
		places string
		lines  []string
		ask    ActedQuestion

		base                                           Base
		acting, citing, silent, nothing, ended, opened string
	}{
		"bodies of which files are held": {
			lines: head, base: BaseHeld,
			acting: "UBND Mường Bú<Sơn La (a1 implements own, 1)", citing: "UBND Yên Châu<Sơn La (b1 cites own, 1)",
			silent: "UBND Bình Thuận<Sơn La", opened: "UBND Đâu Đó",
		},
		"the units right below": {
			places: sonLa, lines: head, base: BasePlaces,
			acting: "Ủy ban nhân dân xã Mường Bú<Sơn La (a1 implements own, 1)",
			citing: "Ủy ban nhân dân xã Yên Châu<Sơn La (b1 cites own, 1)",
			silent: "Ủy ban nhân dân xã Bình Thuận<Sơn La", nothing: "Ủy ban nhân dân xã Mường Chanh<Sơn La",
			opened: "UBND Đâu Đó",
		},
		"departments where they are asked for": {
			lines: head, ask: ActedQuestion{Levels: []legal.Level{legal.LevelProvince}}, base: BaseHeld,
			silent: "SNV Sơn La<Sơn La", nothing: "SYT Sơn La<Sơn La",
		},
		"a roster": {
			places: sonLa, lines: head, base: BaseGiven,
			ask: ActedQuestion{Roster: []legal.Body{
				{Code: "UBND", Level: legal.LevelCommune, Place: "Bình Thuận", Above: "son-la", Province: "Sơn La"},
				{Code: "UBND", Level: legal.LevelCommune, Place: "Mường Chanh", Above: "son-la", Province: "Sơn La"},
				{Level: legal.LevelUnit, Name: "Trường THCS Tô Hiệu", Above: "muong-bu/son-la", Province: "Sơn La"}}},
			acting:  "Ủy ban nhân dân xã Mường Bú<Sơn La (a1 implements own, 1)",
			silent:  "Ủy ban nhân dân xã Bình Thuận<Sơn La",
			nothing: "Ủy ban nhân dân xã Mường Chanh<Sơn La; Trường THCS Tô Hiệu<Mường Bú, Sơn La",
		},
		"files from before the document, and on its day, say nothing": {
			lines: []string{"own|UBND|province|Sơn La||Sơn La|2026-03-02|f",
				"a1|UBND|commune|Mường Bú|son-la|Sơn La|2026-03-02|f", "b1|UBND|commune|Yên Châu|son-la|Sơn La|2026|f", "c1|UBND|commune|Bình Thuận|son-la|Sơn La|2027|f"},
			base: BaseHeld, silent: "UBND Bình Thuận<Sơn La", nothing: "UBND Mường Bú<Sơn La; UBND Yên Châu<Sơn La",
		},
		"what has ended stands under its successor": {
			places: sonLa, base: BasePlaces, ask: ActedQuestion{Levels: []legal.Level{legal.LevelProvince}},
			lines: []string{"own|CP|central||||2024-10-08|f", "k|UBND|province|Kiên Giang||Kiên Giang|2024-12-01|f",
				"g|UBND|province|An Giang||An Giang|2026-01-01|f", "q|UBND|province|Quảng Ninh||Quảng Ninh|2024-12-01|f", "q2|UBND|province|Quảng Ninh||Quảng Ninh|2026-10-01|", "k implements own", "q2 implements own"},
			acting: "Ủy ban nhân dân tỉnh An Giang< (k implements own, 1) formerly UBND Kiên Giang; " +
				"Ủy ban nhân dân thành phố Quảng Ninh< (q2 implements own, 1)",
			nothing: "32",
		},
		"districts ended without one": {
			base: BasePlaces, places: "w|huyện|Mộc Châu|o14||2025-06-30|\n",
			lines: []string{"own|UBND|province|Sơn La||Sơn La|2024-10-08|f",
				"w1|UBND|district|Mộc Châu||Sơn La|2024-12-01|f", "w2|UBND|district|Mai Sơn||Sơn La|2024-12-01|f", "w2 implements own"},
			acting: "UBND Mai Sơn<Sơn La (w2 implements own, 1)", ended: "UBND Mộc Châu<Sơn La",
		},
		"the Party's committees for the Party": {
			places: sonLa, base: BasePlaces,
			lines: []string{"own|TU|province|Sơn La||Sơn La|2026-03-02|f",
				"a1|ĐU|commune|Mường Bú|son-la|Sơn La|2026-04-01|f", "a2|UBND|commune|Yên Châu|son-la|Sơn La|2026-04-01|f"},
			silent:  "Đảng ủy xã Mường Bú<Sơn La",
			nothing: "Đảng ủy xã Bình Thuận<Sơn La; Đảng ủy xã Mường Chanh<Sơn La; Đảng ủy xã Yên Châu<Sơn La",
		},
	} {
		g, b := administration(t, tt.places, tt.lines...)
		q := tt.ask
		q.ID, q.Only, q.Today = "own", only, day("2026-11-28")
		for _, line := range tt.lines {
			if f := strings.Split(line, "|"); f[0] == "own" {
				q.Date = day(f[6])
			}
		}
		got := g.Acted(b, q)
		if got.Base != tt.base {
			t.Errorf("%s: base %s", name, got.Base)
		}
		nothing := actors(got.Nothing)
		if len(got.Nothing) > 9 {
			nothing = fmt.Sprint(len(got.Nothing))
		}
		for _, x := range [][3]string{{"acting", tt.acting, actors(got.Acting)},
			{"citing", tt.citing, actors(got.Citing)}, {"silent", tt.silent, actors(got.Silent)}, {"nothing", tt.nothing, nothing}, {"ended", tt.ended, actors(got.Ended)}, {"open", tt.opened, actors(got.Open)}} {
			if diff := cmp.Diff(x[1], x[2]); diff != "" {
				t.Errorf("%s: %s: %s", name, x[0], diff)
			}
		}
	}
}
