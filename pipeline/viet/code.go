package viet

import (
	"slices"
	"strings"
)

// allRimes and allOnsets number the parts of syllables; the empty onset is one.
var (
	allOnsets = append([]string{""}, onsets...)
	allRimes  = func() []string {
		out := make([]string, 0, len(rimes))
		for r := range rimes {
			out = append(out, r)
		}
		slices.Sort(out)
		return out
	}()
	rimeNumbers = func() map[string]int {
		m := make(map[string]int)
		for i, r := range allRimes {
			m[r] = i
		}
		return m
	}()
)

const tones = 6

// CodeLimit is greater than every [Code].
const CodeLimit = 0xb000

// Code returns the number of a syllable, below [CodeLimit]. It is ok for a word in
// the form of [Marked] that [Spell] gives back letter for letter: nearly all
// syllables of Vietnamese are such words, and a text in codes is a third as long.
func Code(word string) (code uint16, ok bool) {
	plain, t, ok := splitTone([]rune(word))
	if !ok {
		return 0, false
	}
	s := string(plain)
	for i, onset := range allOnsets {
		rest, found := strings.CutPrefix(s, onset)
		if !found {
			continue
		}
		if rime, known := rimeNumbers[rest]; known {
			code = uint16((i*len(allRimes)+rime)*tones + int(t))
			return code, Spell(code) == word
		}
	}
	return 0, false
}

// Spell returns the syllable of a code, "" for a number that is none.
func Spell(code uint16) string {
	syllable, t := int(code)/tones, tone(int(code)%tones)
	onset, rime := syllable/len(allRimes), syllable%len(allRimes)
	if onset >= len(allOnsets) {
		return ""
	}
	word := []rune(allOnsets[onset] + allRimes[rime])
	start, end, ok := nucleus(word)
	if !ok {
		return ""
	}
	if t != level {
		at := start + toneSeat(word[start:end], end < len(word))
		word[at] = vowelOf(word[at]).letter(t)
	}
	return string(word)
}

// FoldedCodes returns the codes of all syllables that fold to a word.
func FoldedCodes(folded string) []uint16 {
	var out []uint16
	for i, onset := range allOnsets {
		rest, found := strings.CutPrefix(folded, Fold(onset))
		if !found {
			continue
		}
		for j := range allRimes {
			for t := range tones {
				if foldedRimes[j] == rest {
					out = append(out, uint16((i*len(allRimes)+j)*tones+t))
				}
			}
		}
	}
	return out
}

var foldedRimes = func() []string {
	out := make([]string, len(allRimes))
	for i, r := range allRimes {
		out[i] = Fold(r)
	}
	return out
}()

// Shape parts a code: all syllables of one skeleton fold to the same word, and marks
// tells them apart. A folded word can have two skeletons: "gien" is g-iên and gi-en.
func Shape(code uint16) (skeleton uint16, marks uint8) {
	syllable, t := int(code)/tones, int(code)%tones
	onset, rime := syllable/len(allRimes), syllable%len(allRimes)
	variant := rimeShapes[rime].variant
	if allOnsets[onset] == "đ" {
		onset, variant = slices.Index(allOnsets, "d"), variant+maxVariants
	}
	return uint16(onset*len(allRimes) + rimeShapes[rime].first), uint8(variant*tones + t)
}

// maxVariants is more than the number of rimes that fold to one.
const maxVariants = 8

// rimeShapes gives every rime the first one that folds as it does, and its place
// among those.
var rimeShapes = func() []struct{ first, variant int } {
	out := make([]struct{ first, variant int }, len(allRimes))
	first, seen := map[string]int{}, map[string]int{}
	for i := range allRimes {
		folded := foldedRimes[i]
		if _, ok := first[folded]; !ok {
			first[folded] = i
		}
		out[i].first, out[i].variant = first[folded], seen[folded]
		seen[folded]++
	}
	return out
}()
