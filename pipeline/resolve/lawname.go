package resolve

import (
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// lawName returns what a law is called from the title in its own head, as a
// sentence writes it: "LUẬT BẢO HIỂM XÃ HỘI" gives "Bảo hiểm xã hội".
func lawName(title string) string {
	ws := strings.Fields(viet.Normalize(title))
	if n := lawWord(ws); n > 0 && viet.Fold(strings.Join(ws[:min(2, len(ws))], " ")) != "luat su" {
		ws = ws[n:]
	}
	ws = ws[:nameEnd(ws)]
	name := strings.Trim(strings.Join(ws, " "), " .,;:")
	if name != strings.ToUpper(name) || !slices.ContainsFunc([]rune(name), unicode.IsLetter) {
		return name
	}
	return sentenceCase(name)
}

// lawWord returns the length of the type word of a law that words begin with, 0
// where they begin with none.
func lawWord(ws []string) int {
	if len(ws) > 0 && viet.Fold(ws[0]) == "luat" {
		return 1
	}
	if len(ws) > 1 {
		two := viet.Fold(ws[0] + " " + ws[1])
		if two == "bo luat" || two == "phap lenh" {
			return 2
		}
	}
	return 0
}

// nameEnd returns the number of words before what a head may print behind the
// name: a note in brackets, the law's number, its grounds.
func nameEnd(ws []string) int {
	for i, w := range ws {
		next := ""
		if i+1 < len(ws) {
			next = strings.TrimRight(viet.Fold(ws[i+1]), ":")
		}
		switch w := viet.Fold(w); {
		case i == 0:
		case strings.HasPrefix(w, "("), w == "luat" && next == "so", w == "can" && next == "cu":
			return i
		}
	}
	return len(ws)
}

// sentenceCase writes a name in capitals as a sentence does. Laws named in it
// keep their capitals: "sửa đổi một số điều của Luật Đất đai".
func sentenceCase(name string) string {
	ws := strings.Fields(strings.ToLower(name))
	ws[0] = capitalFirst(ws[0])
	for i := 1; i < len(ws); i++ {
		n := lawWord(ws[i:])
		if before := ws[i-1]; n > 0 && i+n < len(ws) &&
			(before == "của" || before == "và" || strings.HasSuffix(before, ",")) {
			ws[i], ws[i+n] = capitalFirst(ws[i]), capitalFirst(ws[i+n])
		}
	}
	return properNames.Replace(strings.Join(ws, " "))
}

// properNames are the names of bodies that laws are about.
var properNames = strings.NewReplacer("việt nam", "Việt Nam", "quốc hội", "Quốc hội", "chính phủ", "Chính phủ")

func capitalFirst(w string) string {
	r := []rune(w)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}
