package ocr

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// scan is a page without text: the picture of a plan.
var scan = Request{Path: "../../testdata/plans/scan-kh-23-ben-tam.pdf", Page: 1}

// needPrograms skips a test where a page cannot be drawn or read.
func needPrograms(t *testing.T) {
	t.Helper()
	if err := Check(t.Context()); err != nil {
		t.Skipf("poppler-utils, tesseract-ocr and tesseract-ocr-vie are needed: %v", err)
	}
}

func drawScan(t *testing.T) Picture {
	t.Helper()
	picture, err := Draw(t.Context(), scan)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func readPicture(t *testing.T, p Picture) (Page, error) {
	t.Helper()
	var r Reader
	t.Cleanup(r.Close)
	return r.Read(t.Context(), p)
}

// contents returns the words of a page, a line a line.
func contents(p Page) string { return strings.Join(textOf(p.Page), "\n") }

func TestRead(t *testing.T) {
	needPrograms(t)
	page, err := readPicture(t, drawScan(t))
	if err != nil {
		t.Fatal(err)
	}
	if text := contents(page); !strings.Contains(text, "KẾ HOẠCH") ||
		!strings.Contains(text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") {
		t.Errorf("read:\n%s", text)
	}
	for _, l := range page.Lines {
		for _, w := range l.Words {
			if w.Doubt < 0 || w.Doubt > 1 || w.Size < 5 || w.Size > 40 || w.Baseline < w.Box.Y0-1 ||
				w.Box.X1 > page.Width+1 || w.Box.Y1 > page.Height+1 {
				t.Errorf("%+v", w)
			}
		}
	}
}

// A page that lies on its head is read, and its words lead back to where they are
// drawn.
func TestReadTurned(t *testing.T) {
	needPrograms(t)
	picture := drawScan(t)
	upright, err := readPicture(t, picture)
	if err != nil {
		t.Fatal(err)
	}
	turned, err := readPicture(t, Picture{quarters(picture.gray, 2), picture.dpi})
	if err != nil {
		t.Fatal(err)
	}
	if turned.View.Quarters != 2 || contents(turned) != contents(upright) {
		t.Fatalf("%d quarters, read:\n%s", turned.View.Quarters, contents(turned))
	}
	first := turned.View.Drawn(turned.Lines[0].Box)
	if first.Y0 < turned.View.Height/2 {
		t.Errorf("the first line is drawn at %+v, not at the foot", first)
	}
}

func TestReadBlank(t *testing.T) {
	page, err := readPicture(t, Picture{drawn(800, 1100), resolution})
	if want := (View{Width: 288, Height: 396}); err != nil || len(page.Lines) != 0 || page.View != want {
		t.Errorf("got %+v, %v", page, err)
	}
}

func TestKey(t *testing.T) {
	a, b := Picture{drawn(80, 90), 200}, Picture{drawn(80, 90, image.Rect(1, 1, 2, 2)), 200}
	if a.Key() == b.Key() || a.Key() != (Picture{drawn(80, 90), 200}).Key() || a.Key() == (Picture{drawn(90, 80), 200}).
		Key() {
		t.Error("keys do not tell pictures apart")
	}
}

func TestLargePage(t *testing.T) {
	for _, r := range []Request{{}, {Width: 595, Height: 842}} {
		if got := r.dpi(); got != resolution {
			t.Errorf("%+v: %g dpi", r, got)
		}
	}
	r := Request{Width: 14400, Height: 14400}
	if d := r.dpi(); d < 1 || r.Width*d/72*r.Height*d/72 > pdf.MaxDots {
		t.Errorf("%+v: %g dpi", r, d)
	}
}

func TestPlace(t *testing.T) {
	text := legal.Text{
		Words: []legal.Word{{Page: 1, Box: legal.Box{X0: 10, Y0: 10, X1: 20, Y1: 20}},
			{Page: 2, Box: legal.Box{X0: 10, Y0: 10, X1: 20, Y1: 20}}},
		Pages: []legal.PageInfo{{Width: 100, Height: 200}, {Width: 200, Height: 100}},
	}
	Place(&text, map[int]View{2: {Width: 100, Height: 200, Quarters: 1}})
	want := legal.Text{
		Words: []legal.Word{{Page: 1, Box: legal.Box{X0: 10, Y0: 10, X1: 20, Y1: 20}},
			{Page: 2, Box: legal.Box{X0: 10, Y0: 180, X1: 20, Y1: 190}}},
		Pages: []legal.PageInfo{{Width: 100, Height: 200}, {Width: 100, Height: 200}},
	}
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGradeHead(t *testing.T) {
	const content = "Số: 46/KH-SYT\nKiên Giang, ngày 10 tháng 3 năm 2017"
	for _, tt := range []struct {
		number, day  float64 // confidence
		wantN, wantD string
	}{{.95, .95, "46/KH-SYT", "2017-03-10"}, {.6, .95, "", "2017-03-10"}, {.95, .6, "46/KH-SYT", ""}} {
		text := legal.Text{Content: content, Pages: []legal.PageInfo{{Source: legal.SourceOCR}},
			Head: legal.Head{Number: "46/KH-SYT", Date: legal.Date{Year: 2017, Month: 3, Day: 10}}}
		at := 0
		for line := range strings.Lines(content) {
			text.Blocks = append(text.Blocks,
				legal.Block{Span: legal.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))},
					Zone: legal.ZoneHead})
			for _, w := range strings.Fields(line) {
				i := at + strings.Index(content[at:], w)
				confidence := 1.0
				switch w {
				case "46/KH-SYT":
					confidence = tt.number
				case "10":
					confidence = tt.day
				}
				text.Words = append(text.Words,
					legal.Word{Span: legal.Span{Start: i, End: i + len(w)}, Page: 1, Confidence: confidence})
			}
			at += len(line)
		}
		GradeHead(&text)
		if text.Head.Number != tt.wantN || text.Head.Date.String() != tt.wantD {
			t.Errorf("confidence %g and %g: number %q, date %q", tt.number, tt.day, text.Head.Number, text.Head.Date)
		}
	}
}

