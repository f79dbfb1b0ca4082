package pipeline

import (
	"errors"
	"os"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/office"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// The codes of files not read in full, beside those of [pdf.Reasons].
const (
	ReasonPermission = "no-permission"
	ReasonOCR        = "ocr"           // pages wait for it
	ReasonOffice     = "office"        // the file waits for LibreOffice
	ReasonPages      = "damaged-pages" // there is more on pages than could be read
)

// Reason returns the code and the sentence that say why a file was not read. What
// a file made its reader say may hold anything; the sentence is printable.
func Reason(err error) (code string, sentence legal.Message) {
	code = string(pdf.ReasonOf(err))
	switch {
	case errors.Is(err, os.ErrPermission):
		code = ReasonPermission
	case errors.Is(err, office.ErrMissing):
		code = ReasonOffice
	}
	return code, legal.Failure(code, printable(err.Error()))
}

// printable returns s in one line, without control characters and bytes that are
// no UTF-8.
func printable(s string) string {
	line := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(line), " ")
}
