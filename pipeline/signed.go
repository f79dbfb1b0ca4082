package pipeline

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// spellIssuer spells the issuer of a head that OCR read, and the body above it, as the
// certificates of the file's digital signatures do, where the two are one name misread: "Sở
// Y té" is signed by "SỞ Y TẾ". The running text keeps what was read.
func spellIssuer(h *legal.Head, signed []pdf.Signature) {
	var names []string
	for _, s := range signed {
		names = append(names, s.Names...)
	}
	h.Issuer, h.Superior = spelt(h.Issuer, names), spelt(h.Superior, names)
}

// dateBySignature gives a head whose day is blank or could not be read the day on which its
// issuer signed the file. Who signs for itself is the issuer: persons sign before the
// number is given, and portals and who receives it after.
func dateBySignature(h *legal.Head, signed []pdf.Signature) {
	if !h.Date.IsZero() || h.Issuer == "" {
		return
	}
	var day legal.Date
	for _, s := range signed {
		if s.Time.IsZero() || !signsFor(*h, s.Names[0]) {
			continue
		}
		d := legal.Date{Year: s.Time.Year(), Month: int(s.Time.Month()), Day: s.Time.Day()}
		if !day.IsZero() && day != d {
			return
		}
		day = d
	}
	if month := h.KnownDate(); day.IsZero() || !day.Valid() || !month.IsZero() && !month.Holds(day) {
		return
	}
	if h.Written == nil {
		h.Written = &legal.Written{}
	}
	h.Date, h.Written.Signed = day, true
}

// signsFor reports whether a name in a certificate is that of the head's issuer, alone or
// with the body above.
func signsFor(h legal.Head, name string) bool {
	name = viet.Slug(name)
	return name == viet.Slug(h.Issuer) || name == viet.Slug(h.Issuer+" "+h.Superior)
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
