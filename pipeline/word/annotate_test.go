package word_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/word"
)

const space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

// made returns a Word file with a body, a footnote 2, and other parts by name.
func made(t testing.TB, body string, others map[string]string) []byte {
	t.Helper()
	const (
		relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		kind      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	)
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ` +
			`ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ` +
			`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
			`<Override PartName="/word/footnotes.xml" ` +
			`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>`},
		{"_rels/.rels", relations + `<Relationship Id="a" Type="` + kind + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", xml.Header + `<w:document xmlns:w="` + space + `" xmlns:mc="http://schemas.openxmlformats.org/` +
			`markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/` +
			`word/2010/wordprocessingShape"><w:body>` + body + `<w:sectPr/></w:body></w:document>`},
		{"word/_rels/document.xml.rels", relations + `<Relationship Id="rId1" Type="` + kind + `footnotes" Target="footnotes.xml"/>` +
			others["relations"] + `</Relationships>`},
		{"word/footnotes.xml", `<w:footnotes xmlns:w="` + space + `"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>` +
			`<w:r><w:t xml:space="preserve"> Theo Luật số 15/2017/QH14.</w:t></w:r></w:p></w:footnote></w:footnotes>`},
		{"word/media/image1.png", "\x89PNG not to be touched"},
	}
	if c, ok := others["comments"]; ok {
		parts = append(parts, struct{ name, content string }{"word/comments.xml", c})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = io.WriteString(w, p.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func textOf(t testing.TB, data []byte) legal.Text {
	t.Helper()
	d, err := word.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return layout.WordFile(d)
}

func annotate(t testing.TB, data []byte, comments []word.Comment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := word.Annotate(bytes.NewReader(data), int64(len(data)), textOf(t, data), comments, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// on returns a comment on the first place of some words in a text.
func on(t testing.TB, text legal.Text, words string) word.Comment {
	t.Helper()
	i := strings.Index(text.Content, words)
	if i < 0 {
		t.Fatalf("no %q in %q", words, text.Content)
	}
	return word.Comment{Span: legal.Span{Start: i, End: i + len(words)}, Author: "danchieu", Text: "về " + words}
}

func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// commented returns the text of a document part within the range of each comment, by its
// number; the mark of a note is "^".
func commented(t testing.TB, document string) map[string]string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	open, out := map[string]bool{}, map[string]string{}
	references := map[string]bool{}
	inText := false
	add := func(s string) {
		for id := range open {
			out[id] += s
		}
	}
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
			inText = e.Name.Local == "t"
			switch id := idOf(e); e.Name.Local {
			case "commentRangeStart":
				open[id] = true
			case "commentRangeEnd":
				if !open[id] {
					t.Errorf("comment %s ends before it begins", id)
				}
				delete(open, id)
			case "commentReference":
				references[id] = true
			case "footnoteReference":
				add("^")
			case "drawing":
				add("□")
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				add(string(e))
			}
		}
	}
	if len(open) > 0 || len(references) != len(out) {
		t.Errorf("%d ranges without an end; %d references to %d ranges", len(open), len(references), len(out))
	}
	return out
}

func idOf(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" {
			return a.Value
		}
	}
	return ""
}

// plainRuns writes a document part letter by letter, each with the run it is of, without
// what comments add: what must not change.
func plainRuns(t testing.TB, document string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	var out []string
	run, format, inRun, inFormat, inText := "", "", false, 0, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := e.Name.Local
			attrs := slices.DeleteFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "space" })
			said := fmt.Sprint(name, attrs)
			switch {
			case strings.HasPrefix(name, "comment"):
			case name == "r":
				run, format, inRun = said, "", true
			case inRun && (name == "rPr" || inFormat > 0):
				inFormat++
				format += said
			case inRun && name == "t":
				inText = true
			default:
				out = append(out, run+format+said)
			}
		case xml.EndElement:
			switch {
			case inFormat > 0:
				inFormat--
			case e.Name.Local == "r":
				inRun, run, format = false, "", ""
			case e.Name.Local == "t":
				inText = false
			case !strings.HasPrefix(e.Name.Local, "comment"):
				out = append(out, run+format+"/"+e.Name.Local)
			}
		case xml.CharData:
			if inText {
				for _, r := range string(e) {
					out = append(out, run+format+string(r))
				}
			}
		}
	}
}

