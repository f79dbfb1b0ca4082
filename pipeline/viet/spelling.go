package viet

import (
	"strings"
	"unicode/utf8"
)

// Spelling counts the words of a text by how they are spelt: a text read with the
// wrong letters has few Vietnamese syllables.
type Spelling struct {
	Words     int // of two letters or more
	Capitals  int // words in capitals that are no syllables: abbreviations, in any text; not among Words
	Syllables int // those of them that [IsSyllable] takes
	Marked    int // those with a letter that is not ASCII
	Mistoned  int // syllables closed by c, ch, p or t under a tone that these never carry: huyền, hỏi or ngã
}

// Add counts the words of a text.
func (s *Spelling) Add(text string) {
	for w := range strings.FieldsFuncSeq(Normalize(text), func(r rune) bool { return !isLetter(r) }) {
		if utf8.RuneCountInString(w) < 2 {
			continue
		}
		var room [longestSyllable]rune
		plain, t, ok := syllable(w, room[:0])
		if !ok && w == strings.ToUpper(w) {
			s.Capitals++
			continue
		}
		s.Words++
		if ok {
			s.Syllables++
		}
		if ok && t != level && t < sharp && stopped(plain) {
			s.Mistoned++
		}
		if !IsASCII(w) {
			s.Marked++
		}
	}
}

// Join adds the counts of another text.
func (s *Spelling) Join(other Spelling) {
	s.Words += other.Words
	s.Capitals += other.Capitals
	s.Syllables += other.Syllables
	s.Marked += other.Marked
	s.Mistoned += other.Mistoned
}

// Right returns the share of syllables among the words, 0 without any.
func (s Spelling) Right() float64 { return share(s.Syllables, s.Words) }

// Marks returns the share of words with a letter that is not ASCII, 0 without any.
func (s Spelling) Marks() float64 { return share(s.Marked, s.Words) }

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }
