package layout

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// head is what stands above the body: the document's own data as printed.
type head struct {
	blocks  []block
	items   []item // in reading order: left column, right column
	kind    string // the type line, "" for a letter
	letter  bool   // "Kính gửi" stands in a type line's place
	stamp   bool   // nothing but stamps was read
	scanned bool   // by OCR
	title   string
}

// item is one printed line of a head.
type item struct {
	text string
	bold bool
	base float64
}

// headLines is the most lines that a head, its title left out, takes up.
const headLines = 40

// titleLines is the most lines that a type line and the title below it take up.
const titleLines = 25

// cutHead takes the head out of the first page that has one to read.
func (d *document) cutHead() head {
	for i := range d.pages {
		p := &d.pages[i]
		if i+1 < len(d.pages) && p.covers(&d.pages[i+1]) {
			return p.coverOf(d.pages[i+1].cutHead())
		}
		if len(p.lines) > 0 {
			return p.cutHead()
		}
		if len(p.asides) > 0 {
			return stampHead(p.asides)
		}
	}
	return head{}
}

// stampHead reads what is stamped on a page that waits for OCR.
func stampHead(stamps []line) head {
	h := head{stamp: true}
	for _, l := range stamps {
		h.items = append(h.items, item{text: l.text(), base: l.base})
	}
	return h
}

func (p *page) cutHead() head {
	h := head{scanned: p.scanned()}
	if h.scanned {
		p.partKinds()
	}
	order := p.byHeight()
	kind, end := p.findKind(order)
	h.letter = kind < 0 && end >= 0
	if end < 0 {
		if end = p.lastHeadLine(order); end < 0 {
			return h
		}
	}
	taken := map[int]bool{}
	motto := p.motto(order[:end])
	left, right := p.columns(order[:end], motto)
	h.addColumn(p, left, kind < 0)
	h.addColumn(p, right, false)
	h.joinNames()
	for _, i := range order[:end] {
		taken[i] = true
	}
	if kind >= 0 {
		taken[order[kind]] = true
		h.addKind(p.lines[order[kind]])
		title := p.title(order[kind:])
		if p.scanned() {
			title = p.scannedTitle(order[kind:])
		}
		for _, i := range title {
			taken[i] = true
			h.addTitle(p.lines[i])
		}
	}
	p.drop(taken)
	return h
}

// byHeight returns the indices of the lines from the top of the page downwards.
func (p *page) byHeight() []int {
	order := make([]int, len(p.lines))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := p.lines[order[a]], p.lines[order[b]]
		if sameBase(x, y) {
			return x.box.X0 < y.box.X0
		}
		return x.base < y.base
	})
	return order
}

// findKind returns the place in order of the type line, and where the head ends:
// at the type line or, in a letter, at "Kính gửi". Both are -1 where missing.
func (p *page) findKind(order []int) (kind, end int) {
	for n, i := range order[:min(len(order), headLines)] {
		l := p.lines[i]
		switch {
		case isAddress(l.text()), p.scanned() && halfAddress.MatchString(l.text()):
			return -1, n
		case isKind(l.text()) && p.free(i), isGazetteHeading(l.text()) && p.inGazette(order[:n]):
			return n, n
		case p.scanned() && strings.HasPrefix(l.text(), "Căn cứ "):
			return -1, -1 // the type line was not read: what follows is no head
		}
	}
	return -1, -1
}

// inGazette reports whether the running head of the gazette is among the lines above, or
// was left out as the page's own.
func (p *page) inGazette(above []int) bool {
	return slices.ContainsFunc(above, func(i int) bool { return opensGazette(p.lines[i].text()) }) ||
		slices.ContainsFunc(p.info.Above, opensGazette)
}

// isAddress reports whether a line names whom a letter is sent to.
func isAddress(s string) bool {
	begins := s != "" && s[0]|0x20 == 'k' && strings.HasPrefix(strings.ToLower(s), "kính gửi")
	return begins || strings.Contains(s, "nh g") && addressed.MatchString(s)
}

// addressed matches such a line behind a stamp, or where OCR lost a mark of it.
var addressed = regexp.MustCompile(`^.{0,12}\bK[íi]nh g[ửưứừuữ]i\s?:`)

// halfAddress matches one of which OCR lost the second word.
var halfAddress = regexp.MustCompile(`^Kính(?:$| \p{Lu})`)

// isKind reports whether a line is a document's type line: a type word in
// capitals, and little else.
func isKind(s string) bool {
	t, _ := kindOf(s)
	return t != ""
}

