package answer

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a person has decided counts in every part of a hit; what the page prints is said.
func TestHitIsAsMeant(t *testing.T) {
	l := newLibrary(t, chain())
	d := l.document("501/KH-UBND")
	h := l.search("501/KH-UBND", index.Options{}, 1).Hits[0]
	if want := "Kế hoạch số 501/KH-UBND ngày 10/05/2023 của Ủy ban nhân dân tỉnh Sơn La: Cải cách hành chính"; h.Document != want || h.Printed != "" || !h.Held() || h.OCR() {
		t.Errorf("%+v", h)
	}
	for _, tt := range []struct{ field, value, query, instead, document string }{
		{legal.ConflictDate, "2023-05-11", "ngay:11/05/2023 coquan:\"Sơn La\"", "ngay:10/05/2023", "Kế hoạch số 501/KH-UBND ngày 11/05/2023 của Ủy ban nhân dân tỉnh Sơn La [conflict: date]: Cải cách hành chính"},
		{legal.ConflictIssuer, "UBND tỉnh Lai Châu", "coquan:\"Lai Châu\"", "coquan:\"Ủy ban nhân dân tỉnh Sơn La\"", "Kế hoạch số 501/KH-UBND ngày 11/05/2023 của UBND tỉnh Lai Châu [conflict: date]: Cải cách hành chính"},
		{legal.ConflictType, "Quyết định", "loai:qd", "loai:kh coquan:\"Lai Châu\"", "Quyết định số 501/KH-UBND ngày 11/05/2023 của UBND tỉnh Lai Châu [conflict: date]: Cải cách hành chính"},
		{legal.FieldTitle, "Việc khác", "loai:qd", "loai:kh coquan:\"Lai Châu\"", "Quyết định số 501/KH-UBND ngày 11/05/2023 của UBND tỉnh Lai Châu [conflict: date]: Việc khác"},
	} {
		l.decide(d.ID, tt.field, tt.value)
		s := l.search(tt.query, index.Options{Facets: true}, 1)
		if len(s.Hits) != 1 || s.Hits[0].ID != d.ID {
			t.Fatalf("%s: %+v", tt.query, s.Hits)
		}
		const printed = "Kế hoạch số 501/KH-UBND ngày 10/05/2023 của Ủy ban nhân dân tỉnh Sơn La: Cải cách hành chính"
		if diff := cmp.Diff([]string{tt.document, printed},
			[]string{s.Hits[0].Document, s.Hits[0].Printed}); diff != "" {
			t.Error(diff)
		}
		if n := l.search(tt.instead, index.Options{}, 1).Total; n != 0 {
			t.Errorf("%s finds %d", tt.instead, n)
		}
		holds(t, l.rows(tt.query)[0], map[string]string{"Printed as": printed, "Held": "yes", "Rank": "1"})
		for _, f := range []string{"loai", "coquan", "nam"} {
			if len(s.Facets[f]) != 1 {
				t.Errorf("facet %s: %v", f, s.Facets[f])
			}
		}
	}
}

// A document whose ordinal and day are left blank is shown by what is printed of them, and
// found by it.
func TestKnownInPart(t *testing.T) {
	l := newLibrary(t, map[string]string{
		"y-te.txt": plan("     /KH-SYT", "ngày     tháng 06 năm 2024", "Sơn La/Sở Y tế", "Cải cách ngành y", "Khám bệnh."),
		"noi.txt":  plan("12/KH-SNV", "ngày 20 tháng 06 năm 2024", "Sơn La/Sở Nội vụ", "Cải cách", "Rà soát hồ sơ."),
	})
	for _, query := range []string{"so:?/KH-SYT", "so:/KH-SYT", "so:/kh-syt ngay:06/2024", "ngay:06/2024 \"khám bệnh\"", "coquan:SYT"} {
		hits := l.search(query, index.Options{}, 1).Hits
		if len(hits) != 1 || hits[0].Document != "Kế hoạch số ?/KH-SYT tháng 06/2024 của Sở Y tế: Cải cách ngành y" {
			t.Errorf("%s: %+v", query, hits)
			continue
		}
		d := hits[0].About
		if got := Label(d, legal.Date.Printed, legal.Vietnamese); got != "Kế hoạch ?/KH-SYT 06/2024, Sở Y tế Sơn La" || d.Year != 2024 {
			t.Errorf("%q, %+v", got, d)
		}
	}
	if n := l.search("so:/KH-SNV", index.Options{}, 1).Total; n != 0 {
		t.Errorf("a number that is known is found as one that is not: %d", n)
	}
}