const bold = `<w:rPr><w:b/></w:rPr>`

var annotated = []struct {
	name, body string
	on         []string
	want       []string
}{
	{"within a run", `<w:p><w:r w:rsidR="1">` + bold + `<w:t>Theo Luật số 15/2017/QH14 ngày 21/6</w:t></w:r></w:p>`,
		[]string{"Luật số 15/2017/QH14"}, []string{"Luật số 15/2017/QH14"}},
	{"a whole run", `<w:p><w:r><w:t>Luật số 15/2017/QH14</w:t></w:r></w:p>`, []string{"Luật số 15/2017/QH14"},
		[]string{"Luật số 15/2017/QH14"}},
	{"across runs, in a part of a word", `<w:p><w:r><w:t xml:space="preserve">(Luật </w:t></w:r><w:r>` + bold +
		`<w:t>số 15/2017/</w:t></w:r><w:r><w:t>QH14), và</w:t></w:r></w:p>`,
		[]string{"Luật số 15/2017/QH14"}, []string{"Luật số 15/2017/QH14"}},
	{"overlapping, and several on one word", `<w:p><w:r><w:t>Theo Luật số 15/2017/QH14 ngày 21/6</w:t></w:r></w:p>`,
		[]string{"Luật số 15/2017/QH14", "15/2017/QH14 ngày 21/6", "15/2017/QH14", "15/2017/QH14"},
		[]string{"Luật số 15/2017/QH14", "15/2017/QH14 ngày 21/6", "15/2017/QH14", "15/2017/QH14"}},
	{"a link, a tracked change, a cell", `<w:tbl><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:p><w:hyperlink w:anchor="x"><w:r><w:t>Luật số 15/2017/QH14</w:t></w:r>` +
		`</w:hyperlink><w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> và Luật số 16</w:t></w:r></w:ins>` +
		`<w:del w:id="2" w:author="a"><w:r><w:delText>17</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>`,
		[]string{"15/2017/QH14", "số 16"}, []string{"15/2017/QH14", "số 16"}},
	{"a note", `<w:p><w:r><w:t>Kinh phí</w:t></w:r><w:r><w:t>khác</w:t></w:r><w:r><w:footnoteReference w:id="2"/>` +
		`</w:r><w:r><w:t>, và</w:t></w:r></w:p>`,
		[]string{"Luật số 15/2017/QH14"}, []string{"^"}},
	{"a text box", `<w:p><w:r><w:t>Kinh phí</w:t></w:r><w:r><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>Luật số 15</w:t></w:r>` +
		`</w:p></w:txbxContent></wps:txbx></w:drawing></w:r></w:p>`, []string{"số 15"}, []string{"□Luật số 15"}},
	{"breaks and hyphens", `<w:p><w:r><w:t>số 12/QĐ</w:t><w:noBreakHyphen/><w:t>UBND ngày</w:t><w:br/><w:t>5/6/2020 của</w:t></w:r></w:p>`,
		[]string{"12/QĐ-UBND ngày", "5/6/2020"}, []string{"12/QĐUBND ngày", "5/6/2020"}},
	{"white space that does not count", `<w:p><w:r><w:t> Luật số 15 ngày </w:t></w:r></w:p>`,
		[]string{"số 15"}, []string{"số 15"}},
	{"entities and letters in pieces", `<w:p><w:r><w:t>Sở GD&amp;ĐT U&#x309;y ban</w:t></w:r></w:p>`,
		[]string{"GD&ĐT", "Ủy"}, []string{"GD&ĐT", "U\u0309y"}},
}

