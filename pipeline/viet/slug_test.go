package viet

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "Quảng Ninh": "quang-ninh", "Bà Rịa - Vũng Tàu": "ba-ria-vung-tau", "GD&ĐT": "gddt", " (Điều 1.2.) ": "dieu-1.2", "…": "",
	} {
		if got := Slug(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// FuzzSlug holds a slug to its letters, and making one of a slug changes nothing.
func FuzzSlug(f *testing.F) {
	f.Add("Ủy ban nhân dân TP. Hồ Chí Minh")
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || strings.Contains(slug, "--") ||
			Slug(slug) != slug {
			t.Errorf("%q: %q", s, slug)
		}
	})
}
