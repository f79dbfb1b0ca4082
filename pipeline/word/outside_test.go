package word_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/word"
)

// annotatedFiles writes files with comments, those of the tables and a sample with one on
// each citation, and the same files without; it returns their names and what each comment
// stands on.
func annotatedFiles(t *testing.T, dir string) (names []string, ranges map[string][]string) {
	t.Helper()
	ranges = map[string][]string{}
	write := func(name string, data []byte, comments []word.Comment) {
		names = append(names, name)
		for suffix, b := range map[string][]byte{".docx": data, "-annotated.docx": annotate(t, data, comments)} {
			if err := os.WriteFile(filepath.Join(dir, name+suffix), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, tt := range annotated {
		data := made(t, tt.body, nil)
		text := textOf(t, data)
		var comments []word.Comment
		for _, words := range tt.on {
			comments = append(comments, on(t, text, words))
		}
		name := fmt.Sprintf("made%02d", i)
		ranges[name] = tt.want
		write(name, data, comments)
	}
	for _, name := range []string{"kh-52-ubnd", "kh-19-thcs-ben-tam", "qd-15-2023-ubnd"} {
		data, err := os.ReadFile("../../testdata/word/" + name + ".docx")
		if err != nil {
			t.Fatal(err)
		}
		text := textOf(t, data)
		var comments []word.Comment
		for _, c := range cite.Find(text) {
			comments = append(comments, word.Comment{Span: c.Span, Author: "danchieu", Text: c.Raw})
			at := c.Raw
			if text.Blocks[text.BlockAt(c.Start)].Zone == "footnote" {
				at = "^"
			}
			ranges[name] = append(ranges[name], at)
		}
		write(name, data, comments)
	}
	return names, ranges
}

// LibreOffice reads what is annotated: the text unchanged, one comment a range on the very
// words.
func TestLibreOfficeReadsAnnotated(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED: LibreOffice (soffice) is not installed")
	}
	dir := t.TempDir()
	names, ranges := annotatedFiles(t, dir)
	convert := func(form string, suffixes ...string) {
		args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", form,
			"--outdir", dir}
		for _, name := range names {
			for _, suffix := range suffixes {
				args = append(args, filepath.Join(dir, name+suffix))
			}
		}
		if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
			t.Fatalf("run soffice: %v\n%s", err, out)
		}
	}
	convert("txt:Text (encoded):UTF8", ".docx", "-annotated.docx")
	convert("fodt", "-annotated.docx")
	for _, name := range names {
		before, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		after, err := os.ReadFile(filepath.Join(dir, name+"-annotated.txt"))
		// Before a table with which a document begins, LibreOffice puts an empty paragraph where
		// there are comments, its own too.
		begin := func(b []byte) string { return strings.Replace(string(b), "\ufeff\n", "\ufeff", 1) }
		if diff := cmp.Diff(begin(before), begin(after)); err != nil || diff != "" {
			t.Errorf("%s: %v, text (-before +after):\n%s", name, err, diff)
		}
		comments := rangesIn(t, filepath.Join(dir, name+"-annotated.fodt"))
		if len(comments) != len(ranges[name]) {
			t.Errorf("%s: %d comments, want %d", name, len(comments), len(ranges[name]))
		}
		for i, want := range ranges[name] {
			if got := comments[fmt.Sprint(i)]; !sameWords(got, want) {
				t.Errorf("%s: comment %d is on %q, want %q", name, i, got, want)
			}
		}
	}
}

// sameWords compares but for what LibreOffice makes of notes, boxes and hyphens.
func sameWords(got, want string) bool {
	if strings.ContainsAny(want, "^□") {
		return true // it keeps the range, and shows a number or a frame there
	}
	plain := func(s string) string {
		return strings.NewReplacer("\u2011", "", "-", "", " ", "", "\n", "").Replace(s)
	}
	return plain(got) == plain(want)
}

// rangesIn returns the text in the range of each annotation of a flat OpenDocument file, by
// its place among those that begin.
func rangesIn(t *testing.T, path string) map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	open, order, out := map[string]bool{}, map[string]string{}, map[string]string{}
	d := xml.NewDecoder(f)
	skip := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := ""
			for _, a := range e.Attr {
				if a.Name.Local == "name" {
					name = a.Value
				}
			}
			switch e.Name.Local {
			case "annotation":
				open[name], order[name] = true, fmt.Sprint(len(order))
				skip++
			case "annotation-end":
				delete(open, name)
			}
		case xml.EndElement:
			if e.Name.Local == "annotation" {
				skip--
			}
		case xml.CharData:
			if skip == 0 {
				for id := range open {
					out[order[id]] += string(e)
				}
			}
		}
	}
	for _, id := range order {
		out[id] += ""
	}
	return out
}

// readDOCX prints the paragraphs of a Word file as python-docx reads them.
const readDOCX = `
import sys, docx
for path in sys.argv[1:]:
    d = docx.Document(path)
    parts = [p for p in d.part.package.iter_parts() if p.partname.endswith('/comments.xml')]
    n = sum(p.blob.count(b'<w:comment ') for p in parts)
    body = [p.text for p in d.paragraphs] + [c.text for t in d.tables for r in t.rows for c in r.cells]
    print(repr((n if '-annotated' in path else 0, body)))
`

// python-docx reads what is annotated: the text unchanged, one comment a range.
func TestPythonReadsAnnotated(t *testing.T) {
	python := "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import docx").Run(); err != nil {
		t.Skip("SKIPPED: python-docx is not installed (Debian: python3-docx)")
	}
	dir := t.TempDir()
	names, ranges := annotatedFiles(t, dir)
	read := func(suffix string) []string {
		args := []string{"-c", readDOCX}
		for _, name := range names {
			args = append(args, filepath.Join(dir, name+suffix))
		}
		out, err := exec.CommandContext(t.Context(), python, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("run python3: %v\n%s", err, out)
		}
		return strings.Split(strings.TrimSpace(string(out)), "\n")
	}
	before, after := read(".docx"), read("-annotated.docx")
	// It shows white space that does not count, which is left out where a run is split.
	counting := strings.NewReplacer("' ", "'", " '", "'").Replace
	for i, name := range names {
		want := fmt.Sprintf("(%d, %s", len(ranges[name]), strings.TrimPrefix(before[i], "(0, "))
		if diff := cmp.Diff(counting(want), counting(after[i])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
