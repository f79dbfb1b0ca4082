package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

const (
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:v="urn:schemas-microsoft-com:vml"`
	relationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// partsOf returns the parts of a Word file with a body and others beside it, by the last
// words of their relationships: "styles", "footnotes".
func partsOf(body string, others map[string]string) map[string]string {
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels": relationsTo(map[string]string{"officeDocument": "word/document.xml"}),
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document` + namespaces + `><w:body>` + body +
			`</w:body></w:document>`,
	}
	targets := map[string]string{}
	for kind, content := range others {
		targets[kind] = kind + ".xml"
		parts["word/"+kind+".xml"] = content
	}
	parts["word/_rels/document.xml.rels"] = relationsTo(targets)
	return parts
}

func relationsTo(targets map[string]string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for kind, target := range targets {
		fmt.Fprintf(&b, `<Relationship Id="r-%s" Type="%s%s" Target="%s"/>`, kind, relationType, kind, target)
	}
	return b.String() + `</Relationships>`
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
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

func readMade(t testing.TB, body string, others map[string]string) Document {
	t.Helper()
	data := zipped(t, partsOf(body, others))
	d, err := Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lines returns the paragraphs that have words, a break as "/", a mark as "^1".
func lines(all []Paragraph) []string {
	var out []string
	for _, p := range all {
		var b strings.Builder
		for _, w := range p.Words {
			switch {
			case w.Break:
				b.WriteString(" / ")
			case w.Gap && b.Len() > 0:
				b.WriteString(" → ")
			case b.Len() > 0 && !w.Glued:
				b.WriteByte(' ')
			}
			b.WriteString(w.Text)
			if w.Note > 0 {
				fmt.Fprintf(&b, "^%d", w.Note)
			}
		}
		if len(p.Words) > 0 {
			out = append(out, b.String())
		}
	}
	return out
}

func para(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func numbered(id, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>%s</w:p>`,
		level, id, run(text))
}

const numberingPart = `<w:numbering` + namespaces + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/><w:suff w:val="space"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1. "/><w:suff w:val="nothing"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`

const footnotesPart = `<w:footnotes` + namespaces + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Nghị định số 30/2020/NĐ-CP.</w:t></w:r></w:p></w:footnote></w:footnotes>`

func TestRead(t *testing.T) {
	tests := []struct {
		name, body string
		others     map[string]string
		want       []string
	}{
		{"runs join to words", para(run("Kế hoạch số 83/KH"), run("-UBND ngày"), run(" 17/3/2023")), nil,
			[]string{"Kế hoạch số 83/KH-UBND ngày 17/3/2023"}},
		{"decomposed letters across runs", para(run("U"), run("\u0309y ban nha\u0302"), run("\u0301t")), nil,
			[]string{"Ủy ban nhất"}},
		{"tracked changes as accepted", para(run("số "), `<w:del>`+`<w:r><w:delText>12</w:delText></w:r></w:del>`,
			`<w:ins>`+run("13")+`</w:ins>`, `<w:moveFrom>`+run("x")+`</w:moveFrom>`, `<w:moveTo>`+run("/QĐ")+`</w:moveTo>`), nil,
			[]string{"số 13/QĐ"}},
		{"a paragraph whose mark was deleted goes on", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("số ") + `</w:p>` +
			para(run("13/QĐ")), nil, []string{"số 13/QĐ"}},
		{"a deleted row", `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + para(run("cũ")) + `</w:tc></w:tr><w:tr><w:tc>` +
			para(run("mới")) + `</w:tc></w:tr></w:tbl>`, nil, []string{"mới"}},
		{"the result of a field", para(run("tại "), `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>`+
			`<w:t>ẩn</w:t><w:fldChar w:fldCharType="separate"/></w:r>`, run("Điều 5"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
			`<w:fldSimple w:instr="PAGE">`+run(" trang 3")+`</w:fldSimple>`), nil, []string{"tại Điều 5 trang 3"}},
		{"breaks, tabs and hyphens", para(`<w:r><w:t>số 12/QĐ</w:t><w:noBreakHyphen/><w:t>UB` + "\u00ad" +
			`ND</w:t><w:softHyphen/><w:tab/><w:t>Hà Nội</w:t><w:br/><w:t>Điều` + "\u00a0" + `1</w:t></w:r>`), nil,
			[]string{"số 12/QĐ-UBND → Hà Nội / Điều 1"}},
		{"white space that is not kept", para(`<w:r><w:t> số </w:t></w:r>`, run("12")), nil, []string{"số12"}},
		{"hidden text, and capitals", para(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>`,
			`<w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r>`,
			`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> hiện</w:t></w:r>`), nil, []string{"KẾ HOẠCH hiện"}},
		{"one branch of what is written twice", para(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>một</w:t></mc:Choice>` +
			`<mc:Fallback><w:t>hai</w:t></mc:Fallback></mc:AlternateContent></w:r>`), nil, []string{"một"}},
		{"a text box follows its paragraph", para(run("trước "),
			`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+para(run("DỰ THẢO"))+
				`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+para(run("DỰ THẢO"))+
				`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, run("sau")), nil,
			[]string{"trước sau", "DỰ THẢO"}},
		{"content controls, links and smart tags", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + para(run("a "),
			`<w:hyperlink r:id="x">`+run("b ")+`</w:hyperlink>`, `<w:smartTag>`+run("c ")+`</w:smartTag>`,
			`<w:sdt><w:sdtContent>`+run("d")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, nil, []string{"a b c d"}},
		{"symbols", para(`<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Times New Roman" w:char="F041"/></w:r>`), nil,
			[]string{"\uf0fcA"}},
		{"raised digits", para(run("15 m"), `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>`, run(" đất"),
			`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>`), nil, []string{"15 m2 đất1"}},
		{"entities", para(run("Sở GD&amp;ĐT &#x110;&#73; <![CDATA[a&b]]>")), nil, []string{"Sở GD&ĐT ĐI a&b"}},
		{"automatic numbers", numbered(1, 0, "Mục đích") + numbered(1, 1, "Một") + numbered(1, 2, "chữ a") + numbered(1, 2, "chữ b") +
			numbered(1, 1, "Hai") + numbered(1, 2, "lại a") + numbered(1, 3, "cấp bốn") + numbered(1, 0, "Yêu cầu") +
			numbered(2, 0, "Năm") + numbered(2, 0, "Sáu") + numbered(3, 0, "Từ đầu") + numbered(9, 0, "không danh sách"),
			map[string]string{"numbering": numberingPart},
			[]string{"I. Mục đích", "1. Một", "a) chữ a", "b) chữ b", "2. Hai", "a) lại a", "1.2.1 cấp bốn", "II. Yêu cầu",
				"Điều 5. Năm", "Điều 6. Sáu", "Điều 1. Từ đầu", "không danh sách"}},
		{"a footnote", para(run("tỉnh"), `<w:r><w:footnoteReference w:id="2"/></w:r>`, run(", bảo đảm")),
			map[string]string{"footnotes": footnotesPart}, []string{"tỉnh^1, bảo đảm"}},
		{"fonts of before Unicode", para(`<w:r><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr><w:t>quyÕt ®Þnh</w:t></w:r>`,
			`<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t xml:space="preserve"> cña Uû ban nh©n d©n tØnh</w:t></w:r>`),
			nil, []string{"QUYẾT ĐỊNH của Uỷ ban nhân dân tỉnh"}},
		{"Unicode in a font of before it", para(`<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>` +
			`<w:t>Ủy ban nhân dân tỉnh và các sở</w:t></w:r>`), nil, []string{"Ủy ban nhân dân tỉnh và các sở"}},
		{"a formula", para(run("S = "), `<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>`), nil, []string{"S = a+b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(readMade(t, tt.body, tt.others).Paragraphs)); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadNotesAndMargins(t *testing.T) {
	header := `<w:hdr` + namespaces + `>` + para(run("Dự thảo lần 2")) + `</w:hdr>`
	d := readMade(t, para(run("a"), `<w:r><w:footnoteReference w:id="2"/></w:r>`),
		map[string]string{"footnotes": footnotesPart, "header": header})
	if diff := cmp.Diff([]string{"Nghị định số 30/2020/NĐ-CP."}, lines(d.Notes[0].Paragraphs)); diff != "" {
		t.Errorf("note (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Dự thảo lần 2"}, d.Headers); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

// Strict documents have other names for the same vocabulary.
func TestReadStrict(t *testing.T) {
	parts := partsOf(para(run("Kế hoạch")), nil)
	parts["word/document.xml"] = strings.ReplaceAll(parts["word/document.xml"],
		"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
	data := zipped(t, parts)
	d, err := Read(bytes.NewReader(data), int64(len(data)))
	if diff := cmp.Diff([]string{"Kế hoạch"}, lines(d.Paragraphs)); err != nil || diff != "" {
		t.Errorf("Read: %v, paragraphs (-want +got):\n%s", err, diff)
	}
}

func TestReadPages(t *testing.T) {
	rendered := `<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>`
	tests := []struct {
		name, body string
		pages      int
		want       []int
	}{
		{"nothing said", para(run("a")) + para(run("b")), 0, []int{1, 1}},
		{"as Word last showed it", para(run("a "), rendered) + para(run("c")), 2, []int{1, 2, 2}},
		{"a break, which Word shows too", para(run("a"), `<w:r><w:br w:type="page"/></w:r>`) + para(rendered), 2, []int{1, 2}},
		{"before a paragraph", para(run("a")) + `<w:p><w:pPr><w:pageBreakBefore/></w:pPr>` + run("b") + `</w:p>`, 2, []int{1, 2}},
		{"a section", `<w:p><w:pPr><w:sectPr/></w:pPr>` + run("a") + `</w:p>` + para(run("b")) + `<w:sectPr/>`, 2, []int{1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := readMade(t, tt.body, nil)
			var got []int
			for _, p := range d.Paragraphs {
				for _, w := range p.Words {
					got = append(got, w.Page)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || d.Pages != tt.pages {
				t.Errorf("%d pages, want %d; of the words (-want +got):\n%s", d.Pages, tt.pages, diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	sound := zipped(t, partsOf(para(run("a")), nil))
	with := func(name, content string) []byte {
		parts := partsOf(para(run("a")), nil)
		parts[name] = content
		return zipped(t, parts)
	}
	without := func(names ...string) []byte {
		parts := partsOf(para(run("a")), nil)
		for _, name := range names {
			delete(parts, name)
		}
		return zipped(t, parts)
	}
	tests := []struct {
		name string
		data []byte
		want pdf.Reason
	}{
		{"empty", nil, pdf.ErrEmpty},
		{"no archive", []byte("hello"), pdf.ErrNotWord},
		{"cut off", sound[:len(sound)/2], pdf.ErrDamaged},
		{"Word before 2007", append(bytes.Clone(oleMark), "WordDocument"...), pdf.ErrNotWord},
		{"encrypted", slices.Concat(oleMark, encryptedName), pdf.ErrEncrypted},
		{"another archive", zipped(t, map[string]string{"a.txt": "a"}), pdf.ErrNotWord},
		{"no document", without("word/document.xml"), pdf.ErrDamaged},
		{"a table of numbers", with("word/document.xml", `<workbook/>`), pdf.ErrNotWord},
		{"a DTD", with("word/document.xml", `<!DOCTYPE a [<!ENTITY b "c">]><w:document`+namespaces+`/>`), pdf.ErrDamaged},
		{"an unknown entity", with("word/document.xml", `<w:document`+namespaces+`>&lol;</w:document>`), pdf.ErrDamaged},
		{"deep", with("word/document.xml", `<w:document`+namespaces+`>`+strings.Repeat("<w:body>", 1e4)), pdf.ErrDamaged},
		{"cut off XML", with("word/document.xml", `<w:document`+namespaces+`><w:body><w:p>`), pdf.ErrDamaged},
		{"an empty document", with("word/document.xml", ``), pdf.ErrDamaged},
		{"a bomb", with("word/document.xml", `<w:document`+namespaces+`>`+strings.Repeat(" ", 100<<20)), pdf.ErrMemoryLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(bytes.NewReader(tt.data), int64(len(tt.data)))
			if !errors.Is(err, tt.want) {
				t.Errorf("Read: %v, want %v", err, tt.want)
			}
		})
	}
}

// What is lost beside the body leaves the body, and is told.
func TestReadLost(t *testing.T) {
	parts := partsOf(para(run("a"), `<w:r><w:footnoteReference w:id="7"/></w:r>`)+`<w:altChunk r:id="x"/>`,
		map[string]string{"styles": "<w:styles", "footnotes": ""})
	delete(parts, "word/footnotes.xml")
	data := zipped(t, parts)
	d, err := Read(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(d.Lost) != 4 {
		t.Errorf("Read: %v, lost %q, want four things", err, d.Lost)
	}
}
