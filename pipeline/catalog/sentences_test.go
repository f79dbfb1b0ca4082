package catalog

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// oldSaid are the sentences of catalogues of version 4, each with what it is stored as
// since.
var oldSaid = []struct{ reason, old, new string }{
	{"", "number, body and year", `["full"]`},
	{"", "number with the year of its date", `["year-of-date"]`},
	{"", "number without its year, given in full elsewhere in the file", `["year-elsewhere"]`},
	{"", "number and year, body spelt otherwise elsewhere", `["spelling"]`},
	{"", "inherited from the list it stands in", `["inherited"]`},
	{"", "only document that fits its head", `["fits-head"]`},
	{"", "its own head", `["own-head"]`},
	{"", "the document itself", `["itself"]`},
	{"", "repeat of the full mention on page 12", `["repeat",12]`},
	{"", "short for the full mention on page 3", `["short",3]`},
	{"", "only candidate, but 7 years older", `["older",7]`},
	{"", "only candidate in the corpus", `["only"]`},
	{"", "2 candidates", `["candidates",2]`},
	{"", "name and year", `["law-year"]`},
	{"", "name and year, numbered elsewhere", `["law-numbered"]`},
	{"", "named with its year on page 1", `["law-named",1]`},
	{"", "only law of this name in the corpus", `["law-only"]`},
	{"", "name alone", `["law-name"]`},
	{"", "two years, like titles: one resolution or two", `["council"]`},
	{"", "no number that can be read", `["no-number"]`},
	{"", "an ordinal alone, with no full mention before it", `["ordinal"]`},
	{"", "a person has said that its candidates are one", `["told"]`},
	{"", "body unknown", `["lacks",[["lack body"]]]`},
	{"", "body and year and type unknown", `["lacks",[["lack body"],["lack year"],["lack type"]]]`},
	{"", "decided by lan: the scan; page 2 is clear", `["decided","lan","the scan; page 2 is clear"]`},
	{"", "decided by 7: the year is unknown", `["decided","7","the year is unknown"]`},
	{"", "decided by lan: two\nlines <&>", `["decided","lan","two\nlines <&>"]`},
	{"", "not nq-30-tw-k13, decided by lan: why", `["not","nq-30-tw-k13","lan","why"]`},
	{"", "repeat of the full mention on page 3; CTr read as KH", `["noted",["repeat",3],["note code","CTr","KH"]]`},
	{"", "decided by lan: a; b; the number has lost its Đ", `["noted",["decided","lan","a; b"],["note marks"]]`},
	{"", "rain unknown", `["verbatim","rain unknown"]`},
	{"", "because", `["verbatim","because"]`},
	{"ocr", "3 of 7 pages have no text to rely on and wait for OCR", `["failure pages-wait",3,7]`},
	{"ocr", "1 of 1 pages cannot be read by OCR", `["failure pages-unreadable",1,1]`},
	{"ocr", "something else", `["failure ocr","something else"]`},
	{"damaged", "file is damaged: 3 of 7 pages", `["failure damaged","file is damaged: 3 of 7 pages"]`},
	{"not-pdf", "not a PDF file", `["failure not-pdf","not a PDF file"]`},
	{"empty-file", "file is empty", `["failure empty-file","file is empty"]`},
	{"encrypted", "file needs a password", `["failure encrypted","file needs a password"]`},
	{"unsupported", "file is encrypted in an unknown way", `["failure unsupported","file is encrypted in an unknown way"]`},
	{"time-limit", "reading took too long", `["failure time-limit","reading took too long"]`},
	{"memory-limit", "reading took too much memory", `["failure memory-limit","reading took too much memory"]`},
	{"crashed", "reader crashed", `["failure crashed","reader crashed"]`},
	{"io", "cannot fetch the file: it is away", `["failure io","cannot fetch the file: it is away"]`},
	{"missing-program", "a program is not installed", `["failure missing-program","a program is not installed"]`},
	{"no-permission", "open permission denied", `["failure no-permission","open permission denied"]`},
	{"of another program", "who knows", `["verbatim","who knows"]`},
}

// Every sentence that was stored becomes a message that says the same in English, and
// something else in Vietnamese where that is not one's own word.
func TestConvertSentences(t *testing.T) {
	dir := old(t, 4)
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	must(t, err)
	for i, s := range oldSaid {
		if s.reason == "" {
			_, err = db.Exec("INSERT INTO meanings (file, idx, reason) VALUES (1, ?, ?)", i, s.old)
			must(t, err)
			continue
		}
		_, err = db.Exec(`INSERT INTO paths (path, root, size, mtime_ns, reason, sentence) VALUES (?1, '', 0, 0, ?2, ?3);
			INSERT INTO ocr_pages (sha256, page, reason, sentence, read_by) VALUES ('x', ?1, ?2, ?3, '');
			INSERT INTO files (sha256, size, status, reason, sentence, digest, seq) VALUES (?1, 0, 'failed', ?2, ?3, '', ?1)`, 100+i, s.reason, s.old)
		must(t, err)
	}
	_, err = db.Exec("DELETE FROM meanings WHERE file <> 1") // those of no citation would not hold together
	must(t, err)
	must(t, db.Close())
	c, err := Open(dir)
	must(t, err)
	defer c.Close()
	for i, s := range oldSaid {
		query := map[bool][]string{
			true: {"SELECT reason FROM meanings WHERE idx = ?"},
			false: {"SELECT sentence FROM paths WHERE path = ?", "SELECT sentence FROM ocr_pages WHERE page = ?",
				"SELECT sentence FROM files WHERE sha256 = ?"},
		}[s.reason == ""]
		at := i
		if s.reason != "" {
			at += 100
		}
		for _, q := range query {
			var stored string
			must(t, c.db.QueryRow(q, at).Scan(&stored))
			if diff := cmp.Diff(s.new, stored); diff != "" {
				t.Errorf("%q:\n%s", s.old, diff)
			}
		}
		m, err := legal.ReadMessage(s.new)
		must(t, err)
		if got := m.String(); got != s.old {
			t.Errorf("%q is now %q", s.old, got)
		}
		if vi := m.In(legal.Vietnamese); vi == s.old && !strings.Contains(s.new, "verbatim") ||
			strings.Contains(vi, "%!") {
			t.Errorf("%q in Vietnamese: %q", s.old, vi)
		}
	}
}
