package authority

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

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
	}{{"2024-12-31", 63}, {"2025-01-01", 63}, {"2025-06-30", 63}, {"2025-07-01", 34}, {"2026-08-31", 34},
		{"2026-09-01", 34}, {"2026-10-01", 34}} {
		if got := len(g.Within("", day(t, test.on))); got != test.count {
			t.Errorf("%s: %d provinces, want %d", test.on, got, test.count)
		}
	}
	for _, test := range []struct{ name, on, kind string }{
		{"Huế", "2024-06-01", ""}, {"Huế", "2025-02-24", "thành phố"}, {"THỪA THIÊN HUẾ", "2024-06-01", "tỉnh"},
		{"Quảng Ninh", "2026-08-31", "tỉnh"}, {"Quảng Ninh", "2026-09-01", "thành phố"},
		{"Bắc Ninh", "2026-09-19", "tỉnh"},
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
		{"a\txã\tA\t\t\t2025-06-30\t\n\n# remark\na\tphường\tA\t\t2025-06-30\t\t\n",
			[]string{"line 5: period of a overlaps that of line 2"}},
		{"a\txã\tA\t\t2025-07-01\t2025-06-30\t\n",
			[]string{"line 2: ends on 2025-06-30 before it begins on 2025-07-01"}},
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

// A table may be odd in its form, and a wrong one is refused with the line of what is wrong in
// it, also where the wrong comes of what lies below it.
func TestWithOddTables(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a mark of order, lines of Windows, remarks": {"\ufeff# bảng\r\n" + strings.TrimSuffix(unitHead, "\n") +
			"\r\na\txã\tA\tn14\t\t\t\r\n\r\n", ""},
		"letters in parts": {unitHead + norm.NFD.String("a\tPhường\tAn Hải\tn14\t\t\t\n"),
			""},
		"spaces around":        {unitHead + " a \t xã \t A \t n14 \t 2025-07-01 \t \t \n", ""},
		"no last line end":     {unitHead + "a\txã\tA\tn14\t\t\t", ""},
		"its head alone":       {unitHead, ""},
		"successors with gaps": {unitHead + "a\txã\tA\tn14\t\t2025-06-30\t; n14 ;;n22\n", ""},
		"nothing":              {"", "line 1: expected the columns"},
		"remarks alone":        {"# a\n# b\n", "line 1: expected the columns"},
		"the head twice":       {unitHead + unitHead, "line 2: unknown kind"},
		"columns in another order": {"kind\tcode\tname\tparent\tfrom\tto\tsuccessors\na\txã\tA\t\t\t\t\n",
			"line 1: expected the columns"},
		"commas": {strings.ReplaceAll(unitHead, "\t", ",") + "a,xã,A,,,,\n",
			"line 1: expected the columns"},
		"a name of its kind alone": {unitHead + "a\t\tXã\t\t\t\t\n", "line 2: unknown kind"},
		"no name":                  {unitHead + "a\txã\t \t\t\t\t\n", "line 2: no name"},
		"a column too many":        {unitHead + "a\txã\tA\t\t\t\t\t\n", "line 2: 8 columns"},
		"a day as printed": {unitHead + "a\txã\tA\t\t01/07/2025\t\t\n",
			"line 2: \"01/07/2025\" is no day"},
		"a parent below it that is its child": {unitHead + "a\txã\tA\ta\t\t\t\n", "line 2: a lies in itself"},
		"open periods twice": {unitHead +
			"a\txã\tA\tn14\t\t\t\na\txã\tB\tn14\t2025-07-01\t\t\n", "line 3: period of a overlaps that of line 2"},
		"a shared border day": {unitHead +
			"a\txã\tA\tn14\t\t2025-07-01\t\na\txã\tB\tn14\t2025-07-01\t\t\n",
			"line 3: period of a overlaps that of line 2"},
		"neighbouring days": {unitHead +
			"a\txã\tA\tn14\t\t2025-06-30\t\na\txã\tB\tn14\t2025-07-01\t\t\n", ""},
		"a later one first": {unitHead +
			"a\txã\tB\tn14\t2025-07-01\t\t\na\txã\tA\tn14\t\t2025-06-30\t\n", ""},
		"a circle of three": {unitHead +
			"a\txã\tA\tb\t\t\t\nb\txã\tB\tc\t\t\t\nc\txã\tC\ta\t\t\t\nd\txã\tD\ta\t\t\t\n",
			"line 2: a lies in itself\nline 3: b lies in itself\nline 4: c lies in itself"},
		"two wrong lines": {unitHead + "a\tlàng\tA\t\t\t\t\nb\txã\tB\tz\t\t\t\nc\txã\tC\n",
			"line 2: unknown kind \"làng\"\nline 4: 3 columns"},
	} {
		g, n, err := Provinces().With(strings.NewReader(tt.text))
		if tt.want == "" {
			if err != nil || len(g.Units()) != len(Provinces().Units())+n {
				t.Errorf("%s: %d units, %v", name, n, err)
			}
			continue
		}
		if err == nil || g != nil || n != 0 {
			t.Errorf("%s is taken", name)
		} else if !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %s, want %s", name, err, tt.want)
		}
	}
}

