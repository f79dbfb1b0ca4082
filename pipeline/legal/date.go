package legal

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day, a month or a year as a document prints it. Month and Day are 0
// where only the year or the month is printed; the zero Date is unknown.
type Date struct {
	Year, Month, Day int
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, YYYY-MM or YYYY, and "" for an unknown date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return digits(d.Year, 4)
	case d.Day == 0:
		return digits(d.Year, 4) + "-" + digits(d.Month, 2)
	}
	return digits(d.Year, 4) + "-" + digits(d.Month, 2) + "-" + digits(d.Day, 2)
}

// digits writes a number in at least so many digits.
func digits(n, least int) string {
	s := strconv.Itoa(n)
	if missing := least - len(s); missing > 0 && n >= 0 {
		return "0000"[:missing] + s
	}
	return s
}

// Printed writes the date as documents do: 28/11/2022, 11/2022 or 2022; "" for an
// unknown one.
func (d Date) Printed() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%02d/%d", d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year)
}

// InFigures writes the date as it is to be written in a document: 05/3/2020, with a zero before days below
// ten and before January and February (Nghị định 30/2020/NĐ-CP, Phụ lục I); what is unknown is left out.
func (d Date) InFigures() string { return d.official("/", "/") }

// InWords is InFigures for where a document has the words: 05 tháng 3 năm 2020.
func (d Date) InWords() string { return d.official(" tháng ", " năm ") }

func (d Date) official(month, year string) string {
	s := d.Printed()
	if d.Month > 0 {
		s = fmt.Sprint(d.Month) + year + fmt.Sprint(d.Year)
		if d.Month < 3 {
			s = "0" + s
		}
	}
	if d.Day > 0 {
		s = fmt.Sprintf("%02d", d.Day) + month + s
	}
	return s
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of String.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// ParseDate reads YYYY-MM-DD, YYYY-MM, YYYY or "".
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	var n [3]int
	parts := strings.Split(s, "-")
	if len(parts) > 3 {
		return Date{}, fmt.Errorf("read date %q: too many parts", s)
	}
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16) // a sign is no part of a date
		if err != nil {
			return Date{}, fmt.Errorf("read date %q: %w", s, err)
		}
		n[i] = int(v)
	}
	d := Date{n[0], n[1], n[2]}
	if !d.Valid() {
		return Date{}, fmt.Errorf("read date %q: no such day", s)
	}
	return d, nil
}

var monthDays = [13]int{31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// ReadDay reads a whole day as people write it: 28/11/2022, 28-11-2022, 28.11.2022,
// or 2022-11-28. The date is zero where it is none.
func ReadDay(s string) (d Date, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/-. ", r) })
	if len(parts) != 3 {
		return Date{}, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return Date{}, false
		}
		n[i] = int(v)
	}
	if len(parts[0]) == 4 {
		n[0], n[2] = n[2], n[0]
	}
	d = Date{Year: n[2], Month: n[1], Day: n[0]}
	if !d.Valid() || d.Day == 0 || d.Year < 1000 {
		return Date{}, false
	}
	return d, true
}

// Valid reports whether the date can stand in the calendar of the documents we
// read (1930 to 2099); 29 February is taken in every year.
func (d Date) Valid() bool {
	return d.Year >= 1930 && d.Year < 2100 && d.Month >= 0 && d.Month <= 12 && d.Day >= 0 &&
		d.Day <= monthDays[d.Month] && (d.Month > 0 || d.Day == 0)
}

// Holds reports whether d is a month or a year in which e falls.
func (d Date) Holds(e Date) bool {
	return !d.IsZero() && d != e && d.Year == e.Year && (d.Month == 0 || d.Month == e.Month && d.Day == 0)
}

// Before reports whether d is certainly before e: an unknown month or day
// decides nothing.
func (d Date) Before(e Date) bool {
	switch {
	case d.IsZero() || e.IsZero():
		return false
	case d.Year != e.Year:
		return d.Year < e.Year
	case d.Month == 0 || e.Month == 0 || d.Month != e.Month:
		return d.Month != 0 && e.Month != 0 && d.Month < e.Month
	}
	return d.Day != 0 && e.Day != 0 && d.Day < e.Day
}

// DateOf returns the day of a time, where its clock stands.
func DateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }
