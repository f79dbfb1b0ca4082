package legal

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// numbers are of every family, each as its family writes it.
var numbers = []string{
	"64/KH-UBND", "07/KH-UBND", "15a/QĐ-UBND", "1373/QĐ-TTg", "2345/QĐ-UBND-HC", "71/2020/NĐ-CP", "66.25/2026/NQ-CP",
	"41/2021/QH15", "1211/2016/UBTVQH13", "35/NQ-UBTVQH15",
	"30-NQ/TW", "01-CTr/TU", "225-KH/TWĐTN-TNNT", "1020/UBND-GD", "1014/SNV-CCHC&VTLT", "716/KH-SGD&ĐT", "206/CP",
	"178/HĐBT", "68/LCT-HĐNN8",
	"12/2013/TTLT-BGDĐT-BNV", "03/2020/TTLT-BTP-BCA-BQP-BTC-TANDTC-VKSNDTC-KTNN", "03/TTLT-BNN&PTNT-BTN&MT",
}

// Whatever is put for a separator, a number is the same, is shown the same, and ends where it ends.
func TestSpellings(t *testing.T) {
	respelt := map[string]func(string) string{
		"slashes":                func(s string) string { return strings.ReplaceAll(s, "-", "/") },
		"en dashes":              func(s string) string { return strings.ReplaceAll(s, "-", "–") },
		"em dashes":              func(s string) string { return strings.ReplaceAll(s, "-", "—") },
		"hyphens of Unicode":     func(s string) string { return strings.ReplaceAll(s, "-", "\u2010") },
		"minus signs":            func(s string) string { return strings.ReplaceAll(s, "-", "\u2212") },
		"no-break hyphens":       func(s string) string { return strings.ReplaceAll(s, "-", "\u2011") },
		"line breaks":            func(s string) string { return strings.ReplaceAll(s, "-", "-\n") },
		"line breaks and dashes": func(s string) string { return strings.ReplaceAll(s, "-", "-\n-") },
		"spaces behind":          func(s string) string { return strings.ReplaceAll(s, "-", "- ") },
		"spaces behind slashes":  func(s string) string { return strings.ReplaceAll(s, "/", "/ ") },
		"spaces of other widths": func(s string) string { return strings.ReplaceAll(s, "/", "\u00a0/\u2009") },
		"zero-width spaces":      func(s string) string { return strings.ReplaceAll(s, "-", "\u200b-\u200b") },
		"bars of Iceland":        func(s string) string { return strings.ReplaceAll(s, "Đ", "Ð") },
		"bars of Africa":         func(s string) string { return strings.ReplaceAll(s, "Đ", "Ɖ") },
		"a wide gap": func(s string) string {
			return strings.Replace(s, "/", strings.Repeat(" ", 13)+"/",
				1)
		},
	}
	for _, number := range numbers {
		want, ok := ParseSymbol(number)
		if !ok {
			t.Fatalf("%s is no number", number)
		}
		if got := want.Display(); got != number {
			t.Errorf("%s is shown as %s", number, got)
		}
		for name, f := range respelt {
			in := f(number)
			sym, end, ok := ScanSymbol(in+" ngày 1/7/2025", 0)
			if !ok || sym.Key() != want.Key() || sym.Family() != want.Family() || end != len(in) {
				t.Errorf("%q, with %s: %s %s to %d, want %s %s to %d", in, name, sym.Key(), sym.Family(), end,
					want.Key(), want.Family(), len(in))
			}
			if ok && sym.Display() != number {
				t.Errorf("%q is shown as %s", in, sym.Display())
			}
		}
	}
}

// Where a number stands in a line does not change it, and what follows is not eaten.
func TestScanSymbolInText(t *testing.T) {
	for _, number := range numbers {
		want, _ := ParseSymbol(number)
		for _, behind := range []string{"", ".", ",", ";", ")", "”", " của UBND tỉnh", " ngày 30/6/2025",
			", Kế hoạch", " và", "\n\nĐiều 1", " (sau đây", ": về", " – UBND tỉnh", " năm 2025", "…"} {
			if len(want.Codes) == 1 && want.Term() == 0 && strings.HasPrefix(behind, " –") {
				continue // a dash between spaces may lead to the second code
			}
			text := "số: " + number + behind
			at := strings.Index(text, number)
			sym, end, ok := ScanSymbol(text, at)
			if !ok || sym.Key() != want.Key() || end != at+len(number) {
				t.Errorf("%q: %s to %d, want %s to %d", text, sym.Key(), end, want.Key(), at+len(number))
			}
		}
	}
}

