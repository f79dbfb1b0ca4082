package sheet

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

var update = flag.Bool("update", false, "rewrite the golden file")

const (
	plan   = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	school = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

func citation(relation legal.Relation, sentence, words string, date legal.Date) legal.Citation {
	at := strings.Index(sentence, words)
	return legal.Citation{Span: legal.Span{Start: at, End: at + len(words)}, Page: 2, Number: "1/X", Date: date,
		From: -1, Relation: relation, Raw: words, Sentence: legal.Span{End: len(sentence)}, Zone: legal.ZoneBody,
		Confidence: 0.875}
}

// openChain returns a catalogue in which a school carries out a plan, the plan a
// resolution with two dates, and the resolution comes round to the school's plan.
func openChain(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(t.TempDir())
	must(t, err)
	t.Cleanup(func() { c.Close() })
	day := legal.Date{Year: 2022, Month: 11, Day: 24}
	put := func(sha, name, sentence string, cs ...legal.Citation) {
		f := catalog.File{SHA256: sha, Status: catalog.Read, Text: legal.Text{Content: sentence}, Citations: cs}
		must(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/in/" + name, Root: "/in"}))
	}
	hostile := `Thực hiện "Nghị quyết" <script>alert('1')</script> & số 30-NQ/TW` + "\x00\x01 của Bộ Chính trị;"
	put(plan, "a&b <i>.pdf", hostile, citation(legal.Implements, hostile, `"Nghị quyết" <script>`, day),
		citation(legal.BasedOn, hostile, "số 30-NQ/TW", legal.Date{}))
	long := strings.Repeat("trước ", 200) + "Kế hoạch số 2/KH-UBND" + strings.Repeat(" sau", 300)
	named, nested := citation(legal.Cites, long, "sau", legal.Date{}),
		citation(legal.Guides, long, "trước", legal.Date{})
	ended, passive := citation(legal.Repeals, long, "sau", legal.Date{}),
		citation(legal.Cites, long, "sau", legal.Date{})
	// the resolution, of which the school says that it guides its own and repeals a part of another
	named.From, nested.From, ended.From = 2, 2, 2
	ended.Scope, ended.Provision = legal.ScopePart, "khoản 1 Điều <5>"
	passive.Deed = legal.Deed{To: 0, Relation: legal.Replaces, Scope: legal.ScopeWhole} // "the plan was replaced by"
	put(school, "trường.pdf", long, citation(legal.Implements, long, "Kế hoạch số 2/KH-UBND", legal.Date{}), nested,
		named, ended, passive)
	ref := func(sha string, i int) legal.CitationRef { return legal.CitationRef{File: sha, Index: i} }
	r := legal.Resolved{
		Documents: []legal.Document{
			{ID: "kh-2", Type: legal.Plan, Number: "2/KH-UBND", Held: plan, Year: 2023, Body: legal.Body{Code: "UBND", Name: "UBND tỉnh"}, Title: "về </title><b>chuyển đổi số</b>"},
			{ID: "kh-3", Type: legal.Plan, Held: school, Date: legal.Date{Year: 2023, Month: 5}, Body: legal.Body{Name: "Trường THCS"}},
			{ID: "nq-30", Type: legal.Resolution, Number: "30-NQ/TW", Body: legal.Body{Name: "Bộ Chính trị"}, Conflict: true, Conflicts: []string{legal.ConflictDate},
				Dates: []legal.Seen{{Value: "2022-11-23", Count: 2}, {Value: "2022-11-24", Count: 1}}},
			{ID: "qd-9", Type: legal.Decision, Number: "9/QĐ-UBND"},
		},
		Meanings: []legal.Meaning{{CitationRef: ref(school, 3), Document: "qd-9"},
			{CitationRef: ref(school, 4), Document: "qd-9"}, {CitationRef: ref(plan, 0), Document: "nq-30"}, {CitationRef: ref(plan, 1), Document: "nq-30"},
			{CitationRef: ref(school, 0), Document: "kh-2"}, {CitationRef: ref(school, 1), Document: "kh-3"}, {CitationRef: ref(school, 2), Document: "nq-30"}},
		Self: map[string]string{plan: "kh-2", school: "kh-3"},
	}
	must(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, nil) }))
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func written(t *testing.T, id string, ways []graph.Way, q Question) string {
	t.Helper()
	c := openChain(t)
	g, err := graph.Load(t.Context(), c)
	must(t, err)
	known := answer.New(t.Context(), c, legal.Date.Printed)
	q.Document, err = known.Document(id)
	must(t, err)
	q.Chain, err = known.Trace(g, id, ways, q.Only, q.Depth, 0)
	must(t, err)
	var out bytes.Buffer
	must(t, Write(&out, known, q))
	return out.String()
}

