package check

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Titles are quoted loosely: in part, with another beginning, and the sentence goes on behind
// them. What is found is a few words that stand in the place of others, between words that
// are those of the title.

// title compares the title that a citation quotes.
func (k *checker) title(i int, d *known) {
	quoted := k.quoted(i)
	if len(quoted) < 4 || d.Number == "" {
		return
	}
	var sure *voice
	byWords := map[[2]string]map[string]bool{}
	first := map[[2]string]misquote{}
	said := d.titles()
	for _, v := range said {
		wrong := misquoted(tokens(v.value), quoted)
		if v.sure && sure == nil {
			sure = &v
			if len(wrong) == 0 && likenessOf(v.value, k.Citations[i].Title) == other && longTitle(v.value, k.Citations[i].Title) {
				k.otherTitle(i, d, v)
				return
			}
		}
		for _, m := range wrong {
			key := [2]string{m.title, m.words}
			if byWords[key] == nil {
				byWords[key] = map[string]bool{}
				m.by = v
				first[key] = m
			}
			byWords[key][v.by] = true
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(byWords), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		m, by := first[key], byWords[key]
		if !m.by.sure && (sure != nil || m.last || len(by) < 2 || 2*saying(said, m.words) > len(by)) {
			continue
		}
		f := k.at(i, WrongTitle, weight(m.by.sure), legal.FieldTitle, m.span)
		f.Should, f.Documents, f.Witnesses = m.title, []string{d.ID}, []audit.Witness{m.by.Witness}
		f.Message = legal.Say(legal.DraftWords, called(d.Document), m.titleAround, m.around)
		k.add(f)
		return
	}
}

// saying counts the titles that have some words.
func saying(said []voice, words string) (n int) {
	for _, v := range said {
		if strings.Contains(" "+textOf(tokens(v.value))+" ", " "+words+" ") {
			n++
		}
	}
	return n
}

// otherTitle tells that a title is not that of the document at all.
func (k *checker) otherTitle(i int, d *known, v voice) {
	quoted := k.quoted(i)
	f := k.at(i, WrongTitle, audit.Warning, legal.FieldTitle,
		legal.Span{Start: quoted[0].Start, End: quoted[len(quoted)-1].End})
	f.Should, f.Documents, f.Witnesses = excerpt.Begin(v.value, fitting), []string{d.ID}, []audit.Witness{v.Witness}
	f.Message = legal.Say(legal.DraftTitle, called(d.Document), excerpt.Begin(v.value, fitting), excerpt.Begin(k.Citations[i].Title, fitting))
	k.add(f)
}

// longTitle reports whether two titles are long enough to be told apart as a whole.
func longTitle(a, b string) bool { return min(len(telling(tokens(a))), len(telling(tokens(b)))) >= 5 }

// titles returns the titles that a document is given: its own, a registry's, those quoted.
func (d *known) titles() []voice {
	out := d.voices(legal.FieldTitle, func(h held) string { return h.head.Title },
		func(m catalog.Mention) string { return m.Title })
	if by := d.DecidedBy[legal.FieldTitle]; by != "" && by != legal.DecidedByHead {
		out = append([]voice{{d.Title, true, by, audit.Witness{By: by, Document: d.ID, Value: d.Title, Confidence: 1}}}, out...)
	}
	return out
}

// word is a word of a title, with its place in the draft where it is the draft's.
type word struct {
	legal.Span
	text string // lower case
	abbr bool   // in capitals: short for something
}

// tokens returns the words of a title. In one that is all in capitals, short for something is what is no
// syllable.
func tokens(s string) []word {
	var out []word
	capitals := strings.ToUpper(s) == s
	start := -1
	for i, r := range s + " " {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			w := newWord(s[start:i], start)
			w.abbr = w.abbr && !(capitals && viet.IsSyllable(w.text))
			out = append(out, w)
			start = -1
		}
	}
	return out
}

func newWord(s string, at int) word {
	return word{legal.Span{Start: at, End: at + len(s)}, strings.ToLower(s),
		utf8.RuneCountInString(s) > 1 && s == strings.ToUpper(s) && !isNumber(s)}
}

// quoted returns the words of the title that a citation quotes, without those of the documents
// that it names.
func (k *checker) quoted(i int) []word {
	c := k.Citations[i]
	if c.Title == "" {
		return nil
	}
	end := min(len(k.Text.Content), c.End+2*len(c.Title)+200)
	at, to := indexFolded(k.Text.Content[c.End:end], c.Title)
	if at < 0 {
		return nil
	}
	out := tokens(k.Text.Content[c.End+at : c.End+to])
	for j := range out {
		out[j].Start, out[j].End = out[j].Start+c.End+at, out[j].End+c.End+at
	}
	return slices.DeleteFunc(out, func(w word) bool { return k.cited.covers(w.Span) })
}

// misquote is what stands in a quoted title in the place of other words.
type misquote struct {
	span                legal.Span // in the draft
	title, words        string
	titleAround, around string // with the words beside them
	by                  voice
	last                bool // nothing follows it in either title
}

// beside is how many words must be those of the title before and behind a misquote, and besideLast before
// one with which both end.
const (
	beside     = 2
	besideLast = 4
)

