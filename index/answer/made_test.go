package answer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/word"
)

// TestMain makes the test binary the child that reads PDFs when it starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-child" {
		if err := pdf.Serve(os.Stdin, os.Stdout, word.Answer); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// library is a data folder of texts of our own making.
type library struct {
	t        *testing.T
	in, data string
	c        *catalog.Catalog
}

// newLibrary ingests texts by their names.
func newLibrary(t *testing.T, texts map[string]string) *library {
	t.Helper()
	l := &library{t: t, in: t.TempDir(), data: storetest.Folder(t)}
	var err error
	l.c, err = catalog.Open(l.data)
	must(t, err)
	t.Cleanup(func() { l.c.Close() })
	for name, text := range texts {
		l.write(name, text)
	}
	l.ingest()
	return l
}

func (l *library) indexDir() string { return filepath.Join(l.data, "index") }

func (l *library) write(name, text string) {
	l.t.Helper()
	must(l.t, os.WriteFile(filepath.Join(l.in, name), []byte(text), 0o644))
}

func (l *library) ingest() {
	l.t.Helper()
	_, err := pipeline.Run(l.t.Context(), l.c,
		pipeline.Options{Paths: []string{l.in}, Workers: 1, Version: "test",
			Reader: func(ctx context.Context) (*pdf.Child, error) {
				return pdf.Start(ctx, []string{os.Args[0], "read-child"}, pdf.DefaultLimits())
			}})
	must(l.t, err)
	l.sync()
}

func (l *library) sync() {
	l.t.Helper()
	_, err := index.Sync(l.t.Context(), l.indexDir(), l.c)
	must(l.t, err)
}

// decide stores a person's decision and works it in.
func (l *library) decide(id, field, value string) {
	l.t.Helper()
	_, err := l.c.AddCorrection(l.t.Context(),
		legal.Correction{Kind: legal.Decide, Document: id, Field: field, Value: value, By: "Lan",
			At: "2026-01-01T00:00:00Z", Why: "x"})
	must(l.t, err)
	must(l.t, pipeline.Resolve(l.t.Context(), l.c))
	l.sync()
}

func (l *library) service() *Service { return New(l.t.Context(), l.c, legal.Date.Printed) }

func (l *library) graph() *graph.Graph {
	l.t.Helper()
	g, err := graph.Load(l.t.Context(), l.c)
	must(l.t, err)
	return g
}

// document finds the one document that a reference means.
func (l *library) document(ref string) legal.Document {
	l.t.Helper()
	found, err := Documents(l.t.Context(), l.c, ref, nil)
	must(l.t, err)
	if len(found) != 1 {
		l.t.Fatalf("%s: %d documents", ref, len(found))
	}
	return found[0]
}

func (l *library) search(query string, o index.Options, places int) Search {
	l.t.Helper()
	r, err := index.Open(l.indexDir())
	must(l.t, err)
	defer r.Close()
	if o.Limit == 0 {
		o.Limit = 10
	}
	found, err := index.Find(l.t.Context(), l.c, r, query, o)
	must(l.t, err)
	s, err := l.service().Search(query, found, o.Offset, places)
	must(l.t, err)
	return s
}

// rows are those of the table of what a query finds.
func (l *library) rows(query string) []map[string]string {
	l.t.Helper()
	r, err := index.Open(l.indexDir())
	must(l.t, err)
	defer r.Close()
	found, err := index.Find(l.t.Context(), l.c, r, query, index.Options{Limit: 10})
	must(l.t, err)
	return cellsOf(l.t, l.service().SearchTable(found, 0, 1))
}

// plan writes a plan of a people's committee of a province, or with "/" of a body below it.
func plan(number, day, body, title string, clauses ...string) string {
	above, below, _ := strings.Cut(body, "/")
	head := "ỦY BAN NHÂN DÂN\nTỈNH " + strings.ToUpper(above)
	if below != "" {
		head = "UBND TỈNH " + strings.ToUpper(above) + "\n" + strings.ToUpper(below)
	}
	return fmt.Sprintf("%s\nSố: %s\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n%s, %s\n\nKẾ HOẠCH\n%s\n\n%s\n",
		head, number, above, day, title, strings.Join(clauses, "\n\n"))
}

// chain is a resolution of the government, the plan of a province, those of two of its
// bodies and of another province.
func chain() map[string]string {
	const resolution = "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"
	return map[string]string{
		"tinh.txt": plan("501/KH-UBND", "ngày 10 tháng 05 năm 2023", "Sơn La", "Cải cách hành chính",
			"Thực hiện "+resolution+" về cải cách hành chính;", "Theo Luật Lưu trữ số 01/2011/QH13, các xã rà soát hồ sơ giấy."),
		"noi-vu.txt": plan("12/KH-SNV", "ngày 20 tháng 05 năm 2023", "Sơn La/Sở Nội vụ", "Cải cách năm 2023",
			"Thực hiện Kế hoạch số 501/KH-UBND ngày 10/5/2023 của UBND tỉnh Sơn La;", "Căn cứ khoản 2 Điều 5 Luật Lưu trữ số 01/2011/QH13;"),
		"y-te.txt": plan("34/KH-SYT", "ngày 02 tháng 06 năm 2024", "Sơn La/Sở Y tế", "Cải cách ngành y",
			"Thực hiện Kế hoạch số 501/KH-UBND ngày 10/5/2023 của UBND tỉnh Sơn La;", "Căn cứ Điều 5 Luật Lưu trữ số 01/2011/QH13;"),
		"nghe-an.txt": plan("77/KH-UBND", "ngày 11 tháng 05 năm 2023", "Nghệ An", "Cải cách ở Nghệ An", "Thực hiện "+resolution+";"),
	}
}
