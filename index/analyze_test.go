package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/viet"
)

func TestWords(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Nghị quyết số 30-NQ/TW", "[Nghị quyết số 30 NQ TW]"},
		{norm.NFD.String("Nghị"), "[" + norm.NFD.String("Nghị") + "]"},
		{"đào tạo¹ 15a", "[đào tạo 15a]"},
		{"bằng\u200bchữ", "[bằng\u200bchữ]"},
		{"\xffa", "[a]"},
		{"", "[]"},
	}
	for _, tt := range tests {
		var got []string
		for _, w := range words(tt.in) {
			got = append(got, tt.in[w.start:w.end])
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%q: %v, want %s", tt.in, got, tt.want)
		}
	}
	long := words(strings.Repeat("a", 1000))
	if len(long) != 4 || long[0].end != maxToken {
		t.Errorf("a long word: %v", long)
	}
}

// TestAnalyzed says what the index keeps of a text.
func TestAnalyzed(t *testing.T) {
	got := newAnalyzer().analyze([]string{"Uỷ ban, ỦY BAN số 30", "ban uỷ"})
	if want := []occurring{{"uy\x00ủy", 3}, {"ban\x00", 3}, {"so\x00số", 1}, {"30\x00", 1}}; !slices.Equal(got.words, want) {
		t.Errorf("words %v", got.words)
	}
	if len(got.bigrams) != 4 { // ủy ban, ban ủy, ban số, số 30; not 30 ban
		t.Errorf("%d bigrams", len(got.bigrams))
	}
	for phrase, want := range map[string]bool{
		"ủy ban": true, "uy ban": true, "ban số 30": true, "ban so 30": true, "30 ban": false, "ụy ban": false,
		"ban uy ban": true, "uy ban uy": true,
		"so 30 ban": false,
	} {
		if p := newSequencePhrase(formsOf(phrase)); p.holds(got.sequence) != want {
			t.Errorf("%s: %v", phrase, !want)
		}
	}
	if n := typedRun(t, "khác ban số 30 ủy").longest(got.sequence); n != 3 {
		t.Errorf("longest sequence %d, want 3", n)
	}
}

func TestTyped(t *testing.T) {
	tests := []struct {
		typed, printed string
		want           bool
	}{
		{"nghi", "nghị", true}, {"nghị", "nghi", false}, {"NGHỊ", "nghị", true}, {"hoà", "hòa", true}, {"dia", "địa", true},
		{"dịa", "địa", false},
	}
	for _, tt := range tests {
		if got := formOf(tt.printed).meets(formOf(tt.typed)); got != tt.want {
			t.Errorf("%s for %s: %v", tt.typed, tt.printed, got)
		}
	}
	if !formOf("địa").meets(formOf("dịa").withDStroke()) {
		t.Error("d does not stand for đ")
	}
	for typed, want := range map[string]bool{"nghị": true, "nghi": true, "2030": true, "30000": false, "HĐND": false,
		"nghị1": false} {
		if shapes, exact := shapesOf(formOf(typed)); exact != want || len(shapes) != 1 {
			t.Errorf("%s: shapes %v, exact %v", typed, shapes, exact)
		}
	}
	seen := map[uint16]string{}
	for n := range 10000 {
		for _, format := range []string{"%d", "%02d", "%03d", "%04d"} {
			word := fmt.Sprintf(format, n)
			code, ok := codeOf(word)
			if had := seen[code]; !ok || code < viet.CodeLimit || code >= codeLimit || had != "" && had != word {
				t.Fatalf("%s: code %d, that of %q", word, code, had)
			}
			seen[code] = word
		}
	}
}
