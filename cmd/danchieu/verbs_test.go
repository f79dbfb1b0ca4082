package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ran is what the program did.
type ran struct {
	code           int
	stdout, stderr string
}

// runs runs the program in a language on a data folder.
func runs(t testing.TB, lang, data string, args ...string) ran {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), append(slices.Clone(args), "--lang", lang, "--data", data), strings.NewReader(""),
		&stdout, &stderr)
	return ran{code, stdout.String(), stderr.String()}
}

// texts3 are plain texts of two bodies of a province and its plan, with what a spreadsheet would run.
var texts3 = map[string]string{
	"tinh.txt": "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 501/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSơn La, ngày 30 tháng 6 năm 2025\n\nKẾ HOẠCH\nCải cách hành chính\n\n" +
		"Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ về cải cách hành chính;\n\nCăn cứ Nghị định số 10/2020/NĐ-CP ngày 01/7/2026 của Chính phủ;\n",
	"=1+1.txt": "UBND TỈNH SƠN LA\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSơn La, ngày 01 tháng 7 năm 2025\n\nKẾ HOẠCH\n=HYPERLINK(\"http://x\")\n\n" +
		"Thực hiện Kế hoạch số 501/KH-UBND ngày 30/6/2025 của UBND tỉnh Sơn La về =1+1;\n",
	"@a.txt": "UBND TỈNH SƠN LA\nSỞ Y TẾ\nSố: 34/KH-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSơn La, ngày 02 tháng 7 năm 2025\n\nKẾ HOẠCH\nCải cách ngành y\n\n" +
		"Căn cứ Kế hoạch số 501/KH-UBND ngày 29/6/2025 của UBND tỉnh Sơn La;\n",
}

