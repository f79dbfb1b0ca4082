package ocr

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// How far a repair may be doubted at least.
const (
	doubtMark   = .05 // of a word, where only diacritics changed
	doubtCode   = .25 // of a code that its table or the document knows
	doubtDigits = .50 // of digits that were read as letters
)

// Repair mends, on the pages of one file that were read by OCR, what citations are
// made of, and only what their grammar or the rest of the file makes certain: fixed
// phrases that lost a mark, codes (QÐ, NÑQ, KHUBND), and letters in the place of
// digits (I09, 0l). Digits are never changed to other digits. What has been mended
// is doubted more. The pages given stay as they are.
func Repair(pages []pdf.Page) []pdf.Page {
	known := codesOf(pages)
	out := make([]pdf.Page, len(pages))
	for i, p := range pages {
		out[i] = p
		out[i].Lines = make([]pdf.Line, len(p.Lines))
		broken := false
		for k, l := range p.Lines {
			l.Words = dropEchoes(slices.DeleteFunc(slices.Clone(l.Words), isSpeck))
			out[i].Lines[k] = l
		}
		repairSizes(out[i].Lines)
		repairPhrases(out[i].Lines)
		for _, l := range out[i].Lines {
			repairLine(l.Words, broken, known)
			broken = endsBroken(l.Words)
		}
	}
	return out
}

// isSpeck reports whether a word is nothing but a mark that no sentence has.
func isSpeck(w pdf.Word) bool { return strings.Trim(w.Text, "_~`^¬ˆ˜´") == "" }

// endsBroken reports whether a line ends within a number: "số 30-".
func endsBroken(words []pdf.Word) bool {
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1].Text
	return strings.ContainsAny(last, "0123456789") && strings.TrimRight(last, "-/–") != last
}

// repairLine repairs a line; broken tells that the line before ends within a number.
func repairLine(words []pdf.Word, broken bool, known codes) {
	for i := range words {
		if i == 0 && broken || i > 0 && words[i].Glued && endsOrdinal(words[i-1].Text) {
			repairCodes(&words[i], known)
			continue
		}
		repairSymbol(&words[i], i+1 < len(words) && startsCode(words[i+1].Text), known)
		joinOrdinal(words, i)
		repairDate(words, i)
	}
}

// mend replaces a word's text.
func mend(w *pdf.Word, text string, doubt float64) {
	if w.Text != text {
		w.Text, w.Doubt = text, max(w.Doubt, doubt)
	}
}

// joinOrdinal joins digits that were read with a gap: "số 81 19/QĐ-SYT". Behind
// "số", two groups of digits are one number.
func joinOrdinal(words []pdf.Word, i int) {
	if i < 2 || strings.ToLower(strings.TrimRight(words[i-2].Text, ":")) != "số" || !isDigits(words[i-1].Text) ||
		len(words[i-1].Text) > 3 {
		return
	}
	if ordinal, rest := cutOrdinal(words[i].Text); isDigits(ordinal) && startsCode(rest) && !words[i].Glued {
		words[i].Glued = true
		words[i].Doubt = max(words[i].Doubt, doubtDigits)
	}
}

// lookAlikes are letters and marks that Tesseract reads for digits. Others (T, L,
// S, B) stand for more than one digit.
var lookAlikes = strings.NewReplacer("I", "1", "l", "1", "|", "1", "]", "1", "[", "1", "!", "1", "O", "0", "o", "0",
	"Ô", "0", "Ó", "0", "Ò", "0")

// digitsOf returns the digits that a text stands for; one real digit at least must
// be among them.
func digitsOf(s string) (string, bool) {
	d := lookAlikes.Replace(s)
	return d, isDigits(d) && strings.ContainsAny(s, "0123456789")
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
