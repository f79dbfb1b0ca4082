package pdf

import (
	"fmt"
	"testing"
)

// signed builds a page with a gap in "So:      /STC-VP" and an annotation; look is
// the appearance's content, entries more of the annotation.
func signed(rect, entries, look string) []byte {
	return pageWith("/Annots[6 0 R]", "BT /F1 10 Tf 50 700 Td (So:      /STC-VP) Tj 0 -30 Td (next) Tj ET",
		fmt.Sprintf("<</Subtype/Widget/Rect[%s]/AP<</N 7 0 R>>%s>>", rect, entries),
		streamOf("/Subtype/Form/BBox[0 0 20 10]/Resources<</Font<</F1 5 0 R>>>>", look))
}

func TestStamps(t *testing.T) {
	const number = "BT /F1 10 Tf 0 1 Td (464) Tj ET"
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"into its line", signed("70 698 90 708", "", number), "So: {464} /STC-VP\nnext"},
		{"a little higher", signed("70 702 90 712", "", number), "So: {464} /STC-VP\nnext"},
		{"scaled to its rectangle", signed("70 698 80 703", "", "BT /F1 20 Tf 0 2 Td (4) Tj ET"), "So: {4} /STC-VP\nnext"},
		{"touching", signed("80 699 100 709", "", number), "So: {464}/STC-VP\nnext"},
		{"far from any line", signed("70 300 90 310", "", number), "So: /STC-VP\nnext\n{464}"},
		{"long", signed("66 698 86 708", "", "BT /F1 1 Tf 0 1 Td (Signed by the office of the people's committee) Tj ET"),
			"So: /STC-VP\nnext\n{Signed} {by} {the} {office} {of} {the} {people's} {committee}"},
		{"hidden", signed("70 698 90 708", "/F 2", number), "So: /STC-VP\nnext"},
		{"not for the screen", signed("70 698 90 708", "/F 32", number), "So: /STC-VP\nnext"},
		{"popup", signed("70 698 90 708", "/Subtype/Popup", number), "So: /STC-VP\nnext"},
		{"no area", signed("70 698 70 708", "", number), "So: /STC-VP\nnext"},
		{"states", pageWith("/Annots[<</Rect[0 0 100 100]/AS/On/AP<</N<</Off 6 0 R/On 7 0 R>>>>>>]", "",
			streamOf("/BBox[0 0 1 1]", ""),
			streamOf("/BBox[0 0 100 100]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf (on) Tj ET")), "{on}"},
		{"resources of the form", pdfOf("<</Pages 2 0 R/AcroForm<</DR<</Font<</F1 5 0 R>>>>>>>>", tree,
			"<</Annots[<</Rect[0 0 100 100]/AP<</N 4 0 R>>>>]>>", streamOf("/BBox[0 0 100 100]", "BT /F1 10 Tf (a) Tj ET"), winAnsi), "{a}"},
		{"turned by its matrix", pageWith("/Annots[<</Rect[100 100 200 200]/AP<</N 6 0 R>>>>]", "BT /F1 10 Tf 90 150 Td (a) Tj ET",
			streamOf("/BBox[0 0 100 100]/Matrix[0 1 -1 0 0 0]/Resources<</Font<</F1 5 0 R>>>>",
				"BT /F1 10 Tf 0 -1 1 0 50 100 Tm (b) Tj ET")), "a {b}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := readOne(t, tt.data)
			if got := textOf(p); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A field that only the form lists is shown on its page, once.
func TestFieldOfAnUpdate(t *testing.T) {
	form := "<</Pages 2 0 R/AcroForm<</Fields[6 0 R 8 0 R]>>>>"
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[8 0 R]/Resources<</Font<</F1 5 0 R>>>>>>"
	widget := func(rect, more string) string {
		return "<</Subtype/Widget/P 3 0 R/Rect[" + rect + "]/AP<</N 7 0 R>>" + more + ">>"
	}
	p := readOne(t, pdfOf(form, tree, page, streamOf("", "BT /F1 10 Tf 50 700 Td (So:      /STC-VP) Tj ET"), winAnsi,
		widget("70 698 90 708", "/Kids[6 0 R 8 0 R]"), // it is its own kid
		streamOf("/Subtype/Form/BBox[0 0 20 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf 0 1 Td (464) Tj ET"),
		widget("70 300 90 310", "")))
	if got, want := textOf(p), "So: {464} /STC-VP\n{464}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStampsAreNoLetters(t *testing.T) {
	p := readOne(t, pageWith("/Annots[6 0 R]", "", "<</Subtype/Widget/Rect[0 0 20 10]/AP<</N 7 0 R>>>>",
		streamOf("/BBox[0 0 20 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf (464) Tj ET 0 0 1 1 re f")))
	if p.Letters != 0 || p.Paths != 0 || textOf(p) != "{464}" {
		t.Errorf("letters %d paths %d text %q", p.Letters, p.Paths, textOf(p))
	}
}

// TestBadAnnotation has one annotation that cannot be read before one that can.
func TestBadAnnotation(t *testing.T) {
	pages, err := Read(pageWith("/Annots[<</Rect[0 0 1 1]/AP<</N 6 0 R>>>> 7 0 R]", "BT /F1 10 Tf 50 700 Td (a) Tj ET",
		streamOf("/BBox[0 0 1 1]/Filter/DCTDecode", "x"), "<</Rect[0 0 9 9]/AP<</N 8 0 R>>>>",
		streamOf("/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 5 Tf (b) Tj ET")))
	if err != nil || textOf(pages[0]) != "a\n{b}" || pages[0].Err == "" {
		t.Errorf("got %+v, %v", pages, err)
	}
}
