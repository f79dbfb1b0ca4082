package resolve

import (
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// provinces are the 63 provinces and central cities before 1 July 2025, by slug;
// the 34 since then all carry one of these names.
var provinces = slugged(`An Giang, Bà Rịa - Vũng Tàu, Bắc Giang, Bắc Kạn, Bạc Liêu, Bắc Ninh, Bến Tre, Bình Định, Bình Dương, Bình Phước, Bình Thuận,
	Cà Mau, Cần Thơ, Cao Bằng, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh,
	Hải Dương, Hải Phòng, Hậu Giang, Hồ Chí Minh, Hòa Bình, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lâm Đồng, Lạng Sơn,
	Lào Cai, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh,
	Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang,
	Vĩnh Long, Vĩnh Phúc, Yên Bái`)

// centralCities are the cities that rank with provinces. Huế has done so since
// 2025 only and is taken for the city inside its province.
var centralCities = set(`can-tho da-nang ha-noi hai-phong ho-chi-minh`)

// recurring are district names that several provinces have: only with the
// province do they name a body. Communes always need it.
var recurring = set(`an-phu bao-lam chau-thanh chau-thanh-a chau-phu cho-moi ha-quang kim-boi long-phu my-duc phong-dien phu-tan
	quang-hoa tam-nong thanh-binh thanh-ha tan-chau tan-hung tan-phu vinh-thanh yen-son`)

var placeAliases = map[string]string{
	"hcm": "ho-chi-minh", "dac-lac": "dak-lak", "dac-lak": "dak-lak", "daklak": "dak-lak", "dac-nong": "dak-nong",
	"daknong": "dak-nong", "vung-tau-ba-ria": "ba-ria-vung-tau", "bac-can": "bac-kan", "brvt": "ba-ria-vung-tau",
}

// slugged maps the slug of each name in a list to the name.
func slugged(list string) map[string]string {
	m := map[string]string{}
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		m[slug(name)] = name
	}
	return m
}

// isProvince reports whether a slug is a province's.
func isProvince(slug string) bool { return provinces[slug] != "" }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// slug returns s in ASCII letters, digits and dots with a dash between words.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range viet.Fold(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '&':
		default:
			gap = true
		}
	}
	return strings.TrimRight(b.String(), ".-")
}

func placeSlug(name string) string {
	s := slug(name)
	if a, ok := placeAliases[s]; ok {
		return a
	}
	return s
}

// seatIn returns the seat with a printed place name.
func seatIn(t tier, name string) seat {
	s := seat{tier: t, name: placeSlug(name), text: name}
	if t == province && isProvince(s.name) {
		s.text = provinces[s.name]
	} else if name == strings.ToUpper(name) {
		s.text = capitalized(name)
	}
	return s
}

// capitalized writes each word of a name with one capital: CẨM PHẢ, Cẩm Phả.
func capitalized(name string) string {
	ws := strings.Fields(strings.ToLower(name))
	for i, w := range ws {
		r := []rune(w)
		ws[i] = strings.ToUpper(string(r[0])) + string(r[1:])
	}
	return strings.Join(ws, " ")
}

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
		if n > 0 {
			text := rest[:n]
			first := []rune(text)[0]
			out = append(out, word{text, viet.Marked(strings.ToLower(text)), unicode.IsUpper(first) || unicode.IsDigit(first), stop})
			rest, stop = rest[n:], false
			continue
		}
		r := []rune(rest)[0]
		stop = stop || strings.ContainsRune(",;:()[]\"“”", r)
		rest = rest[len(string(r)):]
	}
	return out
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
