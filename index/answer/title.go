package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// titles returns the titles under which a document is cited, the most frequent first, where
// there are others than its own.
func titles(d legal.Document, spelt []catalog.Spelling) []legal.Seen {
	count := map[string]int{}
	for _, s := range spelt {
		if t := trimTitle(s.Value); s.What == "title" && t != "" && t != trimTitle(d.Title) {
			count[t] += s.Count
		}
	}
	return MostFirst(count)
}

func trimTitle(t string) string { return strings.TrimRight(folded(t), " ,;.:") }

// title returns the title of a document to show. What others call it is read where that counts.
func (t *Service) title(d legal.Document) (string, error) {
	if flaws(trimTitle(d.Title)) == 0 {
		return bestTitle(d, nil), nil
	}
	spelt, err := t.c.Spellings(t.ctx, d.ID)
	return bestTitle(d, spelt), err
}

// bestTitle returns the title to show: the document's own, or where that was read badly or cut short
// the one that is read better, begins alike, and that the most citations give. Of one beyond reading
// another title will do that two citations give. One that is the document's name is none.
func bestTitle(d legal.Document, spelt []catalog.Spelling) string {
	own := trimTitle(d.Title)
	least := flaws(own)
	if viet.Slug(own) == viet.Slug(d.Name) { // of a law it is the name
		return ""
	}
	if own == "" || least == 0 || d.DecidedBy[legal.FieldTitle] != "" {
		return neat(own)
	}
	best := own
	for _, t := range titles(d, spelt) { // the most frequent first
		n := flaws(t.Value)
		if n < least && (viet.BeginsAlike(own, t.Value) || flaws(own) >= unreadable && support(t.Value, spelt) > 1) {
			best, least = t.Value, n
		}
	}
	return neat(best)
}

// unreadable is how many flaws make a title one beyond reading.
const unreadable = 3

// support counts the citations that give a title, or the beginning of it, or one that begins so.
func support(title string, spelt []catalog.Spelling) (n int) {
	for _, s := range spelt {
		if s.What == "title" && (trimTitle(s.Value) == title || viet.BeginsAlike(s.Value, title)) {
			n += s.Count
		}
	}
	return n
}

// dangling are words with which no title ends.
var dangling = []string{"bởi", "các", "của", "cho", "được", "đã", "đến", "để", "là", "như", "tại", "theo", "trong", "từ", "và", "về",
	"với"}

// flaws counts what tells that a title was read badly or cut at the wrong place: words of
// Vietnamese letters that are none, dots in a row, quotes and brackets without their other half, an
// end on a word that leads on.
func flaws(title string) (n int) {
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, w := range words {
		if viet.HasMark(w) && !viet.IsWord(w) && !isCode(w) {
			n++
		}
	}
	for _, pair := range []string{"“”", "()", "[]"} {
		two := []rune(pair)
		if strings.Count(title, string(two[0])) != strings.Count(title, string(two[1])) {
			n++
		}
	}
	if strings.Count(title, `"`)%2 == 1 {
		n++
	}
	if strings.Contains(title, "..") {
		n++
	}
	if len(words) > 0 && slices.Contains(dangling, strings.ToLower(words[len(words)-1])) {
		n++
	}
	return n
}

// isCode reports whether a word is made of capitals as codes are: UBND, BLĐTBXH, GDĐT.
func isCode(word string) bool { return word == strings.ToUpper(word) }

// amended is what is said of a document after its title: "được sửa đổi, bổ sung bởi Nghị định …".
var amended = regexp.MustCompile(`,?\s+(đã )?được (sửa đổi|bổ sung|thay thế|bãi bỏ)[\pL, ]* (bởi|tại|theo)( .*)?$`)

// neat writes a title as a heading: without what is said of its amendments, without quotes around
// all of it, its first letter a capital.
func neat(title string) string {
	title = amended.ReplaceAllString(title, "")
	for _, pair := range []string{"“”", `""`} {
		two := []rune(pair)
		inner, begins := strings.CutPrefix(title, string(two[0]))
		inner, ends := strings.CutSuffix(inner, string(two[1]))
		if begins && ends && !strings.ContainsAny(inner, pair) {
			title = inner
		}
	}
	r := []rune(title)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}
