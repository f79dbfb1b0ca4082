package resolve

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// tier is the rank of a place. Districts come in three kinds because a province
// may have a town and a rural district of one name (huyện and thị xã Kỳ Anh).
type tier uint8

const (
	anyTier  tier = iota
	central       // the State's or the Party's centre: needs no place
	province      // tỉnh, central city
	district      // of unknown kind
	town          // thành phố in a province, thị xã
	rural         // huyện
	quarter       // quận
	city          // thành phố: a town, or a central city, which ranks as a province
	commune       // xã, phường, thị trấn, đặc khu
	unit          // a school, a company: known by its name
)

func (t tier) isDistrict() bool { return t >= district && t <= quarter }

// covers reports whether u can be what t leaves open.
func (t tier) covers(u tier) bool {
	return t == u || t == anyTier || t == district && u.isDistrict() || t == city && (u == town || u == district || u == province)
}

func (t tier) level() legal.Level {
	switch {
	case t == central:
		return legal.LevelCentral
	case t == province:
		return legal.LevelProvince
	case t.isDistrict():
		return legal.LevelDistrict
	case t == commune:
		return legal.LevelCommune
	case t == unit:
		return legal.LevelUnit
	}
	return legal.LevelUnknown
}

// seat says which of the bodies with one code is meant: its tier and its place.
type seat struct {
	tier tier
	name string // slug of the place, "" unknown
	over string // slug of the place it lies in, only where the name needs it; "" unknown
	text string // the place as printed, no part of the identity
}

// known reports whether the seat leaves one body only.
func (s seat) known() bool {
	switch {
	case s.tier == central:
		return true
	case s.name == "" || s.tier == anyTier || s.tier == district || s.tier == city:
		return false
	}
	return s.over != "" || !s.needsProvince()
}

func (s seat) needsProvince() bool {
	return s.tier == commune || s.tier.isDistrict() && recurring[s.name]
}

// meets reports whether two seats can be one: nothing known of one contradicts
// the other.
func (s seat) meets(t seat) bool {
	return (s.covers(t) || t.covers(s)) && (s.name == t.name || s.name == "" || t.name == "") && (s.over == t.over || s.over == "" || t.over == "")
}

// covers compares the tiers: of the provinces, only a central city is a city.
func (s seat) covers(t seat) bool {
	return s.tier.covers(t.tier) && (s.tier != city || t.tier != province || centralCities[t.name])
}

// refines reports whether s says all that t says.
func (s seat) refines(t seat) bool {
	return t.covers(s) && s.meets(t) && (t.name == "" || s.name != "") && (t.over == "" || s.over != "")
}

func (s seat) same(t seat) bool { return s.tier == t.tier && s.name == t.name && s.over == t.over }

// centralCodes are the issuer codes with one body in the country, besides those
// of the Party's centre.
var centralCodes = set(`CP TTg QH UBTVQH CTN HĐBT HĐNN HĐTP TANDTC VKSNDTC KTNN TTCP NHNN VPCP VPQH VPCTN TTXVN THVN TNVN
	TLĐ MTTW BCA BQP BNG BTP BYT BNV BTC BXD BKHCN BNNMT BDTTG BCT BVHTTDL BGDĐT BLĐTBXH BKHĐT BGTVT BTTTT BTNMT BNNPTNT UBDT
	BVHTT BTM BCN BTS BKHCNMT ĐUCP ĐUQH TWĐTN`)

func isCentral(code string) bool {
	return centralCodes[code] || code == "TW" || len(code) > 2 && strings.HasSuffix(code, "TW")
}

// tierOfCode returns the tier a code tells by itself.
func tierOfCode(code string) tier {
	switch {
	case isCentral(code):
		return central
	case strings.HasSuffix(code, "HU") && len(code) != 3:
		return rural
	case strings.HasSuffix(code, "QU") && len(code) != 3:
		return quarter
	case isDepartment(code):
		return province
	}
	return anyTier
}

// isDepartment reports whether a code is that of a sở: SYT, SNV, SGDĐT.
func isDepartment(code string) bool { return len(code) >= 3 && code[0] == 'S' }

// isOffice reports whether a code is that of a district's or commune's phòng.
func isOffice(code string) bool {
	return len(code) >= 3 && code[0] == 'P' && !strings.ContainsAny(code, "0123456789")
}

// isLocal reports whether a code belongs to the bodies that every place has:
// People's Committees and Councils, Party committees and their organs.
func isLocal(code string) bool {
	for _, end := range []string{"UBND", "HĐND", "TU", "HU", "QU", "ĐU"} {
		if strings.HasSuffix(code, end) {
			return true
		}
	}
	return code == "CB" || code == "ĐH"
}

// seatOf reads which body with a code an issuer phrase names. A phrase without a
// name ("UBND tỉnh") means the citing document's own place.
func seatOf(code, phrase string, at home) seat {
	own := tierOfCode(code)
	if own == central {
		return seat{tier: central}
	}
	ws := words(phrase)
	if len(ws) == 0 {
		return seat{tier: own}
	}
	marks := marksIn(ws)
	if ws[0].low == "trường" || len(ws) > 2 && ws[0].low == "hiệu" && ws[1].low == "trưởng" {
		return school(ws, marks, at)
	}
	if len(marks) > 0 {
		return at.place(marks)
	}
	name := lastName(ws)
	switch {
	case isProvince(placeSlug(name)):
		return seatIn(province, name)
	case own == province:
		return at.relative(province)
	case isOffice(code) && name == "":
		return at.below(district)
	case isOffice(code):
		return seatIn(district, name)
	case isLocal(code):
		return seatIn(own, name)
	}
	if len(bodyWords(phrase)) == 0 { // "Ban thường vụ" of a body that the phrase does not name
		return seat{tier: unit}
	}
	s := seat{tier: unit, name: slug(withoutPost(phrase)), over: at.nearest()}
	if nationwide(ws) {
		s.over = ""
	}
	return s
}

