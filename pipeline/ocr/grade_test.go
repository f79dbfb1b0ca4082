package ocr

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// read makes a text of one page that OCR read, each word with a doubt behind "~" and another
// reading behind "|", and cites the numbers in it.
func read(words string, numbers ...string) (legal.Text, []legal.Citation) {
	t := legal.Text{Pages: []legal.PageInfo{{Source: legal.SourceOCR}}}
	for _, w := range strings.Fields(words) {
		printed, rest, _ := strings.Cut(w, "~")
		doubt, other, _ := strings.Cut(rest, "|")
		d := 0.0
		fmt.Sscan(doubt, &d)
		if t.Content != "" {
			t.Content += " "
		}
		start := len(t.Content)
		t.Content += printed
		t.Words = append(t.Words, legal.Word{Span: legal.Span{Start: start, End: len(t.Content)}, Page: 1,
			Confidence: 1 - d, Other: other})
	}
	t.Blocks = []legal.Block{{Span: legal.Span{End: len(t.Content)}, Zone: legal.ZoneBody}}
	var cs []legal.Citation
	at := 0
	for _, n := range numbers {
		at += strings.Index(t.Content[at:], n)
		cs = append(cs, legal.Citation{Span: legal.Span{Start: at, End: at + len(n)}, Number: n, Confidence: 1,
			From: -1})
		at += len(n)
	}
	return t, cs
}

// What is believed of a number falls with the worst of its words, and further where it cannot
// be, its codes are nobody's, or another of one digit's difference is better known.
func TestGradeBorders(t *testing.T) {
	for _, tt := range []struct {
		name, words string
		numbers     []string
		date        string
		want        []float64
	}{
		{"clean text", "Kế hoạch số 64/KH-UBND", []string{"64/KH-UBND"}, "", []float64{1}},
		{"the doubt of the number", "Kế~.9 hoạch số 64/KH-UBND~.2", []string{"64/KH-UBND"}, "", []float64{.9}},
		{"a code of no table", "số 64/KH-UBQZ~.02", []string{"64/KH-UBQZ"}, "", []float64{unsure}},
		{"a code that the file has twice", "số 64/KH-UBQZ~.02 và 71/KH-UBQZ~.02",
			[]string{"64/KH-UBQZ", "71/KH-UBQZ"}, "", []float64{.99, .99}},
		{"one digit from another", "số 39/2012/NĐ-CP~.02 và 59/2012/NĐ-CP~.02 59/2012/NĐ-CP~.02",
			[]string{"39/2012/NĐ-CP", "59/2012/NĐ-CP", "59/2012/NĐ-CP"}, "", []float64{unsure, .99, .99}},
		{"one digit from another, as often", "số 39/2012/NĐ-CP~.02 và 59/2012/NĐ-CP~.02",
			[]string{"39/2012/NĐ-CP", "59/2012/NĐ-CP"}, "", []float64{unsure, unsure}},
		{"one digit alone tells nothing", "số 3/2012/NĐ-CP~.02 và 5/2012/NĐ-CP~.02",
			[]string{"3/2012/NĐ-CP", "5/2012/NĐ-CP"}, "", []float64{.99, .99}},
		{"two digits apart", "số 39/2012/NĐ-CP~.02 và 51/2012/NĐ-CP~.02", []string{"39/2012/NĐ-CP", "51/2012/NĐ-CP"},
			"", []float64{.99, .99}},
		{"of another series", "số 39/2012/NĐ-CP~.02 và 59/2013/NĐ-CP~.02", []string{"39/2012/NĐ-CP", "59/2013/NĐ-CP"},
			"", []float64{.99, .99}},
		{"a Sunday", "số 64/KH-UBND~.02", []string{"64/KH-UBND"}, "2025-06-29", []float64{unsure}},
		{"the Monday after", "số 64/KH-UBND~.02", []string{"64/KH-UBND"}, "2025-06-30", []float64{.99}},
		{"digits behind one that was read as no digit", "Luật số §6/2015/QH13~.02", []string{"6/2015/QH13"}, "", []float64{doubtful}},
		{"a sign between digits", "công văn 5§820/BYT-BH~.02", []string{"820/BYT-BH"}, "", []float64{doubtful}},
		{"a code with a tone", "số 79/2024/TTỊ-BCA~.02", []string{"79/2024/TTỊ-BCA"}, "", []float64{doubtful}},
		{"a code with marks of letters", "số 79/KH-TĐHƯĂ~.02 125/KH-TĐHƯĂ~.02", []string{"79/KH-TĐHƯĂ", "125/KH-TĐHƯĂ"}, "", []float64{.99, .99}},
		{"the word for number", "Quyết định số64/QĐ-TTg~.02", []string{"64/QĐ-TTg"}, "", []float64{.99}},
		{"behind a parenthesis", "(64/KH-UBND~.02", []string{"64/KH-UBND"}, "", []float64{.99}},
		{"a year that is not that of the date", "số 64/2024/NĐ-CP~.02", []string{"64/2024/NĐ-CP"}, "2025-06-30",
			[]float64{doubtful}},
		{"a term that did not sit", "số 64/2024/QH14~.02", []string{"64/2024/QH14"}, "", []float64{doubtful}},
	} {
		text, cs := read(tt.words, tt.numbers...)
		for i := range cs {
			cs[i].Date, _ = legal.ParseDate(tt.date)
		}
		Grade(text, cs)
		for i, c := range cs {
			if d := c.Confidence - tt.want[i]; d > 1e-9 || d < -1e-9 {
				t.Errorf("%s: %s is believed to %.3f, want %.3f", tt.name, c.Number, c.Confidence, tt.want[i])
			}
		}
	}
}

