package layout

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

var (
	// numberLine matches "Số: 49/2026/NĐ-CP", "Số 13-NQ/TU", "Luật số: 31/2024/QH15".
	numberLine = regexp.MustCompile(
		`^(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Lệnh|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|LỆNH)\s+[Ss]ố|` +
			`S[ốôồổỗộó]|S[ỐÔỒỔỖỘÓ])(?:\s*[:.]\s*|\s+|$)(.*)$`)
	// dateLine matches the date of a head; one without day or month does not match,
	// nor does one in digits without a place ("CÔNG BÁO/Số 977/Ngày 24-8-2024").
	dateLine = regexp.MustCompile(
		`(?i)(?:,\s*|^|^[\p{L} .-]{2,25}\s)ngày\s*(\d\s?\d?)\s*(?:tháng|[/.-])\s*(\d\s?\d?)\s*(?:năm|[/.-])\s*(\d{4})`)
	// placeLine matches the place before it, and blank dates.
	placeLine = regexp.MustCompile(`(?i)^([^,:;|]{2,40}),\s*ngày\b`)
	// subjectLine matches the title of a letter, also as OCR reads it: "V/w", "Ÿ/v".
	subjectLine = regexp.MustCompile(`(?i)^\(?\s*(?:v/v|[vyŸÝ][/⁄]\s?[vwy]?\s)`)
)

// read reads the document's own data. Of what the head leaves out only the issuer
// is looked for in the text: who "xây dựng Kế hoạch".
func (h head) read(t legal.Text) legal.Head {
	var out legal.Head
	printed, begun := ofKind(h.kind)
	out.Number = cmp.Or(h.number(), printed.number)
	out.Date, out.Place = h.date()
	if out.Date.IsZero() {
		out.Date = printed.date
	}
	if out.Number == "" {
		if n, ok := certified(t); ok {
			out.Number, out.Date = n.number, n.date
		}
	}
	out.Type = ownType(printed.kind, h, out.Number)
	if out.Number == "" {
		n := h.ofAnnex(t, out)
		out.Number, out.Type = n.number, cmp.Or(out.Type, n.kind)
		if out.Date.IsZero() {
			out.Date = n.date
		}
	}
	if out.Date.IsZero() && h.kind != "" {
		out.Date = adopted(t)
	}
	out.Superior, out.Issuer = issuers(h.names())
	if h.scanned && !isBodyName(out.Issuer) {
		out.Issuer = "" // what a stamp has left of the name
	}
	if out.Issuer == "" {
		out.Issuer = issuerInText(t, out.Type)
	}
	organ, title := cutOrgan(strings.TrimSpace(begun + " " + h.title))
	if organ != "" && viet.Marked(out.Issuer) == viet.Marked("Ban Chấp hành Trung ương") {
		out.Issuer = organ // three organs share this letterhead and one series of numbers
	}
	out.Title = cleanTitle(title)
	out.Written = h.inPart(out)
	return out
}

// inPart returns what the head prints of a number and a date that it leaves blank, nil for
// nothing.
func (h head) inPart(own legal.Head) *legal.Written {
	var w legal.Written
	if own.Number == "" {
		w.Part = h.part()
	}
	if own.Date.IsZero() {
		w.Month = h.blankMonth()
	}
	if w.IsZero() {
		return nil
	}
	return &w
}

// ownType settles the type: a consolidated text says so only in its number, a
// letter has no type word.
func ownType(printed legal.Type, h head, number string) legal.Type {
	sym, ok := legal.ParseSymbol(number)
	if ok && len(sym.Codes) > 0 && sym.Codes[0] == "VBHN" {
		return sym.Type()
	}
	if printed != "" {
		return printed
	}
	if ok && sym.Type() != "" {
		return sym.Type()
	}
	if h.letter {
		return legal.Letter
	}
	return ""
}

