package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestPerhaps(t *testing.T) {
	const body, title = "Sở Y tế tỉnh Sơn La", "Tổ chức xét công nhận sáng kiến cấp cơ sở"
	cite := func(number, date, title string) cited {
		return cited{number: number, date: date, issuer: body, title: title, relation: legal.Implements}
	}
	citing := paper{number: "7/KH-UBND", date: "2018-02-01", cites: []cited{
		cite("100/KH-SYT", "2017-09-01", "về một việc khác trong năm"),
		cite("120/KH-SYT", "2017-10-10", "về tổ chức xét công nhận sáng kiến cấp cơ sở"),
		cite("125/KH-SYT", "2017-10-12", ""),
		cite("140/KH-SYT", "2017-11-20", ""),
		{number: "90/KH-SYT", date: "2017-10-12", issuer: "Sở Y tế tỉnh Lai Châu", relation: legal.Implements},
	}}
	written := func(part, month string, guesses ...string) *legal.Written {
		w := &legal.Written{Part: part, Month: day(t, month)}
		for _, g := range guesses {
			w.Guesses = append(w.Guesses, legal.Guess{Number: g, Confidence: .95})
		}
		return w
	}
	for name, c := range map[string]struct {
		head legal.Head
		want []string
	}{
		"day and title": {legal.Head{Date: day(t, "2017-10-10"), Title: title}, []string{
			"120/KH-SYT perhaps day, perhaps title, perhaps amid"}},
		"day and codes, of one body": {legal.Head{Date: day(t, "2017-10-12"), Written: written("/KH-SYT", "")}, []string{
			"125/KH-SYT perhaps day, perhaps codes, perhaps amid"}},
		"month and digits": {legal.Head{Written: written("/KH-SYT", "2017-10", "125/KH-SYT")}, []string{
			"125/KH-SYT perhaps month, perhaps codes, perhaps digits, perhaps amid"}},
		"month and title": {legal.Head{Title: title, Written: written("/KH-SYT", "2017-10")}, []string{
			"120/KH-SYT perhaps month, perhaps codes, perhaps title, perhaps amid",
			"125/KH-SYT perhaps month, perhaps codes, perhaps amid"}},
		"digits of another":  {legal.Head{Date: day(t, "2017-10-10"), Title: title, Written: written("/KH-SYT", "", "77/KH-SYT")}, nil},
		"codes of another":   {legal.Head{Date: day(t, "2017-10-10"), Title: title, Written: written("/KH-BCĐ", "")}, nil},
		"another day":        {legal.Head{Date: day(t, "2017-10-11"), Title: title}, nil},
		"another title":      {legal.Head{Date: day(t, "2017-10-10"), Title: "Phòng chống dịch bệnh mùa đông xuân"}, nil},
		"no date":            {legal.Head{Title: title}, nil},
		"it has its number":  {legal.Head{Date: day(t, "2017-10-10"), Title: title, Number: "99/KH-SYT"}, nil},
		"another type":       {legal.Head{Type: legal.Notice, Date: day(t, "2017-10-10"), Title: title}, nil},
		"body without codes": {legal.Head{Date: day(t, "2017-10-10"), Title: title, Issuer: "Câu lạc bộ"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if c.head.Type == "" {
				c.head.Type = legal.Plan
			}
			if c.head.Issuer == "" {
				c.head.Issuer = body
			}
			lost := paper{head: &c.head}
			k := stored(t, []paper{lost, citing})
			sha := file(t, 0, lost).SHA256
			may, err := MayBe(ctx, k, sha)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range may {
				var why []string
				for _, r := range p.Reasons {
					why = append(why, string(r.Code))
				}
				got = append(got, p.About.Number+" "+strings.Join(why, ", "))
				heldAs(t, k, p)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// heldAs checks that the document says of the file what the file says of it, also among
// all that is wanted.
func heldAs(t *testing.T, c *catalog.Catalog, p Perhaps) {
	t.Helper()
	same := func(all []Perhaps) bool {
		return slices.ContainsFunc(all, func(o Perhaps) bool { return fmt.Sprint(o) == fmt.Sprint(p) })
	}
	if all, err := MayBeHeldAs(ctx, c, p.About); err != nil || !same(all) {
		t.Errorf("%s: %+v %v", p.Document, all, err)
	}
	wants, err := Wanted(ctx, c, "")
	i := slices.IndexFunc(wants, func(w Want) bool { return w.Document.ID == p.Document })
	if err != nil || i < 0 || !same(wants[i].Perhaps) {
		t.Errorf("%s is not wanted so: %v", p.Document, err)
	}
}
