package authority

import (
	"strconv"
	"strings"
)

// Term returns the number of the Party congress that the issuer of a central document
// names ("Ban Chấp hành Trung ương khóa XI"), 0 for none.
func Term(issuer string) int {
	ws := words(issuer)
	for i := 1; i < len(ws); i++ {
		if ws[i-1].low == "khóa" {
			return number(ws[i].text)
		}
	}
	return 0
}

var romans = map[string]int{
	"III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13,
	"XIV": 14, "XV": 15, "XVI": 16,
}

func number(s string) int {
	if n, ok := romans[strings.ToUpper(s)]; ok {
		return n
	}
	n, _ := strconv.Atoi(s)
	return n
}
