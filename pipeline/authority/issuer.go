package authority

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Read returns the jurisdiction of the body that an issuer phrase names, given the
// canonical code of its number and the day of the document it issued, zero where that
// is not known. A phrase without a name ("UBND tỉnh") means the citing document's own
// place. What none of them tells stays open.
func Read(code, phrase string, day legal.Date, at Origin) Jurisdiction {
	s := read(code, phrase, day, at)
	s.Province = at.around(s, phrase, day)
	return s
}

func read(code, phrase string, day legal.Date, at Origin) Jurisdiction {
	own := levelOfCode(code)
	if own == Central {
		return Jurisdiction{Level: Central}
	}
	ws := words(phrase)
	if len(ws) == 0 {
		return Jurisdiction{Level: own}
	}
	if body := centralBody(phrase); body != "" {
		return Jurisdiction{Level: Unit, Name: body}
	}
	places := at.placeNames(ws, day)
	if ws[0].low == "trường" || len(ws) > 2 && ws[0].low == "hiệu" && ws[1].low == "trưởng" {
		return school(ws, places, day, at)
	}
	if len(places) > 0 {
		return at.place(places, day)
	}
	name := lastName(ws)
	switch {
	case IsProvince(placeKey(name)):
		return in(Province, name)
	case name == "" && isCommuneOffice(code, ws) && at.twoLevels() && at.commune.Name != "":
		return at.commune
	case own == Province:
		return at.relative(Province)
	case isOffice(code) && name == "":
		return at.below(District)
	case isOffice(code):
		return in(District, name)
	case isLocal(code):
		return in(own, name)
	}
	if len(bodyWords(phrase)) == 0 { // "Ban thường vụ" of a body that the phrase does not name
		return Jurisdiction{Level: Unit}
	}
	s := Jurisdiction{Level: Unit, Name: unitKey(withoutPost(phrase)), Parent: at.nearest()}
	if nationwide(ws) {
		s.Parent = ""
	}
	return s
}

// posts are offices that a phrase may put before the body.
var posts = []string{"Bộ trưởng ", "Trưởng ", "Giám đốc ", "Tổng giám đốc ", "Chủ tịch ", "Cục trưởng ",
	"Chi cục trưởng "}

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

// school returns the jurisdiction of a school: many towns have a Trường THCS Nguyễn Huệ,
// and the town may stand behind the name.
func school(ws []word, places []placeName, day legal.Date, at Origin) Jurisdiction {
	if ws[0].low == "hiệu" {
		ws = ws[2:]
	}
	var name []string
	for i := range ws {
		if _, n := levelWordAt(ws, i); n > 0 {
			break
		}
		name = append(name, ws[i].text)
	}
	s := Jurisdiction{Level: Unit, Name: unitKey(strings.Join(name, " ")), Parent: at.nearest()}
	if len(places) > 0 && places[0].name != "" {
		s.Parent = at.place(places, day).path()
	}
	return s
}

// isCommuneOffice reports whether a code or phrase is that of an office that every
// commune has since 1 July 2025 (Nghị định 150/2025/NĐ-CP): its phòng, its health
// station, its service centre. Those of the province's police are not among them.
func isCommuneOffice(code string, ws []word) bool {
	low := strings.Join(lows(ws), " ") + " "
	if strings.HasPrefix(low, "phòng cảnh sát ") || strings.HasPrefix(low, "phòng an ninh ") {
		return false
	}
	return isOffice(code) || slices.ContainsFunc(communeOffices, func(o string) bool {
		return strings.HasPrefix(low, o)
	})
}

var communeOffices = []string{"phòng ", "trạm y tế ", "công an ", "ban chỉ huy quân sự ",
	"trung tâm phục vụ hành chính công ", "trung tâm cung ứng dịch vụ ", "văn phòng hội đồng nhân dân ",
	"văn phòng hđnd "}

// unitKey returns the slug by which a school, company or office is known, whichever
// way the form of its name is spelt.
func unitKey(name string) string {
	return strings.Trim(unitForms.Replace("-"+viet.Slug(name)+"-"), "-")
}

var unitForms = strings.NewReplacer("-cong-ty-co-phan-", "-cong-ty-cp-", "-cty-", "-cong-ty-", "-cty-cp-",
	"-cong-ty-cp-", "-trach-nhiem-huu-han-", "-tnhh-", "-mot-thanh-vien-", "-mtv-", "-tnhh-1-thanh-vien-", "-tnhh-mtv-",
	"-trung-hoc-co-so-", "-thcs-", "-trung-hoc-pho-thong-", "-thpt-", "-th-", "-tieu-hoc-", "-mn-", "-mam-non-")

// nationwide reports whether a phrase names a body of the whole country.
func nationwide(ws []word) bool {
	low := " " + strings.Join(lows(ws), " ") + " "
	for _, w := range []string{" việt nam ", " trung ương ", " tw ", " chính phủ ", " quốc gia "} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return strings.HasPrefix(low, " tổng cục ") || strings.HasPrefix(low, " vụ ") || isMinistry(ws) || ofMinistry(ws)
}

// ofMinistry reports whether a department is named with its ministry: "Cục Quản lý Khám, chữa bệnh
// Bộ Y tế". Without it, it may be that of a province: "Cục Thuế".
func ofMinistry(ws []word) bool {
	low := strings.Join(lows(ws), " ")
	if !slices.ContainsFunc(departments, func(d string) bool { return strings.HasPrefix(low, d) }) {
		return false
	}
	for i := range ws {
		if i > 0 && isMinistry(ws[i:]) {
			return true
		}
	}
	return false
}

var departments = []string{"cục ", "thanh tra ", "văn phòng "}

// isMinistry reports whether a phrase begins with a ministry or its minister:
// "Bộ Văn hóa", not "bộ phận" or the command of a province's soldiers.
func isMinistry(ws []word) bool {
	if len(ws) > 2 && ws[0].low == "bộ" && ws[1].low == "trưởng" {
		ws = ws[2:]
	}
	return len(ws) > 1 && ws[0].low == "bộ" && ws[1].capped && ws[1].low != "chỉ" && ws[1].low != "tư"
}
