package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// look is that of a page at a host.
var look = Look{
	Lang: legal.Vietnamese,
	Path: func(p Path) string { return strings.TrimPrefix(string(p), "/in/") },
	Address: func(p Place) string {
		if p.SHA256 == "" {
			return ""
		}
		return fmt.Sprintf("http://kho.example:8080/f/%s/%d?c=%d&w=1#c%[3]d", p.SHA256, p.Page, p.Citation)
	},
}

// hostile is a table of texts made to be run or to break a file, with what must be read
// back of each: as it stands, for text is text.
func hostile() (Table, [][]string) {
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\",\"y\")", "'=1", "30-NQ/TW", "01/2023",
		"2023-05", " hai  đầu ", "a\nb", "<b>&amp;\"'", "_x0041_", "\x00\x01", "\ufeff=1", "ạ̣ ＝1", "=cmd|' /C calc'!A0",
		strings.Repeat("chữ ", 3000)}
	t := Table{Name: legal.NameOf("list", "citers"), Columns: []Column{{legal.NameOf("column", "number"), 20},
		{legal.NameOf("column", "rank"), 7}, {legal.NameOf("column", "date"), 12},
		{legal.NameOf("column", "date"), 12}, {legal.NameOf("column", "file"), 20},
		{legal.NameOf("column", "link"), 9}, {legal.NameOf("column", "confidence"), 9}}}
	t.Rows = func(yield func([]any) bool) {
		for i, s := range texts {
			if !yield([]any{s, i, legal.Date{Year: 2023, Month: 3, Day: i + 1}, legal.Date{Year: 2023, Month: 5},
				Path("/in/" + s), Place{SHA256: "ab\"c", Page: 2, Citation: i}, 0.875}) {
				return
			}
		}
	}
	want := [][]string{{"Số, ký hiệu", "Thứ tự", "Ngày", "Ngày", "Tệp", "Liên kết", "Độ tin cậy"}}
	for i, s := range texts {
		s = strings.NewReplacer("\x00", "\ufffd", "\x01", "\ufffd").Replace(s)
		want = append(want, []string{s, fmt.Sprint(i), fmt.Sprintf("2023-03-%02d", i+1), "05/2023", s, "Mở", "0.875"})
	}
	return t, want
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func workbook(t *testing.T, tab Table) string {
	t.Helper()
	var b, again bytes.Buffer
	must(t, tab.WriteXLSX(&b, look))
	must(t, tab.WriteXLSX(&again, look))
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same table gives other bytes")
	}
	path := filepath.Join(t.TempDir(), "list.xlsx")
	must(t, os.WriteFile(path, b.Bytes(), 0o644))
	return path
}

// The readers below are not ours: "make readers" installs them; without one its test is
// skipped.

// Python's openpyxl reads the cells as they were, numbers and days as such, nothing but
// links as formulas, and finds the first row frozen and filtering.
func TestPythonReads(t *testing.T) {
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import openpyxl").Run() != nil {
		t.Skip("SKIPPED: no Python with openpyxl")
	}
	tab, want := hostile()
	path := workbook(t, tab)
	out, err := exec.Command(python, "-c", `
import json, sys, datetime, openpyxl
from openpyxl.utils.escape import unescape
def cell(v):
    if v is None: return ""
    return v.strftime("%Y-%m-%d") if isinstance(v, datetime.datetime) else unescape(str(v))
values = openpyxl.load_workbook(sys.argv[1], data_only=True).active
book = openpyxl.load_workbook(sys.argv[1]).active
json.dump({
  "rows": [[cell(c.value) for c in row] for row in values.iter_rows()],
  "formulas": sorted({c.value for row in book.iter_rows() for c in row if c.data_type == "f"})[:2],
  "types": ["".join(c.data_type for c in row) for row in values.iter_rows()][:2],
  "streamed": sum(1 for _ in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows()),
  "frozen": book.freeze_panes, "filter": book.auto_filter.ref, "title": book.title,
  "widths": [book.column_dimensions[k].width for k in "AB"], "day": values["C2"].number_format,
}, sys.stdout)`, path).Output()
	must(t, err)
	var got struct {
		Rows                [][]string
		Formulas, Types     []string
		Frozen, Filter, Day string
		Streamed            int // rows that a reader finds which goes by the size the sheet is said to have
		Title               string
		Widths              []float64
	}
	must(t, json.Unmarshal(out, &got))
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if got.Streamed != len(want) {
		t.Errorf("%d rows of %d are read one after another", got.Streamed, len(want))
	}
	about := []any{got.Frozen, got.Filter, got.Day, got.Title, got.Widths, got.Types, got.Formulas[0]}
	if diff := cmp.Diff([]any{"A2", "$A$1:$G$20", `dd\/mm\/yyyy`, "Văn bản viện dẫn nó", []float64{20, 7},
		[]string{"sssssss", "sndsssn"}, `=HYPERLINK("http://kho.example:8080/f/ab""c/2?c=0&w=1#c0","Mở")`}, about); diff != "" {
		t.Error(diff)
	}
}

// LibreOffice reads the same, and works nothing out but the links.
func TestLibreOfficeReads(t *testing.T) {
	if _, err := exec.LookPath("localc"); err != nil || testing.Short() {
		t.Skip("SKIPPED: no LibreOffice")
	}
	tab, want := hostile()
	path := workbook(t, tab)
	dir := filepath.Dir(path)
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", dir, path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "list.csv"))
	must(t, err)
	got, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	must(t, err)
	for i := range want[1:] { // as the cell shows its day
		want[i+1][2] = fmt.Sprintf("%02d/03/2023", i+1)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// CSV has the same cells, those that a spreadsheet would run with an apostrophe before them.
func TestCSV(t *testing.T) {
	tab, want := hostile()
	var b bytes.Buffer
	must(t, tab.WriteCSV(&b, look))
	got, err := csv.NewReader(&b).ReadAll()
	must(t, err)
	for i, row := range got {
		if i == 0 {
			continue
		}
		for j, cell := range row {
			if strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("row %d: a cell begins %q", i, cell)
			}
			if s, ok := strings.CutPrefix(cell, "'"); ok && j != 5 {
				row[j] = s
			}
		}
		want[i][3], want[i][5] = "2023-05", look.Address(Place{SHA256: "ab\"c", Page: 2, Citation: i - 1})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A link that is too long for a formula is text, and a name fit for a sheet is made of any.
func TestLimits(t *testing.T) {
	b := &book{look: look}
	long := "http://" + strings.Repeat("x", maxLink)
	if c := fmt.Sprint(b.lead(long)); !strings.Contains(c, long) || strings.Contains(c, "HYPERLINK") {
		t.Error(c)
	}
	if got := sheetName("'" + strings.Repeat("a/b", 20)); strings.ContainsAny(got, "/'") || len(got) > 31 {
		t.Error(got)
	}
	tab, _ := hostile()
	rest := legal.Say(legal.TableFull, 3)
	if rows := slices.Collect(tab.First(3, rest).Rows); len(rows) != 4 || look.text(rows[3][0].(legal.Message)) != rest.In(legal.Vietnamese) ||
		len(rows[3]) != len(tab.Columns) {
		t.Errorf("%d rows, the last %v", len(rows), rows[len(rows)-1])
	}
	if n := len(slices.Collect(tab.First(19, rest).Rows)); n != 19 {
		t.Errorf("%d rows of 19", n)
	}
}

// Nobody is left alone with a table that could not be written.
func TestNowhereToWrite(t *testing.T) {
	tab, _ := hostile()
	if err := tab.WriteCSV(closed{}, look); err == nil {
		t.Error("CSV: no error")
	}
	if err := tab.WriteXLSX(closed{}, look); err == nil {
		t.Error("workbook: no error")
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// BenchmarkXLSX writes 100,000 rows of citations.
func BenchmarkXLSX(b *testing.B) {
	tab := Table{Name: legal.NameOf("list", "citers")}
	for range 19 {
		tab.Columns = append(tab.Columns, Column{legal.NameOf("column", "title"), 30})
	}
	sentence := strings.Repeat("Thực hiện Kế hoạch số 83/KH-UBND ngày 17/3/2023 ", 5)
	tab.Rows = func(yield func([]any) bool) {
		for i := range 100_000 {
			end := []any{"Kế hoạch", fmt.Sprint(i, "/KH-UBND"), legal.Date{Year: 2023, Month: 3, Day: 1 + i%28},
				"Ủy ban nhân dân tỉnh Hải Dương", "về việc chuyển đổi số năm 2023", "kh-83-ubnd-hai-duong-2023"}
			row := append(append(end, legal.NameOf("relation", legal.Implements), "Điều 5"), end...)
			if !yield(append(row, Path("/in/a.pdf"), i, sentence, Place{SHA256: strings.Repeat("a", 64), Page: i}, sentence)) {
				return
			}
		}
	}
	for b.Loop() {
		if err := tab.WriteXLSX(io.Discard, look); err != nil {
			b.Fatal(err)
		}
	}
}
