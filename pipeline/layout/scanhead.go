package layout

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Heads of pages read by OCR: stamps and seals are read as lines among the printed
// ones, and no line is bold.

// scanned reports whether OCR read the page.
func (p *page) scanned() bool { return p.info.Source == legal.SourceOCR }

// certificate matches the lines that the picture of a digital signature shows.
var certificate = regexp.MustCompile(
	`(?i)^.{0,3}(?:người ký|gười ký|ký bởi|email|cơ quan|thời gian ký|ngày ký|ký ngày|.{0,24}gian ký)\s*:`)

// isCertificate reports whether a line is printed by a digital signature.
func isCertificate(s string) bool { return certificate.MatchString(s) }

// free reports whether a line stands alone. On a page read by OCR so does one around
// the middle of the text, whatever a stamp puts beside it.
func (p *page) free(i int) bool {
	return p.alone(i) || p.scanned() && p.middling(p.lines[i])
}

// middling reports whether a line is set around the middle of the text, roughly.
func (p *page) middling(l line) bool {
	return abs((l.box.X0+l.box.X1)-(p.left+p.right)) < 6*p.size
}

// scannedTitle returns the lines of the title below the type line order[0] of a page
// read by OCR: those before the body opens, or where that is not to be seen, up to the last
// one around the middle. The lines before it may be full.
func (p *page) scannedTitle(order []int) []int {
	prev := p.lines[order[0]]
	end := 0
	var out []int
	for _, i := range order[1:min(len(order), scannedLines)] {
		l := p.lines[i]
		if !hasLetters(l.text()) || !p.middling(l) && !p.scannedFull(l) && !goesOnInCapitals(prev, l) {
			continue // of a stamp
		}
		if p.opensText(l, len(out)) {
			end = len(out) // whatever their width
			break
		}
		if l.base-prev.base > p.below(len(out)) {
			break
		}
		out = append(out, i)
		if p.centred(l) || isCapitals(l.text()) {
			end = len(out)
		}
		if endsSentence(l.words[len(l.words)-1].Text) {
			break
		}
		prev = l
	}
	if end == 0 && len(out) > 0 && namesSubject(p.lines[out[0]].text()) {
		end = p.firstShort(out)
	}
	return out[:end]
}

// goesOnInCapitals reports whether a line begins below another one, both in capitals.
func goesOnInCapitals(prev, l line) bool {
	return isCapitals(prev.text()) && isCapitals(l.text()) && abs(l.box.X0-prev.box.X0) < l.size
}

// partKinds parts type lines from what a stamp has put on their row: "NGHỊ ĐỊNH Ngày:".
func (p *page) partKinds() {
	for i, l := range p.lines[:min(len(p.lines), headLines)] {
		n := 0
		for n < len(l.words) && isCapitals(l.words[n].Text) {
			n++
		}
		if n < 2 || n == len(l.words) || len(l.words)-n > 3 || isKind(l.text()) {
			continue
		}
		if kind := newLine(l.words[:n:n]); isKind(kind.text()) && p.middling(kind) {
			p.lines[i] = kind
			p.asides = append(p.asides, newLine(l.words[n:]))
		}
	}
}

// scannedLines is the most lines from a type line to the end of its title.
const scannedLines = 12

// below returns how far the next line of a title stands from the last one, taken
// lines of it found.
func (p *page) below(taken int) float64 {
	if taken == 0 {
		return 5 * p.size
	}
	return max(2*p.size, 1.35*p.pitch)
}

// scannedFull reports whether a line runs over most of the text's width.
func (p *page) scannedFull(l line) bool {
	return l.box.X1-l.box.X0 > .75*(p.right-p.left)
}

// opensText reports whether a line below the type line is the first behind the title.
func (p *page) opensText(l line, taken int) bool {
	s := l.text()
	return isAddress(s) || opensBody(strings.TrimLeft(s, "_-—– ")) || firstHeading.MatchString(s) ||
		taken > 0 && isCapitals(s) && isBodyName(s)
}

// subjectWords begin titles that are set over the whole width.
var subjectWords = []string{"về việc ", "v/v ", "về ", "ban hành ", "phê duyệt ", "quy định ", "sửa đổi"}

func namesSubject(s string) bool {
	s = viet.Fold(strings.TrimLeft(s, "_-—– "))
	for _, w := range subjectWords {
		if strings.HasPrefix(s, viet.Fold(w)) {
			return true
		}
	}
	return false
}

// firstShort returns how many of the lines it takes to the first that is not full,
// 0 where all are.
func (p *page) firstShort(lines []int) int {
	for n, i := range lines {
		if p.lines[i].box.X1 < p.right-2*p.size {
			return n + 1
		}
	}
	return 0
}
