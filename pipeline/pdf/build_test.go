package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// pdfOf builds a file of objects numbered from 1; the first is the catalogue.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// streamOf builds a stream object; dict holds entries beside the length.
func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// catalog and tree are objects 1 and 2 of a file with one page, object 3.
const (
	catalog = "<</Type/Catalog/Pages 2 0 R>>"
	tree    = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
)

// winAnsi is a simple font, 500 wide throughout.
var winAnsi = "<</Type/Font/Subtype/Type1/BaseFont/Test/Encoding/WinAnsiEncoding/FirstChar 0/Widths[" +
	strings.Repeat("500 ", 256) + "]>>"

// pageOf builds a file with one page of that content in object 4, font F1 as object
// 5, and further objects from 6 on.
func pageOf(content string, more ...string) []byte {
	return pageWith("", content, more...)
}

// pageWith is pageOf with entries for the page's dictionary, and maybe for the
// resources, behind "|".
func pageWith(entries, content string, more ...string) []byte {
	entries, resources, _ := strings.Cut(entries, "|")
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + entries +
		"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>" + resources + ">>>>"
	return pdfOf(append([]string{catalog, tree, page, streamOf("", content), winAnsi}, more...)...)
}

// textOf shows the words of a page: [1] for a mark, {464} for a stamp, words that
// touch without a space.
func textOf(p Page) string {
	var lines []string
	for _, l := range p.Lines {
		var line strings.Builder
		for i, w := range l.Words {
			if i > 0 && !w.Glued {
				line.WriteByte(' ')
			}
			switch {
			case w.Mark:
				line.WriteString("[" + w.Text + "]")
			case w.Stamp:
				line.WriteString("{" + w.Text + "}")
			default:
				line.WriteString(w.Text)
			}
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

// readOne reads a file of one page that must be whole.
func readOne(t *testing.T, data []byte) Page {
	t.Helper()
	pages, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 1 {
		t.Fatalf("got %d pages, want 1", len(pages))
	}
	if pages[0].Err != "" {
		t.Errorf("page error %q", pages[0].Err)
	}
	return pages[0]
}
