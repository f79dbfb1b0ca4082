package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/force"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

var ctx = context.Background()

// paper is a file of a test: its head, its text and what it cites.
type paper struct {
	number, date string
	text         string
	source       legal.PageSource
	cites        []cited
	head         *legal.Head // in the place of what number and date make
}

type cited struct {
	number, date, issuer, title, sentence string
	relation                              legal.Relation
	scope                                 legal.Scope // of a change
	confidence                            float64
	// which citation of the file does the citing, from 1; 0 for the file itself
	by int
}

// find stores papers, resolves them and returns the findings, "severity rule: message".
func find(t *testing.T, papers ...paper) []string {
	t.Helper()
	c := stored(t, papers)
	findings, err := Find(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := Locate(ctx, c, findings); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s %s: %s", f.Severity, f.Rule, f.Message))
		for _, lang := range []legal.Lang{legal.Vietnamese, legal.English} {
			if s := f.Message.In(lang); s == "" || strings.Contains(s, "%!") {
				t.Errorf("%s: %q", f.Rule, s)
			}
		}
		for _, w := range f.Witnesses {
			if w.File == "" || w.Page == 0 || w.Sentence == "" {
				t.Errorf("%s: a witness without a place: %+v", f.Rule, w)
			}
		}
	}
	return out
}

func stored(t *testing.T, papers []paper) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	var all resolve.Part
	for i, p := range papers {
		f := file(t, i, p)
		if err := c.PutFile(ctx, f, catalog.Path{Path: fmt.Sprintf("/in/%d.pdf", i), Root: "/in"}); err != nil {
			t.Fatal(err)
		}
		claims, err := resolve.Claims(nil, legal.Reading{File: f.SHA256, Head: f.Text.Head, Citations: f.Citations})
		if err != nil {
			t.Fatal(err)
		}
		all.Claims = append(all.Claims, claims...)
	}
	r, err := all.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Update(ctx, func(tx *catalog.Tx) error { return tx.Save(r, nil) }); err != nil {
		t.Fatal(err)
	}
	settle(t, c, papers)
	return c
}

