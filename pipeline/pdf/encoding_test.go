package pdf

import "testing"

func TestTextOfGlyph(t *testing.T) {
	tests := []struct{ name, want string }{
		{"A", "A"}, {"eight", "8"}, {"aacute", "á"}, {"Acircumflexacute", "Ấ"}, {"ohorndotbelow", "ợ"}, {"uhornhookabove", "ử"},
		{"abreve", "ă"}, {"Dcroat", "Đ"}, {"dotlessi", "ı"}, {"uni01B0", "ư"}, {"uni0041030A", "A\u030A"}, {"u1D400", "𝐀"}, {"f_i", "fi"},
		{"a.sc", "a"}, {"hyphen", "-"}, {"endash", "–"}, {"g41", ""}, {".notdef", ""}, {"", ""}, {"uniXYZW", ""}, {"aabove", ""},
	}
	for _, tt := range tests {
		if got := textOfGlyph(tt.name); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestStandardEncoding(t *testing.T) {
	var e encoding
	e.fillStandard()
	for code, want := range map[int]string{'A': "A", '\'': "’", 0xA1: "¡", 0xAE: "ﬁ", 0xB1: "–", 0xB7: "•", 0xC1: "`",
		0xD0: "—", 0xE1: "Æ", 0xE8: "Ł", 0xF5: "ı", 0xFB: "ß", 0xFF: ""} {
		if e[code] != want {
			t.Errorf("%#x: got %q, want %q", code, e[code], want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{"a": "a", "\u00a0": " ", "\t": " ", "\u00ad": "-", "\ufffe": "-",
		"\u200b": "", "\x00": "", "–": "–", "ﬁn": "fin", "ế": "ế"} {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
