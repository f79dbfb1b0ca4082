package pdf

import (
	"testing"
)

// FuzzRead reads anything: an error with a reason, or pages within their limits, and
// no panic. What the object layer itself cannot bound is left to the child.
func FuzzRead(f *testing.F) {
	f.Add(pageOf(painted))
	f.Add(signed("70 698 90 708", "", painted))
	f.Add(pageWith("|/XObject<</X 6 0 R>>", "/X Do", streamOf("/Subtype/Form", "/X Do")))
	f.Add(pageWith("", "BT /F2 10 Tf 50 700 Td <0001> Tj ET", type0,
		toUnicode("1 beginbfrange <0001> <0003> [<0041>] endbfrange")))
	f.Add(pdfOf(catalog, tree, "<</Contents 4 0 R>>",
		streamOf("/Filter[/LZWDecode/FlateDecode]", packLZW(deflated(painted)))))
	f.Add(locked(securityMD5(4, 4, 128, methodAES, false), filterEntries("AESV2")))
	f.Add(locked(securitySHA(6, hashR6), filterEntries("AESV3")))
	f.Add(pageOf("BT /F2 4 Tf 10 700 Td ("+planTCVN3+") Tj ET",
		"<</Type/Font/Subtype/TrueType/BaseFont/.VnTimeH/FontDescriptor<</Flags 4>>>>"))
	f.Add(pageOf("BT /F2 4 Tf 10 700 Td <"+glyphsOf(orderNamed("Arial"), plan)+"> Tj ET",
		"<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[<</W[68[444 500]]>>]>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := Read(data)
		switch {
		case err != nil && ReasonOf(err) == ErrIO:
			t.Errorf("error without a reason: %v", err)
		case err == nil && len(pages) == 0:
			t.Error("no pages and no error")
		}
	})
}

// FuzzLexer checks that every call moves on and that contents, whatever is in them,
// are executed within the limits.
func FuzzLexer(f *testing.F) {
	f.Add([]byte("BT /F1 10 Tf [(a)-5<61>] TJ << /K [1 2] >> BDC BI ID x EI ET"))
	f.Add([]byte("1 beginbfrange <00> <ff> [<41> endbfrange"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := lexer{data: data}
		for at := -1; l.next().kind != endOfInput; at = l.pos {
			if l.pos <= at || l.pos > len(data) {
				t.Fatalf("went from %d to %d of %d", at, l.pos, len(data))
			}
		}
		m := parseCMap(data)
		if len(m.text) > maxMappings {
			t.Errorf("%d mappings", len(m.text))
		}
		d := &document{words: map[string]string{}}
		p := &painter{limits: DefaultLimits()}
		p.run(data, &resources{doc: d,
			fonts: map[string]*font{"F1": {widths: map[uint32]float64{}, known: map[uint32]symbol{}, em: 1,
				meaning: m}}, forms: map[string]*xobject{}}, initialState(identity), 0)
		d.setLines(withoutDoubles(p.glyphs))
	})
}
