package authority

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// Jurisdiction says which of the bodies with one code is meant: its level and its
// place. A zero field is unknown.
type Jurisdiction struct {
	Level Level  `json:"t,omitempty"`
	Name  string `json:"n,omitempty"` // slug of the place, of a unit that of its name
	// slug of the place it lies in, only where the name needs it; of a commune's school "commune/province"
	Parent string `json:"o,omitempty"`
	Text   string `json:"x,omitempty"` // the place as printed, no part of the identity
	// Province is the slug of the province that it lies in or is, as far as its words and
	// where they were read tell; no part of the identity.
	Province string `json:"p,omitempty"`
}

// Known reports whether one body only is left.
func (s Jurisdiction) Known() bool {
	switch {
	case s.Level == Central:
		return true
	case s.Name == "" || s.Level == AnyLevel || s.Level == District || s.Level == City:
		return false
	}
	return s.Parent != "" || !s.needsProvince()
}

func (s Jurisdiction) needsProvince() bool {
	return s.Level == Commune || s.Level.IsDistrict() && recurring[s.Name]
}

// Meets reports whether two can be one: nothing known of one contradicts
// the other.
func (s Jurisdiction) Meets(t Jurisdiction) bool {
	return (s.covers(t) || t.covers(s)) && (s.Name == t.Name || s.Name == "" || t.Name == "") &&
		parentsMeet(s.Parent, t.Parent)
}

// parentsMeet reports whether two parents can be one: of a path, the province may be
// left out.
func parentsMeet(a, b string) bool { return parentRefines(a, b) || parentRefines(b, a) }

func parentRefines(a, b string) bool { return b == "" || a == b || strings.HasPrefix(a, b+"/") }

// path returns the place as the parent of what lies in it. Of communes the province is
// a part, where it is known.
func (s Jurisdiction) path() string {
	if s.Level == Commune && s.Name != "" && s.Parent != "" {
		return s.Name + "/" + s.Parent
	}
	return s.Name
}

// Above returns the slug of the outermost place known above, "" where none is.
func (s Jurisdiction) Above() string { return s.Parent[strings.LastIndexByte(s.Parent, '/')+1:] }

// covers compares the levels: of the provinces, only one that was ever a city under the
// centre can be meant by "thành phố".
func (s Jurisdiction) covers(t Jurisdiction) bool {
	return s.Level.covers(t.Level) && (s.Level != City || t.Level != Province || everCity(t.Name))
}

// Refines reports whether s says all that t says, and maybe more.
func (s Jurisdiction) Refines(t Jurisdiction) bool {
	return t.covers(s) && s.Meets(t) && (t.Name == "" || s.Name != "") && parentRefines(s.Parent, t.Parent)
}

// Same reports whether two are one, however printed.
func (s Jurisdiction) Same(t Jurisdiction) bool {
	return s.Level == t.Level && s.Name == t.Name && s.Parent == t.Parent
}

// Within reports whether t has all words of s and more, in no other place. Of
// names with the same words the shorter one holds the other, of one name the
// one that says where it lies.
func (s Jurisdiction) Within(t Jurisdiction) bool {
	if !parentsMeet(s.Parent, t.Parent) {
		return false
	}
	mine, theirs := bodyWords(s.Name), bodyWords(t.Name)
	if slices.ContainsFunc(mine, func(w string) bool { return !slices.Contains(theirs, w) }) {
		return false
	}
	return cmp.Or(cmp.Compare(len(mine), len(theirs)), cmp.Compare(len(t.Name), len(s.Name)),
		strings.Compare(t.Name, s.Name),
		cmp.Compare(len(s.Parent), len(t.Parent))) < 0
}

// leads are the organs and offices that stand for a body before its name.
var leads = []string{"ban-thuong-vu-", "ban-chap-hanh-", "ban-thuong-truc-", "bo-truong-", "chu-tich-",
	"tong-giam-doc-", "giam-doc-", "cuc-truong-",
	"chi-cuc-truong-"}

// bodyWords returns the words of a body's name, each once, in order of the
// alphabet, without the organ or office that acts for it.
func bodyWords(phrase string) []string {
	name := viet.Slug(phrase) + "-"
	for cut := true; cut; {
		cut = false
		for _, l := range leads {
			if rest, ok := strings.CutPrefix(name, l); ok {
				name, cut = rest, true
			}
		}
	}
	ws := slices.DeleteFunc(strings.Split(name, "-"), func(w string) bool { return w == "" || w == "va" || w == "cua" })
	slices.Sort(ws)
	return slices.Compact(ws)
}

// in returns the jurisdiction over a place with its printed name.
func in(t Level, name string) Jurisdiction {
	s := Jurisdiction{Level: t, Name: placeKey(name), Text: name}
	if t == Province && s.Name == "hue" {
		return Jurisdiction{Level: t, Name: "thua-thien-hue", Text: "Huế"}
	}
	if t == Province && IsProvince(s.Name) {
		s.Text = provinces[s.Name]
	} else if name == strings.ToUpper(name) {
		s.Text = capitalized(name)
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