func TestSheet(t *testing.T) {
	got := written(t, "nq-30", []graph.Way{graph.Up, graph.Down}, Question{})
	const golden = "testdata/sheet.html"
	if *update {
		must(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
	if again := written(t, "nq-30", []graph.Way{graph.Up, graph.Down}, Question{}); again != got {
		t.Error("the same facts give another sheet")
	}
}

// What a page says cannot become part of the sheet, and the sheet fetches nothing.
func TestSheetIsClosed(t *testing.T) {
	got := written(t, "kh-2", []graph.Way{graph.Up, graph.Down}, Question{})
	if bad := regexp.MustCompile(`(?i)<script|<i>|</title>.*</title>|<b>chuyển|https?:|src=|url\(|[\x00-\x08\x0b\x0c\x0e-\x1f]`).FindString(got); bad != "" {
		t.Errorf("%q got through", bad)
	}
	for _, want := range []string{
		`<mark>&#34;Nghị quyết&#34; &lt;script&gt;</mark>alert(&#39;1&#39;)`,
		"a&amp;b &lt;i&gt;.pdf, trang 2",
		"ngày ghi tại đây: 24/11/2022",
		"độ tin cậy của chữ đọc được: 88%",
		"Mâu thuẫn về ngày ban hành",
		"trích lại trong tên văn bản khác",
		"<h2>Văn bản này bị sửa đổi, thay thế, bãi bỏ bởi</h2>",
		"<b>Thay thế toàn bộ</b> · trường.pdf, trang 2 · <span class=\"note\">suy ra từ câu ở thể bị động</span>",
		"Chuỗi vòng lại văn bản đã đi qua",
		"Chỉ được viện dẫn: không có tệp của Nghị quyết số 30-NQ/TW",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestSheetOfOneStep(t *testing.T) {
	got := written(t, "kh-2", []graph.Way{graph.Down}, Question{Only: []legal.Relation{legal.Implements}, Depth: 1})
	if !strings.Contains(got, "Quan hệ được theo: Thực hiện. Độ sâu: 1 bước.") ||
		strings.Contains(got, "dựa trên những văn bản nào") || strings.Contains(got, `id="buoc-2"`) {
		t.Error(got)
	}
	got = written(t, "kh-2", []graph.Way{graph.Down}, Question{Only: []legal.Relation{legal.Guides}})
	if !strings.Contains(got, "Không có văn bản nào được nêu") ||
		!strings.Contains(got, "Ngoài ra có 2 văn bản") {
		t.Error(got)
	}
}

func TestAround(t *testing.T) {
	before, words, rest := around(strings.Repeat("ữ", room+5)+"số 1"+strings.Repeat("ơ", room+1),
		legal.Span{Start: (room + 5) * len("ữ"), End: (room+5)*len("ữ") + len("số 1")})
	if before != "… "+strings.Repeat("ữ", room) || words != "số 1" || rest != strings.Repeat("ơ", room)+" …" {
		t.Errorf("%q %q %q", before, words, rest)
	}
	if before, words, rest = around("ngắn", legal.Span{Start: -3, End: 99}); before+words+rest != "ngắn" {
		t.Errorf("a span outside: %q %q %q", before, words, rest)
	}
}
