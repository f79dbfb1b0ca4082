package export

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Plain replaces what XML 1.0 (§2.2) cannot hold by U+FFFD: control characters but
// tab, line feed and carriage return, bytes that are no UTF-8, U+FFFE and U+FFFF.
// No table, drawing or query language holds all of them either; JSON does.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r < 0xFFFE && r != 0x7F || r > 0xFFFF:
			return r
		}
		return utf8.RuneError
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// isPlain reports for certain that [Plain] has nothing to replace.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7F || c == 0xEF {
			return false
		}
	}
	return utf8.ValidString(s)
}

// xmlText writes a text that is safe between tags and in attributes.
func xmlText(w *bufio.Writer, s string) {
	xml.EscapeText(w, []byte(Plain(s)))
}

// name is what a node is called where there is little room: type, name of a law
// and number, else the ID.
func (d Document) name() string {
	var parts []string
	for _, p := range []string{string(d.Type), d.Name, d.Number} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if d.Name == "" && d.Number == "" {
		return d.ID
	}
	return strings.Join(parts, " ")
}

// issuer is the issuing body as documents write it, else the code of its numbers.
func (d Document) issuer() string {
	if d.Body.Name != "" {
		return d.Body.Name
	}
	return d.Body.Code
}

// Number writes a number, "" for 0.
func Number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// seen writes values with how often each was found, or who beside the documents
// gives it: "2022-11-28 (2); 2022-11-23 (registry vbpl)".
func seen(values []legal.Seen) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, v.Value+" ("+cmp.Or(v.By, strconv.Itoa(v.Count))+")")
	}
	return strings.Join(parts, separator)
}

// decidedBy writes whose word decides which fields: "registry vbpl: date, title".
func decidedBy(d Document) string {
	fields := d.DecidedFields()
	var parts []string
	for _, by := range slices.Sorted(maps.Keys(fields)) {
		parts = append(parts, by+": "+strings.Join(fields[by], ", "))
	}
	return strings.Join(parts, separator)
}

func (e Edge) subtypes() string {
	var names []string
	for _, s := range e.Subtypes {
		names = append(names, string(s))
	}
	return strings.Join(names, separator)
}

// label is what is drawn beside an edge: "repeals (part)", "replaces (whole, derived)".
func (e Edge) label() string {
	said := make([]string, 0, 4)
	if e.Scope != "" {
		said = append(said, string(e.Scope))
	}
	for _, s := range e.Subtypes {
		said = append(said, string(s))
	}
	if e.Derived {
		said = append(said, "derived")
	}
	if len(said) == 0 {
		return string(e.Relation)
	}
	return string(e.Relation) + " (" + strings.Join(said, ", ") + ")"
}

// places names the evidence of an edge: "a.pdf p.2 #14" is page 2 and the index, "a.docx
// par.5 #14" paragraph 5 of a file that has no pages.
func (e Edge) places() string {
	return strings.Join(e.placeList(), separator)
}

func (e Edge) placeList() []string {
	var parts []string
	for _, v := range e.Evidence {
		parts = append(parts, v.File+" "+legal.At(v.Page, v.Paragraph).String()+" #"+strconv.Itoa(v.Index))
	}
	return parts
}

func fileNames(files []File) string {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		names = append(names, f.Paths...)
	}
	return strings.Join(names, separator)
}

// separator stands between the members of a list in one cell.
const separator = "; "
