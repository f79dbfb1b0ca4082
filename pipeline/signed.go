package pipeline

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// spellIssuer spells the issuer of a head that OCR read, and the body above it, as the
// certificate of the file's digital signature does, where the two are one name misread: "Sở
// Y té" is signed by "SỞ Y TẾ". The running text keeps what was read.
func spellIssuer(h *legal.Head, path string) {
	if h.Issuer == "" && h.Superior == "" {
		return
	}
	names, err := pdf.Signers(path)
	if err != nil {
		return // the file has gone meanwhile: its name stays as it was read
	}
	h.Issuer, h.Superior = spelt(h.Issuer, names), spelt(h.Superior, names)
}

// spelt returns the one of the names that a name read by OCR can only be, as running text
// writes it, or what was read where there is none, or are several.
func spelt(read string, names []string) string {
	found := ""
	for _, name := range names {
		name = layout.SentenceCase(name)
		switch {
		case strings.EqualFold(name, read):
			return read
		case !misreadOf(read, name) || name == found:
		case found != "":
			return read
		default:
			found = name
		}
	}
	if found == "" {
		return read
	}
	return found
}

// misreadOf reports whether two names are alike word for word but for marks and for one
// letter of one word.
func misreadOf(read, name string) bool {
	a, b := strings.Fields(viet.Fold(read)), strings.Fields(viet.Fold(name))
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	letters := 0
	for i := range a {
		letters += wrongLetters(a[i], b[i])
	}
	return letters <= 1
}

// wrongLetters counts the letters in which two words differ; numbers differ in all.
func wrongLetters(a, b string) int {
	if a != b && strings.ContainsAny(a+b, "0123456789") {
		return len(a) + len(b)
	}
	return viet.Differing(a, b)
}
