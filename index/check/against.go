package check

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// against holds a citation against the document that it means.
func (k *checker) against(i int, d *known) error {
	if !d.isKnown() {
		e, err := k.same(i, d)
		if err != nil {
			return err
		}
		if e == nil {
			return k.close(i, d)
		}
		k.meant[i].Document, d = e.ID, e
	}
	if told, err := k.another(i, d); told || err != nil {
		return err
	}
	k.date(i, d)
	k.typ(i, d)
	k.title(i, d)
	if err := k.inForce(i, d); err != nil {
		return err
	}
	return k.provision(i, d)
}

// date compares the day of a citation.
func (k *checker) date(i int, d *known) {
	c := k.Citations[i]
	if c.Date.IsZero() {
		return
	}
	voices := d.voices(legal.ConflictDate, func(h held) string { return whole(h.head.Date) },
		func(m catalog.Mention) string { return whole(m.Date) })
	should, who, sure, ok := verdict(voices, c.Date.String(), sameDay)
	if !ok {
		return
	}
	day, _ := legal.ParseDate(should)
	f := k.at(i, WrongDate, weight(sure), legal.ConflictDate, k.dateIn(i))
	f.Should, f.Witnesses, f.Documents = k.dayAs(i, day), who, []string{d.ID}
	f.Message = legal.Say(legal.DraftDate, called(d.Document), f.Should, k.dayAs(i, c.Date))
	k.add(f)
}

// weight is what a finding weighs: an error where a witness decides.
func weight(sure bool) audit.Severity {
	if sure {
		return audit.Error
	}
	return audit.Warning
}

// whole returns a date that is known to the day, as data.
func whole(d legal.Date) string {
	if d.Day == 0 {
		return ""
	}
	return d.String()
}

// sameDay reports whether two dates can both be meant.
func sameDay(a, b string) bool {
	d, _ := legal.ParseDate(a)
	e, _ := legal.ParseDate(b)
	return !d.Before(e) && !e.Before(d)
}

// typ compares the type of a citation where the number does not tell it.
func (k *checker) typ(i int, d *known) {
	c := k.Citations[i]
	if c.Type == "" || d.Symbol.Type() != "" || c.Number == "" || !k.hasTypeWord(i) {
		return
	}
	voices := d.voices(legal.ConflictType, func(h held) string { return string(h.head.Type) },
		func(m catalog.Mention) string { return string(m.Type) })
	should, who, sure, ok := verdict(voices, string(c.Type), sameType)
	if !ok {
		return
	}
	f := k.at(i, WrongType, weight(sure), legal.ConflictType, k.typeWordIn(i))
	f.Should, f.Witnesses, f.Documents = should, who, []string{d.ID}
	f.Message = legal.Say(legal.DraftType, called(d.Document), should, string(c.Type))
	k.add(f)
}

func sameType(a, b string) bool { return softType(legal.Type(a)) == softType(legal.Type(b)) }

// softType makes one of the types that are called by each other's names.
func softType(t legal.Type) legal.Type {
	switch t {
	case legal.Regulation, "Quy chế":
		return legal.Decision
	case legal.Code:
		return legal.Law
	}
	return t
}

// againstItself holds the words of a citation against its number.
func (k *checker) againstItself(i int) {
	c := k.Citations[i]
	sym, ok := legal.ParseSymbol(c.Number)
	if !ok {
		return
	}
	k.symbolType(i, sym)
	k.symbolIssuer(i, sym)
	if sym.Year != 0 && c.Date.Year != 0 && sym.Year != c.Date.Year {
		f := k.at(i, SymbolYear, audit.Error, legal.ConflictDate, k.dateIn(i))
		f.Message = legal.Say(legal.DraftYear, sym.Display(), k.dayAs(i, c.Date))
		k.add(f)
	}
	if k.day.Before(c.Date) && c.From < 0 && !k.toldDate(i) {
		f := k.at(i, Later, audit.Warning, "", k.dateIn(i))
		f.Message = legal.Say(legal.DraftLater, sym.Display(), k.dayAs(i, c.Date), k.dayAs(i, k.day))
		k.add(f)
	}
}

// symbolType holds the type word against the code in the number. "Văn bản" may be said of
// any document, and a letter's number is of no type that a code tells.
func (k *checker) symbolType(i int, sym legal.Symbol) {
	c := k.Citations[i]
	if len(sym.Codes) < 2 || !k.hasTypeWord(i) {
		return
	}
	told, ok := legal.TypeOfCode(sym.Codes[0])
	if !ok || sym.Family() == legal.FamilyAssembly || sameType(string(told), string(c.Type)) ||
		joint[told] == joint[c.Type] && joint[told] != "" || mistaken[sym.Codes[0]] == c.Type {
		return
	}
	f := k.at(i, SymbolType, audit.Error, legal.ConflictType, k.typeWordIn(i))
	if c.Type == legal.Letter { // as any document that is sent is called
		f.Severity = audit.Note
	}
	f.Should = string(told)
	f.Message = legal.Say(legal.DraftCode, sym.Display(), string(told), string(c.Type))
	k.add(f)
}

// mistaken are the types for which a body writes the code of another in its own numbers: there whoever
// cites it can do nothing.
var mistaken = map[string]legal.Type{"TT": legal.Proposal, "HĐ": legal.Guidance, "CT": legal.Programme}

// joint are types that are called by each other's names where several bodies issue them.
var joint = map[legal.Type]legal.Type{
	legal.Circular: legal.Circular, "Thông tư liên tịch": legal.Circular,
	legal.Resolution: legal.Resolution, "Nghị quyết liên tịch": legal.Resolution,
}

