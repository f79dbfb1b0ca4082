package graph_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log"
	"os"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
)

// From texts to who rests on a document, and through which chain.
func Example() {
	g, err := plans(
		"UBND TỈNH QUẢNG NINH\nSố: 58/KH-UBND\nngày 06 tháng 3 năm 2023\n\nKẾ HOẠCH\n\nThực hiện Nghị quyết số 14/NQ-CP ngày 05/02/2023 của Chính phủ.",
		"TRƯỜNG THCS BẾN TẮM\nSố: 19/KH-THCSBT\nngày 20 tháng 4 năm 2023\n\nKẾ HOẠCH\n\nCăn cứ Kế hoạch số 58/KH-UBND ngày 06/3/2023 của UBND tỉnh Quảng Ninh.",
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, hop := range g.Reach("nq-14-cp-2023", graph.Down, nil, 0)[1:] {
		fmt.Println(hop.Steps, hop.ID, hop.Relation, hop.Via)
	}
	// Output:
	// 1 kh-58-ubnd-quang-ninh-2023 implements nq-14-cp-2023
	// 2 kh-19-thcsbt-truong-thcs-ben-tam-quang-ninh-2023 based_on kh-58-ubnd-quang-ninh-2023
}

// plans reads texts into a data folder, for as long as it takes to load their graph: what a run does,
// stage by stage.
func plans(texts ...string) (*graph.Graph, error) {
	dir, err := os.MkdirTemp("", "graph")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	c, err := catalog.Open(dir)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	ctx := context.Background()
	for _, text := range texts {
		t := layout.Plain(text)
		f := catalog.File{SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(text))), Status: catalog.Read, Text: t,
			Citations: cite.Find(t)}
		if err := c.PutFile(ctx, f, catalog.Path{Path: "/" + f.SHA256 + ".txt"}); err != nil {
			return nil, err
		}
	}
	if err := pipeline.Resolve(ctx, c); err != nil {
		return nil, err
	}
	return graph.Load(ctx, c)
}
