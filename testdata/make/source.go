package main

import (
	"fmt"
	"strings"
)

// document is one source: a head of "key: value" lines (a key may repeat), an
// empty line, and the body.
type document struct {
	kind     string   // "", stamped, scan, damaged, legacy
	party    bool     // the form of the Party instead of the State's
	superior string   // upper line of the head
	issuer   []string // lower line of the head, broken as printed
	number   string   // as printed: "Số: 52/KH-UBND"
	date     string   // "Hải Dương, ngày 20 tháng 02 năm 2023"
	about    string   // V/v of a letter
	to       string   // Kính gửi
	kindWord string   // KẾ HOẠCH
	title    []string
	opening  string // the body that decides: "ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG"
	receive  []string
	sign     []string // the last line is the signer's name
	stamps   []stampText
	traps    []string // patterns that pdftotext -layout must show
	body     []block
}

// stampText is what the signing software adds to the printed page: text set
// dx points right of the end of a word on page 1.
type stampText struct {
	after string
	dx    float64
	text  string
}

// block is a paragraph, a table or a command of the body.
type block struct {
	style string // a paragraph style, "table", "page" or "end"
	text  string
	rows  [][]string
	width []string
}

var styles = map[string]string{"#": "Heading", "~": "Ground", "^": "Middle", "-": "Body"}

func parse(s string) (document, error) {
	head, body, ok := strings.Cut(s, "\n\n")
	if !ok {
		return document{}, fmt.Errorf("no empty line after the head")
	}
	var d document
	for _, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return document{}, fmt.Errorf("no key in %q", line)
		}
		if err := d.set(key, value); err != nil {
			return document{}, err
		}
	}
	d.body = blocks(body)
	return d, nil
}

func (d *document) set(key, value string) error {
	switch key {
	case "kind":
		d.kind = value
	case "form":
		d.party = value == "party"
	case "superior":
		d.superior = value
	case "issuer":
		d.issuer = append(d.issuer, value)
	case "number":
		d.number = value
	case "date":
		d.date = value
	case "about":
		d.about = value
	case "to":
		d.to = value
	case "type":
		d.kindWord = value
	case "title":
		d.title = append(d.title, value)
	case "opening":
		d.opening = value
	case "receive":
		d.receive = append(d.receive, value)
	case "sign":
		d.sign = append(d.sign, value)
	case "trap":
		d.traps = append(d.traps, value)
	case "stamp":
		var t stampText
		if _, err := fmt.Sscanf(value, "%s %f %s", &t.after, &t.dx, &t.text); err != nil {
			return fmt.Errorf("stamp %q: %w", value, err)
		}
		d.stamps = append(d.stamps, t)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// blocks reads the body: one paragraph a line, with the style in its first
// letter (# heading, ~ Căn cứ line, ^ centred), "|" rows of a table after its
// "@table WIDTHS", "@page" and "@end" (Nơi nhận and signature).
func blocks(body string) []block {
	var out []block
	for _, line := range strings.Split(body, "\n") {
		switch {
		case line == "":
		case strings.HasPrefix(line, "@table "):
			out = append(out, block{style: "table", width: strings.Fields(line)[1:]})
		case strings.HasPrefix(line, "|"):
			t := &out[len(out)-1]
			t.rows = append(t.rows, strings.Split(strings.Trim(line, "|"), "|"))
		case strings.HasPrefix(line, "@"):
			out = append(out, block{style: line[1:]})
		default:
			out = append(out, paragraph(line))
		}
	}
	return out
}

func paragraph(line string) block {
	mark, text, ok := strings.Cut(line, " ")
	style := styles[mark]
	if !ok || style == "" || mark == "-" {
		return block{style: "Body", text: line}
	}
	return block{style: style, text: text}
}
