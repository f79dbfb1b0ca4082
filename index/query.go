package index

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Query is what a person asks for: every group must be met.
type Query struct {
	Text     string // as typed
	groups   []group
	replaced []Replacement // what a word was replaced by
	names    []string      // its words, where a file may be named so
	prefers  legal.Type    // what a question asks for: these come first
}

// group is met by any of its parts, or, with not, by none of them.
type group struct {
	not bool
	any []part
}

// part is one thing asked for.
type part struct {
	kind   kind
	at     int         // where it was typed, in letters from 1
	words  []form      // of a word, a phrase, a beginning, the name of an issuer
	quoted bool        // typed in quotes
	short  *expression // of expressed
	field  string      // its name, of a field
	value  string      // of a field, as typed
	from   string      // of dates, both inclusive; "" for no bound
	to     string

	key       string         // of a number: legal.Symbol.FoldKey
	relation  legal.Relation // narrows citations
	documents []string       // IDs a reference was resolved to
	resolved  bool           // documents says all: the number alone would say more
	fixed     bool           // documents are those of an ID, and not looked up
	ref       cite.Ref
	behind    int      // references typed behind it: those of the first come first
	several   bool     // it is one of several typed
	best      []string // of documents, those that have most of the words typed beside the number
	alone     bool     // of a reference its documents only, not what cites them
	prefer    []form   // words that rank what cites
	all       []group  // of together
	apartFrom int      // of a word of such a part: how far before it the expression stands
	apart     bool     // what it finds comes behind what the parts before it find
	instead   bool     // counts only where the part before it finds nothing
}

// kind is what a part asks for.
type kind int

const (
	aWord     kind = iota
	aPhrase        // words that follow each other
	expressed      // a short form, or what it stands for
	beginning      // a word that begins so
	ofType
	ofIssuer
	ofNumber
	ofLevel
	ofPlace
	ofProvince
	ofSource
	ofDate
	ofForce
	isHeld
	citing    // documents that cite a reference
	citedBy   // documents that a reference cites
	relating  // documents that state a relation
	reference // the documents of a reference and those citing it
	together  // all of several groups
)

// ErrEmptyQuery is returned for a query that asks for nothing.
var ErrEmptyQuery = errors.New("nothing to search for")

// QueryError says what is wrong with a query, and where.
type QueryError struct {
	Query string
	At    int // letter, from 1
	Says  legal.Message
}

// Message says what is wrong, and where.
func (e *QueryError) Message() legal.Message { return legal.Say(legal.QueryAt, e.Says, e.At, e.Query) }

func (e *QueryError) Error() string { return e.Message().String() }

// maxWords bounds the words of a query, and with them the work it can cause.
const maxWords = 64

// ParseQuery reads what a person types into the one box:
//
//	chuyển đổi số          all words; typed with marks they mean those marks, without any every way to mark them
//	"dạy thêm, học thêm"   words that follow each other; so do those written without a gap: 66.25, GD&ĐT
//	UBND                   a short form or what it stands for, and the other way round; "UBND" itself only
//	nghị định nào quy định về …   a question: the words it is about, that kind of document first
//	-word  -"a phrase"     not this
//	số OR điện             either of two neighbours; HOẶC is the same
//	tuyên*                 a word that begins so
//	30-NQ/TW, nq 30 nq tw  a document by its number, and those that cite it; the words beside it rank
//	loai:kh  coquan:"Bộ Chính trị"  ngay:2020..2023  trich:30-NQ/TW  fields, see Fields
//
// The error is a [QueryError].
func ParseQuery(s string) (Query, error) {
	text := viet.Normalize(s)
	refs := cite.References(text)
	pasted := len(refs) > 0 && refs[0].Pasted && !hasField(text)
	if pasted {
		text = asText(text)
	}
	l := lexer{text: []rune(text), query: s, pasted: pasted}
	q, err := l.parse()
	if err != nil {
		return Query{}, err
	}
	q.Text = s
	return q, nil
}

// Field is a field of the query language with its names, the Vietnamese one first.
type Field struct {
	Names []string
	kind  kind
}

// Takes is what its value is, for people.
func (f Field) Takes() legal.Message { return legal.NameOf("takes", f.Names[0]) }

// Fields returns the fields of the query language.
func Fields() []Field {
	return []Field{
		{[]string{"loai", "type"}, ofType},
		{[]string{"so", "number"}, ofNumber},
		{[]string{"coquan", "issuer"}, ofIssuer},
		{[]string{"cap", "level"}, ofLevel},
		{[]string{"noi", "place"}, ofPlace},
		{[]string{"tinh", "province"}, ofProvince},
		{[]string{"ngay", "date"}, ofDate},
		{[]string{"nam", "year"}, ofDate},
		{[]string{"trich", "cites"}, citing},
		{[]string{"duoctrich", "cited-by"}, citedBy},
		{[]string{"quanhe", "relation"}, relating},
		{[]string{"giu", "held"}, isHeld},
		{[]string{"hieuluc", "force"}, ofForce},
		{[]string{"nguon", "source"}, ofSource},
	}
}

