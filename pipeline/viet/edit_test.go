package viet

import "testing"

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		a, b      string
		one       bool
		differing int
	}{
		{"", "", false, 0}, {"a", "", true, 1}, {"1145", "1145", false, 0}, {"1145", "1146", true, 1},
		{"1145", "145", true, 4}, {"1145", "11450", true, 5}, {"1145", "1154", false, 2}, {"12", "1234", false, 4},
		{"dong", "dang", true, 1}, {"ab", "ba", false, 2},
	} {
		if got := OneEdit(tt.a, tt.b); got != tt.one || got != OneEdit(tt.b, tt.a) {
			t.Errorf("%q and %q are one edit apart: %v", tt.a, tt.b, got)
		}
		if got := Differing(tt.a, tt.b); got != tt.differing || got != Differing(tt.b, tt.a) {
			t.Errorf("%q and %q differ in %d", tt.a, tt.b, got)
		}
	}
}
