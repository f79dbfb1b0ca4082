package answer

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestBestTitle(t *testing.T) {
	cited := func(title string, count int) catalog.Spelling {
		return catalog.Spelling{What: "title", Value: title, Count: count, Sure: 1}
	}
	for _, tt := range []struct {
		name, own string
		spelt     []catalog.Spelling
		want      string
	}{
		{"its own, where it is clean", "Quy định về tổ chức, hoạt động và quản lý hội",
			[]catalog.Spelling{cited("quy định về tổ chức hội", 9)}, "Quy định về tổ chức, hoạt động và quản lý hội"},
		{"a mark is lost", "về việc phôi hợp tổ chức hội nghị tông kêt năm 2018",
			[]catalog.Spelling{cited("về việc phối hợp tổ chức hội nghị tổng kết năm 2018;", 1)},
			"Về việc phối hợp tổ chức hội nghị tổng kết năm 2018"},
		{"cut short", "QUY ĐỊNH VỀ GIAO DỊCH ĐIỆN TỬ TRONG LĨNH VỰC BẢO HIỂM Y TẾ VÀ",
			[]catalog.Spelling{cited("quy định về giao dịch điện tử trong lĩnh vực bảo hiểm y tế và bảo hiểm xã hội", 1)},
			"Quy định về giao dịch điện tử trong lĩnh vực bảo hiểm y tế và bảo hiểm xã hội"},
		{"another title is not believed", "về việc giao biên chế và", []catalog.Spelling{cited("phê duyệt quy hoạch tỉnh", 7)},
			"Về việc giao biên chế và"},
		{"beyond reading", `mm"... Ịew định xử phạt trong lĩnh vực`,
			[]catalog.Spelling{cited("quy định xử phạt trong lĩnh vực phòng cháy", 2)}, "Quy định xử phạt trong lĩnh vực phòng cháy"},
		{"beyond reading, and one alone says otherwise", `mm"... Ịew định xử phạt`,
			[]catalog.Spelling{cited("quy định chi tiết Luật Nhà ở", 1)}, `Mm"... Ịew định xử phạt`},
		{"what is said of its amendments", "quy định chi tiết Luật Nhà ở đã được sửa đổi, bổ sung tại Nghị định số 12/2025/NĐ-CP", nil,
			"Quy định chi tiết Luật Nhà ở"},
		{"in quotes", "“về đổi mới căn bản giáo dục và đào tạo”", nil, "Về đổi mới căn bản giáo dục và đào tạo"},
		{"none", "", []catalog.Spelling{cited("về giáo dục", 1)}, ""},
	} {
		if got := bestTitle(legal.Document{Title: tt.own}, tt.spelt); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
