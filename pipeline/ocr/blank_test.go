package ocr

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr/hand"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// headOf makes a page of lines, as wide as they are printed in letters of 14 points; "|"
// parts a line into words where two spaces do not.
func headOf(lines ...string) pdf.Page {
	p := pdf.Page{Width: 595, Height: 842}
	for i, text := range lines {
		l := pdf.Line{}
		x, base := 60.0, 60+20*float64(i)
		for _, word := range strings.Fields(text) {
			wide := printedWidth(word, 14)
			w := pdf.Word{Text: word, Box: legal.Box{X0: x, Y0: base - 10, X1: x + wide, Y1: base}, Size: 14, Baseline: base, Doubt: .05}
			l.Words = append(l.Words, w)
			l.Box = w.Box.Union(legal.Box{X0: 60, Y0: base - 10, X1: x + wide, Y1: base})
			x += wide + 6
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

func TestBlanksOf(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		want  string // kinds, each with the words that stand there
	}{
		"number and date":    {[]string{"Số: 12x /KH-UBND Kiên Giang, ngày 1b tháng 10 năm 2017"}, "n12x d1b m10"},
		"glued":              {[]string{"Số:243Ÿ/KH-SYT", "Kiên Giang, ngày22 tháng 10 năm 2017"}, "nSố:243Ÿ/KH-SYT dngày22 m10"},
		"a lost colon":       {[]string{"Sé: 5 ếØ/GM-UBND giấy mời"}, "n5ếØ/GM-UBND"},
		"a year":             {[]string{"Số: 4# /2020/TT-BCA thông tư"}, "n4#"},
		"of the Party":       {[]string{"Số 13-NQ/TU nghị quyết"}, "n13-NQ/TU"},
		"codes cut short":    {[]string{"Số.J3 #†/8C-SYT kiên giang"}, ""},
		"a digit as a code":  {[]string{"Số :)21/L/TB-SYT thông báo"}, "n:)21/L/TB-SYT"},
		"no codes":           {[]string{"TRƯỜNG MẦM NON SỐ 5", "Số: 17 công văn"}, ""},
		"a sentence":         {[]string{"thực hiện Kế hoạch số 17 /KH-UBND ngày 2 tháng 3 năm 2017 của UBND"}, ""},
		"a subject":          {[]string{"V/v báo cáo, ngày 26 tháng 11 năm 2025"}, ""},
		"the incoming stamp": {[]string{"ĐẾN", "Số: 1234 /CV-VP công văn"}, ""},
		"below the preamble": {[]string{"Căn cứ Luật", "Số: 17 /KH-UBND kế hoạch"}, ""},
		"nothing read":       {[]string{"Số: /KH-UBND kiên giang", "Kiên Giang, ngày tháng 9 năm 2017"}, "n m9"},
	} {
		p := headOf(append(tt.lines, "những dòng chữ thường thấy")...)
		var got []string
		for _, b := range blanksOf(p) {
			words := ""
			for _, w := range p.Lines[b.Line].Words[b.From:b.To] {
				words += w.Text
			}
			got = append(got, string(b.Kind)+words)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Between "ngày" and "tháng" no digit stands where there is but the space between two words.
func TestNarrowBlank(t *testing.T) {
	for room, want := range map[float64]bool{3: false, 20: true} {
		p := headOf("Cẩm Phả, ngày tháng 4 năm 2023", "những dòng chữ thường thấy")
		words := p.Lines[0].Words
		for i := 3; i < len(words); i++ {
			words[i].Box.X0, words[i].Box.X1 = words[i].Box.X0+room-6, words[i].Box.X1+room-6
		}
		found := slices.ContainsFunc(blanksOf(p), func(b Blank) bool { return b.Kind == DayBlank })
		if found != want {
			t.Errorf("room of %v points: a day is looked for: %v", room, found)
		}
	}
}

func TestSettle(t *testing.T) {
	readings := func(digits string, confidence, firm float64) []hand.Digits {
		return []hand.Digits{{Digits: digits, Confidence: confidence, Firm: firm}, {Digits: "7", Confidence: .03}}
	}
	for name, tt := range map[string]struct {
		kind  BlankKind
		hand  []hand.Digits
		read  string
		doubt float64
		want  written
	}{
		"print":                            {NumberBlank, readings("17", .9, .9), "17", .3, written{"17", false}},
		"handwriting that nothing cuts":    {NumberBlank, readings("17", .9, .9), "#¥", .9, written{"17", true}},
		"cut off":                          {NumberBlank, readings("17", .9, 0), "#¥", .9, written{}},
		"read twice alike":                 {NumberBlank, readings("17", .5, 0), "l7", .8, written{"17", true}},
		"read in two ways":                 {NumberBlank, readings("17", .6, .6), "71", .3, written{}},
		"print that the picture is not":    {NumberBlank, readings("1", .6, .6), "71", .05, written{"71", false}},
		"print of which a part is cut off": {NumberBlank, readings("9", .95, 0), "96", .03, written{"96", false}},
		"a day":                            {DayBlank, readings("9", .7, .1), "", 0, written{"9", true}},
		"no day":                           {DayBlank, readings("0", .9, .9), "", 0, written{}},
		"a day beyond the month's end":     {DayBlank, nil, "45", .05, written{}},
		"nothing":                          {NumberBlank, nil, "", 0, written{}},
		"Tesseract is sure of no number":   {NumberBlank, readings("17", .3, .3), "M", .05, written{}},
	} {
		b := Blank{Kind: tt.kind, Readings: tt.hand}
		if got := b.settle(tt.read, tt.doubt); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestFilled(t *testing.T) {
	page := Page{Page: headOf("ˆ số:243Ÿ/KH-SYT", "Kiên Giang, ngày22 tháng 10 năm 2017", "những dòng chữ thường thấy")}
	page.Blanks = blanksOf(page.Page)
	text := func(p pdf.Page, line int) string {
		s := ""
		for _, w := range p.Lines[line].Words {
			if s != "" && !w.Glued {
				s += " "
			}
			s += w.Text
		}
		return s
	}
	out, told := page.Filled()
	if got := text(out.Page, 0); got != "Số: …/KH-SYT" || told.Number {
		t.Errorf("a number that nobody could read is %q", got)
	}
	page.Blanks[0].Readings = []hand.Digits{{Digits: "2128", Confidence: .6}}
	if out, told = page.Filled(); text(out.Page, 0) != "Số: …/KH-SYT" || len(told.Guesses) != 1 {
		t.Errorf("a guess is %q, %+v", text(out.Page, 0), told)
	}
	page.Blanks[0].Readings[0] = hand.Digits{Digits: "2128", Confidence: .97, Firm: .9}
	page.Blanks[1].Readings = []hand.Digits{{Digits: "14", Confidence: .97, Firm: .9}}
	out, told = page.Filled()
	if got := text(out.Page, 0); got != "Số: 2128/KH-SYT" || !told.Number {
		t.Errorf("a number that is sure is %q, %+v", got, told)
	}
	if got := text(out.Page, 1); got != "Kiên Giang, ngày 14 tháng 10 năm 2017" || !told.Date {
		t.Errorf("a day that is sure is %q", got)
	}
	page.Page = headOf("Kiên Giang, tháng 10 năm 2017", "những dòng chữ thường thấy")
	for i := range page.Lines[0].Words[2:] {
		w := &page.Lines[0].Words[2+i]
		w.Box.X0, w.Box.X1 = w.Box.X0+60, w.Box.X1+60
	}
	page.Blanks = blanksOf(page.Page)[:1]
	page.Blanks[0].Readings = []hand.Digits{{Digits: "17", Confidence: .97, Firm: .9}}
	if out, _ = page.Filled(); text(out.Page, 0) != "Kiên Giang, ngày 17 tháng 10 năm 2017" {
		t.Errorf("a day whose word is hidden is %q", text(out.Page, 0))
	}
	page = Page{Page: headOf("ˆ số:243Ÿ/KH-SYT")}
	page.Blanks = blanksOf(page.Page)
	page.Filled()
	if got := text(page.Page, 0); got != "ˆ số:243Ÿ/KH-SYT" {
		t.Errorf("the page itself was changed: %q", got)
	}
}

func TestTell(t *testing.T) {
	h := legal.Head{Written: &legal.Written{Part: "/TB-SYT", Month: legal.Date{Year: 2017, Month: 11}}}
	Tell(&h, legal.Written{Guesses: []legal.Guess{{Number: "381", Confidence: .5}}})
	want := &legal.Written{Part: "/TB-SYT", Month: legal.Date{Year: 2017, Month: 11},
		Guesses: []legal.Guess{{Number: "381/TB-SYT", Confidence: .5}}}
	if diff := cmp.Diff(want, h.Written); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	h.Number, h.Date = "381/TB-SYT", legal.Date{Year: 2017, Month: 11, Day: 3}
	if Tell(&h, legal.Written{}); h.Written != nil {
		t.Errorf("of a head that is known %+v is told", h.Written)
	}
}
