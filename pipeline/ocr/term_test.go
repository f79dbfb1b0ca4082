package ocr

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestImpossible(t *testing.T) {
	head := legal.Head{Date: legal.Date{Year: 2023, Month: 5, Day: 10}}
	day := func(y, m, d int) legal.Date { return legal.Date{Year: y, Month: m, Day: d} }
	tests := []struct {
		number string
		date   legal.Date
		want   bool
	}{
		{"49/2020/QH14", day(2020, 6, 13), false},
		{"49/2021/QH14", legal.Date{}, false}, // both sat in 2021
		{"49/2021/QH15", legal.Date{}, false},
		{"49/2020/QH15", legal.Date{}, true},
		{"49/2020/QH17", legal.Date{}, true},
		{"2018/NĐ-CP", legal.Date{}, true},
		{"2018/QĐ-UBND", legal.Date{}, false},
		{"63/2014/NĐ-CP", day(2014, 6, 26), false},
		{"63/2014/NĐ-CP", day(2019, 6, 26), true},
		{"64/KH-UBND", day(2023, 5, 10), false},
		{"64/KH-UBND", day(2023, 5, 11), true},
		{"64/KH-UBND", legal.Date{Year: 2023}, false},
	}
	for _, tt := range tests {
		sym, ok := legal.ParseSymbol(tt.number)
		if got := impossible(legal.Citation{Number: tt.number, Date: tt.date}, sym, head); got != tt.want || !ok {
			t.Errorf("%s of %s: %v", tt.number, tt.date, got)
		}
	}
}