// number returns the number as printed, "" where it is blank or missing.
func (h head) number() string {
	for i, it := range h.items {
		m := numberLine.FindStringSubmatch(it.text)
		if m == nil {
			continue
		}
		s := m[1]
		broken := strings.HasSuffix(s, "-") || strings.HasSuffix(s, "/")
		if broken && i+1 < len(h.items) && isCode(h.items[i+1].text) {
			s += h.items[i+1].text
		}
		if s == "" && i+1 < len(h.items) && blankOrdinal.MatchString(h.items[i+1].text) {
			s = h.items[i+1].text // "Số:      /KH-UBND" has the gap of a column
		}
		if blankOrdinal.MatchString(s) {
			s = h.besideNumber(i) + strings.TrimLeft(s, " .…:_")
		}
		return symbolAtStart(s)
	}
	return ""
}

// blankOrdinal matches a number whose ordinal is stamped or written in: "/SNV-CCHC".
var blankOrdinal = regexp.MustCompile(`^[ .…:_]*[/-]\s?[\p{Lu}Đ&]`)

// besideNumber returns the ordinal that stands as a line of its own above the number's
// line, or below it: a stamp sets it a little too high.
func (h head) besideNumber(i int) string {
	for _, k := range []int{i - 1, i + 1} {
		if k > 0 && k < len(h.items) && stampedOrdinal.MatchString(h.items[k].text) {
			return h.items[k].text
		}
	}
	return ""
}

var stampedOrdinal = regexp.MustCompile(`^\d{1,5}[a-z]?$`)

// symbolAtStart reads the number that s begins with, "" for none: "/KH-UBND" has
// its ordinal left blank.
func symbolAtStart(s string) string {
	s = strings.TrimLeft(s, " .…:")
	if s == "" || s[0] < '0' || s[0] > '9' {
		return ""
	}
	_, end, ok := legal.ScanSymbol(s, 0)
	if rest := strings.TrimLeft(s[end:], " "); !ok || startsSmall(rest) || listed.MatchString(rest) {
		return "" // "Số 13-NQ/TU ngày …": a line that cites
	}
	return legal.NumberAsPrinted(s[:end])
}

// listed matches what goes on behind a number that is one of several; a stray mark alone is
// a speck.
var listed = regexp.MustCompile(`^[,;].*[\p{L}\d]`)

// date returns the date of the head with its place.
func (h head) date() (d legal.Date, place string) {
	for _, it := range h.items {
		if m := placeLine.FindStringSubmatch(it.text); m != nil && place == "" {
			place = strings.TrimSpace(m[1])
		}
		m := dateLine.FindStringSubmatch(it.text)
		if m == nil || !d.IsZero() || !isDateLine(it.text) {
			continue
		}
		if v := (legal.Date{Year: atoi(m[3]), Month: atoi(m[2]), Day: atoi(m[1])}); v.Valid() && v.Day > 0 {
			d = v
		}
	}
	return d, place
}

// isNumberLine reports whether [numberLine] matches a line.
func isNumberLine(s string) bool {
	return s != "" && strings.IndexByte("BLNPS", s[0]) >= 0 && numberLine.MatchString(s)
}

// isPlaceAndDate reports whether a line gives place and date.
func isPlaceAndDate(s string) bool {
	return strings.Contains(s, ",") && placeLine.MatchString(s) && dateLine.MatchString(s)
}

// isDateLine reports whether a line gives a head's date: one that goes on in small
// letters cites ("ngày 20/5/2026 của Sở Nội vụ", in the title of a letter).
func isDateLine(s string) bool {
	loc := dateLine.FindStringIndex(s)
	return loc != nil && !startsSmall(strings.TrimLeft(s[loc[1]:], " "))
}

// adoptedOn matches the sentence that closes laws and resolutions of assemblies.
var adoptedOn = regexp.MustCompile(
	`^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .{5,150}? thông qua (ngày .*)$`)

// adopted returns the date on which the text says that it was adopted.
func adopted(t legal.Text) legal.Date {
	for _, b := range t.Blocks {
		s := strings.ReplaceAll(t.Content[b.Start:b.End], "\n", " ")
		if b.Zone != legal.ZoneBody || s == "" || strings.IndexByte("BLNP", s[0]) < 0 {
			continue
		}
		if m := adoptedOn.FindStringSubmatch(s); m != nil {
			d, _ := head{items: []item{{text: m[1]}}}.date()
			return d
		}
	}
	return legal.Date{}
}

