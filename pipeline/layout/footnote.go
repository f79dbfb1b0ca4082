package layout

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// note is one footnote, its parts on following pages joined.
type note struct {
	mark  string // "1"
	page  int    // on which it begins
	lines []line // without the mark
}

// smaller is how much smaller than the text the letters of footnotes are, at least.
const smaller = .93

// cutFootnotes takes the footnotes out of the pages and ties them to their marks.
// They stand at the foot, in smaller letters, each beginning with its mark; what
// stands there before the first mark goes on from the page before.
func (d *document) cutFootnotes() {
	usual := d.textSize()
	for i := range d.pages {
		p := &d.pages[i]
		p.joinMarks(usual)
		open := len(d.notes) > 0 && d.notes[len(d.notes)-1].lastPage() == p.number-1
		size := usual
		if !open {
			size = largeSize(p.lines)
		}
		foot := p.foot(size)
		if len(foot) == 0 {
			continue
		}
		marks := p.marks()
		first := p.firstMark(foot, marks)
		if !open || !d.goesOn(p.lines, foot[:first]) {
			foot = foot[first:]
			first = 0
		}
		d.take(p, foot, first, marks)
	}
	d.tie()
}

// joinMarks joins a mark that a tab parts from its footnote to the line beside it:
// small letters, and a mark that the text of the page repeats.
func (p *page) joinMarks(usual float64) {
	marks := p.marks()
	out := p.lines[:0]
	for _, l := range p.lines {
		if n := len(out) - 1; n >= 0 && len(out[n].words) == 1 && l.size < smaller*usual && sameBase(out[n], l) &&
			apart(out[n], l) < 3*l.size &&
			noteMark(newLine(append(slices.Clone(out[n].words), l.words...)), marks) != "" {
			out[n] = newLine(append(out[n].words, l.words...))
			continue
		}
		out = append(out, l)
	}
	p.lines = out
}

func (n note) lastPage() int {
	if len(n.lines) == 0 {
		return n.page
	}
	return n.lines[len(n.lines)-1].page
}

// textSize returns the size of the letters of the text: the largest that makes up
// a fifth of the file, as long footnotes can outnumber the text.
func (d *document) textSize() float64 {
	var all []line
	for _, p := range d.pages {
		all = append(all, p.lines...)
	}
	return largeSize(all)
}

func largeSize(lines []line) float64 {
	var t tally
	for _, l := range lines {
		t.add(l.size, l.letters)
	}
	size := 0.0
	for _, k := range t.keys() {
		if 5*t.count[k] >= t.total {
			size = float64(k) / 2
		}
	}
	return size
}

// foot returns the indices, in the order of the file, of the lines at the foot
// of the page that are all smaller than size and stand one below the other.
func (p *page) foot(size float64) []int {
	order := make([]int, len(p.lines))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p.lines[order[a]].base > p.lines[order[b]].base })
	var out []int
	for n, i := range order {
		if p.lines[i].size > smaller*size || p.beside(order, n) {
			break
		}
		out = append(out, i)
	}
	sort.Ints(out)
	return out
}

// beside reports whether the n-th line of an order by height has another beside it.
func (p *page) beside(order []int, n int) bool {
	for _, m := range []int{n - 1, n + 1} {
		if m >= 0 && m < len(order) && sameBase(p.lines[order[n]], p.lines[order[m]]) {
			return true
		}
	}
	return false
}

// firstMark returns the index in foot of the first line that begins a footnote,
// len(foot) for none.
func (p *page) firstMark(foot []int, marks map[string][]*word) int {
	for n, i := range foot {
		if noteMark(p.lines[i], marks) != "" {
			return n
		}
	}
	return len(foot)
}

var plainMark = regexp.MustCompile(`^[\[(]?(\d{1,3}|\*{1,3})[\])]?[.:]?$`)

// noteMark returns the mark with which a line begins, "" for none: raised or
// small digits, or plain ones that a mark in the text of the page repeats.
func noteMark(l line, marks map[string][]*word) string {
	w := l.words[0]
	m := plainMark.FindStringSubmatch(w.Text)
	if m == nil || len(l.words) == 1 && !w.Mark {
		return ""
	}
	if w.Mark || w.Size < .85*l.size || len(marks[m[1]]) > 0 {
		return m[1]
	}
	return ""
}

// markOf returns the footnote mark that a word in the text is, "" for none.
func (w word) markOf() string {
	switch bare := strings.Trim(w.Text, "[]()."); {
	case w.Mark, w.Text == "["+bare+"]", w.Glued && w.Text == "("+bare+")":
		return bare
	}
	return ""
}

// marks returns the words of the page that are footnote marks, by mark, in order;
// a word that begins its line is none.
func (p *page) marks() map[string][]*word {
	out := map[string][]*word{}
	for _, l := range p.lines {
		for i := range l.words {
			if mark := l.words[i].markOf(); mark != "" && (i > 0 || l.words[i].Mark) {
				out[mark] = append(out[mark], &l.words[i])
			}
		}
	}
	return out
}

// goesOn reports whether lines at a foot can go on the last footnote: of its size.
func (d *document) goesOn(lines []line, foot []int) bool {
	if len(foot) == 0 {
		return false
	}
	last := d.notes[len(d.notes)-1]
	if len(last.lines) == 0 {
		return false
	}
	size := last.lines[len(last.lines)-1].size
	for _, i := range foot {
		if abs(lines[i].size-size) > .06*size {
			return false
		}
	}
	return true
}

// take moves the lines of a foot from the page to the footnotes; those before
// first go on the last one.
func (d *document) take(p *page, foot []int, first int, marks map[string][]*word) {
	taken := map[int]bool{}
	for n, i := range foot {
		l := p.lines[i]
		taken[i] = true
		if mark := noteMark(l, marks); n >= first && mark != "" {
			d.notes = append(d.notes, note{mark: mark, page: p.number})
			l.words = l.words[1:]
		}
		if len(l.words) == 0 {
			continue
		}
		last := &d.notes[len(d.notes)-1]
		last.lines = append(last.lines, l)
	}
	kept := p.lines[:0:0]
	for i, l := range p.lines {
		if !taken[i] {
			kept = append(kept, l)
		}
	}
	p.lines = kept
}

// tie finds the mark of each footnote in the text of its page or, for a footnote
// put off, of the page before.
func (d *document) tie() {
	marks := map[int]map[string][]*word{}
	for n := range d.notes {
		for _, i := range []int{d.notes[n].page - 1, d.notes[n].page - 2} {
			if i < 0 {
				continue
			}
			if marks[i] == nil {
				marks[i] = d.pages[i].marks()
			}
			if words := marks[i][d.notes[n].mark]; len(words) > 0 {
				words[0].note = n + 1
				marks[i][d.notes[n].mark] = words[1:]
				break
			}
		}
	}
}
