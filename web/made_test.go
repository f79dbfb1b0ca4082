package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
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
	code := m.Run()
	if plans.dir != "" {
		os.RemoveAll(plans.dir)
	}
	os.Exit(code)
}

// plans is the data folder of the sample plans, made once for all tests.
var plans struct {
	sync.Once
	dir string
	err error
}

// openPlans returns a server of the sample plans.
func openPlans(t testing.TB, change ...func(*Config)) *Server {
	t.Helper()
	plans.Do(func() {
		if plans.dir, plans.err = os.MkdirTemp("", "danchieu-web"); plans.err == nil {
			plans.err = ingest(context.Background(), plans.dir, "../testdata/plans")
		}
	})
	if plans.err != nil {
		t.Fatal(plans.err)
	}
	return open(t, plans.dir, change...)
}

func open(t testing.TB, dir string, change ...func(*Config)) *Server {
	t.Helper()
	cfg := Config{Data: dir}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func ingest(ctx context.Context, data string, paths ...string) error {
	c, err := catalog.Open(data)
	if err != nil {
		return err
	}
	defer c.Close()
	for i, p := range paths {
		if paths[i], err = filepath.Abs(p); err != nil {
			return err
		}
	}
	_, err = pipeline.Run(ctx, c,
		pipeline.Options{Paths: paths, Workers: 2, Version: "test",
			Reader: func(ctx context.Context) (*pdf.Child, error) {
				return pdf.Start(ctx, []string{os.Args[0], "read-child"}, pdf.DefaultLimits())
			}})
	if err != nil {
		return err
	}
	_, err = index.Sync(ctx, filepath.Join(data, "index"), c)
	return err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get asks a handler for an address.
func get(t testing.TB, h http.Handler, address string, change ...func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest("GET", address, nil)
	r.Host, r.RemoteAddr = "localhost", "127.0.0.1:4711"
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	must(t, err)
	return w.Result(), string(body)
}

// shaOf returns the hash of the file with a name.
func shaOf(t testing.TB, s *Server, name string) string {
	t.Helper()
	known, err := s.catalog.KnownPaths(t.Context())
	must(t, err)
	for p, k := range known {
		if strings.HasSuffix(p, "/"+name) {
			return k.SHA256
		}
	}
	t.Fatalf("no file %s", name)
	return ""
}

// pagesOf are addresses of every kind of page of the sample plans.
func pagesOf(t testing.TB, s *Server) []string {
	plan, scan := shaOf(t, s, "kh-112-pgddt.pdf"), shaOf(t, s, "scan-kh-23-ben-tam.pdf")
	contested, _, err := s.catalog.Document(t.Context(), "nq-93-tw-k13")
	must(t, err)
	return []string{
		"/", "/search?q=93-NQ/TW", "/search?q=day+them", "/search?q=%22ch%C6%B0a+%C4%91%C3%B3ng", "/search?q=khongcotunay", "/go?ref=14/CT-TTg",
		"/d/nq-93-tw-k13", "/d/nq-93-tw-k13?relation=implements", "/d/nq-93-tw-k13?tab=cited", "/d/nq-93-tw-k13?tab=seen", "/d/nq-93-tw-k13?tab=seen&of=date&value=" + contested.Dates[0].Value, "/d/nq-93-tw-k13?tab=facts", "/d/qd-15-2023-ubnd-hai-duong?tab=cited&sort=rank", "/d/nq-93-tw-k13/chain", "/d/nq-93-tw-k13/chain?way=down&relation=all&depth=2",
		"/d/nq-93-tw-k13/acted", "/body/pgd%C4%91t.district.chi-linh", "/body/tw.central", "/body/Gi%C3%A1o+d%E1%BB%A5c+v%C3%A0+%C4%90%C3%A0o+t%E1%BA%A1o", "/body/ubnd.province.kien-giang", "/d/nq-93-tw-k13/sheet", "/path", "/path?from=19/KH-THCSBT&to=93-NQ/TW", "/path?from=14/CT-TTg&to=xyz",
		fmt.Sprintf("/f/%s/1", plan), fmt.Sprintf("/f/%s/1?c=1", plan), fmt.Sprintf("/f/%s/1?find=93-NQ/TW", plan), "/d/nq-93-tw-k13?other=ctr-36-tu-hai-duong-2020-2025", "/d/luat-43-2019-qh14/chain?relation=all", fmt.Sprintf("/f/%s/1", scan),
		"/audit", "/audit?severity=error", "/wanted", "/wanted?type=Kế+hoạch", "/runs", "/runs/1", "/runs/1?news=edge", "/f/" + shaOf(t, s, "damaged-kh-95.pdf") + "/1", "/help", "/nothing",
	}
}
