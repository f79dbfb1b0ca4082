package viet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		encoding Encoding
		in, want string
	}{
		{TCVN3, "Uû ban nh©n d©n tØnh", "Uỷ ban nhân dân tỉnh"},
		{TCVN3, "céng hoµ x· héi chñ nghÜa viÖt nam", "cộng hoà xã hội chủ nghĩa việt nam"},
		{TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"},
		{TCVN3, "Sè: 1021/Q§-UB ngµy 18 th¸ng 6 n¨m 1999, l\u00adu tr÷ ¡ ¢ ¥ ¦", "Số: 1021/QĐ-UB ngày 18 tháng 6 năm 1999, lưu trữ Ă Â Ơ Ư"},
		{VNI, "Xin chaøo caùc baïn", "Xin chào các bạn"},
		{VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{VNI, "ñöôøng phoá, naêm nguõ quyõ, kyù, myõ, thuaän, tröôûng, lî, nghæ, thò, ôû, caúng, taèng", "đường phố, năm ngũ quỹ, ký, mỹ, thuận, trưởng, lỵ, nghỉ, thị, ở, cẳng, tằng"},
		{VPS, "Ti‰ng ViŒt, ÇÜ©ng, ñ¶c lÆp", "Tiếng Việt, đường, Độc lập"},
		{VISCII, "Ti\u00aang Vi\u00aet, Nhân dân, \u00d0\u00b5c l\u00a7p", "Tiếng Việt, Nhân dân, Độc lập"},
		{TCVN3, "Ủy ban", "Ủy ban"}, // Unicode already
		{"", "Uû ban", "Uû ban"},
	}
	for _, tt := range tests {
		if got := tt.encoding.Decode(tt.in); got != tt.want {
			t.Errorf("%s.Decode(%q) = %q, want %q", tt.encoding, tt.in, got, tt.want)
		}
	}
}

func TestOfFont(t *testing.T) {
	tests := []struct {
		name     string
		want     Encoding
		capitals bool
	}{
		{".VnTime", TCVN3, false}, {".VnTimeH,Bold", TCVN3, true}, {".VNTIMEH-Bold", TCVN3, true}, {".VnArial Narrow", TCVN3, false},
		{"VnCenturySchoolbookH", TCVN3, true}, {"VNI-Times", VNI, false}, {"VNI-Helve,Bold", VNI, false}, {"VPS Times", VPS, false},
		{"VPSTimesH", VPS, false}, {"TimesNewRomanPSMT", "", false}, {"Vnu", "", false}, {"Vn", "", false}, {"", "", false},
	}
	for _, tt := range tests {
		if e, capitals := OfFont(tt.name); e != tt.want || capitals != tt.capitals {
			t.Errorf("OfFont(%q) = %q, %v, want %q, %v", tt.name, e, capitals, tt.want, tt.capitals)
		}
	}
}

// encode writes a text in an encoding, as a typist's program did.
func (e Encoding) encode(s string) (string, bool) {
	codes := map[string]rune{}
	for r, l := range decoders[e] {
		if have, ok := codes[l]; !ok || r < have {
			codes[l] = r
		}
	}
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		code, ok := codes[string(r)]
		switch {
		case ok:
			out.WriteRune(code)
		case r < utf8.RuneSelf || e == VNI && strings.ContainsRune("ìíÌÍ", r):
			out.WriteRune(r)
		case e == VNI && encodeMarks(&out, codes, r):
		default:
			return "", false
		}
	}
	return out.String(), true
}

// encodeMarks writes a letter of VNI: the base, then all its marks as one sign.
func encodeMarks(out *strings.Builder, codes map[string]rune, r rune) bool {
	for i := range norm.NFD.String(string(r)) {
		d := norm.NFD.String(string(r))
		base, marks := norm.NFC.String(d[:i]), d[i:]
		for _, order := range []string{marks, swapMarks(marks)} {
			if mark, ok := codes[order]; ok && base != "" {
				code, single := codes[base]
				switch {
				case single:
					base = string(code)
				case len(base) > 1: // a letter of no Vietnamese alphabet, as å
					return false
				}
				out.WriteString(base)
				out.WriteRune(mark)
				return true
			}
		}
	}
	return false
}

// swapMarks puts the second of two combining marks first: in NFD the dot below
// comes first.
func swapMarks(marks string) string {
	runes := []rune(marks)
	if len(runes) != 2 {
		return marks
	}
	return string(runes[1]) + string(runes[0])
}

// TestRoundTrip writes every letter in every encoding that has it.
func TestRoundTrip(t *testing.T) {
	missing := map[Encoding]string{}
	for _, row := range toneRows {
		for _, r := range string(row) + strings.ToUpper(string(row)) + "đĐ" {
			for _, e := range Encodings {
				code, ok := e.encode(string(r))
				if !ok {
					missing[e] += string(r)
				} else if got := e.Decode(code); got != string(r) {
					t.Errorf("%s: %q is written %q and read %q", e, r, code, got)
				}
			}
		}
	}
	if missing[VNI] != "" || len([]rune(missing[VISCII])) != 6 {
		t.Errorf("letters that cannot be written: %v", missing)
	}
	for _, e := range []Encoding{TCVN3, VPS} {
		if strings.ToUpper(missing[e]) != missing[e] {
			t.Errorf("%s lacks small letters: %s", e, missing[e])
		}
	}
}

func TestSpelling(t *testing.T) {
	var s Spelling
	for _, text := range []string{"Ủy ban nhân dân UBND 64/KH-UBND", "wifi a ngàỳ, tỏc tác tac"} {
		s.Add(text)
	}
	if want := (Spelling{Words: 9, Capitals: 3, Syllables: 7, Marked: 6, Mistoned: 1}); s != want {
		t.Errorf("got %+v, want %+v", s, want)
	}
	if (Spelling{}).Right() != 0 {
		t.Error("no words, yet a share of right ones")
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"Uỷ ban nhân dân tỉnh", "đường phố Ỵ", "Uû ban nh©n d©n", "caùc baïn", "\xff\u00ad", "ǻ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range Encodings {
			got := e.Decode(s)
			if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
				t.Fatalf("%s.Decode(%q) = %q", e, s, got)
			}
			if code, ok := e.encode(s); ok && utf8.ValidString(s) {
				if got := e.Decode(code); got != norm.NFC.String(s) {
					t.Fatalf("%s: %q is written %q and read %q", e, s, code, got)
				}
			}
		}
	})
}
