package web

import (
	"strconv"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// timeline is the history of a document drawn from left to right: a bar in the colours of how it
// stands, its steps by their numbers in the list, and years below.
type timeline struct {
	Width, Height int
	Spans         []timeSpan
	Marks         []timeMark
	Years         []timeYear
	On            int // where the day that is asked about stands
}

type timeSpan struct {
	X, Width int
	legal.ForceSpan
}

type timeMark struct{ N, X, Y int }

type timeYear struct {
	X    int
	Name string
}

const (
	timeWide   = 760
	timeEdge   = 24
	timeBar    = 54 // where the bar begins, with room for marks above
	timeHigh   = 96
	markApart  = 20 // marks nearer than this stand above each other
	mostYears  = 12 // named below the bar
	dayOfYears = 365
)

// newTimeline draws a history; one with no step of a known day is not drawn.
func newTimeline(h answer.History) timeline {
	var first, last legal.Date
	for _, s := range h.Steps {
		if day := stepDay(s); day.Day != 0 {
			if first.IsZero() || day.Before(first) {
				first = day
			}
			if last.Before(day) || last.IsZero() {
				last = day
			}
		}
	}
	if first.IsZero() || len(h.Steps) < 2 {
		return timeline{}
	}
	if last.Before(h.On) {
		last = h.On
	}
	from, to := number(first)-dayOfYears/4, number(last)+dayOfYears/4
	at := func(d legal.Date) int {
		return timeEdge + (number(d)-from)*(timeWide-2*timeEdge)/(to-from)
	}
	t := timeline{Width: timeWide, Height: timeHigh, On: min(max(at(h.On), timeEdge), timeWide-timeEdge)}
	for i, span := range h.Spans {
		x, end := timeEdge, timeWide-timeEdge
		if i > 0 {
			x = min(max(at(span.From), timeEdge), end)
		}
		if i+1 < len(h.Spans) {
			end = min(max(at(h.Spans[i+1].From), timeEdge), end)
		}
		if end > x {
			t.Spans = append(t.Spans, timeSpan{x, end - x, span})
		}
	}
	t.mark(h.Steps, at)
	t.years(first.Year, last.Year, at)
	return t
}

// mark numbers the steps, three rows of them where they stand close.
func (t *timeline) mark(steps []answer.HistoryStep, at func(legal.Date) int) {
	rows := []int{-markApart, -markApart, -markApart}
	for i, s := range steps {
		if day := stepDay(s); day.Day != 0 {
			x, row := at(day), 0
			for row < len(rows)-1 && x-rows[row] < markApart {
				row++
			}
			rows[row] = x
			t.Marks = append(t.Marks, timeMark{N: i + 1, X: x, Y: timeBar - 6 - 15*row})
		}
	}
}

func (t *timeline) years(first, last int, at func(legal.Date) int) {
	step := 1 + (last-first)/mostYears
	for y := first; y <= last+1; y += step {
		if x := at(legal.Date{Year: y, Month: 1, Day: 1}); x >= timeEdge && x <= timeWide-timeEdge {
			t.Years = append(t.Years, timeYear{x, strconv.Itoa(y)})
		}
	}
}

// stepDay is the day of a step, or the one after which it comes.
func stepDay(s answer.HistoryStep) legal.Date {
	if s.Day.IsZero() {
		return s.After
	}
	return s.Day
}

// number counts days.
func number(d legal.Date) int {
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
