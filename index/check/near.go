package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// neighbours are the documents of the catalogue that a citation may mean of whose own nothing is known: of
// the numbers that differ from its number by a slip, and of its day.
type neighbours struct {
	asked map[string]bool             // keys of numbers whose neighbours have been read
	byKey map[string][]legal.Document // by the keys of their numbers
	onDay map[legal.Date][]legal.Document
}

// numbersAtOnce is how many numbers the catalogue is asked about at once. Of mostDays days, more than any
// draft needs, all documents are read.
const (
	numbersAtOnce = 500
	mostDays      = 1000
)

// readAlike reads the neighbours of the citations of which nothing is known.
func (k *checker) readAlike() error {
	k.alike = neighbours{map[string]bool{}, map[string][]legal.Document{}, map[legal.Date][]legal.Document{}}
	days := map[string]bool{}
	var numbers []legal.Symbol
	for i, c := range k.Citations {
		if d := k.known[k.meant[i].Document]; d == nil || d.isKnown() {
			continue
		}
		if sym, ok := legal.ParseSymbol(c.Number); ok && len(sym.Codes) > 0 {
			numbers = append(numbers, sym)
		}
		if c.Date.Day != 0 && len(days) < mostDays {
			days[c.Date.String()] = true
		}
	}
	for some := range slices.Chunk(numbers, numbersAtOnce) {
		if err := k.readNumbers(some); err != nil {
			return err
		}
	}
	if len(days) == 0 {
		return nil
	}
	docs, err := k.c.IssuedOn(k.ctx, slices.Sorted(maps.Keys(days)))
	for _, d := range docs {
		k.alike.onDay[d.Date] = append(k.alike.onDay[d.Date], d)
	}
	return err
}

