package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Difference is a file that is no longer as it was read.
type Difference struct {
	Path string
	Says legal.Message
}

// Differing hashes all known files where they lie and returns those that are not as
// they were read, by path, and how many it looked at.
func Differing(ctx context.Context, c *catalog.Catalog) (out []Difference, n int, err error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return nil, 0, err
	}
	for path, k := range known {
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if k.SHA256 == "" {
			continue // it could not be opened when it was found
		}
		n++
		switch sum, err := datadir.Hash(path); {
		case errors.Is(err, fs.ErrNotExist):
			out = append(out, Difference{path, legal.Say(legal.FileGone)})
		case err != nil:
			out = append(out, Difference{path, legal.Say(legal.Verbatim, printable(err.Error()))})
		case sum != k.SHA256:
			out = append(out, Difference{path, legal.Say(legal.FileChanged)})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return out, n, nil
}
