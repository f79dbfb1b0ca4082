package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"unicode"
)

// tcvn3 lists the letters of the TCVN3 (ABC) encoding from byte 0xA1 on; a dot
// stands for a byte without a letter.
const tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđ" + "......" + "àảãáạ.ằẳẵắ......." +
	"ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"

// legacyLetters maps a byte to the letter that a font of the TCVN3 family draws
// for it.
func legacyLetters() map[byte]rune {
	letters := map[byte]rune{}
	for b := byte(0x20); b < 0x7f; b++ {
		letters[b] = rune(b)
	}
	b := byte(0xA1)
	for _, r := range tcvn3 {
		if r != '.' {
			letters[b] = r
		}
		b++
	}
	return letters
}

// legacyFont is a font that draws Vietnamese for TCVN3 bytes. In the capital
// fonts, whose names end in H, the small letters are drawn as capitals.
type legacyFont struct {
	name    string
	letters map[byte]rune
	data    []byte // TrueType
	widths  [256]int
}

func newLegacyFont(name, style string) (*legacyFont, error) {
	path, err := exec.Command("fc-match", "-f", "%{file}", "Liberation Serif:style="+style).Output()
	if err != nil {
		return nil, fmt.Errorf("look for Liberation Serif: %w", err)
	}
	file, err := os.ReadFile(string(path))
	if err != nil {
		return nil, err
	}
	f := &legacyFont{name: name, letters: legacyLetters()}
	draw := map[byte]rune{}
	for b, r := range f.letters {
		draw[b] = r
		if strings.HasSuffix(name, "H") {
			draw[b] = unicode.ToUpper(r)
		}
	}
	f.data, f.widths, err = recode(file, draw)
	return f, err
}

// encode returns the text in TCVN3 bytes. A letter the font lacks is an error of
// the source.
func (f *legacyFont) encode(text string) ([]byte, error) {
	codes := map[rune]byte{}
	for b, r := range f.letters {
		codes[r] = b
	}
	var out []byte
	for _, r := range text {
		b, ok := codes[r]
		if !ok && strings.HasSuffix(f.name, "H") {
			b, ok = codes[unicode.ToLower(r)]
		}
		if !ok {
			return nil, fmt.Errorf("%s has no %q", f.name, r)
		}
		out = append(out, b)
	}
	return out, nil
}

func (f *legacyFont) width(text []byte, size float64) float64 {
	total := 0
	for _, b := range text {
		total += f.widths[b]
	}
	return float64(total) * size / 1000
}

// add writes the font's objects, without a ToUnicode table as these files have
// none, and returns the number of the font.
func (f *legacyFont) add(w *pdfWriter) int {
	file := w.stream(fmt.Sprintf("/Length1 %d", len(f.data)), f.data)
	descriptor := w.object(fmt.Appendf(nil,
		"<</Type/FontDescriptor/FontName/AAAAAA+%s/Flags 4/FontBBox[-200 -300 1200 1000]"+
			"/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 660/StemV 80/FontFile2 %d 0 R>>", f.name, file))
	return w.object(fmt.Appendf(nil,
		"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+%s/FirstChar 0/LastChar 255/Widths%d/FontDescriptor %d 0 R>>",
		f.name, f.widths, descriptor))
}

// legacyPage sets lines of text one below the other.
type legacyPage struct {
	small, capital *legacyFont
	content        bytes.Buffer
	y              float64
	err            error
}

// line sets one line; align 0 starts it at x, 0.5 centres it on x. Capitals
// throughout are set in the capital font, as typists did.
func (p *legacyPage) line(text string, x, align float64) {
	font, resource, size := p.small, "F1", 13.0
	if strings.ToUpper(text) == text && strings.ToLower(text) != text && !strings.ContainsAny(text, "0123456789") {
		font, resource = p.capital, "F2"
	}
	code, err := font.encode(text)
	if err != nil && p.err == nil {
		p.err = err
	}
	x -= align * font.width(code, size)
	fmt.Fprintf(&p.content, "BT /%s %g Tf %.2f %.2f Td <%X> Tj ET\n", resource, size, x, p.y, code)
}

// legacyPDF prints a document as offices did before Unicode: TCVN3 bytes in
// fonts named .VnTime and .VnTimeH. Its source holds the lines as they are set.
func legacyPDF(d document) ([]byte, error) {
	small, err := newLegacyFont(".VnTime", "Regular")
	if err != nil {
		return nil, err
	}
	capital, err := newLegacyFont(".VnTimeH", "Bold")
	if err != nil {
		return nil, err
	}
	p := &legacyPage{small: small, capital: capital, y: 780}
	p.head(d)
	for _, b := range d.body {
		p.y -= 19
		switch b.style {
		case "Middle":
			p.line(b.text, 297, 0.5)
		case "Body":
			p.line(b.text, 113, 0) // begins a paragraph
		default:
			p.line(b.text, 85, 0)
		}
	}
	p.tail(d)
	if p.err != nil {
		return nil, p.err
	}
	w := newPDF()
	fonts := fmt.Sprintf("/Font<</F1 %d 0 R/F2 %d 0 R>>", small.add(w), capital.add(w))
	w.page(595, 842, fonts, p.content.Bytes())
	return w.finish(), nil
}

func (p *legacyPage) head(d document) {
	const left, right = 160, 400
	for _, row := range [][2]string{{d.superior, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{d.issuer[0], "Độc lập - Tự do - Hạnh phúc"}, {d.number, d.date}} {
		p.line(row[0], left, 0.5)
		p.line(row[1], right, 0.5)
		p.y -= 19
	}
	for _, line := range append([]string{"", d.kindWord}, d.title...) {
		p.y -= 19
		p.line(line, 297, 0.5)
	}
	p.y -= 12
}

func (p *legacyPage) tail(d document) {
	p.y -= 30
	top := p.y
	for _, line := range append([]string{"Nơi nhận:"}, d.receive...) {
		p.line(line, 85, 0)
		p.y -= 17
	}
	p.y = top
	for _, line := range d.sign {
		p.line(line, 420, 0.5)
		p.y -= 24
	}
}