func fieldNamed(name string) (Field, bool) {
	plain := plainName(name)
	for _, f := range Fields() {
		for _, n := range f.Names {
			if plainName(n) == plain {
				return f, true
			}
		}
	}
	return Field{}, false
}

// plainName is a name without marks, case and whatever joins its words.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, viet.Fold(s))
}

// lexer takes a query apart.
type lexer struct {
	query   string
	text    []rune
	at      int
	words   int
	prefers legal.Type // what a question asks for
	pasted  bool       // a whole citation: nothing in it is an operator

	free   []piece // plain words outside of operators, which may be a number together
	groups []group
}

// piece is a stretch without a gap, or a phrase in quotes.
type piece struct {
	text   string
	at     int // in letters, from 1
	quoted bool
	not    bool
	field  *Field
}

func (l *lexer) fail(at int, code legal.MessageCode, values ...any) error {
	return &QueryError{l.query, at, legal.Say(code, values...)}
}

// capitals reports whether all of the query is in capitals: HOẶC is a word in it.
func (l *lexer) capitals() bool { return l.query == strings.ToUpper(l.query) }

func (l *lexer) parse() (Query, error) {
	joined := false // an OR stands before
	orAt := 0
	for {
		p, ok, err := l.next()
		if err != nil {
			return Query{}, err
		}
		if !ok {
			break
		}
		if !p.quoted && p.field == nil && !p.not && !l.pasted && (p.text == "OR" || p.text == "HOẶC" && !l.capitals()) {
			if len(l.groups) == 0 || joined {
				return Query{}, l.fail(p.at, legal.QueryNothingBefore, p.text)
			}
			joined, orAt = true, p.at
			continue
		}
		made, ok, err := l.part(p)
		if err != nil {
			return Query{}, err
		}
		if !ok {
			continue
		}
		if !joined {
			l.groups = append(l.groups, group{not: p.not, any: []part{made}})
			continue
		}
		last := &l.groups[len(l.groups)-1]
		if p.not || last.not {
			return Query{}, l.fail(orAt, legal.QueryOrLeftOut)
		}
		last.any = append(last.any, made)
		joined = false
	}
	if joined {
		return Query{}, l.fail(orAt, legal.QueryNothingBehind)
	}
	if l.words > maxWords && !l.pasted {
		return Query{}, l.fail(1, legal.QueryTooManyWords, l.words, maxWords)
	}
	names := l.names()
	l.question()
	l.number()
	return Query{groups: narrow(joinShort(l.groups)), names: names, prefers: l.prefers}, nil
}

// number makes one part of the plain words that name a document together, or several.
func (l *lexer) number() {
	text := l.freeText()
	refs := cite.References(text)
	bare := bareKey(text)
	if len(refs) == 0 && bare == "" {
		return
	}
	at := 1
	if len(l.free) > 0 {
		at = l.free[0].at
	}
	var words, others []group
	for _, g := range l.groups {
		if !g.not && len(g.any) == 1 && l.isFree(g.any[0]) {
			words = append(words, g)
		} else {
			others = append(others, g)
		}
	}
	named := numberGroup(part{kind: reference, at: at, value: text}, refs, bare, words)
	l.groups = append([]group{named}, others...)
}

// numberGroup is met by the documents of references, and by what cites them.
func numberGroup(own part, refs []cite.Ref, bare string, words []group) group {
	if len(refs) > 1 {
		return severalNumbers(own, refs)
	}
	if len(refs) == 1 {
		own.ref = refs[0]
	}
	if len(own.ref.Symbol.Codes) > 0 {
		own.key = own.ref.Symbol.FoldKey()
	}
	bareOnly := own.key == "" && bare != ""
	if bareOnly {
		own.key = bare
	}
	g := group{any: []part{own}}
	rest := besideNumber(own.ref.Rest, own.at)
	switch {
	case own.key == "" || bareOnly: // "kế hoạch 5 năm" may be words
		g.any = append(g.any, part{kind: together, at: own.at, all: words, instead: bareOnly})
	case len(rest) > 0: // words that do not belong to the name of the document
		number, citers := own, own
		number.ref.Rest, number.ref.Date, number.ref.Issuer = "", legal.Date{}, ""
		citers.kind, citers.key, citers.instead, citers.prefer = citing, "", true, formsOfGroups(rest)
		g.any[0].key = "" // the words speak against a document that they do not fit
		g.any = append(g.any, part{kind: together, at: own.at, all: append([]group{{any: []part{number}}}, rest...)}, citers)
	}
	return g
}