// kindOf reads a type line: "KẾ HOẠCH", "BÁO CÁO THẨM TRA", "LUẬT ĐẤT ĐAI". What
// follows the type word is the beginning of the title.
func kindOf(s string) (t legal.Type, rest string) {
	s = strings.Trim(s, ":. _-–—'‘’`´*|~•")
	if hasSmall(s) {
		return "", ""
	}
	words := strings.Fields(s)
	if len(words) > 12 || namesWard(words) {
		return "", ""
	}
	for n := min(len(words), 5); n > 0; n-- {
		if t, ok := kinds[viet.Fold(strings.Join(words[:n], " "))]; ok {
			return t, strings.Join(words[n:], " ")
		}
	}
	return nearKind(viet.Fold(s)), ""
}

// namesWard reports whether a line names a ward: "PHƯỜNG AN HẢI" is no Phương án.
func namesWard(words []string) bool {
	return len(words) > 1 && viet.Marked(words[0]) == viet.Marked("phường") &&
		viet.Marked(words[1]) != viet.Marked("án")
}

// nearKind returns the type whose word differs from a whole line in one letter, as
// OCR reads "KÉẺ HOẠCH"; "" where none does, or more than one.
func nearKind(line string) legal.Type {
	var found legal.Type
	for word, t := range kinds {
		if len(word) < 7 || !viet.OneEdit(word, line) {
			continue
		}
		if found != "" && found != t {
			return ""
		}
		found = t
	}
	return found
}

// kinds are the type words without marks, which OCR loses first ("QUYÉT ĐỊNH").
var kinds = func() map[string]legal.Type {
	m := map[string]legal.Type{}
	for _, w := range legal.TypeWords() {
		if w != "văn bản" {
			m[viet.Fold(w)], _ = legal.TypeOfWord(w)
		}
	}
	return m
}()

// lastHeadLine returns the place behind the last line that only a head has, in a
// head without a type line; -1 where there is no motto either.
func (p *page) lastHeadLine(order []int) int {
	order = order[:min(len(order), headLines/2)]
	if p.motto(order) < 0 {
		return -1
	}
	end := -1
	for n, i := range order {
		s := p.lines[i].text()
		if isMotto(s) || isNumberLine(s) || isPlaceAndDate(s) {
			end = n + 1
		}
	}
	return end
}

// motto returns the line of the quốc hiệu, -1 for none.
func (p *page) motto(order []int) int {
	for _, i := range order {
		if isMotto(p.lines[i].text()) {
			return i
		}
	}
	return -1
}

// mottoLine is matched without marks.
var mottoLine = regexp.MustCompile(
	`^(cong ho?a xa h|doc lap ?[-–—] ?tu do|dang cong san viet nam|hanh phuc$|doan tncs ho chi minh$)`)

func isMotto(s string) bool {
	begin := strings.TrimLeft(s, specks)
	if begin == "" || begin[0] < utf8.RuneSelf && strings.IndexByte("cdhCDH", begin[0]) < 0 {
		return false
	}
	return mottoLine.MatchString(withoutSpecks(viet.Fold(s)))
}

// specks are the marks that specks are read as, and the space.
const specks = " .,'‘’|_*"

// withoutSpecks makes spaces of the marks that specks are read as: "HÒA.XÃ HỘI".
func withoutSpecks(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(specks, r) }), " ")
}

// holdsMotto reports whether the motto stands somewhere in a line.
func holdsMotto(s string) bool {
	if hasSmall(s) {
		return false
	}
	f := withoutSpecks(viet.Fold(s))
	return strings.Contains(f, "cong hoa xa hoi chu nghia") || strings.Contains(f, "dang cong san viet nam")
}

// hasSmall reports whether a text has a letter of which there is a capital.
func hasSmall(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.ToUpper(r) != r })
}

