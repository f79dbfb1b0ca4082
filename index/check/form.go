package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// form looks at how the number and the date of a citation are written (Nghị định
// 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW). What OCR read says nothing of that.
func (k *checker) form(i int) {
	if k.Citations[i].Confidence < 1 {
		return
	}
	k.numberForm(i)
	k.dateForm(i)
}

func (k *checker) misformed(i int, at legal.Span, should string, why legal.MessageCode) {
	f := k.at(i, Form, audit.Note, "", at)
	f.Should = should
	f.Message = legal.Say(legal.DraftForm, should, f.Written, legal.Say(why))
	k.keep(f)
}

func (k *checker) numberForm(i int) {
	at := k.numberIn(i)
	sym, ok := legal.ParseSymbol(k.Citations[i].Number)
	if !ok || at.Start == at.End {
		return
	}
	printed := k.printed(at)
	bare := strings.ReplaceAll(printed, " ", "")
	plain := dashes.Replace(bare)
	should := marked(plain)
	if separators(plain) != separators(sym.Display()) && ruled(sym, k.Citations[i].Date) {
		should = sym.Display()
	}
	if leading(plain) == 1 && plain[0] != '0' {
		plain, should = "0"+plain, "0"+strings.TrimPrefix(should, "0")
		if printed == bare && dashes.Replace(bare) == bare {
			k.misformed(i, at, should, legal.FormOrdinal)
			return
		}
	}
	switch {
	case printed != bare:
		k.misformed(i, at, should, legal.FormSpace)
	case dashes.Replace(bare) != bare:
		k.misformed(i, at, should, legal.FormDash)
	case separators(plain) != separators(should):
		k.misformed(i, at, should, legal.FormSeparator)
	case plain != should:
		k.misformed(i, at, should, legal.FormCode)
	}
}

// ruledFrom is the year from which on the offices of the State write their numbers in one form.
const ruledFrom = 2005

// ruled reports whether a number is one of a body and a time that keep to the form: not "206-CP", nor
// that of an association.
func ruled(sym legal.Symbol, day legal.Date) bool {
	_, known := legal.KnownCode(sym.Issuer())
	return known && sym.Family() != legal.FamilyOld && max(day.Year, sym.Year) >= ruledFrom
}

// marked puts the marks and the case on the codes of a number that lack them, as far as they are in the
// tables of codes.
func marked(number string) string {
	return letters.ReplaceAllStringFunc(number, func(code string) string {
		if known, ok := legal.KnownCode(code); ok && sameLetters(known, code) {
			return known
		}
		return code
	})
}

var letters = regexp.MustCompile(`\p{L}{2,}`)

var dashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‐", "-", "‑", "-", "_", "-")

// leading counts the digits that a number begins with.
func leading(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// separators returns the separators of a number, in order.
func separators(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r == '-' {
			return r
		}
		return -1
	}, s)
}

// sameLetters reports whether two numbers are the same but for marks and case.
func sameLetters(a, b string) bool {
	fold := func(s string) string { return strings.ToUpper(strings.NewReplacer("Đ", "D", "đ", "d").Replace(s)) }
	return fold(a) == fold(b)
}

// printed returns what stands in a span, white space as blanks. A blank where the line is
// broken, or where a PDF tells none, is no space of the writer's.
func (k *checker) printed(s legal.Span) string {
	var b strings.Builder
	words := k.Text.WordsIn(s)
	for i, w := range words {
		if i > 0 && words[i-1].End < w.Start && sameLine(words[i-1], w) {
			b.WriteByte(' ')
		}
		b.WriteString(k.Text.Content[max(w.Start, s.Start):min(w.End, s.End)])
	}
	return b.String()
}

func sameLine(a, b legal.Word) bool {
	middle := (b.Box.Y0 + b.Box.Y1) / 2
	return a.Page == b.Page && (a.Box == b.Box || a.Box.Y0 <= middle && middle <= a.Box.Y1)
}

// day reads the day and month of a date, in figures or words.
var day = regexp.MustCompile(`^(\d{1,2})(\s?[/.-]\s?|\s+tháng\s+)(\d{1,2})`)

func (k *checker) dateForm(i int) {
	at := k.dateIn(i)
	if at == k.Citations[i].Span {
		return
	}
	printed := k.Text.Content[at.Start:at.End]
	m := day.FindStringSubmatch(printed)
	if m == nil {
		return
	}
	should := pad(m[1], "1", "2", "3", "4", "5", "6", "7", "8", "9") + m[2] + pad(m[3], "1", "2") + printed[len(m[0]):]
	if should != printed {
		k.misformed(i, at, folded(should), legal.FormDay)
	}
}

// pad puts a zero before one of some digits.
func pad(s string, digits ...string) string {
	if utf8.RuneCountInString(s) == 1 && slices.Contains(digits, s) {
		return "0" + s
	}
	return s
}
