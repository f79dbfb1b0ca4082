package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Plain returns the running text of a text file. Form feeds part its pages; its
// words have no boxes. Lines that were wrapped are joined again; so are those of a
// dump that puts an empty line behind every printed one and begins a printed page
// with a space. What is longer than a part is read part by part: a word at work takes more memory
// than its letters.
func Plain(s string) legal.Text { return plainInParts(s, partLength) }

func plainInParts(s string, length int) legal.Text {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	double := isDouble(s)
	parts := partsOf(s, length, double)
	var p plain
	var lengths wrapping
	for _, part := range parts {
		p = parsePlain(part, double)
		lengths.add(p.lines)
	}
	width := lengths.width()
	var whole textParts
	for i, part := range parts {
		if len(parts) > 1 { // else it is in hand
			p = parsePlain(part, double)
		}
		p.width = width
		whole.add(part, p.layOut(i == 0))
	}
	return whole.joined()
}

// layOut makes running text of a part; the first may have a head.
func (p plain) layOut(first bool) legal.Text {
	var h head
	rest := p.lines
	if first {
		h, rest = p.head()
	}
	body, notes := p.split(rest)
	blocks := h.blocks
	for _, para := range body {
		blocks = append(blocks, block{zone: legal.ZoneBody, lines: para})
	}
	markTail(blocks[len(h.blocks):])
	w := writer{whole: true}
	t := w.write(blocks, notes)
	if first {
		t.Head = h.read(t)
	}
	t.Pages = p.pages
	return t
}

// plain is a text file, or a part of one, line by line.
type plain struct {
	lines []plainLine
	pages []legal.PageInfo
	width int // letters of a full line; 0 where lines are not wrapped
}

// plainLine is a line with words in it.
type plainLine struct {
	line
	raw    string
	length int  // in letters and spaces
	gap    bool // an empty line stands before it
	turn   bool // a printed page begins with it
}

func parsePlain(part textPart, double bool) plain {
	var p plain
	for i, pageText := range strings.Split(part.text, "\f") {
		n := len(p.lines)
		p.addPage(pageText, part.page+i, double)
		source := legal.SourceText
		if len(p.lines) == n {
			source = legal.SourceEmpty
		}
		p.pages = append(p.pages, legal.PageInfo{Source: source})
	}
	return p
}

// isDouble reports whether nearly every line is followed by an empty one.
func isDouble(s string) bool {
	full, alone, before := 0, 0, false
	for l := range strings.SplitSeq(s, "\n") {
		empty := strings.TrimSpace(l) == ""
		if before && empty {
			alone++
		}
		if before = !empty; before {
			full++
		}
	}
	return full >= 10 && 5*alone >= 4*full
}

func (p *plain) addPage(s string, number int, double bool) {
	empty := 0
	for raw := range strings.SplitSeq(s, "\n") {
		normal := viet.Normalize(raw)
		words := plainWords(normal, number)
		if len(words) == 0 {
			empty++
			continue
		}
		l := plainLine{line: line{words: words, page: number}, raw: normal,
			length: utf8.RuneCountInString(strings.TrimSpace(raw))}
		l.gap = empty > 0
		if double {
			l.gap = empty > 1
			l.turn = empty == 0 && strings.HasPrefix(raw, " ")
			if l.gap && len(words) == 1 && allDigits(words[0].Text) {
				continue // the number of a printed page
			}
		}
		p.lines = append(p.lines, l)
		empty = 0
	}
}

// plainWords returns the words of a line of text, which is normalized.
func plainWords(s string, page int) []word {
	out := make([]word, 0, 1+strings.Count(s, " "))
	for text := range strings.FieldsSeq(s) {
		out = append(out, word{Word: pdf.Word{Text: text}, page: page})
	}
	return out
}

// wrapping is how long the lines of a text are, and how many end within a sentence.
type wrapping struct {
	lengths []int
	within  int
}

func (w *wrapping) add(lines []plainLine) {
	for i, l := range lines {
		w.lengths = append(w.lengths, l.length)
		if i > 0 && midSentence(lines[i-1].line, l.line) {
			w.within++
		}
	}
}

// width returns how long the lines of a wrapped text are, 0 where hardly a
// sentence runs over a line end.
func (w *wrapping) width() int {
	if len(w.lengths) == 0 || 5*w.within < len(w.lengths) {
		return 0
	}
	slices.Sort(w.lengths)
	return w.lengths[len(w.lengths)*6/10]
}

// full reports whether a line is about as long as a wrapped one.
func (p plain) full(l plainLine) bool { return p.width > 0 && 4*l.length >= 3*p.width }

// follows reports whether next goes on the paragraph that prev is the last line of.
func (p plain) follows(prev, next plainLine) bool {
	first, last := next.words[0].Text, prev.words[len(prev.words)-1].Text
	stop := endsSentence(last)
	switch {
	case restOfSymbol(prev.line, next.line), !next.gap && brokenSymbol(last, first):
		return true
	case !next.gap && (provisionWords[strings.ToLower(last)] && startsDigit(first) ||
		allDigits(last) && (first == "tháng" || first == "năm")):
		return true
	case next.gap:
		return midSentence(prev.line, next.line) && p.full(prev)
	case isNumberedStart(next.line):
		return p.full(prev) && !stop &&
			(provisionWords[strings.ToLower(last)] ||
				len(next.words) > 1 && first == "-" && startsSmall(next.words[1].Text))
	case next.length > 3 && !p.full(prev) && !midSentence(prev.line, next.line) &&
		isCapitals(next.text()) != isCapitals(prev.text()):
		return false
	case midSentence(prev.line, next.line):
		return p.full(prev) || prev.length >= 40
	}
	return p.full(prev) && (!stop || startsSmall(first))
}

