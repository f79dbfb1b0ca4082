package layout

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// word is a printed word: normalized, without white space in it.
type word struct {
	pdf.Word
	page int
	note int // of a mark: 1 + the index of its footnote; 0 for none

	// Of a Word file: the word's paragraph, 1 + its index among the words, whether a tab
	// stands before it.
	paragraph, source int
	gap               bool
}

// line is a run of words on one baseline within one column.
type line struct {
	words   []word
	page    int
	box     legal.Box
	base    float64 // baseline of most letters, from the top of the page
	size    float64 // size of most letters
	bold    bool    // most letters are bold
	letters int     // and digits

	// Of a Word file: the paragraph or cell it belongs to, whether something stands beside it.
	unit   int
	inCell bool
}

// newLine measures words that stand on one baseline; there is at least one.
func newLine(words []word) line {
	l := line{words: words, page: words[0].page, box: words[0].Box}
	runes := 0
	bold := 0
	best := 0
	for i := range words {
		w := &words[i]
		l.box = l.box.Union(w.Box)
		l.letters += countLetters(w.Text)
		n := utf8.RuneCountInString(w.Text)
		runes += n
		if w.Bold {
			bold += n
		}
		if n > best && !w.Mark && !w.Stamp || best == 0 {
			best, l.base, l.size = n, w.Baseline, w.Size
		}
	}
	l.bold = 2*bold > runes
	return l
}

