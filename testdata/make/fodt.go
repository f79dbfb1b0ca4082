package main

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// fodt writes the document as flat OpenDocument text, in the look of
// Nghị định 30/2020/NĐ-CP, Phụ lục I, or of the Party's Hướng dẫn 36-HD/VPTW.
func fodt(d document) string {
	w := &writer{}
	w.WriteString(fodtHead)
	w.head(d)
	ended := false
	for _, b := range d.body {
		switch b.style {
		case "table":
			w.table(b)
		case "page":
			w.para("Break", "")
		case "end":
			w.ending(d)
			ended = true
		default:
			w.para(b.style, b.text)
		}
	}
	if !ended {
		w.ending(d)
	}
	w.WriteString("</office:text></office:body></office:document>\n")
	return w.String()
}

type writer struct {
	strings.Builder
	notes  int
	tables int
}

func (w *writer) para(style, text string) {
	fmt.Fprintf(w, `<text:p text:style-name="%s">`, style)
	w.inline(text)
	w.WriteString("</text:p>\n")
}

// inline writes text with its *bold* and _italic_ spans and [[footnotes]].
func (w *writer) inline(s string) {
	for s != "" {
		i := strings.IndexAny(s, "*_[")
		if i < 0 || s == "*" {
			w.escape(s)
			return
		}
		w.escape(s[:i])
		switch {
		case strings.HasPrefix(s[i:], "[["):
			note, rest, _ := strings.Cut(s[i+2:], "]]")
			w.footnote(note)
			s = rest
		case s[i] == '[':
			w.escape("[")
			s = s[i+1:]
		default:
			inner, rest, _ := strings.Cut(s[i+1:], s[i:i+1])
			fmt.Fprintf(w, `<text:span text:style-name="%s">`, map[byte]string{'*': "Bold", '_': "Italic"}[s[i]])
			w.escape(inner)
			w.WriteString("</text:span>")
			s = rest
		}
	}
}

// escape writes text; runs of spaces stay, as in "Số:      /KH-UBND".
func (w *writer) escape(s string) {
	for s != "" {
		n := len(s) - len(strings.TrimLeft(s, " "))
		if n > 1 {
			fmt.Fprintf(w, `<text:s text:c="%d"/>`, n)
			s = s[n:]
			continue
		}
		end := strings.Index(s, "  ")
		if end <= 0 {
			end = len(s)
		}
		xml.EscapeText(w, []byte(s[:end]))
		s = s[end:]
	}
}

func (w *writer) footnote(text string) {
	w.notes++
	fmt.Fprintf(w, `<text:note text:id="n%d" text:note-class="footnote"><text:note-citation>%d</text:note-citation><text:note-body>`, w.notes, w.notes)
	w.para("Note", "  "+text)
	w.WriteString("</text:note-body></text:note>")
}

func (w *writer) head(d document) {
	motto := [2]string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"}
	w.row("Frame", []string{"43", "57"}, func(column int) {
		switch {
		case column == 0:
			w.issuer(d)
		case d.party:
			w.para("HeadParty", "ĐẢNG CỘNG SẢN VIỆT NAM")
			w.para("RuleRight", "")
			w.para("HeadDate", d.date)
		default:
			w.para("HeadBold", motto[0])
			w.para("Motto", motto[1])
			w.para("RuleRight", "")
			w.para("HeadDate", d.date)
		}
	})
	if d.to != "" {
		w.para("To", "Kính gửi: "+d.to)
	}
	if d.kindWord != "" {
		w.para("Type", d.kindWord)
	}
	for _, line := range d.title {
		w.para("Title", line)
	}
	if len(d.title) > 0 {
		w.para("RuleTitle", "")
	}
	if d.opening != "" {
		w.para("Opening", d.opening)
	}
}

func (w *writer) issuer(d document) {
	if d.superior != "" {
		w.para("HeadPlain", d.superior)
	}
	for _, line := range d.issuer {
		w.para("HeadBold", line)
	}
	if d.party {
		w.para("HeadPlain", "*")
	} else {
		w.para("RuleLeft", "")
	}
	w.para("HeadNumber", d.number)
	if d.about != "" {
		w.para("About", "V/v "+d.about)
	}
}

func (w *writer) ending(d document) {
	w.row("Frame", []string{"48", "52"}, func(column int) {
		if column == 0 {
			w.para("ReceiveHead", "Nơi nhận:")
			for _, r := range d.receive {
				w.para("Receive", "- "+r)
			}
			return
		}
		for i, line := range d.sign {
			style := "Sign"
			if i == len(d.sign)-1 {
				style = "SignName"
			}
			w.para(style, line)
		}
	})
}

// row writes a table of one row without borders.
func (w *writer) row(cell string, widths []string, fill func(column int)) {
	w.openTable(widths)
	w.WriteString(`<table:table-row table:style-name="Whole">`)
	for i := range widths {
		fmt.Fprintf(w, `<table:table-cell table:style-name="%s">`, cell)
		fill(i)
		w.WriteString("</table:table-cell>")
	}
	w.WriteString("</table:table-row></table:table>\n")
}

func (w *writer) table(b block) {
	w.openTable(b.width)
	for i, row := range b.rows {
		style := "Cell"
		if i == 0 {
			style = "CellHead"
		}
		w.WriteString(`<table:table-row table:style-name="Whole">`)
		for _, text := range row {
			w.WriteString(`<table:table-cell table:style-name="Grid">`)
			w.para(style, strings.TrimSpace(text))
			w.WriteString("</table:table-cell>")
		}
		w.WriteString("</table:table-row>")
	}
	w.WriteString("</table:table>\n")
}

func (w *writer) openTable(widths []string) {
	w.tables++
	fmt.Fprintf(w, `<table:table table:name="t%d" table:style-name="Wide">`, w.tables)
	for _, width := range widths {
		fmt.Fprintf(w, `<table:table-column table:style-name="C%s"/>`, width)
	}
}
