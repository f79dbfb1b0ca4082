package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// plan is a plan of a commune, by what stands in its head.
func plan(above, body, number, day string) string {
	return above + "\n" + body + "\nSố: " + number + "\n" + mottoLines + day +
		"\n\nKẾ HOẠCH\nVề chuyển đổi số năm 2026\n\nCăn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;\nỦy ban nhân dân ban hành kế hoạch.\n"
}

// How a text is encoded and spaced changes nothing of its head and its paragraphs.
func TestEncodingsOfAHead(t *testing.T) {
	text := plan("UBND TỈNH QUẢNG NINH", "ỦY BAN NHÂN DÂN\nXÃ BA CHẼ", "64/KH-UBND", "Ba Chẽ, ngày 01 tháng 7 năm 2025")
	want := Plain(text)
	if h := want.Head; h.Number != "64/KH-UBND" || h.Date != (legal.Date{Year: 2025, Month: 7, Day: 1}) ||
		h.Issuer != "Ủy ban nhân dân xã Ba Chẽ" || h.Type != legal.Plan {
		t.Fatalf("%+v", h)
	}
	for name, f := range map[string]func(string) string{
		"letters in parts":       norm.NFD.String,
		"line ends of Windows":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"a mark of order":        func(s string) string { return "\ufeff" + s },
		"spaces at line ends":    func(s string) string { return strings.ReplaceAll(s, "\n", " \t\n") },
		"no-break spaces":        func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
		"the other tone placing": func(s string) string { return strings.ReplaceAll(s, "ỦY", "UỶ") },
		"bars of Iceland":        func(s string) string { return strings.ReplaceAll(s, "Đ", "Ð") },
		"zero-width spaces":      func(s string) string { return strings.ReplaceAll(s, "64/", "64\u200b/") },
		"slashes of fractions":   func(s string) string { return strings.ReplaceAll(s, "64/", "64\u2044") },
		"dashes of other widths": func(s string) string { return strings.ReplaceAll(s, " - ", " – ") },
	} {
		got := Plain(f(text))
		check(t, got)
		got.Head.Issuer = strings.Replace(got.Head.Issuer, "Uỷ", "Ủy", 1) // as printed
		if diff := cmp.Diff(want.Head, got.Head); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if name == "the other tone placing" || name == "dashes of other widths" {
			continue // shown as printed
		}
		if diff := cmp.Diff(blocksOf(want), blocksOf(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Names of places that begin like types, bodies and years are names of places.
func TestPlacesThatLookLikeOtherThings(t *testing.T) {
	for _, name := range []string{"XÃ KẾ SÁCH", "PHƯỜNG AN HẢI", "PHƯỜNG AN KHÊ", "XÃ NĂM CĂN", "XÃ CHỈ ĐẠO",
		"PHƯỜNG QUYẾT THẮNG", "XÃ HƯỚNG PHÙNG", "XÃ CÔNG CHÍNH", "PHƯỜNG THÔNG TÂY HỘI", "XÃ QUY ĐỨC",
		"XÃ ĐỀ THÁM", "ĐẶC KHU CÔ TÔ", "XÃ IA O", "PHƯỜNG B'LAO", "XÃ ĐẮK PƠ", "XÃ BÁO ĐÁP", "XÃ ĐẢNG HÀ",
		"PHƯỜNG HỘI AN ĐÔNG", "XÃ TỈNH GIA", "XÃ SỐ MỘT", "PHƯỜNG SỞ DẦU"} {
		place := strings.SplitN(name, " ", 2)[1]
		if strings.HasPrefix(name, "ĐẶC KHU ") {
			place = strings.TrimPrefix(name, "ĐẶC KHU ")
		}
		h := Plain(plan("UBND TỈNH QUẢNG NINH", "ỦY BAN NHÂN DÂN\n"+name, "64/KH-UBND",
			eachCapital(place)+", ngày 30 tháng 6 năm 2025")).Head
		if h.Type != legal.Plan || h.Number != "64/KH-UBND" || h.Date != (legal.Date{Year: 2025, Month: 6, Day: 30}) {
			t.Errorf("%s: a %s %s of %s", name, h.Type, h.Number, h.Date)
		}
		if got, want := strings.ToUpper(h.Issuer), "ỦY BAN NHÂN DÂN "+name; got != want {
			t.Errorf("%s: of %s", name, h.Issuer)
		}
		if !strings.EqualFold(h.Superior, "UBND tỉnh Quảng Ninh") || !strings.EqualFold(h.Place, place) ||
			h.Title != "Về chuyển đổi số năm 2026" {
			t.Errorf("%s: below %q, in %q: %s", name, h.Superior, h.Place, h.Title)
		}
	}
}

func eachCapital(s string) string {
	ws := strings.Fields(strings.ToLower(s))
	for i, w := range ws {
		r := []rune(w)
		ws[i] = strings.ToUpper(string(r[0])) + string(r[1:])
	}
	return strings.Join(ws, " ")
}

// The day of a head is one of the calendar, or as much of it as is printed.
func TestDaysOfAHead(t *testing.T) {
	for printed, want := range map[string]string{
		"Ba Chẽ, ngày 30 tháng 6 năm 2025": "2025-06-30", "Ba Chẽ, ngày 01 tháng 7 năm 2025": "2025-07-01",
		"Ba Chẽ, ngày 1 tháng 7 năm 2025": "2025-07-01",
		"Ba Chẽ, ngày 1/7/2025":           "2025-07-01", "Ba Chẽ ngày 01 tháng 07 năm 2025": "2025-07-01",
		"BA CHẼ, NGÀY 01 THÁNG 7 NĂM 2025": "2025-07-01",
		"Ba Chẽ, ngày 31 tháng 6 năm 2025": "", "Ba Chẽ, ngày 01 tháng 13 năm 2025": "",
		"Ba Chẽ, ngày     tháng 7 năm 2025": "", "Ba Chẽ, ngày 00 tháng 7 năm 2025": "",
		"Ba Chẽ, ngày 01 tháng 7 năm 1825": "", "Ba Chẽ, ngày 01 tháng 7 năm": "",
		"Ba Chẽ, ngày … tháng … năm 2025": "",
	} {
		h := Plain(plan("UBND TỈNH QUẢNG NINH", "ỦY BAN NHÂN DÂN\nXÃ BA CHẼ", "64/KH-UBND", printed)).Head
		if h.Date.String() != want {
			t.Errorf("%s: %q, want %q", printed, h.Date, want)
		}
		if h.Number != "64/KH-UBND" || h.Type != legal.Plan {
			t.Errorf("%s: %+v", printed, h)
		}
	}
}

// A head takes no field from the text below it, nor from the annex of another.
func TestHeadTakesNothingFromBelow(t *testing.T) {
	below := "\nThực hiện Quyết định số 99/QĐ-UBND ngày 05 tháng 5 năm 2024 của UBND tỉnh Sơn La\nSố: 77/KH-SNV\nHà Nội, ngày 09 tháng 9 năm 2019\nNơi nhận:\n- Như trên;\n- Lưu: VT."
	for name, head := range map[string]string{
		"no number": "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ\nSố:       /KH-SNV\n" + mottoLines +
			"Hạ Long, ngày       tháng 7 năm 2025\n\nKẾ HOẠCH\nVề chuyển đổi số\n\n",
		"a stamp": "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ\nSố: ......./KH-SNV\n" + mottoLines +
			"Hạ Long, ngày ..... tháng 7 năm 2025\n\nKẾ HOẠCH\nVề chuyển đổi số\n\n",
	} {
		h := Plain(head + "Căn cứ Luật Lưu trữ;" + below).Head
		if h.Number != "" || h.Date.Day != 0 || h.Date.Year == 2019 || h.Date.Year == 2024 ||
			strings.Contains(h.Issuer, "Sơn La") {
			t.Errorf("%s: %+v", name, h)
		}
	}
}

// Texts of no form at all are text.
func TestFormlessTexts(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "white space": " \n\t\n\r\n ", "a letter": "a", "a mark": "̀", "zeros": "\x00\x00\n\x00",
		"no UTF-8": "\xff\xfe\xfa số \xc3", "one long line": strings.Repeat("một hai ba ", 50_000),
		"a long word": strings.Repeat("a", 200_000), "many empty lines": strings.Repeat("\n", 50_000) + "x",
		"mottos alone": strings.Repeat(mottoLines, 500), "types alone": strings.Repeat("KẾ HOẠCH\n", 500),
		"numbers alone":    strings.Repeat("Số: 1/KH-UBND\n", 500),
		"recipients alone": strings.Repeat("Nơi nhận:\n- Như trên;\n", 500),
		"footnote marks":   strings.Repeat("1 a\n", 500),
		"form feeds":       strings.Repeat("trang\n\f", 300), "bars": strings.Repeat("a | b | c\n", 500),
	} {
		got := Plain(text)
		check(t, got)
		if name == "nothing" || name == "white space" {
			if got.Content != "" || got.Head != (legal.Head{}) {
				t.Errorf("%s: %+v", name, got)
			}
		}
		if name == "form feeds" && len(got.Pages) < 300 {
			t.Errorf("%s: %d pages", name, len(got.Pages))
		}
	}
	for name, pages := range map[string][]pdf.Page{
		"no page": nil, "an empty one": {{}}, "no size": {{Lines: []pdf.Line{at(0, 0, "một")}}},
		"lines without words": {{Width: 595, Height: 842, Lines: []pdf.Line{{}, {}}}},
		"off the page":        {sheet(at(-900, -900, "một"), at(9000, 9000, "hai"))},
		"all on one spot":     {sheet(at(100, 100, "một"), at(100, 100, "hai"), at(100, 100, "ba"))},
		"no height":           {sheet(at(100, 100, "một", sized(0)), at(100, 100, "hai", sized(-3)))},
	} {
		check(t, Text(pages))
		if s := strings.Join(strings.Fields(Text(pages).Content), " "); name == "all on one spot" &&
			len(strings.Fields(s)) != 3 {
			t.Errorf("%s: %q", name, s)
		}
	}
}

// What a system prints over the edges of a scan is kept beside it; of a page with text of its
// own nothing is.
func TestOverprint(t *testing.T) {
	scan := picture(.98, sheet(at(60, 20, "Cổng thông tin điện tử"), at(300, 830, "Trang 1"), at(100, 400, "SAO Y")))
	var info legal.PageInfo
	KeepOverprint(&info, scan)
	if diff := cmp.Diff(legal.PageInfo{Above: []string{"Cổng thông tin điện tử"}, Below: []string{"Trang 1"}},
		info); diff != "" {
		t.Error(diff)
	}
	var lines []pdf.Line
	for i := range 40 {
		lines = append(lines, full(85, float64(20+20*i), line1))
	}
	for name, p := range map[string]pdf.Page{"a page of text": sheet(lines...),
		"one over a pale picture": picture(.98, sheet(lines...)), "an empty page": {Width: 595, Height: 842},
		"a logo": picture(.05, sheet(at(60, 20, "x")))} {
		if got := Overprint(p); got != nil {
			t.Errorf("%s: %d lines", name, len(got))
		}
	}
}

// Stamps that are all that is fit to read on a page are kept for its head.
func TestStampsOfAnUnfitPage(t *testing.T) {
	page := sheet(at(100, 134, "329", stamp), at(400, 134, "rác rưởi"))
	for _, source := range []legal.PageSource{legal.SourceWaiting, legal.SourceEmpty} {
		text := TextFrom([]pdf.Page{page}, []legal.PageSource{source})
		check(t, text)
		if strings.Contains(text.Content, "rác") {
			t.Errorf("%s: %q", source, text.Content)
		}
	}
}

// The words of a line that a file paints as one are words, each with its part of the box.
func TestWordsPaintedAsOne(t *testing.T) {
	w := at(100, 100, "x").Words[0]
	w.Text, w.Box.X0, w.Box.X1 = "  Kế  hoạch\u00a0số\t64/KH-UBND ", 100, 370
	got := wordsOf(pdf.Line{Words: []pdf.Word{w}, Box: w.Box}, 1)
	var words []string
	end := w.Box.X0
	for _, g := range got {
		words = append(words, g.Text)
		if g.Box.X0 < end || g.Box.X1 <= g.Box.X0 || g.Box.X1 > w.Box.X1 {
			t.Errorf("%s stands from %g to %g", g.Text, g.Box.X0, g.Box.X1)
		}
		end = g.Box.X1
	}
	if diff := cmp.Diff("Kế|hoạch|số|64/KH-UBND", strings.Join(words, "|")); diff != "" {
		t.Error(diff)
	}
	for _, blank := range []string{"", " ", "\t\u00a0"} {
		w.Text = blank
		if got := wordsOf(pdf.Line{Words: []pdf.Word{w}}, 1); len(got) > 0 {
			t.Errorf("%q is %d words: %s", blank, len(got), fmt.Sprint(got))
		}
	}
}