// Figures, dates, amounts, periods and spoilt numbers are none of a document.
func TestNoSymbol(t *testing.T) {
	for _, s := range []string{
		"", "/", "-", "KH-UBND", "/KH-UBND", "30/6/2025", "1/7/2025", "01/7/2025 UBND", "2021-2025", "2021 – 2025",
		"12.500/KH-UBND", "1234567/QĐ-UBND", "000/KH-UBND", "0.5/KH-UBND",
		"5 Điều", "7% KH", "12/ngày", "12/kh-ubnd", "3/4", "3/4-5", "2025", "100 tỷ", "10h30", "84-24-3845",
		"17-ubnd", "50/\x00KH", "50/\xff\xfe", "5/ ", "5/–", "５/KH-UBND", "٣/KH-UBND",
	} {
		if sym, ok := ParseSymbol(s); ok {
			t.Errorf("%q reads as %s", s, sym.Key())
		}
	}
}

// The term is in the number of all assemblies that have one.
func TestTerms(t *testing.T) {
	for number, want := range map[string]int{
		"41/2021/QH15": 15, "27/2001/QH10": 10, "12/1997/QH9": 9, "1211/2016/UBTVQH13": 13, "05/HĐNN8": 8,
		"68-LCT/HĐNN8": 0, "35/NQ-UBTVQH15": 0, "30-NQ/TW": 0, "1/QH": 0,
	} {
		s, ok := ParseSymbol(number)
		if !ok || s.Term() != want {
			t.Errorf("%s: term %d, want %d", number, s.Term(), want)
		}
	}
}

func TestFoldKeyFindsWhatIsTyped(t *testing.T) {
	for typed, printed := range map[string]string{
		"71/2020/ND-CP": "71/2020/NĐ-CP", "45/QD-TTG": "45/QĐ-TTg", "5/KH-SGDDT": "05/KH-SGD&ĐT",
		"30/NQ-TW": "30-NQ/TW", "12/HDBT": "12-HĐBT", "9/CTR-TU": "09-CTr/TU",
	} {
		a, ok := ParseSymbol(typed)
		b, ok2 := ParseSymbol(printed)
		if !ok || !ok2 || a.FoldKey() != b.FoldKey() {
			t.Errorf("%s is not found by %s: %s, %s", printed, typed, b.FoldKey(), a.FoldKey())
		}
	}
	for _, pair := range [][2]string{{"1/KH-UBND", "11/KH-UBND"}, {"1/KH-UBND", "1/KH-HĐND"},
		{"1/2020/NĐ-CP", "1/2021/NĐ-CP"}, {"1/NĐ-CP", "1/2021/NĐ-CP"}, {"5a/QĐ-UBND", "5/QĐ-UBND"},
		{"1/QH14", "1/QH15"}} {
		a, _ := ParseSymbol(pair[0])
		b, _ := ParseSymbol(pair[1])
		if a.FoldKey() == b.FoldKey() || a.Key() == b.Key() {
			t.Errorf("%s and %s are one", pair[0], pair[1])
		}
	}
}

