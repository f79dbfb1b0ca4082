package ocr

import (
	"image"
	"image/color"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rowOf makes a row of words, 100 dots wide each, read with a confidence of .96.
func rowOf(words ...string) row {
	var r row
	for i, w := range words {
		r = append(r, token{text: w, box: image.Rect(120*i, 0, 120*i+100, 30), confidence: .96})
	}
	return r
}

func TestCompared(t *testing.T) {
	tests := []struct {
		name         string
		first, again row
		want, other  string
		sure         bool
	}{
		{"alike", rowOf("số", "50/NQ-CP"), rowOf("sô", "50/NQ-CP"), "50/NQ-CP", "", true},
		{"two numbers", rowOf("số", "30/NQ-CP"), rowOf("số", "50/NQ-CP"), "30/NQ-CP", "50/NQ-CP", false},
		{"only the first can be one", rowOf("số", "57/2024/QH15"), rowOf("số", "57/2024/QHI5"), "57/2024/QH15", "", true},
		{"only the second can be one", rowOf("số", "57/2024/QHI5"), rowOf("số", "57/2024/QH15"), "57/2024/QH15", "", false},
		{"codes alone differ", rowOf("số", "57/NÐQ-CP"), rowOf("số", "57/NQ-CP"), "57/NQ-CP", "", true},
		{"a date", rowOf("ngày", "17/3/2023"), rowOf("ngày", "17/8/2023"), "17/3/2023", "17/8/2023", false},
		{"other words", rowOf("số", "50/NQ-CP"), append(rowOf("số"), token{text: "50/", box: image.Rect(120, 0, 150, 30), confidence: .9},
			token{text: "NQ-CP", box: image.Rect(155, 0, 220, 30), confidence: .9}), "50/NQ-CP", "", true},
		{"nothing there", rowOf("số", "50/NQ-CP"), nil, "50/NQ-CP", "", true},
	}
	for _, tt := range tests {
		got := compared(tt.first, tt.again)[1]
		if got.text != tt.want || got.other != tt.other || (got.confidence > .9) != tt.sure {
			t.Errorf("%s: %q or %q with %.2f", tt.name, got.text, got.other, got.confidence)
		}
	}
}

func TestNumbered(t *testing.T) {
	rows := []row{rowOf("Căn", "cứ", "Luật"), rowOf("số", "50/NQ-CP"), rowOf("ngày", "5"), rowOf("năm", "2024"),
		rowOf("QĐ-UBND")}
	if diff := cmp.Diff([]int{1, 2}, numbered(rows)); diff != "" {
		t.Error(diff)
	}
}

// A strip of a skewed picture is level, and its dots are those of the picture.
func TestStripDraw(t *testing.T) {
	const skew = 1.5
	gray := image.NewGray(image.Rect(0, 0, 1000, 400))
	for i := range gray.Pix {
		gray.Pix[i] = 255
	}
	for x := 100; x < 900; x++ { // a line that runs downwards by the skew
		y := 200 + float64(x-500)*.02618
		for d := range 4 {
			gray.SetGray(x, int(y)+d, color.Gray{10})
		}
	}
	rows := []row{{{text: "50/NQ-CP", box: image.Rect(110, 190, 890, 215), confidence: .9}}}
	strips, height := stacked(gray.Rect, rows, []int{0})
	out := image.NewGray(image.Rect(0, 0, 1000, height))
	strips[0].draw(out, gray, skew)
	first := -1
	for y := range height {
		if out.GrayAt(500, y).Y == 10 {
			first = y
			break
		}
	}
	for _, x := range []int{150, 850} {
		if first < 0 || out.GrayAt(x, first+1).Y != 10 && out.GrayAt(x, first+2).Y != 10 {
			t.Errorf("at %d the line is not level with %d", x, first)
		}
	}
}