// columns parts the lines of a head in those left and those right: right is what
// stands around the motto, if anything stands beside that.
func (p *page) columns(order []int, motto int) (left, right []int) {
	if motto < 0 || p.lines[motto].box.X0 < .25*p.info.Width {
		return order, nil
	}
	edge := p.lines[motto].box.X0
	for _, i := range order {
		if b := p.lines[i].box; (b.X0+b.X1)/2 < edge {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	return left, right
}

// addColumn adds the lines of a column, those on one baseline as one item. In a
// letter, what follows the number is its title.
func (h *head) addColumn(p *page, column []int, letter bool) {
	numbered, titled := false, false
	for n := 0; n < len(column); {
		row := []line{p.lines[column[n]]}
		for n++; n < len(column) && sameBase(row[0], p.lines[column[n]]); n++ {
			row = append(row, p.lines[column[n]])
		}
		text := rowText(row)
		goesOn := numbered && hasLetters(text) && (!isHeadData(text) || titled && startsSmall(text))
		if letter && (goesOn || subjectLine.MatchString(text)) {
			h.addTitle(row...)
			numbered, titled = true, true
			continue
		}
		numbered = numbered || isNumberLine(text)
		h.addLine(row)
		for _, part := range strings.Split(text, "|") {
			h.items = append(h.items, item{strings.TrimSpace(part), row[0].bold, row[0].base})
		}
	}
}

// addLine adds a line of the document's own data; a sentence that stands above
// them, as web pages put it there, is text like any other.
func (h *head) addLine(row []line) {
	zone := legal.ZoneHead
	if text := rowText(row); len(strings.Fields(text)) > 8 && !isCapitals(text) && !isHeadData(text) &&
		!strings.Contains(text, "|") && !isNumberLine(text) {
		zone = legal.ZoneBody
	}
	n := len(h.blocks) - 1
	if zone == legal.ZoneBody && n >= 0 && h.blocks[n].zone == zone {
		h.blocks[n].lines = append(h.blocks[n].lines, row...)
		return
	}
	h.blocks = append(h.blocks, block{zone: zone, lines: row})
}

// isHeadData reports whether a line below the number is still no title.
func isHeadData(s string) bool { return isMotto(s) || isDateLine(s) || isMarking(s) }

func rowText(row []line) string {
	var parts []string
	for _, l := range row {
		parts = append(parts, l.text())
	}
	return strings.Join(parts, " ")
}

func (h *head) addKind(l line) {
	h.kind = l.text()
	h.blocks = append(h.blocks, block{zone: legal.ZoneHead, lines: []line{l}})
}

// addTitle adds lines to the title block.
func (h *head) addTitle(lines ...line) {
	for _, l := range lines {
		h.title = strings.TrimSpace(h.title + " " + l.text())
	}
	if n := len(h.blocks) - 1; n >= 0 && h.blocks[n].zone == legal.ZoneTitle {
		h.blocks[n].lines = append(h.blocks[n].lines, lines...)
		return
	}
	h.blocks = append(h.blocks, block{zone: legal.ZoneTitle, lines: slices.Clone(lines)})
}

// title returns the lines of the title, which follow the type line order[0]:
// set in the middle, bold, or in capitals.
func (p *page) title(order []int) []int {
	var out []int
	prev := p.lines[order[0]]
	for _, i := range order[1:min(len(order), titleLines)] {
		l := p.lines[i]
		far := 5 * max(l.size, p.size)
		if len(out) > 0 {
			far = max(2.9*l.size, 1.3*p.pitch)
		}
		if !hasLetters(l.text()) || !p.alone(i) || l.base-prev.base > far || p.endsTitle(l, prev, len(out)) {
			break
		}
		out = append(out, i)
		prev = l
	}
	return out
}

// endsTitle reports whether a line below the type line is no part of the title.
func (p *page) endsTitle(l, prev line, taken int) bool {
	s := l.text()
	capitals := s == strings.ToUpper(s)
	if strings.HasPrefix(s, "(Tiếp theo Công báo") || taken > 0 && capitals && isBodyName(s) || isAddress(s) || firstHeading.MatchString(s) ||
		opensBody(s) && !(l.bold && prev.bold) {
		return true
	}
	return !(p.centred(l) || capitals || l.bold) || taken > 0 && prev.bold && !l.bold && !p.centred(l)
}

// firstHeading is the first heading of a body: "I. MỤC ĐÍCH", "I- TÌNH HÌNH".
var firstHeading = regexp.MustCompile(`^I[.)/-]\s`)

// opensBody reports whether a line begins a preamble or a first heading.
func opensBody(s string) bool {
	return strings.HasPrefix(s, "Căn cứ ") || headingStart.MatchString(s)
}

var headingStart = regexp.MustCompile(`^(?:[IVX]+|\d+|[A-Z])[.)/-]\s|^(?:Điều|Chương|Phần)\s+[\dIVX]`)

// drop removes lines from a page.
func (p *page) drop(taken map[int]bool) {
	kept := p.lines[:0:0]
	for i, l := range p.lines {
		if !taken[i] {
			kept = append(kept, l)
		}
	}
	p.lines = kept
}
