package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// What other readers overlook in a dictionary costs no page its text.
func TestOddObjects(t *testing.T) {
	for name, entry := range map[string]string{
		"a space escaped":              `/X(a\ b)`,
		"a digit escaped that is none": `/X(a\8)`,
		"octal above a byte":           `/X(a\777)`,
		"a number with two points":     "/X 1.2.3",
		"a number with two signs":      "/X --5",
		"a word for a value":           "/X bogus",
		"a word for a key":             "bogus /X 1",
		"a value too few":              "/X",
		"odd hexadecimal digits":       "/X<ABC>",
		"no hexadecimal digits":        "/X<AXYZ>",
		"a name that escapes nothing":  "/X#zz 1",
		"a stray bracket":              "/X 1 ) >",
		"an array left open":           "/X[1 2",
	} {
		page := "<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + entry + ">>"
		font := strings.TrimSuffix(winAnsi, ">>") + entry + ">>"
		for where, data := range map[string][]byte{
			"page": pdfOf(catalog, tree, page, streamOf("", painted), winAnsi),
			"font": pdfOf(catalog, tree, "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", streamOf("", painted), font),
		} {
			if p := readOne(t, data); textOf(p) != "ok" || p.Err != "" {
				t.Errorf("%s of a %s: %q, error %q", name, where, textOf(p), p.Err)
			}
		}
	}
}

// packed is a file with its page and font in an object stream, without cross references.
func packed(spoil func([]byte)) []byte {
	page, font := "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", winAnsi
	objects := fmt.Sprintf("3 0 5 %d ", len(page))
	stream := deflated(objects + page + font)
	data := []byte(stream)
	spoil(data)
	return bytes.Replace(pdfOf(catalog, tree, "null", streamOf("", painted), "null",
		streamOf(fmt.Sprintf("/Type/ObjStm/N 2/First %d/Filter/FlateDecode", len(objects)), string(data))),
		[]byte("startxref"), []byte("startxxxx"), 1)
}

func firstPage(t *testing.T, data []byte) Page {
	t.Helper()
	pages, err := Read(data)
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	return pages[0]
}

// A file whose last update is cut off is read without it, and says that its end is missing.
func TestCutUpdate(t *testing.T) {
	data := append(pageOf(painted), "\n9 0 obj\n<</A 1"...)
	if p := firstPage(t, data); textOf(p) != "ok" || p.Err != errCut.Error() {
		t.Errorf("%q, error %q", textOf(p), p.Err)
	}
}

// Objects are found without cross references, also in object streams; one that is not what
// was written is told.
func TestRebuilt(t *testing.T) {
	if p := readOne(t, packed(func([]byte) {})); textOf(p) != "ok" || p.Err != "" {
		t.Errorf("%q, error %q", textOf(p), p.Err)
	}
	p := firstPage(t, packed(func(b []byte) { b[len(b)-1] ^= 1 }))
	if textOf(p) != "ok" || !strings.Contains(p.Err, errChecksum.Error()) {
		t.Errorf("with a wrong checksum: %q, error %q", textOf(p), p.Err)
	}
}

// A page of which a part is missing says so, with what there is of it.
func TestLostParts(t *testing.T) {
	font := "/Resources<</Font<</F1 5 0 R>>>>"
	spoilt := []byte(deflated(painted))
	spoilt[len(spoilt)-1] ^= 1
	for name, tt := range map[string]struct {
		data       []byte
		text, says string
	}{
		"its content": {pdfOf(catalog, tree, "<</Contents 9 0 R"+font+">>", "null", winAnsi), "", "content"},
		"its font":    {pdfOf(catalog, tree, "<</Contents 4 0 R>>", streamOf("", painted), winAnsi), "", "font"},
		"its content's name": {pdfOf(catalog, tree, "<</Cuntents 4 0 R"+font+">>", streamOf("", painted), winAnsi), "",
			"content"},
		"its content's name and its resources": {pdfOf(catalog, tree, "<</Cuntents 4 0 R/Resources 9 0 R>>", streamOf("", painted),
			winAnsi), "", "content"},
		"some widths": {pdfOf(catalog, tree, "<</Contents 4 0 R"+font+">>", streamOf("", painted),
			strings.Replace(winAnsi, "/Widths[500 ", "/LastChar 255/Widths[", 1)), "ok", "widths"},
		"the kind of its font": {pdfOf(catalog, tree, "<</Contents 4 0 R"+font+">>", streamOf("", painted),
			strings.Replace(winAnsi, "/Subtype", "/Subuype", 1)), "ok", "part of a font"},
		"a table of its font": {pdfOf(catalog, tree, "<</Contents 4 0 R"+font+">>", streamOf("", painted),
			strings.Replace(winAnsi, "/Type/Font", "/Type/Font/ToUnicode 9 0 R", 1)), "ok", "part of a font"},
		"its form": {pageOf(painted + " /X Do"), "ok", "missing"},
		"nothing":  {pageWith("", "", winAnsi), "", ""},
		"the checksum of its content": {pdfOf(catalog, tree, "<</Contents 4 0 R"+font+">>",
			streamOf("/Filter/FlateDecode", string(spoilt)), winAnsi), "ok", "checksum"},
		"the other page": {pdfOf(catalog, "<</Kids[3 0 R 9 0 R]/Count 2>>", "<</Contents 4 0 R"+font+">>",
			streamOf("", painted), winAnsi), "ok", "1 of 2 pages"},
	} {
		p := firstPage(t, tt.data)
		if textOf(p) != tt.text || (p.Err == "") != (tt.says == "") || !strings.Contains(p.Err, tt.says) {
			t.Errorf("%s: %q, error %q", name, textOf(p), p.Err)
		}
	}
}
