package cite

import (
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// issuerAt returns the end of the issuer phrase that begins at token i, or i
// where none does. "tỉnh", "thành phố" alone count only behind "của".
func issuerAt(toks []token, i int) int {
	r, n := heads.at(toks, i)
	if n == 0 || n == 1 && (!toks[i].upper || toks[i].low == "ban" && !named(toks, i+1)) {
		return i
	}
	end := i + n
	if r == firm {
		end = firmEnd(toks, end)
	} else {
		end = issuerEnd(toks, i, end, r)
	}
	if end == i+n && r >= free && !toks[i].upper {
		return i // "hỗ trợ doanh nghiệp ban hành kèm theo …": a kind of body, no body
	}
	return end
}

// issuerEnd returns the end of the phrase begun at token i whose head ends at token end.
func issuerEnd(toks []token, i, end int, r reach) int {
	for end < len(toks) && end-i < 24 {
		if joinsBodies(toks, i, end) {
			end++
			r = max(r, placed)
		}
		next, nextReach := issuerPart(toks, end, r)
		if next == end {
			break
		}
		end, r = next, nextReach
	}
	return end
}

// named reports whether a name or a field begins at token i: "Hoa Ban" is no board.
func named(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	_, n := fields.at(toks, i)
	return n > 0 || toks[i].upper
}

// joinsBodies reports whether the mark at token at joins two bodies to one: "liên Bộ Nội
// vụ - Bộ Tài chính", "Ban Thường vụ - Liên đoàn Luật sư".
func joinsBodies(toks []token, from, at int) bool {
	if t := toks[at].low; t != "-" && t != "–" || at+1 >= len(toks) || !toks[at+1].upper {
		return false
	}
	if toks[from].low == "liên" {
		_, n := fields.at(toks, at+1)
		return n > 0 || issuerHead(toks, at+1)
	}
	_, n := organs.at(toks, from)
	return n == at-from && issuerHead(toks, at+1)
}

// organs belong to a body that is named behind them.
var organs = listed(`ban thường vụ | ban chấp hành | thường trực | ban thường trực | thường vụ`)

// issuerPart returns the end of the piece of an issuer phrase at i, or i, and
// what may follow it.
func issuerPart(toks []token, i int, r reach) (int, reach) {
	t := toks[i]
	if t.low == "khóa" && i+1 < len(toks) {
		return i + 2, r
	}
	if t.kind == punct {
		if joinsPair(toks, i) {
			return i + 2, free
		}
		return issuerJoint(toks, i), r
	}
	if t.kind != word || r == alone || citationAt(toks, i) {
		return i, r
	}
	if _, n := fields.at(toks, i); n > 0 && (t.upper || t.low != "xây" || ofField[toks[i-1].low]) {
		return i + n, placed
	}
	if next, n := heads.at(toks, i); n > 0 && (n > 1 || t.upper) && t.low != "ban" {
		if next == firm && r != free {
			return firmEnd(toks, i+n), alone
		}
		return i + n, max(next, placed)
	}
	if _, n := levels.at(toks, i); n > 0 {
		return placeIn(toks, i, i+n, r)
	}
	if _, n := enders.at(toks, i); n > 0 {
		return i, r
	}
	if _, n := typeWordSet.at(toks, i); n > 1 {
		return i, r // "Văn phòng Tỉnh ủy Thông báo ý kiến …"
	}
	if t.low == "và" {
		if _, n := rescue.at(toks, i+1); n > 0 {
			return i + 1 + n, placed
		}
		if r == free && goesOnBehind(toks, i+1) {
			return i + 2, r
		}
		return i, r
	}
	if t.upper || r == free {
		return i + 1, r
	}
	return i, r
}

// joinsPair reports whether the mark at token i stands between two words of a body's name:
// "Phòng, chống", "HIV/AIDS".
func joinsPair(toks []token, i int) bool {
	if i+1 >= len(toks) {
		return false
	}
	if toks[i].low == "/" {
		return toks[i-1].low == "hiv" && toks[i+1].low == "aids"
	}
	return toks[i].low == "," && pairs[toks[i-1].low] == toks[i+1].low
}

// ofField stand before a field in small letters too: "Sở xây dựng".
var ofField = map[string]bool{"sở": true, "bộ": true, "trưởng": true, "phòng": true}

// goesOnBehind reports whether the name of a board or a society goes on behind "và" at
// token i: with a capital, or with a few small words before one ("Hiệp hội Điện gió và
// mặt trời Bình Thuận").
func goesOnBehind(toks []token, i int) bool {
	if i >= len(toks) || citationAt(toks, i) {
		return false
	}
	if toks[i].upper {
		return true
	}
	for end := min(len(toks), i+4); i < end; i++ {
		if _, n := levels.at(toks, i); n > 0 || toks[i].upper {
			return !issuerHead(toks, i) && !citationAt(toks, i)
		}
		if _, n := enders.at(toks, i); n > 0 || toks[i].kind != word || several[toks[i].low] {
			return false
		}
	}
	return false
}

// several begin what is no part of a name.
var several = map[string]bool{
	"các": true, "những": true, "mọi": true, "toàn": true, "một": true, "hai": true, "nhiều": true, "cả": true,
	"cán": true,
}

// placeIn reads the name behind the word for its tier, tokens i to at. With a province
// a body's name ends; behind another place only capitals go on.
func placeIn(toks []token, i, at int, r reach) (int, reach) {
	tier, _ := tierAt(toks, i)
	if _, n := provinces.at(toks, at); n > 0 && toks[at].upper && (tier == 0 || tier > 2) {
		return at + n, alone
	}
	if tier == 1 || tier == 2 {
		if end := numberedPlace(toks, at); end > at {
			return end, placed
		}
	}
	if r == free && at < len(toks) && toks[at].upper {
		r = placed
	}
	return nameEnd(toks, i, at), r
}

// numberedPlace returns where the name of a place that ends in a number ends, begun at
// token at: "phường 2", "xã Phú Hòa 2", "phường 2 Bảo Lộc". It is at for other names.
func numberedPlace(toks []token, at int) int {
	end := at
	for end < len(toks) && end < at+4 && toks[end].kind == word && toks[end].upper {
		end++
	}
	if end+1 < len(toks) && (toks[end+1].low == "tháng" || toks[end+1].low == "năm" || toks[end+1].low == "/") {
		return at
	}
	if end == len(toks) || toks[end].kind != number || len(toks[end].low) > 2 || citationAt(toks, end) {
		return at
	}
	return end + 1
}

// provinces are the names of provinces, and the one town's that begins with one of them.
var provinces = listed(strings.Join(legal.Provinces, "|") + "|Điện Biên Phủ")

// nameEnd returns where the place ends that begins at token i with a word for its tier,
// up to token at. In a name of several capitals each may be a word of a sentence
// elsewhere: "xã Năm Căn", "huyện Giao Thủy", "xã Tam Giao Nam".
func nameEnd(toks []token, i, at int) int {
	if toks[i].upper {
		return at
	}
	for at < len(toks) && toks[at].upper && !citationAt(toks, at) && !issuerHead(toks, at) {
		_, n := enders.at(toks, at)
		if liesIn(toks, at+n) { // "xã Thống Nhất, tỉnh …"
			return at + n
		}
		if n > 1 || n == 1 && (toks[at].low == "về" || !capitalAt(toks, at+1)) {
			break
		}
		at++
	}
	return at
}

// liesIn reports whether a comma at token i and a place above follow a place's name.
func liesIn(toks []token, i int) bool {
	if i >= len(toks) || toks[i].low != "," {
		return false
	}
	_, n := tierAt(toks, i+1)
	return n > 0
}

// capitalAt reports whether a word with a capital, that begins neither a citation nor
// another body, stands at token i.
func capitalAt(toks []token, i int) bool {
	return i < len(toks) && toks[i].upper && toks[i].kind == word && !citationAt(toks, i) && !issuerHead(toks, i)
}

// issuerJoint reads a mark inside an issuer phrase: a dash or "&" between
// capitals or before a ministry, the comma of "Bộ trưởng, Chủ nhiệm", "(khóa XIV)".
func issuerJoint(toks []token, i int) int {
	if i+1 >= len(toks) {
		return i
	}
	next := toks[i+1]
	switch toks[i].low {
	case "-", "–", "&":
		if next.upper && !citationAt(toks, i+1) && toks[i-1].upper {
			return i + 2
		}
		if _, n := fields.at(toks, i+2); n > 0 && next.upper && next.low == "bộ" { // "Cục Quản lý Khám, chữa bệnh - Bộ Y tế"
			return i + 2 + n
		}
		if n := placeAbove(toks, i); n > 0 { // "Trường Tiểu học Trần Phú - phường Uông Bí"
			return i + 1 + n
		}
	case ",":
		if _, n := heads.at(toks, i+1); n > 0 && toks[i-1].low == "trưởng" {
			return i + 1 + n
		}
		if n := placeAbove(toks, i); n > 0 {
			return i + 1 + n
		}
	case "'", "’":
		if toks[i-1].upper && next.kind == word && (next.upper || touches(toks, i)) { // "Ea H'Leo", "Cư M'gar"
			return i + 2
		}
	case ".":
		if toks[i-1].low == "tp" || toks[i-1].low == "tx" ||
			isInitial(toks[i-1]) && next.upper && touches(toks, i) { // "N.T Phong Hải"
			return i + 1
		}
	case "(":
		if next.low == "khóa" && i+3 < len(toks) && toks[i+3].low == ")" {
			return i + 4
		}
		if n := placeAbove(toks, i); n > 0 { // "Trường Tiểu học Trần Phú (phường Uông Bí)"
			return bracketEnd(toks, i, i+1+n)
		}
	}
	return i
}

// bracketEnd returns where the bracket at token i ends, if nothing but a name with capitals
// stands in it from token at on, otherwise i.
func bracketEnd(toks []token, i, at int) int {
	for at < len(toks) && at < i+8 && toks[at].kind == word && toks[at].upper {
		at++
	}
	if at < len(toks) && toks[at].low == ")" {
		return at + 1
	}
	return i
}

func isInitial(t token) bool { return t.upper && utf8.RuneCountInString(t.low) == 1 }

// touches reports whether no space stands around the mark at token i.
func touches(toks []token, i int) bool {
	return toks[i-1].end == toks[i].start && toks[i].end == toks[i+1].start
}

// tiers rank the words for the places that a body lies in, one in the other.
var tiers = map[string]int{
	"phường": 1, "xã": 1, "thị trấn": 1, "đặc khu": 1, "huyện": 2, "quận": 2, "thị xã": 2, "thành phố": 3, "tỉnh": 3,
}

// placeAbove reads the place that a body or its place lies in, behind the comma at i:
// "Trường Tiểu học Trần Phú, phường Uông Bí", "UBND xã Tân Hòa, tỉnh Vĩnh Long". It
// returns the length of the word for the place, with that of a province's name, 0 for a
// next member of a list.
func placeAbove(toks []token, i int) int {
	tier, length := tierAt(toks, i+1)
	if length == 0 || i+1+length >= len(toks) || !toks[i+1+length].upper {
		return 0
	}
	_, whole := provinces.at(toks, i+1+length)
	for k := i - 1; k >= max(0, i-10) &&
		(toks[k].kind == word || toks[k].kind == number || toks[k].low == "'" || toks[k].low == "’" ||
			toks[k].low == "." && touches(toks, k)); k-- {
		switch below, n := tierAt(toks, k); {
		case n > 0 && (below < tier || townIn(toks, k+n, i+1)), toks[k].low == "trường", toks[k].low == "trạm":
			return length + whole
		case n > 0:
			return 0
		}
	}
	return 0
}

// townIn reports whether a "thành phố" whose name begins at token name is a town and the
// word at token above that of its province; a city under the centre lies in none.
func townIn(toks []token, name, above int) bool {
	_, central := provinces.at(toks, name)
	return toks[above].low == "tỉnh" && toks[name-1].low == "phố" && (central == 0 || name+central < above-1)
}

// tierAt returns the rank of the word for a place at token i, and its length.
func tierAt(toks []token, i int) (tier, n int) {
	if i+1 < len(toks) {
		if t := tiers[toks[i].low+" "+toks[i+1].low]; t > 0 {
			return t, 2
		}
	}
	if i < len(toks) && tiers[toks[i].low] > 0 {
		return tiers[toks[i].low], 1
	}
	return 0, 0
}

// ofIssuer reads "của X" at token i and returns where X begins and ends; X may be
// a bare "tỉnh" or "thành phố".
func ofIssuer(toks []token, i int) (start, end int, ok bool) {
	if i >= len(toks) || toks[i].low != "của" {
		return 0, 0, false
	}
	start = i + 1
	if end = issuerAt(toks, start); end > start {
		return start, end, true
	}
	if _, n := levels.at(toks, start); n > 0 {
		end = start + n
		for end < len(toks) && toks[end].upper && !citationAt(toks, end) && end-start < 6 {
			if _, stop := enders.at(toks, end); stop > 0 {
				break
			}
			end++
		}
		return start, end, true
	}
	return 0, 0, false
}