// Number and date of a head that OCR is unsure of stay unknown, those of clean pages do not.
func TestGradeOddHeads(t *testing.T) {
	for name, tt := range map[string]struct {
		words  string
		source legal.PageSource
		number bool
		date   bool
	}{
		"sure":             {"Số: 64/KH-UBND~.1 Sơn La, ngày 30~.1 tháng 6 năm 2025", legal.SourceOCR, true, true},
		"an unsure number": {"Số: 64/KH-UBND~.5", legal.SourceOCR, false, true},
		"an unsure day":    {"Sơn La, ngày 30~.5 tháng 6 năm 2025", legal.SourceOCR, true, false},
		"an unsure word":   {"Sơn~.9 La,~.9 ngày 30 tháng 6 năm 2025", legal.SourceOCR, true, true},
		"text of the file": {"Số: 64/KH-UBND~.5 ngày 30~.5 tháng 6 năm 2025", legal.SourceText, true, true},
		"both on one line": {"Số: 64/KH-UBND~.5 Sơn La, NGÀY 30 tháng 6 năm 2025", legal.SourceOCR, false, true},
		"codes that go on": {"Số: 64/KH-UBND-ó Sơn La", legal.SourceOCR, false, true},
		"codes that its type and body let expect": {"Số: 64/KH-UBND~.7 Sơn La", legal.SourceOCR, false, true},
		"codes behind a sure ordinal":             {"Số: 64 /KH-UBND~.7 Sơn La", legal.SourceOCR, true, true},
		"codes of an unknown body":                {"Số: 64 /KH-XYZ~.7 Sơn La", legal.SourceOCR, false, true},
		"another's number":                        {"Kèm theo 65/KH-UBND~.5", legal.SourceOCR, true, true},
	} {
		text, _ := read(tt.words)
		text.Pages[0].Source, text.Blocks[0].Zone = tt.source, legal.ZoneHead
		text.Head = legal.Head{Type: legal.Plan, Number: "64/KH-UBND", Date: legal.Date{Year: 2025, Month: 6, Day: 30}}
		if strings.Contains(tt.words, "XYZ") {
			text.Head.Number = "64/KH-XYZ"
		}
		GradeHead(&text)
		if (text.Head.Number != "") != tt.number || !text.Head.Date.IsZero() != tt.date {
			t.Errorf("%s: %+v", name, text.Head)
		}
		text.Blocks[0].Zone = legal.ZoneBody
		text.Head.Number = "64/KH-UBND"
		GradeHead(&text)
		if text.Head.Number == "" {
			t.Errorf("%s: a line of the body took the number", name)
		}
	}
}