// mostMisquoted is how many words a misquote has at most, on either side.
const mostMisquoted = 3

// mostShifted is how far apart a misquote and what it stands for are in the two titles at most, and
// mostWords how much of a title is looked at, both in words.
const (
	mostShifted = 4
	mostWords   = 150
)

// misquoted returns the words of a quotation that stand in the place of others.
func misquoted(title, quoted []word) (out []misquote) {
	title, quoted = unfold(title[:min(len(title), mostWords)], quoted), unfold(quoted[:min(len(quoted), mostWords)], title)
	pairs := common(title, quoted)
	if 10*len(pairs) < 6*min(len(title), len(quoted)) {
		return nil
	}
	for p := 0; p+1 <= len(pairs); p++ {
		a, b := pairs[p][0]+1, pairs[p][1]+1 // behind the matched words
		toA, toB := len(title), len(quoted)
		if p+1 < len(pairs) {
			toA, toB = pairs[p+1][0], pairs[p+1][1]
		}
		if a >= toA || b >= toB || toA-a > mostMisquoted || toB-b > mostMisquoted {
			continue
		}
		before, after := run(pairs, p, -1), run(pairs, p+1, 1)
		years := toA-a == 1 && toB-b == 1 && isNumber(title[a].text) && isNumber(quoted[b].text)
		last := p+1 == len(pairs)
		within := before >= beside && (after >= beside || last && years && before > beside) && max(a-b, b-a) <= mostShifted
		if !within && !(last && before >= besideLast && tells(title[len(title)-1]) && tells(quoted[len(quoted)-1])) {
			continue
		}
		if slight(title[a:toA], quoted[b:toB]) {
			continue
		}
		from, to := max(0, b-beside), min(len(quoted), toB+beside)
		out = append(out, misquote{
			span:  legal.Span{Start: quoted[b].Start, End: quoted[toB-1].End},
			title: textOf(title[a:toA]), words: textOf(quoted[b:toB]),
			last:        !within,
			titleAround: textOf(title[max(0, a-beside):min(len(title), toA+beside)]), around: textOf(quoted[from:to]),
		})
	}
	return out
}

// tells reports whether a title may end with a word: where it ends with one that carries nothing, it was cut.
func tells(w word) bool { return !empty[viet.Fold(w.text)] }

// unfold puts the words that a short form in capitals stands for in its place, where another title has
// them.
func unfold(ws, other []word) (out []word) {
	for _, w := range ws {
		n := utf8.RuneCountInString(w.text)
		at := -1
		for i := 0; w.abbr && i+n <= len(other) && at < 0; i++ {
			if initials(other[i:i+n]) == viet.Fold(w.text) {
				at = i
			}
		}
		if at < 0 {
			out = append(out, w)
			continue
		}
		for _, o := range other[at : at+n] {
			out = append(out, word{Span: w.Span, text: o.text})
		}
	}
	return out
}

// initials returns the first letters of words, marks dropped.
func initials(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteByte((viet.Fold(w.text) + " ")[0])
	}
	return b.String()
}

// run counts the pairs that follow each other without a gap from p on, in a direction.
func run(pairs [][2]int, p, step int) int {
	n := 0
	for ; p >= 0 && p < len(pairs); p += step {
		if n > 0 && (pairs[p][0] != pairs[p-step][0]+step || pairs[p][1] != pairs[p-step][1]+step) {
			break
		}
		n++
	}
	return n
}

// common returns the longest sequence of words that two titles have in common, as pairs of places.
func common(a, b []word) [][2]int {
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].text == b[j].text {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].text == b[j].text:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// slight reports whether words are the same but for marks, spelling or words that carry nothing, or
// stand for each other: a short form and what it is short for.
func slight(a, b []word) bool {
	if abridged(a, b) {
		return true
	}
	x, y := content(a), content(b)
	return strings.Join(x, "") == strings.Join(y, "") || len(x) == 0 && len(y) < 2 || len(y) == 0 && len(x) < 2
}

// abridged reports whether a short form in capitals is among words.
func abridged(a, b []word) bool {
	isShort := func(w word) bool { return w.abbr }
	return slices.ContainsFunc(a, isShort) || slices.ContainsFunc(b, isShort)
}

// content returns the words that carry something, marks dropped.
func content(ws []word) (out []string) {
	for _, w := range ws {
		if f := viet.Fold(w.text); !empty[f] {
			out = append(out, f)
		}
	}
	return out
}

// empty are words that titles put in, leave out and change as it comes.
var empty = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`và với các những của cho về việc trong tại trên đối đến tới từ là được do theo ở ra một số
		ngày tháng năm thứ lần giai đoạn địa bàn ban hành thực hiện triển khai
		quy định hướng dẫn v tp`) {
		m[viet.Fold(w)] = true
	}
	return m
}()

// telling returns the words of a title by which it is told from others of its kind ("quy định chi tiết thi
// hành một số điều của Luật …").
func telling(ws []word) []string {
	return slices.DeleteFunc(content(ws), func(w string) bool {
		return slices.Contains([]string{"chi", "tiet", "thi", "hanh", "luat", "nghi", "quyet", "dieu", "sua", "doi", "bo", "sung"}, w)
	})
}

func textOf(ws []word) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
