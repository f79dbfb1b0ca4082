package pdf

import "errors"

// Reason says why a file could not be read. It is an error to wrap and to test
// for with errors.Is, and at the same time the word that callers store.
type Reason string

// The reasons for which a file cannot be read.
const (
	ErrNotPDF      Reason = "not-pdf"
	ErrNotWord     Reason = "not-word" // a .docx that is none
	ErrEmpty       Reason = "empty-file"
	ErrEncrypted   Reason = "encrypted"   // needs a password that we do not have
	ErrUnsupported Reason = "unsupported" // needs no password, but a cipher we do not know
	ErrDamaged     Reason = "damaged"
	ErrTimeLimit   Reason = "time-limit"
	ErrMemoryLimit Reason = "memory-limit"
	ErrCrashed     Reason = "crashed"
	ErrIO          Reason = "io"              // the file could not be fetched, whatever is in it
	ErrMissing     Reason = "missing-program" // an outside program it takes is not installed
	ErrUnknownKind Reason = "unknown-kind"    // neither name nor content is of a kind that is read
)

// Reasons lists all reasons.
var Reasons = []Reason{ErrNotPDF, ErrNotWord, ErrEmpty, ErrEncrypted, ErrUnsupported, ErrDamaged, ErrTimeLimit, ErrMemoryLimit,
	ErrCrashed, ErrIO, ErrMissing, ErrUnknownKind}

// Error says the reason in a few words.
func (r Reason) Error() string {
	switch r {
	case ErrNotPDF:
		return "not a PDF file"
	case ErrNotWord:
		return "not a Word document"
	case ErrEmpty:
		return "file is empty"
	case ErrEncrypted:
		return "file needs a password"
	case ErrUnsupported:
		return "file is encrypted in an unknown way"
	case ErrDamaged:
		return "file is damaged"
	case ErrTimeLimit:
		return "reading took too long"
	case ErrMemoryLimit:
		return "reading took too much memory"
	case ErrCrashed:
		return "reader crashed"
	case ErrIO:
		return "cannot fetch the file"
	case ErrUnknownKind:
		return "file is of a kind, or in a form, that is not read"
	case ErrMissing:
		return "a program is not installed"
	}
	return string(r)
}

// ReasonOf returns the reason an error wraps, ErrIO for an error without one,
// and "" for nil.
func ReasonOf(err error) Reason {
	var r Reason
	switch {
	case err == nil:
		return ""
	case errors.As(err, &r):
		return r
	}
	return ErrIO
}
