package ocr

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr/hand"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Blank is a place in a document's head where a printed form leaves room for digits,
// and what the reader of handwriting makes of them.
type Blank struct {
	Kind BlankKind
	Line int // of the page
	// From and To are the words that stand for what is written, half-open; Before and
	// After are what is printed within the first and the last of them.
	// First is the word "Số:".
	First, From, To int
	Before, After   string
	Box             legal.Box // of the line between the prints, as high as these
	Base            float64   // their baseline
	Size            float64   // of their letters
	Readings        []hand.Digits
}

// BlankKind says what a blank is for.
type BlankKind byte

// The blanks of a head.
const (
	NumberBlank BlankKind = 'n' // "Số: … /KH-UBND"
	DayBlank    BlankKind = 'd' // "ngày … tháng"
	MonthBlank  BlankKind = 'm' // "tháng … năm"
)

var (
	// numberWord matches the word before a number, and how OCR reads it.
	numberWord = regexp.MustCompile(`^["'“.,_-]*(?:[Ss][ốôồổỗộóòơéêáàâÓỐÔ][:;.¿,/\[]+|S[ốôồổỗộóò]$)`)
	// typedCodes matches the codes behind an ordinal.
	typedCodes = regexp.MustCompile(`[/⁄–-](?:(?:19|20)\d\d/)?\s*\p{Lu}[\p{L}\d&]*(?:[-–/]|$).*$|` +
		`\p{Lu}[\p{Lu}&]+[-–]\p{Lu}*.*$`)
	monthWord = regexp.MustCompile(`(?i)th[áaảắấẳẩâàã]ng`)
	dayWord   = regexp.MustCompile(`(?i)ng[àaáảâ]y`)
	yearWord  = regexp.MustCompile(`(?i)n[ăaắặâẵằẳ]m`)
)

// blanksOf finds the blanks in the head of a page: the first number line and the first
// date line above the body.
func blanksOf(p pdf.Page) []Blank {
	var out []Blank
	size := printSize(p.Lines)
	numbered, dated := false, false
	if size == 0 {
		return nil
	}
	for i, l := range p.Lines {
		if opensBody(l) || l.Box.Y0 > p.Height/2 {
			break
		}
		if !numbered && !incoming(p.Lines, i) {
			if b, ok := numberBlank(l, size); ok {
				b.Line = i
				out = append(out, b)
				numbered = true
			}
		}
		if !dated {
			found := dateBlanks(l, size)
			for _, b := range found {
				b.Line = i
				out = append(out, b)
			}
			dated = len(found) > 0
		}
	}
	return out
}

// opensBody reports whether a line can only stand below the head.
func opensBody(l pdf.Line) bool {
	s := viet.Fold(lineText(l))
	return strings.HasPrefix(s, "can cu ") || strings.HasPrefix(s, "kinh gui")
}

func lineText(l pdf.Line) string {
	var parts []string
	for _, w := range l.Words {
		parts = append(parts, w.Text)
	}
	return strings.Join(parts, " ")
}

// incoming reports whether a line is of the stamp that an office puts on what it gets.
func incoming(lines []pdf.Line, i int) bool {
	for _, l := range lines[max(0, i-2):min(len(lines), i+3)] {
		if !overlap(l, lines[i]) {
			continue
		}
		for _, w := range l.Words {
			if f := strings.Trim(w.Text, ".,:;"); f == "ĐẾN" || f == "ĐÉN" || f == "DEN" {
				return true
			}
		}
	}
	return false
}

// loose is how much room is added, as a share of the size of the print, where its end
// is worked out and not seen.
const loose = .2

// narrow is a room, as a share of the size of the print, in which no digit stands, but the
// space between two words: "ngày tháng 4 năm 2023".
const narrow = .45

// numberBlank finds the room between "Số:" and the codes of a line.
func numberBlank(l pdf.Line, size float64) (Blank, bool) {
	words := l.Words
	first := slices.IndexFunc(words, func(w pdf.Word) bool { return !isMarks(w.Text) })
	if first < 0 || !numberWord.MatchString(beforeDigits(words[first].Text)) {
		return Blank{}, false
	}
	for k := first; k < min(len(words), first+5); k++ {
		loc := typedCodes.FindStringIndex(words[k].Text)
		if loc == nil || k == first && loc[0] < len(beforeDigits(words[k].Text)) || dashInCodes(words[k].Text, loc[0]) {
			continue
		}
		loc[0] += strayCode(words[k].Text[loc[0]:])
		b := Blank{Kind: NumberBlank, First: first, Size: size, Base: words[k].Baseline}
		b.start(words, first, len(beforeDigits(words[first].Text)))
		b.end(words, k, loc[0])
		if r, _ := utf8.DecodeRuneInString(words[k].Text[loc[0]:]); unicode.IsUpper(r) {
			b.Box.X1 -= printedWidth("/", size) // it was read as a digit, or not at all
		}
		return b, b.Box.X0 < b.Box.X1
	}
	return Blank{}, false
}

// slashed matches what may be a digit read as a code, before the codes: "/L/TB-SYT".
var slashed = regexp.MustCompile(`^[/⁄]\p{L}{1,2}([/⁄](\p{Lu}+)[-–])`)

// strayCode returns how many bytes of the codes that s begins with are none: a type's code
// stands first.
func strayCode(s string) int {
	m := slashed.FindStringSubmatchIndex(s)
	if m == nil {
		return 0
	}
	if _, typed := legal.TypeOfCode(s[m[4]:m[5]]); !typed {
		return 0
	}
	return m[2]
}

