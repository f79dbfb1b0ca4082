package ocr

import (
	"context"
	"image"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr/hand"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// readBlanks returns the blanks in the head of a page with what is written there, and
// the page with the print of its number line.
func (d upright) readBlanks(ctx context.Context, r *Reader, page pdf.Page) (pdf.Page, []Blank, error) {
	page, err := d.withNumberLine(ctx, r, page)
	if err != nil {
		return page, nil, err
	}
	blanks := blanksOf(page)
	for i := range blanks {
		blanks[i].Readings = hand.Read(d.blank(blanks[i]))
	}
	return page, blanks, nil
}

// Surroundings of a blank that are cut out with it, as shares of the size of the print.
const (
	besideBlank = .6
	aboveBlank  = 1.8 // from the baseline
	belowBlank  = 1.
)

// blank cuts a blank out of the picture. Its Gray is empty where it lies outside.
func (d upright) blank(b Blank) hand.Blank {
	part := d.dots(legal.Box{
		X0: b.Box.X0 - besideBlank*b.Size, Y0: b.Base - aboveBlank*b.Size,
		X1: b.Box.X1 + besideBlank*b.Size, Y1: b.Base + belowBlank*b.Size,
	})
	k := d.dpi / 72
	return hand.Blank{
		Gray: d.level(part),
		From: b.Box.X0*k - float64(part.Min.X),
		To:   b.Box.X1*k - float64(part.Min.X),
		Base: b.Base*k - float64(part.Min.Y),
		Size: b.Size * k,
		Fits: b.Kind.fits,
		Most: b.Kind.most(),
	}
}

// most returns how many digits a blank has room for.
func (k BlankKind) most() int {
	if k == NumberBlank {
		return 5
	}
	return 2
}

// fits reports whether digits can stand in a blank, or begin what can.
func (k BlankKind) fits(digits string) bool {
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil, n == 0 && len(digits) > 1, len(digits) > 2 && digits[0] == '0':
		return false
	case k == DayBlank:
		return n <= 31
	case k == MonthBlank:
		return n <= 12
	}
	return true
}

// holds reports whether digits fill a blank: 0 alone is none.
func (k BlankKind) holds(digits string) bool {
	return digits != "" && len(digits) <= k.most() && strings.Trim(digits, "0") != "" && k.fits(digits)
}

// How far what is written is believed. Of a hundred handwritten numbers of scans none
// that reached these shares was wrong; nearly half of the right ones reach them.
const (
	sureWhole = .65 // nothing was cut off beside the blank
	sureCut   = .92 // something was
	sureTwice = .40 // Tesseract reads the same
	sureDay   = .60 // of 31
	against   = .02 // the share of Tesseract's digits below which the picture speaks against them
)

// Doubts of Tesseract about print.
const (
	doubtPrint = .40 // at most, where the picture shows the same digits
	doubtAlone = .12 // where it speaks against them
	doubtClear = .06 // where it shows a part of them, cut off
)

// written is what a blank holds.
type written struct {
	digits string // "" where unknown
	byHand bool   // read by the reader of handwriting
}

// settle decides what a blank holds. read is what Tesseract made of it, with its doubt.
func (b Blank) settle(read string, doubt float64) written {
	read, isRead := digitsOf(read)
	isRead = isRead && b.Kind.holds(read)
	var best hand.Digits
	if len(b.Readings) > 0 && b.Kind.holds(b.Readings[0].Digits) {
		best = b.Readings[0]
	}
	same := isRead && sameNumber(read, best.Digits)
	whole, cut := sureWhole, sureCut
	if b.Kind != NumberBlank {
		whole, cut = sureDay, sureDay
	}
	switch {
	case isRead && doubt <= doubtPrint && (same || b.share(read) >= against && b.Kind != NumberBlank):
		return written{digits: read}
	case isRead && doubt <= doubtClear && best.Firm < whole && strings.Contains(read, best.Digits):
		return written{digits: read}
	case same && best.Confidence >= sureTwice:
		return written{read, true}
	case best.Firm >= whole || best.Confidence >= cut:
		return written{best.Digits, true}
	case isRead && doubt <= doubtAlone:
		return written{digits: read}
	}
	return written{}
}

// share returns the share of one way to read a blank.
func (b Blank) share(digits string) float64 {
	for _, r := range b.Readings {
		if sameNumber(r.Digits, digits) {
			return r.Confidence
		}
	}
	return 0
}

// sameNumber reports whether digits stand for one number: 05 and 5.
func sameNumber(a, b string) bool {
	return a != "" && b != "" && strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
}

// doubtWritten is the doubt of digits that are taken from handwriting.
const doubtWritten = .1

// unknownDigits stand in the text where digits are written that nobody could read.
const unknownDigits = "…"