// settle works out when the documents are in force.
func settle(t *testing.T, c *catalog.Catalog, papers []paper) {
	t.Helper()
	err := c.Update(ctx, func(tx *catalog.Tx) error {
		for i, p := range papers {
			f := file(t, i, p)
			end := len(f.Text.Content)
			f.Text.Blocks = append(f.Text.Blocks, legal.Block{Span: legal.Span{Start: end - len(p.text), End: end},
				Zone: legal.ZoneBody, Anchor: -1})
			if err := tx.PutClauses(map[string][]legal.ForceClause{f.SHA256: force.Clauses(f.Text)}); err != nil {
				return err
			}
		}
		return tx.SettleForce(func(facts legal.ForceFacts) legal.Force {
			_, sum := force.History(facts)
			return sum
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func file(t *testing.T, i int, p paper) catalog.File {
	t.Helper()
	if p.source == "" {
		p.source = legal.SourceText
	}
	sym, _ := legal.ParseSymbol(p.number)
	content := "Số: " + p.number + " " + p.date
	text := legal.Text{Head: legal.Head{Number: p.number, Date: day(t, p.date), Type: sym.Type()},
		Pages:  []legal.PageInfo{{Width: 595, Height: 842, Source: p.source}},
		Blocks: []legal.Block{{Span: legal.Span{End: len(content)}, Zone: legal.ZoneHead, Anchor: -1}}}
	if p.head != nil {
		text.Head = *p.head
	}
	var cs []legal.Citation
	for _, k := range p.cites {
		sentence := k.sentence
		if sentence == "" {
			sentence = "Căn cứ " + k.number
		}
		start := len(content) + 1
		content += "\n" + sentence
		at := start + max(0, strings.Index(sentence, k.number))
		if k.confidence == 0 {
			k.confidence = 1
		}
		s, _ := legal.ParseSymbol(k.number)
		cs = append(cs, legal.Citation{Span: legal.Span{Start: at, End: at + len(k.number)}, Page: 1, Type: s.Type(),
			Number: k.number, Date: day(t, k.date), Issuer: k.issuer, Title: k.title, From: k.by - 1,
			Relation: k.relation, Scope: k.scope, Raw: k.number, Sentence: legal.Span{Start: start, End: len(content)},
			Zone: legal.ZoneBody, Confidence: k.confidence})
	}
	text.Content = content + "\n" + p.text
	sure := 1.0
	if p.source == legal.SourceOCR {
		sure = 0.95
	}
	text.Words = []legal.Word{{Span: legal.Span{End: len(text.Content)}, Page: 1, Box: legal.Box{X1: 100, Y1: 10},
		Confidence: sure}}
	return catalog.File{SHA256: strings.Repeat(fmt.Sprintf("%02x", i+1), 32), Status: catalog.Read, Text: text,
		Citations: cs}
}

func day(t *testing.T, s string) legal.Date {
	t.Helper()
	d, err := legal.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func one(k cited) []cited { return []cited{k} }

func TestFind(t *testing.T) {
	const own, base = "70/NQ-CP", legal.BasedOn
	for _, tt := range []struct {
		name   string
		papers []paper
		want   []string
	}{
		{"nothing", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "81/2021/NĐ-CP", date: "2021-08-27", relation: base})}}, nil},
		{"a later document", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "81/2023/NĐ-CP", date: "2023-08-27", relation: base})}},
			[]string{"error cites-later: Nghị quyết 70/NQ-CP of 05/05/2023 cites Nghị định 81/2023/NĐ-CP, dated 27/08/2023"}},
		{"a later document, read badly", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "81/2023/NĐ-CP", date: "2023-08-27", relation: base, confidence: 0.8})}},
			[]string{"note cites-later: Nghị quyết 70/NQ-CP of 05/05/2023 cites Nghị định 81/2023/NĐ-CP, dated 27/08/2023; probably misread by OCR"}},
		{"the year in the number", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "71/2020/NĐ-CP", date: "2021-06-30", relation: base})}},
			[]string{"error year-in-number: 71/2020/NĐ-CP is printed with the date 30/06/2021, once: the number or the date is wrong"}},
		{"the year in the number, read once by OCR", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "71/2020/NĐ-CP", date: "2021-06-30", relation: base, confidence: 0.96})}},
			[]string{"note year-in-number: 71/2020/NĐ-CP is printed with the date 30/06/2021, once: the number or the date is wrong; probably misread by OCR"}},
		{"two dates", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "30-NQ/TW", date: "2022-11-28", relation: base})},
			{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "30-NQ/TW", date: "2022-11-23", relation: base})}},
			[]string{"error date-conflict: Nghị quyết 30-NQ/TW is dated 23/11/2022 (once) and 28/11/2022 (once): it can be but one"}},
		{"two dates, one read badly", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "30-NQ/TW", date: "2022-11-28", relation: base})},
			{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "30-NQ/TW", date: "2022-11-23", relation: base, confidence: 0.8})}},
			[]string{"note date-conflict: Nghị quyết 30-NQ/TW is dated 23/11/2022 (once) and 28/11/2022 (once): it can be but one; probably misread by OCR"}},
		{"one title under two years", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "1373/QĐ-TTg", date: "2021-07-30", title: "phê duyệt Đề án xây dựng xã hội học tập giai đoạn 2021 - 2030", relation: base})},
			{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "1373/QĐ-TTg", date: "2022-07-30", title: "về phê duyệt Đề án Xây dựng xã hội học tập", relation: base})}},
			[]string{"note may-be-one: Quyết định 1373/QĐ-TTg of 30/07/2021 and Quyết định 1373/QĐ-TTg of 30/07/2022 have one title and dates that differ in a digit: they may be one document"}},
		{"two titles under two years", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "14/CT-TTg", date: "2021-07-30", title: "về đẩy mạnh công tác khuyến học", relation: base})},
			{number: "71/NQ-CP", date: "2023-05-06", cites: one(cited{number: "14/CT-TTg", date: "2022-07-30", title: "về các điều kiện bảo đảm chất lượng giáo dục", relation: base})}}, nil},
		{"two dates, and the head", []paper{{number: own, date: "2023-05-05", cites: one(cited{number: "30-NQ/TW", date: "2022-11-28", relation: base})},
			{number: "30-NQ/TW", date: "2022-11-23"}},
			[]string{"error date-conflict: Nghị quyết 30-NQ/TW is dated 28/11/2022 (once); its own head decides for 23/11/2022"}},
		{"two bodies", []paper{{number: own, date: "2023-05-05", cites: []cited{{number: "81/2021/NĐ-CP", date: "2021-08-27", issuer: "Chính phủ", relation: base},
			{number: "81/2021/NĐ-CP", date: "2021-08-27", issuer: "Thủ tướng Chính phủ", relation: base}}}},
			[]string{"error issuer-conflict: Nghị định 81/2021/NĐ-CP is said to be of Thủ tướng Chính phủ (once); its number decides for Chính phủ"}},
		{"two titles", []paper{{number: own, date: "2023-05-05", cites: []cited{
			{number: "81/2021/NĐ-CP", title: "về cơ chế thu, quản lý học phí đối với cơ sở giáo dục thuộc hệ thống quốc dân", relation: base},
			{number: "81/2021/NĐ-CP", title: "về xử phạt vi phạm hành chính lĩnh vực giao thông đường bộ, đường sắt", relation: base},
			{number: "82/2021/NĐ-CP", title: "về cơ chế thu, quản lý học phí đối với cơ sở giáo dục thuộc hệ thống quốc dân", relation: base},
			{number: "82/2021/NĐ-CP", title: "quy định thu học phí đối với cơ sở giáo dục", relation: base}}}},
			[]string{"warning title-conflict: Nghị định 81/2021/NĐ-CP is quoted as “về cơ chế thu, quản lý học phí đối với cơ sở giáo dục thuộc hệ thống quốc dân” and as “về xử phạt vi phạm hành chính lĩnh vực giao thông đường bộ, đường sắt”: these are two documents, or one number is wrong"}},
		{"a ground that was replaced", []paper{
			{number: "90/2021/NĐ-CP", date: "2021-06-01", text: "Nghị định này có hiệu lực thi hành kể từ ngày 15 tháng 7 năm 2021.", cites: one(cited{number: "10/2015/NĐ-CP", date: "2015-02-02", sentence: "Nghị định này thay thế 10/2015/NĐ-CP", relation: legal.Replaces})},
			{number: "95/2021/NĐ-CP", date: "2021-07-01", cites: one(cited{number: "10/2015/NĐ-CP", date: "2015-02-02", relation: base})},
			{number: own, date: "2023-05-05", cites: one(cited{number: "10/2015/NĐ-CP", date: "2015-02-02", relation: base})}},
			[]string{"error not-in-force: Nghị quyết 70/NQ-CP of 05/05/2023 rests on Nghị định 10/2015/NĐ-CP (based_on), which Nghị định 90/2021/NĐ-CP replaced from 15/07/2021 on"}},
		{"a ground of which a part was repealed", []paper{
			{number: "90/2021/NĐ-CP", date: "2021-06-01", cites: one(cited{number: "10/2015/NĐ-CP", date: "2015-02-02", sentence: "Bãi bỏ khoản 2 Điều 5 của 10/2015/NĐ-CP", relation: legal.Repeals, scope: legal.ScopePart})},
			{number: own, date: "2023-05-05", cites: one(cited{number: "10/2015/NĐ-CP", date: "2015-02-02", relation: base})}}, nil},
		{"two files of one number", []paper{{number: own, date: "2023-05-05", text: words(1, 40)}, {number: own, date: "2023-05-05", text: words(100, 140)}},
			[]string{"warning two-texts: two files are Nghị quyết 70/NQ-CP by their heads and have hardly a sentence in common: 9 % of the shorter is in the other"}},
		{"a copy", []paper{{number: own, date: "2023-05-05", text: words(1, 40)}, {number: own, date: "2023-05-05", text: words(1, 40) + " x"}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := slices.DeleteFunc(find(t, tt.papers...), func(s string) bool {
				return strings.Contains(s, " missing-link: ")
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "từ%d ", i)
	}
	return b.String()
}

func TestOutliers(t *testing.T) {
	series := func(days ...int) []numbered {
		var out []numbered
		for i, d := range days {
			out = append(out, numbered{fmt.Sprint(i + 1), i + 1, d})
		}
		return out
	}
	for _, tt := range []struct {
		name string
		s    []numbered
		want string
	}{
		{"in order", series(1, 2, 2, 9), ""},
		{"a late number by days", series(1, 20, 5, 30), ""},
		{"one far too late", series(1, 5, 200, 9, 30, 40), "3 against 4 5 6"},
		{"one far too early", series(100, 105, 1, 109, 130), "3 against 2 1"},
		{"two that differ", series(100, 1), "1 against 2 (either)"},
		{"none", nil, ""},
	} {
		var got []string
		for _, o := range outliers(tt.s, orderDays) {
			line := o.id + " against"
			for _, n := range o.against {
				line += " " + n.id
			}
			if o.both {
				line += " (either)"
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestWanted(t *testing.T) {
	c := stored(t, []paper{
		{number: "70/NQ-CP", date: "2023-05-05", cites: []cited{{number: "81/2021/NĐ-CP", relation: legal.BasedOn}, {number: "5/KH-UBND", relation: legal.BasedOn}}},
		{number: "71/NQ-CP", date: "2023-05-06", cites: []cited{{number: "70/NQ-CP", date: "2023-05-05", relation: legal.BasedOn}, {number: "82/2021/NĐ-CP", relation: legal.BasedOn}}},
	})
	ws, err := Wanted(ctx, c, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range ws {
		got = append(got, fmt.Sprintf("%s %d %d %d %v", w.Document.Number, w.Citing, w.Chains, w.Mentions, w.Partial))
	}
	if diff := cmp.Diff([]string{"81/2021/NĐ-CP 1 2 1 false", "82/2021/NĐ-CP 1 1 1 false", "05/KH-UBND 1 2 1 true"},
		got); diff != "" {
		t.Error(diff)
	}
}
