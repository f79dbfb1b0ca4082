package legal

import "testing"

// TestWidth keeps in how many digits a number with a year is printed, and compares without.
func TestWidth(t *testing.T) {
	for printed, want := range map[string]string{
		"001/2025/QĐ-UBND": "001/2025/QĐ-UBND", "01/2025/QĐ-UBND": "01/2025/QĐ-UBND", "1/2025/QĐ-UBND": "01/2025/QĐ-UBND",
		"012/2025/QĐ-UBND": "012/2025/QĐ-UBND", "112/2025/QĐ-UBND": "112/2025/QĐ-UBND", "005/KH-UBND": "05/KH-UBND", "001a/2025/QĐ-UBND": "001a/2025/QĐ-UBND",
	} {
		sym, ok := ParseSymbol(printed)
		if got := sym.Display(); !ok || got != want {
			t.Errorf("%s: shown %s, want %s", printed, got, want)
		}
	}
	narrow, _ := ParseSymbol("01/2025/QĐ-UBND")
	if wide, _ := ParseSymbol("001/2025/QĐ-UBND"); wide.Key() != narrow.Key() {
		t.Errorf("%s and %s are compared unequal", wide.Key(), narrow.Key())
	}
}
