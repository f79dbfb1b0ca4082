package legal

import "testing"

func TestConstitutionOn(t *testing.T) {
	for day, want := range map[Date]int{
		{}:             0,
		{1945, 9, 2}:   0,
		{1946, 11, 9}:  1946,
		{1959, 12, 31}: 1946,
		{1960, 1, 1}:   1959,
		{1980, 12, 17}: 1959,
		{1980, 12, 18}: 1980,
		{1980, 0, 0}:   0,
		{1992, 4, 17}:  1980,
		{1992, 0, 0}:   0,
		{1999, 6, 8}:   1992,
		{2013, 12, 31}: 1992,
		{2014, 0, 0}:   2013,
		{2014, 1, 1}:   2013,
		{2026, 6, 8}:   2013,
		{2026, 0, 0}:   2013,
	} {
		if got := ConstitutionOn(day); got != want {
			t.Errorf("on %s that of %d, want %d", day, got, want)
		}
	}
}
