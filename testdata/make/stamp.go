package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

var (
	pageObject    = regexp.MustCompile(`(?s)(\d+) 0 obj\s*(<</Type/Page/.*?>>)\s*endobj`)
	catalogObject = regexp.MustCompile(`(?s)(\d+) 0 obj\s*(<</Type/Catalog/.*?>>)\s*endobj`)
	trailer       = regexp.MustCompile(`(?s)trailer\s*<<(.*?)>>\s*startxref\s+(\d+)`)
	trailerSize   = regexp.MustCompile(`/Size (\d+)`)
)

// stamp adds texts to page 1 the way the signing software of offices does: each
// as the appearance of a signature widget, in an incremental update, so that the
// page's own content keeps the blank.
func stamp(pdf []byte, texts []stampText) ([]byte, error) {
	page, catalog, tail := pageObject.FindSubmatch(pdf), catalogObject.FindSubmatch(pdf), trailer.FindSubmatch(pdf)
	if page == nil || catalog == nil || tail == nil {
		return nil, fmt.Errorf("stamp: no page, catalog or trailer in the form LibreOffice writes")
	}
	boxes, err := poppler("pdftotext", pdf, "-bbox", "-l", "1", "-", "-")
	if err != nil {
		return nil, err
	}
	size, err := strconv.Atoi(string(trailerSize.FindSubmatch(tail[1])[1]))
	if err != nil {
		return nil, err
	}
	u := update{out: append(bytes.TrimRight(pdf, "\n"), '\n'), next: size}
	var fields bytes.Buffer
	for i, t := range texts {
		at, err := wordEnd(boxes, t.after)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&fields, "%d 0 R ", u.widget(i+1, at.x+t.dx, at.baseline, t.text))
	}
	u.object(atoi(page[1]), insert(page[2], fmt.Sprintf("/Annots[%s]", fields.Bytes())))
	u.object(atoi(catalog[1]), insert(catalog[2], fmt.Sprintf("/AcroForm<</SigFlags 3/Fields[%s]>>", fields.Bytes())))
	return u.finish(tail[1], tail[2]), nil
}

type point struct{ x, baseline float64 }

var pageBox = regexp.MustCompile(`<page width="[\d.]+" height="([\d.]+)"`)

// wordEnd finds where the first such word on the page ends, in PDF coordinates.
func wordEnd(boxes []byte, word string) (point, error) {
	re := regexp.MustCompile(`yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">` + regexp.QuoteMeta(word) + `<`)
	height, m := pageBox.FindSubmatch(boxes), re.FindSubmatch(boxes)
	if height == nil || m == nil {
		return point{}, fmt.Errorf("stamp: no word %q on page 1", word)
	}
	top, right, bottom := atof(m[1]), atof(m[2]), atof(m[3])
	const descent = 0.3 / 1.3 // of the height of the box that pdftotext gives a word
	return point{right, atof(height[1]) - bottom + descent*(bottom-top)}, nil
}

// update is an incremental update being written.
type update struct {
	out  []byte
	next int // the next free object number
	xref []struct{ object, offset int }
}

func (u *update) object(number int, body string) {
	u.xref = append(u.xref, struct{ object, offset int }{number, len(u.out)})
	u.out = fmt.Appendf(u.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

// widget writes a signature widget whose appearance shows the text, and returns
// its object number.
func (u *update) widget(n int, x, baseline float64, text string) int {
	const size, width, height = 13.0, 30.0, 16.0
	look := fmt.Sprintf("q BT /F1 %g Tf 0 4 Td (%s) Tj ET Q", size, text)
	u.object(u.next, fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<</Font<</F1 "+
		"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>>>/Length %d>>\nstream\n%s\nendstream",
		width, height, len(look), look))
	u.object(u.next+1, fmt.Sprintf(
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature%d)/F 132/Rect[%.2f %.2f %.2f %.2f]/AP<</N %d 0 R>>>>",
		n, x, baseline-4, x+width, baseline-4+height, u.next))
	u.next += 2
	return u.next - 1
}

// finish writes the cross-reference section and the trailer.
func (u *update) finish(tail, previous []byte) []byte {
	start := len(u.out)
	u.out = append(u.out, "xref\n"...)
	for _, e := range u.xref {
		u.out = fmt.Appendf(u.out, "%d 1\n%010d 00000 n \n", e.object, e.offset)
	}
	tail = trailerSize.ReplaceAll(tail, fmt.Appendf(nil, "/Size %d", u.next))
	return fmt.Appendf(u.out, "trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", tail, previous, start)
}

func insert(dict []byte, entry string) string {
	return string(bytes.TrimSuffix(dict, []byte(">>"))) + entry + ">>"
}

func atoi(b []byte) int {
	n, _ := strconv.Atoi(string(b)) // matched as digits
	return n
}

func atof(b []byte) float64 {
	f, _ := strconv.ParseFloat(string(b), 64) // matched as digits
	return f
}
