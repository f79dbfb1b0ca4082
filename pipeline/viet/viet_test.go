package viet

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"KH-UBND", "KH-UBND"},
		{"CHỈ TIÊU", "CHỈ TIÊU"},
		{norm.NFD.String("Ủy ban nhân dân tỉnh Lâm Đồng"), "Ủy ban nhân dân tỉnh Lâm Đồng"},
		{"71/2020/NÐ-CP", "71/2020/NĐ-CP"},
		{"QƉ-TTg, ðiều 5", "QĐ-TTg, điều 5"},
		{"Thông tƣ số 08\u20442019/TT-BTC, BỘ TRƢỞNG 1\u22152", "Thông tư số 08/2019/TT-BTC, BỘ TRƯỞNG 1/2"},
		{"\ufeffKế\u200b hoạch\u00a0số\u200964", "Kế hoạch số 64"},
		{"a\u200b\u0301", "á"}, // the zero-width space stood between a letter and its mark
		{"QĐ\u00adUBND QĐ–UBND QĐ‑UBND", "QĐ\u00adUBND QĐ–UBND QĐ‑UBND"},
		{"một\n\thai\u2028ba", "một\n\thai\nba"},
		{"1¹ …", "1¹ …"}, // NFC, not NFKC: a footnote mark is no digit
		{"hỏng\xff", "hỏng\ufffd"},
	}
	for _, tt := range tests {
		if got := Normalize(tt.in); got != tt.want {
			t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Chuyển đổi số", "chuyen doi so"},
		{"ĐỊA PHƯƠNG", "dia phuong"},
		{"Ðiều 5", "dieu 5"},
		{norm.NFD.String("Nghị quyết"), "nghi quyet"},
		{"ườm ẩm ễnh hoà ủy", "uom am enh hoa uy"},
		{"TƯ tưởng", "tu tuong"},
		{"30-NQ/TW", "30-nq/tw"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMarked(t *testing.T) {
	tests := []struct{ in, want string }{
		{"hoà hoá loà toạ", "hòa hóa lòa tọa"},
		{"hòa hóa", "hòa hóa"},
		{"Uỷ ban, Thị Ủy, thuý, thuỳ, huỷ bỏ", "ủy ban, thị ủy, thúy, thùy, hủy bỏ"},
		{"khoẻ loé", "khỏe lóe"},
		{"quý quà quỳ quẻ quỳnh quyến", "quý quà quỳ quẻ quỳnh quyến"},
		{"gì giá già giữa giếng", "gì giá già giữa giếng"},
		{"hoàn toán huỳnh suýt khoét thuở", "hoàn toán huỳnh suýt khoét thuở"},
		{"hòan cuả qúy gìa", "hoàn của quý già"}, // slips of the typist
		{"ngoèo khuỷu ngoái thuế thuyền người đường", "ngoèo khuỷu ngoái thuế thuyền người đường"},
		{"mía mùa nữa dịu túi", "mía mùa nữa dịu túi"},
		{"ĐẢNG UỶ–CHI UỶ", "đảng ủy–chi ủy"},
		{"café uỷỷ hoàhoà banhành", "café uỷỷ hoàhoà banhành"}, // no syllables
		{"uỷ2 1uỷ", "ủy2 1ủy"},
		{"hoa uy", "hoa uy"},
		{norm.NFD.String("Đảng uỷ"), "đảng ủy"},
	}
	for _, tt := range tests {
		if got := Marked(tt.in); got != tt.want {
			t.Errorf("Marked(%q) = %q, want %q", tt.in, got, tt.want)
		}
		for name, got := range map[string]string{"Marked": Marked(tt.in), "Fold": Fold(tt.in)} {
			if a, b := utf8.RuneCountInString(got), utf8.RuneCountInString(Normalize(tt.in)); a != b {
				t.Errorf("%s(%q) has %d runes, Normalize %d", name, tt.in, a, b)
			}
		}
	}
}

func TestHasMark(t *testing.T) {
	for _, w := range []string{"số", "ă", "ĐT", "Ðo", norm.NFD.String("ngày"), "CHỈ"} {
		if !HasMark(w) {
			t.Errorf("HasMark(%q) = false", w)
		}
	}
	for _, w := range []string{"", "UBND", "20", "señor", "–", "§", "¹"} {
		if HasMark(w) {
			t.Errorf("HasMark(%q) = true", w)
		}
	}
}

// TestEveryLetter goes through the scripts that have case or marks once: the fuzz
// target finds pairs, this finds single letters.
func TestEveryLetter(t *testing.T) {
	for r := rune(0); r < 0x1ffff; r++ {
		if utf8.ValidRune(r) && !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Co) {
			checkForms(t, string(r))
		}
		if r < lone {
			checkForms(t, "Ị"+string(r)+"đ\u0301")
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, s := range []string{"Uỷ ban nhân dân", "quý GIÁ hoà", "a\u200b\u0301", "QƉ–71/2020/NÐ\u00adCP", "İ\u0323",
		"İ\u0301", "IIIIỊ\u0323", "\xffĐ", "ᄀ\u0301ᅡ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkForms(t, s) })
}

func checkForms(t *testing.T, s string) {
	t.Helper()
	for name, form := range map[string]func(string) string{"Normalize": Normalize, "Fold": Fold, "Marked": Marked} {
		once := form(s)
		if !utf8.ValidString(once) {
			t.Fatalf("%s(%q) = %q: not UTF-8", name, s, once)
		}
		if twice := form(once); twice != once {
			t.Fatalf("%s(%q) = %q, again %q", name, s, once, twice)
		}
		if c, d := form(norm.NFC.String(s)), form(norm.NFD.String(s)); c != d {
			t.Fatalf("%s(%q) = %q for NFC, %q for NFD", name, s, c, d)
		}
	}
	if a, b := Normalize(s), normalize(s); a != b {
		t.Fatalf("Normalize(%q) = %q, looking at every letter's neighbours %q", s, a, b)
	}
	if a, b := Fold(s), fold(s); a != b {
		t.Fatalf("Fold(%q) = %q, looking at every letter's neighbours %q", s, a, b)
	}
	if a, b := Fold(Marked(s)), Fold(s); a != b {
		t.Fatalf("Fold(Marked(%q)) = %q, Fold = %q", s, a, b)
	}
	if strings.ContainsAny(Normalize(s), "ÐƉð\ufeff\u200b\u00a0") {
		t.Fatalf("Normalize(%q) = %q", s, Normalize(s))
	}
}
