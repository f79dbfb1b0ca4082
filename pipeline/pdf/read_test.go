package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// type0 is a Type0 font of two-byte codes, whose ToUnicode is object 7.
const type0 = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Serif-Bold/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts" +
	"[<</Subtype/CIDFontType2/DW 1000/W[1[500 600]3 5 700]>>]>>"

func toUnicode(s string) string {
	return streamOf("", "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "+s+" endcmap")
}

func TestText(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want string
	}{
		// Text operators.
		{"Tj", pageOf("BT /F1 10 Tf 50 700 Td (one two) Tj ET"), "one two"},
		{"TJ gap is a space", pageOf("BT /F1 10 Tf 50 700 Td [(so)-300(12/Q)20(D)] TJ ET"), "so 12/QD"},
		{"quotes move to the next line", pageOf(`BT /F1 10 Tf 12 TL 50 700 Td (a) Tj (b) ' 1 2 (c d) " ET`), "a\nb\nc d"},
		{"T* and TD", pageOf("BT /F1 10 Tf 50 700 Td (a) Tj 0 -12 TD (b) Tj T* (c) Tj ET"), "a\nb\nc"},
		{"Tm places", pageOf("BT /F1 10 Tf 1 0 0 1 50 700 Tm (a) Tj 1 0 0 1 58 700 Tm (b) Tj 1 0 0 1 63 700 Tm (c) Tj ET"), "a bc"},
		{"character spacing is no gap", pageOf("BT /F1 10 Tf 5 Tc 50 700 Td (KE HOACH) Tj ET"), "KE HOACH"},
		{"word spacing counts", pageOf("BT /F1 10 Tf 50 Tw 50 700 Td (a b) Tj 0 Tw (c) Tj ET"), "a bc"},
		{"Tz scales", pageOf("BT /F1 10 Tf 200 Tz 50 700 Td (ab) Tj ET BT 1 0 0 1 70 700 Tm (c) Tj ET"), "abc"},
		{"far right is the same line", pageOf("BT /F1 10 Tf 50 700 Td (a) Tj 400 0 Td (b) Tj ET"), "a b"},
		{"back on the baseline is another line", pageOf("BT /F1 10 Tf 450 700 Td (b) Tj -400 0 Td (a) Tj ET"), "b\na"},
		{"fill and stroke", pageOf("BT /F1 10 Tf 2 Tr 50 700 Td (a) Tj ET"), "a"},
		{"invisible text over a picture is text", pageWith("|/XObject<</I 6 0 R>>", "/I Do BT /F1 10 Tf 3 Tr 50 700 Td (a) Tj ET", streamOf("/Subtype/Image", "")), "a"},
		{"invisible text over nothing", pageOf("BT /F1 10 Tf 3 Tr 50 700 Td (a) Tj 0 Tr ( b) Tj ET"), "b"},
		{"numbers painted last into their gaps", pageOf("BT /F1 10 Tf 50 700 Td (So:) Tj 60 0 Td (/TB, ngay) Tj 70 0 Td (thang 3) Tj -60 -20 Td (x) Tj -33 20.5 Td (1894) Tj 75 1 Td (09) Tj ET"),
			"So: 1894 /TB, ngay 09 thang 3\nx"},
		{"numbers over text are no fillings", pageOf("BT /F1 10 Tf 50 700 Td (abc def) Tj 0 -20 Td (x) Tj 10 20 Td (12) Tj ET"), "abc def\nx\n12"},
		{"numbers of a column stay", pageOf("BT /F1 10 Tf 50 700 Td (1,5) Tj 60 0 Td (7) Tj -60 -20 Td (x) Tj 30 20 Td (12) Tj ET"), "1,5 7\nx\n12"},

		// Broken and odd content.
		{"unbalanced Q", pageOf("Q Q BT /F1 10 Tf 50 700 Td (a) Tj ET Q"), "a"},
		{"unknown escape", pageOf(`BT /F1 10 Tf 50 700 Td (12\/Q\104\)) Tj ET`), "12/QD)"},
		{"hex string without end", pageOf("BT /F1 10 Tf 50 700 Td (a) Tj ET <61"), "a"},
		{"operator glued to its operand", pageOf("BT/F1 10Tf 50 700Td(a)Tj ET"), "a"},
		{"inline image", pageOf("BI /W 1 /H 1 ID \xff(<\nEI\xfe [<< EI \nBT /F1 10 Tf 50 700 Td (a) Tj ET"), "a"},
		{"text outside the page", pageOf("BT /F1 10 Tf 50 900 Td (no) Tj 0 -200 Td (yes) Tj ET"), "yes"},
		{"numbers without end", pageOf("BT /F1 10 Tf 50 700 Td (a) Tj " + strings.Repeat("9", 400) + " 0 Td (b) Tj ET"), "a"},
		{"contents in parts", pdfOf(catalog, tree,
			"<</Type/Page/MediaBox[0 0 600 800]/Contents[4 0 R 6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>",
			streamOf("", "BT /F1 10 Tf 50 700 Td (one) Tj"), winAnsi, streamOf("", "0 -20 Td (two) Tj ET")),
			"one\ntwo"},

		// Doubles, holes, marks on letters.
		{"fake bold", pageOf("BT /F1 10 Tf 50 700 Td (a bc) Tj ET BT .3 0 Td 50 700 Td (a bc) Tj ET"), "a bc"},
		{"doubled letters stay", pageOf("BT /F1 10 Tf 50 700 Td (aabb) Tj ET"), "aabb"},
		{"letters painted later into holes", pageOf("BT /F1 10 Tf 50 700 Td [(C)-500(M PH)] TJ -1 0 Td ET BT 55 700 Td (A) Tj ET"), "CAM PH"},
		{"combining mark", pageWith("", "BT /F2 10 Tf 50 700 Td <000100020003> Tj ET", type0,
			toUnicode("3 beginbfchar <0001> <0065> <0002> <0302> <0003> <0301> endbfchar")), "ế"},

		// ToUnicode.
		{"bfrange", pageWith("", "BT /F2 10 Tf 50 700 Td <000100020003> Tj ET", type0, toUnicode("1 beginbfrange <0001> <0003> <1EBE> endbfrange")), "ẾếỀ"},
		{"bfrange with an array", pageWith("", "BT /F2 10 Tf 50 700 Td <000100020003> Tj ET", type0, toUnicode("2 beginbfrange <0001> <0002> [<0041> <00420043>] <0003> <0003> <0044> endbfrange")), "ABCD"},
		{"big bfrange", pageWith("", "BT /F2 10 Tf 50 700 Td <01100111> Tj ET", type0, toUnicode("1 beginbfrange <0000> <FFFF> <0000> endbfrange")), "Đđ"},
		{"ligature and surrogates", pageWith("", "BT /F2 10 Tf 50 700 Td <00010002> Tj ET", type0, toUnicode("2 beginbfchar <0001> <FB01> <0002> <D835DC00> endbfchar")), "fi𝐀"},
		{"hyphens of other programs", pageWith("", "BT /F2 10 Tf 50 700 Td <000100020003> Tj ET", type0, toUnicode("3 beginbfchar <0001> <00AD> <0002> <FFFE> <0003> <0002> endbfchar")), "---"},
		{"one-byte codes in ToUnicode", pageWith("", "BT /F2 10 Tf 50 700 Td <00010002> Tj ET", type0,
			streamOf("", "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <02> <0061> endbfrange")), "ab"},
		{"no meaning", pageWith("", "BT /F2 10 Tf 50 700 Td <0009> Tj ET", type0, toUnicode("1 beginbfchar <0001> <0041> endbfchar")), "\uFFFD"},
		{"ToUnicode beats the encoding", pageOf("BT /F2 10 Tf 50 700 Td (a) Tj ET",
			"<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>", toUnicode("1 beginbfchar <61> <0111> endbfchar")), "đ"},

		// Codes of embedded CMaps and widths.
		{"one-byte Type0 codes", pageOf("BT /F2 10 Tf 50 700 Td (ab) Tj ET",
			"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 8 0 R/ToUnicode 7 0 R/DescendantFonts[<</DW 500>>]>>",
			toUnicode("1 beginbfrange <61> <62> <0061> endbfrange"), streamOf("", "1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <00> <FF> 0 endcidrange")), "ab"},
		{"W tells gaps", pageWith("", "BT /F2 10 Tf 50 700 Td <0001> Tj 5 0 Td <0002> Tj 6 0 Td <0003> Tj 9 0 Td <0004> Tj ET", type0,
			toUnicode("1 beginbfrange <0001> <0004> <0061> endbfrange")), "abc d"},

		// Simple encodings.
		{"Differences", pageOf("BT /F2 10 Tf 50 700 Td (abcdef) Tj ET",
			"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[97/uni1EBF/dcroat/uhorn 100/Acircumflexacute/g41]>>>>"), "ếđưẤ\uFFFDf"},
		{"MacRoman", pageOf("BT /F2 10 Tf 50 700 Td (\x8e) Tj ET", "<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/MacRomanEncoding>>"), "é"},
		{"symbolic font without encoding", pageOf("BT /F2 10 Tf 50 700 Td (a) Tj ET",
			"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4>>>>"), "\uFFFD"},
		{"Type3", pageOf("BT /F2 1 Tf 10 0 0 10 50 700 Tm (ab) Tj 1 0 0 1 60 700 Tm ET",
			"<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FontBBox[0 0 50 100]/FirstChar 97/Widths[50 50]/Encoding<</Differences[97/a/b]>>>>"), "ab"},

		// Forms and marked content.
		{"form", pageWith("|/XObject<</X 6 0 R>>", "q 1 0 0 1 0 100 cm /X Do Q BT /F1 10 Tf 80 600 Td (page) Tj ET",
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 10 0]",
				"BT /F1 10 Tf 40 500 Td (form) Tj ET")), "form page"},
		{"form within itself", pageWith("|/XObject<</X 6 0 R>>", "BT /F1 10 Tf 50 700 Td (a) Tj ET", streamOf("/Subtype/Form", "/X Do")), "a"},
		{"ActualText", pageOf("BT /F1 10 Tf 50 700 Td /Span <</ActualText (real words)>> BDC (xxxx) Tj EMC ( y) Tj ET"), "real words y"},
		{"ActualText in UTF-16", pageOf("BT /F1 10 Tf 50 700 Td /Span <</ActualText <FEFF1EBF>>> BDC (e) Tj EMC ET"), "ế"},
		{"ActualText of the resources", pageWith("|/Properties<</P 6 0 R>>", "BT /F1 10 Tf 50 700 Td /Span /P BDC (xx) Tj EMC ET", "<</ActualText(ok)>>"), "ok"},
		{"empty ActualText", pageOf("BT /F1 10 Tf 50 700 Td (a) Tj /Span <</ActualText ()>> BDC (x) Tj EMC (b) Tj ET"), "a b"},
		{"marked content without end", pageOf("BT /F1 10 Tf 50 700 Td /P <</MCID 0>> BDC (a) Tj ET EMC EMC"), "a"},
		{"a layer that is not shown", pdfOf("<</Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[7 0 R]>>>>>>", tree,
			"<</Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/Properties<</On 6 0 R/Off 7 0 R/Of <</Type/OCMD/OCGs 7 0 R>>>>/XObject<</X 8 0 R>>>>>>",
			streamOf("", "BT /F1 10 Tf 50 700 Td /OC /On BDC (a) Tj EMC /OC /Off BDC ( b) Tj EMC /OC /Of BDC ( c) Tj EMC ( d) Tj ET /X Do"),
			winAnsi, "<</Type/OCG/Name(on)>>", "<</Type/OCG/Name(off)>>",
			streamOf("/Subtype/Form/OC 7 0 R", "BT /F1 10 Tf 50 500 Td (e) Tj ET")), "a d"},

		// Marks.
		{"mark by rise", pageOf("BT /F1 10 Tf 50 700 Td (tao) Tj 4 Ts /F1 6 Tf (1) Tj 0 Ts /F1 10 Tf (. Tiep) Tj ET"), "tao[1]. Tiep"},
		{"mark by place", pageOf("BT /F1 10 Tf 50 700 Td (tao) Tj /F1 6 Tf 15 3.5 Td (*) Tj ET"), "tao[*]"},
		{"mark in front of a note", pageOf("BT /F1 6 Tf 50 703 Td (2) Tj /F1 10 Tf 5 -3 Td (So 5) Tj ET"), "[2] So 5"},
		{"power of a unit", pageOf("BT /F1 10 Tf 50 700 Td (12 km) Tj 4 Ts /F1 6 Tf (2) Tj ET"), "12 km2"},
		{"raised letters", pageOf("BT /F1 10 Tf 50 700 Td (1) Tj 4 Ts /F1 6 Tf (st) Tj ET"), "1st"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages, err := Read(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := textOf(pages[0]); got != tt.want {
				t.Errorf("got %q, want %q (page error %q)", got, tt.want, pages[0].Err)
			}
		})
	}
}

