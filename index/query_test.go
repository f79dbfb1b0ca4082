package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestReadDates(t *testing.T) {
	for typed, want := range map[string]string{
		"2023": "2023 2023", "2023-03": "2023-03 2023-03", "3/2023": "2023-03 2023-03", "03/2023": "2023-03 2023-03",
		"06/3/2023": "2023-03-06 2023-03-06", "2023-03-06": "2023-03-06 2023-03-06",
		"6.3.2023":            "2023-03-06 2023-03-06",
		"30/6/2025..1/7/2025": "2025-06-30 2025-07-01", "2020..2023": "2020 2023", "..2023": " 2023",
		"2023..": "2023 ", "2023-05..2023": "2023-05 2023", "2023..2023-05": "2023 2023-05",
		"1/2023..12/2023": "2023-01 2023-12",
		"":                "", "..": "", "2023..2022": "", "1/7/2025..30/6/2025": "", "0/2023": "", "13/2023": "", "00/2023": "",
		"-1/2023": "", "31/6/2025": "", "0/6/2025": "", "1/2023/4": "", "2023-13": "", "1800": "", "3/23": "",
		"2023...2024":      "",
		"2020..2021..2022": "", "năm 2023": "", "٢٠٢٣": "", "2023-": "", "+2023": "",
	} {
		from, to, ok := readDates(typed)
		got := from + " " + to
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// A range finds those that a look at each date finds, whether they are given as days, months
// or years.
func TestDatesEqualScan(t *testing.T) {
	var s source
	var dates []string
	for _, year := range []int{2023, 2024, 2025} {
		dates = append(dates, fmt.Sprint(year))
		for _, month := range []int{1, 6, 7, 12} {
			dates = append(dates, fmt.Sprintf("%d-%02d", year, month), fmt.Sprintf("%d-%02d-01", year, month),
				fmt.Sprintf("%d-%02d-30", year, month))
		}
	}
	for _, d := range append(dates, "") {
		s = append(s, Entry{ID: cmpID(d), Held: true, Document: cmpID(d), Date: d, Text: "một"})
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	bounds := []string{"", "2022", "2023", "2024-06", "2025-06-30", "2025-07-01", "2025-07", "2025", "2026",
		"2024-12-31"}
	for _, from := range bounds {
		for _, to := range bounds {
			if from == "" && to == "" || from != "" && to != "" && from > to {
				continue
			}
			want := []string{}
			for _, d := range dates {
				if (from == "" || d >= from) && (to == "" || d[:min(len(d), len(to))] <= to) {
					want = append(want, cmpID(d))
				}
			}
			got := found(t, r, "ngay:"+from+".."+to)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s..%s: %s", from, to, diff)
			}
		}
	}
}

func cmpID(date string) string { return "d" + date }

// Anything typed finds something or is told what is wrong with it, and where; in whatever form
// its letters are encoded it finds the same, and what is marked is what is there.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"chuyển đổi số", `"ban hành" -địa OR giải`, "loai:kh nam:2023 ngay:..2022",
		"30-NQ/TW hòa giải", "thu* 66.25", `coquan:"bo chinh tri" quanhe:cancu`, "trich:30-NQ/TW", "OR", "-", `"`,
		"a:b", "loai:0", "nơi:x", "\x00", "uỷ ủy", "( ) * ? ~"} {
		f.Add(q)
	}
	r := openLibrary(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		res, q, err := searchText(t, r, text)
		var bad *QueryError
		switch {
		case errors.As(err, &bad):
			if n := utf8.RuneCountInString(text); bad.At < 1 || bad.At > 2*n+2 || bad.Message().String() == "" ||
				!strings.Contains(text, "%") && strings.Contains(bad.Message().String(), "%!") {
				t.Errorf("%q: at %d of %d letters: %s", text, bad.At, n, bad)
			}
			return
		case errors.Is(err, ErrEmptyQuery):
			return
		case err != nil:
			t.Fatalf("%q: %v", text, err)
		}
		if res.Total < len(res.Hits) || len(res.Hits) > 10 {
			t.Errorf("%q: %d hits of %d", text, len(res.Hits), res.Total)
		}
		for _, e := range library {
			for _, m := range q.Highlights(e.Text) {
				if m.Start < 0 || m.End > len(e.Text) || m.Start >= m.End || !utf8.ValidString(e.Text[m.Start:m.End]) {
					t.Errorf("%q marks %v", text, m)
				}
			}
		}
		if !utf8.ValidString(text) {
			return
		}
		again, _, err := searchText(t, r, norm.NFD.String(text))
		if err != nil || again.Total != res.Total {
			t.Errorf("%q: %d hits, in parts %d, %v", text, res.Total, again.Total, err)
		}
	})
}

// searchText finds what is typed: not every value of a field is known to be none before it is looked for.
func searchText(t *testing.T, r *Reader, text string) (Results, Query, error) {
	q, err := ParseQuery(text)
	if err != nil {
		return Results{}, q, err
	}
	res, err := r.Search(t.Context(), q, Options{Limit: 10, Facets: true})
	return res, q, err
}
