package graph

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// bigCatalogue makes a catalogue of 200,000 documents and 1,000,000 relations.
func bigCatalogue(b *testing.B) string {
	dir := b.TempDir()
	makeUp(200_000).write(b, dir)
	return dir
}

// BenchmarkGraph measures reading the graph, and ten steps up from documents of
// all layers: as a tree, and as the set of documents reached, the latter beside
// SQLite's own recursive query over the same relations with their indexes.
func BenchmarkGraph(b *testing.B) {
	dir := bigCatalogue(b)
	c, err := catalog.OpenReader(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	var g *Graph
	b.Run("Load", func(b *testing.B) {
		for b.Loop() {
			if g, err = Load(context.Background(), c); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(g.nodes)), "documents")
		b.ReportMetric(float64(len(g.rows[Up].arcs)), "relations")
	})
	starts := sample(g, 400)
	b.Run("TenUp", func(b *testing.B) {
		var times []time.Duration
		for b.Loop() {
			for _, id := range starts {
				at := time.Now()
				g.Trace(id, Up, nil, 10, 0)
				times = append(times, time.Since(at))
			}
		}
		b.ReportMetric(milliseconds(median(times)), "p50-ms")
		b.ReportMetric(milliseconds(slices.Max(times)), "max-ms")
	})
	b.Run("TenUpBesideSQLite", func(b *testing.B) { besideSQLite(b, g, dir, starts[:40]) })
	b.Run("AllDown", func(b *testing.B) { // the most cited document, all that rests on it
		most := mostCited(g)
		for b.Loop() {
			g.Trace(most, Down, nil, 0, 1000)
		}
		b.ReportMetric(float64(len(g.Reach(most, Down, nil, 0))), "documents")
	})
}

// besideSQLite reaches the same documents both ways.
func besideSQLite(b *testing.B, g *Graph, dir string, starts []string) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, catalog.FileName)+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	query, err := db.Prepare(`WITH RECURSIVE up (n, steps) AS (SELECT n, 0 FROM documents WHERE id = ?
		UNION SELECT e.target, up.steps + 1 FROM up JOIN edges e ON e.source = up.n WHERE up.steps < 10)
		SELECT count(DISTINCT n) FROM up`)
	if err != nil {
		b.Fatal(err)
	}
	var ours, theirs []time.Duration
	all := 0
	for b.Loop() {
		reached := make([]int, len(starts))
		for i, id := range starts {
			at := time.Now()
			reached[i] = len(g.Reach(id, Up, nil, 10))
			ours = append(ours, time.Since(at))
			all += reached[i]
		}
		for i, id := range starts {
			var n int
			at := time.Now()
			if err := query.QueryRow(id).Scan(&n); err != nil {
				b.Fatal(err)
			}
			theirs = append(theirs, time.Since(at))
			if n != reached[i] {
				b.Fatalf("%s: %d documents reached, SQLite says %d", id, reached[i], n)
			}
		}
	}
	b.ReportMetric(float64(all)/float64(len(ours)), "documents")
	b.ReportMetric(milliseconds(median(ours)), "p50-ms")
	b.ReportMetric(milliseconds(median(theirs)), "p50-SQLite-ms")
	b.ReportMetric(float64(sum(theirs))/float64(sum(ours)), "x-SQLite")
}

// sample returns n documents from all over the graph.
func sample(g *Graph, n int) []string {
	var out []string
	for i := range n {
		out = append(out, g.nodes[i*len(g.nodes)/n].ID)
	}
	return out
}

func mostCited(g *Graph) string {
	best, first := 0, g.rows[Down].first
	for i := range g.nodes {
		if first[i+1]-first[i] > first[best+1]-first[best] {
			best = i
		}
	}
	return g.nodes[best].ID
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func sum(times []time.Duration) time.Duration {
	var s time.Duration
	for _, t := range times {
		s += t
	}
	return s
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
