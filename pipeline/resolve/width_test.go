package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// TestWidths tells numbers with a year apart that are printed in two digits and in three.
func TestWidths(t *testing.T) {
	const ngheAn = "2/KH-STC|2025-12-21|Sở Tài chính|UBND tỉnh Nghệ An|Nghệ An"
	const two, three = "Quyết định 01/2025/QĐ-UBND|2025-01-10|UBND tỉnh Nghệ An||",
		"Quyết định 001/2025/QĐ-UBND|2025-08-05|UBND tỉnh Nghệ An||"
	const twoUndated, threeUndated = "Quyết định 01/2025/QĐ-UBND||UBND tỉnh Nghệ An||",
		"Quyết định 001/2025/QĐ-UBND||UBND tỉnh Nghệ An||"
	const id2, id3 = "qd-1-2025-ubnd-nghe-an", "qd-001-2025-ubnd-nghe-an"
	for _, test := range []struct {
		name  string
		files [][]string
		want  []string
	}{
		{"two days", [][]string{{two, three}}, []string{id2, id3}},
		{"of two files", [][]string{{three}, {two}}, []string{id3, id2}},
		{"one day", [][]string{{two, "Quyết định 001/2025/QĐ-UBND|2025-01-10|UBND tỉnh Nghệ An||"}}, []string{id2, id2}},
		{"one digit is two", [][]string{{two, "Quyết định 1/2025/QĐ-UBND|2025-01-11|UBND tỉnh Nghệ An||"}}, []string{id2, id2}},
		{"three alone", [][]string{{three}, {threeUndated}}, []string{id2, id2}},
		{"undated, elsewhere", [][]string{{two}, {three}, {twoUndated}, {threeUndated}},
			[]string{id2, id3, "? qd-001-2025-ubnd-nghe-an qd-1-2025-ubnd-nghe-an ← 2 candidates",
				"? qd-001-2025-ubnd-nghe-an qd-1-2025-ubnd-nghe-an ← 2 candidates"}},
		{"undated, in the file", [][]string{{two, twoUndated}, {three}}, []string{id2, id2 + " ← repeat of the full mention on page 1", id3}},
		{"undated, otherwise in the file", [][]string{{two, threeUndated}}, []string{id2, "? qd-1-2025-ubnd-nghe-an ← 1 candidates"}},
		{"both undated", [][]string{{twoUndated}, {threeUndated}}, []string{id2, id3}},
		{"without a year", [][]string{{"Kế hoạch 05/KH-UBND|2025-01-10|UBND tỉnh Nghệ An||", "Kế hoạch 5/KH-UBND|2025-01-10|UBND tỉnh Nghệ An||",
			"Kế hoạch 005/KH-UBND|2025-01-12|UBND tỉnh Nghệ An||"}}, []string{"kh-5-ubnd-nghe-an-2025", "kh-5-ubnd-nghe-an-2025", "kh-5-ubnd-nghe-an-2025"}},
	} {
		var readings []legal.Reading
		for i, cited := range test.files {
			readings = append(readings, reading(string(rune('a'+i)), ngheAn, cited...))
		}
		if diff := cmp.Diff(test.want, say(documents(readings))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}
