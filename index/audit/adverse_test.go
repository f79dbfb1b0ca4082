package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// rulesOf are the severities and rules of findings, without what they say.
func rulesOf(t *testing.T, papers ...paper) string {
	t.Helper()
	var out []string
	for _, f := range find(t, papers...) {
		rule, _, _ := strings.Cut(f, ":")
		out = append(out, rule)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// What rests on an ended document is told from the day on which the end is in force, and
// only where all of it was ended.
func TestNotInForce(t *testing.T) {
	const old, inForce = "10/2020/NĐ-CP", "Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2021."
	ends := func(relation legal.Relation, sentence, text string) paper {
		return paper{number: "20/2021/NĐ-CP", date: "2021-06-01", text: text,
			cites: one(cited{number: old, date: "2020-01-15", relation: relation, sentence: sentence, scope: legal.ScopeWhole})}
	}
	inPart := func(relation legal.Relation, sentence string) paper {
		p := ends(relation, sentence, inForce)
		p.cites[0].scope = legal.ScopePart
		return p
	}
	rests := func(day string, relation legal.Relation, sentence string) paper {
		return paper{number: "70/NQ-CP", date: day, cites: one(cited{number: old, date: "2020-01-15",
			relation: relation, sentence: sentence})}
	}
	repeals := ends(legal.Repeals, "Bãi bỏ Nghị định số 10/2020/NĐ-CP;", inForce)
	replaces := ends(legal.Replaces, "Nghị định này thay thế Nghị định số 10/2020/NĐ-CP.", "")
	for _, tt := range []struct {
		name   string
		papers []paper
		want   string
	}{
		{"on the day", []paper{repeals, rests("2021-07-01", legal.BasedOn, "")}, "error not-in-force"},
		{"the day before", []paper{repeals, rests("2021-06-30", legal.BasedOn, "")}, ""},
		{"carried out", []paper{repeals, rests("2021-07-02", legal.Implements, "")}, "warning not-in-force"},
		{"in force from the day it was signed", []paper{ends(legal.Repeals, "Bãi bỏ Nghị định số 10/2020/NĐ-CP;",
			"Nghị định này có hiệu lực từ ngày ký."), rests("2021-06-02", legal.BasedOn, "")}, "error not-in-force"},
		{"a year, and no day known", []paper{replaces, rests("2022-06-01", legal.BasedOn, "")}, ""},
		{"long after, and no day known", []paper{replaces, rests("2022-09-01", legal.BasedOn, "")},
			"note not-in-force"},
		{"a provision", []paper{inPart(legal.Repeals, "Bãi bỏ khoản 2 Điều 5 Nghị định số 10/2020/NĐ-CP;"),
			rests("2022-07-01", legal.BasedOn, "")}, ""},
		{"words", []paper{inPart(legal.Replaces, "Thay thế cụm từ “a” tại Nghị định số 10/2020/NĐ-CP;"),
			rests("2022-07-01", legal.BasedOn, "")}, ""},
		{"with exceptions", []paper{ends(legal.Repeals,
			"Nghị định số 10/2020/NĐ-CP hết hiệu lực, trừ trường hợp quy định tại Điều 9.", inForce),
			rests("2022-07-01", legal.BasedOn, "")}, ""},
		{"a provision before a semicolon", []paper{ends(legal.Repeals,
			"Bãi bỏ khoản 1 Điều 3; bãi bỏ Nghị định số 10/2020/NĐ-CP;", inForce),
			rests("2022-07-01", legal.BasedOn, "")}, "error not-in-force"},
		{"cited as in force", []paper{repeals, rests("2022-07-01", legal.Cites,
			"Thực hiện theo quy định tại Nghị định số 10/2020/NĐ-CP.")}, "warning not-in-force"},
		{"told of the past", []paper{repeals, rests("2022-07-01", legal.Cites,
			"Trước đây thực hiện theo quy định tại Nghị định số 10/2020/NĐ-CP.")}, ""},
		{"merely named", []paper{repeals, rests("2022-07-01", legal.Cites,
			"Báo cáo nêu Nghị định số 10/2020/NĐ-CP.")}, ""},
		{"ended once more", []paper{repeals, rests("2022-07-01", legal.Repeals, "Bãi bỏ Nghị định số 10/2020/NĐ-CP")},
			""},
		{"its day is not known", []paper{repeals, rests("2022", legal.BasedOn, "")}, ""},
		{"by two, from two days", []paper{repeals, {number: "30/2022/NĐ-CP", date: "2022-01-05",
			cites: one(cited{number: old, date: "2020-01-15", relation: legal.Repeals, scope: legal.ScopeWhole,
				sentence: "Nghị định số 10/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 3 năm 2022."})}}, "warning force-contradicted"},
		{"amended only", []paper{ends(legal.Amends, "Sửa đổi Nghị định số 10/2020/NĐ-CP;", inForce),
			rests("2022-07-01", legal.BasedOn, "")}, ""},
	} {
		if got := rulesOf(t, tt.papers...); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A later date is told where it is certainly later, of whoever it is that cites.
func TestCitesLater(t *testing.T) {
	cites := func(day string, more ...cited) paper { return paper{number: "70/NQ-CP", date: day, cites: more} }
	decree := func(n int, day string) cited {
		return cited{number: fmt.Sprintf("%d/2023/NĐ-CP", n), date: day, relation: legal.BasedOn}
	}
	for _, tt := range []struct {
		name   string
		papers []paper
		want   string
	}{
		{"the same day", []paper{cites("2023-06-30", decree(1, "2023-06-30"))}, ""},
		{"the next day", []paper{cites("2023-06-30", decree(1, "2023-07-01"))}, "error cites-later"},
		{"the month of it", []paper{cites("2023-06-30", decree(1, "2023-06"))}, ""},
		{"the month after", []paper{cites("2023-06-30", decree(1, "2023-07"))}, "error cites-later"},
		{"its own day is a month", []paper{cites("2023-06", decree(1, "2023-07-01"))}, ""},
		{"two", []paper{cites("2023-06-30", decree(1, "2023-07-01"), decree(2, "2023-08-01"))},
			"error cites-later, error cites-later"},
		{"one of them twice", []paper{cites("2023-06-30", decree(1, "2023-07-01"), decree(1, "2023-07-01"))},
			"error cites-later"},
		{"several: its own day is the likelier slip", []paper{cites("2023-06-30", decree(1, "2023-07-01"),
			decree(2, "2023-08-01"), decree(3, "2023-09-01"))}, "warning cites-later"},
		{"named in another's title", []paper{cites("2023-06-30", decree(1, "2023-01-01"),
			cited{number: "2/2023/NĐ-CP", date: "2023-08-01", relation: legal.Amends, by: 1})}, ""},
		{"the date of the cited one's own head", []paper{cites("2023-06-30", decree(1, "")),
			{number: "1/2023/NĐ-CP", date: "2023-07-01"}}, "error cites-later"},
	} {
		got := rulesOf(t, tt.papers...)
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Titles are in conflict where they share hardly a word, in whatever form they are quoted.
func TestTitles(t *testing.T) {
	const title = "về phê duyệt Đề án xây dựng xã hội học tập suốt đời cho người lao động"
	const other = "về phê duyệt Chiến lược phòng chống thiên tai, lũ lụt và ngập úng ven biển"
	for quoted, want := range map[string]string{
		other: "warning title-conflict", strings.ToUpper(other): "warning title-conflict", strings.ToUpper(title): "",
		title[:len(title)-len(" cho người lao động")]: "",
		"về thiên tai": "", "": "", "quy định tại thời điểm ngập úng ven biển thiên tai lũ lụt đê điều": "",
		"“" + other + "”": "warning title-conflict",
	} {
		got := rulesOf(t,
			paper{number: "70/NQ-CP", date: "2023-05-05",
				cites: one(cited{number: "1373/QĐ-TTg", date: "2021-07-30", title: title, relation: legal.BasedOn})},
			paper{number: "71/NQ-CP", date: "2023-05-06",
				cites: one(cited{number: "1373/QĐ-TTg", date: "2021-07-30", title: quoted, relation: legal.BasedOn})})
		if got != want {
			t.Errorf("%q: %q, want %q", quoted, got, want)
		}
	}
	for text, want := range map[string]string{
		"": "", "ngắn": "ngắn", "  hai \n dòng ": "hai dòng", strings.Repeat("ữ", 80): strings.Repeat("ữ", 80),
		strings.Repeat("ữ", 81):    strings.Repeat("ữ", 80) + "…",
		strings.Repeat("một ", 30): strings.TrimSpace(strings.Repeat("một ", 20)) + "…",
	} {
		if got := short(text); got != want {
			t.Errorf("%q is cut to %q", text, got)
		}
	}
}

// Who needs a document is somebody, counted once however often it is cited.
func TestWantedCounts(t *testing.T) {
	law := cited{number: "81/2021/NĐ-CP", date: "2021-08-27", relation: legal.BasedOn}
	changes := law
	changes.relation = legal.Amends
	c := stored(t, []paper{
		{number: "70/NQ-CP", date: "2023-05-05", cites: []cited{law, law, changes}},
		{number: "71/NQ-CP", date: "2023-05-06", cites: []cited{changes}},
		{number: "", date: "", cites: []cited{law}},
		{number: "72/NQ-CP", date: "2023-05-07", cites: one(cited{number: "82/2021/NĐ-CP", date: "2021-08-28",
			relation: legal.Repeals})},
	})
	ws, err := Wanted(ctx, c, "")
	if err != nil || len(ws) != 1 {
		t.Fatalf("%+v %v", ws, err)
	}
	if w := ws[0]; w.Mentions != 3 || w.Citing != 2 || w.Changed != 2 || slices.Contains(w.NeededBy, "") ||
		len(w.NeededBy) != 2 {
		t.Errorf("%+v", w)
	}
	for typ, want := range map[legal.Type]int{legal.Decree: 1, legal.Plan: 0, "no type": 0} {
		if ws, err := Wanted(ctx, c, typ); len(ws) != want || err != nil {
			t.Errorf("%s: %d %v", typ, len(ws), err)
		}
	}
}

// The findings of the same facts are the same, in whatever order the files were stored.
func TestFindInAnyOrder(t *testing.T) {
	papers := []paper{
		{number: "70/NQ-CP", date: "2023-05-05", cites: []cited{{number: "81/2023/NĐ-CP", date: "2023-08-27",
			relation: legal.BasedOn}, {number: "71/2020/NĐ-CP", date: "2021-06-30", relation: legal.BasedOn}}},
		{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "30-NQ/TW", date: "2022-11-28",
			relation: legal.BasedOn})},
		{number: "72/NQ-CP", date: "2023-05-07", cites: one(cited{number: "30-NQ/TW", date: "2022-11-23",
			relation: legal.BasedOn})},
		{number: "10/NQ-CP", date: "2023-11-10"}, {number: "80/NQ-CP", date: "2023-05-08"},
		{number: "81/NQ-CP", date: "2023-05-09"},
	}
	want := find(t, papers...)
	if len(want) < 3 {
		t.Fatalf("%q", want)
	}
	slices.Sort(want)
	for range 3 {
		papers = append(papers[1:], papers[0])
		got := find(t, papers...)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}