// readNumbers reads the documents whose numbers are those given, or differ from one by a slip.
func (k *checker) readNumbers(numbers []legal.Symbol) error {
	keys := map[string]bool{}
	for _, sym := range numbers {
		if key := sym.Key(); !k.alike.asked[key] {
			k.alike.asked[key] = true
			for _, near := range keysNear(sym) {
				keys[near] = true
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	docs, err := k.c.FindByKeys(k.ctx, slices.Sorted(maps.Keys(keys)))
	read := map[string][]legal.Document{}
	for _, d := range docs {
		read[d.Symbol.Key()] = append(read[d.Symbol.Key()], d)
	}
	maps.Copy(k.alike.byKey, read)
	return err
}

// alikeTo returns the documents of a number, of those that differ from it by a slip, and of a day. Some may
// be there twice.
func (k *checker) alikeTo(sym legal.Symbol, day legal.Date) ([]legal.Document, error) {
	if err := k.readNumbers([]legal.Symbol{sym}); err != nil {
		return nil, err
	}
	out := slices.Clone(k.alike.onDay[day])
	for _, key := range keysNear(sym) {
		out = append(out, k.alike.byKey[key]...)
	}
	return out, nil
}

// keysNear returns the keys of the numbers that differ from one by a slip, its own among them.
func keysNear(sym legal.Symbol) []string {
	keys := []string{sym.Key()}
	with := func(ordinal string, year int) {
		s := sym
		if s.Ordinal, s.Year = strings.TrimLeft(ordinal, "0"), year; s.Ordinal != "" {
			keys = append(keys, s.Key())
		}
	}
	o := sym.Ordinal
	for i := 0; i <= len(o); i++ {
		for _, digit := range "0123456789" {
			with(o[:i]+string(digit)+o[i:], sym.Year)
			if i < len(o) {
				with(o[:i]+string(digit)+o[i+1:], sym.Year)
			}
		}
		if i < len(o) {
			with(o[:i]+o[i+1:], sym.Year)
		}
		if i+1 < len(o) {
			with(o[:i]+o[i+1:i+2]+o[i:i+1]+o[i+2:], sym.Year)
		}
	}
	if sym.Year != 0 {
		for year := sym.Year - 9; year <= sym.Year+9; year++ {
			with(o, year)
		}
		with(o, sym.Year-10)
		with(o, sym.Year+10)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// slip returns the one field in which a citation differs by a slip from a document; ok is false where
// it differs in none, in several or by more.
func (k *checker) slip(i int, sym legal.Symbol, d *known, doc legal.Document) (field string, ok bool) {
	fields, ok := k.slips(i, sym, d, doc)
	if !ok || len(fields) != 1 {
		return "", false
	}
	return fields[0], true
}

// same returns the one known document from which a citation of the day differs in nothing: whose body was
// told apart from the one meant by where the draft comes from alone. It is nil where there is none, or are
// several.
func (k *checker) same(i int, d *known) (*known, error) {
	c := k.Citations[i]
	sym, ok := legal.ParseSymbol(c.Number)
	if !ok || c.Date.Day == 0 {
		return nil, nil
	}
	docs, err := k.alikeTo(sym, c.Date)
	if err != nil {
		return nil, err
	}
	var only *known
	for _, doc := range docs {
		fields, ok := k.slips(i, sym, d, doc)
		if !ok || len(fields) > 0 || doc.Date != c.Date || doc.ID == d.ID || only != nil && only.ID == doc.ID {
			continue
		}
		e, err := k.hear(doc)
		switch {
		case err != nil:
			return nil, err
		case !e.isKnown():
		case only != nil:
			return nil, nil
		default:
			only = e
		}
	}
	return only, nil
}

// slips returns the fields in which a citation differs by a slip from a document; ok is false where it
// differs by more.
func (k *checker) slips(i int, sym legal.Symbol, d *known, doc legal.Document) (fields []string, ok bool) {
	other := doc.Symbol
	if sym.Ordinal != other.Ordinal {
		if !oneSlip(sym.Ordinal, other.Ordinal) {
			return nil, false
		}
		fields = append(fields, legal.FieldNumber)
	}
	if sym.Year != other.Year {
		if sym.Year == 0 || other.Year == 0 || digitsApart(sym.Year, other.Year) > 1 {
			return nil, false
		}
		fields = append(fields, legal.FieldNumber)
	}
	switch {
	case slices.Equal(sym.Codes, other.Codes):
	case codesApart(sym.Codes, other.Codes) != 1:
		return nil, false
	case typesTold(sym, other) && sym.Codes[0] != other.Codes[0]:
		fields = append(fields, legal.ConflictType)
	default:
		fields = append(fields, legal.FieldNumber)
	}
	if c := k.Citations[i]; !sameDay(whole(c.Date), whole(doc.Date)) || c.Date.Day == 0 && d.Year != 0 && d.Year != doc.Year {
		if !daySlip(c.Date, doc.Date) {
			return nil, false
		}
		fields = append(fields, legal.ConflictDate)
	}
	if !sameBody(d.Body, doc.Body) && slices.Equal(sym.Codes, other.Codes) {
		fields = append(fields, legal.ConflictIssuer)
	}
	return fields, true
}

// typesTold reports whether the first codes of two numbers both tell a type.
func typesTold(a, b legal.Symbol) bool {
	_, x := legal.TypeOfCode(a.Codes[0])
	_, y := legal.TypeOfCode(b.Codes[0])
	return x && y
}

// sameBody reports whether two bodies may be one.
func sameBody(a, b legal.Body) bool {
	x, y := authority.KeyOf(a), authority.KeyOf(b)
	return x == y || !x.Known() || !y.Known()
}

// oneSlip reports whether two ordinals differ in one digit, or in two that have changed places.
func oneSlip(a, b string) bool {
	return viet.OneEdit(a, b) || swapped(a, b)
}

func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[:i] == b[:i] && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
			return true
		}
	}
	return false
}

func digitsApart(a, b int) int {
	return audit.DigitsApart(legal.Date{Year: a}, legal.Date{Year: b})
}

// daySlip reports whether two days differ in one digit, in two that have changed places, or have day and
// month changed.
func daySlip(a, b legal.Date) bool {
	if a.Day == 0 || b.Day == 0 {
		return false
	}
	return audit.DigitsApart(a, b) == 1 || swapped(a.String(), b.String()) ||
		a.Year == b.Year && a.Day == b.Month && a.Month == b.Day
}

// codesApart counts the codes in which two numbers differ.
func codesApart(a, b []string) int {
	if len(a) != len(b) {
		return len(a) + len(b)
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
