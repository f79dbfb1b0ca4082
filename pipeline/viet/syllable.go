package viet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tone numbers the columns of toneRows; level (ngang) is written without a mark.
type tone int8

const (
	level tone = 0
	sharp tone = 4 // sắc
	heavy tone = 5 // nặng
)

// toneRows holds the twelve vowel letters, each with its six tones.
var toneRows = [...][]rune{
	[]rune("aàảãáạ"), []rune("ăằẳẵắặ"), []rune("âầẩẫấậ"), []rune("eèẻẽéẹ"), []rune("êềểễếệ"), []rune("iìỉĩíị"),
	[]rune("oòỏõóọ"), []rune("ôồổỗốộ"), []rune("ơờởỡớợ"), []rune("uùủũúụ"), []rune("ưừửữứự"), []rune("yỳỷỹýỵ"),
}

// vowel is a vowel letter taken apart: its row in toneRows, from 1, and its tone.
type vowel struct {
	row  int8
	tone tone
}

// vowelOf takes a letter in lower case NFC apart; row is 0 where it is no vowel.
func vowelOf(r rune) vowel {
	if r < 0 || r >= lone {
		return vowel{}
	}
	return forms[r].vowel
}

func (v vowel) letter(t tone) rune { return toneRows[v.row-1][t] }