func TestPageCounts(t *testing.T) {
	p := readOne(t, pageWith("|/XObject<</I 7 0 R>>", "q 300 0 0 400 0 0 cm /I Do Q BI /W 1 /H 1 ID x EI 0 0 m 1 1 l 2 2 3 3 4 4 c S n BT /F1 10 Tf 50 700 Td (a b) Tj /F2 10 Tf (c) Tj 3 Tr /F1 10 Tf (de) Tj ET",
		"<</Type/Font/Subtype/TrueType/FontDescriptor<</Flags 4>>>>", streamOf("/Subtype/Image", "")))
	p.Lines, p.Covered = nil, math.Round(100*p.Covered)/100
	want := Page{Width: 600, Height: 800, Letters: 5, Visible: 3, Hidden: 2, Unreadable: 1, Pictures: 2, Covered: .25,
		Paths: 1, Curves: 1}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestGeometry paints one word and looks where it stands on the page as drawn.
func TestGeometry(t *testing.T) {
	tests := []struct {
		entries       string
		matrix        string
		width, height float64
		box           legal.Box
		angle         float64
	}{
		{"", "1 0 0 1 100 700", 600, 800, legal.Box{X0: 100, Y0: 91, X1: 110, Y1: 102.2}, 0},
		{"/CropBox[50 100 550 750]", "1 0 0 1 100 700", 500, 650, legal.Box{X0: 50, Y0: 41, X1: 60, Y1: 52.2}, 0},
		{"/Rotate 90", "0 1 -1 0 100 700", 800, 600, legal.Box{X0: 700, Y0: 91, X1: 710, Y1: 102.2}, 0},
		{"/Rotate 180", "-1 0 0 -1 100 700", 600, 800, legal.Box{X0: 500, Y0: 691, X1: 510, Y1: 702.2}, 0},
		{"/Rotate -90", "0 -1 1 0 100 700", 800, 600, legal.Box{X0: 100, Y0: 491, X1: 110, Y1: 502.2}, 0},
		{"", "0 1 -1 0 100 700", 600, 800, legal.Box{X0: 91, Y0: 90, X1: 102.2, Y1: 100}, 90},
	}
	for _, tt := range tests {
		t.Run(tt.entries+" "+tt.matrix, func(t *testing.T) {
			p := readOne(t, pageWith(tt.entries, "BT /F1 10 Tf "+tt.matrix+" Tm (ab) Tj ET"))
			w := p.Lines[0].Words[0]
			if p.Width != tt.width || p.Height != tt.height {
				t.Errorf("page is %g by %g, want %g by %g", p.Width, p.Height, tt.width, tt.height)
			}
			if !near(w.Box, tt.box) || math.Abs(w.Angle-tt.angle) > .01 || w.Size != 10 {
				t.Errorf("got %v at %g degrees, size %g; want %v at %g, size 10", w.Box, w.Angle, w.Size, tt.box,
					tt.angle)
			}
		})
	}
}

func near(a, b legal.Box) bool {
	return max(math.Abs(a.X0-b.X0), math.Abs(a.Y0-b.Y0), math.Abs(a.X1-b.X1), math.Abs(a.Y1-b.Y1)) < .01
}

func TestStyle(t *testing.T) {
	p := readOne(t, pageWith("", "BT /F2 10 Tf 50 700 Td <0001> Tj ET", type0,
		toUnicode("1 beginbfchar <0001> <0041> endbfchar")))
	w := p.Lines[0].Words[0]
	if w.Font != "Serif-Bold" || !w.Bold || w.Italic || w.Baseline != 100 {
		t.Errorf("got %+v", w)
	}
}

// TestTree reads page trees: inheritance, cycles, many pages.
func TestTree(t *testing.T) {
	content := streamOf("", "BT /F1 10 Tf 50 700 Td (a) Tj ET")
	t.Run("inherits", func(t *testing.T) {
		p := readOne(t, pdfOf(catalog,
			"<</Kids[3 0 R]/MediaBox[0 0 300 900]/Rotate 90/Resources<</Font<</F1 5 0 R>>>>>>", "<</Contents 4 0 R>>", content, winAnsi))
		if p.Width != 900 || p.Height != 300 || textOf(p) != "a" {
			t.Errorf("got %g by %g, %q", p.Width, p.Height, textOf(p))
		}
	})
	t.Run("cycle", func(t *testing.T) {
		p := readOne(t, pdfOf(catalog, "<</Kids[2 0 R 3 0 R 2 0 R 3 0 R]>>",
			"<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", content, winAnsi))
		if textOf(p) != "a" {
			t.Errorf("got %q", textOf(p))
		}
	})
	t.Run("damaged page among others", func(t *testing.T) {
		pages, err := Read(pdfOf(catalog, "<</Kids[3 0 R 6 0 R 3 0 R]>>",
			"<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", content, winAnsi, "<</Contents 7 0 R>>", streamOf("/Filter/JBIG2Decode", "x")))
		if err != nil || len(pages) != 2 || pages[1].Err == "" || textOf(pages[0]) != "a" {
			t.Errorf("got %+v, %v", pages, err)
		}
	})
	t.Run("damaged page object keeps its number", func(t *testing.T) {
		pages, err := Read(pdfOf(catalog, "<</Kids[6 0 R 3 0 R 99 0 R]>>",
			"<</Annots 6 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", content, winAnsi, ")"))
		if err != nil || len(pages) != 2 || pages[0].Err == "" || textOf(pages[1]) != "a" {
			t.Errorf("got %+v, %v", pages, err)
		}
	})
	t.Run("many", func(t *testing.T) {
		objects := []string{catalog, "", streamOf("", "")}
		var kids strings.Builder
		for i := range 6000 {
			objects = append(objects, "<</Type/Page/Contents 3 0 R>>")
			fmt.Fprintf(&kids, "%d 0 R ", i+4)
		}
		objects[1] = "<</Kids[" + kids.String() + "]>>"
		pages, err := Read(pdfOf(objects...))
		if err != nil || len(pages) != DefaultLimits().Pages {
			t.Errorf("got %d pages, %v", len(pages), err)
		}
	})
}

// TestLimits reads pages that would go on and on.
func TestLimits(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"glyphs", pageOf("BT /F1 1 Tf 50 700 Td (" + strings.Repeat("a", 300_000) + ") Tj ET"), errGlyphs},
		{"glyphs of stamps", signed("70 698 90 708", "", "BT /F1 1 Tf ("+strings.Repeat("a", 300_000)+") Tj ET"), errGlyphs},
		{"operators", pageWith("|/XObject<</X 6 0 R>>", "/X Do", streamOf("/Subtype/Form/Resources<</XObject<</X 7 0 R>>>>", strings.Repeat("/X Do ", 3000)),
			streamOf("/Subtype/Form", strings.Repeat("n ", 3000))), errOperators},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages, err := Read(tt.data)
			if err != nil || pages[0].Err != tt.want.Error() {
				t.Errorf("got %q, %v; want %q", pages[0].Err, err, tt.want)
			}
		})
	}
}