func TestAnnotate(t *testing.T) {
	for _, tt := range annotated {
		t.Run(tt.name, func(t *testing.T) {
			data := made(t, tt.body, nil)
			text := textOf(t, data)
			var comments []word.Comment
			for _, words := range tt.on {
				comments = append(comments, on(t, text, words))
			}
			out := annotate(t, data, comments)
			got := commented(t, partOf(t, out, "word/document.xml"))
			want := map[string]string{}
			for i, words := range tt.want {
				want[fmt.Sprint(i)] = words
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("ranges (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(plainRuns(t, partOf(t, data, "word/document.xml")),
				plainRuns(t, partOf(t, out, "word/document.xml"))); diff != "" && tt.name != "white space that does not count" {
				t.Errorf("runs (-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(text.Content, textOf(t, out).Content); diff != "" {
				t.Errorf("text (-before +after):\n%s", diff)
			}
			checkOthers(t, data, out)
		})
	}
}

// checkOthers holds that no part has changed but those that tell of comments, down to its
// compressed bytes.
func checkOthers(t *testing.T, before, after []byte) {
	t.Helper()
	raw := func(data []byte) map[string]string {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range z.File {
			r, err := f.OpenRaw()
			if err != nil {
				t.Fatal(err)
			}
			b, _ := io.ReadAll(r)
			out[f.Name] = string(b)
		}
		return out
	}
	was, is := raw(before), raw(after)
	for _, name := range []string{"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"} {
		delete(was, name)
		delete(is, name)
	}
	if diff := cmp.Diff(was, is); diff != "" {
		t.Errorf("other parts (-before +after):\n%s", diff)
	}
}

// Comments that are there stay, and keep their numbers.
func TestAnnotateAmongComments(t *testing.T) {
	data := made(t, `<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Luật số 15</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r>`+
		`<w:commentReference w:id="7"/></w:r></w:p>`, map[string]string{
		"comments": `<w:comments xmlns:w="` + space + `"><w:comment w:id="7" w:author="Lan"><w:p/></w:comment></w:comments>`,
		"relations": `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" ` +
			`Target="comments.xml"/>`})
	out := annotate(t, data, []word.Comment{on(t, textOf(t, data), "số 15")})
	got := commented(t, partOf(t, out, "word/document.xml"))
	if diff := cmp.Diff(map[string]string{"7": "Luật số 15", "8": "số 15"}, got); diff != "" {
		t.Errorf("ranges (-want +got):\n%s", diff)
	}
	comments := partOf(t, out, "word/comments.xml")
	if !strings.Contains(comments, `w:author="Lan"`) || !strings.Contains(comments, "về số 15") {
		t.Errorf("comments: %s", comments)
	}
	if again := annotate(t, out, nil); partOf(t, again, "word/document.xml") != partOf(t, out, "word/document.xml") {
		t.Error("a file without findings changes")
	}
}

func TestAnnotateOtherText(t *testing.T) {
	data := made(t, `<w:p><w:r><w:t>Luật số 15</w:t></w:r></w:p>`, nil)
	other := textOf(t, made(t, `<w:p><w:r><w:t>Luật số 16</w:t></w:r></w:p>`, nil))
	err := word.Annotate(bytes.NewReader(data), int64(len(data)), other, []word.Comment{on(t, other, "16")}, io.Discard)
	if !errors.Is(err, word.ErrOtherText) {
		t.Errorf("Annotate: %v, want %v", err, word.ErrOtherText)
	}
}

// Every word of the sample documents takes a comment of its own.
func TestAnnotateSamples(t *testing.T) {
	samples, err := filepath.Glob("../../testdata/word/*.docx")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range samples {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := textOf(t, data)
		var comments []word.Comment
		for _, w := range text.Words {
			comments = append(comments, word.Comment{Span: w.Span, Author: "a", Text: text.Content[w.Start:w.End]})
		}
		out := annotate(t, data, comments)
		got := commented(t, partOf(t, out, "word/document.xml"))
		if len(got) != len(comments) {
			t.Errorf("%s: %d comments of %d", path, len(got), len(comments))
		}
		for i, c := range comments {
			if s := got[fmt.Sprint(i)]; s != c.Text && s != "^" {
				t.Errorf("%s: comment on %q stands at %q", path, c.Text, s)
			}
		}
		if diff := cmp.Diff(plainRuns(t, partOf(t, data, "word/document.xml")),
			plainRuns(t, partOf(t, out, "word/document.xml"))); diff != "" {
			t.Errorf("%s: runs (-before +after):\n%s", path, diff)
		}
	}
}
