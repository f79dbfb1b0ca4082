package audit

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// ending is what ends the force of a document.
type ending struct {
	claim catalog.Testimony
	whole bool       // not only a part of it, and not its mention by the way
	from  legal.Date // from which on it is no longer in force; zero unknown
}

// inForceAtMost is after how many days a document that replaces another is taken
// to be in force where it does not say from when.
const inForceAtMost = 400

// notInForce finds documents that rest on one which others had ended before.
func (a *auditor) notInForce(d legal.Document, claims []catalog.Testimony) {
	ends := a.ends[d.ID]
	if len(ends) == 0 {
		return
	}
	actors := map[string]bool{} // those that end or amend it do not rest on it
	for _, k := range claims {
		if k.Changes() {
			actors[k.Citing] = true
		}
	}
	byCiting := map[string][]catalog.Testimony{}
	var order []string
	for _, k := range claims {
		if actors[k.Citing] || k.Citing == "" || k.Number == "" && k.Date.IsZero() || k.Confidence < Sure {
			continue
		}
		if byCiting[k.Citing] == nil {
			order = append(order, k.Citing)
		}
		byCiting[k.Citing] = append(byCiting[k.Citing], k)
	}
	slices.Sort(order)
	for _, citing := range order {
		a.restsOnEnded(d, citing, byCiting[citing], ends)
	}
}

// restsOnEnded makes the finding of one citing document, if it comes to one.
func (a *auditor) restsOnEnded(d legal.Document, citing string, claims, ends []catalog.Testimony) {
	date, sure := a.dateOf(citing)
	if date.IsZero() {
		return
	}
	end, ok := a.endBefore(date, ends)
	if !ok {
		return
	}
	var said []Witness
	strongest := legal.Cites
	for _, k := range claims {
		if a.rests(k) {
			said = append(said, related(k, ""))
			strongest = stronger(strongest, k.Relation)
		}
	}
	if len(said) == 0 {
		return
	}
	c, _ := a.doc(citing)
	by, _ := a.doc(end.claim.Citing)
	form, when, base := legal.FoundReplaced, end.from, Warning
	switch ended := end.claim.Relation == legal.Repeals; {
	case end.from.IsZero():
		form, when, base = legal.FoundReplacedOnce, by.Date, Note
		if ended {
			form = legal.FoundEndedOnce
		}
	case ended:
		form = legal.FoundEnded
	}
	if !end.from.IsZero() && strongest == legal.BasedOn {
		base = Error
	}
	says := legal.Say(form, called(c), date.Printed(), called(d), legal.NameOf("as", said[0].Relation), called(by),
		when.Printed())
	said = append(said, related(end.claim, ""))
	s, misread := weigh(base, sure, end.claim.Confidence)
	a.add(NotInForce, s, misread, says, said, citing, d.ID, end.claim.Citing)
}

func stronger(a, b legal.Relation) legal.Relation {
	if b == legal.BasedOn || a == legal.Cites {
		return b
	}
	return a
}

// endBefore returns the first that had ended a document before a date.
func (a *auditor) endBefore(date legal.Date, ends []catalog.Testimony) (first ending, ok bool) {
	var found []ending
	for _, k := range ends {
		by, ok := a.doc(k.Citing)
		if !ok || by.Date.Day == 0 || !by.Date.Before(date) || k.Provision != "" || k.Scope == legal.ScopePart ||
			k.Confidence < Sure {
			continue
		}
		e := a.ending(k, by)
		if e.whole && (e.from.IsZero() && days(by.Date)+inForceAtMost < days(date) ||
			!e.from.IsZero() && days(e.from) <= days(date)) {
			found = append(found, e)
		}
	}
	if len(found) == 0 {
		return ending{}, false
	}
	return slices.MinFunc(found, func(a, b ending) int {
		return cmp.Or(cmp.Compare(days(a.from), days(b.from)), strings.Compare(a.claim.File, b.claim.File),
			cmp.Compare(a.claim.Index, b.claim.Index))
	}), true
}

func days(d legal.Date) int {
	if d.IsZero() {
		return 1 << 30
	}
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ending looks at a citation that ends a document.
func (a *auditor) ending(k catalog.Testimony, by legal.Document) ending {
	key := k.File + strconv.Itoa(k.Index)
	if e, ok := a.gone[key]; ok {
		return e
	}
	e := ending{claim: k}
	if m, ok := a.mention(k.CitationRef); ok {
		e.whole = endsWhole(m)
	}
	if e.whole && !k.Nested {
		t, _ := a.text(k.File)
		e.from = inForceFrom(t.Content, by.Date)
	}
	a.gone[key] = e
	return e
}

// aPart are the words before a citation that show that only a part of the
// document ends, or that it is named because it has amended the one that ends
// ("Luật A đã được sửa đổi, bổ sung theo Luật B hết hiệu lực").
var aPart = regexp.MustCompile(
	`\b(dieu|khoan|diem|phu luc|cum tu|mot phan|noi dung|bieu|mau|chuong|muc|duoc sua doi|sua doi|bo sung)\b`)

// endsWhole reports whether a citation ends the document as a whole.
func endsWhole(m catalog.Mention) bool {
	at := min(max(0, m.Start-m.Sentence.Start), len(m.SentenceText))
	before, after := m.SentenceText[:at], m.SentenceText[min(len(m.SentenceText), max(at, m.End-m.Sentence.Start)):]
	if i := strings.LastIndexAny(before, ";:"); i >= 0 {
		before = before[i:]
	}
	return !aPart.MatchString(viet.Fold(before)) && !strings.Contains(viet.Fold(after), "tru truong hop")
}

// force reads from when on a document is in force: "… này có hiệu lực thi hành kể
// từ ngày 01 tháng 7 năm 2025", "… từ ngày ký".
var force = regexp.MustCompile(
	`này có hiệu lực (?:thi hành )?(?:kể )?từ ngày (?:(ký|ban hành)|(\d{1,2}) tháng (\d{1,2}) năm (\d{4})|` +
		`(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))`)

func inForceFrom(text string, signed legal.Date) legal.Date {
	m := force.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	switch {
	case m == nil:
		return legal.Date{}
	case m[1] != "":
		return signed
	}
	part := m[2:5]
	if part[0] == "" {
		part = m[5:8]
	}
	var n [3]int
	for i, s := range part {
		n[i], _ = strconv.Atoi(s)
	}
	d := legal.Date{Year: n[2], Month: n[1], Day: n[0]}
	if !d.Valid() || d.Before(signed) {
		return legal.Date{}
	}
	return d
}

// restsOn are the words right before a citation that take it to be in force.
var restsOn = regexp.MustCompile(`(can cu|thuc hien theo|theo quy dinh|quy dinh tai|ap dung|theo noi dung)[^,;]{0,60}$`)

// past are words of a sentence that speaks of what was, or of its end.
var past = regexp.MustCompile(
	`truoc ngay|truoc khi|het hieu luc|thay the|bai bo|chuyen tiep|da duoc|truoc day|den het ngay`)

// rests reports whether a citation takes its document to be in force.
func (a *auditor) rests(k catalog.Testimony) bool {
	switch k.Relation {
	case legal.BasedOn, legal.Implements, legal.Guides:
		return true
	case legal.Cites:
	default:
		return false
	}
	m, ok := a.mention(k.CitationRef)
	if !ok {
		return false
	}
	at := min(max(0, m.Start-m.Sentence.Start), len(m.SentenceText))
	return restsOn.MatchString(viet.Fold(m.SentenceText[:at])) && !past.MatchString(viet.Fold(m.SentenceText))
}
