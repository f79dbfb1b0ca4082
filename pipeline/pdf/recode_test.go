package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Words enough to prove a recoding, in Unicode and as other programs show them.
const (
	plan      = "Căn cứ Luật Tổ chức Uỷ ban nhân dân tỉnh, quyết định thành lập Hội đồng giáo dục"
	planTCVN3 = "C\xa8n c\xf8 Lu\xcbt T\xe6 ch\xf8c U\xfb ban nh\xa9n d\xa9n t\xd8nh, quy\xd5t \xae\xdenh th\xb5nh l\xcbp H\xe9i \xae\xe5ng gi\xb8o d\xf4c"
	planVNI   = "Ca\xean c\xf6\xf9 Lua\xe4t To\xe5 ch\xf6\xf9c Uy\xfb ban nha\xe2n da\xe2n t\xe6nh, quye\xe1t \xf1\xf2nh tha\xf8nh la\xe4p Ho\xe4i \xf1o\xe0ng gia\xf9o du\xefc"
	planVPS   = "C\xe6n c\xd9 Lu\xc6t T\xb0 ch\xd9c U\x9b ban nh\xe2n d\xe2n t\xccnh, quy\x89t \xc7\xcenh th\xe0nh l\xc6p H\xb6i \xc7\xd2ng gi\xe1o d\xf8c"
)

func TestRecode(t *testing.T) {
	const size = "BT /F2 4 Tf 10 700 Td "
	simple := func(name, entries string) string {
		return "<</Type/Font/Subtype/TrueType/BaseFont/" + name + "/FirstChar 0/Widths[" + strings.Repeat("500 ", 256) +
			"]" + entries + ">>"
	}
	const (
		symbolic = "/FontDescriptor<</Flags 4>>"
		winAnsi  = "/Encoding/WinAnsiEncoding"
	)
	tests := []struct {
		name    string
		font    string
		text    string
		want    string
		recoded string
	}{
		{"TCVN3 by bytes", simple("AAAAAA+.VnTime", symbolic), planTCVN3, plan, "TCVN3"},
		{"TCVN3 by letters", simple(".VnArial#20Narrow", winAnsi), planTCVN3, plan, "TCVN3"},
		{"TCVN3, the name unknown", simple("Foo", winAnsi), planTCVN3, plan, "TCVN3"},
		{"TCVN3, neither name nor letters known", simple("Foo", symbolic), planTCVN3, plan, "TCVN3"},
		{"TCVN3 with the letter under the soft hyphen", simple(".VnTime", winAnsi), "l\xadu tr\xf7 " + planTCVN3, "lưu trữ " + plan, "TCVN3"},
		{"capitals of TCVN3", simple(".VnTimeH,Bold", winAnsi), planTCVN3, strings.ToUpper(plan), "TCVN3"},
		{"VNI", simple("VNI-Times", winAnsi), planVNI, plan, "VNI"},
		{"VNI, the name unknown", simple("Foo", winAnsi), planVNI, plan, "VNI"},
		{"VPS", simple("VPS#20Times", winAnsi), planVPS, plan, "VPS"},
		{"ASCII in a legacy font", simple(".VnTime", winAnsi), "Email: a@b.vn, so 12/QD in many plain words of no encoding at all", "Email: a@b.vn, so 12/QD in many plain words of no encoding at all", ""},
		{"too few words", simple(".VnTime", winAnsi), "C\xa8n c\xf8", "C¨n cø", ""},
		{"too few words without a meaning", simple(".VnTime", symbolic), "U\xfb ban", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", ""},
		{"bullets", simple("Wingdings", symbolic), strings.Repeat("ban ", 12), strings.TrimSpace(strings.Repeat("\uFFFD", 48)), ""},
		{"French", simple("Foo", winAnsi), strings.Repeat("ann\xe9e g\xe9n\xe9rale \xe0 la fa\xe7on d'\xeatre o\xf9 ", 3),
			strings.TrimSpace(strings.Repeat("année générale à la façon d'être où ", 3)), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(tt.text)
			p := readOne(t, pageOf(size+"("+text+") Tj ET", tt.font))
			if got := textOf(p); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if got := strings.Join(p.Recoded, " "); got != tt.recoded {
				t.Errorf("recoded %q, want %q", got, tt.recoded)
			}
		})
	}
}

// TestGlyphOrder reads codes that are numbers of glyphs, upright and slanted.
func TestGlyphOrder(t *testing.T) {
	const widths = "/W[68[444 500 444 500 444]1188[722 444]]" // a b c d e, Ạ ạ
	echo := toUnicode("1 beginbfrange <0000> <FFFF> <0000> endbfrange")
	tests := []struct {
		name, font, entries, descendant string
		read                            bool
	}{
		{"upright", "ABCDEF+TimesNewRomanPSMT", "", widths, true},
		{"slanted", "TimesNewRomanPS-BoldItalicMT", "", "", true},
		{"Arial", "Arial,Bold", "", "", true},
		{"Arial, slanted", "Arial-ItalicMT", "", "", true},
		{"a table that repeats the codes", "TimesNewRomanPSMT", "/ToUnicode 7 0 R", "", true},
		{"other widths", "TimesNewRomanPSMT", "", "/W[68[444 500 444 500 444]1188[444 722]]", false},
		{"another font", "Calibri", "", "", false},
		{"glyphs of its own", "TimesNewRomanPSMT", "", "/CIDToGIDMap 7 0 R", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			order := orderNamed(tt.font)
			if order == nil {
				order = orderNamed("Arial")
			}
			p := readOne(t, pageOf("BT /F2 4 Tf 10 700 Td <"+glyphsOf(order, plan)+"> Tj ET",
				"<</Type/Font/Subtype/Type0/BaseFont/"+tt.font+"/Encoding/Identity-H"+tt.entries+
					"/DescendantFonts[<</Subtype/CIDFontType2/DW 500"+tt.descendant+">>]>>", echo))
			if got := textOf(p); (got == plan) != tt.read {
				t.Errorf("got %q", got)
			}
			if got := slices.Contains(p.Recoded, ByCode); got != tt.read {
				t.Errorf("recoded %q", p.Recoded)
			}
			if !tt.read && p.Unreadable == 0 {
				t.Error("nothing unreadable")
			}
		})
	}
}

// glyphsOf writes a text in the numbers of its glyphs, in hex.
func glyphsOf(o *glyphOrder, text string) string {
	codes := map[string]uint32{}
	for glyph := uint32(2000); glyph > 0; glyph-- {
		codes[o.text(glyph)] = glyph
	}
	var out strings.Builder
	for _, r := range text {
		fmt.Fprintf(&out, "%04X", codes[string(r)])
	}
	return out.String()
}
