package catalog

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"
	"runtime"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

func TestZScale(t *testing.T) {
	if os.Getenv("SCALE") == "" { t.Skip() }
	const files = 5000
	rnd := rand.New(rand.NewPCG(1, 2))
	provs := []string{"Quảng Ninh", "Lâm Đồng", "Kiên Giang", "Hà Giang", "Cà Mau"}
	kinds := []string{"%d/KH-UBND", "%d/QĐ-UBND", "%d-NQ/TU", "%d-NQ/TW", "%d/2021/NĐ-CP", "%d/QĐ-TTg", "%d/CT-TTg", "%d/NQ-HĐND"}
	c, _ := openTest(t)
	start := time.Now()
	for i := range files {
		prov := provs[rnd.IntN(len(provs))]
		f := File{SHA256: fmt.Sprintf("%064x", i), Status: Read}
		f.Text = legal.Text{Content: "x", Head: legal.Head{Type: legal.Plan, Number: fmt.Sprintf("%d/KH-UBND", 1+i%500), Date: legal.Date{Year: 2015 + i%10, Month: 4, Day: 1}, Issuer: "Ủy ban nhân dân tỉnh " + prov}}
		for range 30 {
			x := legal.Citation{From: -1, Relation: legal.BasedOn, Number: fmt.Sprintf(kinds[rnd.IntN(len(kinds))], 1+int(rnd.ExpFloat64()*40))}
			if rnd.IntN(2) == 0 { x.Date = legal.Date{Year: 2012 + rnd.IntN(12), Month: 1 + rnd.IntN(12), Day: 1 + rnd.IntN(28)} }
			if rnd.IntN(2) == 0 { x.Issuer = "UBND tỉnh" }
			f.Citations = append(f.Citations, x)
		}
		must(t, c.PutFile(ctx, f, at(fmt.Sprintf("/in/%d", i))))
	}
	fmt.Println("put", time.Since(start)); start = time.Now()
	rs, err := c.Readings(ctx); must(t, err)
	fmt.Println("readings", time.Since(start)); start = time.Now()
	r := resolve.Documents(rs)
	fmt.Println("resolve", time.Since(start), len(r.Documents), len(r.Edges), len(r.Meanings)); start = time.Now()
	var ms runtime.MemStats; runtime.ReadMemStats(&ms); fmt.Println("heap MB", ms.HeapAlloc>>20, "sys", ms.Sys>>20)
	must(t, c.SaveResolved(ctx, r))
	fmt.Println("save", time.Since(start)); start = time.Now()
	must(t, c.SaveResolved(ctx, r))
	fmt.Println("save again", time.Since(start)); start = time.Now()
	must(t, c.Graph(ctx, func(GraphNode) error { return nil }, func(GraphLink) error { return nil }))
	fmt.Println("graph", time.Since(start))
}