func ingested(t testing.TB) (data string) {
	t.Helper()
	in := t.TempDir()
	for name, text := range texts3 {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data = filepath.Join(t.TempDir(), "data")
	if got := runs(t, "en", data, "ingest", in); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	return data
}

// questions are verbs that only ask, of something that is there.
var questions = [][]string{
	{"status"}, {"status", "--failed"}, {"search", "cải cách"}, {"search", "501/KH-UBND", "--facets"},
	{"show", "501/KH-UBND"}, {"trace", "501/KH-UBND"}, {"trace", "12/KH-SNV", "--up", "--relation", "all"},
	{"path", "12/KH-SNV", "76/NQ-CP"}, {"acted", "76/NQ-CP"}, {"audit"}, {"wanted"}, {"runs"}, {"runs", "1"},
	{"diff", "1", "1"}, {"corrections"}, {"registry", "list"}, {"watch"},
}

// A wrong command line is told in the language asked for, with one exit code, and nothing
// of it on standard output.
func TestWrongCommandLines(t *testing.T) {
	data := ingested(t)
	for _, args := range [][]string{
		{"serach", "x"}, {"search"}, {"search", "x", "--limit", "-1"}, {"search", "x", "--limit", "many"},
		{"search", "x", "--sort", "size"}, {"search", "x", "--offset", "-1"}, {"search", "x", "--nothing"},
		{"search", "loai:"}, {"search", `"mở`}, {"search", "ngay:31/13/2025"}, {"search", "-x"}, {"show"},
		{"show", "501/KH-UBND", "--relation", "likes"}, {"show", "501/KH-UBND", "--limit", "-1"},
		{"trace"}, {"trace", "501/KH-UBND", "--depth", "-1"}, {"trace", "501/KH-UBND", "--relation", "likes"},
		{"path", "501/KH-UBND"}, {"path", "a", "b", "c"}, {"acted"},
		{"acted", "501/KH-UBND", "--level", "village"}, {"acted", "501/KH-UBND", "--as-of", "yesterday"},
		{"acted", "501/KH-UBND", "--roster", "nowhere.txt"}, {"audit", "--rule", "no-such"},
		{"audit", "--severity", "grave"}, {"audit", "--format", "xml"}, {"wanted", "--type", "letter of love"},
		{"wanted", "--format", "xml"}, {"export", "--format", "docx"}, {"export", "--what", "all"},
		{"diff", "1"}, {"diff", "one", "two"}, {"runs", "0"}, {"runs", "x"}, {"decide", "501/KH-UBND"},
		{"decide", "501/KH-UBND", "date=31/6/2025", "--by", "Lan", "--why", "x"},
		{"decide", "501/KH-UBND", "colour=red", "--by", "Lan", "--why", "x"}, {"same", "501/KH-UBND"},
		{"differ", "501/KH-UBND"}, {"corrections", "undo", "x"}, {"registry", "import"},
		{"registry", "import", "nowhere.csv"}, {"places", "import"}, {"places", "import", "nowhere.tsv"},
		{"restore", "nowhere.db"}, {"backup"}, {"ingest"}, {"ingest", "nowhere"},
		{"ingest", ".", "--workers", "0"},
		{"extract"}, {"extract", "nowhere.pdf"}, {"serve", "--listen", "nonsense"}, {"index"}, {"index", "turn"},
		{"config"}, {"config", "x"}, {"places"}, {"registry"}, {"status", "--json=perhaps"},
		{"show", "501/KH-UBND", "--year", "năm ngoái"},
	} {
		en, vi := runs(t, "en", data, args...), runs(t, "vi", data, args...)
		if en.code != exitUsage || vi.code != en.code {
			t.Errorf("%q: exit codes %d and %d: %s", args, en.code, vi.code, en.stderr)
		}
		if en.stdout != "" || vi.stdout != "" {
			t.Errorf("%q prints %q", args, en.stdout)
		}
		if !strings.HasPrefix(en.stderr, "danchieu: ") || en.stderr == vi.stderr && !slices.Contains(args, "nonsense") {
			t.Errorf("%q: %q in both languages", args, en.stderr)
		}
		for _, bad := range []string{"%!", "strconv", "goroutine", "<nil>", "SQL", "json:"} {
			if strings.Contains(en.stderr+vi.stderr, bad) {
				t.Errorf("%q says %q: %s", args, bad, en.stderr+vi.stderr)
			}
		}
	}
}

// Without a data folder, and with one that holds something else, every question says so and
// makes nothing.
func TestQuestionsWithoutData(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	file := filepath.Join(t.TempDir(), "a file")
	garbage := t.TempDir()
	for _, path := range []string{file, filepath.Join(garbage, "catalog.db")} {
		if err := os.WriteFile(path, bytes.Repeat([]byte("no catalogue "), 2000), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range questions {
		for data, want := range map[string]int{none: exitUsage, file: exitUsage, garbage: exitData} {
			for _, lang := range []string{"en", "vi"} {
				got := runs(t, lang, data, args...)
				if got.code != want || got.stdout != "" || !strings.Contains(got.stderr, data) ||
					strings.Count(got.stderr, "\n") > 2 {
					t.Errorf("%q on %s: %+v, want exit code %d", args, filepath.Base(data), got, want)
				}
			}
		}
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("a question made a data folder")
	}
	if b, err := os.ReadFile(filepath.Join(garbage, "catalog.db")); err != nil || len(b) != 26000 {
		t.Errorf("a question changed what was there: %d bytes, %v", len(b), err)
	}
}

// A question asked twice is answered alike; for programs in whatever language, and with the
// exit code that people get.
func TestAnswersStand(t *testing.T) {
	data := ingested(t)
	for _, args := range questions {
		en, again, vi := runs(t, "en", data, args...), runs(t, "en", data, args...), runs(t, "vi", data, args...)
		if diff := cmp.Diff(en, again, cmp.AllowUnexported(ran{})); diff != "" {
			t.Errorf("%q, asked twice: %s", args, diff)
		}
		if en.code != vi.code || strings.Contains(en.stdout+vi.stdout+vi.stderr, "%!") {
			t.Errorf("%q: %+v\n%+v", args, en, vi)
		}
		forPrograms := append(slices.Clone(args), "--json")
		a, b := runs(t, "en", data, forPrograms...), runs(t, "vi", data, forPrograms...)
		if diff := cmp.Diff(a, b, cmp.AllowUnexported(ran{})); diff != "" {
			t.Errorf("%q differs by language: %s", forPrograms, diff)
		}
		if _, err := jsonLines(a.stdout); a.stdout != "" && err != nil || a.code != en.code {
			t.Errorf("%q: exit code %d, %d as text, %v: %.200s", forPrograms, a.code, en.code, err, a.stdout)
		}
	}
}

// No cell of a table is one that a spreadsheet runs, whatever is printed in a document or
// a file is called; and every row has the columns of the first.
func TestTablesAreInert(t *testing.T) {
	data := ingested(t)
	for _, args := range [][]string{{"search", "cải cách OR hyperlink", "--csv"},
		{"search", "501/KH-UBND", "--csv", "--places", "5"}, {"acted", "501/KH-UBND", "--csv"},
		{"audit", "--format", "csv"}, {"wanted", "--format", "csv"},
		{"export", "--format", "csv"}, {"export", "--format", "csv", "--what", "documents"},
		{"export", "--format", "csv", "--what", "edges"}} {
		got := runs(t, "en", data, args...)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.stdout, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%q: %d rows, %v: %s", args, len(rows), err, got.stderr)
			continue
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
					t.Errorf("%q: a cell begins %q", args, cell)
				}
			}
		}
	}
	if got := runs(t, "en", data, "search", "hyperlink", "--csv").stdout; !strings.Contains(got, "1+1.txt") {
		t.Errorf("the file with the odd name is not there: %s", got)
	}
}

// The hits of a search in parts are those of the whole, in order, each once.
func TestSearchInParts(t *testing.T) {
	data := ingested(t)
	ids := func(args ...string) (out []string) {
		got := runs(t, "en", data, append([]string{"search", "kế hoạch", "--json"}, args...)...)
		lines, err := jsonLines(got.stdout)
		if err != nil {
			t.Fatal(err)
		}
		hits, err := walk(lines, "0.hits")
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits.([]any) {
			out = append(out, h.(map[string]any)["id"].(string))
		}
		return out
	}
	for _, sort := range []string{"relevance", "date", "cited"} {
		all := ids("--limit", "0", "--sort", sort)
		var parts []string
		for offset := range len(all) + 2 {
			parts = append(parts, ids("--limit", "1", "--offset", string(rune('0'+offset)), "--sort", sort)...)
		}
		if diff := cmp.Diff(all, parts); diff != "" || len(all) < 3 {
			t.Errorf("by %s: %d hits %s", sort, len(all), diff)
		}
	}
}

// What a person says is worked in, can be taken back once, and leaves things as they were.
func TestSaidAndTakenBack(t *testing.T) {
	data := ingested(t)
	show := func() string { return runs(t, "en", data, "show", "12/KH-SNV").stdout }
	before := show()
	if got := runs(t, "en", data, "decide", "12/KH-SNV", "date=30/6/2025", "--by", "Lan", "--why",
		"in mờ"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	if after := show(); after == before || !strings.Contains(after, "30/06/2025") {
		t.Errorf("decided, and still\n%s", after)
	}
	for i, want := range []int{exitDone, exitUsage, exitUsage} {
		n := []string{"1", "1", "2"}[i]
		if got := runs(t, "en", data, "corrections", "undo", n, "--by", "Nam", "--why",
			"không phải"); got.code != want && !(want == exitUsage && got.code == exitNothing) {
			t.Errorf("undo %s: %+v, want exit code %d", n, got, want)
		}
	}
	if diff := cmp.Diff(before, show()); diff != "" {
		t.Errorf("taken back, and yet: %s", diff)
	}
}
