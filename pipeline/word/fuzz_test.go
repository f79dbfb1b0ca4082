package word_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/word"
)

// fuzzedWords is how many words of a text get a comment.
const fuzzedWords = 40

// Whatever stands in a document, its text is valid, its words lie in it in their order, and
// a file with comments on them says the same.
func FuzzAnnotate(f *testing.F) {
	for _, tt := range annotated {
		f.Add(tt.body)
	}
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>b</w:t>` +
		`</w:r></w:p></mc:Choice></mc:AlternateContent><w:p><w:r><w:ruby><w:rubyBase><w:r><w:t>c</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`)
	f.Fuzz(checkAnnotated)
}

// items are what the programs of FuzzAnnotateMade put into a run, holders what they put runs
// into, around "%".
var (
	items = []string{`<w:t>số </w:t>`, `<w:t xml:space="preserve"> 15/2017/</w:t>`, `<w:t>QH&amp;&#x1A1;</w:t>`, `<w:t>&#x309;y</w:t>`,
		`<w:t/>`, `<w:tab/>`, `<w:br/>`, `<w:br w:type="page"/>`, `<w:noBreakHyphen/>`, `<w:softHyphen/>`,
		`<w:sym w:font="Arial" w:char="0041"/>`, `<w:footnoteReference w:id="2"/>`, `<w:footnoteReference w:id="3"/>`,
		`<w:fldChar w:fldCharType="begin"/>`, `<w:fldChar w:fldCharType="separate"/>`, `<w:fldChar w:fldCharType="end"/>`,
		`<w:lastRenderedPageBreak/>`, `<w:rPr><w:vanish/></w:rPr>`, `<w:rPr><w:caps/><w:vertAlign w:val="superscript"/></w:rPr>`,
		`<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>`, `<w:t>cña Uû</w:t>`, `<w:t><![CDATA[ a]]>b</w:t>`,
		`<w:ruby><w:rubyBase><w:r><w:t>c</w:t></w:r></w:rubyBase></w:ruby>`,
		`<mc:AlternateContent><mc:Choice><w:t>d</w:t></mc:Choice><mc:Fallback><w:t>e</w:t></mc:Fallback></mc:AlternateContent>`,
		`<w:drawing><w:txbxContent><w:p><w:r><w:t>f</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:txbxContent></w:drawing>`}
	holders = []string{`%`, `<w:ins>%</w:ins>`, `<w:del>%</w:del>`, `<w:hyperlink>%</w:hyperlink>`, `<w:sdt><w:sdtContent>%</w:sdtContent></w:sdt>`,
		`<mc:AlternateContent><mc:Choice>%</mc:Choice></mc:AlternateContent>`, `<w:commentRangeStart w:id="4"/>%<w:commentRangeEnd w:id="4"/>`,
		`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>%`, `%</w:p><w:p>%`, `</w:p><w:tbl><w:tr><w:tc><w:p>%</w:p></w:tc><w:tc><w:p>%</w:p></w:tc></w:tr></w:tbl><w:p>`}
)

// bodyOf makes a body of a program: small bytes are items of a run, the others end it and
// choose what holds it.
func bodyOf(program []byte) string {
	var body, run strings.Builder
	for _, b := range append(program, 0x80) {
		if item := items[int(b)%len(items)]; b < 0x80 {
			if run.Len() == 0 || !strings.HasPrefix(item, "<w:rPr>") { // which stands first alone
				run.WriteString(item)
			}
			continue
		}
		holder := holders[int(b)%len(holders)]
		body.WriteString(strings.ReplaceAll(holder, "%", `<w:r w:rsidR="1">`+run.String()+`</w:r>`))
		run.Reset()
	}
	return `<w:p>` + body.String() + `</w:p>`
}

// As FuzzAnnotate, for bodies that are well formed.
func FuzzAnnotateMade(f *testing.F) {
	f.Add([]byte{0, 1, 2, 0x80, 3, 1, 0x81, 11, 1, 0x82})
	f.Add([]byte{13, 0, 14, 1, 15, 0x83, 23, 24, 22, 1, 0x88, 0, 1, 0x89, 17, 1, 0x80, 18, 1, 0x87, 0})
	f.Fuzz(func(t *testing.T, program []byte) {
		if len(program) < 200 {
			checkAnnotated(t, bodyOf(program))
		}
	})
}

func checkAnnotated(t *testing.T, body string) {
	t.Helper()
	data := made(t, body, nil)
	d, err := word.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return
	}
	text := layout.WordFile(d)
	if !utf8.ValidString(text.Content) || !norm.NFC.IsNormalString(text.Content) {
		t.Fatalf("text is not NFC: %q", text.Content)
	}
	end := 0
	var comments []word.Comment
	for i, w := range text.Words {
		if w.Start < end || w.End <= w.Start || w.End > len(text.Content) {
			t.Fatalf("word %d is %v behind %d in a text of %d", i, w.Span, end, len(text.Content))
		}
		if s := text.Content[w.Start:w.End]; strings.ContainsAny(s, " \t\n") {
			t.Errorf("white space in the word %q", s)
		}
		if end = w.End; i < fuzzedWords {
			comments = append(comments, word.Comment{Span: w.Span, Author: body, Text: body})
		}
	}
	var out bytes.Buffer
	if err := word.Annotate(bytes.NewReader(data), int64(len(data)), text, comments, &out); err != nil {
		t.Fatalf("annotate: %v", err)
	}
	again, err := word.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatalf("read again: %v", err)
	}
	if s := layout.WordFile(again).Content; s != text.Content {
		t.Errorf("text %q, annotated %q", text.Content, s)
	}
}