// severalNumbers is met by the documents of all references, the first before the second,
// and by what cites any of them.
func severalNumbers(own part, refs []cite.Ref) group {
	var g group
	for i, ref := range refs {
		p := own
		p.ref, p.several, p.behind = ref, true, len(refs)-1-i
		if len(ref.Symbol.Codes) > 0 {
			p.key = ref.Symbol.FoldKey()
		}
		if ref.Rest != "" {
			p.key, p.prefer = "", formsOfGroups(besideNumber(ref.Rest, own.at))
		}
		g.any = append(g.any, p)
	}
	return g
}

// maxBeside bounds the words beside a number that rank.
const maxBeside = 32

// besideNumber returns the words typed beside a number, each a group.
func besideNumber(rest string, at int) []group {
	var out []group
	for _, w := range strings.Fields(rest) {
		if p, ok := wordsPart(w); ok && len(out) < maxBeside {
			p.at = at
			out = append(out, group{any: []part{p}})
		}
	}
	return out
}

func formsOfGroups(groups []group) []form {
	var out []form
	for _, g := range groups {
		out = append(out, g.any[0].words...)
	}
	return out
}

// hasField reports whether a text narrows by a field: loai:kh.
func hasField(text string) bool {
	for _, w := range strings.Fields(text) {
		name, value, cut := strings.Cut(w, ":")
		if _, ok := fieldNamed(name); cut && ok && value != "" {
			return true
		}
	}
	return false
}

// asText makes words of all that could be an operator in a citation that was pasted.
func asText(text string) string {
	var before rune
	return strings.Map(func(r rune) rune {
		last := before
		before = r
		switch {
		case isQuote(r), r == '*', r == ':' && !unicode.IsDigit(last), r == '-' && unicode.IsSpace(last), r == '-' && last == 0:
			return ' '
		}
		return r
	}, text)
}

// bareKey reads a number of codes that stand in no table, typed without separators:
// "19 kh thcsbt" may be 19/KH-THCSBT. It is "" for what cannot be one.
func bareKey(s string) string {
	w := formsOf(s)
	if len(w) < 2 || len(w) > 5 || !isOrdinal(w[0].folded) {
		return ""
	}
	key, codes := w[0].folded, w[1:]
	if len(codes) > 1 && len(codes[0].folded) == 4 && isOrdinal(codes[0].folded) {
		key, codes = key+"/"+codes[0].folded, codes[1:]
	}
	var parts []string
	for _, c := range codes {
		if isOrdinal(c.folded) {
			return ""
		}
		parts = append(parts, strings.ToUpper(c.folded))
	}
	return strings.TrimLeft(key, "0") + "/" + strings.Join(parts, "-")
}

func (l *lexer) isFree(p part) bool {
	return slices.ContainsFunc(l.free, func(f piece) bool { return f.at == p.at })
}

// narrow makes a relation speak of the citations asked for beside it.
func narrow(groups []group) []group {
	var relation legal.Relation
	for _, g := range groups {
		if !g.not && len(g.any) == 1 && g.any[0].kind == relating {
			relation = g.any[0].relation
		}
	}
	narrowed := false
	for _, g := range groups {
		for i := range g.any {
			if k := g.any[i].kind; relation != "" && !g.not && (k == citing || k == citedBy) {
				g.any[i].relation, narrowed = relation, true
			}
		}
	}
	if !narrowed {
		return groups
	}
	return slices.DeleteFunc(groups, func(g group) bool {
		return !g.not && len(g.any) == 1 && g.any[0].kind == relating
	})
}

// next reads the next piece; ok is false at the end.
func (l *lexer) next() (p piece, ok bool, err error) {
	for l.at < len(l.text) && unicode.IsSpace(l.text[l.at]) {
		l.at++
	}
	if l.at == len(l.text) {
		return p, false, nil
	}
	p.at = l.at + 1
	if l.text[l.at] == '-' && l.at+1 < len(l.text) && (isQuote(l.text[l.at+1]) || inWord(l.text[l.at+1], false)) {
		p.not = true
		l.at++
	}
	if f, size, found := l.field(); found {
		p.field = &f
		l.at += size
		for l.at < len(l.text) && unicode.IsSpace(l.text[l.at]) {
			l.at++
		}
		if l.at == len(l.text) {
			return p, false, l.fail(p.at, legal.QueryNoValue, f.Names[0], f.Takes())
		}
	} else if size > 0 {
		return p, false, l.fail(p.at, legal.QueryNoField, string(l.text[l.at:l.at+size]))
	}
	if isQuote(l.text[l.at]) {
		p.quoted = true
		p.text, err = l.quoted(p.at)
		return p, err == nil, err
	}
	from := l.at
	for l.at < len(l.text) && !unicode.IsSpace(l.text[l.at]) && !isQuote(l.text[l.at]) {
		l.at++
	}
	p.text = string(l.text[from:l.at])
	return p, true, nil
}

