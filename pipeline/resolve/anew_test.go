package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// TestNumbersBeginAnew tells two documents from one with two dates where a body's numbers
// began anew within a year.
func TestNumbersBeginAnew(t *testing.T) {
	const giaLai, ngheAn = "1/KH-STC|2025-12-20|Sở Tài chính|UBND tỉnh Gia Lai|Gia Lai",
		"2/KH-STC|2025-12-21|Sở Tài chính|UBND tỉnh Nghệ An|Nghệ An"
	for _, test := range []struct {
		name  string
		cited []string
		head  string
		want  []string
	}{
		{"a merged province, before and since", []string{"Nghị quyết 05/2025/NQ-HĐND|2025-04-22|HĐND tỉnh Gia Lai||", "Nghị quyết 05/2025/NQ-HĐND|2025-09-30|HĐND tỉnh Gia Lai||"},
			giaLai, []string{"nq-5-2025-hdnd-gia-lai-lan-1", "nq-5-2025-hdnd-gia-lai-lan-2"}},
		{"on one side", []string{"Nghị quyết 05/2025/NQ-HĐND|2025-09-26|HĐND tỉnh Gia Lai||", "Nghị quyết 05/2025/NQ-HĐND|2025-09-30|HĐND tỉnh Gia Lai||"},
			giaLai, []string{"nq-5-2025-hdnd-gia-lai", "nq-5-2025-hdnd-gia-lai"}},
		{"a province that went on", []string{"Nghị quyết 05/2025/NQ-HĐND|2025-04-22|HĐND tỉnh Nghệ An||", "Nghị quyết 05/2025/NQ-HĐND|2025-09-30|HĐND tỉnh Nghệ An||"},
			ngheAn, []string{"nq-5-2025-hdnd-nghe-an", "nq-5-2025-hdnd-nghe-an"}},
		{"another year", []string{"Nghị quyết 05/2023/NQ-HĐND|2023-04-22|HĐND tỉnh Gia Lai||", "Nghị quyết 05/2023/NQ-HĐND|2023-09-30|HĐND tỉnh Gia Lai||"},
			giaLai, []string{"nq-5-2023-hdnd-gia-lai", "nq-5-2023-hdnd-gia-lai"}},
		{"a merged ministry", []string{"Quyết định 125/QĐ-BNV|2025-02-28|Bộ Nội vụ||", "Quyết định 125/QĐ-BNV|2025-03-01|Bộ Nội vụ||"},
			giaLai, []string{"qd-125-bnv-2025-lan-1", "qd-125-bnv-2025-lan-2"}},
		{"a ministry that went on", []string{"Quyết định 125/QĐ-BYT|2025-02-28|Bộ Y tế||", "Quyết định 125/QĐ-BYT|2025-03-01|Bộ Y tế||"},
			giaLai, []string{"qd-125-byt-2025", "qd-125-byt-2025"}},
		{"a month that leaves both", []string{"Quyết định 9/QĐ-UBND|2025-07-02|UBND tỉnh Gia Lai||", "Quyết định 9/QĐ-UBND|2025|UBND tỉnh Gia Lai||"},
			giaLai, []string{"qd-9-ubnd-gia-lai-2025",
				"qd-9-ubnd-gia-lai-2025 ← repeat of the full mention on page 1"}},
	} {
		got := say(documents([]legal.Reading{reading("a", test.head, test.cited...)}))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestUndatedAnew leaves a number without a day open between the documents of two parts.
func TestUndatedAnew(t *testing.T) {
	const giaLai, undated = "1/KH-STC|2025-12-20|Sở Tài chính|UBND tỉnh Gia Lai|Gia Lai",
		"Nghị quyết 9/2025/NQ-HĐND||HĐND tỉnh Gia Lai||"
	got := say(documents([]legal.Reading{
		reading("a", giaLai, "Nghị quyết 9/2025/NQ-HĐND|2025-04-22|HĐND tỉnh Gia Lai||"),
		reading("b", giaLai, "Nghị quyết 9/2025/NQ-HĐND|2025-09-30|HĐND tỉnh Gia Lai||"),
		reading("c", giaLai, undated)}))
	if want := "? nq-9-2025-hdnd-gia-lai-lan-1 nq-9-2025-hdnd-gia-lai-lan-2 ← 2 candidates"; len(got) != 3 ||
		got[2] != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := say(documents([]legal.Reading{reading("c", giaLai,
		undated)})); got[0] != "nq-9-2025-hdnd-gia-lai ← year unknown" {
		t.Errorf("alone: %q", got)
	}
}