// Citations together say what all of them say: in any order, and however often.
func TestReachOf(t *testing.T) {
	part := Statement{Scope: ScopePart, Provision: "Điều 5"}
	for name, tt := range map[string]struct {
		said []Statement
		want Reach
	}{
		"nobody":                  {nil, Reach{}},
		"one that says nothing":   {[]Statement{{}}, Reach{}},
		"a part":                  {[]Statement{part, part}, Reach{Scope: ScopePart, Provisions: []string{"Điều 5"}}},
		"a part, and one unknown": {[]Statement{part, {}}, Reach{Scope: ScopePart, Provisions: []string{"Điều 5"}}},
		"part and whole": {[]Statement{part, {Scope: ScopeWhole}, {}},
			Reach{Scope: ScopeBoth, Provisions: []string{"Điều 5"}}},
		"all in the passive": {[]Statement{{Derived: true}, {Derived: true, Subtype: Suspends}},
			Reach{Derived: true, Subtypes: []Subtype{Suspends}}},
		"one in the active": {[]Statement{{Derived: true}, {}}, Reach{}},
		"several finer relations": {[]Statement{{Subtype: Suspends}, {Subtype: Corrects}, {Subtype: Suspends}},
			Reach{Subtypes: []Subtype{Corrects, Suspends}}},
		"several parts of one kind": {[]Statement{{Scope: ScopePart, Provision: "b"},
			{Scope: ScopePart, Provision: "a"}}, Reach{Scope: ScopePart, Provisions: []string{"a", "b"}}},
	} {
		for range 2 {
			if diff := cmp.Diff(tt.want, ReachOf(tt.said)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			slices.Reverse(tt.said)
		}
	}
	if got := ScopeOf(ScopeBoth, ScopePart); got != ScopeBoth {
		t.Errorf("both and part: %s", got)
	}
}

// What a span covers lies on its lines, in order, and parts of it make up the whole.
func FuzzBoxes(f *testing.F) {
	f.Add("Căn cứ Kế hoạch số 5/KH-UBND", 3, 11)
	f.Add("ữ ữ \U0001F4DC x", 0, 100)
	f.Fuzz(func(t *testing.T, content string, from, to int) {
		content = strings.ToValidUTF8(content, "?")
		if from < 0 || to > len(content) || from >= to || !utf8Start(content, from) || !utf8Start(content, to) {
			return
		}
		text := lined(content)
		all := text.Boxes(Span{0, len(content)})
		for i, b := range text.Boxes(Span{from, to}) {
			if b.X1 < b.X0-1e-9 || b.Y1 < b.Y0 {
				t.Errorf("box %d of %d to %d is inside out: %+v", i, from, to, b)
			}
			if !slices.ContainsFunc(all, func(a PageBox) bool {
				return a.Page == b.Page && b.X0 >= a.X0-1e-9 && b.X1 <= a.X1+1e-9 && b.Y0 >= a.Y0 && b.Y1 <= a.Y1
			}) {
				t.Errorf("%+v lies on no line of %+v", b, all)
			}
		}
		if p := text.PageAt(from); len(text.Words) > 0 && (p < 1 || p > 1+len(text.Words)/5) {
			t.Errorf("page %d", p)
		}
	})
}

func utf8Start(s string, at int) bool { return at == len(s) || s[at]&0xC0 != 0x80 }

// lined sets words in lines of three and pages of five, each letter 5 points wide.
func lined(content string) *Text {
	t := &Text{Content: content}
	at, x := 0, 0.0
	for i, w := range strings.Fields(content) {
		start := at + strings.Index(content[at:], w)
		at = start + len(w)
		if i%3 == 0 || i%5 == 0 {
			x = 0
		}
		width := 5 * float64(len([]rune(w)))
		y := float64(i%5/3) * 20
		t.Words = append(t.Words, Word{Span: Span{start, at}, Page: 1 + i/5, Box: Box{x, y, x + width, y + 12},
			Confidence: 1})
		x += width + 5
	}
	return t
}

// What cannot be read as a message is an error and no message; what can is said in both languages.
func TestReadMessageRefuses(t *testing.T) {
	for _, s := range []string{"[]", "{}", "null", "[1]", `[""]`, `["a", 1.5]`, `["a", true]`, `["a", null]`,
		`["a", {"b": 1}]`, `["a", [[1]]]`, `["a", 99999999999999999999]`, "[", "x", `["a"`} {
		m, err := ReadMessage(s)
		if err == nil {
			t.Errorf("%s reads as %q", s, m)
		}
		if !m.IsZero() {
			t.Errorf("%s: an error, and %+v", s, m)
		}
	}
	m, err := ReadMessage(`["later what a later program says", "x", 3, ["reason full"], []]`)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []Lang{Vietnamese, English} {
		if got := m.In(lang); !strings.HasPrefix(got, "what a later program says x 3") || strings.Contains(got, "%!") {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if fmt.Sprint(Times(1), Times(2), Times(0), Times(3)) != "once twice 0 times 3 times" {
		t.Error(Times(1), Times(2), Times(0), Times(3))
	}
}
