package check

import (
	"testing"
)

// What stands in a quoted title in the place of other words is found between words that are the title's.
func TestMisquoted(t *testing.T) {
	const title = "Quy định chi tiết một số điều của Luật Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc"
	for _, tt := range []struct{ title, quoted, should, is string }{
		{title, title, "", ""},
		{title, "quy định chi tiết một số điều Luật Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc", "", ""},
		{title, "quy định chi tiết một số điều của Luật Bảo hiểm y tế về bảo hiểm xã hội bắt buộc", "xã hội", "y tế"},
		{title, "quy định chi tiết một số điều của Luật Bảo hiểm xã hội về bảo hiểm xã hội tự nguyện", "bắt buộc", "tự nguyện"},
		{title, "quy định chi tiết một số điều của về bảo hiểm xã hội tự nguyện", "bắt buộc", "tự nguyện"}, // a document named in it left out
		{title, "quy định chi tiết một số điều của Luật Bảo hiểm xã hội", "", ""},
		{title, title + " và các văn bản khác có liên quan", "", ""},
		{"Về công tác cải cách hành chính năm 2025", "về công tác cải cách hành chính năm 2026", "2025", "2026"},
		{"Kế hoạch cải cách hành chính của UBND tỉnh năm 2025", "Kế hoạch cải cách hành chính của Ủy ban nhân dân tỉnh năm 2025", "", ""},
		{"QUY ĐỊNH TUỔI NGHỈ HƯU CỦA CÁN BỘ UBND XÃ", "quy định tuổi nghỉ hưu của công chức UBND xã", "cán bộ", "công chức"},
		{"QUY ĐỊNH TUỔI NGHỈ HƯU CỦA CÁN BỘ UBND XÃ", "quy định tuổi nghỉ hưu của cán bộ Ủy ban nhân dân xã", "", ""},
		{"QUY ĐỊNH CHI TIẾT LUẬT BẢO HIỂM XÃ HỘI VỀ", "quy định chi tiết Luật Bảo hiểm xã hội bắt buộc", "", ""},
		{"Về phòng, chống dịch bệnh", "về bình đẳng giới", "", ""},
	} {
		var should, is string
		for _, m := range misquoted(tokens(tt.title), tokens(tt.quoted)) {
			should, is = m.title, m.words
		}
		if should != tt.should || is != tt.is {
			t.Errorf("%q quoted %q: %q for %q", tt.title, tt.quoted, is, should)
		}
	}
}
