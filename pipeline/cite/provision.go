package cite

import (
	"strings"
	"unicode/utf8"
)

// places are the kinds of provisions a citation may name, smallest first (Nghị
// định 34/2016/NĐ-CP, Điều 62; the Party adds tiết).
var places = map[string]bool{"điểm": true, "khoản": true, "điều": true, "mục": true, "chương": true, "phần": true,
	"tiết": true}

// provisionBefore returns the first token of the provision that ends just before
// token end ("điểm a khoản 1 Điều 3 [của]"), or end where there is none. An annex
// between the two is passed over: it is no provision, but the way to one.
func provisionBefore(toks []token, end int) int {
	last := end
	if last > 0 && (toks[last-1].low == "của" || toks[last-1].low == "thuộc") {
		last--
	} else if last > 2 && toks[last-1].low == "," && numbered(toks[:last-1]) {
		last-- // "khoản 2, Điều 30, Luật Nhà ở"
	}
	if last == 0 || !ordinalToken(toks[last-1]) && toks[last-1].low != ")" {
		return end // "Điều 7 và Nghị định …": the place is another's
	}
	first := last
	for i := last; i > max(0, last-longSentence) && (provisionToken(toks, i-1) || annexWords[toks[i-1].low]); i-- {
		if places[toks[i-1].low] {
			first = i - 1
		}
	}
	if first == last || first == last-1 {
		return end // nothing, or a kind of place without its number
	}
	return first
}

// numbered reports whether the tokens end with a kind of place and its numbers: "Điểm 6.1", "Điểm 18, 19".
func numbered(toks []token) bool {
	i := len(toks) - 1
	for i > 0 && (ordinalToken(toks[i]) || (toks[i].low == "." || toks[i].low == ",") && ordinalToken(toks[i-1])) {
		i--
	}
	return i >= 0 && i < len(toks)-1 && places[toks[i].low]
}

// annexWords lead from a provision to the document whose annex it stands in:
// "khoản 1 Mục VII nội dung C Phần V Phụ lục I của Nghị định".
var annexWords = map[string]bool{"nội": true, "dung": true, "phụ": true, "lục": true}

// provisionEnd returns the end of the provision that begins at token from: before
// the words of an annex, at most at token to.
func provisionEnd(toks []token, from, to int) int {
	for i := from; i < to; i++ {
		if annexWords[toks[i].low] {
			return i
		}
	}
	return to
}

// provisionAfter returns the provision listed behind a document: "Nghị quyết số N,
// gồm: điểm b khoản 2, khoản 14 Điều 3", "Nghị định số N (khoản 2 Điều 5)".
func provisionAfter(toks []token, at int) tokens {
	i := at
	if i < len(toks) && toks[i].low == "," {
		i++
	}
	if i < len(toks) && toks[i].low == "bao" {
		i++
	}
	switch {
	case i+1 < len(toks) && toks[i].low == "gồm" && toks[i+1].low == ":":
		i += 2
	case i < len(toks) && i == at && toks[i].low == "(":
		i++
	default:
		return tokens{}
	}
	if i >= len(toks) || !places[toks[i].low] {
		return tokens{}
	}
	end := i
	for end < len(toks) && provisionToken(toks, end) && toks[end].low != "." && toks[end].low != ")" {
		end++
	}
	for end > i && !ordinalToken(toks[end-1]) {
		end--
	}
	return tokens{i, end}
}

// provisionToken reports whether token i can stand inside a provision: a kind of
// place, a number, a point's letter, a Roman numeral, a link word.
func provisionToken(toks []token, i int) bool {
	t := toks[i]
	if places[t.low] {
		// "Điều này", "quy định điểm": a kind of place needs its number
		return i+1 < len(toks) && (ordinalToken(toks[i+1]) || toks[i+1].low == "(" || toks[i+1].low == "này")
	}
	switch t.low {
	case "và", ",", ";", "các", "đến", "từ", "hoặc", "(", ")", ".":
		return true
	case "-", "–": // "Điều 41 - 45"
		return i > 0 && i+1 < len(toks) && ordinalToken(toks[i-1]) && (ordinalToken(toks[i+1]) || places[toks[i+1].low])
	}
	return ordinalToken(t)
}

func ordinalToken(t token) bool {
	switch t.kind {
	case number:
		return true
	case word:
		return utf8.RuneCountInString(t.low) == 1 || t.low[0] >= '0' && t.low[0] <= '9' ||
			strings.Trim(t.low, "ivxlc") == ""
	}
	return false
}
