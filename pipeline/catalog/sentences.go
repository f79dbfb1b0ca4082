package catalog

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file is a part of migration 5 and never changes: it reads the English
// sentences of earlier catalogues apart.

// oldForm is a sentence of earlier catalogues with places for its values.
type oldForm struct {
	code legal.MessageCode
	find *regexp.Regexp
}

var oldReasons, oldNotes, oldWaiting = oldForms(
	"full", "number, body and year",
	"year-of-date", "number with the year of its date",
	"year-elsewhere", "number without its year, given in full elsewhere in the file",
	"spelling", "number and year, body spelt otherwise elsewhere",
	"inherited", "inherited from the list it stands in",
	"fits-head", "only document that fits its head",
	"own-head", "its own head",
	"itself", "the document itself",
	"repeat", "repeat of the full mention on page %d",
	"short", "short for the full mention on page %d",
	"older", "only candidate, but %d years older",
	"only", "only candidate in the corpus",
	"candidates", "%d candidates",
	"law-year", "name and year",
	"law-numbered", "name and year, numbered elsewhere",
	"law-named", "named with its year on page %d",
	"law-only", "only law of this name in the corpus",
	"law-name", "name alone",
	"council", "two years, like titles: one resolution or two",
	"no-number", "no number that can be read",
	"ordinal", "an ordinal alone, with no full mention before it",
	"decided", "decided by %s: %s",
	"not", "not %s, decided by %s: %s",
	"told", "a person has said that its candidates are one",
	"lacks", "%s unknown", // others could be taken for it
), oldForms(
	"note code", "%s read as %s",
	"note marks", "the number has lost its Đ",
), oldForms(
	"failure pages-wait", "%d of %d pages have no text to rely on and wait for OCR",
	"failure pages-unreadable", "%d of %d pages cannot be read by OCR",
)

// oldForms takes codes, each with its sentence behind it.
func oldForms(texts ...string) []oldForm {
	values := strings.NewReplacer("%s", "(.+?)", "%d", `(\d+)`)
	var out []oldForm
	for i := 0; i < len(texts); i += 2 {
		find := regexp.MustCompile("(?s)^" + values.Replace(regexp.QuoteMeta(texts[i+1])) + "$")
		out = append(out, oldForm{legal.MessageCode(texts[i]), find})
	}
	return out
}

func readOld(forms []oldForm, s string) (legal.Message, bool) {
	for _, f := range forms {
		found := f.find.FindStringSubmatch(s)
		if found == nil {
			continue
		}
		m := legal.Message{Code: f.code}
		for _, v := range found[1:] {
			if n, err := strconv.Atoi(v); err == nil && strconv.Itoa(n) == v &&
				strings.Contains(f.find.String(), `(\d+)`) {
				m.Args = append(m.Args, n)
			} else {
				m.Args = append(m.Args, v)
			}
		}
		return m, f.code != "lacks" || lacking(&m)
	}
	return legal.Message{}, false
}

// lacking reads what a "body and year unknown" names.
func lacking(m *legal.Message) bool {
	names := legal.Messages{}
	for _, name := range strings.Split(m.Args[0].(string), " and ") {
		if name != "body" && name != "year" && name != "type" {
			return false
		}
		names = append(names, legal.Message{Code: "lack " + legal.MessageCode(name)})
	}
	m.Args = []any{names}
	return true
}

// oldReason reads why a citation means what it means. What no version has said is
// kept word for word.
func oldReason(s string) legal.Message {
	if i := strings.LastIndex(s, "; "); i >= 0 {
		if note, ok := readOld(oldNotes, s[i+2:]); ok {
			return legal.Message{Code: "noted", Args: []any{oldReason(s[:i]), note}}
		}
	}
	if m, ok := readOld(oldReasons, s); ok {
		return m
	}
	return legal.Message{Code: "verbatim", Args: []any{s}}
}

// oldFailure reads why a file was not read.
func oldFailure(reason, s string) legal.Message {
	if m, ok := readOld(oldWaiting, s); ok && reason == "ocr" {
		return m
	}
	switch reason {
	case "not-pdf", "empty-file", "encrypted", "unsupported", "damaged", "time-limit", "memory-limit", "crashed", "io",
		"missing-program", "no-permission", "ocr":
		return legal.Message{Code: "failure " + legal.MessageCode(reason), Args: []any{s}}
	}
	return legal.Message{Code: "verbatim", Args: []any{s}}
}

// convertSentences makes messages of the sentences that are stored.
func convertSentences(t *Tx) error {
	const said = "CREATE TEMP TABLE said (code TEXT, old TEXT, new TEXT, PRIMARY KEY (code, old)) WITHOUT ROWID"
	if err := t.exec(said); err != nil {
		return err
	}
	for _, at := range []struct{ from, reason, sentence string }{
		{"meanings", "''", "reason"}, {"files", "reason", "sentence"}, {"paths", "reason", "sentence"},
		{"ocr_pages", "reason", "sentence"},
	} {
		if err := t.convertColumn(at.from, at.reason, at.sentence); err != nil {
			return err
		}
	}
	return t.exec("DROP TABLE said")
}

func (t *Tx) convertColumn(table, reason, sentence string) error {
	said, err := all(t, "SELECT DISTINCT "+reason+", "+sentence+" FROM "+table+" WHERE "+sentence+" <> ''", nil,
		func(s *[2]string) []any { return []any{&s[0], &s[1]} })
	if err != nil {
		return err
	}
	if err := t.exec("DELETE FROM said"); err != nil {
		return err
	}
	for _, s := range said {
		m := oldReason(s[1])
		if table != "meanings" {
			m = oldFailure(s[0], s[1])
		}
		if err := t.exec("INSERT INTO said VALUES (?, ?, ?)", s[0], s[1], m); err != nil {
			return err
		}
	}
	return t.exec("UPDATE " + table + " SET " + sentence + " = (SELECT new FROM said WHERE code = " + reason +
		" AND old = " + sentence + ") WHERE " + sentence + " <> ''")
}
