package cite

import (
	"regexp"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// sample is the kind of text that plans are made of, with the density of
// citations of a preamble and of a body page together.
const sample = `Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;
Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị về phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh vùng đồng bằng sông Hồng đến năm 2030, tầm nhìn đến năm 2045; Kế hoạch số 58/KH-UBND ngày 28/02/2023 triển khai thực hiện Nghị quyết số 14/NQ-CP ngày 08/02/2023 của Chính phủ và chương trình hành động số 26 -CTr/TU ngày 28/02/2023 của Ban Chấp hành Đảng bộ tỉnh.
Tiếp tục đẩy mạnh đổi mới căn bản, toàn diện, nâng cao chất lượng, hiệu quả giáo dục và đào tạo; nâng cao chất lượng giáo dục ở 3 xã nông thôn mới kiểu mẫu. Tiếp tục đẩy mạnh đổi mới cơ chế quản lý giáo dục, thực hiện quản trị trường học thích ứng với sự thay đổi, tiếp cận chiến lược phát triển giáo dục Việt Nam, chuẩn hóa, hiện đại hóa, dân chủ hóa và quốc tế hóa trong các cơ sở giáo dục. Các phòng chức năng xây dựng kế hoạch cụ thể, phân công nhiệm vụ cho từng cá nhân, kiểm tra, đôn đốc việc thực hiện và báo cáo kết quả theo quy định; kịp thời đề xuất biện pháp tháo gỡ khó khăn, vướng mắc trong quá trình thực hiện trên địa bàn.
`

func sampleText() legal.Text {
	t := legal.Text{Content: strings.Repeat(sample, 50)}
	at := 0
	for line := range strings.Lines(t.Content) {
		end := at + len(strings.TrimRight(line, "\n"))
		t.Blocks = append(t.Blocks, legal.Block{Span: legal.Span{Start: at, End: end}, Zone: legal.ZoneBody,
			Anchor: -1})
		t.Words = append(t.Words, legal.Word{Span: legal.Span{Start: at, End: end}, Page: 1, Confidence: 1})
		at += len(line)
	}
	return t
}

func BenchmarkFind(b *testing.B) {
	t := sampleText()
	b.SetBytes(int64(len(t.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Find(t)) == 0 {
			b.Fatal("no citation found")
		}
	}
}

// BenchmarkRegexp is the peer: one expression with the same type words and
// numbers, which finds neither dates, nor issuers, nor relations.
func BenchmarkRegexp(b *testing.B) {
	var words []string
	for _, w := range legal.TypeWords() {
		words = append(words, regexp.QuoteMeta(w))
	}
	re := regexp.MustCompile(`(?i)(?:(` + strings.Join(words, "|") + `)\s+)?(?:số\s*:?\s*)?(\d+[a-z]?(?:\s*/\s*\d{4})?\s*[-/–]\s*[A-ZĐ][A-Za-zĐ&]*(?:\s*[-/–]\s*[A-ZĐ][A-Za-zĐ&]*)+)`)
	t := sampleText()
	b.SetBytes(int64(len(t.Content)))
	for b.Loop() {
		if len(re.FindAllStringIndex(t.Content, -1)) == 0 {
			b.Fatal("no citation found")
		}
	}
}