// Filled returns the page with what is written in its blanks, or a mark that something
// is, and tells what was read by hand and what may stand there.
func (p Page) Filled() (Page, legal.Written) {
	var told legal.Written
	out := p
	out.Lines = slices.Clone(p.Lines)
	for _, b := range slices.Backward(p.Blanks) {
		if b.Line >= len(out.Lines) || b.From > b.To || b.To > len(out.Lines[b.Line].Words) {
			continue
		}
		l := out.Lines[b.Line]
		read, doubt := b.asRead(l.Words[b.From:b.To])
		w := b.settle(read, doubt)
		b.tell(&told, w)
		l.Words = b.replaced(l.Words, w, doubt)
		out.Lines[b.Line] = l
	}
	return out, told
}

// asRead returns what Tesseract made of a blank, with the greatest doubt of its words.
func (b Blank) asRead(words []pdf.Word) (text string, doubt float64) {
	for _, w := range words {
		text += w.Text
		doubt = max(doubt, w.Doubt)
	}
	text = strings.TrimSuffix(strings.TrimPrefix(text, b.Before), b.After)
	return strings.Trim(text, " .…_,:"), doubt
}

// replaced returns the words of a line with what a blank holds.
func (b Blank) replaced(words []pdf.Word, w written, doubt float64) []pdf.Word {
	digits := pdf.Word{Text: w.digits, Box: b.Box, Size: b.Size, Baseline: b.Base, Doubt: doubtWritten}
	switch {
	case w.digits == "":
		digits.Text, digits.Doubt = unknownDigits, doubtDigits
	case !w.byHand:
		digits.Doubt = min(doubt, doubtWritten)
	}
	var put []pdf.Word
	if b.Before != "" {
		first := words[b.From]
		first.Text, first.Box.X1, first.Doubt = b.Before, b.Box.X0, min(first.Doubt, doubtMark)
		put = append(put, first)
	}
	if b.Kind == DayBlank && !b.named(words) {
		put = append(put, pdf.Word{Text: "ngày", Box: legal.Box{X0: words[b.From-1].Box.X1, Y0: b.Box.Y0, X1: b.Box.X0,
			Y1: b.Box.Y1}, Size: b.Size, Baseline: b.Base, Doubt: doubtMark})
	}
	put = append(put, digits)
	if b.After != "" {
		last := words[b.To-1]
		last.Text, last.Box.X0, last.Doubt = b.After, b.Box.X1, min(last.Doubt, doubtCode)
		put = append(put, last)
	}
	out := slices.Concat(words[:b.From], put, words[b.To:])
	if b.Kind != NumberBlank {
		return out
	}
	codes := b.From + len(put)
	if b.After != "" {
		codes--
	}
	out[codes].Glued = true
	if r, _ := utf8.DecodeRuneInString(out[codes].Text); unicode.IsUpper(r) {
		out[codes].Text = "/" + out[codes].Text
	}
	out[b.First].Text = "Số:"
	return out[b.First:] // what is read before it are specks
}

// named reports whether "ngày" was read before the blank of a day, which a pen may hide.
func (b Blank) named(words []pdf.Word) bool {
	return b.From == 0 || dayWord.MatchString(b.Before) || dayWord.MatchString(words[b.From-1].Text)
}

// tell adds what a blank says to what is told of the head: of a number that is not
// known the ordinals that it may have.
func (b Blank) tell(told *legal.Written, w written) {
	switch b.Kind {
	case NumberBlank:
		told.Number = w.byHand
		for _, r := range b.Readings {
			if b.Kind.holds(r.Digits) && w.digits == "" {
				told.Guesses = append(told.Guesses, legal.Guess{Number: r.Digits, Confidence: r.Confidence})
			}
		}
	case DayBlank:
		told.Date = w.byHand
	}
}

// Tell puts into a document's head what its pages tell of what is written by hand: whether
// number and date were read from it, and where the number was not, the numbers it may be:
// ordinals before what is printed, or whole ones where nothing is.
func Tell(h *legal.Head, told legal.Written) {
	var w legal.Written
	if h.Written != nil {
		w = *h.Written
	}
	w.Number, w.Date = told.Number && h.Number != "", told.Date && !h.Date.IsZero()
	if h.Number != "" {
		w.Part = ""
	}
	if !h.Date.IsZero() {
		w.Month = legal.Date{}
	}
	w.Guesses = nil
	for _, g := range told.Guesses {
		if _, ok := legal.ParseSymbol(g.Number + w.Part); ok && h.Number == "" {
			w.Guesses = append(w.Guesses, legal.Guess{Number: g.Number + w.Part, Confidence: g.Confidence})
		}
	}
	if h.Written = nil; !w.IsZero() {
		h.Written = &w
	}
}

// dots returns where a box of the page as read lies in the level picture.
func (d upright) dots(b legal.Box) image.Rectangle {
	k := d.dpi / 72
	return image.Rect(int(b.X0*k), int(b.Y0*k), int(b.X1*k), int(b.Y1*k)).Intersect(d.gray.Rect)
}
