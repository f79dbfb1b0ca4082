package answer

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// Whatever came and went in between, the news that are left turn what was known before into
// what is known after.
func TestNetNewsIsTheDifference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	kinds := []string{catalog.NewsDocument, catalog.NewsEdge, catalog.NewsConflict}
	for range 200 {
		before := map[string]bool{}
		for _, kind := range kinds {
			for d := range 3 {
				before[fmt.Sprint(kind, "|", d)] = rnd.IntN(2) == 0
			}
		}
		now := maps.Clone(before)
		var told []News
		for run := range int64(rnd.IntN(6)) {
			for _, key := range slices.Sorted(maps.Keys(now)) {
				if rnd.IntN(3) > 0 {
					continue
				}
				kind, d, _ := strings.Cut(key, "|")
				what := kind
				if now[key] {
					what = opposite[kind]
				}
				now[key] = !now[key]
				told = append(told, News{News: catalog.News{Run: run, What: what, Document: d}})
			}
		}
		got := maps.Clone(before)
		for _, n := range netNews(told) {
			gone := !slices.Contains(kinds, n.What)
			kind := n.What
			if gone {
				kind = opposite[n.What]
			}
			key := kind + "|" + n.Document
			if got[key] == !gone {
				t.Errorf("%s of %s is no news", n.What, n.Document)
			}
			got[key] = !gone
		}
		if diff := cmp.Diff(now, got); diff != "" {
			t.Errorf("%v: %s", told, diff)
		}
	}
}

// Of a path that changed again and again only what it held before and holds after is told, and
// nothing where that is the same.
func TestNetFilesIsTheDifference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	contents := []string{"", "a", "b", "c"}
	for range 500 {
		var events []catalog.PathEvent
		want := map[string][2]string{}
		for _, path := range []string{"/p", "/q", "/r"} {
			start := contents[rnd.IntN(len(contents))]
			now := start
			runs := 0
			for run := range int64(5) {
				next := contents[rnd.IntN(len(contents))]
				if next == now {
					continue
				}
				e := catalog.PathEvent{Run: run, Path: path, Before: now, SHA256: next, What: catalog.Replaced}
				switch {
				case next == "":
					e.What = catalog.Vanished
				case now == "":
					e.What = catalog.New
				}
				if next != "" {
					e.Status = catalog.Read
				}
				events, now = append(events, e), next
				runs++
			}
			if now != start {
				want[path] = [2]string{start, now}
			}
		}
		got := map[string][2]string{}
		for _, e := range netFiles(events) {
			if _, twice := got[e.Path]; twice {
				t.Errorf("%s is told twice", e.Path)
			}
			got[e.Path] = [2]string{e.Before, e.SHA256}
			if (e.What == catalog.New) != (e.Before == "") || (e.What == catalog.Vanished) != (e.SHA256 == "") {
				t.Errorf("from %q to %q is told as %s", e.Before, e.SHA256, e.What)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v: %s", events, diff)
		}
	}
}