// What is sure of an unsure number or date stays known.
func TestGradeInPart(t *testing.T) {
	for words, want := range map[string]legal.Written{
		"Số: 64~.5 /KH-UBND Sơn La, ngày 30~.5 tháng 6 năm 2025":       {Part: "/KH-UBND", Month: legal.Date{Year: 2025, Month: 6}},
		"Số: 64~.5 /KH-UBND~.9 Sơn La, ngày 30~.5 tháng 6 năm 2025~.5": {},
	} {
		text, _ := read(words)
		text.Blocks[0].Zone = legal.ZoneHead
		text.Head = legal.Head{Number: "64/KH-UBND", Date: legal.Date{Year: 2025, Month: 6, Day: 30}}
		if GradeHead(&text); text.Head.Written == nil {
			text.Head.Written = &legal.Written{}
		}
		if diff := cmp.Diff(want, *text.Head.Written); diff != "" || text.Head.Number != "" || !text.Head.Date.IsZero() {
			t.Errorf("%s: %+v %s", words, text.Head, diff)
		}
	}
}

// A year that was read in two ways is the one in which the documents cited are not yet to come.
func TestGradeYear(t *testing.T) {
	for words, want := range map[string]string{
		"ngày 04 tháng 01 năm 2018~.5|2016 Kế hoạch số 2484/KH-SYT ngày 28/12/2017":            "2018-01-04",
		"ngày 21 tháng 12 năm 2012~.5|2017 Quyết định số 1675/QĐ-SYT ngày 09 tháng 8 năm 2017": "2017-12-21",
		"ngày 04 tháng 01 năm 2018~.5|2017 Kế hoạch số 2484/KH-SYT ngày 28/12/2017":            "",
		"ngày 04 tháng 01 năm 2018~.5|2016 trước ngày 28/12/2017":                              "",
		"ngày 04 tháng 01 năm 2018~.5 Kế hoạch số 2484/KH-SYT ngày 28/12/2017":                 "",
	} {
		text, _ := read("Sơn La, " + words)
		text.Blocks[0].Zone = legal.ZoneHead
		text.Head.Date, _ = legal.ParseDate(map[bool]string{true: "2012-12-21", false: "2018-01-04"}[strings.Contains(words, "2012")])
		if GradeHead(&text); text.Head.Date.String() != want {
			t.Errorf("%s: %s, want %q", words, text.Head.Date, want)
		}
	}
}

// A term is mended only to one that sat in the year, and a right one never.
func FuzzMendTerm(f *testing.F) {
	for _, s := range []string{"QH15", "QHI5", "QH114", "UBTVQH1Š", "QH", "QH0", "QH1l", "QH00!0", "NĐ", ""} {
		f.Add(2024, s)
		f.Add(2002, s)
	}
	f.Fuzz(func(t *testing.T, year int, code string) {
		got := mendTerm(fmt.Sprint("/", year), code)
		if got == code {
			return
		}
		term := 0
		for _, assembly := range assemblies {
			if rest, ok := strings.CutPrefix(got, assembly); ok {
				fmt.Sscan(rest, &term)
				if !strings.HasPrefix(code, assembly) {
					t.Errorf("%s became %s", code, got)
				}
				break
			}
		}
		if !fits(term, year) {
			t.Errorf("%s of %d became %s", code, year, got)
		}
		if again := mendTerm(fmt.Sprint("/", year), got); again != got {
			t.Errorf("%s became %s, and that %s", code, got, again)
		}
	})
}

// What could not be read twice alike is one thing or the other, with as many runs of digits.
func TestWithDigits(t *testing.T) {
	for _, tt := range [][3]string{
		{"30/NQ-CP", "50/NQ-CP", "50/NQ-CP"}, {"17/3/2023", "17/8/2023", "17/8/2023"},
		{"30/NQ-CP", "5O/NQ", "5/NQ-CP"}, {"30/NQ-CP", "5 0/NQ", "30/NQ-CP"}, {"30/NQ-CP", "NQ", "30/NQ-CP"},
		{"NQ-CP", "5", "NQ-CP"},
		{"", "", ""}, {"1/2/3", "4/5", "1/2/3"}, {"9", "99999999999999999999", "99999999999999999999"},
	} {
		if got := withDigits(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s with the digits of %s: %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}
