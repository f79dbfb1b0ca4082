package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// Retry reads once more the known files that which picks, whatever has become of
// their contents, and pages of them that OCR could not read. A file that is not
// there is left: only an ingest of its folder finds that it has vanished.
func Retry(ctx context.Context, c *catalog.Catalog, o Options, which func(catalog.Known) bool) (Summary, error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return Summary{}, err
	}
	r := newRun(c, o, known)
	r.reread = true
	if o.OtherEngine {
		if err := r.know(ctx); err != nil {
			return Summary{}, err
		}
	}
	var todo []candidate
	for path, k := range known {
		if !which(k) {
			continue
		}
		r.sum.Found++
		info, err := os.Stat(path)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				r.sum.Unreadable = append(r.sum.Unreadable, path)
			}
			r.sum.Deferred++
			continue
		}
		todo = append(todo, candidate{path, k.Root, info})
	}
	slices.Sort(r.sum.Unreadable)
	slices.SortFunc(todo, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
	for _, f := range todo {
		if k := known[f.path]; k.Status == catalog.Waiting && !o.NoOCR {
			if err := c.ForgetOCRFailures(ctx, k.SHA256); err != nil {
				return r.sum, err
			}
		}
	}
	return r.all(ctx, todo, nil)
}
