package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// Resolve works out what citations mean and stores what has changed. Run does so
// itself; it is called after a registry or a correction has changed. Where only
// files have, no more than what hangs on them is resolved: the result is the same.
func Resolve(ctx context.Context, c *catalog.Catalog) error {
	rules, err := rules()
	if err != nil {
		return err
	}
	open, err := c.Unresolved(ctx, rules)
	if err != nil || open.Empty() {
		return err
	}
	if open.Whole {
		return resolveAll(ctx, c, rules)
	}
	r, err := restate(open.Files, open.Readings, open.Claims)
	if err != nil {
		return err
	}
	err = c.ResolvePart(ctx, r, open.Readings, resolve.Part)
	if errors.Is(err, catalog.ErrWhole) {
		return resolveAll(ctx, c, rules)
	}
	return err
}

// restatedAtOnce is how many files are restated in one transaction.
const restatedAtOnce = 500

// resolveAll resolves everything. Cut off, it is begun again by the next run.
func resolveAll(ctx context.Context, c *catalog.Catalog, rules string) error {
	files, mark, err := c.StartWhole(ctx, rules, resolve.RecordKeys)
	if err != nil {
		return err
	}
	facts, err := c.Facts(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(files, restatedAtOnce) {
		old, err := c.Claims(ctx, some)
		if err != nil {
			return err
		}
		r, err := restate(some, readingsOf(facts.Readings, some), old)
		if err != nil {
			return err
		}
		if err := c.PutClaims(ctx, r); err != nil {
			return err
		}
	}
	if err := c.SaveResolved(ctx, resolve.Documents(facts)); err != nil {
		return err
	}
	return c.EndWhole(ctx, mark)
}

// readingsOf returns the readings of some files; both are by hash.
func readingsOf(readings []legal.Reading, files []string) []legal.Reading {
	var out []legal.Reading
	for _, r := range readings {
		if _, ok := slices.BinarySearch(files, r.File); ok {
			out = append(out, r)
		}
	}
	return out
}

// restate works out what files say now in the place of what they said before.
func restate(files []string, readings []legal.Reading, old []legal.Claim) (catalog.Restated, error) {
	r := catalog.Restated{Files: files, Old: old, Gone: map[legal.Tally]int{}, Come: map[legal.Tally]int{}}
	for _, x := range readings {
		claims, err := resolve.Claims(x)
		if err != nil {
			return r, err
		}
		r.New = append(r.New, claims...)
	}
	return r, errors.Join(resolve.Tallies(r.Old, 1, r.Gone), resolve.Tallies(r.New, 1, r.Come))
}

// rules names the rules that citations are resolved by: those of this program. What
// another one has prepared is not built upon.
func rules() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read own program: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read own program: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