// onsets are the initial consonants of syllables.
var onsets = strings.Fields("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

// isOnset holds the onsets, and "" for none.
var isOnset = func() map[string]bool {
	m := map[string]bool{"": true}
	for _, onset := range onsets {
		m[onset] = true
	}
	return m
}()

// Letters of the longest onset, and of an onset with the longest rime.
const (
	longestOnset    = 3
	longestSyllable = 8
)

// rimes holds what may follow an onset, toneless. A nucleus is free, open (takes
// no coda) or closed (needs one). "k" ends syllables of names such as Đắk Lắk.
var rimes = func() map[string]bool {
	var (
		codas  = strings.Fields("c ch k m n ng nh p t")
		free   = strings.Fields("a e ê i o ô ơ u ư y oa oe uê uy")
		closed = strings.Fields("ă â iê oă oo uâ uô uyê ươ yê")
		open   = strings.Fields(`ai ao au ay âu ây eo êu ia iêu iu oai oao oay oeo oi ôi ơi ua uây uêu
			ui uôi uơ uya uyu ưa ưi ươi ươu ưu yêu`)
	)
	m := make(map[string]bool)
	for _, nucleus := range slices.Concat(free, open) {
		m[nucleus] = true
	}
	for _, nucleus := range slices.Concat(free, closed) {
		for _, coda := range codas {
			m[nucleus+coda] = true
		}
	}
	return m
}()

// IsSyllable reports whether a word, in any case, is spelt as one Vietnamese
// syllable: onset, nucleus and coda that go together, with at most one tone mark
// on any of its vowels. A text read wrongly has few of them. It does not ask for the
// tone that the codas c, ch, p and t need: one lost mark is no wrong reading yet.
func IsSyllable(word string) bool {
	var room [longestSyllable]rune
	_, _, ok := syllable(word, room[:0])
	return ok
}

// syllable takes the tone off a word, in any case, into the room given; ok is false for
// one that is no syllable.
func syllable(word string, room []rune) (plain []rune, t tone, ok bool) {
	plain = room
	for _, r := range Normalize(word) {
		if len(plain) == longestSyllable {
			return nil, level, false
		}
		plain = append(plain, lower(r))
	}
	t, ok = takeTone(plain)
	return plain, t, ok && isSpelt(plain)
}

// isSpelt reports whether a toneless word is an onset and a rime.
func isSpelt(plain []rune) bool {
	var room [longestSyllable * utf8.UTFMax]byte
	var starts [longestSyllable]int
	s := room[:0]
	for i, r := range plain {
		starts[i] = len(s)
		s = utf8.AppendRune(s, r)
	}
	for _, at := range starts[:min(len(plain), longestOnset+1)] {
		if rimes[string(s[at:])] && isOnset[string(s[:at])] {
			return true
		}
	}
	return false
}

// IsWord reports whether a word, in any case, is one Vietnamese syllable with a tone
// that it can carry: one closed by c, ch, p or t has sắc or nặng. "quyêt" is none.
func IsWord(word string) bool {
	var room [longestSyllable]rune
	plain, t, ok := syllable(word, room[:0])
	return ok && (!stopped(plain) || t == sharp || t == heavy)
}

// stopped reports whether a toneless syllable is closed by c, ch, p or t.
func stopped(plain []rune) bool {
	n := len(plain)
	switch plain[n-1] {
	case 'c', 'p', 't':
		return true
	case 'h':
		return n > 1 && plain[n-2] == 'c'
	}
	return false
}

// splitTone takes the tone off a word in lower case NFC; ok is false for a word
// with two.
func splitTone(word []rune) (plain []rune, t tone, ok bool) {
	plain = slices.Clone(word)
	if t, ok = takeTone(plain); !ok {
		return nil, level, false
	}
	return plain, t, true
}

// takeTone is splitTone in place.
func takeTone(word []rune) (t tone, ok bool) {
	for i, r := range word {
		v := vowelOf(r)
		if v.tone == level {
			continue
		}
		if t != level {
			return level, false
		}
		t = v.tone
		word[i] = v.letter(level)
	}
	return t, true
}

// Marked returns s normalized, in lower case, with the tone mark of each syllable
// in one place, so that hoà and hòa, uỷ and ủy, khoẻ and khỏe are equal: the
// first vowel of the rimes oa, oe and uy, and the customary one elsewhere (of qu-
// and gi- the second letter belongs to the onset: quý, già). All other marks stay.
// Vietnamese text keeps its number of runes, though not always of bytes.
func Marked(s string) string {
	s = strings.ToLower(Normalize(s))
	if IsASCII(s) {
		return s
	}
	if !isNormal(s) {
		s = norm.NFC.String(s) // in lower case, İ takes marks in that it did not as a capital
	}
	runes := []rune(s)
	for start := 0; start < len(runes); {
		end := start + 1
		for end < len(runes) && unicode.IsLetter(runes[start]) &&
			(unicode.IsLetter(runes[end]) || unicode.IsMark(runes[end])) {
			end++
		}
		placeTone(runes[start:end])
		start = end
	}
	return string(runes)
}

// placeTone moves the tone of a word, in place. Words with several tones, several
// groups of vowels or marks that belong to no letter are no syllables and stay as
// they are.
func placeTone(word []rune) {
	plain, t, ok := splitTone(word)
	if !ok || t == level || slices.ContainsFunc(word, unicode.IsMark) {
		return
	}
	start, end, ok := nucleus(plain)
	if !ok {
		return
	}
	at := start + toneSeat(plain[start:end], end < len(plain))
	plain[at] = vowelOf(plain[at]).letter(t)
	copy(word, plain)
}

// nucleus finds the vowels of a toneless syllable, without the second letter of
// the onsets qu- and gi-.
func nucleus(plain []rune) (start, end int, ok bool) {
	start = slices.IndexFunc(plain, isVowel)
	if start < 0 {
		return 0, 0, false
	}
	end = start
	for end < len(plain) && isVowel(plain[end]) {
		end++
	}
	if slices.ContainsFunc(plain[end:], isVowel) {
		return 0, 0, false
	}
	if start == 1 && end > 2 && (plain[0] == 'q' && plain[1] == 'u' || plain[0] == 'g' && plain[1] == 'i') {
		start++
	}
	return start, end, true
}

func isVowel(r rune) bool { return vowelOf(r).row > 0 }

// toneSeat returns which vowel of a nucleus carries the tone: the last of ă â ê ô
// ơ ư; else the last before a coda; else the middle of three; else the first.
func toneSeat(nucleus []rune, coda bool) int {
	for i := len(nucleus) - 1; i >= 0; i-- {
		if strings.ContainsRune("ăâêôơư", nucleus[i]) {
			return i
		}
	}
	switch {
	case coda:
		return len(nucleus) - 1
	case len(nucleus) > 2:
		return 1
	}
	return 0
}