// hasTypeWord reports whether a citation prints a type word that says more than "văn bản".
func (k *checker) hasTypeWord(i int) bool {
	part := k.typeWordIn(i)
	word := strings.ToLower(folded(k.Text.Content[part.Start:part.End]))
	return part.Start < part.End && word != "văn bản"
}

// typeWordIn returns the type word at the beginning of a citation, an empty span where it has none.
func (k *checker) typeWordIn(i int) legal.Span {
	s := k.Citations[i].Span
	text := k.Text.Content[s.Start:s.End]
	for n := 4; n > 0; n-- {
		if end := wordsEnd(text, n); end > 0 {
			if _, ok := legal.TypeOfWord(folded(text[:end])); ok {
				return legal.Span{Start: s.Start, End: s.Start + end}
			}
		}
	}
	return legal.Span{Start: s.Start, End: s.Start}
}

// wordsEnd returns the end of the first n words of a text, 0 where it has fewer.
func wordsEnd(text string, n int) int {
	in := false
	for i, r := range text {
		blank := r == ' ' || r == '\n' || r == '\t' || r == '\u00a0'
		if in && blank {
			if n--; n == 0 {
				return i
			}
		}
		in = !blank
	}
	return 0
}

// symbolIssuer holds the body named behind a number against the code in it.
func (k *checker) symbolIssuer(i int, sym legal.Symbol) {
	c := k.Citations[i]
	told, said := seat(sym.Issuer()), seat(authority.CodeOfName(withoutOrgan(c.Issuer)))
	if organ := authority.Organ(c.Issuer); organ != "" {
		said = organ
	}
	if c.Issuer == "" || told == "" || said == "" || told == said || enlarged(told, said) || becameOf(said, told) {
		return
	}
	f := k.at(i, SymbolIssuer, audit.Error, legal.ConflictIssuer, k.issuerIn(i))
	if becameOf(told, said) { // who has its duties now is named for the one that issued it
		f.Severity = audit.Note
	}
	name, certain := bodyName(told), !authority.IsMinistry(told) // for a ministry its minister signs
	if d := k.known[k.meant[i].Document]; d != nil && d.isKnown() && d.Body.Code == told {
		name, certain = authority.Name(d.Body), true
	}
	if certain && name != told {
		f.Should = name
	}
	f.Message = legal.Say(legal.DraftBody, sym.Display(), name, c.Issuer)
	k.add(f)
}

// becameOf reports whether a ministry has taken over from another.
func becameOf(code, now string) bool {
	into, ok := authority.MergedInto(legal.Body{Code: code, Level: legal.LevelCentral}, legal.Date{Year: 2099, Month: 1, Day: 1})
	return ok && into.Code == now
}

// enlarged reports whether one ministry is another with more duties: "BVHTT" of the Bộ Văn hóa, Thể thao và
// Du lịch.
func enlarged(code, now string) bool {
	return authority.IsMinistry(code) && strings.HasPrefix(now, code) || authority.IsMinistry(now) && strings.HasPrefix(code, now)
}

// organ is the part of a Party committee that acts for it.
var organ = regexp.MustCompile(`(?i)^(ban thường vụ|ban chấp hành|thường trực|ban thường trực|btv|bch)\s+`)

func withoutOrgan(issuer string) string { return organ.ReplaceAllString(issuer, "") }

// seat returns the code of a body where it is one of those that a name tells for certain:
// the State's and the Party's centre, ministries, People's Committees and Councils; else "".
func seat(code string) string {
	code = strings.TrimRight(code, "0123456789")
	switch code {
	case "UBND", "HĐND", "CP", "TTg", "QH", "UBTVQH", "TW", "TU", "HU":
		return code
	}
	if authority.IsMinistry(code) {
		return code
	}
	return ""
}

func bodyName(code string) string {
	return authority.Name(legal.Body{Code: code, Level: legal.LevelCentral})
}

// issuerIn returns where a citation names its body, all of it where that is not found.
func (k *checker) issuerIn(i int) legal.Span { return k.findIn(i, k.Citations[i].Issuer) }

// findIn returns where the words of a citation have others, white space apart; all of it
// where they do not.
func (k *checker) findIn(i int, words string) legal.Span {
	s := k.Citations[i].Span
	if at, end := indexFolded(k.Text.Content[s.Start:s.End], words); at >= 0 {
		return legal.Span{Start: s.Start + at, End: s.Start + end}
	}
	return s
}

// indexFolded returns where a text has some words, white space apart, or -1.
func indexFolded(text, words string) (at, end int) {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return -1, -1
	}
	for at = strings.Index(text, fields[0]); at >= 0; {
		end = at
		for j, f := range fields {
			rest := strings.TrimLeft(text[end:], " \n\t\u00a0")
			if j > 0 {
				end += len(text[end:]) - len(rest)
			}
			if !strings.HasPrefix(text[end:], f) {
				end = -1
				break
			}
			end += len(f)
		}
		if end > 0 {
			return at, end
		}
		next := strings.Index(text[at+1:], fields[0])
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return -1, -1
}

// called names a document in a few words: type and number, or the name of a law.
func called(d legal.Document) string {
	s := strings.TrimSpace(string(d.Type) + " " + d.Name)
	if d.Number != "" {
		s = strings.TrimSpace(s + " " + d.Number)
	}
	if d.Number == "" && d.Name == "" {
		return d.ID
	}
	return s
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }
