package resolve

import (
	"fmt"
	"os"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestZSeeds(t *testing.T) {
	for _, n := range []string{"seeds/seed-campha.txt", "seeds/seed-dongtrieu.txt"} {
		b, err := os.ReadFile(os.Getenv("DANCHIEU_SHARED") + "/" + n)
		if err != nil {
			t.Skip(err)
		}
		r := crude("cafecafecafecafe", string(b))
		fmt.Printf("%s head %+v\nhome %+v\n", n, r.Head, homeOf(r))
		res := Documents([]legal.Reading{r})
		for _, m := range res.Meanings {
			c := r.Citations[m.Index]
			fmt.Printf("%3d %s %-20s %-10s %-40s -> %s %v (%s)\n", m.Index, c.Zone, c.Number+c.Name, c.Date, c.Issuer, m.Document, m.Candidates, m.Reason)
		}
		for _, d := range res.Documents {
			fmt.Printf("   %s|%s|%s|%s|%v|%s|%v conflict=%v\n", d.ID, d.Type, d.Number, d.Date, d.Body, d.Title, d.Dates, d.Conflict)
		}
		for _, e := range res.Edges {
			fmt.Printf("   %s %s %s %d\n", e.From, e.Relation, e.To, len(e.Evidence))
		}
	}
}
