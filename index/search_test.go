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
	{ID: "plan", Held: true, Document: "plan-d", Type: "Kế hoạch", Number: "64/KH-UBND", Key: "64/KH-UBND",
		Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh",
		Level:  legal.LevelProvince, Province: "Quảng Ninh", Places: []string{"quang-ninh"}, Date: "2023-03-01",
		Title: "Về chuyển đổi số năm 2023", Source: SourceText,
		Cites: []Cited{{"30/NQ-TW", "nq-30-tw-k13", legal.Implements}, {"30/NQ-TW", "nq-30-tw-k13", legal.Implements},
			{"71/2020/ND-CP", "", legal.BasedOn}},
		Text: "KẾ HOẠCH\nVề chuyển đổi số năm 2023\nThực hiện Nghị quyết số 30-NQ/TW của Bộ Chính trị, Uỷ ban nhân dân tỉnh ban hành\nkế hoạch phát triển địa phương."},
	{ID: "decision", Held: true, Document: "decision-d", Type: "Quyết định", Number: "15/QĐ-UBND",
		Key: "15/QD-UBND", Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh",
		Level: legal.LevelProvince, Province: "Quảng Ninh", Places: []string{"quang-ninh"}, Date: "2022-12-31",
		Title: "Phê duyệt đề án", Source: SourceOCR, Cites: []Cited{{"30/NQ-TW", "nq-30-tw-k13", legal.BasedOn}},
		Text: "QUYẾT ĐỊNH\nPhê duyệt đề án thủy lợi; hoà giải ở cơ sở. Số liệu đổi mới, chuyển giao; mức 66.25 điểm. Dương lịch."},
	{ID: "letter", Held: true, Document: "letter-d", Type: "Công văn", Number: "9/SNV", Key: "9/SNV", Date: "2023",
		Source: SourceMixed,
		Text:   "Kính gửi: Sở Nội vụ. Vẽ đường; lớp chưa đông. Nghi thức quyết toán.", Title: "V/v góp ý"},
	{ID: "nq-30-tw-k13", Document: "nq-30-tw-k13", Type: "Nghị quyết", Number: "30-NQ/TW", Key: "30/NQ-TW",
		Issuer: "Bộ Chính trị",
		Level:  legal.LevelCentral, Title: "Về phát triển kinh tế - xã hội vùng đồng bằng sông Hồng"},
	{ID: "luat-can-bo-cong-chuc", Document: "luat-can-bo-cong-chuc", Type: "Luật",
		Names: []string{"Cán bộ, công chức"}},
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
		{"dịa phương", []string{"plan"}},          // d for đ, where no document has it with d
		{`"ban hành kế hoạch"`, []string{"plan"}}, // over a line break
		{"uỷ ban", []string{"plan"}},
		{"ủy ban", []string{"plan"}},
		{"hòa giải", []string{"decision"}},
		{"vẽ", []string{"letter"}}, // not về
		{"đường", []string{"letter"}},
		{"dương", []string{"decision"}},
		{"duong", []string{"decision", "letter"}},
		{`"nghị quyết"`, []string{"plan", "nq-30-tw-k13"}}, // held before only cited
		{`"nghi quyet"`, []string{"plan", "nq-30-tw-k13"}},
		{"66.25", []string{"decision"}},
		{"sông Hồng", []string{"nq-30-tw-k13"}},
		{`"cán bộ công chức"`, []string{"luat-can-bo-cong-chuc"}},
		// the words of the running text follow each other over paragraphs
		{`"định phê"`, []string{"decision"}},
		{`"hồng nghị quyết"`, []string{}},                    // title and type do not
		{"khôngcó", []string{}},                              // one word, nothing to give way
		{"chuyển đổi khôngcó", []string{"plan", "decision"}}, // partial
		{`"chuyển đổi khôngcó"`, []string{}},
		{"chuyển -địa", []string{"decision"}},
		{`chuyển -"đề án"`, []string{"plan"}},
		{"địa OR giải", []string{"decision", "plan"}},
		{"địa HOẶC giải", []string{"decision", "plan"}},
		{"ĐỊA HOẶC GIẢI", []string{"decision"}}, // a word among words: the nearest
		{"chuyển địa OR hòa", []string{"decision", "plan"}},
		{"thuy*", []string{"decision"}},
		{"thủ*", []string{"decision"}},
		{"thù*", []string{}},
		{"chuyen doj", []string{"plan", "decision"}}, // one slip
		{"loai:kh", []string{"plan"}},
		{`type:"quyết định"`, []string{"decision"}},
		{"loại:kế-hoạch", []string{"plan"}},
		{"coquan:UBND", []string{"decision", "plan"}},
		{`coquan:"bo chinh tri"`, []string{"nq-30-tw-k13"}},
		{"so:30", []string{"nq-30-tw-k13"}},
		{"so:64/KH-UBND", []string{"plan"}},
		{"cap:tỉnh", []string{"decision", "plan"}},
		{"nam:2023", []string{"letter", "plan"}},
		{"ngay:..2022", []string{"decision"}},
		{"ngay:31/12/2022", []string{"decision"}},
		{"ngay:2023-02..2023-04", []string{"plan"}},
		{"nguon:ocr", []string{"decision"}},
		{"giu:khong", []string{"luat-can-bo-cong-chuc", "nq-30-tw-k13"}},
		{"trich:30-NQ/TW", []string{"decision", "plan"}},
		{"cites:30-NQ/TW -cites:71/2020/NĐ-CP", []string{"decision"}},
		{"trich:30-NQ/TW quanhe:thực-hiện", []string{"plan"}},
		{"quanhe:cancu", []string{"decision", "plan"}},
		{"30-NQ/TW", []string{"nq-30-tw-k13", "decision", "plan"}},
		{"30 nq tw", []string{"nq-30-tw-k13", "decision", "plan"}},
		{"30-NQ/TW hòa giải", []string{"decision"}},
		{"30-NQ/TW loai:kh", []string{"plan"}},
	}
	inAnyOrder := []string{"duong", "địa OR giải", "chuyển địa OR hòa"}
	for _, tt := range tests {
		got := found(t, r, tt.query)
		if slices.Contains(inAnyOrder, tt.query) || strings.Contains(tt.query, ":") {
			slices.Sort(got)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
}

// TestWrongQueries says what is wrong and where.
func TestWrongQueries(t *testing.T) {
	tests := []struct {
		query string
		at    int
		says  string
	}{
		{`về "chuyển đổi`, 4, "a quote is not closed"},
		{"loia:kh", 1, "no field is called loia"},
		{"kế hoạch loai:", 10, "loai: has no value"},
		{"số ngay:2023-13", 4, `ngay: does not take "2023-13"`},
		{"giu:mấy", 1, "giu: does not take"},
		{"OR số", 1, "OR has nothing before it"},
		{"số OR", 4, "OR has nothing behind it"},
		{"số OR -điện", 4, "OR cannot join"},
		{"t*", 1, "a beginning is one word of two letters"},
		{strings.Repeat("số ", 65), 1, "65 words, at most 64"},
	}
	for _, tt := range tests {
		_, err := ParseQuery(tt.query)
		var bad *QueryError
		if !errors.As(err, &bad) || bad.At != tt.at || !strings.HasPrefix(bad.Says.String(), tt.says) {
			t.Errorf("%s: %v, want %s at %d", tt.query, err, tt.says, tt.at)
		}
	}
	for _, q := range []string{"", "…", "-số"} {
		if _, err := openLibrary(t).Search(context.Background(), mustParse(t, q), Options{Limit: 1}); !errors.Is(err,
			ErrEmptyQuery) {
			t.Errorf("%q: %v", q, err)
		}
	}
}

// TestOwnNumberFirst sets a document only known by its number against many that
// cite it and have every word of the query many times.
func TestOwnNumberFirst(t *testing.T) {
	words := "một hai ba bốn năm sáu bảy tám chín mười"
	s := source{{ID: "z", Key: "1/NQ-TW", Title: words, Held: true,
		Text: strings.Repeat("khác ", 5000) + words}}
	for i := range 50 {
		s = append(s, Entry{ID: fmt.Sprintf("a%02d", i), Held: true,
			Cites: []Cited{{Key: "1/NQ-TW"}}, Text: strings.Repeat(words+" ", 1+i)})
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	res := mustSearch(t, mustOpen(t, dir), mustParse(t, "1-NQ/TW "+words))
	if res.Total != 51 || res.Hits[0].ID != "z" || !res.Hits[0].Own || res.Hits[1].Own {
		t.Errorf("%d hits, first %+v", res.Total, res.Hits[0])
	}
}

func TestSearchPages(t *testing.T) {
	r := openLibrary(t)
	for _, sort := range []Sort{ByRelevance, ByDate, ByCited} {
		o := Options{Limit: 10, Sort: sort, Cited: map[string]int{"decision-d": 3}}
		all, err := r.Search(context.Background(), mustParse(t, "so"), o)
		if err != nil {
			t.Fatal(err)
		}
		var pieces []Hit
		for offset := range all.Total {
			o.Limit, o.Offset = 1, offset
			res, err := r.Search(context.Background(), mustParse(t, "so"), o)
			if err != nil || res.Total != all.Total {
				t.Fatalf("page %d: %+v, %v", offset, res, err)
			}
			pieces = append(pieces, res.Hits...)
		}
		if diff := cmp.Diff(all.Hits, pieces); diff != "" {
			t.Errorf("page by page:\n%s", diff)
		}
		if first := map[Sort]string{ByRelevance: all.Hits[0].ID, ByDate: "plan",
			ByCited: "decision"}[sort]; all.Hits[0].ID != first {
			t.Errorf("sorted by %d: %s comes first, want %s", sort, all.Hits[0].ID, first)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Search(ctx, mustParse(t, "so"), Options{Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled search: %v", err)
	}
}

func TestSearchFacets(t *testing.T) {
	res := mustSearch(t, openLibrary(t), mustParse(t, "so"))
	want := "[{loai [{Kế hoạch 1} {Quyết định 1}]} {coquan [{Ủy ban nhân dân tỉnh Quảng Ninh 2}]} {cap [{province 2}]} {tinh [{Quảng Ninh 2}]} " +
		"{nam [{2022 1} {2023 1}]} {giu [{true 2}]} {hieuluc []} {nguon [{ocr 1} {text 1}]}]"
	if res.Total == 3 { // "Sở" of the letter
		want = "[{loai [{Công văn 1} {Kế hoạch 1} {Quyết định 1}]} {coquan [{Ủy ban nhân dân tỉnh Quảng Ninh 2}]} {cap [{province 2}]} {tinh [{Quảng Ninh 2}]} " +
			"{nam [{2023 2} {2022 1}]} {giu [{true 3}]} {hieuluc []} {nguon [{mixed 1} {ocr 1} {text 1}]}]"
	}
	if got := fmt.Sprint(res.Facets); got != want {
		t.Errorf("facets %s\nwant   %s", got, want)
	}
}

func TestNear(t *testing.T) {
	r := openLibrary(t)
	for query, want := range map[string]string{
		"chuyen doj": "[{doj doi}]", "thủy lợy": "[{lợy loi}]", "đuội": "[{đuội doi}]", "phuơng": "[{phuơng phuong}]",
		"chuyển đổi": "[]",
	} {
		if got := fmt.Sprint(mustSearch(t, r, mustParse(t, query)).Replaced); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"quyet", "quyt", true}, {"quyet", "quyeet", true}, {"quyet", "quyat", true}, {"quyet", "queyt", true},
		{"quyet", "quyet", true}, {"quyet", "qyuet", true}, {"quyet", "quyit2", false}, {"ab", "ba", true},
		{"ab", "cd", false}, {"abc", "cba", false},
	} {
		if got := oneEdit([]rune(tt.a), []rune(tt.b)); got != tt.want || got != oneEdit([]rune(tt.b), []rune(tt.a)) {
			t.Errorf("%s, %s: %v", tt.a, tt.b, got)
		}
	}
}

// TestHistoryDoesNotShow compares an index built at once with one that came to the
// same content by small steps, replacements and deletions.
func TestHistoryDoesNotShow(t *testing.T) {
	once, steps := openLibrary(t), t.TempDir()
	var s source
	for _, e := range library {
		draft := e
		draft.Text += " bản thảo chuyển đổi số"
		s = append(s, draft, text("gone", "chuyển đổi số"))
		mustUpdate(t, steps, s)
		s = append(s, e)
	}
	s = append(s, Entry{ID: "gone", Deleted: true})
	mustUpdate(t, steps, s)
	r := mustOpen(t, steps)
	for _, q := range []string{"chuyen doi so", "số", `"ban hành kế hoạch"`, "30-NQ/TW", "ngay:2022..", "doj"} {
		a, b := mustSearch(t, once, mustParse(t, q)), mustSearch(t, r, mustParse(t, q))
		if diff := cmp.Diff(fmt.Sprint(a.Total, a.Hits, a.Replaced, a.Facets),
			fmt.Sprint(b.Total, b.Hits, b.Replaced, b.Facets)); diff != "" {
			t.Errorf("%s:\n%s", q, diff)
		}
	}
}

// TestMarks prints texts with what a query means in brackets.
func TestMarks(t *testing.T) {
	tests := []struct{ query, text, want string }{
		{"chuyen doi", "Chuyển đổi số", "[Chuyển] [đổi] số"},
		{`"ban hành kế hoạch"`, "tỉnh ban hành\nkế hoạch phát triển", "tỉnh [ban hành\nkế hoạch] phát triển"},
		{"ủy -ban", "Uỷ ban", "[Uỷ] ban"},
		{"thu*", "thủy lợi, thu", "[thủy] lợi, [thu]"},
		{"nghị", norm.NFD.String("Nghị nghi"), norm.NFD.String("[Nghị] nghi")},
	}
	for _, tt := range tests {
		var b strings.Builder
		at := 0
		for _, m := range mustParse(t, tt.query).Highlights(tt.text) {
			b.WriteString(tt.text[at:m.Start] + "[" + tt.text[m.Start:m.End] + "]")
			at = m.End
		}
		if got := b.String() + tt.text[at:]; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.want)
		}
	}
}

// TestBestRun says around which words of a long sentence an excerpt is cut.
func TestBestRun(t *testing.T) {
	for query, want := range map[string]string{
		"chuyen doi so":     "chuyển đổi, số",
		"chuyển biến":       "chuyển biến",
		"tạo số":            "tạo",
		`"đổi số" chuyển`:   "chuyển đổi, số",
		`tạo "chuyển biến"`: "tạo chuyển biến",
	} {
		q, err := ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		text := legal.Text{Content: "Mục tiêu là tạo chuyển biến về một số mặt; đi đầu trong chuyển đổi, số hóa và đổi mới"}
		places := q.Snippets(&text, nil, 1)
		if got := text.Content[places[0].Best.Start:places[0].Best.End]; got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestRunsOfHeld puts the words as typed first among the documents we hold, however many
// titles of documents that are only cited have them too.
func TestRunsOfHeld(t *testing.T) {
	var s source
	for i := range 300 {
		s = append(s, Entry{ID: fmt.Sprintf("cited-%03d", i), Title: "trồng rừng ven biển mới"})
	}
	s = append(s, Entry{ID: "scattered", Held: true,
		Text: "mới ven rừng trồng biển " + strings.Repeat("khác ", 20)})
	s = append(s, Entry{ID: "as typed", Held: true,
		Text: "trồng rừng ven biển mới " + strings.Repeat("lạ ", 400)})
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	res := mustSearch(t, mustOpen(t, dir), mustParse(t, "trồng rừng ven biển mới"))
	if res.Total != 302 || res.Hits[0].ID != "as typed" || res.Hits[1].ID != "scattered" {
		t.Errorf("%d found, first %s, then %s", res.Total, res.Hits[0].ID, res.Hits[1].ID)
	}
}

// TestReplacedByLiving looks for words of a document that is gone, whose terms may still lie in a
// segment beside those of others.
func TestReplacedByLiving(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "chữ ký số, kinh phíc"), text("b", "chủ trì kỳ họp số 3"), text("c", "kinh phí")}
	mustUpdate(t, dir, s)
	mustUpdate(t, dir, append(s, Entry{ID: "a", Deleted: true}))
	r := mustOpen(t, dir)
	for query, want := range map[string]string{"chữ": "[{chữ chu}]", "phíc": "[{phíc phi}]", "phíx": "[{phíx phi}]"} {
		if got := fmt.Sprint(mustSearch(t, r, mustParse(t, query)).Replaced); got != want {
			t.Errorf("%s: replaced %s, want %s", query, got, want)
		}
	}
}
