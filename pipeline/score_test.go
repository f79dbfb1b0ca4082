package pipeline

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// row is one mention, as the gold annotates it or as it was found; "" is no value.
type row struct {
	page, typ, number, date, issuer, source, relation, name, provision string
}

// own is what a document says of itself.
type own struct{ typ, number, date, issuer string }

// readGold reads an annotation; testdata/README.md has its format.
func readGold(path string) (self own, rows []row, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return self, nil, err
	}
	for n, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		for i := range f {
			if f[i] == "-" {
				f[i] = ""
			}
		}
		switch {
		case f[0] == "#self" && len(f) == 5:
			self = own{f[1], f[2], f[3], f[4]}
		case strings.HasPrefix(line, "#page"):
		case len(f) == 9:
			rows = append(rows, row{page: f[0], typ: f[1], number: f[2], date: f[3], issuer: f[4],
				source: f[5], relation: f[6], name: f[7], provision: f[8]})
		default:
			return self, nil, fmt.Errorf("%s line %d: %d columns", path, n+1, len(f))
		}
	}
	return self, rows, nil
}

// tally counts what was found against what is to be found.
type tally struct{ right, found, gold int }

func (t tally) precision() float64 { return share(t.right, t.found) }
func (t tally) recall() float64    { return share(t.right, t.gold) }
func (t tally) f1() float64        { return share(2*t.right, t.found+t.gold) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// kinds are what is scored, and fields what is compared in the mentions that were
// found: see score.kind and score.field.
var (
	kinds  = []string{"mention", "dated", "document", "law", "edge"}
	fields = []string{"issuer", "page", "provision", "name", "law_page", "law_provision", "self_type", "self_number",
		"self_date", "self_issuer"}
)

// score adds up over documents.
type score struct {
	// mention (type, number), dated (with its date), document (number, year), law (type, name, date), edge
	kind   map[string]*tally
	field  map[string]*tally // right of all; found is not used
	misses []string
}

func newScore() *score {
	s := &score{kind: map[string]*tally{}, field: map[string]*tally{}}
	for _, k := range kinds {
		s.kind[k] = &tally{}
	}
	for _, f := range fields {
		s.field[f] = &tally{}
	}
	return s
}

// add compares what was found in one document with its gold. References to the
// document's own number are left out of both.
func (s *score) add(doc string, self, foundSelf own, gold, found []row) {
	me := bareNumber(self.number)
	g, gLaws := split(gold, me)
	f, fLaws := split(found, me)
	s.bag(doc, "mention", counts(g, mentionKey), counts(f, mentionKey))
	s.bag(doc, "dated", counts(g, datedKey), counts(f, datedKey))
	s.bag(doc, "document", documents(g), documents(f))
	s.bag(doc, "law", counts(gLaws, lawKey), counts(fLaws, lawKey))
	s.bag(doc, "edge", edges(gold, me), edges(found, me))
	for _, p := range pairs(g, f, mentionKey) {
		s.same(doc, "issuer", p, bareWords(p[0].issuer), bareWords(p[1].issuer))
		s.same(doc, "page", p, p[0].page, p[1].page)
		s.provision(doc, "provision", p)
		if p[0].name != "" || p[1].name != "" {
			s.same(doc, "name", p, bareWords(p[0].name), bareWords(p[1].name))
		}
	}
	for _, p := range pairs(gLaws, fLaws, lawKey) {
		s.same(doc, "law_page", p, p[0].page, p[1].page)
		s.provision(doc, "law_provision", p)
	}
	s.check(doc, "self_type", "own type", foldType(self.typ), foldType(foundSelf.typ))
	s.check(doc, "self_number", "own number", bareNumber(self.number), bareNumber(foundSelf.number))
	s.check(doc, "self_date", "own date", self.date, foundSelf.date)
	s.check(doc, "self_issuer", "own issuer", bareWords(self.issuer), bareWords(foundSelf.issuer))
}

// bag compares two multisets.
func (s *score) bag(doc, kind string, gold, found map[string]int) {
	t := s.kind[kind]
	for _, key := range slices.Sorted(maps.Keys(gold)) {
		t.gold += gold[key]
		t.right += min(gold[key], found[key])
		if n := gold[key] - found[key]; n > 0 {
			s.misses = append(s.misses, fmt.Sprintf("%s\tmissed %s\t%s ×%d", doc, kind, key, n))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		t.found += found[key]
		if n := found[key] - gold[key]; n > 0 {
			s.misses = append(s.misses, fmt.Sprintf("%s\textra %s\t%s ×%d", doc, kind, key, n))
		}
	}
}

func (s *score) same(doc, field string, p [2]row, gold, found string) {
	s.check(doc, field, "p."+p[0].page+" "+p[0].typ+" "+p[0].number+p[0].name, gold, found)
}

func (s *score) check(doc, field, what, gold, found string) {
	t := s.field[field]
	t.gold++
	if gold == found {
		t.right++
		return
	}
	s.misses = append(s.misses, fmt.Sprintf("%s\t%s\t%s: gold %q, found %q", doc, field, what, gold, found))
}

func (s *score) provision(doc, field string, p [2]row) {
	if p[0].provision != "" || p[1].provision != "" {
		s.same(doc, field, p, provisionSet(p[0].provision), provisionSet(p[1].provision))
	}
}

// String is the report: a line a kind, a line of fields, a line a miss.
func (s *score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s%10s%10s%10s%8s%8s%8s\n", "", "precision", "recall", "F1", "right", "found", "gold")
	for _, k := range kinds {
		t := s.kind[k]
		fmt.Fprintf(&b, "%-10s%10.4f%10.4f%10.4f%8d%8d%8d\n", k, t.precision(), t.recall(), t.f1(), t.right, t.found,
			t.gold)
	}
	b.WriteByte('\n')
	for _, f := range fields {
		fmt.Fprintf(&b, "%-14s%d/%d\n", f, s.field[f].right, s.field[f].gold)
	}
	if len(s.misses) > 0 {
		b.WriteByte('\n')
	}
	for _, m := range s.misses {
		b.WriteString(m + "\n")
	}
	return b.String()
}

// split parts mentions with a number from laws cited by name alone.
func split(rows []row, self string) (numbered, laws []row) {
	for _, r := range rows {
		switch n := bareNumber(r.number); {
		case n != "" && n != self:
			numbered = append(numbered, r)
		case n == "" && r.name != "":
			laws = append(laws, r)
		}
	}
	return numbered, laws
}

func mentionKey(r row) string { return foldType(r.typ) + " " + bareNumber(r.number) }
func datedKey(r row) string   { return mentionKey(r) + " " + r.date }
func lawKey(r row) string     { return foldType(r.typ) + " " + bareWords(r.name) + " " + r.date }

func counts(rows []row, key func(row) string) map[string]int {
	out := map[string]int{}
	for _, r := range rows {
		out[key(r)]++
	}
	return out
}

// documents returns the distinct documents cited: by number and year, and by the
// number alone where no mention gives a year.
func documents(rows []row) map[string]int {
	out, years := map[string]int{}, map[string]map[string]bool{}
	for _, r := range rows {
		key := mentionKey(r)
		if years[key] == nil {
			years[key] = map[string]bool{}
		}
		if r.date != "" {
			years[key][r.date[:4]] = true
		}
	}
	for _, r := range rows {
		n := bareNumber(r.number)
		for y := range years[mentionKey(r)] {
			out[n+" "+y] = 1
		}
		if len(years[mentionKey(r)]) == 0 {
			out[n] = 1
		}
	}
	return out
}

// edges returns the distinct relations stated, plain citing left out.
func edges(rows []row, self string) map[string]int {
	out := map[string]int{}
	for _, r := range rows {
		target := bareNumber(r.number)
		if target == "" {
			target = bareWords(r.name)
		}
		source := "."
		if n := bareNumber(r.source); n != "" && r.source != "." && n != self {
			source = n
		}
		if r.relation != "cites" && target != "" && target != self {
			out[source+" "+r.relation+" "+target] = 1
		}
	}
	return out
}

// pairs matches the mentions of one key: first those of one page and date, then of
// one page, then what is left, in order.
func pairs(gold, found []row, key func(row) string) [][2]row {
	left := slices.Clone(found)
	var out [][2]row
	for _, alike := range []func(g, f row) bool{
		func(g, f row) bool { return g.page == f.page && g.date == f.date },
		func(g, f row) bool { return g.page == f.page },
		func(row, row) bool { return true },
	} {
		var rest []row
		for _, g := range gold {
			i := slices.IndexFunc(left, func(f row) bool { return key(g) == key(f) && alike(g, f) })
			if i < 0 {
				rest = append(rest, g)
				continue
			}
			out = append(out, [2]row{g, left[i]})
			left = slices.Delete(left, i, i+1)
		}
		gold = rest
	}
	return out
}

var dashes = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "\u00ad", "-", "Ð", "Đ",
	"Ɖ", "Đ", "ð", "đ")

func foldText(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(dashes.Replace(norm.NFC.String(s))), " "))
}

