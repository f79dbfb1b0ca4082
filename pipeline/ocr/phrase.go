package ocr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// phrases are what heads and citations are made of. Each is the only one that
// plans have with these letters, whatever the marks; so "bộ trưởng" (cán bộ
// trường học) and "tờ trình" (tổ trình) are none. One with a capital is meant at
// the start of a sentence only, as "cần cử" and "chi thi đua" stand within one.
var phrases = phraseTable(`cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam|độc lập - tự do|hạnh phúc|đảng bộ tỉnh|nghị quyết|nghị định|quyết định|
	kế hoạch|Chỉ thị|thông tư|công văn|kết luận|hướng dẫn|báo cáo|thông báo|chương trình hành động|chính phủ|thủ tướng|bộ chính trị|ủy ban nhân dân|
	hội đồng nhân dân|ban chấp hành|ban thường vụ|Căn cứ|thực hiện|triển khai|ban hành|quốc hội|sửa đổi|bổ sung|bãi bỏ|kèm theo|phê duyệt|
	kính gửi|Nơi nhận|giám đốc|chủ tịch|thành phố|văn bản|pháp luật`)

// phraseTable lists phrases by their first syllable without marks.
func phraseTable(list string) map[string][][]string {
	table := map[string][][]string{}
	for p := range strings.SplitSeq(list, "|") {
		syllables := strings.Fields(p)
		first := viet.Fold(syllables[0])
		table[first] = append(table[first], syllables)
	}
	return table
}

// repairPhrases gives the phrases of a line their marks back.
func repairPhrases(words []pdf.Word) {
	for i := range words {
		for _, p := range phrases[viet.Fold(trimmed(words[i].Text))] {
			if matches(words[i:], p) {
				for k, syllable := range p {
					mendMarks(&words[i+k], syllable)
				}
			}
		}
	}
	repairNumberWord(words)
}

// repairNumberWord mends the word before a number: "Só: 12/KH-UBND", "Sô 5".
func repairNumberWord(words []pdf.Word) {
	for i := 0; i+1 < len(words); i++ {
		bare := strings.TrimRight(words[i].Text, ":")
		digits := strings.ContainsAny(words[i+1].Text[:1], "0123456789#/")
		if viet.Fold(bare) == "so" && (digits || bare != words[i].Text) {
			mendMarks(&words[i], "số")
		}
	}
}

func trimmed(s string) string { return strings.TrimFunc(s, unicode.IsPunct) }

func matches(words []pdf.Word, phrase []string) bool {
	if len(words) < len(phrase) || isCapital(phrase[0]) && !isCapital(trimmed(words[0].Text)) {
		return false
	}
	for k, syllable := range phrase {
		word := words[k].Text
		if syllable != "-" {
			word = trimmed(word)
		}
		if viet.Fold(word) != viet.Fold(syllable) {
			return false
		}
	}
	return true
}

func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// mendMarks gives a word the marks of a syllable, and keeps its case, what stands
// around it and a correct placement of its tone.
func mendMarks(w *pdf.Word, syllable string) {
	bare := trimmed(w.Text)
	if bare == "" || viet.Marked(bare) == viet.Marked(syllable) {
		return
	}
	letters, marked := []rune(bare), []rune(strings.ToLower(syllable))
	if len(letters) != len(marked) {
		return
	}
	for i, r := range letters {
		if unicode.IsUpper(r) {
			marked[i] = unicode.ToUpper(marked[i])
		}
	}
	mend(w, strings.Replace(w.Text, bare, string(marked), 1), doubtMark)
}
