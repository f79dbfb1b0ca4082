package check

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestZZ(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	c, err := catalog.OpenReader(os.Getenv("ZZ"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	files, _ := c.Files(ctx)
	var plans []catalog.FileInfo
	for _, f := range files {
		h, _, _ := c.Head(ctx, f.SHA256)
		if h.Type == legal.Plan || os.Getenv("ALL") != "" {
			plans = append(plans, f)
		}
	}
	fmt.Println(len(plans), "plans")
	r := rand.New(rand.NewPCG(30, 11))
	r.Shuffle(len(plans), func(i, j int) { plans[i], plans[j] = plans[j], plans[i] })
	n := 30
	if os.Getenv("ALL") != "" {
		n = len(plans)
	}
	cited, counts := 0, map[string]int{}
	verdicts := map[string]int{}
	for _, f := range plans[:min(n, len(plans))] {
		var rs []legal.Reading
		c.Look(ctx, func(tx *catalog.Tx) (err error) { rs, err = tx.Readings([]string{f.SHA256}); return err })
		if len(rs) == 0 {
			continue
		}
		text, _, _ := c.Text(ctx, f.SHA256)
		meant, err := pipeline.Suppose(ctx, c, rs[0])
		if err != nil {
			t.Fatal(err)
		}
		path, _, _ := c.PathOf(ctx, f.SHA256)
		rep, err := Find(ctx, c, Draft{Name: path, File: f.SHA256, Text: text, Citations: rs[0].Citations, Meant: meant, Today: legal.Date{Year: 2026, Month: 11, Day: 28}})
		if err != nil {
			t.Fatal(err)
		}
		cited += len(rep.Citations)
		for v, n := range rep.Verdicts {
			verdicts[v] += n
		}
		fmt.Println("##", path, rep.Head.Number, rep.Head.Date, len(rep.Citations))
		for _, x := range rep.Findings {
			counts[x.Rule]++
			if os.Getenv("ALL") != "" && x.Rule == Form {
				continue
			}
			raw, title := "", ""
			if x.Citation >= 0 {
				raw, title = rep.Citations[x.Citation].Raw, rep.Citations[x.Citation].Title
			}
			fmt.Printf("   p%d %s %s: %s\n        %s || %s\n", x.Page, x.Severity, x.Rule, x.Message.In(legal.Vietnamese), raw, title)
			for _, w := range x.Witnesses {
				s := w.Sentence
				if len(s) > 300 {
					s = s[:300]
				}
				fmt.Printf("        - %s %d %s %s\n", w.File, w.Page, w.Value, s)
			}
		}
	}
	fmt.Println(cited, counts, verdicts)
}
