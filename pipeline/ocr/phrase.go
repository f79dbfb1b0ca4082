package ocr

import (
	"regexp"
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
var phrases = phraseTable(`cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam|độc lập - tự do|hạnh phúc|
	đảng bộ tỉnh|nghị quyết|nghị định|quyết định|kế hoạch|Chỉ thị|thông tư|công văn|kết luận|hướng dẫn|báo cáo|
	thông báo|chương trình hành động|chính phủ|thủ tướng|bộ chính trị|ủy ban nhân dân|hội đồng nhân dân|ban chấp hành|
	ban thường vụ|Căn cứ|thực hiện|triển khai|ban hành|quốc hội|sửa đổi|bổ sung|bãi bỏ|kèm theo|phê duyệt|kính gửi|
	Nơi nhận|giám đốc|chủ tịch|thành phố|văn bản|pháp luật|bộ y tế|sở y tế|y tế|bộ công an|công an tỉnh|thư mời|
	giấy mời|Ban chỉ đạo|Tổ công tác|cải cách hành chính|giáo dục và đào tạo|phòng giáo dục|sở nội vụ|sở tài chính|
	sở xây dựng|sở tư pháp|sở công thương|bộ nội vụ|bộ tài chính|bộ xây dựng|bộ tư pháp|bộ công thương|khoa học và công nghệ|
	nông nghiệp và môi trường|văn hóa, thể thao và du lịch|lao động - thương binh và xã hội|bảo hiểm xã hội|bảo hiểm y tế|
	tổ chức chính phủ|tổ chức chính quyền địa phương|ban hành văn bản quy phạm pháp luật|ngân sách nhà nước`)

// glued holds the phrases of heads as they are read where the spaces are lost.
var glued = func() map[string][]string {
	m := map[string][]string{"ubndtinh": {"ubnd", "tỉnh"}, "ubndhuyen": {"ubnd", "huyện"}, "soyte": {"sở", "y", "tế"},
		"boyte": {"bộ", "y", "tế"}}
	for _, list := range phrases {
		for _, p := range list {
			if whole := viet.Fold(strings.Join(p, "")); len(whole) >= 7 && !viet.IsSyllable(whole) {
				m[whole] = p
			}
		}
	}
	return m
}()

// partGlued puts the spaces back into "CHÍNHPHỦ", each part with the marks it has.
func partGlued(w *pdf.Word, phrase []string) {
	bare := trimmed(w.Text)
	letters, at := []rune(bare), 0
	var parts []string
	for _, syllable := range phrase {
		n := utf8.RuneCountInString(syllable)
		if at+n > len(letters) {
			return
		}
		part := pdf.Word{Text: string(letters[at : at+n])}
		mendMarks(&part, syllable)
		parts = append(parts, part.Text)
		at += n
	}
	mend(w, strings.Replace(w.Text, bare, strings.Join(parts, " "), 1), doubtMark)
}

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

// repairPhrases gives the phrases of a page their marks back, also those that a
// line end parts.
func repairPhrases(lines []pdf.Line) {
	words := wordsOf(lines)
	repairPlaces(words)
	for i := range words {
		if apart, ok := glued[viet.Fold(trimmed(words[i].Text))]; ok {
			partGlued(words[i], apart)
		}
		for _, p := range phrases[viet.Fold(trimmed(words[i].Text))] {
			if matches(words[i:], p) {
				for k, syllable := range p {
					mendMarks(words[i+k], trimmed(syllable))
				}
			}
		}
	}
	for i := range words {
		if i+1 < len(words) {
			mendBasis(words[i:])
			mendCount(words[i].Text, words[i+1])
		}
		if i+1 < len(words) && startsNumber(words[i+1].Text) {
			repairCounted(words, i)
		}
		if bare := strings.TrimRight(words[i].Text, ":"); bare != words[i].Text && viet.Fold(bare) == "so" &&
			!ownWords[strings.ToLower(bare)] {
			mendMarks(words[i], "số")
		}
	}
}

func wordsOf(lines []pdf.Line) []*pdf.Word {
	var out []*pdf.Word
	for _, l := range lines {
		for i := range l.Words {
			out = append(out, &l.Words[i])
		}
	}
	return out
}

func startsNumber(s string) bool { return s != "" && strings.ContainsAny(s[:1], "0123456789#/") }

// counted are the words that stand before numbers, by what is left of them.
var counted = map[string]string{"so": "số", "dieu": "điều", "khoan": "khoản"}

// ownWords are like those but words of their own.
var ownWords = map[string]bool{"sở": true, "sơ": true, "sổ": true, "so": true, "điếu": true, "khoan": true,
	"khoán": true}

// mendBasis drops the speck behind the words that begin a basis: "Căn cứ. Quyết định".
func mendBasis(words []*pdf.Word) {
	if len(words) > 2 && words[0].Text == "Căn" && (words[1].Text == "cứ." || words[1].Text == "cứ,") && isCapital(words[2].Text) {
		mend(words[1], "cứ", doubtMark)
	}
}

// mendCount mends what is counted in digits alone, and was read as letters, behind its word:
// "khoản I Điều l2". Chapters and sections may be counted in Roman numbers.
func mendCount(before string, w *pdf.Word) {
	if meant := counted[viet.Fold(before)]; meant != "điều" && meant != "khoản" || viet.Marked(before) == "điếu" || viet.Marked(before) == "khoan" {
		return
	}
	text := strings.TrimRight(w.Text, ".,;:)")
	if d := lookAlikes.Replace(strings.ReplaceAll(text, "Ï", "1")); d != text && isDigits(d) && d[0] != '0' && len(d) < 4 {
		mend(w, d+w.Text[len(text):], doubtDigits)
	}
}

// isMisreadSo reports whether two letters between the last word of a type and a number can only be "số":
// "Thông tư gố 79/2024/TT-BCA".
func isMisreadSo(before, word, next string) bool {
	return endsType[viet.Fold(before)] && likeSo.MatchString(word) && strings.Contains(next, "/")
}

var (
	endsType = map[string]bool{"tu": true, "dinh": true, "hoach": true, "thi": true, "quyet": true, "luat": true, "van": true, "trinh": true}
	likeSo   = regexp.MustCompile(`^\p{L}[ốồổỗộôớởỡ]$`)
)

// repairCounted mends the word before a number: "Só: 12/KH-UBND", "Sô 5", "khoán 2
// Điêu 9". What is a word of its own is mended before a document's number, or within
// a provision, only.
func repairCounted(words []*pdf.Word, i int) {
	bare := strings.TrimRight(words[i].Text, ":")
	meant, next := counted[viet.Fold(bare)], words[i+1].Text
	sure := !ownWords[strings.ToLower(bare)]
	switch meant {
	case "":
		if i > 0 && isMisreadSo(words[i-1].Text, words[i].Text, next) {
			mend(words[i], "số", doubtMark)
		}
		return
	case "số":
		sure = sure || strings.ContainsAny(next, "/-") && strings.ContainsFunc(next, unicode.IsUpper)
	case "khoản":
		sure = sure || i+2 < len(words) && viet.Fold(trimmed(words[i+2].Text)) == "dieu"
	}
	if sure {
		mendMarks(words[i], meant)
	}
}

func trimmed(s string) string { return strings.TrimFunc(s, unicode.IsPunct) }

func matches(words []*pdf.Word, phrase []string) bool {
	if len(words) < len(phrase) || isCapital(phrase[0]) && !isCapital(trimmed(words[0].Text)) {
		return false
	}
	told := false // by a word that is right, or is none: "đảm bảo cao" is no report
	for k, syllable := range phrase {
		word := words[k].Text
		if syllable != "-" {
			word, syllable = trimmed(word), trimmed(syllable)
		}
		if viet.Fold(word) != viet.Fold(syllable) {
			return false
		}
		told = told || viet.Marked(word) == viet.Marked(syllable) || !viet.IsWord(word)
	}
	return told
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