func foldType(s string) string {
	switch s = foldText(s); s {
	case "văn bản":
		return "công văn"
	case "chương trình":
		return "chương trình hành động"
	}
	return s
}

var (
	loneDot   = regexp.MustCompile(`(^|[^0-9])\.|\.($|[^0-9])`)
	joints    = regexp.MustCompile(`[-/_]+`)
	unparted  = regexp.MustCompile(`^([0-9]+)(\p{L}{2})`)
	zeros     = regexp.MustCompile(`^0+([0-9])`)
	wordRunes = regexp.MustCompile(`[\p{L}\p{N}&]+`)
	placeWord = regexp.MustCompile(`[\p{L}\p{N}.()]+`)
)

// bareNumber is a number without what carries no information: spaces, "&", the
// kind of separator, leading zeros, case.
func bareNumber(s string) string {
	s = strings.NewReplacer(" ", "", "&", "").Replace(foldText(s))
	s = joints.ReplaceAllString(loneDot.ReplaceAllString(s, "$1-$2"), "-")
	s = zeros.ReplaceAllString(unparted.ReplaceAllString(s, "$1-$2"), "$1")
	return strings.Trim(s, "-")
}

var short = map[string]string{
	"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "bch": "ban chap hanh", "btv": "ban thuong vu", "gd&dt": "giao duc va dao tao",
	"gddt": "giao duc va dao tao", "tp": "thanh pho", "tx": "thi xa", "ttg": "thu tuong", "tw": "trung uong", "mttq": "mat tran to quoc",
}

