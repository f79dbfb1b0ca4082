package cite_test

import (
	"fmt"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
)

// What a text cites, as written: nothing is guessed, and a citation inside the title of another says so.
func ExampleFind() {
	text := layout.Plain("Căn cứ Kế hoạch số 58/KH-UBND ngày 06/3/2023 của UBND tỉnh triển khai thực hiện Nghị quyết số 14/NQ-CP của Chính phủ;")
	for i, c := range cite.Find(text) {
		fmt.Printf("%d. %s: %s %s, %q, %q, named by %d\n", i, c.Relation, c.Type, c.Number, c.Date, c.Issuer, c.From)
	}
	// Output:
	// 0. based_on: Kế hoạch 58/KH-UBND, "2023-03-06", "UBND tỉnh", named by -1
	// 1. implements: Nghị quyết 14/NQ-CP, "", "Chính phủ", named by 0
}
