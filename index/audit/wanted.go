package audit

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Want is a document that is cited and not held.
type Want struct {
	Document legal.Document `json:"document"`
	// Partial is true where its body or its year is not known: the ID has an x.
	Partial  bool     `json:"partial,omitempty"`
	Citing   int      `json:"citing"`    // held documents that cite it
	Chains   int      `json:"chains"`    // held documents that rest on it, directly or through others
	Mentions int      `json:"mentions"`  // citations that mean it, but those that change or end it
	Changed  int      `json:"changed"`   // held documents that change or end it
	NeededBy []string `json:"needed_by"` // IDs of the held documents that need it most: those on which most others rest
	// Perhaps are held files without a known number that may be it, the likeliest first.
	Perhaps []Perhaps `json:"perhaps,omitempty"`
	Key     string    `json:"key"`            // by which a person marks it
	Mark    *Mark     `json:"mark,omitempty"` // what a person says of it, where [Marks.OfWants] put that
}

// neededBy is how many of those who need a document are named.
const neededBy = 3

// Wanted returns the documents that are cited and not held: those known in full
// first, then by how many held documents cite them, rest on them through chains,
// and by mentions. What is only changed or ended is not wanted: nothing rests on it.
// With a type given, only those of it.
func Wanted(ctx context.Context, c *catalog.Catalog, t legal.Type) ([]Want, error) {
	docs, err := c.Documents(ctx)
	if err != nil {
		return nil, err
	}
	self := map[string]string{}
	err = c.EachHead(ctx, func(h catalog.OwnHead) error { self[h.File] = h.Document; return nil })
	if err != nil {
		return nil, err
	}
	wants := map[string]*Want{}
	for _, d := range docs {
		if d.Held == "" && (t == "" || d.Type == t) {
			wants[d.ID] = &Want{Document: d, Partial: strings.Contains(d.ID+"-", "-x-")}
		}
	}
	g, err := graph.Load(ctx, c)
	if err != nil {
		return nil, err
	}
	reach := g.NewReach(legal.Supports)
	below := map[string]int{}
	down := func(id string) int {
		n, ok := below[id]
		if !ok {
			n = reach.Down(id)
			below[id] = n
		}
		return n
	}
	if err := gatherWants(ctx, c, wants, self, down); err != nil {
		return nil, err
	}
	perhaps, err := perhapsByDocument(ctx, c)
	if err != nil {
		return nil, err
	}
	out := make([]Want, 0, len(wants))
	for _, id := range slices.Sorted(maps.Keys(wants)) {
		if w := wants[id]; w.Mentions > 0 {
			w.Chains, w.Perhaps, w.Key = down(id), perhaps[id], keyOf(legal.FieldWanted, w.about())
			out = append(out, *w)
		}
	}
	slices.SortStableFunc(out, compareWants)
	return out, nil
}

func compareWants(a, b Want) int {
	if a.Partial != b.Partial {
		if a.Partial {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(b.Citing, a.Citing), cmp.Compare(b.Chains, a.Chains), cmp.Compare(b.Mentions, a.Mentions))
}

// gatherWants counts who cites what is wanted. A file speaks for the document it
// is, also where it quotes another.
func gatherWants(ctx context.Context, c *catalog.Catalog, wants map[string]*Want, self map[string]string,
	down func(string) int) error {
	current := ""
	citing, changing := map[string]bool{}, map[string]bool{}
	flush := func() {
		if w := wants[current]; w != nil {
			w.Citing, w.NeededBy, w.Changed = len(citing), mostNeeded(citing, down), len(changing)
		}
		clear(citing)
		clear(changing)
	}
	err := c.EachTestimony(ctx, nil, func(k catalog.Testimony) error {
		if k.Document != current {
			flush()
			current = k.Document
		}
		switch w := wants[current]; {
		case w == nil:
		case k.Changes():
			changing[self[k.File]] = true
		default:
			w.Mentions++
			citing[self[k.File]] = true
		}
		return nil
	})
	flush()
	return err
}

// mostNeeded returns the few on which most others rest.
func mostNeeded(ids map[string]bool, down func(string) int) []string {
	sorted := slices.Sorted(maps.Keys(ids))
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(down(b), down(a)) })
	return sorted[:min(neededBy, len(sorted))]
}
