package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// smallFile is a small file with all that can be cut: a compressed stream, a font with a table,
// a form, an annotation.
func smallFile() []byte {
	return pageWith("/Annots[<</Subtype/Widget/Rect[70 690 90 710]/AP<</N 8 0 R>>>>]|/XObject<</X 9 0 R>>",
		"BT /F1 10 Tf 50 700 Td (So 12/QD) Tj /F2 10 Tf 0 -20 Td <00010002> Tj ET /X Do", type0,
		toUnicode("1 beginbfrange <0001> <0002> <1EBE> endbfrange"),
		streamOf("/Subtype/Form/BBox[0 0 20 20]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf 2 2 Td (x) Tj ET"),
		streamOf("/Subtype/Form/Filter/FlateDecode", deflated("BT /F1 10 Tf 50 600 Td (form) Tj ET")))
}

// sound checks what holds of all that comes out of a file, whatever is in it.
func sound(t *testing.T, what string, data []byte) {
	t.Helper()
	pages, err := Read(data)
	if err != nil {
		if ReasonOf(err) == ErrIO {
			t.Errorf("%s: an error without a reason: %v", what, err)
		}
		return
	}
	if len(pages) == 0 {
		t.Errorf("%s: no pages, and no error", what)
	}
	for i, p := range pages {
		if math.IsNaN(p.Width*p.Height) || p.Width < 0 || p.Height < 0 || p.Letters < 0 || p.Unreadable > p.Letters ||
			p.Visible > p.Letters {
			t.Errorf("%s: page %d: %+v", what, i+1, p)
		}
		for _, l := range p.Lines {
			for _, w := range l.Words {
				if w.Text == "" || strings.ContainsAny(w.Text, "\x00\n") ||
					math.IsNaN(w.Box.X0+w.Box.Y0+w.Box.X1+w.Box.Y1+w.Size) || w.Box.X1 < w.Box.X0 {
					t.Errorf("%s: page %d: %+v", what, i+1, w)
				}
			}
		}
	}
}

// A file that is cut anywhere gives pages, or an error with a reason.
func TestCutAnywhere(t *testing.T) {
	data := smallFile()
	if got := textOf(readOne(t, data)); !strings.Contains(got, "So 12/QD") || !strings.Contains(got, "Ếế") ||
		!strings.Contains(got, "form") {
		t.Fatalf("%q", got)
	}
	for n := range len(data) {
		if n%3 == 0 || n > len(data)-40 {
			sound(t, fmt.Sprintf("the first %d bytes", n), data[:n])
			sound(t, fmt.Sprintf("all but the first %d bytes", n), data[n:])
		}
	}
}

// One bit turned anywhere, one stretch gone or doubled: pages, or an error with a reason.
func TestHarmedAnywhere(t *testing.T) {
	data := smallFile()
	for at := 0; at < len(data); at += 2 {
		bad := slices.Clone(data)
		bad[at] ^= 1 << (at % 8)
		sound(t, fmt.Sprintf("a bit of byte %d", at), bad)
		if at%14 == 0 {
			end := min(len(data), at+20)
			sound(t, fmt.Sprintf("without bytes %d to %d", at, end), slices.Concat(data[:at], data[end:]))
			sound(t, fmt.Sprintf("with bytes %d to %d twice", at, end), slices.Concat(data[:end], data[at:]))
		}
	}
}

// Numbers that no page has do not make it endless, nor its words stand nowhere.
func TestOddNumbers(t *testing.T) {
	for _, n := range []string{"0", "-1", "1e9", "99999999999999999999", "-99999999999999999999", ".0000000001",
		"nan", "null", "true", "(a)", "[1]", "<</A 1>>", "9 0 R", ""} {
		for _, form := range []string{
			"BT /F1 %s Tf 50 700 Td (a) Tj ET", "BT /F1 10 Tf %s 700 Td (a) Tj ET",
			"BT /F1 10 Tf 1 0 0 %s 50 700 Tm (a) Tj ET", "%s 0 0 1 0 0 cm BT /F1 10 Tf 50 700 Td (a) Tj ET",
			"BT %s Tc %[1]s Tw %[1]s Tz %[1]s TL %[1]s Ts /F1 10 Tf 50 700 Td (a b) Tj ET",
			"BT /F1 10 Tf 50 700 Td [(a) %s (b)] TJ ET", "q %s Q BT /F1 10 Tf 50 700 Td (a) Tj ET",
			"BT /F1 10 Tf 50 700 Td (a) Tj ET BI /W %s /H %[1]s ID x EI",
		} {
			content := fmt.Sprintf(form, n)
			sound(t, content, pageOf(content))
		}
		for _, entry := range []string{"/Rotate %s", "/MediaBox[0 0 %s 800]", "/MediaBox[%s %[1]s %[1]s %[1]s]",
			"/CropBox[0 0 %s 1]", "/UserUnit %s", "/Contents %s", "/Resources %s", "/Annots %s"} {
			page := "<</Type/Page/Parent 2 0 R" + fmt.Sprintf(entry, n) + "/Resources<</Font<</F1 5 0 R>>>>>>"
			sound(t, page, pdfOf(catalog, tree, page, streamOf("", painted), winAnsi))
		}
	}
}