// What lies below a table counts: a circle may close through units that it does not have.
func TestWithCircleBelow(t *testing.T) {
	g := laid(t, "x|xã|X|y||2025-06-30|\ny|huyện|Y|o14||2025-06-30|\n")
	for rows, want := range map[string]string{
		"y\thuyện\tY\tx\t\t\t\n":                                          "line 2: y lies in itself",
		"o14\ttỉnh\tSơn La\tx\t\t\t\n":                                    "line 2: o14 lies in itself",
		"n22\ttỉnh\tQuảng Ninh\t\t2025-07-01\t\to22\n":                    "line 2: n22 succeeds itself",
		"x\txã\tX\ty\t\t2025-06-30\tx2\nx2\txã\tX\tn14\t2025-07-01\t\t\n": "",
	} {
		_, _, err := g.With(strings.NewReader(unitHead + rows))
		if got := fmt.Sprint(err); got != want && (err != nil || want != "") {
			t.Errorf("%q: %s, want %s", rows, got, want)
		}
	}
}

// Whatever table is laid over the provinces, it is refused with a line or answers: nobody
// lies in itself, every successor is there, and no code has two units on one day.
func FuzzWith(f *testing.F) {
	f.Add("a\txã\tA\tn14\t2025-07-01\t\t\nb\txã\tB\tn14\t\t2025-06-30\ta\n")
	f.Add("a\t\tThị Trấn B\tb\t\t\tb;c\nb\thuyện\tC\ta\t\t\t\nn14\ttỉnh\tX\t\t2025-07-02\t\to14\n")
	f.Add("o14\ttỉnh\tX\tn14\t\t\tn22\n\xff\txã\t\u0301\t\t\t\t\n")
	f.Fuzz(func(t *testing.T, rows string) {
		g, _, err := Provinces().With(strings.NewReader(unitHead + rows))
		if err != nil {
			var row RowError
			if !errors.As(err, &row) || row.Line < 2 {
				t.Errorf("no line in %v", err)
			}
			return
		}
		for _, u := range g.Units() {
			for _, on := range []legal.Date{u.From, u.To, {Year: 2025, Month: 7, Day: 1}} {
				if p, ok := g.Province(u, on); ok && p.Level() != Province {
					t.Errorf("%s lies in %+v", u.Code, p)
				}
				same := 0
				for _, i := range g.byCode[u.Code] {
					if !on.IsZero() && g.units[i].On(on) {
						same++
					}
				}
				if same > 1 {
					t.Errorf("%s is %d units on %s", u.Code, same, on)
				}
			}
			if len(g.Successors(u)) < len(u.Successors) {
				t.Errorf("%s: a successor of %q is not there", u.Code, u.Successors)
			}
			if old := g.Forebears(u); len(old) > maxHeirs {
				t.Errorf("%s has %d forebears", u.Code, len(old))
			}
		}
	})
}

// The names that are known without a day are those of the table at the end of 2024.
func TestProvincesAgree(t *testing.T) {
	before := legal.Date{Year: 2024, Month: 12, Day: 31}
	var table []string
	for _, u := range Provinces().Units() {
		if u.On(before) {
			table = append(table, placeKey(u.Name))
		}
	}
	names := make([]string, len(legal.Provinces))
	for i, n := range legal.Provinces {
		names[i] = placeKey(n)
	}
	slices.Sort(table)
	slices.Sort(names)
	if !slices.Equal(table, names) {
		t.Errorf("table %q\nnames %q", table, names)
	}
}
