package layout

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

func TestSource(t *testing.T) {
	repeat := func(s string) pdf.Page { return sheet(at(85, 100, strings.Repeat(s+" ", 30))) }
	picture := func(covered float64, p pdf.Page) pdf.Page { p.Pictures, p.Covered = 1, covered; return p }
	visible := func(p pdf.Page) pdf.Page { p.Visible = p.Letters; return p }
	hidden := func(p pdf.Page) pdf.Page { p.Hidden = p.Letters; return picture(1, p) }
	unreadable := repeat("quyết định")
	unreadable.Unreadable = unreadable.Letters / 20

	const (
		good    = "Nghị quyết số 30-NQ/TW của Bộ Chính trị"
		bad     = "Uỷ bnn nhôn dôm tinkr Lârn Đôngg kếe hoạcch"
		bare    = "quyet dinh cua uy ban nhan dan tinh"
		english = "Submission of this form is mandatory for imports of seafood, 50 CFR 300, Subpart Q"
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
		{"rules alone", pdf.Page{Paths: 5000}, legal.SourceEmpty},
		{"letters drawn as paths", pdf.Page{Paths: 28, Curves: 4000}, legal.SourceWaiting},
		{"scan", picture(1, pdf.Page{}), legal.SourceWaiting},
		{"scan with a stamp", picture(1, sheet(at(85, 100, "Số: 123/QĐ-UBND", stamp))), legal.SourceWaiting},
		{"scan with good OCR", hidden(repeat(good)), legal.SourceText},
		{"scan with bad OCR", hidden(repeat(bad)), legal.SourceWaiting},
		{"scan with OCR that knows no marks", hidden(repeat(bare)), legal.SourceWaiting},
		{"bad OCR painted over a scan", picture(1, visible(repeat(bare))), legal.SourceWaiting},
		{"bad OCR, nothing known of the page", repeat(bad), legal.SourceWaiting},
		{"typed without marks", visible(repeat(bare)), legal.SourceText},
		{"English", visible(repeat(english)), legal.SourceText},
		{"English and Vietnamese", visible(repeat(english + " " + good)), legal.SourceText},
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
