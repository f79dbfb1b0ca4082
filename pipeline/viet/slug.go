package viet

import "strings"

// Slug returns s in ASCII letters, digits and dots with a dash between words.
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '&':
		default:
			gap = true
		}
	}
	return strings.TrimRight(b.String(), ".-")
}
