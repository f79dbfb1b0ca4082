package viet_test

import (
	"fmt"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// A query without marks is compared with a folded text.
func ExampleFold() {
	fmt.Println(viet.Fold("Điều chỉnh Kế hoạch"))
	fmt.Println(viet.Fold("dieu chinh ke hoach") == viet.Fold("ĐIỀU CHỈNH KẾ HOẠCH"))
	// Output:
	// dieu chinh ke hoach
	// true
}

// One text has many spellings in Unicode, and two customs of where the tone mark stands.
func ExampleNormalize() {
	composed, decomposed := "thủy triều", "thu\u0309y trie\u0302\u0300u"
	fmt.Println(composed == decomposed, viet.Normalize(composed) == viet.Normalize(decomposed))
	fmt.Println(viet.Marked("thuỷ"), viet.Marked("thủy"))
	// Output:
	// false true
	// thủy thủy
}
