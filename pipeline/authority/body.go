package authority

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// BodyKey tells bodies apart, by slugs. Two documents are of one body where code, level,
// place and what lies above are equal, and of a school or an office, whose place is its
// name, code, name and what lies above it.
type BodyKey struct {
	Code, Place, Above string
	Level              legal.Level
}

// KeyOf returns what tells a body apart. The code of one whose document has no number is
// read from its name.
func KeyOf(b legal.Body) BodyKey {
	k := BodyKey{Code: b.Code, Level: b.Level, Place: Slug(b.Level, b.Place), Above: b.Above}
	named := k.Place != "" && strings.HasSuffix(Slug("", b.Name), "-"+Slug("", b.Place))
	if k.Code == "" && b.Level != legal.LevelUnit && (named || isOfficeName(b.Name)) {
		k.Code = CodeOfName(b.Name)
	}
	if b.Level == legal.LevelCentral { // UBTVQH15 is that of a term
		k.Code = strings.TrimRight(k.Code, "0123456789")
	}
	if b.Level == legal.LevelUnit || k.Place == "" && b.Level != legal.LevelCentral {
		k.Place = UnitSlug(b.Name)
	}
	return k
}

// isOfficeName reports whether a name is that of a ministry, a department or an office, of
// which the letters of its code can be told.
func isOfficeName(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return first == "sở" || first == "phòng" || first == "bộ"
}

// Known reports whether a body is one and the same, and where it lies: of a school or a
// commune what lies above it belongs to that.
func (k BodyKey) Known() bool {
	switch {
	case k.Level == legal.LevelUnknown:
		return false
	case k.Level == legal.LevelCentral:
		return true
	case k.Level == legal.LevelCommune || k.Level == legal.LevelUnit:
		return k.Place != "" && k.Above != ""
	}
	return k.Place != "" && k.Code != ""
}

// Seat returns what the bodies of one place have in common.
func (k BodyKey) Seat() BodyKey {
	k.Code = ""
	return k
}

// IsHead reports whether a body is the head of its place.
func (k BodyKey) IsHead() bool { return IsHead(k.Code) && k.Level != legal.LevelUnit }

// ID names the body in addresses and for programs: code, level, place and what lies above
// it, parted by dots ("ubnd.commune.muong-bu.son-la", "byt.central"); "" where it is not
// known which body it is.
func (k BodyKey) ID() string {
	if k.Level == legal.LevelUnknown || k.Level != legal.LevelUnit && k.Code == "" ||
		k.Level != legal.LevelCentral && k.Place == "" {
		return ""
	}
	code := strings.ToLower(k.Code)
	if code == "" {
		code = noCode
	}
	parts := []string{code, string(k.Level), k.Place, strings.ReplaceAll(k.Above, "/", ".")}
	return strings.TrimRight(strings.Join(parts, "."), ".")
}

// noCode stands in an ID for a body whose documents have no code.
const noCode = "x"

// ReadBodyID returns the body at the head of a place that an ID means, of the units of a
// day; ok is false for any other ID.
func (g *Gazetteer) ReadBodyID(id string, day legal.Date) (b legal.Body, ok bool) {
	parts := strings.Split(strings.ToLower(id), ".")
	if len(parts) < 3 ||
		!slices.Contains([]string{"UBND", "HĐND", "TU", "HU", "QU", "ĐU"}, strings.ToUpper(parts[0])) {
		return b, false
	}
	k := BodyKey{
		Code:  strings.ToUpper(parts[0]),
		Level: legal.Level(parts[1]),
		Place: parts[2],
		Above: strings.Join(parts[3:], "/"),
	}
	for _, old := range []bool{false, true} { // those of the day go before
		for _, u := range g.units {
			if u.Level().Legal() != k.Level || Slug(k.Level, u.Name) != k.Place || u.On(day) == old {
				continue
			}
			at := day
			if old {
				at = u.To
			}
			if b = g.headCoded(u, k.Code, at); KeyOf(b) == k {
				return b, true
			}
		}
	}
	return legal.Body{}, false
}

// headCoded returns the body with a code at the head of a unit.
func (g *Gazetteer) headCoded(u AdminUnit, code string, day legal.Date) legal.Body {
	b := g.Head(u, IsParty(code), day)
	if code == "HĐND" {
		b.Code, b.Name = code, "Hội đồng nhân dân "+string(u.Kind)+" "+u.Name
	}
	return b
}

// HeadsCalled returns the bodies at the head of places that a name without its province can
// mean, of the units of a day: "UBND xã Hội An".
func (g *Gazetteer) HeadsCalled(name string, day legal.Date) []legal.Body {
	code := CodeOfName(name)
	if !IsHead(code) {
		return nil
	}
	folded := " " + strings.Join(strings.Fields(viet.Fold(name)), " ")
	var out []legal.Body
	for _, u := range g.units {
		if u.On(day) && strings.HasSuffix(folded, " "+viet.Fold(string(u.Kind)+" "+u.Name)) {
			out = append(out, g.headCoded(u, code, day))
		}
	}
	return out
}

// HeadLike returns the body at the head of a unit that stands where another does at its
// own: of the Party, a council, or a People's Committee.
func (g *Gazetteer) HeadLike(of legal.Body, u AdminUnit, day legal.Date) legal.Body {
	code := "UBND"
	if IsParty(of.Code) || of.Code == "HĐND" {
		code = of.Code
	}
	return g.headCoded(u, code, day)
}

// Now returns what the place of a body is called on a day, where it has become another:
// "An Giang" for a body of Kiên Giang, with its kind where that is another, and with its
// province where that is. Ended is true where it has ended without a successor.
func (g *Gazetteer) Now(b legal.Body, day legal.Date) (places []string, ended bool) {
	k := KeyOf(b)
	into, taken := MergedInto(b, day)
	if taken && k.Level == legal.LevelCentral {
		return []string{into.Name}, false
	}
	if k.Level == legal.LevelUnit || k.Level == legal.LevelCentral || !k.Known() ||
		b.Level != legal.LevelProvince && b.Province == "" {
		return nil, false
	}
	heirs, ended := g.Heirs(b, day)
	seats := g.Seats(b)
	if ended || len(seats) == 0 {
		return nil, ended
	}
	for _, u := range heirs {
		head := g.Head(u, false, day)
		if taken {
			places = append(places, into.Name+" "+u.Name)
			continue
		}
		if head.Level == b.Level && Slug(b.Level, head.Place) == k.Place &&
			Slug(legal.LevelProvince, head.Province) == Slug(legal.LevelProvince, b.Province) {
			return nil, false
		}
		name := u.Name
		if u.Kind != seats[0].Kind {
			name = string(u.Kind) + " " + name
		}
		if u.Level() != Province && head.Province != b.Province {
			name += " (" + head.Province + ")"
		}
		places = append(places, name)
	}
	return places, false
}

// ReadBody reads the name of one body, as a line of a roster ([ReadRoster]) has it.
func ReadBody(name string, g *Gazetteer, day legal.Date) (legal.Body, error) {
	return rosterBody(strings.ReplaceAll(name, "\t", " "), g, "", day)
}

// Own returns the name of a body itself, without the office or the organ that signs for
// it: "Bộ Y tế" for its minister.
func Own(b legal.Body) string {
	if b.Level == legal.LevelCentral && names[b.Code] != "" {
		return names[b.Code]
	}
	b.Name = withoutPost(b.Name)
	return Name(b)
}
