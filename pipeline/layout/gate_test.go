package layout

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// picture returns a page with a picture over a part of it.
func picture(covered float64, p pdf.Page) pdf.Page {
	p.Pictures, p.Covered = 1, covered
	return p
}

func TestSource(t *testing.T) {
	repeat := func(s string) pdf.Page { return sheet(at(85, 100, strings.Repeat(s+" ", 30))) }
	visible := func(p pdf.Page) pdf.Page { p.Visible = p.Letters; return p }
	hidden := func(p pdf.Page) pdf.Page { p.Hidden = p.Letters; return picture(1, p) }
	unreadable := repeat("quyết định")
	unreadable.Unreadable = unreadable.Letters / 20

	const (
		good    = "Nghị quyết số 30-NQ/TW của Bộ Chính trị"
		bad     = "Uỷ bnn nhôn dôm tinkr Lârn Đôngg kếe hoạcch"
		bare    = "quyet dinh cua uy ban nhan dan tinh"
		english = "Submission of this form is mandatory for imports of seafood, 50 CFR 300, Subpart Q"
		french  = "La présente décision entre en vigueur à la date de sa signature et abroge l'arrêté précédent du préfet"
		vni     = "Uyû ban nhaân daân tænh Laâm Ñoàng ban haønh keá hoaïch"
		shifted = "WURQJ WKiQJ QăP FKR YLӋF OXұW QJKǩ ÿӏQK Vӕ"
	)
	tests := []struct {
		name string
		page pdf.Page
		want legal.PageSource
	}{
		{"text", repeat(good), legal.SourceText},
		{"text with a seal", picture(.05, repeat(good)), legal.SourceText},
		{"text on a background", picture(1, visible(repeat(good))), legal.SourceText},
		{"capitals", visible(repeat(strings.ToUpper(good))), legal.SourceText},
		{"few words", sheet(at(85, 100, "Phụ lục")), legal.SourceText},
		{"few words with a seal", picture(.05, visible(sheet(at(85, 100, "Nơi nhận: Như trên; Lưu VT")))), legal.SourceText},
		{"few words under a picture of text", picture(.5, visible(sheet(at(85, 100, "Mẫu số 1")))), legal.SourceWaiting},
		{"numbers", visible(repeat("1961 5 2021 12 1966 60 tuổi")), legal.SourceText},
		{"a form of rules", func() pdf.Page { p := sheet(at(85, 100, "Mẫu số 1")); p.Paths = 900; return p }(), legal.SourceText},
		{"nothing", pdf.Page{}, legal.SourceEmpty},
		{"annotations alone", func() pdf.Page {
			p := sheet(at(85, 100, "Xin chào", stamp))
			p.Letters = 0
			return p
		}(), legal.SourceText},
		{"rules alone", pdf.Page{Paths: 5000}, legal.SourceEmpty},
		{"letters drawn as paths", pdf.Page{Paths: 28, Curves: 4000}, legal.SourceWaiting},
		{"scan", picture(1, pdf.Page{}), legal.SourceWaiting},
		{"scan with a stamp", picture(1, sheet(at(85, 100, "Số: 123/QĐ-UBND", stamp))), legal.SourceWaiting},
		{"scan with printed heads", picture(1, visible(sheet(at(60, 18, strings.Repeat("Bản in từ hệ thống quản lý văn bản ", 4)), at(60, 830, strings.Repeat("Tài liệu lưu hành nội bộ ", 4))))), legal.SourceWaiting},
		{"scan with a watermark", picture(1, visible(sheet(at(100, 400, strings.Repeat("SAO Y BẢN CHÍNH ", 10))))), legal.SourceWaiting},
		{"split words", visible(repeat("Th ực hiệ n N ghị qu yết c ủa Bộ C hín h t rị v ề p hát")), legal.SourceWaiting},
		{"scan with good OCR", hidden(repeat(good)), legal.SourceText},
		{"scan with bad OCR", hidden(repeat(bad)), legal.SourceWaiting},
		{"scan with OCR that knows no marks", hidden(repeat(bare)), legal.SourceWaiting},
		{"bad OCR painted over a scan", picture(1, visible(repeat(bare))), legal.SourceWaiting},
		{"bad OCR, nothing known of the page", repeat(bad), legal.SourceWaiting},
		{"typed without marks", visible(repeat(bare)), legal.SourceText},
		{"English", visible(repeat(english)), legal.SourceText},
		{"English and Vietnamese", visible(repeat(english + " " + good)), legal.SourceText},
		{"French", visible(repeat(french)), legal.SourceText},
		{"Vietnamese in western letters", visible(repeat(vni)), legal.SourceWaiting},
		{"nothing, and a part is missing", pdf.Page{Err: "damaged"}, legal.SourceWaiting},
		{"text, and a part is missing", func() pdf.Page { p := repeat(good); p.Err = "damaged"; return p }(), legal.SourceText},
		{"English under OCR", hidden(repeat(english)), legal.SourceWaiting},
		{"no meaning for the letters", unreadable, legal.SourceWaiting},
		{"codes taken for letters", visible(repeat(shifted)), legal.SourceWaiting},
		{"codes taken for capitals", visible(repeat("WURQJ WKRQJ QDP FKR YLHF OXDW QJKL GLQK VR")), legal.SourceWaiting},
		{"an encoding before Unicode", visible(repeat("Uû ban nh©n d©n tØnh H¶i D\u00ad¬ng quyÕt ®Þnh")), legal.SourceWaiting},
	}
	for _, tt := range tests {
		if got := Source(tt.page); got != tt.want {
			t.Errorf("%s: Source = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// gapped draws words, of which those that begin with "~" stand a narrow gap behind
// the one before.
func gapped(y float64, text string) pdf.Line {
	l := at(85, y, text)
	shift := 0.0
	for i := range l.Words {
		w := &l.Words[i]
		if w.Glued {
			w.Glued = false
			shift += .14 * w.Size
		}
		w.Box.X0 += shift
		w.Box.X1 += shift
	}
	return l
}

func TestJoined(t *testing.T) {
	var lines []pdf.Line
	for i := range 6 {
		lines = append(lines, gapped(100+18*float64(i),
			"Th ~ực hiệ ~n N ~ghị qu ~yết c ~ủa B ~ộ C ~hín ~h t ~rị số 30 ~-N ~Q/T ~W"))
	}
	p := sheet(lines...)
	p.Visible = p.Letters
	got := Joined(p)
	if want := "Thực hiện Nghị quyết của Bộ Chính trị số 30-NQ/TW"; newLine(wordsOf(got.Lines[0], 1)).text() != want {
		t.Errorf("got %q", newLine(wordsOf(got.Lines[0], 1)).text())
	}
	if Source(p) != legal.SourceWaiting || Source(got) != legal.SourceText {
		t.Errorf("sources %s, %s", Source(p), Source(got))
	}
}

func TestDoubtCaseless(t *testing.T) {
	small := strings.Repeat("quyết định số 12/qđ-ubnd của ủy ban nhân dân tỉnh ", 4)
	for text, want := range map[string]float64{small: caselessDoubt, small + "Nghị quyết của Chính phủ": 0} {
		if got := DoubtCaseless(sheet(at(85, 100, text))).Lines[0].Words[0].Doubt; got != want {
			t.Errorf("%q: doubt %v, want %v", text, got, want)
		}
	}
}
