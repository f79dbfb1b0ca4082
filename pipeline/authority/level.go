package authority

import "github.com/danchieu/danchieu/pipeline/legal"

// Level is a level of the administration, finer than [legal.Level]: districts come in
// three kinds because a province may have a town and a rural district of one name
// (huyện and thị xã Kỳ Anh). The numbers are part of stored identities.
type Level uint8

// The levels, from the centre down.
const (
	AnyLevel      Level = iota
	Central             // the State's or the Party's centre: needs no place
	Province            // tỉnh, central city
	District            // of unknown kind
	Town                // thành phố in a province, thị xã
	RuralDistrict       // huyện
	UrbanDistrict       // quận
	City                // thành phố: a town, or a central city, which ranks as a province
	Commune             // xã, phường, thị trấn, đặc khu
	Unit                // a school, a company: known by its name
)

// IsDistrict reports whether t is a district of any kind.
func (t Level) IsDistrict() bool { return t >= District && t <= UrbanDistrict }

// covers reports whether u can be what t leaves open.
func (t Level) covers(u Level) bool {
	return t == u || t == AnyLevel || t == District && u.IsDistrict() ||
		t == City && (u == Town || u == District || u == Province)
}

// Legal returns the level as documents have it, unknown where t leaves two.
func (t Level) Legal() legal.Level {
	switch {
	case t == Central:
		return legal.LevelCentral
	case t == Province:
		return legal.LevelProvince
	case t.IsDistrict():
		return legal.LevelDistrict
	case t == Commune:
		return legal.LevelCommune
	case t == Unit:
		return legal.LevelUnit
	}
	return legal.LevelUnknown
}
