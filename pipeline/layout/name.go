package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// placeWords stand before the name of a place or person, which keeps its capitals.
var placeWords = map[string]bool{
	"tỉnh": true, "phố": true, "huyện": true, "xã": true, "quận": true, "phường": true, "trấn": true, "thpt": true,
	"thcs": true, "khu": true, "học": true, "non": true, "tp": true, "tx": true,
}

// capitalized are words that always are within names of bodies.
var capitalized = []string{
	"Việt Nam", "Hồ Chí Minh", "Hà Nội", "Nhà nước", "Đảng", "Trung ương", "Quốc hội", "Chính phủ", "Thủ tướng",
	"Nhân dân tối cao", "Thường vụ", "Chấp hành", "Tổ quốc", "Bí thư", "Mặt trận", "Thương binh", "Xã hội",
}

// SentenceCase writes a name printed in capitals as running text does: "Ủy ban
// nhân dân tỉnh Lâm Đồng", "Sở Giáo dục và Đào tạo". It only serves the eye: names
// are compared without case.
func SentenceCase(s string) string {
	if s == "" || !isCapitals(s) {
		return s
	}
	words := strings.Fields(s)
	proper := false
	for i, w := range words {
		low := strings.ToLower(w)
		switch {
		case isAbbreviation(w):
			proper = placeWords[low] || proper && strings.Contains(strings.Trim(w, ".,"), ".") // "N.T Phong Hải"
			continue
		case isPartyName(words, i):
			proper = true
			words[i] = low
		case beginsPlace(words, i):
			proper = true
			words[i] = low
		case low == "và" || low == "của" || low == "nhân" || low == "dân":
			words[i] = low
		case proper || i == 0 || opensField(words, i):
			words[i] = capital(low)
		default:
			words[i] = low
		}
		proper = proper && !strings.HasSuffix(w, ",")
	}
	out := strings.Join(words, " ")
	for _, c := range slices.Concat(capitalized, legal.Provinces) {
		out = strings.ReplaceAll(out, " "+strings.ToLower(c), " "+c)
	}
	return out
}

// isAbbreviation reports whether a word in capitals is none that could be spoken:
// UBND, THCS, GD&ĐT, TW.
func isAbbreviation(w string) bool {
	w = strings.Trim(w, ",.")
	return !viet.IsSyllable(w) && utf8.RuneCountInString(w) > 1
}

// isPartyName reports whether a word is the second of "Thành ủy", "Tỉnh ủy": a
// place follows.
func isPartyName(words []string, i int) bool {
	return i == 1 && viet.Marked(words[1]) == viet.Marked("ủy") && strings.ToLower(words[0]) != "đảng"
}

// beginsPlace reports whether a word stands before the name of a place: "tỉnh",
// the second of "thành phố", "thị xã", "đặc khu".
func beginsPlace(words []string, i int) bool {
	low := strings.ToLower(words[i])
	if i == 0 || !placeWords[low] {
		return false
	}
	prev := strings.ToLower(words[i-1])
	switch low {
	case "phố":
		return prev == "thành"
	case "trấn":
		return prev == "thị"
	case "học":
		return prev == "tiểu"
	case "non":
		return prev == "mầm"
	case "khu":
		return prev == "đặc"
	case "xã":
		return i+1 == len(words) || strings.ToLower(words[i+1]) != "hội" ||
			endsLocalBody[viet.Marked(prev)] && i+2 < len(words)
	}
	return true
}

// endsLocalBody ends the names of bodies that every commune has: behind one of them "XÃ
// HỘI AN" is a commune, elsewhere "XÃ HỘI" is society.
var endsLocalBody = map[string]bool{
	"ubnd": true, "hđnd": true, "mttq": true, "dân": true, viet.Marked("ủy"): true, "bộ": true, "quốc": true,
}

// opensField reports whether a word begins the field of a ministry or office:
// behind "Sở", "và" or a comma.
func opensField(words []string, i int) bool {
	switch strings.ToLower(words[i-1]) {
	case "sở", "bộ", "phòng", "cục", "vụ", "viện", "và", "ban", "-", "–":
		return true
	}
	return strings.HasSuffix(words[i-1], ",")
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