// atoi reads digits, among which a stamp may have left a space.
func atoi(s string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(s, " ", ""))
	return n
}

// names returns the lines that name the issuer and the body above it: in
// capitals, above the number.
func (h head) names() []item {
	var out []item
	if h.stamp {
		return nil
	}
	for _, it := range h.items {
		if isNumberLine(it.text) || headingStart.MatchString(it.text) || len(out) == 6 {
			break
		}
		it.text = strings.TrimRight(strings.TrimLeft(it.text, "_-–—*|~ .,'‘’\""), "_-–—*|~ .:;")
		if n := strings.LastIndex(it.text, " - QUỐC HỘI"); n > 0 && len(it.text) == n+len(" - QUỐC HỘI") {
			it.text = it.text[n+len(" - "):] // a gazette names the head of State before it, who promulgates
		}
		if isMotto(it.text) || isMarking(it.text) || isReceipt(it.text) || !isCapitals(it.text) || dateLine.MatchString(it.text) ||
			!holdsSyllable(it.text) {
			continue
		}
		out = append(out, it)
	}
	return out
}

// holdsSyllable reports whether a word of s can be Vietnamese, or is an abbreviation
// as bodies have them (UBND): what seals are read as has none.
func holdsSyllable(s string) bool {
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, ".,")
		if viet.IsSyllable(w) || utf8.RuneCountInString(w) < 8 && len(w) > 2 &&
			!strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsUpper(r) }) {
			return true
		}
	}
	return false
}

// markings are secrecy, urgency and draft marks, and headings of the gazette, in capitals.
var markings = map[string]bool{
	"MẬT": true, "TỐI MẬT": true, "TUYỆT MẬT": true, "KHẨN": true, "THƯỢNG KHẨN": true, "HỎA TỐC": true,
	"VĂN BẢN QUY PHẠM PHÁP LUẬT": true, "HOẢ TỐC": true, "DỰ THẢO": true, "TÀI LIỆU HỘI NGHỊ": true, "LƯU HÀNH NỘI BỘ": true, "BẢN SAO": true,
	"SAO Y": true,
}

// isMarking reports whether a line of a head is a marking or nothing but rules.
func isMarking(s string) bool {
	return !hasLetters(s) || markings[strings.Trim(s, " ().:*")] || strings.HasPrefix(s, "DỰ THẢO")
}

// isReceipt reports whether a line is of the stamp of an office that received the paper, which
// shortens its own name as heads do not: "VP.UBND TỈNH BÌNH THUẬN", "ĐẾN Số: 3577", or has lines to be filled in.
func isReceipt(s string) bool { return receipt.MatchString(s) || strings.Contains(s, "...") }

var receipt = regexp.MustCompile(`^(?:VP ?\.|V\.P|CÔNG VĂN ĐẾN|Đ[ẾỀỂÊE]N(?: |$))`)

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// isCapitals reports whether nearly all letters of s are capitals.
func isCapitals(s string) bool {
	upper, all := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			all++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return all > 1 && 10*upper >= 9*all
}

// cleanTitle drops what is no part of a title: the "V/v" of letters and rules.
func cleanTitle(s string) string {
	if loc := subjectLine.FindStringIndex(s); loc != nil {
		s = strings.TrimLeft(s[loc[1]:], ": ")
	}
	return strings.Trim(s, " _*-–—")
}

// organLine is the organ that the Party names under the type line, and the title
// behind it: "CỦA BỘ CHÍNH TRỊ về …".
var organLine = regexp.MustCompile(`^CỦA (\P{Ll}+?) ([vV][ềỀ] .*)$`)

// cutOrgan tells such an organ from the title.
func cutOrgan(s string) (organ, title string) {
	if m := organLine.FindStringSubmatch(s); m != nil {
		return SentenceCase(m[1]), m[2]
	}
	return "", s
}
