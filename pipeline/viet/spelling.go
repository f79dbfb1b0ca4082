package viet

import (
	"strings"
	"unicode"
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
	for _, w := range strings.FieldsFunc(Normalize(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		syllable := IsSyllable(w)
		if utf8.RuneCountInString(w) < 2 {
			continue
		}
		if !syllable && w == strings.ToUpper(w) {
			s.Capitals++
			continue
		}
		s.Words++
		if syllable {
			s.Syllables++
		}
		if syllable && mistoned(w) {
			s.Mistoned++
		}
		if !IsASCII(w) {
			s.Marked++
		}
	}
}

func mistoned(syllable string) bool {
	plain, t, _ := splitTone([]rune(strings.ToLower(syllable)))
	return stopped(plain) && strings.ContainsRune("àảã", vowel{0, t}.letter(t))
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