// posts are offices that a phrase may put before the body.
var posts = []string{"Bộ trưởng ", "Trưởng ", "Giám đốc ", "Tổng giám đốc ", "Chủ tịch ", "Cục trưởng ", "Chi cục trưởng "}

// withoutPost cuts the office-holder off an issuer phrase: the leader of a body
// signs for it ("Trưởng Ban Chỉ đạo …").
func withoutPost(phrase string) string {
	for _, p := range posts {
		if rest, ok := strings.CutPrefix(phrase, p); ok && len(words(rest)) > 1 {
			return rest
		}
	}
	return phrase
}

// school returns the seat of a school: many towns have a Trường THCS Nguyễn Huệ,
// and the town may stand behind the name.
func school(ws []word, marks []mark, at home) seat {
	if ws[0].low == "hiệu" {
		ws = ws[2:]
	}
	var name []string
	for i := range ws {
		if _, n := markAt(ws, i); n > 0 {
			break
		}
		name = append(name, ws[i].text)
	}
	s := seat{tier: unit, name: slug(strings.Join(name, " ")), over: at.nearest()}
	if len(marks) > 0 && marks[0].name != "" {
		s.over = placeSlug(marks[0].name)
	}
	return s
}

// nationwide reports whether a phrase names a body of the whole country.
func nationwide(ws []word) bool {
	low := " " + strings.Join(lows(ws), " ") + " "
	for _, w := range []string{" việt nam ", " trung ương ", " tw ", " chính phủ ", " quốc gia "} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return strings.HasPrefix(low, " tổng cục ") || isMinistry(ws)
}

// isMinistry reports whether a phrase begins with a ministry or its minister:
// "Bộ Văn hóa", not "bộ phận" or the command of a province's soldiers.
func isMinistry(ws []word) bool {
	if len(ws) > 2 && ws[0].low == "bộ" && ws[1].low == "trưởng" {
		ws = ws[2:]
	}
	return len(ws) > 1 && ws[0].low == "bộ" && ws[1].capped && ws[1].low != "chỉ" && ws[1].low != "tư"
}

// mark is a word of rank in a phrase ("tỉnh", "Thị ủy") and the name behind it.
type mark struct {
	tier tier   // central cities come out as province, other cities as town, "thành phố" alone as city
	name string // "" for a relative one
}

var tierWords = map[string]tier{
	"tỉnh": province, "tỉnh ủy": province, "thành phố": city, "thành ủy": city, "tp": city, "thị xã": town, "thị ủy": town, "tx": town,
	"huyện": rural, "huyện ủy": rural, "quận": quarter, "quận ủy": quarter, "xã": commune, "phường": commune, "thị trấn": commune, "đặc khu": commune,
}

// markAt returns the word of rank that begins at ws[i:] and its length in words.
func markAt(ws []word, i int) (string, int) {
	if i+1 < len(ws) && !ws[i+1].stop {
		two := ws[i].low + " " + ws[i+1].low
		if _, ok := tierWords[two]; ok {
			return two, 2
		}
		if two == "xã hội" {
			return "", 0
		}
	}
	if i > 0 && ws[i].low == "xã" && ws[i-1].low == "tác" {
		return "", 0
	}
	if _, ok := tierWords[ws[i].low]; ok {
		return ws[i].low, 1
	}
	return "", 0
}

// marksIn returns the words of rank in a phrase, in order.
func marksIn(ws []word) []mark {
	var out []mark
	for i := 0; i < len(ws); i++ {
		w, n := markAt(ws, i)
		if n == 0 {
			continue
		}
		i += n
		t := tierWords[w]
		name := listedName(t, nameAt(ws, i))
		i += len(name) - 1
		text := strings.Join(name, " ")
		if t == city && text != "" {
			t = town
			if centralCities[placeSlug(text)] {
				t = province
			}
		}
		out = append(out, mark{t, text})
	}
	return out
}

// nameAt returns the run of capitalised words that begins at ws[i:] and ends
// before the next word of rank.
func nameAt(ws []word, i int) []string {
	var name []string
	for ; i < len(ws) && ws[i].capped && !ws[i].stop; i++ {
		if _, n := markAt(ws, i); n > 0 && len(name) > 0 {
			break
		}
		name = append(name, ws[i].text)
	}
	return name
}

// listedName ends the name of a province or town where a listed one ends: a head in
// capitals goes on with the next line ("TỈNH KIÊN GIANG SỞ Y TẾ").
func listedName(t tier, name []string) []string {
	for n := len(name); n > 0; n-- {
		s := placeSlug(strings.Join(name[:n], " "))
		if (t == province || t == city) && isProvince(s) || (t == town || t == city) && townProvinces[s] != "" {
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
