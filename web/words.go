package web

import (
	"cmp"
	"fmt"
	"html/template"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/authority"
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
	say := func(m legal.Message) string { return m.In(legal.Lang(lang)) }
	return template.FuncMap{
		"t":       pick,
		"tf":      func(vi, en string, args ...any) string { return fmt.Sprintf(pick(vi, en), args...) },
		"say":     say,
		"word":    func(kind string, value any) string { return say(legal.NameOf(kind, toText(value))) },
		"capital": capital,
		"failed": func(code string, m legal.Message) string { // of what was read since, the code alone is known
			if m.IsZero() {
				m = legal.Failure(code, "")
			}
			return say(m)
		},
		"whose": func(by string) string { return say(legal.DeciderName(by)) },
		"asset": func(name string) string { return "/a/" + p.sums[name] + "/" + name },
		"slug":  func(s string) string { return strings.ReplaceAll(s, " ", "-") },
		"size":  func(n int64) string { return sizeText(n, pick(",", ".")) },
		"standing": func(page, paragraph int) string {
			if paragraph > 0 {
				return fmt.Sprintf(pick("đoạn %d", "par. %d"), paragraph)
			}
			return fmt.Sprintf(pick("tr. %d", "p. %d"), page)
		},
		"second": func(at time.Time) string { return at.Local().Format("15:04:05 02/01/2006") },
		"dated":  dated,
		"today":  func(i answer.Issuer, body string) string { return i.Today(body, legal.Lang(lang)) },
		"name":   name, "byline": byline, "body": authority.Name, "day": legal.Date.Printed,
		"storedDay": answer.StoredDay,
		"base":      func(p string) string { return path.Base(filepath.ToSlash(p)) },
		"moment":    moment,
		"percent":   func(c float64) string { return fmt.Sprintf("%.0f%%", 100*c) },
		"count":     func(n int) string { return thousands(n, pick(".", ",")) },
		"cut":       func(n int, s string) string { return excerpt.Begin(s, n) },
		"inc":       func(n int) int { return n + 1 },
		"list":      func(v ...any) []any { return v },
		"join":      strings.Join,
		"marking":   func(f markForm, key string, m *audit.Mark) oneMark { return oneMark{f, key, m} },
		"annotated": func(name string) string {
			return strings.TrimSuffix(name, path.Ext(name)) + pick("-ghi-chu", "-comments") + ".docx"
		},
		"around":  func(m answer.Mention) []piece { return around(m, 420) },
		"at":      func(m answer.Mention) string { return mentionAddress(m) },
		"found":   hitAddress,
		"excerpt": excerptOf,
	}
}

// name names a document shortly: "Nghị quyết 30-NQ/TW".
func name(d legal.Document) string {
	parts := []string{string(d.Type)}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if number := cmp.Or(d.Number, d.Part); number != "" {
		parts = append(parts, number)
	}
	s := strings.TrimSpace(strings.Join(parts, " "))
	switch {
	case s == "":
		return "(văn bản chưa rõ số)"
	case d.Number == "" && d.Part == "" && d.Name == "":
		return s + " (chưa rõ số)"
	}
	return s
}

// byline says when and by whom: "23/11/2022 · Bộ Chính trị".
func byline(d legal.Document) string {
	var parts []string
	if day := dated(d); day != "" {
		parts = append(parts, day)
	}
	if b := authority.Name(d.Body); b != "" {
		parts = append(parts, b)
	}
	return strings.Join(parts, " · ")
}

// dated writes the day of a document, or its year where its number does not give it.
func dated(d legal.Document) string {
	if day := d.Date.Printed(); day != "" || d.Year == 0 || d.Symbol.Year != 0 {
		return day
	}
	return fmt.Sprint(d.Year)
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

// piece is a part of a text, marked or not.
type piece struct {
	Text   string
	Marked bool
}

// around cuts a sentence to about so many letters around the citation in it.
func around(m answer.Mention, letters int) []piece {
	from, to := excerpt.Window(m.Sentence, m.At, letters)
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

// excerptOf is that of a hit, cut at its marks.
func excerptOf(h answer.Hit) []piece {
	if len(h.Places) == 0 {
		return nil
	}
	return markedExcerpt(h.Excerpt, h.Places[0].Marks)
}

// markedExcerpt cuts an excerpt at its marks.
func markedExcerpt(text string, marks [][2]int) []piece {
	letters, at := []rune(text), 0
	var out []piece
	for _, m := range marks {
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
		return citationAddress(h.SHA256, page, h.Places[0].Citation, h.Places[0].Words)
	}
	return fmt.Sprintf("/f/%s/%d?at=%d-%d#at", h.SHA256, page, h.Places[0].Found.Start, h.Places[0].Found.End)
}

// mentionAddress is where a citation is shown on the picture of its page.
func mentionAddress(m answer.Mention) string {
	return citationAddress(m.SHA256, m.Page, m.Place, m.Raw)
}
