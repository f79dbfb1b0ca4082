package cite

import (
	"fmt"
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a passive says that a later document did to an earlier one, and what says
// nothing of the kind.
func TestDeeds(t *testing.T) {
	for text, want := range map[string][]string{
		"Nghị định số 30/2017/NĐ-CP đã bị thay thế bởi Nghị định số 62/2024/NĐ-CP ngày 07/6/2024 của Chính phủ.": {
			"62/2024/NĐ-CP replaces 30/2017/NĐ-CP whole"},
		"Khoản 3 Điều 8 Thông tư số 15/2019/TT-BYT bị bãi bỏ bởi Điều 12 Thông tư số 33/2025/TT-BYT.": {
			"33/2025/TT-BYT repeals 15/2019/TT-BYT part Khoản 3 Điều 8"},
		"Theo Luật Hộ tịch số 60/2014/QH13 được sửa đổi, bổ sung tại Luật số 51/2024/QH15 và được thay thế một phần bởi Luật số 90/2025/QH15.": {
			"51/2024/QH15 amends 60/2014/QH13", "90/2025/QH15 replaces 60/2014/QH13 part"},
		"Thông tư số 14/2017/TT-BYT được sửa đổi, bổ sung một số điều tại Thông tư số 09/2020/TT-BYT và Thông tư số 21/2022/TT-BYT.": {
			"09/2020/TT-BYT amends 14/2017/TT-BYT part", "21/2022/TT-BYT amends 14/2017/TT-BYT part"},
		"Bãi bỏ Điều 58 của Luật số 67/2006/QH11 đã được sửa đổi, bổ sung một số điều theo Luật số 21/2017/QH14.": {"21/2017/QH14 amends 67/2006/QH11 part"},
		"Theo khoản 2 Điều 5 Nghị định số 30/2017/NĐ-CP đã bị thay thế bởi Nghị định số 62/2024/NĐ-CP.":           {"62/2024/NĐ-CP replaces 30/2017/NĐ-CP"},
		"Nghị định số 40/2019/NĐ-CP (được đính chính tại Công văn số 12/CP-KTTH).":                                {"12/CP-KTTH cites 40/2019/NĐ-CP corrects"},
		"Quyết định số 41/2016/QĐ-UBND bị Quyết định số 29/2024/QĐ-UBND bãi bỏ; Chỉ thị số 12/CT-UBND.":           {"29/2024/QĐ-UBND repeals 41/2016/QĐ-UBND whole"},
		"Quyết định số 41/2016/QĐ-UBND, thay thế bằng Quyết định số 29/2024/QĐ-UBND.":                             {"29/2024/QĐ-UBND replaces 41/2016/QĐ-UBND whole"},
		"Thông tư số 01/2020/TT-BNV | được thay thế bởi | Thông tư số 05/2024/TT-BNV":                             {"05/2024/TT-BNV replaces 01/2020/TT-BNV whole"},
		"1 | Thông tư số 01/2020/TT-BNV | bị thay thế | Thông tư số 05/2024/TT-BNV | 2024":                        {"05/2024/TT-BNV replaces 01/2020/TT-BNV whole"},
		"Thông tư số 01/2020/TT-BNV | thay thế | Thông tư số 05/2024/TT-BNV":                                      nil, // which replaces which is not said
		"Nghị định số 30/2017/NĐ-CP sẽ được thay thế bởi Nghị định số 62/2024/NĐ-CP.":                             nil,
		"Nghị định số 30/2017/NĐ-CP được ban hành theo Luật số 62/2014/QH13.":                                     nil,
		"Nghị định số 30/2017/NĐ-CP được sửa đổi theo đề nghị tại Nghị định số 62/2024/NĐ-CP.":                    nil,
		"Luật số 62/2020/QH14 được sửa đổi bởi Nghị định số 30/2023/NĐ-CP.":                                       nil, // a decree amends no law
		"Nghị định số 30/2027/NĐ-CP bị thay thế bởi Nghị định số 62/2024/NĐ-CP.":                                  nil, // nor an older one a later
		"Căn cứ Nghị định số 30/2017/NĐ-CP, Nghị định số 62/2024/NĐ-CP sửa đổi Nghị định số 31/2017/NĐ-CP.":       nil,
	} {
		var got []string
		cs := Find(textOf(text))
		for _, c := range cs {
			if d := c.Deed; d.Relation != "" {
				s := fmt.Sprint(c.Number, " ", d.Relation, " ", cs[d.To].Number)
				for _, more := range []string{string(d.Scope), string(d.Subtype), d.Provision} {
					if more != "" {
						s += " " + more
					}
				}
				got = append(got, s)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// What was done to the document itself leads to it, whose citations are dropped.
func TestDeedToItself(t *testing.T) {
	text := textOf("Nghị định số 30/2017/NĐ-CP được sửa đổi bởi Nghị định số 62/2024/NĐ-CP.")
	text.Head.Number = "30/2017/NĐ-CP"
	cs := Find(text)
	if len(cs) != 1 || cs[0].Deed != (legal.Deed{To: -1, Relation: legal.Amends}) {
		t.Errorf("%+v", cs)
	}
}