// field reads "name:" where a name of letters stands right before a colon; not
// found and a size is a name no field has.
func (l *lexer) field() (f Field, size int, found bool) {
	end := l.at
	for end < len(l.text) && (unicode.IsLetter(l.text[end]) || unicode.IsMark(l.text[end]) ||
		end > l.at && (l.text[end] == '-' || l.text[end] == '_')) {
		end++
	}
	if end-l.at < 2 || end == len(l.text) || l.text[end] != ':' {
		return f, 0, false
	}
	if f, ok := fieldNamed(string(l.text[l.at:end])); ok {
		return f, end - l.at + 1, true
	}
	if end+1 == len(l.text) || unicode.IsSpace(l.text[end+1]) {
		return f, 0, false // "Kính gửi: Sở"
	}
	return f, end - l.at, false
}

// quoted reads up to the closing quote, of any kind.
func (l *lexer) quoted(at int) (string, error) {
	from := l.at + 1
	for l.at++; l.at < len(l.text); l.at++ {
		if isQuote(l.text[l.at]) {
			l.at++
			return string(l.text[from : l.at-1]), nil
		}
	}
	return "", l.fail(at, legal.QueryOpenQuote)
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

// part turns a piece into what it asks for; ok is false for one without any word.
func (l *lexer) part(p piece) (part, bool, error) {
	if p.field != nil {
		out, err := l.fieldPart(p)
		return out, true, err
	}
	if stem, cut := strings.CutSuffix(p.text, "*"); cut && !p.quoted {
		w := formsOf(stem)
		if len(w) != 1 || utf8.RuneCountInString(w[0].folded) < 2 {
			return part{}, false, l.fail(p.at, legal.QueryShortStem)
		}
		l.words++
		return part{kind: beginning, at: p.at, words: w}, true, nil
	}
	out, ok := wordsPart(p.text)
	out.at, out.quoted = p.at, p.quoted
	l.words += len(out.words)
	if !p.quoted && !p.not && !(p.text == "OR") {
		l.free = append(l.free, p)
	}
	return out, ok, nil
}

// wordsPart makes a word or a phrase of what stands without a gap or in quotes.
func wordsPart(s string) (part, bool) {
	w := formsOf(s)
	switch len(w) {
	case 0:
		return part{}, false
	case 1:
		return part{kind: aWord, words: w}, true
	}
	return part{kind: aPhrase, words: w}, true
}

func formsOf(s string) []form {
	var out []form
	for _, w := range words(s) {
		out = append(out, formOf(s[w.start:w.end]))
	}
	return out
}

// fieldPart reads the value of a field.
func (l *lexer) fieldPart(p piece) (part, error) {
	out := part{kind: p.field.kind, at: p.at, field: p.field.Names[0], value: p.text, words: formsOf(p.text)}
	bad := func() error {
		return l.fail(p.at, legal.QueryNotTaken, p.field.Names[0], p.text, p.field.Takes())
	}
	if len(out.words) == 0 {
		return out, bad()
	}
	var ok bool
	switch out.kind {
	case ofDate:
		out.from, out.to, ok = readDates(p.text)
	case isHeld:
		out.value, ok = readYes(p.text)
	case ofForce:
		out.value, out.from, ok = readForce(p.text)
	case ofLevel:
		out.value, ok = levels[plainName(p.text)]
	case ofSource:
		out.value = plainName(p.text)
		ok = slices.Contains([]string{SourceText, SourceOCR, SourceMixed, SourceUnread}, out.value)
	case relating:
		out.relation, ok = relations[plainName(p.text)]
	case citing, citedBy, ofNumber:
		out.ref, ok = cite.Parse(p.text)
		if ok && len(out.ref.Symbol.Codes) > 0 {
			out.key = out.ref.Symbol.FoldKey()
		}
		if part := "?" + strings.ToUpper(strings.TrimPrefix(p.text, "?")); out.kind == ofNumber && !ok && keyOf(part) != "" {
			out.key, ok = keyOf(part), true
		}
		ok = ok || out.kind != ofNumber || isOrdinal(p.text)
	default:
		ok = true
	}
	if !ok {
		return out, bad()
	}
	return out, nil
}

func isOrdinal(s string) bool {
	return s != "" && len(s) < 8 && s[0] >= '0' && s[0] <= '9' && len(formsOf(s)) == 1
}

// isEmpty reports whether the query asks for nothing but to leave something out.
func (q Query) isEmpty() bool {
	return !slices.ContainsFunc(q.groups, func(g group) bool { return !g.not })
}
