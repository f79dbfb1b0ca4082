package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A document that held ones carry out and that is not held breaks the chain: what it
// rests on is not known, or known through others.
func TestMissingLinks(t *testing.T) {
	carries := func(number string, more ...cited) paper {
		return paper{number: number, date: "2023-05-05",
			cites: append(one(cited{number: "10/2023/NĐ-CP", date: "2023-02-02", relation: legal.Implements}), more...)}
	}
	through := cited{number: "30-NQ/TW", date: "2022-11-23", relation: legal.BasedOn, by: 1}
	other := cited{number: "31-NQ/TW", date: "2022-11-24", relation: legal.BasedOn, by: 1}
	for _, tt := range []struct {
		name   string
		papers []paper
		want   string
	}{
		{"known through one", []paper{carries("70/NQ-CP", through)},
			"note missing-link: Nghị định 10/2023/NĐ-CP is carried out by a held document and is not held: that it rests on Nghị quyết 30-NQ/TW is known through others only"},
		{"known through several", []paper{carries("70/NQ-CP", through, other), carries("71/NQ-CP")},
			"note missing-link: Nghị định 10/2023/NĐ-CP is carried out by 2 held documents and is not held: what it rests on is known through others only"},
		{"not known, and no link of chains", []paper{carries("70/NQ-CP"), carries("71/NQ-CP")}, ""},
		{"not known", []paper{
			{number: "70/NQ-CP", date: "2023-05-05", cites: one(cited{number: "9/CTr-TTg", date: "2023-02-02", relation: legal.Implements})},
			{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "9/CTr-TTg", date: "2023-02-02", relation: legal.Implements})}},
			"note missing-link: Chương trình hành động 09/CTr-TTg is carried out by 2 held documents and is not held: what it rests on is not known"},
		{"held", []paper{carries("70/NQ-CP", through), {number: "10/2023/NĐ-CP", date: "2023-02-02"}}, ""},
	} {
		got := slices.DeleteFunc(find(t, tt.papers...), func(s string) bool {
			return !strings.Contains(s, " missing-link: ")
		})
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// Citations that may mean several documents are one finding.
func TestOpenReferences(t *testing.T) {
	got := find(t,
		paper{number: "70/NQ-CP", date: "2023-05-05",
			cites: one(cited{number: "1373/QĐ-TTg", date: "2021-07-30", title: "phê duyệt Đề án thứ nhất về đất",
				relation: legal.BasedOn})},
		paper{number: "71/NQ-CP", date: "2023-05-06",
			cites: one(cited{number: "1373/QĐ-TTg", date: "2019-02-11", title: "về các điều kiện của nước",
				relation: legal.BasedOn})},
		paper{number: "72/NQ-CP", date: "2023-05-07",
			cites: []cited{{number: "1373/QĐ-TTg", relation: legal.BasedOn},
				{number: "1373/QĐ-TTg", relation: legal.Cites}}},
	)
	if diff := cmp.Diff([]string{"note open-reference: “1373/QĐ-TTg” (twice) may mean any of 2 documents"},
		got); diff != "" {
		t.Error(diff)
	}
}

// A number that does not fit the dates of its series is told with those it does not fit.
func TestOutOfOrder(t *testing.T) {
	plan := func(number, date string) paper { return paper{number: number, date: date} }
	got := find(t, plan("10/NQ-CP", "2023-01-10"), plan("20/NQ-CP", "2023-02-10"), plan("30/NQ-CP", "2023-11-10"),
		plan("40/NQ-CP", "2023-03-10"), plan("50/NQ-CP", "2023-04-10"), plan("60/NQ-CP", "2023-05-10"))
	want := []string{"warning out-of-order: Nghị quyết 30/NQ-CP is dated 10/11/2023, out of order with 40/NQ-CP of 10/03/2023 and 50/NQ-CP of 10/04/2023 and 60/NQ-CP of 10/05/2023: its number or its date is wrong"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	scan := plan("30/NQ-CP", "2023-11-10")
	scan.source = legal.SourceOCR
	got = find(t, plan("10/NQ-CP", "2023-01-10"), scan, plan("40/NQ-CP", "2023-03-10"), plan("50/NQ-CP", "2023-04-10"))
	if len(got) != 1 || !strings.HasPrefix(got[0], "note out-of-order: ") ||
		!strings.HasSuffix(got[0], "; probably misread by OCR") {
		t.Errorf("read by OCR: %q", got)
	}
}

// Findings come the heaviest first, are counted, chosen and told with who is wrong first.
func TestReport(t *testing.T) {
	c := stored(t, []paper{
		{number: "70/NQ-CP", date: "2023-05-05", cites: []cited{{number: "81/2023/NĐ-CP", date: "2023-08-27", relation: legal.BasedOn}, {number: "71/2020/NĐ-CP", date: "2021-06-30", relation: legal.BasedOn, confidence: 0.8}}},
		{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "30-NQ/TW", date: "2022-11-28", relation: legal.BasedOn})},
		{number: "72/NQ-CP", date: "2023-05-07", cites: one(cited{number: "82/2023/NĐ-CP", date: "2023-08-28", relation: legal.BasedOn})},
		{number: "30-NQ/TW", date: "2022-11-23"},
	})
	all, err := Find(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range CountRules(all) {
		got = append(got, fmt.Sprintf("%s %s %d", n.Severity, n.Rule, n.Count))
	}
	if diff := cmp.Diff([]string{"error cites-later 2", "error date-conflict 1", "note year-in-number 1"},
		got); diff != "" {
		t.Fatal(diff)
	}
	for _, tt := range []struct {
		asked Filter
		want  int
	}{
		{Filter{}, 4}, {Filter{Rules: []string{CitesLater}}, 2}, {Filter{AtLeast: Error}, 3}, {Filter{AtLeast: Note}, 4},
		{Filter{Documents: []string{"nq-70-cp-2023"}}, 2}, {Filter{Documents: []string{"nd-81-2023-cp"}}, 1}, {Filter{Documents: []string{"no such"}}, 0},
	} {
		n := 0
		for _, f := range all {
			if tt.asked.Wants(f) {
				n++
			}
		}
		if n != tt.want {
			t.Errorf("%+v: %d of the findings, want %d", tt.asked, n, tt.want)
		}
	}
	ws := WrongFirst(all[2].Witnesses)
	if len(ws) != 2 || !ws[0].Wrong || ws[0].Index == Head || ws[1].Index != Head {
		t.Errorf("%+v", ws)
	}
}

// What OCR read of a head is as sure as its least sure word, and less where the head
// does not say it in so many words.
func TestHeadReadByOCR(t *testing.T) {
	got := find(t,
		paper{number: "70/NQ-CP", date: "2023-05-05",
			cites: one(cited{number: "71/NQ-CP", date: "2023-05-06", relation: legal.BasedOn})},
		paper{number: "71/NQ-CP", date: "2023-05-09", source: legal.SourceOCR})
	if len(got) != 2 || !strings.HasSuffix(got[1], "; probably misread by OCR") {
		t.Errorf("%q", got)
	}
}
