package answer

import (
	"maps"
	"slices"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// Watched is something new that cites a document that is watched.
type Watched struct {
	News
	At time.Time // when the run that found it began
}

// Watched returns what the runs have found that newly cites what is watched, the newest
// first, at most so much.
func (t *Service) Watched(limit int) ([]Watched, error) {
	watched, err := t.watched()
	if err != nil {
		return nil, err
	}
	found, err := t.citing(watched, limit)
	if err != nil {
		return nil, err
	}
	return t.inWords(found)
}

// citing returns the news that cite some documents, the newest first.
func (t *Service) citing(watched map[string]int64, limit int) ([]catalog.News, error) {
	return t.c.NewsCiting(t.ctx, slices.Sorted(maps.Keys(watched)), limit)
}

func (t *Service) inWords(found []catalog.News) (out []Watched, err error) {
	if len(found) == 0 {
		return nil, nil
	}
	runs, err := t.c.Runs(t.ctx)
	if err != nil {
		return nil, err
	}
	began := map[int64]time.Time{}
	for _, r := range runs {
		began[r.N] = r.Started
	}
	for _, n := range found {
		w := Watched{News: News{News: n}, At: began[n.Run]}
		if w.Says, err = t.says(n.Document); err != nil {
			return nil, err
		}
		if w.TargetSays, err = t.says(n.Target); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// NewestFirst puts hits in the order in which their files came, the last one first, and
// returns when each came, by its hash. What is only cited is left out: it has no file.
func (t *Service) NewestFirst(hits []Hit) ([]Hit, map[string]time.Time, error) {
	hits = slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool { return h.Gone || !h.Held() })
	var files []string
	for _, h := range hits {
		files = append(files, h.SHA256)
	}
	came, err := t.c.CameIn(t.ctx, files)
	slices.SortStableFunc(hits, func(x, y Hit) int { return came[y.SHA256].Compare(came[x.SHA256]) })
	return hits, came, err
}

// Line tells a piece of news, with the words for its relation.
func (n News) Line(relation string) string {
	if n.What != catalog.NewsEdge {
		return n.Says
	}
	return n.Says + " —" + relation + "→ " + n.TargetSays
}
