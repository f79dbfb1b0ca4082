package force

import (
	"strings"
	"testing"
)

func BenchmarkClauses(b *testing.B) {
	t := textOf(strings.Repeat("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2024 của Ủy ban nhân dân tỉnh. ", 500))
	b.SetBytes(int64(len(t.Content)))
	for b.Loop() {
		Clauses(t)
	}
}