func TestGrade(t *testing.T) {
	const content = "số 64/KH-UBND ngày 01 tháng 02 năm 2023; số 5/KH-XYZ; Luật Đất đai"
	var words []legal.Word
	at := 0
	for _, w := range strings.Fields(content) {
		at += strings.Index(content[at:], w)
		words = append(words, legal.Word{Span: legal.Span{Start: at, End: at + len(w)}, Page: 1, Confidence: .98})
		at += len(w)
	}
	words[3].Confidence = .6 // "01"
	span := func(s string) legal.Span {
		i := strings.Index(content, s)
		return legal.Span{Start: i, End: i + len(s)}
	}
	citations := []legal.Citation{
		{Span: span("số 64/KH-UBND ngày 01 tháng 02 năm 2023"), Number: "64/KH-UBND", Confidence: 1},
		{Span: span("số 5/KH-XYZ"), Number: "5/KH-XYZ", Confidence: 1},
		{Span: span("Luật Đất đai"), Name: "Đất đai", Confidence: 1},
	}
	Grade(legal.Text{Content: content, Words: words}, citations)
	var got []float64
	for _, c := range citations {
		got = append(got, c.Confidence)
	}
	if want := []float64{.8, .85, .99}; !slices.Equal(got, want) {
		t.Errorf("confidence %v, want %v", got, want)
	}
	for d, want := range map[legal.Date]float64{{Year: 2018, Month: 6, Day: 12}: .99,
		{Year: 2016, Month: 6, Day: 12}: unsure, {Year: 2016}: .99} {
		c := []legal.Citation{{Span: citations[2].Span, Name: "Đất đai", Date: d, Confidence: 1}}
		if Grade(legal.Text{Content: content, Words: words}, c); c[0].Confidence != want {
			t.Errorf("%s: confidence %v, want %v", d, c[0].Confidence, want)
		}
	}
}

// A number cited once is doubted beside another of its day that is cited more often, not
// beside one of another day.
func TestGradeRivalOfDay(t *testing.T) {
	day, other := legal.Date{Year: 2016, Month: 7, Day: 1}, legal.Date{Year: 2016, Month: 7, Day: 4}
	const content = "0123456789"
	words := []legal.Word{{Span: legal.Span{End: len(content)}, Page: 1, Confidence: .98}}
	var cs []legal.Citation
	for _, c := range []legal.Citation{
		{Number: "32/2016/NĐ-CP", Date: day}, {Number: "99/2016/NĐ-CP", Date: day}, {Number: "99/2016/NĐ-CP"}, {Number: "45/2016/NĐ-CP", Date: other},
	} {
		c.Span, c.Confidence = words[0].Span, 1
		cs = append(cs, c)
	}
	Grade(legal.Text{Content: content, Words: words}, cs)
	for i, want := range []float64{unsure, .99, .99, .99} {
		if cs[i].Confidence != want {
			t.Errorf("%s: %v, want %v", cs[i].Number, cs[i].Confidence, want)
		}
	}
}

// What the second reading has in the place of digits makes the other number; codes are
// those of the first, mended.
func TestOtherNumber(t *testing.T) {
	for _, tt := range []struct{ content, number, word, other, want string }{
		{"số 30/NQ-CP ngày 5", "30/NQ-CP", "30/NQ-CP", "50/NO-CP", "50/NQ-CP"},
		{"số 30/NQ-CP, ngày 5", "30/NQ-CP", "30/NQ-CP,", "50/NQ-CP,", "50/NQ-CP"},
		{"số 71/2020/NĐ-CP", "71/2020/NĐ-CP", "71/2020/NĐ-CP", "77/2020/ND-CP", "77/2020/NĐ-CP"},
		{"số 83/KH- UBND", "83/KH-UBND", "83/KH-", "33/KH-", "33/KH-UBND"},
		{"số 57/2024/QH15", "57/2024/QH15", "57/2024/QH15", "57/2024/QH", ""},
		{"số 30/NQ-CP ngày 17/3/2023", "30/NQ-CP", "17/3/2023", "17/8/2023", ""},
		{"số 30/NQ-CP ngày 5", "30/NQ-CP", "30/NQ-CP", "", ""},
	} {
		var words []legal.Word
		for at := 0; at < len(tt.content); {
			end := at + len(strings.Split(tt.content[at:], " ")[0])
			w := legal.Word{Span: legal.Span{Start: at, End: end}, Page: 1, Confidence: .9}
			if tt.content[at:end] == tt.word {
				w.Other = tt.other
			}
			words, at = append(words, w), end+1
		}
		c := []legal.Citation{{Span: legal.Span{End: len(tt.content)}, Number: tt.number, Confidence: 1}}
		if Grade(legal.Text{Content: tt.content, Words: words}, c); c[0].Other != tt.want {
			t.Errorf("%s or %s: %q, want %q", tt.word, tt.other, c[0].Other, tt.want)
		}
	}
}

func TestCheckWithoutPrograms(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := Check(t.Context()); pdf.ReasonOf(err) != pdf.ErrMissing {
		t.Errorf("Check: %v", err)
	}
	if _, err := Draw(t.Context(), scan); pdf.ReasonOf(err) != pdf.ErrMissing {
		t.Errorf("Draw: %v", err)
	}
}
