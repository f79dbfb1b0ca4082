package pipeline

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a number in the name of a file is rather than the file's own ordinal: a count ("báo
// cáo 6 tháng", "bao cao (2)"), the part or turn of something ("phu luc 02"), or the number
// of another document, which this one carries out, changes or answers ("BC thuc hien KH 144").

// counted are words, without marks, that count units behind a number.
var counted = []string{
	"thang", "nam", "ngay", "quy", "tuan", "gio", "lan", "nhiem ky", "dot", "khoa", "cap", "can bo", "cong chuc",
	"nguoi", "ho", "xa", "phuong", "huyen", "tinh", "thon", "don vi", "noi dung", "nhiem vu", "chi tieu", "tieu chi",
	"van de", "truong hop", "dia phuong", "du an", "linh vuc", "muc tieu", "giai doan",
}

// numbered are words, without marks, whose own number stands behind them.
var numbered = []string{
	"phu luc", "pl", "lan", "dot", "quy", "tuan", "thang", "ngay", "nam", "khoa", "ky", "mau", "bieu", "phan", "tap",
	"quyen", "du thao", "ban", "trang", "copy", "scan", "dieu", "khoan", "muc", "chuong",
}

// rests are words, without marks, before a document that another one rests on or changes.
var rests = []string{
	"thuc hien", "trien khai", "sua doi", "bo sung", "thay the", "bai bo", "huy bo", "dinh chinh", "gop y", "theo",
	"can cu", "kem", "kem theo", "tra loi", "phuc dap", "so ket", "tong ket", "danh gia", "cua", "ve", "tai",
}

// othersNumber reports whether number i of a name is no ordinal of the document with a head
// and the own words.
func othersNumber(words []string, i int, h legal.Head, own [][]string) bool {
	before, after := words[:i], words[i+1:]
	said := len(before) > 0 && before[len(before)-1] == "so"
	if said {
		before = before[:len(before)-1]
	}
	others := otherTypes(h, own)
	return !said && (len(words[i]) == 1 || endsWith(before, numbered)) || countsWhat(words, i) ||
		endsWith(before, others) || startsWith(after, others) || restedOn(before, own)
}

// countsWhat reports whether number i counts what follows it. A date follows instead in "KH 144
// ngày 10-3" and "KH 144 năm 2026".
func countsWhat(words []string, i int) bool {
	after := words[i+1:]
	if !startsWith(after, counted) {
		return false
	}
	if len(after) < 2 || !isNumber(after[1]) {
		return true
	}
	if after[0] == "nam" { // "10 năm 2021-2030"
		return !isYear(after[1]) || len(after) > 2 && isYear(after[2])
	}
	return len(after[1]) > 2
}

// restedOn reports whether the own words that end before a number name another document of
// the type: they follow a word that says so, or were said before.
func restedOn(before []string, own [][]string) bool {
	for _, o := range own {
		n := len(before) - len(o)
		if n < 0 || !slices.Equal(before[n:], o) {
			continue
		}
		rest := " " + strings.Join(before[:n], " ") + " "
		if endsWith(before[:n], rests) || strings.Contains(rest, " "+strings.Join(o, " ")+" ") {
			return true
		}
	}
	return false
}

// otherTypes returns the words and codes of types other than the document's, without marks.
func otherTypes(h legal.Head, own [][]string) (out []string) {
	mine := map[string]bool{}
	for _, o := range own {
		mine[strings.Join(o, " ")] = true
	}
	add := func(name string) {
		if word := strings.Join(wordsOfName(name), " "); !mine[word] {
			out = append(out, word)
		}
	}
	for _, word := range legal.TypeWords() {
		if t, _ := legal.TypeOfWord(word); t != h.Type {
			add(word)
			for _, code := range legal.CodesOfType(t) {
				add(code)
			}
		}
	}
	if h.Type != legal.Letter {
		add("cv")
	}
	return out
}

func endsWith(words, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		return strings.HasSuffix(" "+strings.Join(words, " "), " "+p)
	})
}

func startsWith(words, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		return strings.HasPrefix(strings.Join(words, " ")+" ", p+" ")
	})
}
