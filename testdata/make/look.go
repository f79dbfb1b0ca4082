package main

import (
	"fmt"
	"strings"
)

// fodtHead holds the styles: A4, margins of 30 and 20 mm, 14 pt, page number at
// the top from page 2 on, footnotes of 10 pt under a short rule.
var fodtHead = `<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">
<office:meta><dc:title>Văn bản mẫu để thử phần mềm, không phải văn bản thật</dc:title></office:meta>
<office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Liberation Serif'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>
<style:text-properties style:font-name="Serif" fo:font-size="14pt" fo:language="vi" fo:country="VN" fo:hyphenate="false"/></style:default-style>
` + paragraphStyles() + `
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="Footnote_20_anchor" text:citation-style-name="Footnote_20_Symbol"
 style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Wide" style:family="table"><style:table-properties style:width="16cm" table:align="margins"/></style:style>
<style:style style:name="Whole" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="Frame" style:family="table-cell"><style:table-cell-properties fo:padding="0cm" fo:border="none"/></style:style>
<style:style style:name="Grid" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style:style>
` + columnStyles() + `
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="2cm">
<style:footnote-sep style:width="0.5pt" style:distance-before-sep="0.1cm" style:distance-after-sep="0.1cm" style:adjustment="left" style:rel-width="30%" style:color="#000000"/>
</style:page-layout-properties></style:page-layout>
<style:page-layout style:name="A4Next"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="1.2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="2cm">
<style:footnote-sep style:width="0.5pt" style:distance-before-sep="0.1cm" style:distance-after-sep="0.1cm" style:adjustment="left" style:rel-width="30%" style:color="#000000"/>
</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style></style:page-layout>
</office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="A4" style:next-style-name="Next"/>
<style:master-page style:name="Next" style:page-layout-name="A4Next"><style:header><text:p text:style-name="PageNumber"><text:page-number/></text:p></style:header></style:master-page>
</office:master-styles>
<office:body><office:text>
`

// columnStyles gives every whole percentage of the text width a column style.
func columnStyles() string {
	var b strings.Builder
	for percent := 4; percent <= 80; percent++ {
		fmt.Fprintf(&b, `<style:style style:name="C%d" style:family="table-column"><style:table-column-properties style:column-width="%.2fcm"/></style:style>`+"\n",
			percent, 0.16*float64(percent))
	}
	return b.String()
}

// look is one paragraph style: the attributes of the paragraph and of its text.
type look struct{ name, paragraph, text string }

const (
	center = `fo:text-align="center" `
	bold   = `fo:font-weight="bold" `
	italic = `fo:font-style="italic" `
	size   = `fo:font-size="%gpt" `
)

func paragraphStyles() string {
	first := `fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-top="0.1cm" fo:margin-bottom="0.1cm" fo:line-height="110%" `
	rule := `fo:border-bottom="0.5pt solid #000000" fo:line-height="0.1cm" `
	tiny := fmt.Sprintf(size, 2.0)
	looks := []look{
		{"Body", first, ""},
		{"Heading", first + `fo:keep-with-next="always"`, bold},
		{"Ground", first, italic},
		{"Middle", center + `fo:margin-top="0.2cm" fo:margin-bottom="0.2cm"`, bold},
		{"Break", `fo:break-before="page"`, tiny},
		{"Note", `fo:text-align="justify" fo:text-indent="0.8cm"`, fmt.Sprintf(size, 10.0)},
		{"HeadPlain", center, fmt.Sprintf(size, 12.0)},
		{"HeadBold", center, bold + fmt.Sprintf(size, 12.0)},
		{"HeadParty", center, bold + fmt.Sprintf(size, 14.0)},
		{"Motto", center, bold + fmt.Sprintf(size, 13.0)},
		{"HeadNumber", center + `fo:margin-top="0.2cm"`, fmt.Sprintf(size, 13.0)},
		{"HeadDate", center + `fo:margin-top="0.2cm"`, italic + fmt.Sprintf(size, 13.0)},
		{"About", center + `fo:margin-top="0.1cm"`, fmt.Sprintf(size, 12.0)},
		{"RuleLeft", rule + `fo:margin-left="2cm" fo:margin-right="2cm"`, tiny},
		{"RuleRight", rule + `fo:margin-left="2cm" fo:margin-right="2cm"`, tiny},
		{"RuleTitle", rule + `fo:margin-left="6cm" fo:margin-right="6cm" fo:margin-bottom="0.4cm"`, tiny},
		{"To", center + `fo:margin-top="0.6cm" fo:margin-bottom="0.4cm"`, ""},
		{"Type", center + `fo:margin-top="0.6cm"`, bold},
		{"Title", center, bold},
		{"Opening", center + `fo:margin-top="0.2cm" fo:margin-bottom="0.2cm"`, bold},
		{"ReceiveHead", `fo:margin-top="0.4cm" fo:keep-with-next="always"`, bold + italic + fmt.Sprintf(size, 12.0)},
		{"Receive", "", fmt.Sprintf(size, 11.0)},
		{"Sign", center + `fo:margin-top="0.1cm" fo:keep-with-next="always"`, bold},
		{"SignName", center + `fo:margin-top="2.2cm"`, bold},
		{"CellHead", center, bold + fmt.Sprintf(size, 12.0)},
		{"Cell", `fo:text-align="start"`, fmt.Sprintf(size, 12.0)},
		{"PageNumber", center, fmt.Sprintf(size, 13.0)},
	}
	var b strings.Builder
	for _, l := range looks {
		fmt.Fprintf(&b, `<style:style style:name="%s" style:family="paragraph"><style:paragraph-properties %s/><style:text-properties %s/></style:style>`+"\n",
			l.name, l.paragraph, l.text)
	}
	return b.String()
}
