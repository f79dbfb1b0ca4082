package authority

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// word is one word of a phrase.
type word struct {
	text   string // as printed
	low    string // lower case, one place for the tone mark
	capped bool   // begins with a capital or a digit
	stop   bool   // a comma, a bracket or the like stands before it
}

// words splits a phrase at everything that is no letter or digit. A dash parts
// words without a stop: Bà Rịa - Vũng Tàu is one name.
func words(phrase string) []word {
	var out []word
	stop := false
	rest := viet.Normalize(phrase)
	for rest != "" {
		n := strings.IndexFunc(rest, func(r rune) bool { return !isWordRune(r) })
		if n < 0 {
			n = len(rest)
		}
		if n > 0 && n < len(rest) && rest[n] == '.' {
			n = max(n, len(strings.TrimSpace(initials.FindString(rest))))
		}
		if n > 0 {
			text := rest[:n]
			first, _ := utf8.DecodeRuneInString(text)
			out = append(out, word{text, viet.Marked(strings.ToLower(text)), unicode.IsUpper(first) ||
				unicode.IsDigit(first), stop})
			rest, stop = rest[n:], false
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		stop = stop || strings.ContainsRune(",;:()[]\"“”", r)
		rest = rest[size:]
	}
	return out
}

// initials are one word of a name: "thị trấn N.T Phong Hải".
var initials = regexp.MustCompile(`^\p{Lu}(?:\.\p{Lu})+(?:\s|$)`)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

// lows returns the words in lower case.
func lows(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.low
	}
	return out
}

// placeName is a word of level in a phrase ("tỉnh", "Thị ủy") and the name behind it.
type placeName struct {
	level Level  // central cities come out as province, other cities as town, "thành phố" alone as city
	name  string // "" for a relative one
}

func (n placeName) jurisdiction() Jurisdiction { return in(n.level, n.name) }

var levelWords = map[string]Level{
	"tỉnh": Province, "tỉnh ủy": Province, "thành phố": City, "thành ủy": City, "tp": City, "thị xã": Town,
	"thị ủy": Town, "tx": Town,
	"huyện": RuralDistrict, "huyện ủy": RuralDistrict, "quận": UrbanDistrict, "quận ủy": UrbanDistrict,
	"xã": Commune, "phường": Commune, "thị trấn": Commune, "đặc khu": Commune,
}

// levelWordAt returns the word of level that begins at ws[i:] and its length in words.
func levelWordAt(ws []word, i int) (string, int) {
	if i+1 < len(ws) && !ws[i+1].stop {
		two := ws[i].low + " " + ws[i+1].low
		if _, ok := levelWords[two]; ok {
			return two, 2
		}
		if two == "xã hội" && (ws[i].capped || !ws[i+1].capped) { // but "xã Hội An"
			return "", 0
		}
	}
	if i > 0 && ws[i].low == "xã" && ws[i-1].low == "tác" {
		return "", 0
	}
	if _, ok := levelWords[ws[i].low]; ok {
		return ws[i].low, 1
	}
	return "", 0
}

// placeNames returns the places that a phrase names or leaves to its origin, in order.
// The day is that of the document in question, zero where it is not known.
func (o Origin) placeNames(ws []word, day legal.Date) []placeName {
	var out []placeName
	for i := 0; i < len(ws); i++ {
		w, n := levelWordAt(ws, i)
		if n == 0 {
			continue
		}
		i += n
		t := levelWords[w]
		name := o.knownName(t, ws, i, listedName(t, nameAt(ws, i)), day)
		i += len(name) - 1
		text := strings.Join(name, " ")
		if t == City && text != "" {
			t = o.cityLevel(text, day)
		}
		out = append(out, placeName{t, text})
	}
	return out
}

// knownName returns the name of a unit of a level that begins at ws[i:] and is longer than
// what its capitals tell: heads in capitals are put into small letters word by word
// ("UBND xã Tân dân", "UBND xã EA súp"). Else it returns what they tell.
func (o Origin) knownName(t Level, ws []word, i int, told []string, day legal.Date) []string {
	var name []string
	best := told
	capped := false
	for k := i; k < len(ws) && k < i+maxNameWords && (k == i || !ws[k].stop); k++ {
		name = append(name, ws[k].text)
		capped = capped || ws[k].capped
		if !capped || len(name) <= len(told) {
			continue
		}
		for _, u := range o.gazetteer().Named(strings.Join(name, " "), cmp.Or(day, o.day)) {
			if t.covers(u.Level()) {
				best = strings.Fields(u.Name)
				if len(best) != len(name) { // a mark stands between its words
					best = slices.Clone(name)
				}
			}
		}
	}
	return best
}

// maxNameWords is how many words the name of a place has at most.
const maxNameWords = 5

// nameAt returns the run of capitalised words that begins at ws[i:] and ends
// before the next word of level.
func nameAt(ws []word, i int) []string {
	var name []string
	for ; i < len(ws) && ws[i].capped && !ws[i].stop; i++ {
		if _, n := levelWordAt(ws, i); n > 0 && len(name) > 0 {
			break
		}
		name = append(name, ws[i].text)
	}
	return name
}

// listedName ends the name of a province or town where a listed one ends: a head in
// capitals goes on with the next line ("TỈNH KIÊN GIANG SỞ Y TẾ").
func listedName(t Level, name []string) []string {
	for n := len(name); n > 0; n-- {
		s := placeKey(strings.Join(name[:n], " "))
		if (t == Province || t == City) && IsProvince(s) || (t == Town || t == City) && townProvinces[s] != "" {
			return name[:n]
		}
	}
	return name
}

// lastName returns the capitalised words that end a phrase ("Sở GD&ĐT Quảng
// Ninh"), "" where the phrase is one such run from its beginning.
func lastName(ws []word) string {
	i := len(ws)
	for i > 0 && ws[i-1].capped && !isAcronym(ws[i-1].text) {
		i--
		if ws[i].stop {
			break
		}
	}
	if i == 0 || i == len(ws) {
		return ""
	}
	var name []string
	for _, w := range ws[i:] {
		name = append(name, w.text)
	}
	return strings.Join(name, " ")
}

func isAcronym(s string) bool { return len([]rune(s)) > 1 && s == strings.ToUpper(s) }
