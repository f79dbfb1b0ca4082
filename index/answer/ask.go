package answer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// BadValue is the error of a question that names what there is not.
type BadValue struct {
	Kind, Value string
	Among       legal.Message // what there is
}

// Message says what there is not.
func (e *BadValue) Message() legal.Message {
	return legal.Say(legal.NoSuch, legal.NameOf("value", e.Kind), e.Value)
}

func (e *BadValue) Error() string { return e.Message().String() }

// Followed returns the relations that a chain follows where none are named: all
// but cites.
func Followed() []legal.Relation {
	return slices.DeleteFunc(slices.Clone(legal.Relations), func(r legal.Relation) bool { return r == legal.Cites })
}

// Supporting returns those of some relations by which one document rests on another, or
// merely cites it. Nothing rests on what it changes or ends.
func Supporting(only []legal.Relation) []legal.Relation {
	return slices.DeleteFunc(slices.Clone(only), legal.Relation.Changes)
}

// Changing returns those of some relations by which one document changes or ends
// another, the finer ones among them.
func Changing(only []legal.Relation) []legal.Relation {
	out := slices.DeleteFunc(slices.Clone(only), func(r legal.Relation) bool { return !r.Changes() })
	if slices.Contains(only, legal.Amends) || slices.Contains(only, legal.Cites) {
		out = append(out, graph.Finer)
	}
	return out
}

// ReadActs reads by which relations a body acts on a document, as [ReadRelations] does:
// who changes or ends it does not. The error is a [BadValue].
func ReadActs(names []string) ([]legal.Relation, error) {
	only, err := ReadRelations(names)
	if err != nil {
		return nil, err
	}
	if acts := Supporting(only); len(acts) > 0 {
		return acts, nil
	}
	return nil, &BadValue{"acting by", string(only[0]),
		legal.Say(legal.AmongRelations, Listed(Supporting(legal.Relations)))}
}

// ReadRelations reads which relations are followed: those named, or all, or where none
// is named those of [Followed]. The error is a [BadValue].
func ReadRelations(names []string) ([]legal.Relation, error) {
	var out []legal.Relation
	for _, n := range names {
		if n == "all" {
			return legal.Relations, nil
		}
		r, err := readRelation(n)
		if err != nil {
			return nil, err
		}
		if r != "" {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return Followed(), nil
	}
	return out, nil
}

func readRelation(name string) (legal.Relation, error) {
	if r := legal.Relation(name); name == "" || slices.Contains(legal.Relations, r) {
		return r, nil
	}
	return "", &BadValue{"relation", name, legal.Say(legal.AmongRelations, Listed(legal.Relations))}
}

// ReadLevels reads levels of the administration below the centre. The error is a
// [BadValue].
func ReadLevels(names []string) ([]legal.Level, error) {
	var out []legal.Level
	for _, n := range names {
		switch l := legal.Level(n); {
		case n == "":
		case !slices.Contains(graph.Levels, l):
			return nil, &BadValue{"level", n, legal.Say(legal.AmongLevels, Listed(graph.Levels))}
		default:
			out = append(out, l)
		}
	}
	return out, nil
}

// ReadType reads a type by its word or its code, "" for none. The error is a [BadValue].
func ReadType(s string) (legal.Type, error) {
	if s == "" {
		return "", nil
	}
	if t, ok := legal.TypeOfWord(s); ok {
		return t, nil
	}
	for _, code := range []string{s, strings.ToUpper(s)} {
		if t, ok := legal.TypeOfCode(code); ok {
			return t, nil
		}
	}
	return "", &BadValue{"type", s, legal.Say(legal.AmongTypes)}
}

// ReadFilter reads which citations of a document are asked for, by the names of their parameters:
// provision (as documents write it), year, relation, and of the other document type, issuer (an
// ID), province, held and other (an ID); "" for all. The error is a [BadValue].
func ReadFilter(get func(name string) string) (f Filter, err error) {
	f = Filter{Places: cite.Provisions(get("provision")), Issuer: get("issuer"), Province: get("province"),
		Held: get("held"), Other: get("other")}
	if p := get("provision"); p != "" && len(f.Places) == 0 {
		return f, &BadValue{"provision", p, legal.Say(legal.AmongPlaces)}
	}
	if y := get("year"); y != "" {
		if f.Year, err = strconv.Atoi(y); err != nil || f.Year < 0 {
			return f, &BadValue{"year", y, legal.Message{}}
		}
	}
	if !slices.Contains([]string{"", catalog.Held, catalog.NotHeld}, f.Held) {
		return f, &BadValue{"held", f.Held, legal.Message{}}
	}
	if f.Type, err = ReadType(get("type")); err != nil {
		return f, err
	}
	f.Relation, err = readRelation(get("relation"))
	return f, err
}

// Listed writes names with commas between them.
func Listed[T ~string](names []T) string {
	var out []string
	for _, n := range names {
		out = append(out, string(n))
	}
	return strings.Join(out, ", ")
}