// TestFileGlyphs reads a file with too much text for all its pages.
func TestFileGlyphs(t *testing.T) {
	limits := DefaultLimits()
	limits.FileGlyphs = 3
	var got []string
	err := read(pdfOf(catalog, "<</Kids[3 0 R 6 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		streamOf("", painted), winAnsi, "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"), limits,
		func(p Page) error {
			got = append(got, textOf(p)+p.Err)
			return nil
		})
	if err != nil || len(got) != 2 || got[0] != "ok" || got[1] != errFileGlyphs.Error() {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestOpen reads files whose ends are not where they should be, and others that are
// no files to read.
func TestOpen(t *testing.T) {
	whole := string(pageOf("BT /F1 10 Tf 50 700 Td (a) Tj ET"))
	tests := []struct {
		name string
		data string
		want error
	}{
		{"whole", whole, nil},
		{"junk in front", "HTTP/1.1 200 OK\r\n\r\n" + whole, nil},
		{"offsets count from the junk", string(shifted(whole)), nil},
		{"odd version", strings.Replace(whole, "%PDF-1.7\n", "%PDF-2.0\n", 1), nil},
		{"junk behind", whole + strings.Repeat("\x00junk", 100), nil},
		{"no EOF", strings.Replace(whole, "%%EOF\n", "", 1), nil},
		{"late EOF", strings.Replace(whole, "%%EOF\n", strings.Repeat("\n", 300)+"%%EOF", 1), nil},
		{"empty", "", ErrEmpty},
		{"blank", " \n\x00", ErrNotPDF},
		{"html", "<html><body>404</body></html>", ErrNotPDF},
		{"startxref leads nowhere", strings.Replace(whole, "startxref\n", "startxref\n9", 1), nil},
		{"cut behind the objects", whole[:strings.Index(whole, "xref")], nil},
		{"cut in front of the pages", whole[:60], ErrDamaged},
		{"a header without its dash", strings.Replace(whole, "%PDF-", "%PDF", 1) + " ", nil},
		{"Prev leads back", strings.Replace(whole, "/Root", "/Prev "+whole[strings.Index(whole, "startxref\n")+10:len(whole)-7]+"/Root", 1), ErrDamaged},
		{"no pages", string(pdfOf("<</Type/Catalog>>")), ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := tt.data
			pages, err := Read([]byte(tt.data))
			switch {
			case tt.want != nil:
				if !errors.Is(err, tt.want) || ReasonOf(err) != tt.want || pages != nil {
					t.Errorf("got %d pages, %v, reason %q; want %v", len(pages), err, ReasonOf(err), tt.want)
				}
			case err != nil || len(pages) != 1 || textOf(pages[0]) != "a":
				t.Errorf("got %d pages, %v", len(pages), err)
			}
			if tt.data != before {
				t.Error("Read changed its input")
			}
		})
	}
}

// shifted returns the file with 8 bytes in front of its header, counted by its
// offsets.
func shifted(whole string) []byte {
	junk := "\xEF\xBB\xBF12345"
	at := strings.Index(whole, "xref\n")
	var b strings.Builder
	b.WriteString(junk + whole[:at])
	for _, line := range strings.SplitAfter(whole[at:], "\n") {
		var offset, generation int
		if n, _ := fmt.Sscanf(line, "%010d %05d n", &offset, &generation); n == 2 && strings.HasSuffix(line, "n \n") {
			line = fmt.Sprintf("%010d %05d n \n", offset+len(junk), generation)
		}
		b.WriteString(line)
	}
	return []byte(strings.Replace(b.String(), fmt.Sprintf("startxref\n%d", at),
		fmt.Sprintf("startxref\n%d", at+len(junk)), 1))
}

// The title in the data of a file comes with its first page.
func TestFileTitle(t *testing.T) {
	for info, want := range map[string]string{
		"<</Title (381 tb syt)>>":                        "381 tb syt",
		"<</Title <FEFF0054004200201EE9>>>":              "TB ứ",
		"<</Author (381)>>":                              "",
		"<</Title 12>>":                                  "",
		"<</Title (" + strings.Repeat("a", 2000) + ")>>": "",
		"(381)": "",
	} {
		file := bytes.Replace(pageOf("", info), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Info 6 0 R"), 1)
		pages, err := Read(file)
		if err != nil || len(pages) != 1 || pages[0].FileTitle != want {
			t.Errorf("%.40s: %+v %v, want %q", info, pages, err, want)
		}
	}
}
