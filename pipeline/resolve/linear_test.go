package resolve

import (
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// stubs is a bucket of mentions of one number in one file that leave open whose it is, each of
// another day where there are days enough.
func stubs(n, days int) *bucket {
	b := &bucket{clusters: map[string]*cluster{}}
	f := &file{Reading: legal.Reading{File: "a"}}
	sym, _ := legal.ParseSymbol("12/KH-UBND")
	begin := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		var date legal.Date
		if i%3 > 0 {
			day := begin.AddDate(0, 0, i%days)
			date = legal.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
		}
		b.mentions = append(b.mentions, newMention(f, i, sym, "kế hoạch", date, ""))
	}
	return b
}

// What stands in one file is compared in time that grows with the citations, not with their
// square.
func TestSayingsGrowLinearly(t *testing.T) {
	looked := func(n int) int {
		b := stubs(n, 10)
		s := &sayings{of: map[saying]*mention{}, byDay: map[legal.Date][]*mention{}}
		for _, m := range b.mentions {
			s.add(m)
		}
		for _, m := range b.mentions {
			s.richer(m)
			s.richest(m)
		}
		return s.looked
	}
	if few, many := looked(300), looked(30_000); many > few {
		t.Errorf("%d mentions were compared, with a hundred times as many citations that say the same %d", few, many)
	}
}

// A list of tens of thousands of citations is read, and every one inherits the body that the
// first of it names; bare ordinals are held against so many mentions at most.
func TestLongList(t *testing.T) {
	const n = 20_000
	r := legal.Reading{File: "a"}
	for i := range n {
		c := legal.Citation{Type: "kế hoạch", Number: "7/KH-UBND", Page: 1}
		switch {
		case i == 0:
			c.Issuer = "UBND tỉnh Sơn La"
		case i%2 == 1:
			c.Number = "7"
		}
		r.Citations = append(r.Citations, c)
	}
	f := readFile(nil, r)
	after := 0
	for i, m := range f.cited {
		if i > 0 && i%2 == 0 && m.heir.Name != "son-la" {
			t.Fatalf("citation %d inherits %+v", i, m.heir)
		}
		after += len(m.after)
	}
	if after == 0 || after > n*mostAfter {
		t.Errorf("bare ordinals may stand for %d mentions", after)
	}
}

// What is undated among thousands of days of one number keeps so many of them, and says how
// many there are.
func TestManyCandidates(t *testing.T) {
	b := stubs(9_000, 3_000)
	b.resolve()
	kept, looked := 0, 0
	for _, m := range b.mentions {
		kept = max(kept, len(m.among))
		if len(m.among) > 0 {
			looked++
		}
	}
	if kept != mostCandidates || looked != 3_000 {
		t.Errorf("%d mentions keep up to %d candidates", looked, kept)
	}
	if want := legal.Say(legal.ReasonCandidates, 2_000); b.mentions[0].reason.Stored() != want.Stored() {
		t.Errorf("reason %s, want %s", b.mentions[0].reason.Stored(), want.Stored())
	}
}
