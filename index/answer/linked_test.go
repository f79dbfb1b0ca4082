package answer

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Pages of a list, and pages of the places of each of its documents, make up what show tells, in
// every order.
func TestLinkedInParts(t *testing.T) {
	texts := map[string]string{}
	for i := range 7 {
		clause := fmt.Sprintf("Căn cứ Nghị định số %d/2020/NĐ-CP;", 10+i%3)
		var clauses []string
		for range 1 + i%4 {
			clauses = append(clauses, clause, "Căn cứ khoản 2 Điều 5 Nghị định số 10/2020/NĐ-CP;", "Căn cứ Nghị định của Chính phủ;")
		}
		texts[fmt.Sprintf("%d.txt", i)] = plan(fmt.Sprintf("%d/KH-UBND", 20+i), fmt.Sprintf("ngày %d tháng 3 năm %d", 1+i, 2021+i%3),
			"Sơn La", "Kế hoạch", clauses...)
	}
	l := newLibrary(t, texts)
	decree := l.document("10/2020/NĐ-CP")
	whole, err := l.service().Show(decree, Filter{})
	must(t, err)
	for _, sort := range []LinkSort{ByTimes, ByDate, ByRank} {
		var got []Link
		var last legal.Date
		for at := 0; ; at += 2 {
			page, err := l.service().Linked(decree.ID, Citers, Filter{}, LinkPage{Sort: sort, Offset: at, Limit: 2, Each: 1})
			must(t, err)
			if page.Documents != len(whole.Citers) || page.Mentions != len(whole.CitedBy) {
				t.Errorf("%d documents, %d mentions", page.Documents, page.Mentions)
			}
			if len(page.Links) == 0 {
				break
			}
			for _, link := range page.Links {
				if sort != ByTimes && !last.IsZero() && last.Before(link.About.Date) {
					t.Errorf("by %s %s stands after %s", sort, link.About.Date, last)
				}
				last = link.About.Date
				got = append(got, link.Link)
				if ms := placesOf(t, l, decree.ID, link.ID); len(ms) != link.Mentions || len(link.Places) != 1 ||
					!cmp.Equal(ms[0], link.Places[0]) {
					t.Errorf("%s: %d places of %d", link.ID, len(ms), link.Mentions)
				}
			}
		}
		slices.SortStableFunc(got, func(a, b Link) int { return cmpLink(a, b) })
		want := slices.Clone(whole.Citers)
		slices.SortStableFunc(want, cmpLink)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("by %s: %s", sort, diff)
		}
	}
}

func cmpLink(a, b Link) int {
	if a.ID < b.ID {
		return -1
	}
	return 1
}

// placesOf reads the places of one document, two at a time.
func placesOf(t *testing.T, l *library, of, other string) (out []Mention) {
	for at := 0; ; at += 2 {
		page, err := l.service().Linked(of, Citers, Filter{Other: other}, LinkPage{Limit: 1, From: at, Each: 2})
		must(t, err)
		if len(page.Links) != 1 || len(page.Links[0].Places) == 0 {
			return out
		}
		out = append(out, page.Links[0].Places...)
	}
}

// What a document cites is a list of the same kind; those of which it is not certain are one row.
func TestLinkedCited(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": plan("20/KH-UBND", "ngày 1 tháng 3 năm 2021", "Sơn La", "Kế hoạch",
		"Căn cứ Nghị định số 10/2020/NĐ-CP;", "Căn cứ Công văn số 38/UBND;", "Căn cứ Nghị định số 10/2020/NĐ-CP;")})
	own := l.document("20/KH-UBND")
	whole, err := l.service().Show(own, Filter{})
	must(t, err)
	page, err := l.service().Linked(own.ID, Cited, Filter{}, LinkPage{Limit: -1, Each: -1})
	must(t, err)
	if page.Rows != len(whole.Cited) || len(page.Links) != page.Rows {
		t.Errorf("%d rows, %d links, show has %d", page.Rows, len(page.Links), len(whole.Cited))
	}
	for i, link := range page.Links {
		if !cmp.Equal(link.Link, whole.Cited[i]) {
			t.Errorf("%v, show has %v", link.Link, whole.Cited[i])
		}
	}
	if !slices.ContainsFunc(page.Facets, func(f Facet) bool {
		return f.Key == "held" && cmp.Equal(f.Counts, []FacetCount{{Value: catalog.NotHeld, Count: page.Documents}})
	}) {
		t.Errorf("%v", page.Facets)
	}
}

// A body that some documents give by its code alone is named as the others name it, else as the code tells for certain.
func TestIssuersAreNamed(t *testing.T) {
	counts := []catalog.LinkCount{
		{What: "body", Value: `["BYT","central","","","",""]`, Count: 5},
		{What: "body", Value: `["BYT","central","","Bộ  y tế","",""]`, Count: 1},
		{What: "body", Value: `["BYT","central","","Bộ Y tế","",""]`, Count: 2},
		{What: "body", Value: `["BXD","central","","","",""]`, Count: 1},
		{What: "body", Value: `["XYZ","central","","","",""]`, Count: 1},
	}
	found, err := facets(counts)
	must(t, err)
	var got []string
	for _, f := range found {
		for _, c := range f.Counts {
			got = append(got, fmt.Sprintf("%s %s %d", f.Key, c.Name, c.Count))
		}
	}
	if diff := cmp.Diff([]string{"issuer Bộ Y tế 8", "issuer Bộ Xây dựng 1", "issuer XYZ 1"}, got); diff != "" {
		t.Error(diff)
	}
}