// text returns the words of a line parted by spaces, for looking at.
func (l line) text() string {
	n := 0
	for i := range l.words {
		n += len(l.words[i].Text) + 1
	}
	var b strings.Builder
	b.Grow(n)
	for i := range l.words {
		w := &l.words[i]
		if i > 0 && !w.Glued {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

func (l line) stamped() bool {
	for i := range l.words {
		if !l.words[i].Stamp {
			return false
		}
	}
	return true
}

// isCapital reports whether a line has no small letter.
func (l line) isCapital() bool {
	for i := range l.words {
		if hasSmall(l.words[i].Text) {
			return false
		}
	}
	return true
}

// countLetters counts letters and digits.
func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// sameBase reports whether two lines stand on one baseline.
func sameBase(a, b line) bool {
	return a.page == b.page && abs(a.base-b.base) < .35*max(a.size, b.size)
}

// apart returns the free width between two lines, negative where one is above
// the other.
func apart(a, b line) float64 {
	return max(b.box.X0-a.box.X1, a.box.X0-b.box.X1)
}

func abs(x float64) float64 { return max(x, -x) }

// linesOf returns the lines of a page, split where columns part, in the order of
// the file.
func linesOf(p pdf.Page, number int) []line {
	rows := make([]line, 0, len(p.Lines))
	for _, l := range p.Lines {
		if words := placeStamps(wordsOf(l, number)); len(words) > 0 {
			rows = append(rows, newLine(words))
		}
	}
	out := make([]line, 0, len(rows))
	starts := startsOf(rows)
	var room [2]line
	for i, row := range rows {
		for k, part := range splitRow(row, neighbours(room[:0], rows, i), starts) {
			n := len(out) - 1
			if n >= 0 && k == 0 && runsOn(out[n], part) {
				out[n] = newLine(append(out[n].words, part.words...))
				continue
			}
			out = append(out, part)
		}
	}
	return out
}

// startsOf counts the rows that begin at each place, in whole points.
func startsOf(rows []line) map[int]int {
	starts := map[int]int{}
	for _, r := range rows {
		starts[int(r.box.X0+.5)]++
	}
	return starts
}

// neighbours appends the rows painted just before and after row i.
func neighbours(out, rows []line, i int) []line {
	if i > 0 {
		out = append(out, rows[i-1])
	}
	if i+1 < len(rows) {
		out = append(out, rows[i+1])
	}
	return out
}

// longRow is more words than any printed line has; rows beyond it are left as
// they are, which bounds the work on pages made to cost much.
const longRow = 400

// runsOn reports whether b goes on where a ends, painted as a row of its own: a
// change of font, a word laid out by itself.
func runsOn(a, b line) bool {
	gap := b.box.X0 - a.box.X1
	return len(a.words) < longRow && sameBase(a, b) && gap > -.3*a.size && gap < .8*a.size && a.stamped() == b.stamped()
}

// wordsOf returns the words of a painted line, normalized; a word with white
// space in it becomes several.
func wordsOf(l pdf.Line, page int) []word {
	out := make([]word, 0, len(l.Words))
	for i := range l.Words {
		text := viet.Normalize(l.Words[i].Text)
		if text == "" || hasSpace(text) {
			out = append(out, cutWord(l.Words[i], text, page)...)
			continue
		}
		out = append(out, word{Word: l.Words[i], page: page})
		out[len(out)-1].Text = text
	}
	return out
}

// hasSpace reports whether a normalized text has white space.
func hasSpace(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0xC2 { // with which one that is no ASCII may begin
			return strings.ContainsFunc(s[i:], unicode.IsSpace)
		}
	}
	return false
}

// placeStamps puts the stamped words of a line where they stand: a line with two
// gaps may have got both stamps in one of them.
func placeStamps(words []word) []word {
	if len(words) > longRow || !slices.ContainsFunc(words, func(w word) bool { return w.Stamp }) {
		return words
	}
	out := make([]word, 0, len(words))
	var stamps []word
	for _, w := range words {
		if w.Stamp {
			stamps = append(stamps, w)
		} else {
			out = append(out, w)
		}
	}
	for _, s := range stamps {
		at := len(out)
		for at > 0 && out[at-1].Box.X0 > s.Box.X0 {
			at--
		}
		out = slices.Insert(out, at, s)
	}
	return out
}

// cutWord shares a word's box among its parts by their letters.
func cutWord(w pdf.Word, text string, page int) []word {
	parts := strings.Fields(text)
	if len(parts) == 1 {
		w.Text = parts[0]
		return []word{{Word: w, page: page}}
	}
	var out []word
	at := 0
	total := float64(max(utf8.RuneCountInString(text), 1))
	for i, part := range parts {
		at += strings.Index(text[at:], part)
		x := func(offset int) float64 {
			return w.Box.X0 + (w.Box.X1-w.Box.X0)*float64(utf8.RuneCountInString(text[:offset]))/total
		}
		p := w
		p.Text, p.Box.X0, p.Box.X1 = part, x(at), x(at+len(part))
		p.Glued = w.Glued && i == 0
		out = append(out, word{Word: p, page: page})
		at += len(part)
	}
	return out
}

// Widths of gaps, in sizes of the letters.
const (
	wideGap    = 2.2 // parts columns where nothing speaks against it
	alignedGap = 1.2 // so where another row begins at its end
	mediumGap  = .9  // parts columns where a neighbouring row has a gap there too
)

// splitRow cuts a painted row where columns part. A gap parts columns if it is
// wide, or if it is much wider than the others of its row and a neighbouring row
// has one at the same place or another row begins where it ends; it does not if a
// neighbouring row of the same width runs across it, as where a list mark is
// followed by a tabulator.
func splitRow(row line, around []line, starts map[int]int) []line {
	if len(row.words) > longRow {
		return []line{row}
	}
	usual := usualGap(row)
	var out []line
	start := 0
	for i := 1; i < len(row.words); i++ {
		if beginsMotto(row.words, i) || partsColumns(row, start, i, usual, around, starts) {
			out = append(out, newLine(row.words[start:i:i]))
			start = i
		}
	}
	if start == 0 {
		return []line{row}
	}
	return append(out, newLine(row.words[start:]))
}

// partsColumns reports whether columns part before word i of a row, whose last
// part begins with word start.
func partsColumns(row line, start, i int, usual float64, around []line, starts map[int]int) bool {
	a, b := &row.words[i-1], &row.words[i]
	gap := b.Box.X0 - a.Box.X1
	if gap < mediumGap*row.size || gap < 2.2*usual || isListMark(row.words[start:i]) && gap < 4*row.size {
		return false
	}
	confirmed, denied := witness(row, a.Box.X1, b.Box.X0, around)
	return confirmed || !denied &&
		(gap >= wideGap*row.size || gap >= alignedGap*row.size && starts[int(b.Box.X0+.5)] > 0)
}

// usualGap returns the median gap between the words of a row.
func usualGap(row line) float64 {
	var gaps []float64
	for i := 1; i < len(row.words); i++ {
		if w := &row.words[i]; !w.Mark && !w.Stamp && !w.Glued {
			gaps = append(gaps, w.Box.X0-row.words[i-1].Box.X1)
		}
	}
	if len(gaps) < 3 {
		return 0
	}
	sort.Float64s(gaps)
	return gaps[len(gaps)/2]
}

// witness asks the neighbouring rows about a gap from x0 to x1: one with a wide
// gap there too confirms it, one of the same width that runs across it denies it.
func witness(row line, x0, x1 float64, around []line) (confirmed, denied bool) {
	for _, n := range around {
		if n.page != row.page || sameBase(n, row) || abs(n.base-row.base) > 3*row.size {
			continue
		}
		switch free := freeWidth(n, x0, x1); {
		case free >= mediumGap*row.size && (n.box.X0 < x0 && n.box.X1 > x1):
			confirmed = true
		case free < .6*row.size && abs(n.box.X1-row.box.X1) < 3*row.size && n.box.X0 < x0:
			denied = true
		}
	}
	return confirmed, denied
}

// freeWidth returns the widest gap of a row that touches x0 to x1.
func freeWidth(n line, x0, x1 float64) float64 {
	widest := 0.0
	for i := 1; i < len(n.words); i++ {
		a, b := n.words[i-1].Box.X1, n.words[i].Box.X0
		if a < x1 && b > x0 {
			widest = max(widest, b-a)
		}
	}
	return widest
}

// beginsMotto reports whether the right column of a head begins with word i: long
// names of issuers leave little room before it.
func beginsMotto(words []word, i int) bool {
	text := words[i].Text
	if words[i-1].Text == "|" || text[0] < utf8.RuneSelf && !strings.ContainsRune("cdCD", rune(text[0])) {
		return false
	}
	switch viet.Fold(text) {
	case "cong", "dang", "doc":
	default:
		return false
	}
	next := line{words: words[i:min(i+5, len(words))]}.text()
	f := withoutSpecks(viet.Fold(next))
	capitals := isCapitals(next) &&
		(strings.HasPrefix(f, "cong hoa xa hoi") || strings.HasPrefix(f, "dang cong san viet nam"))
	return capitals || strings.HasPrefix(next, "Độc lập - Tự do") || strings.HasPrefix(next, "Độc lập – Tự do")
}

// isListMark reports whether the words are nothing but the mark of a list item
// or heading: "1.", "a)", "I.", "-", "Điều 5.".
func isListMark(words []word) bool {
	switch len(words) {
	case 1:
		return listMark(words[0].Text)
	case 2:
		first := strings.ToLower(words[0].Text)
		return (first == "điều" || first == "phần" || first == "chương" || first == "mục") &&
			isOrdinal(strings.TrimRight(words[1].Text, ".:"))
	}
	return false
}

// listMark reports whether a word begins a list item or numbered heading.
func listMark(s string) bool {
	switch s {
	case "-", "+", "–", "—", "•", "*", "o", "\uf0b7", "\uf02d", "●", "▪", "➢", "✓":
		return true
	}
	body := strings.TrimRight(s, ".)-/:")
	if body == s || body == "" {
		return false
	}
	return isOrdinal(strings.TrimPrefix(body, "("))
}

// isOrdinal reports whether s counts items: "12", "1.2.3", "IV", "a", "đ".
func isOrdinal(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 8 {
		return false
	}
	if strings.Trim(s, "0123456789.") == "" || strings.Trim(s, "IVXL") == "" {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsLetter(r)
}