func TestSearch(t *testing.T) {
	l := newLibrary(t, chain())
	s := l.search("01/2011/QH13", index.Options{}, 2)
	if h := s.Hits[0]; !h.Own || h.Held() || h.Mentions != 3 || !strings.HasSuffix(h.Document, "only cited, 3 times") ||
		h.OCR() {
		t.Errorf("a law that is only cited: %+v", h)
	}
	found := 0
	for _, h := range s.Hits[1:] {
		for _, p := range h.Places {
			if p.Citation == 0 || p.Found.Start < p.Start || p.End < p.Found.End {
				t.Errorf("%+v", p)
			}
			found++
		}
	}
	if found == 0 {
		t.Error("no place")
	}
	s = l.search("hồ sơ giấy", index.Options{}, 1)
	p := s.Hits[0].Places[0]
	letters := []rune(p.Excerpt)
	var marked []string
	for _, m := range p.Marks {
		marked = append(marked, string(letters[m[0]:m[1]]))
	}
	if strings.Join(marked, " ") != "hồ sơ giấy" || p.Citation != 0 || s.Hits[0].Page != p.Page {
		t.Errorf("%q marked in %q", marked, p.Excerpt)
	}
	if s = l.search("hồ sơ giay"+" cacha", index.Options{}, 1); !s.Partial && len(s.Near) == 0 {
		t.Errorf("%+v", s)
	}
}

// What an ingest has taken away since the index was made is told as gone.
func TestSearchBehind(t *testing.T) {
	l := newLibrary(t, chain())
	gone := l.document("y-te.txt").ID
	must(t, l.c.Tombstone(t.Context(), 0, filepath.Join(l.in, "y-te.txt")))
	s := l.search("cải cách", index.Options{}, 1)
	if s.Behind == 0 || s.Total != 5 || len(s.Hits) != 5 {
		t.Errorf("behind %d, %d of %d", s.Behind, len(s.Hits), s.Total)
	}
	for _, h := range s.Hits {
		if h.Gone != strings.HasPrefix(h.Document, gone+": no longer") || h.Gone && h.Held() {
			t.Errorf("%+v", h)
		}
	}
}

// Many candidates are told, and what is kept of passages is asked.
func TestSearchKept(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": plan("5/KH-UBND", "ngày 10 tháng 05 năm 2023", "Sơn La", "A"),
		"b.txt": plan("5/KH-UBND", "ngày 10 tháng 05 năm 2023", "Nghệ An", "B")})
	r, err := index.Open(l.indexDir())
	must(t, err)
	defer r.Close()
	found, err := index.Find(t.Context(), l.c, r, "5/KH-UBND", index.Options{Limit: 10})
	must(t, err)
	asked := 0
	kept := l.service()
	own := kept.passage
	s, err := kept.With(func(ctx context.Context, q index.Query, f catalog.FileInfo,
		places int) (Passage, bool, error) {
		asked++
		return own(ctx, q, f, places)
	}).Search("5/KH-UBND", found, 0, 1)
	must(t, err)
	if len(s.Candidates) != 2 || asked != 2 || len(s.Hits) != 2 {
		t.Errorf("%d candidates, %d asked, %d hits", len(s.Candidates), asked, len(s.Hits))
	}
}

func TestPlaceCut(t *testing.T) {
	words := strings.Repeat("trước ", 100) + "tìm thấy đây" + strings.Repeat(" sau", 100)
	at := strings.Index(words, "tìm")
	mark := legal.Span{Start: at, End: at + len("tìm")}
	p := snippetOf(words, nil, index.Snippet{Sentence: legal.Span{End: len(words)}, Highlights: []legal.Span{mark},
		Best: mark})
	letters := []rune(p.Excerpt)
	if len(letters) > excerptLetters+2 || letters[0] != '…' || letters[len(letters)-1] != '…' ||
		string(letters[p.Marks[0][0]:p.Marks[0][1]]) != "tìm" {
		t.Errorf("%d letters, %v: %s", len(letters), p.Marks, p.Excerpt)
	}
	if got, marks := squeeze("a\n b  c", 0, 7, []legal.Span{{Start: 3, End: 4}, {Start: 6, End: 7}}); got != "a b c" ||
		!cmp.Equal(marks, [][2]int{{2, 3}, {4, 5}}) {
		t.Errorf("%q %v", got, marks)
	}
}

func TestLines(t *testing.T) {
	d := legal.Document{Type: legal.Plan, Number: "1/KH-X", Year: 2020, Body: legal.Body{Name: "X"}, Conflict: true}
	for want, got := range map[string]string{
		"Kế hoạch 1/KH-X 2020, X [conflict]":     Label(d, legal.Date.Printed, legal.English),
		"(số chưa rõ)":                           Label(legal.Document{}, legal.Date.Printed, legal.English),
		"văn bản (số chưa rõ)":                   HeadLine(legal.Head{}, legal.Date.Printed),
		"Kế hoạch số 1/KH ngày 02/01/2020 của X": HeadLine(legal.Head{Type: legal.Plan, Number: "1/KH", Date: legal.Date{Year: 2020, Month: 1, Day: 2}, Issuer: "X"}, legal.Date.Printed),
		"02/01/2020": StoredDay("2020-01-02"),
		"no day":     StoredDay("no day"),
		"Luật Đất đai 2013 [conflict: date, issuer]":  Label(legal.Document{Type: legal.Law, Name: "Đất đai", Year: 2013, Conflicts: []string{"date", "issuer"}}, legal.Date.Printed, legal.English),
		"Kế hoạch số 1/KH ngày 2020-01-02 của X: tên": titled(HeadLine(legal.Head{Type: legal.Plan, Number: "1/KH", Date: legal.Date{Year: 2020, Month: 1, Day: 2}, Issuer: "X"}, legal.Date.String), "tên"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
