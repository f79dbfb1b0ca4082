package sheet

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// word is the name of a value of a kind, see [legal.NameOf].
func word(kind string, value any) string {
	return legal.NameOf(kind, fmt.Sprint(value)).In(legal.Vietnamese)
}

// reach is what a proof states beside the relation.
func (p proof) reach() legal.Reach {
	r := legal.Reach{Scope: p.Scope, Provisions: p.Provisions}
	if p.Subtype != "" {
		r.Subtypes = []legal.Subtype{p.Subtype}
	}
	return r
}

// lastPart is the name of a file without its folders.
func lastPart(p string) string { return path.Base(filepath.ToSlash(p)) }

// words names several.
func words(kind string, values []string) string {
	var names []string
	for _, v := range values {
		names = append(names, word(kind, v))
	}
	return strings.Join(names, ", ")
}

// line names a document as documents do: "Nghị quyết số 30-NQ/TW ngày 23/11/2022
// của Bộ Chính trị".
func line(d legal.Document) string {
	var parts []string
	add := func(before, what string) {
		if what != "" {
			parts = append(parts, before+what)
		}
	}
	add("", string(d.Type))
	add("", d.Name)
	add("số ", cmp.Or(d.Number, d.Part))
	if len(parts) == 0 || d.Number == "" && d.Part == "" && d.Name == "" {
		parts = append(parts, "(số chưa rõ)")
	}
	switch day := d.Date.Printed(); {
	case d.Date.Day != 0:
		add("ngày ", day)
	case d.Date.Month != 0:
		add("tháng ", day)
	case day != "":
		add("năm ", day)
	case d.Year != 0 && d.Symbol.Year == 0:
		add("năm ", fmt.Sprint(d.Year))
	}
	add("của ", authority.Name(d.Body))
	return strings.Join(parts, " ")
}

// room is how many letters of a sentence are shown on either side of a citation,
// to whole words.
const room = 500

// around cuts a sentence in three: before the citation, the citation, after it.
func around(sentence string, at legal.Span) (before, words, rest string) {
	at.Start = min(max(at.Start, 0), len(sentence))
	at.End = min(max(at.End, at.Start), len(sentence))
	before, words, rest = sentence[:at.Start], sentence[at.Start:at.End], sentence[at.End:]
	if n := utf8.RuneCountInString(before) - room; n > 0 {
		before = string([]rune(before)[n:])
		before = "… " + before[strings.IndexByte(before, ' ')+1:]
	}
	if r := []rune(rest); len(r) > room {
		rest = string(r[:room])
		if i := strings.LastIndexByte(rest, ' '); i >= 0 {
			rest = rest[:i]
		}
		rest += " …"
	}
	return visible(before), visible(words), visible(rest)
}

// visible replaces control characters, which HTML has no room for.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
