package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// idOf writes a cluster's identity for people: type, number, body, place and
// year or term ("kh-64-ubnd-quang-ninh-2023", "nq-30-tw-k13"); x stands for what
// is unknown.
func (c *cluster) idOf() string {
	switch {
	case c.sym.IsZero() && c.typ != "":
		return lawID(c)
	case c.sym.IsZero():
		return "tep-" + c.file[:min(12, len(c.file))]
	}
	parts := []string{c.typeID(), c.sym.Ordinal}
	if c.wide {
		parts[1] = c.sym.PaddedOrdinal()
	}
	if c.sym.Year != 0 {
		parts = append(parts, strconv.Itoa(c.sym.Year))
	}
	parts = append(parts, c.codesID()...)
	parts = append(parts, c.placeID()...)
	switch {
	case c.day.Day != 0:
		parts = append(parts, c.day.String())
	case c.sym.Year == 0 && c.sym.Family() != legal.FamilyAssembly:
		parts = append(parts, c.periodID())
	}
	if c.file != "" {
		parts = append(parts, c.file[:min(8, len(c.file))])
	}
	return strings.Join(parts, "-")
}

func lawID(c *cluster) string {
	id := viet.Slug(string(c.typ))
	if c.name != "" {
		id += "-" + c.name
	}
	if c.period.known() {
		id += "-" + strconv.Itoa(c.period.lo)
	}
	return id
}

// typeIDs are the short forms of types that stand in no code of the number.
var typeIDs = map[string]string{
	string(legal.Resolution): "nq", string(legal.Ordinance): "pl", string(legal.Letter): "cv",
	string(legal.Decree): "nd", string(legal.Decision): "qd", string(legal.Directive): "ct", "": "vb",
}

func (c *cluster) typeID() string {
	code, ok := typeCode(c.sym)
	switch {
	case ok && (code == "HĐ" || code == "ĐA"): // fold like HD and DA
		t, _ := legal.TypeOfCode(code)
		return viet.Slug(string(t))
	case ok:
		return viet.Slug(code)
	}
	if id, ok := typeIDs[c.kind]; ok {
		return id
	}
	return viet.Slug(c.kind)
}

func (c *cluster) codesID() []string {
	codes := c.sym.Codes
	if _, ok := typeCode(c.sym); ok {
		codes = codes[1:]
	}
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = viet.Slug(code)
	}
	return out
}

// placeID names the seat. Provinces and towns stand bare, unless a town has a
// province's name.
func (c *cluster) placeID() []string {
	s := c.seat
	if s.Level == authority.Central {
		return nil
	}
	var out []string
	if word := tierIDs[s.Level]; word != "" &&
		(s.Level != authority.Town || s.Name == "" || authority.IsProvince(s.Name)) {
		out = append(out, word)
	}
	if s.Name == "" {
		out = append(out, "x")
	} else {
		out = append(out, s.Name)
	}
	if s.Parent != "" {
		out = append(out, strings.ReplaceAll(s.Parent, "/", "-"))
	} else if c.hint != "" {
		out = append(out, c.hint)
	}
	return out
}

var tierIDs = map[authority.Level]string{
	authority.District: "cap-huyen", authority.Town: "tp", authority.City: "tp", authority.RuralDistrict: "huyen",
	authority.UrbanDistrict: "quan", authority.Commune: "xa",
}

func (c *cluster) periodID() string {
	p := c.period
	switch {
	case p.lo == 0:
		return "x"
	case !followsTerms(c.sym):
		return strconv.Itoa(p.lo)
	case c.seat.Level == authority.Central && p.lo == p.hi:
		return "k" + strconv.Itoa(p.lo)
	case c.seat.Level == authority.Central:
		return fmt.Sprintf("k%d-%d", p.lo, p.hi)
	}
	return fmt.Sprintf("%d-%d", p.lo, p.hi+5)
}

// name gives every cluster its ID. Where two identities read alike, each takes the part of
// the year it is of, else a digest of its own, so that no ID depends on the order.
func name(cs []*cluster) {
	alike := map[string][]*cluster{}
	for _, c := range cs {
		c.base = c.idOf()
		c.id = c.base
		alike[c.base] = append(alike[c.base], c)
	}
	for _, same := range alike {
		if len(same) == 1 {
			continue
		}
		parted := differInPart(same)
		for _, c := range same {
			if parted {
				c.id += "-lan-" + strconv.Itoa(c.period.part)
				continue
			}
			sum := sha256.Sum256([]byte(c.key))
			c.id += "-" + hex.EncodeToString(sum[:4])
		}
	}
}

// differInPart reports whether the parts of their year tell all clusters apart.
func differInPart(cs []*cluster) bool {
	seen := map[int]bool{}
	for _, c := range cs {
		if c.period.part <= 0 || seen[c.period.part] {
			return false
		}
		seen[c.period.part] = true
	}
	return true
}
