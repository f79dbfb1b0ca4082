package cite

import (
	_ "embed"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

//go:embed lawnames.txt
var lawNamesFile string

// lawNames are the names of laws, codes and ordinances without the type word.
// They are matched whole and longest first: "Giáo dục" is not "Giáo dục nghề nghiệp".
var lawNames = listed(lawNamesFile)

// lawType returns the law's type word at token i and how many tokens it takes.
func lawType(toks []token, i int) (legal.Type, int) {
	if i >= len(toks) {
		return "", 0
	}
	next := ""
	if i+1 < len(toks) {
		next = toks[i+1].low
	}
	switch w := toks[i].low; {
	case w == "luật" && !decoyBefore(toks, i):
		return legal.Law, 1
	case w == "bộ" && next == "luật":
		return legal.Code, 2
	case w == "pháp" && next == "lệnh":
		return legal.Ordinance, 2
	case w == "hiến" && next == "pháp" && (i == 0 || toks[i-1].low != "luật"):
		return legal.Constitution, 2
	}
	return "", 0
}

// decoyBefore reports whether "luật" at token i is part of another word (pháp luật,
// kỷ luật, quy luật), or names a branch of learning or a firm ("khoa Luật Hình sự",
// "Trường Đại học Luật Hà Nội", "Công ty Luật Minh Khai").
func decoyBefore(toks []token, i int) bool {
	if i == 0 {
		return false
	}
	switch toks[i-1].low {
	case "pháp", "kỷ", "kỉ", "ký", "kỹ", "ky", "quy", "định", "thanh", "âm":
		return !toks[i].upper || toks[i-1].upper
	case "bộ":
		return true // read as Bộ luật
	}
	_, n := learned.before(toks, i)
	return n > 0
}

// learned stand before "Luật" where it is no law.
var learned = listed(`
	khoa | đại học | trường | học viện | viện | bộ môn | môn | môn học | chuyên ngành | chuyên ngành đào tạo
	ngành học | giáo trình | cử nhân | thạc sĩ | thạc sỹ | tiến sĩ | tiến sỹ | sinh viên
	giảng viên | câu lạc bộ | tạp chí | công ty | công ty tnhh | công ty tnhh mtv | công ty tnhh một thành viên
	công ty hợp danh | văn phòng | hãng | tổ chức hành nghề | bằng | học phần
	lớp | hội | nghề | cao học | ngành`)

// lawName returns the end of the name that begins at token i, or i. A name in no
// list counts where it begins with a capital and ends before a number, a date or
// a mark.
func lawName(toks []token, i int, t legal.Type) int {
	if t == legal.Constitution {
		return i
	}
	if n := amendingName(toks, i); n > i {
		return n
	}
	if _, n := lawNames.at(toks, i); n > 0 {
		return i + n
	}
	if i >= len(toks) || !toks[i].upper || toks[i].kind != word {
		return i
	}
	return unlistedName(toks, i)
}

// unlistedName reads a name up to the first token that cannot belong to it.
func unlistedName(toks []token, i int) int {
	for end := i; end < len(toks) && end-i < 16; end++ {
		t := toks[end]
		switch {
		case t.kind == punct && t.low == ",":
			if end+1 < len(toks) && toks[end+1].kind == word && !toks[end+1].upper {
				continue // "Phòng, chống …"
			}
			return end
		case t.kind == symbol || t.kind == punct || t.kind == number:
			return end
		case end > i && (t.low == "số" || t.low == "ngày" || t.low == "năm" || t.low == "này" || t.low == "hiện"):
			return end
		case end > i && (citationAt(toks, end) ||
			t.low == "và" && end+1 < len(toks) && (citationAt(toks, end+1) || toks[end+1].upper)):
			return end
		case end > i:
			if _, n := enders.at(toks, end); n > 0 && t.low != "tổ" && t.low != "giao" {
				return end
			}
		}
	}
	return i
}

var amending = listed(`
	sửa đổi, bổ sung một số điều của | sửa đổi, bổ sung một số điều và | sửa đổi, bổ sung
	sửa đổi bổ sung một số điều của | sửa đổi một số điều của
	sửa đổi, bổ sung một số điều theo | sửa đổi, bổ sung các điều | sửa đổi, bổ sung điều`)

// amendingName reads the whole title of an amending law: "sửa đổi, bổ sung một số
// điều của Luật A, Luật B và Luật C". It ends before "số", "ngày" and "năm".
func amendingName(toks []token, i int) int {
	_, n := amending.at(toks, i)
	if n == 0 {
		return i
	}
	end := i + n
	for end < len(toks) {
		at := end
		if at > i+n {
			for at < len(toks) && (toks[at].low == "," || toks[at].low == "và" || toks[at].low == "của") {
				at++
			}
		}
		t, n := lawType(toks, at)
		if n == 0 {
			break
		}
		next := lawName(toks, at+n, t)
		if numberedInList(toks, next) {
			return i
		}
		if next == at+n {
			break
		}
		end = next
	}
	if end == i+n {
		return unlistedTail(toks, end)
	}
	return end
}

// unlistedTail takes an amending title that names no law we can end ("37 luật có
// liên quan đến quy hoạch") up to the next mark, number or date.
func unlistedTail(toks []token, i int) int {
	for end := i; end < len(toks) && end-i < 30; end++ {
		switch t := toks[end]; {
		case t.kind == symbol, t.kind == punct && strings.Contains(";.():“”\"", t.low), t.low == "số", t.low == "ngày",
			t.low == "năm":
			return end
		}
	}
	return i
}

// followedByNumber reports whether a law's number stands at token i, and the token
// behind it.
func followedByNumber(toks []token, i int) (end int, ok bool) {
	if i < len(toks) && toks[i].low == "số" {
		i++
	}
	return i + 1, i < len(toks) && toks[i].kind == symbol
}

// numberedInList reports whether the number of a law stands at token i and another
// law follows it: each law of the list has its own then. A number behind the last
// one is that of the amending law ("Luật sửa đổi, bổ sung một số điều của Luật A,
// Luật B số 90/2025/QH15").
func numberedInList(toks []token, i int) bool {
	i, ok := followedByNumber(toks, i)
	for ok && i < len(toks) && (toks[i].low == "," || toks[i].low == "và") {
		i++
	}
	_, n := lawType(toks, i)
	return ok && n > 0
}
