package resolve

import "github.com/danchieu/danchieu/pipeline/legal"

// constitutions are the years of Vietnam's constitutions, each with the day from which it
// was in force; the list is closed until there is another one.
var constitutions = []struct {
	year int
	from legal.Date
}{
	{1946, legal.Date{Year: 1946, Month: 11, Day: 9}}, {1959, legal.Date{Year: 1960, Month: 1, Day: 1}}, {1980, legal.Date{Year: 1980, Month: 12, Day: 19}},
	{1992, legal.Date{Year: 1992, Month: 4, Day: 18}}, {2013, legal.Date{Year: 2014, Month: 1, Day: 1}},
}

// constitutionOn returns the year of the constitution that was in force on a day, 0 where
// the day does not tell.
func constitutionOn(day legal.Date) int {
	year := 0
	for _, c := range constitutions {
		switch {
		case day.IsZero() || day.Year == c.from.Year && day.Day == 0:
			return 0
		case !day.Before(c.from):
			year = c.year
		}
	}
	return year
}
