package force

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// textOf is a running text of one paragraph each.
func textOf(paragraphs ...string) (t legal.Text) {
	for _, p := range paragraphs {
		start := len(t.Content)
		t.Content += p + "\n"
		t.Blocks = append(t.Blocks, legal.Block{Span: legal.Span{Start: start, End: start + len(p)}, Zone: legal.ZoneBody})
	}
	return t
}

func TestClauses(t *testing.T) {
	type says struct {
		Ends  bool
		Day   string
		After int
	}
	for name, c := range map[string]struct {
		text string
		want []says
	}{
		"a day":            {"1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.", []says{{Day: "2025-07-01"}}},
		"of signing":       {"Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND.", []says{{}}},
		"without this":     {"Quyết định có hiệu lực kể từ ngày 01/01/2026, thay thế Quyết định số 01/QĐ-UBND.", []says{{Day: "2026-01-01"}}},
		"days later":       {"Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký ban hành.", []says{{After: 45}}},
		"behind a heading": {"Điều 35. Hiệu lực thi hành Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2017.", []says{{Day: "2017-03-01"}}},
		"behind a heading and a number": {"Điều 2. Hiệu lực thi hành 1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2021",
			[]says{{Day: "2021-09-01"}}},
		"read by OCR": {"Thông tư này có hiệu lực thi hành kế từ ngày 01 tháng 01năm 2024", []says{{Day: "2024-01-01"}}},
		"its end": {"Nghị định này hết hiệu lực từ ngày 01 tháng 3 năm 2027, trừ các trường hợp sau đây.",
			[]says{{Ends: true, Day: "2027-03-01"}}},
		"its last day": {"2. Quyết định này áp dụng đến hết ngày 31 tháng 12 năm 2025.", []says{{Ends: true, Day: "2026-01-01"}}},
		"both": {"Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2022 và được thực hiện đến hết năm 2024.",
			[]says{{Day: "2022-08-01"}, {Ends: true, Day: "2025-01-01"}}},
		"its last month": {"Kế hoạch này thực hiện đến hết tháng 12/2025.", []says{{Ends: true, Day: "2026-01-01"}}},

		"of a part":        {"Khoản 2 Điều 5 của Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.", nil},
		"of an article":    {"Quy định tại Điều 7 Luật này có hiệu lực từ ngày 01 tháng 01 năm 2026.", nil},
		"a condition":      {"Hồ sơ nộp trước ngày Nghị định này có hiệu lực thi hành thì giải quyết như sau.", nil},
		"of another":       {"Luật này sửa đổi Luật Đất đai, Luật Nhà ở có hiệu lực từ ngày 01 tháng 01 năm 2025.", nil},
		"of a permit":      {"Giấy này có hiệu lực từ ngày 01 tháng 01 năm 2025.", nil},
		"given another":    {"Sửa đổi Điều 9 như sau: “Điều 9. Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2025.”", nil},
		"no such day":      {"Nghị định này có hiệu lực từ ngày 31 tháng 13 năm 2025.", nil},
		"of what it rules": {"Các chế độ quy định tại Thông tư này được áp dụng đến hết ngày 01 tháng 01 năm 2016.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []says
			for _, k := range Clauses(textOf(c.text)) {
				got = append(got, says{k.Ends, k.Day.String(), k.After})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzClauses holds that what is read stands in the text where it says so.
func FuzzClauses(f *testing.F) {
	f.Add("Điều 5. Hiệu lực 1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025 đến hết năm 2026.")
	f.Add("“Luật này có hiệu lực” sau 45 ngày kể từ ngày ký; Quyết định hết hiệu lực từ ngày 1/1/2020")
	f.Fuzz(func(t *testing.T, s string) {
		text := textOf(s)
		for _, c := range Clauses(text) {
			if c.Start < 0 || c.End > len(text.Content) || c.Start >= c.End {
				t.Fatalf("clause at %d to %d of %d bytes", c.Start, c.End, len(text.Content))
			}
			if !c.Day.IsZero() && !c.Day.Valid() || c.Ends && c.Day.IsZero() {
				t.Fatalf("no day: %v", c.Day)
			}
		}
	})
}
