package legal_test

import (
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Numbers are read as people and machines spell them: dashes of any kind, spaces, a line break.
func ExampleScanSymbol() {
	text := "Thực hiện Kế hoạch số 83/KH-\nUBND và Nghị quyết số 70/2021/NQ – HĐND"
	for at := 0; at < len(text); {
		sym, end, ok := legal.ScanSymbol(text, at)
		if !ok {
			at++
			continue
		}
		fmt.Printf("%q is %s: ordinal %s, year %d, %s of %s\n", text[at:end], sym.Display(), sym.Ordinal, sym.Year,
			sym.Type(), sym.Issuer())
		at = end
	}
	// Output:
	// "83/KH-\nUBND" is 83/KH-UBND: ordinal 83, year 0, Kế hoạch of UBND
	// "70/2021/NQ – HĐND" is 70/2021/NQ-HĐND: ordinal 70, year 2021, Nghị quyết of HĐND
}

// Separators and marks carry no meaning.
func ExampleSymbol_FoldKey() {
	var keys []string
	for _, s := range []string{"100-NQ/HĐND", "100/NQ-HĐND", "100/NQ-HDND"} {
		sym, _ := legal.ParseSymbol(s)
		keys = append(keys, sym.FoldKey())
	}
	fmt.Println(strings.Join(keys, "  "))
	// Output:
	// 100/NQ-HDND  100/NQ-HDND  100/NQ-HDND
}
