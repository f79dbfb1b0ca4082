package word

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// edit replaces a range of bytes of a part.
type edit struct {
	span
	with string
}

// apply makes edits that do not overlap; several at one place in their order.
func apply(raw []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(raw[at:e.from])
		out.WriteString(e.with)
		at = e.to
	}
	out.Write(raw[at:])
	return out.Bytes()
}

// cut is where marks are put into a run: before an item, or within the text of one at a
// byte of the part.
type cut struct {
	item, within int
	ends         string // the marks with which ranges end,
	references   string // what then shows their comments
	starts       string // the marks with which ranges begin
}

func (c cut) marks() string { return c.ends + c.references + c.starts }

// vocabulary is how a part writes the elements of Word.
type vocabulary struct {
	prefix string // "w:"
	space  string // the namespace
}

// mark writes an element with the number of a comment.
func (v vocabulary) mark(name string, id int) string {
	return fmt.Sprintf(`<%s%s %sid="%d"/>`, v.prefix, name, v.prefix, id)
}

// editor gathers the cuts of all runs.
type editor struct {
	raw  []byte
	runs []tracedRun
	vocabulary
	cuts map[int][]cut
}

// add puts the marks of a comment around its places.
func (e *editor) add(m marked, id int) {
	from := e.at(m.from, true)
	from.starts += e.mark("commentRangeStart", id)
	to := e.at(m.to, false)
	to.ends += e.mark("commentRangeEnd", id)
	to.references += "<" + e.prefix + "r>" + e.mark("commentReference", id) + "</" + e.prefix + "r>"
	e.put(m.from.run, from)
	e.put(m.to.run, to)
}

// at returns the cut before a place, or behind it. A text with more than letters and
// entities in it (CDATA) is not cut.
func (e *editor) at(p place, before bool) cut {
	items := e.runs[p.run].items
	c := cut{item: int(p.item)}
	if item := items[p.item]; item.name == "w:t" && p.to > p.from && e.isPlain(item) {
		if c.within = int(p.to); before {
			c.within = int(p.from)
		}
		switch content := e.content(item); {
		case c.within <= content.from:
			c.within = 0
		case c.within >= content.to:
			c.item, c.within = c.item+1, 0
		}
		return c
	}
	if !before {
		c.item++
	}
	return c
}

func (e *editor) isPlain(item tracedItem) bool {
	return bytes.Count(e.raw[item.tag.to:item.all.to], []byte("<")) == 1
}

// content returns the bytes of the text of a w:t that show.
func (e *editor) content(item tracedItem) span {
	s := span{item.tag.to, item.all.to}
	if i := bytes.LastIndex(e.raw[s.from:s.to], []byte("</")); i >= 0 {
		s.to = s.from + i
	}
	if item.preserves {
		return s
	}
	text := e.raw[s.from:s.to]
	s.from += len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	s.to -= len(text) - len(bytes.TrimRight(text, " \t\r\n"))
	return s
}

// put adds a cut to those of its run; cuts at one place become one.
func (e *editor) put(run int32, c cut) {
	all := e.cuts[int(run)]
	for i := range all {
		if all[i].item == c.item && all[i].within == c.within {
			all[i].ends += c.ends
			all[i].references += c.references
			all[i].starts += c.starts
			return
		}
	}
	e.cuts[int(run)] = append(all, c)
}

// edits returns the edits of all cuts.
func (e *editor) edits() []edit {
	var out []edit
	for run, cuts := range e.cuts {
		slices.SortFunc(cuts, func(a, b cut) int { return cmp.Or(cmp.Compare(a.item, b.item), cmp.Compare(a.within, b.within)) })
		r := e.runs[run]
		for len(cuts) > 0 {
			n := 1
			for n < len(cuts) && cuts[n].item == cuts[0].item {
				n++
			}
			out = append(out, e.cutItem(r, cuts[:n])...)
			cuts = cuts[n:]
		}
	}
	return out
}

// cutItem cuts a run before an item and within it.
func (e *editor) cutItem(r tracedRun, cuts []cut) []edit {
	var out []edit
	if c := cuts[0]; c.within == 0 {
		switch {
		case c.item == 0:
			out = append(out, insert(r.open.from, c.marks()))
		case c.item == len(r.items):
			out = append(out, insert(r.end.to, c.marks()))
		default:
			out = append(out, insert(r.items[c.item].all.from, e.split(r, c)))
		}
		cuts = cuts[1:]
	}
	if len(cuts) == 0 {
		return out
	}
	return append(out, e.cutText(r, r.items[cuts[0].item], cuts))
}

func insert(at int, with string) edit { return edit{span{at, at}, with} }

// split ends a run, writes the marks of a cut, and begins the run again.
func (e *editor) split(r tracedRun, c cut) string {
	return e.closing(r.open) + c.marks() + string(e.raw[r.open.from:r.open.to]) +
		string(e.raw[r.properties.from:r.properties.to])
}

// closing returns the end tag of a start tag.
func (e *editor) closing(tag span) string { return "</" + qualified(e.raw[tag.from:tag.to]) + ">" }

// qualified returns the name in a tag, as it is written.
func qualified(tag []byte) string {
	name := bytes.TrimLeft(tag, "</")
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	return string(name)
}

// cutText writes the text of an item in pieces. A text at whose ends white space does not
// count is written without it, and counts where a piece then has some.
func (e *editor) cutText(r tracedRun, item tracedItem, cuts []cut) edit {
	content := e.content(item)
	var b strings.Builder
	piece := func(from, to int) {
		text := e.raw[from:to]
		tag := string(e.raw[item.tag.from:item.tag.to])
		if !item.preserves && len(bytes.TrimSpace(text)) < len(text) {
			tag = strings.TrimSuffix(saysSpace.ReplaceAllString(tag, ""), ">") + ` xml:space="preserve">`
		}
		b.WriteString(tag)
		b.Write(text)
		b.WriteString(e.closing(item.tag))
	}
	at := content.from
	for _, c := range cuts {
		piece(at, c.within)
		b.WriteString(e.split(r, c))
		at = c.within
	}
	piece(at, content.to)
	return edit{item.all, b.String()}
}

// saysSpace matches the attribute that says whether white space counts.
var saysSpace = regexp.MustCompile(`\s+xml:space\s*=\s*(?:"[^"]*"|'[^']*')`)

// escaped returns text for an XML part; what XML cannot hold is left out.
func escaped(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return b.String()
}
