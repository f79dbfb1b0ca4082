package viet

import (
	"slices"
	"strings"
	"testing"
)

func TestCode(t *testing.T) {
	if n := len(allOnsets) * len(allRimes) * tones; n > CodeLimit {
		t.Fatalf("%d codes", n)
	}
	for _, w := range strings.Fields("nghị quyết số của ủy ban hòa già gì quý khuya nguyễn đường thuở đắk lắk yêu uyên ý oanh giếng quốc") {
		c, ok := Code(Marked(w))
		if !ok || Spell(c) != Marked(w) {
			t.Errorf("%s: %d %v, back %q", w, c, ok, Spell(c))
		}
		if !slices.Contains(FoldedCodes(Fold(w)), c) {
			t.Errorf("%s is not among the syllables of %s", w, Fold(w))
		}
	}
	for _, w := range strings.Fields("30 ubnd QĐ xyz a1 café") {
		if c, ok := Code(w); ok {
			t.Errorf("%s has code %d", w, c)
		}
	}
	shapes := map[[2]uint16]uint16{}
	skeletons := map[uint16]string{}
	for code := uint16(0); code < CodeLimit && Spell(code) != ""; code++ {
		skeleton, marks := Shape(code)
		shape := [2]uint16{skeleton, uint16(marks)}
		if other, ok := shapes[shape]; ok {
			t.Fatalf("%s and %s have one shape", Spell(code), Spell(other))
		}
		shapes[shape] = code
		if was, ok := skeletons[skeleton]; ok && was != Fold(Spell(code)) {
			t.Fatalf("%s and %s have one skeleton", Spell(code), was)
		}
		skeletons[skeleton] = Fold(Spell(code))
	}
	for code := 0; code < CodeLimit; code += 7 {
		w := Spell(uint16(code))
		back, ok := Code(w)
		if ok && back != uint16(code) && Spell(back) != w {
			t.Fatalf("%d: %s is %d", code, w, back)
		}
		if w != "" && !slices.Contains(FoldedCodes(Fold(w)), uint16(code)) {
			t.Fatalf("%d: %s is not among the syllables of %s", code, w, Fold(w))
		}
	}
}