func startsDigit(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// provisionWords are followed by a number that begins no list item.
var provisionWords = map[string]bool{"khoản": true, "điều": true, "điểm": true, "mục": true, "số": true, "ngày": true,
	"tháng": true, "năm": true, "và": true, "đến": true}

// paragraphs joins lines to paragraphs.
func (p plain) paragraphs(lines []plainLine) [][]line {
	var out [][]line
	for i, l := range lines {
		if i > 0 && (p.follows(lines[i-1], l) || !l.gap && openBracket(out[len(out)-1])) {
			out[len(out)-1] = append(out[len(out)-1], l.line)
			continue
		}
		out = append(out, []line{l.line})
	}
	return out
}

// split parts the lines below the head in paragraphs and footnotes. In a dump, the
// footnotes of a printed page stand behind its text, after a gap.
func (p plain) split(lines []plainLine) (body [][]line, notes []note) {
	var text []plainLine
	untied := map[string][]int{}
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && !lines[end].turn {
			end++
		}
		foot := footOf(lines[start:end], notes) + start
		for _, l := range lines[foot:end] {
			before := len(notes)
			if notes = addNote(notes, l); len(notes) > before {
				untied[notes[before].mark] = append(untied[notes[before].mark], before)
			}
		}
		tieGlued(lines[start:foot], untied)
		text = append(text, lines[start:foot]...)
		start = end
	}
	return p.paragraphs(text), notes
}

// footOf returns where the footnotes of a printed page begin: behind its last
// gap, with a number that clings to a word of its text, or with what goes on the
// last footnote.
func footOf(lines []plainLine, notes []note) int {
	for i := len(lines) - 1; i > 0; i-- {
		if !lines[i].gap {
			continue
		}
		mark := lines[i].words[0].Text
		if allDigits(mark) && len(lines[i].words) > 1 {
			if _, _, ok := findGlued(lines[:i], mark); ok {
				return i
			}
		}
		if len(notes) > 0 && lines[0].turn && notes[len(notes)-1].open() && !isNumberedStart(lines[i].line) {
			return i
		}
		break
	}
	return len(lines)
}

// open reports whether a footnote ends without a stop.
func (n note) open() bool {
	words := n.lines[len(n.lines)-1].words
	return !endsSentence(words[len(words)-1].Text)
}

// addNote adds a line to the last footnote, or begins one with it.
func addNote(notes []note, l plainLine) []note {
	mark := l.words[0].Text
	if allDigits(mark) && len(l.words) > 1 && l.gap {
		first := l.line
		first.words = l.words[1:]
		return append(notes, note{mark: mark, page: l.page, lines: []line{first}})
	}
	last := &notes[len(notes)-1]
	last.lines = append(last.lines, l.line)
	return notes
}

// tieGlued takes footnote marks off the words they cling to. A word that has a mark is
// that of the first footnote of this mark that none has yet.
func tieGlued(lines []plainLine, untied map[string][]int) {
	for i := range lines {
		l := &lines[i].line
		for at := 0; at < len(l.words) && len(untied) > 0; at++ {
			w := l.words[at]
			mark := markOf(w.Text)
			head, tail, ok := cutMark(w.Text, mark)
			if !ok || len(untied[mark]) == 0 {
				continue
			}
			parts := []word{w, w}
			parts[0].Text = head
			parts[1].Text, parts[1].note, parts[1].Glued = mark, untied[mark][0]+1, true
			if tail != "" {
				rest := w
				rest.Text, rest.Glued = tail, true
				parts = append(parts, rest)
			}
			untied[mark] = untied[mark][1:]
			l.words = slices.Concat(l.words[:at], parts, l.words[at+1:])
			at += len(parts) - 1
		}
	}
}

// behindMark are what may follow a mark.
const behindMark = `.,;:)”"`

// markOf returns the digits in which a word ends, but for what may follow a mark.
func markOf(s string) string {
	s = strings.TrimRight(s, behindMark)
	return s[len(strings.TrimRight(s, "0123456789")):]
}

// findGlued returns the line and the word to which a mark clings.
func findGlued(lines []plainLine, mark string) (i, at int, ok bool) {
	for i, l := range lines {
		for at, w := range l.words {
			if _, _, ok := cutMark(w.Text, mark); ok {
				return i, at, true
			}
		}
	}
	return 0, 0, false
}

// cutMark parts "tạo1." in "tạo" and "." for the mark "1"; only small letters
// carry marks for certain, as capitals end in digits in codes.
func cutMark(s, mark string) (head, tail string, ok bool) {
	tail = s[len(strings.TrimRight(s, behindMark)):]
	head, ok = strings.CutSuffix(s[:len(s)-len(tail)], mark)
	if !ok || head == "" || mark == "" {
		return "", "", false
	}
	return head, tail, viet.IsSyllable(head) && head != strings.ToUpper(head) && utf8.RuneCountInString(head) > 1
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
