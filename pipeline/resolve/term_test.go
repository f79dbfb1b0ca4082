package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/authority"
)

func TestCentralTerm(t *testing.T) {
	for day, want := range map[string]period{
		"2013-11-04": one(11), "2016-01-28": one(11), "2016-01-29": one(12), "2021-02-01": one(12), "2021-02-02": one(13),
		"2022-11": one(13), "2021": {lo: 12, hi: 13}, "2021-02": {lo: 12, hi: 13}, "2026-01-24": one(14), "1959-01-01": {}, "": {},
	} {
		if got := centralTerm(date(day)); got != want {
			t.Errorf("%q: %v, want %v", day, got, want)
		}
	}
}

func TestLocalTerm(t *testing.T) {
	for _, test := range []struct {
		day     string
		tier    authority.Level
		ordinal string
		want    period
	}{
		{"2022-11-28", authority.Province, "12", one(2020)},
		{"2020-08-31", authority.Province, "12", one(2015)},
		{"2020-10-09", authority.Province, "1", one(2020)},
		{"2020-10-09", authority.Province, "800", one(2015)},
		{"2020-11-01", authority.Province, "800", one(2020)},
		{"2020-04-01", authority.Town, "5", one(2015)},
		{"2020-09-01", authority.Town, "500", one(2020)},
		{"2020", authority.Province, "5", period{lo: 2015, hi: 2020}},
		{"2020-06-01", authority.AnyLevel, "5", period{lo: 2015, hi: 2020}},
		{"2020-12-01", authority.AnyLevel, "5", one(2020)},
		{"", authority.Province, "5", period{}},
	} {
		if got := localTerm(date(test.day), test.tier, test.ordinal); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

func TestSpokenTerm(t *testing.T) {
	for issuer, want := range map[string]period{
		"Ban Chấp hành Trung ương khóa XI": one(11), "BCH Trung ương Đảng (khoá 12)": one(12), "Ban Bí thư": {},
	} {
		if got := spokenTerm(period{}, authority.Term(issuer)); got != want {
			t.Errorf("%q: %v, want %v", issuer, got, want)
		}
	}
	if got := spokenTerm(one(13), 11); got != (period{lo: 11, hi: 13}) {
		t.Errorf("a date and words that disagree: %v", got)
	}
}
