package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

var library = source{
	{ID: "plan", Seq: 1, Held: true, Type: "Kế hoạch", Number: "64/KH-UBND", Key: "64/KH-UBND", Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh",
		Date: "2023-03-01", Title: "Về chuyển đổi số năm 2023", Cites: []string{"30/NQ-TW", "30/NQ-TW", "71/2020/ND-CP"},
		Text: "KẾ HOẠCH\nVề chuyển đổi số năm 2023\nThực hiện Nghị quyết số 30-NQ/TW của Bộ Chính trị, Uỷ ban nhân dân tỉnh ban hành\nkế hoạch phát triển địa phương."},
	{ID: "decision", Seq: 2, Held: true, Type: "Quyết định", Number: "15/QĐ-UBND", Key: "15/QD-UBND", Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh",
		Date: "2022-12-31", Title: "Phê duyệt đề án", Cites: []string{"30/NQ-TW"},
		Text: "QUYẾT ĐỊNH\nPhê duyệt đề án thủy lợi; hoà giải ở cơ sở. Số liệu đổi mới, chuyển giao; mức 66.25 điểm. Dương lịch."},
	{ID: "letter", Seq: 3, Held: true, Type: "Công văn", Number: "9/SNV", Key: "9/SNV", Date: "2023",
		Text: "Kính gửi: Sở Nội vụ. Vẽ đường; lớp chưa đông. Nghi thức quyết toán.", Title: "V/v góp ý"},
	{ID: "nq-30-tw-k13", Seq: 4, Type: "Nghị quyết", Number: "30-NQ/TW", Key: "30/NQ-TW", Issuer: "Bộ Chính trị",
		Title: "Về phát triển kinh tế - xã hội vùng đồng bằng sông Hồng"},
	{ID: "luat-can-bo-cong-chuc", Seq: 5, Type: "Luật", Names: []string{"Cán bộ, công chức"}},
}

func openLibrary(t testing.TB) *Reader {
	dir := t.TempDir()
	mustUpdate(t, dir, library)
	return mustOpen(t, dir)
}