// Codes are read as their spaces say, also where those overlap, leave gaps or are none.
func TestCodespaces(t *testing.T) {
	for name, tt := range map[string]struct {
		cmap, codes string
		want        string
	}{
		"none: two bytes": {"", "\x00\x41\x00\x42", "41/2 42/2"},
		"one byte":        {"1 begincodespacerange <00> <FF> endcodespacerange", "AB", "41/1 42/1"},
		"one and two bytes": {"2 begincodespacerange <8000> <FFFF> <00> <7F> endcodespacerange", "A\x81\x42C",
			"41/1 8142/2 43/1"},
		"three bytes":           {"1 begincodespacerange <000000> <FFFFFF> endcodespacerange", "ABC", "414243/3"},
		"cut in a code":         {"1 begincodespacerange <0000> <FFFF> endcodespacerange", "ABC", "4142/2 43/1"},
		"in no space":           {"1 begincodespacerange <00> <7F> endcodespacerange", "\xffA", "ff/1 41/1"},
		"a space of nothing":    {"1 begincodespacerange <> <> endcodespacerange", "\x00\x41", "41/2"},
		"a space the wrong way": {"1 begincodespacerange <FF> <00> endcodespacerange", "A", "41/1"},
		"longer than a code can be": {"1 begincodespacerange <0000000000> <FFFFFFFFFF> endcodespacerange", "ABCDE",
			"42434445/5"},
	} {
		m := parseCMap([]byte(tt.cmap))
		var got []string
		for s := []byte(tt.codes); len(s) > 0; {
			code, n := m.next(s)
			if n < 1 || n > len(s) {
				t.Fatalf("%s: a code of %d bytes of %d", name, n, len(s))
			}
			got = append(got, fmt.Sprintf("%x/%d", code, n))
			s = s[n:]
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", name, s, tt.want)
		}
	}
	for tables, want := range map[string]string{
		// the last letter counts on
		"1 beginbfrange <0001> <0003> <00410042> endbfrange":                                "AC",
		"1 beginbfrange <0003> <0001> <0041> endbfrange":                                    "",
		"1 beginbfrange <0001> <0003> [<0041>] endbfrange":                                  "",
		"1 beginbfchar <0002> <0041> endbfchar 1 beginbfchar <0002> <0042> endbfchar":       "B",
		"1 beginbfrange <0000> <FFFF> <0000> endbfrange 1 beginbfchar <0002> <> endbfchar":  "",
		"1 beginbfrange <0000> <FFFF> <0041> endbfrange":                                    "C",
		"beginbfchar <0002> endbfchar":                                                      "",
		"1 beginbfrange <0001> <0003> [<0041> <0042> <0043> <0044> <0045>] endbfrange <02>": "B",
	} {
		if got, _ := parseCMap([]byte(tables)).lookup(2); got != want {
			t.Errorf("%s: %q, want %q", tables, got, want)
		}
	}
}

// A standard font without widths has those of its letters: what is set in it comes apart into
// words where it does on paper.
func TestStandardWidths(t *testing.T) {
	for _, name := range []string{"Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold", "Times-Italic",
		"Courier", "ArialMT"} {
		font := "<</Type/Font/Subtype/Type1/BaseFont/" + name + "/Encoding/WinAnsiEncoding>>"
		page := readOne(t, pageOf("BT /F2 10 Tf 50 700 Td (Ke hoach so) Tj ( 12/KH) Tj ET", font))
		if got := textOf(page); got != "Ke hoach so 12/KH" {
			t.Errorf("%s: %q", name, got)
		}
		words := page.Lines[0].Words
		for i, w := range words {
			if width := w.Box.X1 - w.Box.X0; width < 1.5*float64(len(w.Text)) || width > 10*float64(len(w.Text)) {
				t.Errorf("%s: %s is %g wide", name, w.Text, width)
			}
			if i > 0 && w.Box.X0 < words[i-1].Box.X1 {
				t.Errorf("%s: %s overlaps what is before it", name, w.Text)
			}
		}
		for c := ' '; c <= '~'; c++ {
			f := font1(name)
			if a, b := standardWidth(f, string(c)), standardWidth(f, string(c)+"\u0301"); a <= 0 || a > 1.1 || a != b {
				t.Errorf("%s: %c is %g wide, %g with a mark", name, c, a, b)
			}
		}
	}
}

func font1(name string) *font {
	low := strings.ToLower(name)
	return &font{name: name, bold: strings.Contains(low, "bold"), italic: strings.Contains(low, "italic")}
}
