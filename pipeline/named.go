package pipeline

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// What lies beside a document whose ordinal is blank or could not be read: the name of its
// file and the title in its file's data. A clerk who files a document names the file; the
// title is typed at the scanner, or left over from the file that served as a model, so it
// counts where what was read agrees, and else is a guess.

// titleShare is the confidence of a number in the title of a file: of sixty, 57 were right.
const titleShare = .9

// numberBeside gives a head that prints the codes of its number the ordinal in the name of
// the file, else one in its title that is among the guesses. It returns the guesses, those
// of the title too.
func numberBeside(h *legal.Head, own ownPages, guesses []legal.Guess) []legal.Guess {
	part := strings.TrimPrefix(h.PartOfNumber(), "?")
	if part == "" {
		return nameAlone(*h, own.path)
	}
	title := ""
	if len(own.pages) > 0 {
		title = own.pages[0].FileTitle
	}
	for i, name := range []string{fileName(own.path), title} {
		ordinal, codes := ordinalIn(name, *h, part)
		switch {
		case ordinal == "":
		case i == 0 && !readsOtherwise(guesses, ordinal), isGuessed(guesses, ordinal):
			h.Number = ordinal + codes
			return nil
		default:
			return slices.Insert(slices.Clone(guesses), 0, legal.Guess{Number: ordinal, Confidence: titleShare})
		}
	}
	return guesses
}

// nameAlone returns as a guess the number that the name of a file is, where the page tells
// nothing of the codes: of sixty such names five had a letter of them wrong.
func nameAlone(h legal.Head, path string) []legal.Guess {
	named, ok := wholeNumber(fileName(path))
	if !ok || h.Number != "" || h.Type != "" && named.Type() != h.Type {
		return nil
	}
	return []legal.Guess{{Number: named.Display(), Confidence: titleShare}}
}

func isGuessed(guesses []legal.Guess, ordinal string) bool {
	return slices.ContainsFunc(guesses, func(g legal.Guess) bool { return g.Number == ordinal })
}

// readsOtherwise reports whether what was read leaves no room for an ordinal.
func readsOtherwise(guesses []legal.Guess, ordinal string) bool {
	return len(guesses) > 0 && guesses[0].Confidence > titleShare && !isGuessed(guesses, ordinal)
}

// fileName returns the name of a file without its ending.
func fileName(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

// wholeNumber reads a name that is a document's number and nothing else: "359-kh-syt",
// "5067_QD-SYT".
func wholeNumber(name string) (legal.Symbol, bool) {
	sym, ok := legal.ParseSymbol(strings.ToUpper(strings.NewReplacer("_", "-", " ", "-").Replace(name)))
	return sym, ok && len(sym.Codes) > 1 && sym.Type() != ""
}

// ordinalIn returns the ordinal that a name gives to a document with the codes of part, and
// these as the name confirms them; "" where it gives none, or several. A date is none, nor is
// a count, another document's number, or a short number at the beginning, by which files are
// kept in order.
func ordinalIn(name string, h legal.Head, part string) (ordinal, codes string) {
	sym, ok := legal.ParseSymbol("1" + part)
	if !ok {
		return "", ""
	}
	if typed, ok := legal.TypeOfCode(sym.Codes[0]); ok && h.Type != "" && typed != h.Type {
		return "", ""
	}
	words, own := wordsOfName(name), ownWords(h, sym)
	if len(words) > 1 && isOrdinal(strings.TrimRight(words[0], "abcd")) {
		if spelt := sameCodes(words[1:], part); spelt != "" {
			return words[0], spelt
		}
	}
	for i, w := range words {
		if !isOrdinal(w) || isYear(w) || !besideOwn(words, i, own) {
			continue
		}
		if ordinal != "" && ordinal != w || touches(words, i, isNumber) || i == 0 && len(w) < 3 ||
			othersNumber(words, i, h, own) {
			return "", ""
		}
		ordinal = w
	}
	return ordinal, part
}

// wordsOfName returns the words of a name without marks, in small letters.
func wordsOfName(name string) []string {
	return strings.FieldsFunc(viet.Fold(viet.Normalize(name)),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// isOrdinal reports whether a word can be a document's ordinal.
func isOrdinal(w string) bool { return isNumber(w) && len(w) <= 5 && strings.Trim(w, "0") != "" }

func isNumber(w string) bool { return strings.Trim(w, "0123456789") == "" }

// isYear reports whether a number is rather a year.
func isYear(w string) bool {
	n, err := strconv.Atoi(w)
	return err == nil && n >= 1945 && n < 2050
}

// touches reports whether a word beside word i is of a kind: numbers side by side are dates
// and lists.
func touches(words []string, i int, kind func(string) bool) bool {
	return i > 0 && kind(words[i-1]) || i+1 < len(words) && kind(words[i+1])
}

// besideOwn reports whether word i stands beside the document's own type, as a word or as a
// code, or beside another code of its number.
func besideOwn(words []string, i int, names [][]string) bool {
	before := words[:i]
	if len(before) > 1 && before[len(before)-1] == "so" {
		before = before[:len(before)-1]
	}
	for _, own := range names {
		if n := len(before) - len(own); n >= 0 && slices.Equal(before[n:], own) {
			return true
		}
		if rest := words[i+1:]; len(rest) >= len(own) && slices.Equal(rest[:len(own)], own) {
			return true
		}
	}
	return false
}

// ownWords returns the words by which names call a document: its type, also in one word, and
// its codes.
func ownWords(h legal.Head, sym legal.Symbol) (own [][]string) {
	if typed := wordsOfName(string(h.Type)); len(typed) > 0 {
		own = append(own, typed, []string{strings.Join(typed, "")})
	}
	if h.Type == legal.Letter {
		own = append(own, []string{"cv"})
	}
	for _, code := range sym.Codes {
		own = append(own, wordsOfName(code))
	}
	return own
}

// sameCodes returns the codes as printed where the words of a name are the same but for one
// letter, which the page or the clerk has wrong; a letter read twice is set right. "" for
// others.
func sameCodes(words []string, part string) string {
	named, printed := strings.Join(words, ""), strings.Join(wordsOfName(part), "")
	for i, r := range part {
		once := part[:i] + part[i+len(string(r)):]
		if strings.HasPrefix(part[i+len(string(r)):], string(r)) && strings.Join(wordsOfName(once), "") == named {
			return once
		}
	}
	if named == printed || viet.OneEdit(named, printed) {
		return part
	}
	return ""
}