// isMarks reports whether a word is specks read as marks: the accent alone is a letter, too.
func isMarks(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) || unicode.IsDigit(r) })
}

// dashInCodes reports whether the codes that were found begin with a dash within codes,
// whose own beginning was not read: "/8C-SYT".
func dashInCodes(word string, at int) bool {
	dash, _ := utf8.DecodeRuneInString(word[at:])
	return strings.ContainsRune("-–—", dash) && strings.ContainsFunc(word[:at], func(r rune) bool {
		return r == '/' || unicode.IsUpper(r)
	})
}

// start sets where a blank begins: behind the first n bytes of word i.
func (b *Blank) start(words []pdf.Word, i, n int) {
	w := words[i]
	b.Box.Y0, b.Box.Y1 = b.Base-b.Size*capHeight, b.Base
	b.Box.X0 = w.Box.X0 + printedWidth(w.Text[:n], b.Size)
	b.From, b.Before = i, w.Text[:n]
	if n == len(w.Text) {
		b.Box.X0 = min(b.Box.X0+loose*b.Size, w.Box.X1)
		b.From, b.Before = i+1, ""
	}
}

// end sets where a blank ends: before the byte n of word i.
func (b *Blank) end(words []pdf.Word, i, n int) {
	w := words[i]
	b.Box.X1 = w.Box.X1 - printedWidth(w.Text[n:], b.Size) + loose*b.Size
	b.To, b.After = i+1, w.Text[n:]
	if n == 0 {
		b.Box.X1 = max(b.Box.X1-2*loose*b.Size, w.Box.X0)
		b.To, b.After = i, ""
	}
}

// beforeDigits returns the beginning of a word up to what can be digits.
func beforeDigits(s string) string {
	for i, r := range s {
		if r >= '0' && r <= '9' || strings.ContainsRune(handwriting, r) {
			return s[:i]
		}
		if r == ':' || r == ';' || r == '¿' {
			return s[:i+utf8.RuneLen(r)]
		}
	}
	return s
}

// dateBlanks finds the room for day and month in a line: before "tháng", and between
// that and "năm".
func dateBlanks(l pdf.Line, size float64) []Blank {
	words := l.Words
	month := slices.IndexFunc(words, func(w pdf.Word) bool { return monthWord.MatchString(w.Text) })
	if month < 0 || strings.HasPrefix(viet.Fold(lineText(l)), "v/v") {
		return nil
	}
	day := slices.IndexFunc(words[:month+1], func(w pdf.Word) bool { return dayWord.MatchString(w.Text) })
	b := Blank{Kind: DayBlank, Size: size, Base: words[month].Baseline}
	switch {
	case day > 0 && !strings.HasSuffix(words[day-1].Text, ","):
		return nil // of a sentence
	case day >= 0:
		b.start(words, day, dayWord.FindStringIndex(words[day].Text)[1])
	case month > 0 && strings.HasSuffix(words[month-1].Text, ","):
		b.start(words, month-1, len(words[month-1].Text))
		b.Box.X0 += printedWidth(" ngày", size)
	default:
		return nil
	}
	b.end(words, month, monthWord.FindStringIndex(words[month].Text)[0])
	out := []Blank{b}
	year := slices.IndexFunc(words[month:], func(w pdf.Word) bool { return yearWord.MatchString(w.Text) })
	if year >= 0 {
		b := Blank{Kind: MonthBlank, Size: size, Base: words[month].Baseline}
		b.start(words, month, monthWord.FindStringIndex(words[month].Text)[1])
		b.end(words, month+year, yearWord.FindStringIndex(words[month+year].Text)[0])
		out = append(out, b)
	}
	return slices.DeleteFunc(out, func(b Blank) bool {
		return b.Box.X0 >= b.Box.X1 || b.From == b.To && b.Box.X1-b.Box.X0 < narrow*b.Size
	})
}

// printedWidth returns how wide a text is in Times New Roman of a size.
func printedWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		folded, _ := utf8.DecodeRuneInString(viet.Fold(string(r)))
		w += advance(folded, unicode.IsUpper(r))
	}
	return w * size
}

// advance returns the width of a letter, given as a small one, or of a mark, as a
// share of the size.
func advance(r rune, capital bool) float64 {
	switch {
	case strings.ContainsRune("jlt/⁄:;., ", r) && !capital, r == 'i' && !capital:
		return .28
	case strings.ContainsRune("rsf-–", r) && !capital, r == 'i', r == 'j':
		return .36
	case strings.ContainsRune("sp", r) && capital:
		return .56
	case strings.ContainsRune("tlefz", r) && capital:
		return .61
	case strings.ContainsRune("mw&", r):
		return .8
	case capital:
		return .71
	}
	return .49
}

// printSize returns the size of most letters of a page as their widths tell it, which
// are measured more exactly than their heights; 0 for a page without words.
func printSize(lines []pdf.Line) float64 {
	var told []float64
	for _, l := range lines {
		for _, w := range l.Words {
			if utf8.RuneCountInString(w.Text) >= 4 && w.Doubt < .1 && !strings.ContainsFunc(w.Text, unicode.IsUpper) {
				told = append(told, (w.Box.X1-w.Box.X0)/(printedWidth(w.Text, 1)-.04))
			}
		}
	}
	return median(told)
}
