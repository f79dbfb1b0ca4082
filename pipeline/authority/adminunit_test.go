package authority

import (
	"errors"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func day(t *testing.T, s string) legal.Date {
	t.Helper()
	d, err := legal.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestProvinces(t *testing.T) {
	g := Provinces()
	for _, test := range []struct {
		on    string
		count int
	}{{"2024-12-31", 63}, {"2025-01-01", 63}, {"2025-06-30", 63}, {"2025-07-01", 34}, {"2026-08-31", 34}, {"2026-09-01", 34}, {"2026-10-01", 34}} {
		if got := len(g.Within("", day(t, test.on))); got != test.count {
			t.Errorf("%s: %d provinces, want %d", test.on, got, test.count)
		}
	}
	for _, test := range []struct{ name, on, kind string }{
		{"Huế", "2024-06-01", ""}, {"Huế", "2025-02-24", "thành phố"}, {"THỪA THIÊN HUẾ", "2024-06-01", "tỉnh"},
		{"Quảng Ninh", "2026-08-31", "tỉnh"}, {"Quảng Ninh", "2026-09-01", "thành phố"}, {"Bắc Ninh", "2026-09-19", "tỉnh"},
		{"Bắc Ninh", "2026-09-20", "thành phố"}, {"Kiên Giang", "2025-07-01", ""}, {"Hoà Bình", "2025", "tỉnh"},
	} {
		var got string
		for _, u := range g.Named(test.name, day(t, test.on)) {
			got = string(u.Kind)
		}
		if got != test.kind {
			t.Errorf("%s on %s: %q, want %q", test.name, test.on, got, test.kind)
		}
	}
}

func TestSuccessors(t *testing.T) {
	g := Provinces()
	old := g.Named("Kiên Giang", day(t, "2024-01-01"))[0]
	if s := g.Successors(old); len(s) != 1 || s[0].Name != "An Giang" || !s[0].On(day(t, "2025-07-01")) {
		t.Errorf("Kiên Giang became %v", s)
	}
	var names []string
	for _, u := range g.Predecessors(g.Named("An Giang", day(t, "2025-07-01"))[0]) {
		names = append(names, u.Name)
	}
	if got := strings.Join(names, ", "); got != "An Giang, Kiên Giang" {
		t.Errorf("An Giang comes from %s", got)
	}
}

const unitHead = "code\tkind\tname\tparent\tfrom\tto\tsuccessors\n"

func TestWith(t *testing.T) {
	g, _, err := Provinces().With(strings.NewReader(unitHead +
		"n22\ttỉnh\tQuảng Ninh\t\t2025-07-01\t2026-08-31\tn22c\n" +
		"o46\tthành phố\tHuế\t\t\t2025-06-30\tn46\n" +
		"a\t\tThị Trấn Ba Chẽ\to22\t\t2025-06-30\tb\n" +
		"b\txã\tBa Chẽ\tn22\t2025-07-01\t\t\n" +
		"c\txã\tTân Hòa\tn82\t2025-07-01\t\t\nd\txã\tTân Hòa\tn86\t2025-07-01\t\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	now, before := day(t, "2026-10-01"), day(t, "2024-05-01")
	here := g.Named("Ba Chẽ", now)
	if len(here) != 1 || here[0].Level() != Commune {
		t.Fatalf("Ba Chẽ: %+v", here)
	}
	if p, ok := g.Province(here[0], now); !ok || p.Name != "Quảng Ninh" {
		t.Errorf("Ba Chẽ lies in %+v", p)
	}
	if then := g.Named("Ba Chẽ", before); len(then) != 1 || then[0].Kind != "thị trấn" {
		t.Errorf("Ba Chẽ before: %+v", then)
	}
	if hue := g.Named("Huế", before); len(hue) != 0 {
		t.Errorf("a day that the table leaves open is forgotten: %+v", hue)
	}
	if n := len(g.Named("Tân Hòa", now)); n != 2 {
		t.Errorf("%d communes Tân Hòa, want 2", n)
	}
}

// TestReadUnitsRefuses names the line of everything that is wrong with a table.
func TestReadUnitsRefuses(t *testing.T) {
	for _, test := range []struct {
		rows string
		want []string
	}{
		{"a\txã\tA\tz\t\t\t\n", []string{"line 2: parent z does not exist"}},
		{"a\tlàng\tA\t\t\t\t\n", []string{`line 2: unknown kind "làng"`}},
		{"a\t\tA\t\t\t\t\n", []string{`line 2: unknown kind ""`}},
		{"a\txã\tA\tb\t\t\t\nb\txã\tB\ta\t\t\t\n", []string{"line 2: a lies in itself", "line 3: b lies in itself"}},
		{"a\txã\tA\t\t\t\ta\n", []string{"line 2: a succeeds itself"}},
		{"a\txã\tA\t\t\t\tb\n", []string{"line 2: successor b does not exist"}},
		{"a\txã\tA\t\t\t2025-06-30\t\n\n# remark\na\tphường\tA\t\t2025-06-30\t\t\n", []string{"line 5: period of a overlaps that of line 2"}},
		{"a\txã\tA\t\t2025-07-01\t2025-06-30\t\n", []string{"line 2: ends on 2025-06-30 before it begins on 2025-07-01"}},
		{"a\txã\tA\t\t2025\t\t\n", []string{`line 2: "2025" is no day, expected YYYY-MM-DD`}},
		{"a\txã\tA\t\t2025-02-30\t\t\n", []string{`line 2: "2025-02-30" is no day, expected YYYY-MM-DD`}},
		{"a\txã\n\txã\tA\t\t\t\t\n", []string{"line 2: 2 columns, expected 7", "line 3: no code"}},
	} {
		_, err := ReadUnits(strings.NewReader(unitHead + test.rows))
		if err == nil {
			t.Errorf("%q is taken", test.rows)
			continue
		}
		if got := err.Error(); got != strings.Join(test.want, "\n") {
			t.Errorf("%q: %s, want %s", test.rows, got, test.want)
		}
		var row RowError
		if !errors.As(err, &row) || row.Line < 2 {
			t.Errorf("%q: no line in %v", test.rows, err)
		}
	}
	if _, err := ReadUnits(strings.NewReader("name\n")); err == nil {
		t.Error("a table without its columns is taken")
	}
}
