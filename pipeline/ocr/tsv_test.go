package ocr

import (
	"image"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"
)

var tokens = cmp.AllowUnexported(token{})

func TestParseTSV(t *testing.T) {
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	tests := []struct {
		name, in string
		want     []row
	}{
		{"nothing", "", nil},
		{"head alone", head, nil},
		{"two lines", head +
			"4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t\n" +
			"5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.5\tSố\n" +
			"5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t50\t64/KH-UBND\n" +
			"5\t1\t1\t1\t2\t1\t10\t40\t40\t12\t80\tngày\r\n",
			[]row{
				{{"Số", image.Rect(10, 20, 50, 32), .965, ""}, {"64/KH-UBND", image.Rect(60, 20, 100, 32), .5, ""}},
				{{"ngày", image.Rect(10, 40, 50, 52), .8, ""}},
			}},
		{"decomposed letters and a look-alike of Đ", "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tQÐ-Bô\u0323", []row{{{"QĐ-Bộ", image.Rect(0, 0, 9, 9), .9, ""}}}},
		{"no text, no confidence, no width, no number", "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t \n5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t-1\tx\n" +
			"5\t1\t1\t1\t1\t3\t0\t0\t0\t9\t90\tx\n5\t1\t1\t1\t1\t4\t0\t0\tw\t9\t90\tx\n5\t1\t1", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, parseTSV(tt.in), tokens, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Whatever Tesseract may write, words come out clean and rows are never empty.
func FuzzParseTSV(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.5\tSố\n5\t1\t1\t1\t2\t1\t1\t2\t3\t4\tNaN\t\xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range parseTSV(s) {
			if len(r) == 0 {
				t.Error("empty row")
			}
			for _, w := range r {
				if w.text == "" || strings.ContainsFunc(w.text, unicode.IsSpace) || !norm.NFC.IsNormalString(w.text) {
					t.Errorf("text %q", w.text)
				}
				if !(w.confidence >= 0 && w.confidence <= 1) || w.box.Empty() {
					t.Errorf("%+v", w)
				}
			}
		}
	})
}
