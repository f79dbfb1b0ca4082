package legal

// constitutions are the five there have been, by the year each is named after, with
// the first day on which it was in force. That of 1980 was in force on the day it was
// passed, the others as they say or were promulgated.
var constitutions = []struct {
	year int
	from Date
}{
	{1946, Date{1946, 11, 9}}, {1959, Date{1960, 1, 1}}, {1980, Date{1980, 12, 18}}, {1992, Date{1992, 4, 18}},
	{2013, Date{2014, 1, 1}},
}

// ConstitutionOn returns the year of the constitution in force on a day, 0 where that
// is before the first one, or where a day that is known in part decides nothing.
func ConstitutionOn(day Date) (year int) {
	for _, c := range constitutions {
		if day.Year < c.from.Year || day.Before(c.from) {
			break
		}
		newYear := c.from.Month == 1 && c.from.Day == 1
		if day != c.from && !c.from.Before(day) && !newYear {
			return 0
		}
		year = c.year
	}
	return year
}
