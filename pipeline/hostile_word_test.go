package pipeline

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// wordParts is a Word file made to break its reader: its parts, some repeated very often
// in few bytes.
type wordParts []wordPart

// wordPart is a part: a beginning, and a middle so many times, and an end.
type wordPart struct {
	name, begin, middle string
	times               int
	end                 string
}

// write writes the archive. What is repeated is compressed once.
func (parts wordParts) write(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		size := len(p.begin) + len(p.middle)*p.times + len(p.end)
		var packed bytes.Buffer
		packed.Write(block(t, p.begin, false))
		middle := block(t, p.middle, false)
		for range p.times {
			packed.Write(middle)
		}
		packed.Write(block(t, p.end, true))
		w, err := z.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CompressedSize64: uint64(packed.Len()),
			UncompressedSize64: uint64(size)})
		check(t, err)
		_, err = packed.WriteTo(w)
		check(t, err)
	}
	check(t, z.Close())
	return out.Bytes()
}

// block compresses a text by itself, as the last part of a stream or one that others may
// follow.
func block(t *testing.T, s string, last bool) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	check(t, err)
	_, err = io.WriteString(w, s)
	check(t, err)
	if last {
		check(t, w.Close())
	} else {
		check(t, w.Flush())
	}
	return b.Bytes()
}

func documentPart(begin, middle string, times int, end string) wordPart {
	return wordPart{"word/document.xml", `<w:document ` + wordSpace + `><w:body>` + begin, middle, times,
		end + `</w:body></w:document>`}
}

func relationsPart(s string) wordPart {
	return wordPart{name: "word/_rels/document.xml.rels", begin: `<Relationships>` + s + `</Relationships>`}
}

func relationTo(kind, target, more string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="x/%s" Target="%s" %s/>`, kind, kind, target, more)
}

const honest = `<w:p><w:r><w:t>Căn cứ Luật số 15/2017/QH14;</w:t></w:r></w:p>`

// hostileWord are the files by name.
func hostileWord() map[string]wordParts {
	mega := strings.Repeat(" ", 1<<20)
	paragraphs := strings.Repeat(honest, 1000)
	chain := &strings.Builder{}
	for i := range 20_000 {
		fmt.Fprintf(chain, `<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>`, i, (i+1)%20_000)
	}
	styled := `<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`
	return map[string]wordParts{
		"1 GB of spaces":          {documentPart("", mega, 1024, "")},
		"1 GB of paragraphs":      {documentPart("", paragraphs, 1<<30/len(paragraphs), "")},
		"1 GB of styles":          {documentPart(honest, "", 0, ""), relationsPart(relationTo("styles", "styles.xml", "")), {"word/styles.xml", "<w:styles>", mega, 1024, "</w:styles>"}},
		"30 MB of paragraphs":     {documentPart("", paragraphs, 30<<20/len(paragraphs), "")},
		"60 MB in one word":       {documentPart("<w:p><w:r><w:t>", strings.Repeat("a", 1<<20), 60, "</w:t></w:r></w:p>")},
		"7 MB in one word":        {documentPart("<w:p><w:r><w:t>", strings.Repeat("ễ", 1<<16), 56*2, "</w:t></w:r></w:p>")},
		"7 million marks":         {documentPart("<w:p><w:r><w:t>a", strings.Repeat("\u0301", 1<<16), 100, "</w:t></w:r></w:p>")},
		"a million runs":          {documentPart("<w:p>", strings.Repeat("<w:r><w:t>a</w:t></w:r>", 1000), 1000, "</w:p>")},
		"300,000 cells":           {documentPart("<w:tbl><w:tr>", strings.Repeat("<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", 1000), 300, "</w:tr></w:tbl>")},
		"deep elements":           {documentPart("", strings.Repeat("<w:ins>", 1000), 1000, "")},
		"deep tables":             {documentPart("", "<w:tbl><w:tr><w:tc>", 100, strings.Repeat("</w:tc></w:tr></w:tbl>", 100))},
		"fields without end":      {documentPart("<w:p>", `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, 100_000, "</w:p>")},
		"a million attributes":    {documentPart("<w:p", ` a="b"`, 1_000_000, "/>")},
		"styles in a circle":      {documentPart("", styled, 1000, ""), relationsPart(relationTo("styles", "styles.xml", "")), {name: "word/styles.xml", begin: "<w:styles " + wordSpace + ">" + chain.String() + "</w:styles>"}},
		"relations in a circle":   {documentPart(honest, "", 0, ""), relationsPart(relationTo("footnotes", "document.xml", "") + relationTo("header", "document.xml", "") + relationTo("styles", "_rels/document.xml.rels", ""))},
		"relations that lead out": {documentPart(honest, "", 0, ""), relationsPart(relationTo("styles", "http://127.0.0.1:1/styles.xml", `TargetMode="External"`) + relationTo("header", "../../../etc/passwd", "") + relationTo("attachedTemplate", "file:///etc/passwd", `TargetMode="External"`))},
		"a million relations":     {documentPart(honest, "", 0, ""), {"word/_rels/document.xml.rels", "<Relationships>", strings.Repeat(relationTo("header", "header.xml", ""), 1000), 1000, "</Relationships>"}},
		"entities":                {{name: "word/document.xml", begin: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document ` + wordSpace + `>&b;</w:document>`}},
		"an outer entity":         {{name: "word/document.xml", begin: `<!DOCTYPE x SYSTEM "file:///etc/passwd"><w:document ` + wordSpace + `/>`}},
		"a workbook":              {{name: "word/document.xml", begin: `<workbook/>`}},
		"macros":                  {documentPart(honest, "", 0, ""), {name: "word/vbaProject.bin", begin: "\xd0\xcf\x11\xe0 Sub AutoOpen()"}},
		"nothing":                 {},
	}
}

// Files made to break the reader give text or a reason, within the limits of the child, and
// never take it down.
func TestHostileWord(t *testing.T) {
	child := startReader(t)
	dir := t.TempDir()
	read := func(t *testing.T, data []byte) FileReading {
		t.Helper()
		path := filepath.Join(dir, "a.docx")
		check(t, os.WriteFile(path, data, 0o600))
		r, err := Read(t.Context(), child, path, nil)
		if reason := pdf.ReasonOf(err); err != nil && (reason == pdf.ErrCrashed || reason == pdf.ErrIO) {
			t.Errorf("%v", err)
		}
		t.Logf("%d letters, %d citations: %v", len(r.Text.Content), len(r.Citations), err)
		return r
	}
	for name, parts := range hostileWord() {
		t.Run(name, func(t *testing.T) { read(t, parts.write(t)) })
	}
	sound, err := os.ReadFile("../testdata/word/kh-52-ubnd.docx")
	check(t, err)
	t.Run("cut off", func(t *testing.T) {
		for i := range 50 {
			if r := read(t, sound[:len(sound)*i/50]); len(r.Text.Content) > 0 {
				t.Errorf("cut off at %d of 50, there is text", i)
			}
		}
	})
	t.Run("flipped bits", func(t *testing.T) {
		for i := range 200 {
			data := bytes.Clone(sound)
			data[(i*7919)%len(data)] ^= 1 << (i % 8)
			read(t, data)
		}
	})
}
