package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A document says the same as a Word file and as the PDF that a program of offices makes
// of it, but for the pages.
func TestWordFileAsPDF(t *testing.T) {
	child := startReader(t)
	samples, err := filepath.Glob("../testdata/word/*.docx")
	check(t, err)
	if len(samples) < 10 {
		t.Fatalf("%d Word files", len(samples))
	}
	for _, path := range samples {
		name := strings.TrimSuffix(filepath.Base(path), ".docx")
		t.Run(name, func(t *testing.T) {
			fromWord, err := Read(t.Context(), child, path, nil)
			check(t, err)
			fromPDF, err := Read(t.Context(), child, "../testdata/plans/"+name+".pdf", nil)
			check(t, err)
			if diff := cmp.Diff(fromPDF.Text.Head, fromWord.Text.Head); diff != "" {
				t.Errorf("head (-PDF +Word):\n%s", diff)
			}
			places := cmpopts.IgnoreFields(legal.Citation{}, "Span", "Page", "Paragraph", "Sentence")
			if diff := cmp.Diff(fromPDF.Citations, fromWord.Citations, places); diff != "" {
				t.Errorf("citations (-PDF +Word):\n%s", diff)
			}
			for _, c := range fromWord.Citations {
				if fromWord.Text.ParagraphAt(c.Start) == 0 {
					t.Errorf("%q stands in no paragraph", c.Raw)
				}
			}
		})
	}
}

// What of a Word file cannot be read is told as damage, and what is none has its reason.
func TestWordFileReasons(t *testing.T) {
	child := startReader(t)
	for name, want := range map[string]pdf.Reason{"a.docx": pdf.ErrEmpty, "b.docx": pdf.ErrNotWord} {
		path := filepath.Join(t.TempDir(), name)
		check(t, os.WriteFile(path, []byte(strings.Repeat("x", int(name[0]-'a'))), 0o600))
		if _, err := Read(t.Context(), child, path, nil); pdf.ReasonOf(err) != want {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}
