package pipeline

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// scannedHead settles the head of a document whose first page OCR read; written is what was
// read from handwriting.
func (r *FileReading) scannedHead(own ownPages, written legal.Written) {
	ocr.GradeHead(&r.Text)
	h := &r.Text.Head
	read := *h
	stamped := layout.TextFrom(own.pages, own.sources).Head
	scannedNumber(h, own.path, stamped)
	guesses := numberBeside(h, own, written.Guesses)
	signed := signatures(own.path)
	spellIssuer(h, signed)
	written.Number = written.Number && h.Number == read.Number
	written.Date = written.Date && h.Date == read.Date
	written.Guesses = guesses
	dateBySignature(h, signed)
	ocr.Tell(h, written)
}

// printedHead settles what the first page of a text leaves open in its head.
func (r *FileReading) printedHead(own ownPages) {
	h := &r.Text.Head
	if h.Written == nil {
		return
	}
	told := legal.Written{Guesses: numberBeside(h, own, nil)}
	if h.Date.IsZero() {
		dateBySignature(h, signatures(own.path))
	}
	ocr.Tell(h, told)
}

// signatures returns the signatures of a file, none where it has gone meanwhile.
func signatures(path string) []pdf.Signature {
	found, _ := pdf.Signatures(path)
	return found
}

// scannedNumber settles the number and date of a document whose first page OCR read:
// a signature stamp outweighs the name of the file, and that what OCR makes of
// handwriting. The type in the number outweighs a type word that it speaks against.
func scannedNumber(h *legal.Head, path string, stamped legal.Head) {
	if named, ok := wholeNumber(fileName(path)); ok && (h.Type == "" || named.Type() == h.Type) {
		read, ok := legal.ParseSymbol(h.Number)
		if ok && slices.Equal(read.Codes, named.Codes) && read.Ordinal != named.Ordinal {
			h.Number = named.Display()
		}
	}
	if stamped.Number != "" {
		h.Number = stamped.Number
	}
	if !stamped.Date.IsZero() {
		h.Date = stamped.Date
	}
	if t := typeInNumber(h.Number, h.Type); t != "" {
		h.Type = t // OCR has passed by the type line and taken a word of the title
	}
}

// typeInNumber returns the type in a number where it speaks against the printed one, else "".
func typeInNumber(number string, printed legal.Type) legal.Type {
	sym, _ := legal.ParseSymbol(number)
	t := sym.Type()
	if t == legal.Letter {
		if _, known := legal.KnownCode(sym.Codes[0]); !known {
			return "" // "01/ĐL-BTC" may be of a type without a code
		}
	}
	if printed == "" || printed == t || t == legal.Decision && printed == legal.Regulation {
		return ""
	}
	return t
}
