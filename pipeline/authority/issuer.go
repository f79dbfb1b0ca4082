package authority

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// Read returns the jurisdiction of the body that an issuer phrase names, given the
// canonical code of its number. A phrase without a name ("UBND tỉnh") means the
// citing document's own place. What neither tells stays open.
func Read(code, phrase string, at Origin) Jurisdiction {
	own := levelOfCode(code)
	if own == Central {
		return Jurisdiction{Level: Central}
	}
	ws := words(phrase)
	if len(ws) == 0 {
		return Jurisdiction{Level: own}
	}
	places := placeNames(ws)
	if ws[0].low == "trường" || len(ws) > 2 && ws[0].low == "hiệu" && ws[1].low == "trưởng" {
		return school(ws, places, at)
	}
	if len(places) > 0 {
		return at.place(places)
	}
	name := lastName(ws)
	switch {
	case IsProvince(placeKey(name)):
		return in(Province, name)
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
	s := Jurisdiction{Level: Unit, Name: viet.Slug(withoutPost(phrase)), Parent: at.nearest()}
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
func school(ws []word, places []placeName, at Origin) Jurisdiction {
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
	s := Jurisdiction{Level: Unit, Name: viet.Slug(strings.Join(name, " ")), Parent: at.nearest()}
	if len(places) > 0 && places[0].name != "" {
		s.Parent = placeKey(places[0].name)
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
