package sheet

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// relations are the names of the relations on the sheet.
var relations = map[legal.Relation]string{
	legal.BasedOn: "Căn cứ", legal.Implements: "Thực hiện", legal.Guides: "Hướng dẫn", legal.Amends: "Sửa đổi", legal.Replaces: "Thay thế",
	legal.Repeals: "Bãi bỏ", legal.Issues: "Ban hành", legal.Cites: "Dẫn chiếu",
}

func relationName(r legal.Relation) string {
	if name := relations[r]; name != "" {
		return name
	}
	return string(r)
}

// conflicts are the names of what citations disagree on.
var conflicts = map[string]string{
	legal.ConflictDate: "ngày ban hành", legal.ConflictIssuer: "cơ quan ban hành", legal.ConflictType: "loại văn bản",
	legal.FieldTitle: "trích yếu",
}

// witness names who settles what citations leave open.
func witness(by string) string {
	if name, ok := strings.CutPrefix(by, legal.SettledByRegistry); ok {
		return "sổ văn bản " + name
	}
	if by == legal.SettledByHead {
		return "chính văn bản"
	}
	return by
}

func conflictNames(kinds []string) string {
	var names []string
	for _, k := range kinds {
		if n := conflicts[k]; n != "" {
			k = n
		}
		names = append(names, k)
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
	add("số ", d.Number)
	if len(parts) == 0 || d.Number == "" && d.Name == "" {
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
