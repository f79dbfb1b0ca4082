package web

import (
	"cmp"
	"fmt"
	"html/template"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// functions are what templates may call. The texts of the pages stand in the
// templates in both languages: {{t "Tìm" "Search"}}.
func (p *pages) functions(lang string) template.FuncMap {
	pick := func(vi, en string) string {
		if lang == "en" {
			return en
		}
		return vi
	}
	return template.FuncMap{
		"t":          pick,
		"tf":         func(vi, en string, args ...any) string { return fmt.Sprintf(pick(vi, en), args...) },
		"asset":      func(name string) string { return "/a/" + p.sums[name] + "/" + name },
		"relation":   func(r legal.Relation) string { return relationName(r, lang) },
		"conflict":   func(k string) string { return pick(conflictNames[k][0], conflictNames[k][1]) },
		"rule":       func(code string) string { return ruleName(code, lang) },
		"severity":   func(s audit.Severity) string { return pick(severityNames[s][0], severityNames[s][1]) },
		"level":      func(l legal.Level) string { return pick(levelNames[l][0], levelNames[l][1]) },
		"relation2":  func(r string) string { return relationName(legal.Relation(r), lang) },
		"severity2":  func(v string) string { n := severityNames[audit.Severity(v)]; return pick(n[0], n[1]) },
		"level2":     func(v string) string { n := levelNames[legal.Level(v)]; return pick(n[0], n[1]) },
		"chartWidth": func(bars int) int { return bars * barStep },
		"counted":    func(k any) string { f := answer.FigureOf(toText(k)); return pick(f.Vi, f.En) },
		"news":       func(k string) string { f := answer.FigureOf(k); return capital(pick(f.Vi, f.En)) },
		"slug":       func(s string) string { return strings.ReplaceAll(s, " ", "-") },
		"outcome":    func(k any) string { n := outcomes[catalog.Status(toText(k))]; return pick(n[0], n[1]) },
		"size":       func(n int64) string { return sizeText(n, pick(",", ".")) },
		"second":     func(at time.Time) string { return at.Local().Format("15:04:05 02/01/2006") },
		"means":      func(code string) string { return ruleMeans(code, lang) },
		"says":       func(f foundBody) string { return findingText(f.Finding, lang) },
		"why":        func(reason string) string { return reasonText(reason, lang) },
		"whose":      func(by string) string { return whose(by, lang) },
		"failure":    func(code string) string { return failureName(code, lang) },
		"failed":     func(code, sentence string) string { return failureText(code, sentence, lang) },
		"source":     func(s legal.PageSource) string { return pick(sourceNames[s][0], sourceNames[s][1]) },
		"name":       name, "byline": byline, "body": authority.Name, "day": legal.Date.Printed, "storedDay": answer.StoredDay,
		"base":    func(p string) string { return path.Base(filepath.ToSlash(p)) },
		"moment":  moment,
		"percent": func(c float64) string { return fmt.Sprintf("%.0f%%", 100*c) },
		"count":   func(n int) string { return thousands(n, pick(".", ",")) },
		"cut":     func(n int, s string) string { return cutTo(s, n) },
		"inc":     func(n int) int { return n + 1 },
		"list":    func(v ...any) []any { return v },
		"join":    strings.Join,
		"around":  func(m answer.Mention) []piece { return around(m, 420) },
		"at":      func(m answer.Mention) string { return mentionAddress(m) },
		"found":   hitAddress,
		"excerpt": excerpt,
	}
}

// name names a document shortly: "Nghị quyết 30-NQ/TW".
func name(d legal.Document) string {
	parts := []string{string(d.Type)}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if d.Number != "" {
		parts = append(parts, d.Number)
	}
	s := strings.TrimSpace(strings.Join(parts, " "))
	switch {
	case s == "":
		return "(văn bản chưa rõ số)"
	case d.Number == "" && d.Name == "":
		return s + " (chưa rõ số)"
	}
	return s
}

// byline says when and by whom: "23/11/2022 · Bộ Chính trị".
func byline(d legal.Document) string {
	var parts []string
	if day := d.Date.Printed(); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	if b := authority.Name(d.Body); b != "" {
		parts = append(parts, b)
	}
	return strings.Join(parts, " · ")
}

var relationNames = map[legal.Relation][2]string{
	legal.BasedOn: {"Căn cứ", "based on"}, legal.Implements: {"Thực hiện", "implements"}, legal.Guides: {"Hướng dẫn", "guides"},
	legal.Amends: {"Sửa đổi", "amends"}, legal.Replaces: {"Thay thế", "replaces"}, legal.Repeals: {"Bãi bỏ", "repeals"},
	legal.Issues: {"Ban hành", "issues"}, legal.Cites: {"Dẫn chiếu", "cites"},
}

func relationName(r legal.Relation, lang string) string {
	n := relationNames[r]
	if lang == "en" {
		return cmp.Or(n[1], string(r))
	}
	return cmp.Or(n[0], string(r))
}

var conflictNames = map[string][2]string{
	legal.ConflictDate: {"ngày ban hành", "date"}, legal.ConflictIssuer: {"cơ quan ban hành", "issuer"}, legal.ConflictType: {"loại văn bản", "type"},
	legal.FieldTitle: {"trích yếu", "title"},
}

var severityNames = map[audit.Severity][2]string{audit.Error: {"Lỗi", "Error"}, audit.Warning: {"Cảnh báo", "Warning"}, audit.Note: {"Lưu ý", "Note"}}

var levelNames = map[legal.Level][2]string{
	legal.LevelCentral: {"Trung ương", "Centre"}, legal.LevelProvince: {"Cấp tỉnh", "Province"}, legal.LevelDistrict: {"Cấp huyện", "District"},
	legal.LevelCommune: {"Cấp xã", "Commune"}, legal.LevelUnit: {"Đơn vị", "Unit"}, legal.LevelUnknown: {"Chưa rõ cấp", "Level not known"},
}

var sourceNames = map[legal.PageSource][2]string{
	legal.SourceText: {"chữ trong tệp", "the file's own text"}, legal.SourceRescued: {"chữ do pdftotext đọc", "read by pdftotext"},
	legal.SourceOCR: {"nhận dạng từ ảnh (OCR)", "read by OCR"}, legal.SourceEmpty: {"trang trống", "empty page"}, legal.SourceWaiting: {"chờ OCR", "waiting for OCR"},
}

// textNames say where the text of a file comes from.
var textNames = map[string][2]string{
	index.SourceText: {"chữ trong tệp", "the file's own text"}, index.SourceOCR: {"nhận dạng từ ảnh (OCR)", "read by OCR"},
	index.SourceMixed: {"một phần nhận dạng (OCR)", "partly read by OCR"}, index.SourceUnread: {"chưa có chữ", "no text yet"},
}

// outcomes are what can become of a file.
var outcomes = map[catalog.Status][2]string{
	catalog.Read: {"đã đọc trọn", "read in full"}, catalog.Waiting: {"chờ OCR", "waiting for OCR"}, catalog.Failed: {"không đọc được", "not read"},
}

// rules are the names of the rules in Vietnamese and English, and their sentences in
// Vietnamese; the English ones are those of [audit.Rules].
var rules = map[string][3]string{
	audit.CitesLater:     {"Dẫn văn bản ban hành sau", "Cites a later document", "Văn bản dẫn một văn bản có ngày ban hành sau nó."},
	audit.YearInNumber:   {"Năm trong số khác ngày", "Year in the number", "Năm trong số, ký hiệu khác năm của ngày in kèm."},
	audit.DateConflict:   {"Mâu thuẫn ngày", "Dates differ", "Một văn bản được ghi những ngày khác nhau."},
	audit.IssuerConflict: {"Mâu thuẫn cơ quan", "Issuers differ", "Một văn bản được ghi do những cơ quan khác nhau ban hành."},
	audit.TypeConflict:   {"Mâu thuẫn loại", "Types differ", "Một văn bản được ghi những loại khác nhau."},
	audit.TitleConflict:  {"Trích yếu khác hẳn nhau", "Titles differ", "Một văn bản được dẫn với những trích yếu hầu như không giống nhau."},
	audit.MayBeOne:       {"Có thể là một văn bản", "May be one", "Hai văn bản cùng số, cùng cơ quan, cùng trích yếu, ngày chỉ khác một chữ số."},
	audit.NotInForce:     {"Căn cứ văn bản đã hết hiệu lực", "Not in force", "Văn bản căn cứ một văn bản đã bị thay thế hoặc bãi bỏ trước đó."},
	audit.TwoTexts:       {"Hai tệp, một số", "Two texts", "Hai tệp là một văn bản theo phần đầu nhưng nội dung khác nhau."},
	audit.OutOfOrder:     {"Số không theo thứ tự ngày", "Out of order", "Số văn bản không theo thứ tự ngày trong dãy số của nó."},
	audit.MissingLink:    {"Thiếu mắt xích", "Missing link", "Văn bản được dựa vào nhưng không có trong kho, nên chuỗi phía trên chưa rõ."},
	audit.OpenReference:  {"Dẫn chiếu chưa xác định", "Open reference", "Một chỗ dẫn có thể chỉ nhiều văn bản."},
}

func ruleName(code, lang string) string {
	if lang == "en" {
		return cmp.Or(rules[code][1], code)
	}
	return cmp.Or(rules[code][0], code)
}

func ruleMeans(code, lang string) string {
	if i := slices.IndexFunc(audit.Rules, func(r audit.Rule) bool { return r.Code == code }); lang == "en" && i >= 0 {
		return audit.Rules[i].Means
	}
	return rules[code][2]
}

// capital writes the first letter of a text as a capital.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func thousands(n int, mark string) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}

// cutTo folds white space and cuts at a word.
func cutTo(s string, letters int) string {
	s = strings.Join(strings.Fields(s), " ")
	return answer.Cutting(s, 0, answer.Forth(s, 0, letters), func(s string) string { return s })
}

// piece is a part of a text, marked or not.
type piece struct {
	Text   string
	Marked bool
}

// around cuts a sentence to about so many letters around the citation in it.
func around(m answer.Mention, letters int) []piece {
	from, to := answer.Window(m.Sentence, m.At, letters)
	return pieces(m.Sentence, from, to, []legal.Span{m.At})
}

// pieces cuts text[from:to] at the spans, which are marked.
func pieces(text string, from, to int, spans []legal.Span) []piece {
	var out []piece
	add := func(s string, marked bool) {
		if s != "" {
			out = append(out, piece{strings.Clone(s), marked}) // kept without the text around it
		}
	}
	at := from
	if from > 0 {
		add("…", false)
	}
	for _, s := range spans {
		if s.Start < at || s.End > to {
			continue
		}
		add(text[at:s.Start], false)
		add(text[s.Start:s.End], true)
		at = s.End
	}
	add(text[at:to], false)
	if to < len(text) {
		add("…", false)
	}
	return out
}

// excerpt is that of a hit, cut at its marks.
func excerpt(h answer.Hit) []piece {
	if len(h.Places) == 0 {
		return nil
	}
	letters, at := []rune(h.Excerpt), 0
	var out []piece
	for _, m := range h.Places[0].Marks {
		out = append(out, piece{string(letters[at:m[0]]), false}, piece{string(letters[m[0]:m[1]]), true})
		at = m[1]
	}
	return append(out, piece{string(letters[at:]), false})
}

// hitAddress is where the best place of a hit is shown on the picture of its page: as a
// citation where it stands in one, else as words; without a place, the first page, and
// without a file, the document.
func hitAddress(h answer.Hit) string {
	page := max(1, h.Page)
	switch {
	case h.SHA256 == "":
		return "/d/" + h.ID
	case len(h.Places) == 0:
		return fmt.Sprintf("/f/%s/1", h.SHA256)
	case h.Places[0].Citation > 0:
		return fmt.Sprintf("/f/%s/%d?c=%d#c%d", h.SHA256, page, h.Places[0].Citation, h.Places[0].Citation)
	}
	return fmt.Sprintf("/f/%s/%d?at=%d-%d#at", h.SHA256, page, h.Places[0].Found.Start, h.Places[0].Found.End)
}

// mentionAddress is where a citation is shown on the picture of its page.
func mentionAddress(m answer.Mention) string {
	return fmt.Sprintf("/f/%s/%d?c=%d#c%d", m.SHA256, max(1, m.Page), m.Place, m.Place)
}
