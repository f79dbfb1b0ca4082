package ocr

import (
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// provinces are the names of provinces, cut into words.
var provinces = func() [][]string {
	var out [][]string
	for _, name := range legal.Provinces {
		out = append(out, strings.Fields(name))
	}
	return out
}()

// repairPlaces mends the names of provinces: those that lost marks, where all words
// begin with capitals, and behind "tỉnh" those with one letter misread too ("tỉnh
// Lâm Đẳng").
func repairPlaces(words []*pdf.Word) {
	for i := range words {
		if !isCapital(trimmed(words[i].Text)) {
			continue
		}
		behind := i > 0 && viet.Fold(trimmed(words[i-1].Text)) == "tinh"
		if name := provinceAt(words[i:], behind); name != nil {
			if behind && trimmed(words[i-1].Text) == words[i-1].Text && (i < 2 || viet.Fold(words[i-2].Text) != "ha") {
				mendMarks(words[i-1], "tỉnh") // "UBND TĨNH KIÊN GIANG"
			}
			for k, syllable := range name {
				mendLetters(words[i+k], syllable)
			}
		}
	}
}

// provinceAt returns the one province that the first of the words name, nil for
// none; inexact allows one wrong letter.
func provinceAt(words []*pdf.Word, inexact bool) []string {
	var found []string
	for _, name := range provinces {
		edits, ok := editsOf(words, name)
		switch {
		case !ok || edits > 0 && !inexact:
		case edits == 0:
			return name
		case found != nil:
			return nil
		default:
			found = name
		}
	}
	return found
}

// editsOf returns how many words of a name are one letter off, at most one; the
// others differ in their marks at most, and one is right or no word at all.
func editsOf(words []*pdf.Word, name []string) (edits int, ok bool) {
	if len(words) < len(name) {
		return 0, false
	}
	told := false
	for k, syllable := range name {
		word := trimmed(words[k].Text)
		if syllable == "-" {
			word = words[k].Text
		} else if !isCapital(word) {
			return 0, false
		}
		told = told || viet.Marked(word) == viet.Marked(syllable) || !viet.IsWord(word)
		switch a, b := viet.Fold(word), viet.Fold(syllable); {
		case a == b:
		case len(a) >= 3 && viet.Differing(a, b) == 1:
			edits++
		default:
			return 0, false
		}
	}
	return edits, told && edits <= 1
}

// mendLetters writes a word as a syllable is written, in its own case.
func mendLetters(w *pdf.Word, syllable string) {
	bare := trimmed(w.Text)
	if bare == "" || viet.Marked(bare) == viet.Marked(syllable) {
		return
	}
	if utf8.RuneCountInString(bare) > 1 && bare == strings.ToUpper(bare) {
		syllable = strings.ToUpper(syllable)
	}
	doubt := doubtMark
	if viet.Fold(bare) != viet.Fold(syllable) {
		doubt = doubtCode
	}
	mend(w, strings.Replace(w.Text, bare, syllable, 1), doubt)
}
