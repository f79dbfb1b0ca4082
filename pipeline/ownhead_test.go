package pipeline

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A stamp outweighs the file's name, and that what OCR reads of handwriting.
func TestOwnNumber(t *testing.T) {
	for _, tt := range []struct{ path, read, stamped, want string }{
		{"359-kh-syt.pdf", "552/KH-SYT", "", "359/KH-SYT"},
		{"359-kh-syt.pdf", "", "", ""}, // a guess
		{"359-kh-syt.pdf", "552/KH-SYT", "360/KH-SYT", "360/KH-SYT"},
		{"5067_KH-SYT.pdf", "552/KH-SYT", "", "5067/KH-SYT"},
		{"ke-hoach.pdf", "552/KH-SYT", "", "552/KH-SYT"},
		{"359-qd-syt.pdf", "552/KH-SYT", "", "552/KH-SYT"}, // another type: the name says something else
		{"01-c13481.pdf", "", "", ""},
	} {
		h := legal.Head{Type: legal.Plan, Number: tt.read}
		scannedNumber(&h, tt.path, legal.Head{Number: tt.stamped})
		if h.Number != tt.want {
			t.Errorf("%s, read %q, stamped %q: number %q, want %q", tt.path, tt.read, tt.stamped, h.Number, tt.want)
		}
	}
}

// The type in the number outweighs a word that OCR took for the type line, but for
// the two types that share their code.
func TestOwnType(t *testing.T) {
	for _, tt := range []struct {
		read   legal.Type
		number string
		want   legal.Type
	}{
		{legal.Regulation, "96/2016/NĐ-CP", legal.Decree},
		{legal.Regulation, "66-QĐ/TW", legal.Regulation},
		{"", "96/2016/NĐ-CP", ""},
		{"Điều lệ", "01/ĐL-BTC", "Điều lệ"},
		{legal.Plan, "12/SNV-TCCB", legal.Letter},
		{legal.Plan, "", legal.Plan},
		{legal.Law, "35/2018/QH14", legal.Law},
	} {
		h := legal.Head{Type: tt.read, Number: tt.number}
		scannedNumber(&h, "scan.pdf", legal.Head{})
		if h.Type != tt.want {
			t.Errorf("%s %s: type %q, want %q", tt.read, tt.number, h.Type, tt.want)
		}
	}
}
