package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// scanned makes citations of a reading ones that OCR read, with the other number it read in
// the first.
func scanned(r legal.Reading, sure float64, other string) legal.Reading {
	for i := range r.Citations {
		r.Citations[i].Confidence = sure
	}
	if len(r.Citations) > 0 {
		r.Citations[0].Other = other
	}
	return r
}

func TestMisread(t *testing.T) {
	const (
		plan     = "kế hoạch 1145/KH-UBND|2026-05-14|UBND tỉnh Nghệ An"
		held     = "1145/KH-UBND|2026-05-14|Ủy ban nhân dân tỉnh Nghệ An||Nghệ An"
		later    = "9/KH-UBND|2026-06-01|Ủy ban nhân dân tỉnh Lâm Đồng||Lâm Đồng"
		id       = "kh-1145-ubnd-nghe-an-2026"
		misread  = "kế hoạch 1146/KH-UBND|2026-05-14|UBND tỉnh Nghệ An"
		doubtful = "? kh-1145-ubnd-nghe-an-2026 kh-1146-ubnd-nghe-an-2026 ← read from a scan, one digit from the better known 1145/KH-UBND of that day"
	)
	for name, c := range map[string]meaningCase{
		"two readings are two candidates": {
			[]legal.Reading{scanned(reading("a", later, plan), .7, "1115/KH-UBND")},
			[]string{"? kh-1115-ubnd-nghe-an-2026 kh-1145-ubnd-nghe-an-2026 ← the scan was read in two ways: 1145/KH-UBND or 1115/KH-UBND"},
		},
		"even where one of them is held, as a repeat, and for others": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, plan, "kế hoạch 1145/KH-UBND"), .7, "1115/KH-UBND")},
			[]string{"? kh-1115-ubnd-nghe-an-2026 kh-1145-ubnd-nghe-an-2026 ← the scan was read in two ways: 1145/KH-UBND or 1115/KH-UBND",
				"kh-1145-ubnd-nghe-an-2026 ← repeat of the full mention on page 1"},
		},
		"a second reading that is the first is none": {
			[]legal.Reading{scanned(reading("a", later, plan), .7, "01145/KH-UBND")}, []string{id},
		},
		"the year of a decree read in two ways": {
			[]legal.Reading{scanned(reading("a", later, "nghị định 71/2020/NĐ-CP||Chính phủ"), .7, "71/2026/NĐ-CP")},
			[]string{"? nd-71-2020-cp nd-71-2026-cp ← the scan was read in two ways: 71/2020/NĐ-CP or 71/2026/NĐ-CP"},
		},
		"one digit from a held document": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, misread), .98, "")}, []string{doubtful},
		},
		"one digit from what a text says": {
			[]legal.Reading{reading("a", later, plan), scanned(reading("b", later, misread), .98, "")}, []string{id, doubtful},
		},
		"one digit lost": {
			[]legal.Reading{reading("a", later, plan), scanned(reading("b", later, "kế hoạch 145/KH-UBND|2026-05-14|UBND tỉnh Nghệ An"), .98, "")},
			[]string{id, "? kh-1145-ubnd-nghe-an-2026 kh-145-ubnd-nghe-an-2026 ← read from a scan, one digit from the better known 1145/KH-UBND of that day"},
		},
		"one digit from what two scans say": {
			[]legal.Reading{scanned(reading("a", later, plan), .98, ""), scanned(reading("b", later, plan), .98, ""), scanned(reading("c", later, misread), .98, "")},
			[]string{id, id, doubtful},
		},
		"a scan against a scan": {
			[]legal.Reading{scanned(reading("a", later, plan), .98, ""), scanned(reading("b", later, misread), .98, "")},
			[]string{id, "kh-1146-ubnd-nghe-an-2026"},
		},
		"neighbours in texts": {
			[]legal.Reading{reading("a", held), reading("b", later, misread)}, []string{"kh-1146-ubnd-nghe-an-2026"},
		},
		"neighbours side by side": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, plan, misread), .98, "")}, []string{id, "kh-1146-ubnd-nghe-an-2026"},
		},
		"neighbours read in two scans": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, misread), .98, ""), scanned(reading("c", later, misread), .98, "")},
			[]string{"kh-1146-ubnd-nghe-an-2026", "kh-1146-ubnd-nghe-an-2026"},
		},
		"another day, body or type": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, "kế hoạch 1146/KH-UBND|2026-05-15|UBND tỉnh Nghệ An",
				"kế hoạch 1147/KH-UBND|2026-05-14|UBND tỉnh Lâm Đồng", "quyết định 1148/QĐ-UBND|2026-05-14|UBND tỉnh Nghệ An"), .98, "")},
			[]string{"kh-1146-ubnd-nghe-an-2026", "kh-1147-ubnd-lam-dong-2026", "qd-1148-ubnd-nghe-an-2026"},
		},
		"two digits": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, "kế hoạch 1156/KH-UBND|2026-05-14|UBND tỉnh Nghệ An"), .98, "")},
			[]string{"kh-1156-ubnd-nghe-an-2026"},
		},
		"what cannot be as read": {
			[]legal.Reading{scanned(reading("b", later, plan), .5, "")},
			[]string{"? kh-1145-ubnd-nghe-an-2026 ← read from a scan, number or date cannot be as read"},
		},
		"the name of a law whose number cannot be as read": {
			[]legal.Reading{scanned(reading("b", later, "Luật 05/2006/QH13|2016-06-04|||Dược", "Luật||||Dược"), .5, "")},
			[]string{"? luat-5-2006-qh13 ← read from a scan, number or date cannot be as read",
				"? luat-5-2006-qh13 ← read from a scan, number or date cannot be as read"},
		},
		"what seems impossible and others say too": {
			[]legal.Reading{reading("a", held), scanned(reading("b", later, plan), .5, "")}, []string{id},
		},
	} {
		if diff := cmp.Diff(c.want, say(Documents(Facts{Readings: c.readings}))); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

// TestMisreadAgainstRecords leaves open what OCR read in one file with another day than the
// registry gives, and holds that what is open makes no conflict of dates.
func TestMisreadAgainstRecords(t *testing.T) {
	const later, cited = "9/KH-UBND|2026-06-01|Ủy ban nhân dân tỉnh Lâm Đồng||Lâm Đồng", "nghị định 32/2016/NĐ-CP|2016-07-01|Chính phủ"
	const open = "? nd-32-2016-cp ← read from a scan, number or date cannot be as read"
	listed := records("nghị định 32/2016/NĐ-CP|2016-05-06|Chính phủ")
	for name, c := range map[string]struct {
		facts     Facts
		want      []string
		date      string
		conflicts []string
	}{
		"another day": {Facts{Readings: []legal.Reading{scanned(reading("a", later, cited), .97, "")}, Records: listed},
			[]string{open}, "2016-05-06", nil},
		"the same day": {Facts{Readings: []legal.Reading{scanned(reading("a", later, "nghị định 32/2016/NĐ-CP|2016-05-06|Chính phủ"), .97, "")}, Records: listed},
			[]string{"nd-32-2016-cp"}, "2016-05-06", nil},
		"another day in a text": {Facts{Readings: []legal.Reading{reading("a", later, cited)}, Records: listed},
			[]string{"nd-32-2016-cp"}, "2016-05-06", []string{"date"}},
		"another day in two scans": {Facts{Readings: []legal.Reading{scanned(reading("a", later, cited), .97, ""), scanned(reading("b", later, cited), .97, "")}, Records: listed},
			[]string{"nd-32-2016-cp", "nd-32-2016-cp"}, "2016-05-06", []string{"date"}},
		"a day of another year than the number": {Facts{Readings: []legal.Reading{scanned(reading("a", later, "nghị định 109/2002/NĐ-CP|2009-12-01|Chính phủ"), .5, "")}},
			[]string{"? nd-109-2002-cp ← read from a scan, number or date cannot be as read"}, "", nil},
	} {
		got := Documents(c.facts)
		if diff := cmp.Diff(c.want, say(got)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
		for _, d := range got.Documents {
			if d.Type == legal.Decree && (d.Date.String() != c.date || !cmp.Equal(d.Conflicts, c.conflicts)) {
				t.Errorf("%s: dated %s, conflicts %v; want %s, %v", name, d.Date, d.Conflicts, c.date, c.conflicts)
			}
		}
	}
}
