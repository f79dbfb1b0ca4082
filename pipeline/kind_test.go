package pipeline

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/office"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// zipOf returns an archive of empty files.
func zipOf(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Store})
		check(t, err)
		if n == "mimetype" {
			_, err = w.Write([]byte("application/vnd.oasis.opendocument.text"))
			check(t, err)
		}
	}
	check(t, z.Close())
	return b.String()
}

// What is in a file counts more than its name.
func TestKindOf(t *testing.T) {
	const compoundHead = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	far := strings.Repeat("\x00", 3<<20)
	for _, c := range []struct {
		name, content string
		want          kind
		err           error
	}{
		{"a.pdf", "%PDF-1.7\n", kindPDF, nil},
		{"a.docx", "%PDF-1.7\n", kindPDF, nil},
		{"a.pdf", "rubbish before %PDF", kindPDF, nil},
		{"a.pdf", "<html>not found</html>", kindPDF, nil}, // for which there is no reading
		{"a.txt", "<html>", kindPlain, nil},
		{"a.TXT", "", kindPlain, nil},
		{"a.doc", "", "", pdf.ErrEmpty},
		{"a.doc", compoundHead + far + string(streamWord), kind(office.Word), nil},
		{"a.doc", compoundHead + far + string(streamEncrypted), "", pdf.ErrEncrypted},
		{"a.docx", compoundHead + string(streamWord), kind(office.Word), nil},
		{"a.doc", compoundHead + far, "", pdf.ErrUnknownKind},
		{"a.doc", `{\rtf1 a}`, kind(office.RTF), nil},
		{"a.doc", "\ufeff\r\n<HTML><body>", kind(office.HTML), nil},
		{"a.doc", `<?xml version="1.0"?><?mso-application progid="Word.Document"?>`, kind(office.XML), nil},
		{"a.odt", `<?xml version="1.0"?><office:document>`, kind(office.Flat), nil},
		{"a.doc", "Kế hoạch số 83/KH-UBND", kindPlain, nil},
		{"a.doc", "\x8f\x00\x01\x02 random", "", pdf.ErrUnknownKind},
		{"a.doc", zipOf(t, "[Content_Types].xml", "word/document.xml"), kindWord, nil},
		{"a.pdf", zipOf(t, "[Content_Types].xml", "word/document.xml"), kindWord, nil},
		{"a.docx", zipOf(t, "mimetype", "content.xml"), kind(office.ODT), nil},
		{"a.docx", zipOf(t, "[Content_Types].xml", "xl/workbook.xml"), "", pdf.ErrUnknownKind},
		{"a.docx", "no archive\x00", kindWord, nil}, // its reader says why it is none
		{"a.odt", zipOf(t, "a.class"), "", pdf.ErrUnknownKind},
		{"a.png", "\xff\xd8\xff\xe0", kindPicture, nil},
		{"a.jpg", "no picture", "", pdf.ErrUnknownKind},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		check(t, os.WriteFile(path, []byte(c.content), 0o600))
		got, err := kindOf(path)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s of %.30q is %q, %v; want %q, %v", c.name, c.content, got, err, c.want, c.err)
		}
	}
	if _, err := kindOf(filepath.Join(t.TempDir(), "none.pdf")); pdf.ReasonOf(err) != pdf.ErrIO {
		t.Errorf("a file that has gone: %v", err)
	}
}

// A picture of a scanned page is read as the page of the PDF is.
func TestPictureOfScan(t *testing.T) {
	needOCR(t)
	dir := folder(t)
	put(t, dir, scanned)
	source := filepath.Join(dir, scanned+".pdf")
	out, err := exec.Command("pdftoppm", "-r", "200", "-png", "-singlefile", source, filepath.Join(dir, "a")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	child := startReader(t)
	want, err := Read(t.Context(), child, source, Recognise)
	check(t, err)
	got, err := Read(t.Context(), child, filepath.Join(dir, "a.png"), Recognise)
	check(t, err)
	if len(want.Citations) == 0 {
		t.Fatal("nothing is cited")
	}
	if diff := cmp.Diff(want.Citations, got.Citations); diff != "" {
		t.Errorf("citations (-PDF +picture):\n%s", diff)
	}
	if diff := cmp.Diff(want.Text.Words, got.Text.Words, cmp.Comparer(near)); diff != "" {
		t.Errorf("words (-PDF +picture):\n%s", diff)
	}
}

// near reports whether boxes are the same but for a tenth of a point.
func near(a, b legal.Box) bool {
	const little = .1
	for _, d := range []float64{a.X0 - b.X0, a.Y0 - b.Y0, a.X1 - b.X1, a.Y1 - b.Y1} {
		if d > little || d < -little {
			return false
		}
	}
	return true
}

const rtf = `{\rtf1\ansi Th\u7921?c hi\u7879?n K\u7871? ho\u7841?ch s\u7889? 83/KH-UBND ng\u224?y 17/3/2023 c\u7911?a UBND` +
	` th\u224?nh ph\u7889? H\u7843?i D\u432?\u417?ng.\par}`

// A file that LibreOffice reads waits for it, and the next run that has it takes it by itself.
func TestWaitsForOffice(t *testing.T) {
	dir, c := folder(t), openCatalog(t)
	check(t, os.WriteFile(filepath.Join(dir, "a.rtf"), []byte(rtf), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "b.doc"), []byte(rtf+" "), 0o600))
	path := os.Getenv("PATH")
	t.Setenv("PATH", t.TempDir())
	sum := ingest(t, c, 2, dir)
	if sum.Unconverted != 2 || sum.Waiting != 0 || sum.Failed != 0 {
		t.Fatalf("without LibreOffice: %+v", sum)
	}
	if sum = ingest(t, c, 2, dir); sum.Changed() || sum.Unchanged != 2 {
		t.Errorf("still without: %+v", sum)
	}
	t.Setenv("PATH", path)
	if err := office.Check(); err != nil {
		t.Skip(err)
	}
	sum = ingest(t, c, 2, dir)
	if sum.Read != 2 || sum.Citations != 2 || sum.What[catalog.Again] != 2 {
		t.Errorf("with LibreOffice: %+v", sum)
	}
	if sum = ingest(t, c, 2, dir); sum.Changed() || sum.Unchanged != 2 {
		t.Errorf("and again: %+v", sum)
	}
}
