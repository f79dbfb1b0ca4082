package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// A file whose name would steer a terminal does so neither from the log nor from a report.
func TestLogAndReportsAreInert(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(in, "a\x1b[2J\u009b31m\u202ecod.txt"), []byte("Căn cứ Kế hoạch số 6/KH-UBND\u009b31m"), 0o644))
	page, table := filepath.Join(out, "r.html"), filepath.Join(out, "r.json")
	var log bytes.Buffer
	runStepwise(t.Context(), []string{"ingest", "--log", "--no-ocr", "--report", page, "--report", table, "--data", filepath.Join(out, "data"), in},
		strings.NewReader(""), io.Discard, &log, nil)
	for name, b := range map[string][]byte{"log": log.Bytes(), "page": read(t, page), "JSON": read(t, table)} {
		if !bytes.Contains(b, []byte("[2J")) {
			t.Errorf("%s does not name the file: %s", name, b)
		}
		if i := bytes.IndexFunc(b, steers); i >= 0 {
			t.Errorf("%s steers: %q", name, b[max(0, i-40):min(len(b), i+40)])
		}
	}
	var b bytes.Buffer
	must(t, writeReportPage(&tamed{w: &b}, answer.EmptyReport(catalog.Run{}, "\x1b[2J"), legal.English))
	if bytes.ContainsRune(b.Bytes(), '\x1b') {
		t.Error("the page of a report steers")
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	must(t, err)
	return b
}
