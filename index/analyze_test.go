package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// analyzed prints tokens as "position:printed=term", one term after the other.
func analyzed(s string) string {
	var out []string
	for _, t := range (analyzer{}).Analyze([]byte(s)) {
		out = append(out, string(rune('0'+t.Position))+":"+s[t.Start:t.End]+"="+string(t.Term))
	}
	return strings.Join(out, " ")
}

func TestAnalyze(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Chuyển đổi số", "1:Chuyển=chuyen 1:Chuyển=chuyển 2:đổi=doi 2:đổi=đổi 3:số=so 3:số=số"},
		{"ĐỊA PHƯƠNG", "1:ĐỊA=dia 1:ĐỊA=địa 2:PHƯƠNG=phuong 2:PHƯƠNG=phương"},
		{"đ", "1:đ=d 1:đ=đ"},
		{"uỷ Ủy", "1:uỷ=uy 1:uỷ=ủy 2:Ủy=uy 2:Ủy=ủy"},
		{"Kế\nhoạch", "1:Kế=ke 1:Kế=kế 2:hoạch=hoach 2:hoạch=hoạch"},
		{"30-NQ/TW", "1:30=30 2:NQ=nq 3:TW=tw"},
		{"71/2020/NĐ-CP", "1:71=71 2:2020=2020 3:NĐ=nd 3:NĐ=nđ 4:CP=cp"},
		{"66.25, 15a", "1:66=66 2:25=25 3:15a=15a"},
		{"tạo¹ (tạo)", "1:tạo=tao 1:tạo=tạo 2:tạo=tao 2:tạo=tạo"},
		{"QĐ\u00adUBND", "1:QĐ=qd 1:QĐ=qđ 2:UBND=ubnd"},
		{"kế\u200b \ufeffho\u200bạch", "1:kế=ke 1:kế=kế 2:ho\u200bạch=hoach 2:ho\u200bạch=hoạch"},
		{"a\xffb \ufffdc", "1:a=a 2:b=b 3:c=c"},
		{"\u0301a", "1:a=a"},
	}
	for _, tt := range tests {
		if got := analyzed(tt.in); got != tt.want {
			t.Errorf("Analyze(%q)\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestAnalyzeNFD(t *testing.T) {
	const s = "Nghị quyết về Uỷ ban, ĐƯỜNG thủy"
	d := norm.NFD.String(s)
	var composed, decomposed []string
	for _, tok := range (analyzer{}).Analyze([]byte(s)) {
		composed = append(composed, s[tok.Start:tok.End]+"="+string(tok.Term))
	}
	for _, tok := range (analyzer{}).Analyze([]byte(d)) {
		decomposed = append(decomposed, norm.NFC.String(d[tok.Start:tok.End])+"="+string(tok.Term))
	}
	if diff := cmp.Diff(composed, decomposed); diff != "" {
		t.Errorf("tokens of NFC and NFD differ:\n%s", diff)
	}
}

func TestWordsAreBounded(t *testing.T) {
	for _, s := range []string{strings.Repeat("ắ", 1000), strings.Repeat("1", 1000), "a" + strings.Repeat("\u0301", 1000) + "b"} {
		for _, w := range words(s) {
			if w.end-w.start > maxToken || w.end <= w.start || !utf8.ValidString(s[w.start:w.end]) {
				t.Errorf("word of %d bytes", w.end-w.start)
			}
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Căn cứ Nghị quyết 30-NQ/TW\n của Bộ Chính trị\u0301\u200b ắ\xff")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, w := range words(s) {
			if w.start < last || w.end <= w.start {
				t.Fatalf("words(%q): [%d,%d) after %d", s, w.start, w.end, last)
			}
			last = w.end
			printed := s[w.start:w.end]
			if !utf8.ValidString(printed) || viet.Fold(printed) == "" {
				t.Fatalf("words(%q): %q", s, printed)
			}
			if again := words(printed); len(again) != 1 || again[0] != (span{0, len(printed)}) {
				t.Fatalf("words(%q) = %v: a word is one word", printed, again)
			}
			marked, folded := forms(printed)
			if marked != folded && viet.Fold(marked) == marked {
				t.Fatalf("forms(%q) = %q, %q: the marked form can be taken for a folded one", printed, marked, folded)
			}
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	text := []byte(strings.Repeat("Căn cứ Nghị quyết số 30-NQ/TW của Bộ Chính trị về chuyển đổi số; xét đề nghị của Uỷ ban.\n", 200))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		analyzer{}.Analyze(text)
	}
}