func TestSearchFinds(t *testing.T) {
	r := openLibrary(t)
	tests := []struct {
		query string
		want  []string
	}{
		{"chuyển đổi số", []string{"plan", "decision"}}, // side by side before scattered
		{"chuyen doi so", []string{"plan", "decision"}},
		{"CHUYỂN đổi so", []string{"plan", "decision"}},
		{`"chuyển đổi số"`, []string{"plan"}},
		{"“chuyen doi so”", []string{"plan"}},
		{norm.NFD.String("chuyển đổi số"), []string{"plan", "decision"}},
		{"dia phuong", []string{"plan"}},
		{`"ban hành kế hoạch"`, []string{"plan"}}, // over a line break
		{"uỷ ban", []string{"plan", "decision"}},
		{"ủy ban", []string{"plan", "decision"}},
		{"hòa giải", []string{"decision"}},
		{"vẽ", []string{"letter"}}, // not về
		{"đường", []string{"letter"}},
		{"dương", []string{"decision"}},
		{"duong", []string{"decision", "letter"}},
		{`"nghị quyết"`, []string{"plan", "nq-30-tw-k13"}}, // held before only cited
		{`"nghi quyet"`, []string{"plan", "nq-30-tw-k13"}},
		{"66.25", []string{"decision"}},
		{"30-NQ/TW", []string{"plan", "nq-30-tw-k13"}}, // as words: the caller makes a key of a number
		{"sông Hồng", []string{"nq-30-tw-k13"}},
		{`"cán bộ công chức"`, []string{"luat-can-bo-cong-chuc"}},
		{`"định phê"`, []string{"decision"}},                 // the words of the running text follow each other over paragraphs
		{`"hồng nghị quyết"`, []string{}},                    // title and type do not
		{"khôngcó", []string{}},                              // one word, nothing to give way
		{"chuyển đổi khôngcó", []string{"plan", "decision"}}, // partial
		{`"chuyển đổi khôngcó"`, []string{}},
	}
	for _, tt := range tests {
		got := found(t, r, tt.query)
		if tt.query == "duong" {
			slices.Sort(got)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
}

func mustSearch(t testing.TB, r *Reader, q Query) Results {
	t.Helper()
	res, err := r.Search(context.Background(), q, 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestSearchKeys(t *testing.T) {
	r := openLibrary(t)
	tests := []struct {
		name string
		q    Query
		want string // IDs, the document of the number itself with a star
	}{
		{"own first, then citing", Query{Keys: []string{"30/NQ-TW"}}, "nq-30-tw-k13* decision plan"},
		{"only cited", Query{Keys: []string{"71/2020/ND-CP"}}, "plan"},
		{"only held", Query{Keys: []string{"64/KH-UBND"}}, "plan*"},
		{"two numbers", Query{Keys: []string{"30/NQ-TW", "71/2020/ND-CP"}}, "plan"},
		{"number and words", Query{Keys: []string{"30/NQ-TW"}, Words: []string{"hòa", "giải"}}, "decision"},
		{"number and type", Query{Keys: []string{"30/NQ-TW"}, Type: "Kế hoạch"}, "plan"},
		{"unknown", Query{Keys: []string{"1/NQ-TW"}}, ""},
		{"held", Query{Keys: []string{"30/NQ-TW"}, Held: true}, "decision plan"},
	}
	for _, tt := range tests {
		var got []string
		for _, h := range mustSearch(t, r, tt.q).Hits {
			if h.Own {
				h.ID += "*"
			}
			got = append(got, h.ID)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
	res, err := r.SearchKey(context.Background(), "64/KH-UBND", 10, 0)
	if err != nil || res.Total != 1 {
		t.Errorf("SearchKey: %+v, %v", res, err)
	}
}

// TestOwnNumberFirst sets a document only known by its number against many that
// cite it and have every word of the query many times.
func TestOwnNumberFirst(t *testing.T) {
	words := strings.Fields("một hai ba bốn năm sáu bảy tám chín mười")
	s := source{{ID: "z", Seq: 1, Key: "1/NQ-TW", Title: strings.Join(words, " "), Text: strings.Repeat("khác ", 5000) + strings.Join(words, " khác ")}}
	for i := range 50 {
		s = append(s, Entry{ID: fmt.Sprintf("a%02d", i), Seq: int64(i + 2), Cites: []string{"1/NQ-TW"}, Text: strings.Repeat(strings.Join(words, " ")+" ", 1+i)})
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	res := mustSearch(t, mustOpen(t, dir), Query{Keys: []string{"1/NQ-TW"}, Words: words})
	if res.Total != 51 || res.Hits[0].ID != "z" || !res.Hits[0].Own || res.Hits[1].Own {
		t.Errorf("%d hits, first %+v", res.Total, res.Hits[0])
	}
}

func TestSearchFilters(t *testing.T) {
	r := openLibrary(t)
	tests := []struct {
		q    Query
		want string
	}{
		{Query{From: "2023"}, "letter plan"},
		{Query{To: "2022"}, "decision"},
		{Query{From: "2022-12-31", To: "2022-12-31"}, "decision"},
		{Query{From: "2022", To: "2023", Newest: true}, "plan letter decision"},
		{Query{Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh", Newest: true}, "plan decision"},
		{Query{Words: []string{"số"}, Type: "Quyết định"}, "decision"},
		{Query{Type: "Kế hoạch", Held: true}, "plan"},
		{Query{Type: "Luật", Held: true}, ""},
	}
	for _, tt := range tests {
		var got []string
		for _, h := range mustSearch(t, r, tt.q).Hits {
			got = append(got, h.ID)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%+v: %v, want %s", tt.q, got, tt.want)
		}
	}
	for _, q := range []Query{{}, {Text: "…"}, {Held: true}} {
		if _, err := r.Search(context.Background(), q, 10, 0); !errors.Is(err, ErrEmptyQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestSearchPages(t *testing.T) {
	r := openLibrary(t)
	q := Query{Words: []string{"so"}}
	all := mustSearch(t, r, q)
	var pieces []Hit
	for offset := range all.Total {
		res, err := r.Search(context.Background(), q, 1, offset)
		if err != nil || res.Total != all.Total {
			t.Fatalf("page %d: %+v, %v", offset, res, err)
		}
		pieces = append(pieces, res.Hits...)
	}
	if diff := cmp.Diff(all.Hits, pieces); diff != "" {
		t.Errorf("page by page:\n%s", diff)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Search(ctx, q, 1, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled search: %v", err)
	}
}

func TestSearchCounts(t *testing.T) {
	res := mustSearch(t, openLibrary(t), Query{Words: []string{"so"}})
	got := fmt.Sprint(res.Types, res.Issuers, res.Years)
	if want := "[{Công văn 1} {Kế hoạch 1} {Quyết định 1}] [{Ủy ban nhân dân tỉnh Quảng Ninh 2}] [{2023 2} {2022 1}]"; got != want {
		t.Errorf("counts %s\nwant %s", got, want)
	}
}

// TestHistoryDoesNotShow compares an index built at once with one that came to the
// same content by small steps, replacements and deletions.
func TestHistoryDoesNotShow(t *testing.T) {
	once, steps := openLibrary(t), t.TempDir()
	var s source
	for i, e := range library {
		draft := e
		draft.Seq, e.Seq = int64(3*i+1), int64(3*i+3)
		draft.Text += " bản thảo chuyển đổi số"
		s = append(s, draft, text("gone", int64(3*i+2), "chuyển đổi số"))
		mustUpdate(t, steps, s)
		s = append(s, e)
	}
	s = append(s, Entry{ID: "gone", Seq: 100, Deleted: true})
	mustUpdate(t, steps, s)
	r := mustOpen(t, steps)
	for _, q := range []Query{
		{Words: []string{"chuyen", "doi", "so"}},
		{Words: []string{"số"}},
		{Phrases: [][]string{{"ban", "hành", "kế", "hoạch"}}},
		{Keys: []string{"30/NQ-TW"}},
		{From: "2022", Newest: true},
	} {
		if diff := cmp.Diff(mustSearch(t, once, q), mustSearch(t, r, q)); diff != "" {
			t.Errorf("%+v:\n%s", q, diff)
		}
	}
}

// TestHighlights prints the passage to show with the matched words in brackets.
func TestHighlights(t *testing.T) {
	r := openLibrary(t)
	tests := []struct{ query, id, want string }{
		{"chuyen doi so", "plan", "[chuyển] [đổi] [số]"},
		{"chuyển đổi số", "decision", "[Số] liệu [đổi] mới, [chuyển]"},
		{`"ban hành kế hoạch"`, "plan", "[ban] [hành]\n[kế] [hoạch]"},
		{"30-NQ/TW", "plan", "[30]-[NQ]/[TW]"},
		{"ủy ban", "plan", "[Uỷ] [ban]"},
	}
	for _, tt := range tests {
		q, err := ParseQuery(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		res := mustSearch(t, r, q)
		i := slices.IndexFunc(res.Hits, func(h Hit) bool { return h.ID == tt.id })
		if i < 0 {
			t.Errorf("%s: %s not found", tt.query, tt.id)
			continue
		}
		e := library[slices.IndexFunc(library, func(e Entry) bool { return e.ID == tt.id })]
		if got := bracket(e.Text, res.Hits[i]); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.want)
		}
	}
	title := mustSearch(t, r, Query{Words: []string{"hong"}}).Hits[0]
	if got := library[3].Title[title.Title[0].Start:title.Title[0].End]; got != "Hồng" || title.Spans != nil {
		t.Errorf("in the title: %q, in the text: %v", got, title.Spans)
	}
}

func bracket(text string, h Hit) string {
	var b strings.Builder
	at := h.Best.Start
	for _, s := range h.Spans {
		if s.Start >= h.Best.Start && s.End <= h.Best.End {
			b.WriteString(text[at:s.Start] + "[" + text[s.Start:s.End] + "]")
			at = s.End
		}
	}
	return b.String() + text[at:h.Best.End]
}

func TestBest(t *testing.T) {
	at := func(start int, term string) place { return place{legal.Span{Start: start, End: start + 4}, term} }
	tests := []struct {
		name   string
		places []place
		want   legal.Span
	}{
		{"none", nil, legal.Span{}},
		{"first of equals", []place{at(10, "a"), at(50, "a")}, legal.Span{Start: 10, End: 14}},
		{"more terms", []place{at(10, "a"), at(50, "a"), at(60, "b")}, legal.Span{Start: 50, End: 64}},
		{"shorter", []place{at(0, "a"), at(100, "b"), at(110, "a")}, legal.Span{Start: 100, End: 114}},
		{"too far apart", []place{at(0, "a"), at(1000, "b")}, legal.Span{Start: 0, End: 4}},
		{"longer than a passage", []place{{legal.Span{Start: 0, End: 256}, "a"}, at(300, "b")}, legal.Span{Start: 300, End: 304}},
	}
	for _, tt := range tests {
		if got := best(tt.places); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestParseQuery(t *testing.T) {
	tests := []struct {
		in   string
		want Query
	}{
		{"", Query{}},
		{"  … – ", Query{}},
		{"kế  hoạch", Query{Words: []string{"kế", "hoạch"}}},
		{`về "chuyển đổi số" năm`, Query{Words: []string{"về", "năm"}, Phrases: [][]string{{"chuyển", "đổi", "số"}}}},
		{"“một” «hai ba»", Query{Words: []string{"một"}, Phrases: [][]string{{"hai", "ba"}}}},
		{"GD&ĐT 66.25", Query{Phrases: [][]string{{"GD", "ĐT"}, {"66", "25"}}}},
		{`""`, Query{}},
		{norm.NFD.String("số\u00a0liệu"), Query{Words: []string{"số", "liệu"}}},
	}
	for _, tt := range tests {
		tt.want.Text = tt.in
		got, err := ParseQuery(tt.in)
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q:\n%s", tt.in, diff)
		}
	}
	for _, in := range []string{`một "hai`, strings.Repeat("từ ", maxWords+1)} {
		if _, err := ParseQuery(in); err == nil {
			t.Errorf("%q: no error", in)
		}
	}
}
