package lookup

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What else was typed is compared word by word: "an" is no part of "Lan".
func TestFits(t *testing.T) {
	d := legal.Document{Body: legal.Body{Code: "UBND", Place: "Lâm Đồng", Name: "Ủy ban nhân dân tỉnh Lâm Đồng"}, Title: "Về trường lớp (ở Hà Lan)"}
	for rest, want := range map[string]bool{
		"": true, "Lâm Đồng": true, "lam dong": true, "UBND tỉnh Lâm Đồng,": true, "Hà Lan": true,
		"an": false, "am": false, "Đồng Nai": false, "lâm đồ": false,
	} {
		if got := fits(d, cite.Ref{Rest: rest}); got != want {
			t.Errorf("%q: %v", rest, got)
		}
	}
}