// bareWords is a name without marks, its usual abbreviations written out.
func bareWords(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(foldText(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	words := wordRunes.FindAllString(b.String(), -1)
	for i, w := range words {
		if long, ok := short[w]; ok {
			words[i] = long
		}
	}
	return strings.Join(words, " ")
}

// provisionSet lists the places a provision names, each number or letter with its
// kind, in one order.
func provisionSet(s string) string {
	kind, out := "", map[string]bool{}
	for _, w := range placeWord.FindAllString(foldText(s), -1) {
		switch w {
		case "điểm", "khoản", "điều", "mục", "chương", "phần", "tiết":
			kind = w
		case "và", "các", "tại", "của", "đến", "từ", "hoặc", "số":
		default:
			out[kind+" "+strings.Trim(w, ".()")] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(out)), ", ")
}

// rowsOf makes rows of what was found in a file.
func rowsOf(r FileReading) (self own, rows []row) {
	h := r.Text.Head
	self = own{string(h.Type), h.Number, h.Date.String(), h.Issuer}
	for _, c := range r.Citations {
		source := "."
		if c.From >= 0 && r.Citations[c.From].Number != "" {
			source = r.Citations[c.From].Number
		}
		rows = append(rows, row{strconv.Itoa(c.Page), string(c.Type), c.Number, c.Date.String(), c.Issuer, source,
			string(c.Relation), c.Name, c.Provision})
	}
	return self, rows
}
