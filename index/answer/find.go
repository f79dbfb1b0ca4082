package answer

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/lookup"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Documents returns the documents a reference fits: by ID, by file, by number,
// by ordinal and type, by the name of a law; then narrowed by what else was typed. What
// fits none may be the name of a file without its extension. For files see [Contents].
func Documents(ctx context.Context, c *catalog.Catalog, text string,
	real func(string) string) ([]legal.Document, error) {
	text = strings.TrimSpace(text)
	if legal.IsFileName(text) {
		return documentsOf(ctx, c, text, real)
	}
	found, err := lookup.Documents(ctx, c, text)
	if err != nil || len(found) > 0 {
		return found, err
	}
	return namedAs(ctx, c, text)
}

// Referred returns the documents that a reference fits as [Documents] does, and looks at no
// names of files: what is being typed is looked up with every letter.
func Referred(ctx context.Context, c *catalog.Catalog, text string) ([]legal.Document, error) {
	return lookup.Documents(ctx, c, text)
}

// namedAs returns the documents of the files that are named so, but for the extension and
// what stands between the words.
func namedAs(ctx context.Context, c *catalog.Catalog, text string) ([]legal.Document, error) {
	slug := viet.Slug(text)
	known, err := c.KnownPaths(ctx)
	if err != nil || slug == "" {
		return nil, err
	}
	contents := map[string]bool{}
	for path, k := range known {
		name := filepath.Base(path)
		if viet.Slug(strings.TrimSuffix(name, filepath.Ext(name))) == slug {
			contents[k.SHA256] = true
		}
	}
	return documentsIn(ctx, c, slices.Sorted(maps.Keys(contents)))
}

// Contents returns the hashes of the files that a name can mean, in order: the
// one at this path, else those whose paths end with it. Real turns a name into the
// path that the catalogue keeps; nil where the name comes from afar, and the disk is
// not to be asked.
func Contents(ctx context.Context, c *catalog.Catalog, name string, real func(string) string) ([]string, error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return nil, err
	}
	contents := map[string]bool{}
	at := name
	if real != nil {
		at = real(name)
	}
	if k, ok := known[at]; ok {
		contents[k.SHA256] = true
	} else {
		end := string(filepath.Separator) + viet.Normalize(filepath.Clean(name))
		for path, k := range known {
			if strings.HasSuffix(viet.Normalize(path), end) {
				contents[k.SHA256] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(contents)), nil
}

// ContentsOf returns the hashes of the files held that begin so, in order; none where the
// beginning has fewer than eight digits.
func ContentsOf(ctx context.Context, c *catalog.Catalog, begin string) ([]string, error) {
	if len(begin) < 8 {
		return nil, nil
	}
	known, err := c.KnownPaths(ctx)
	contents := map[string]bool{}
	for _, k := range known {
		if strings.HasPrefix(k.SHA256, strings.ToLower(begin)) {
			contents[k.SHA256] = true
		}
	}
	return slices.Sorted(maps.Keys(contents)), err
}

// documentsOf returns the documents that the files of a name are.
func documentsOf(ctx context.Context, c *catalog.Catalog, name string,
	real func(string) string) ([]legal.Document, error) {
	contents, err := Contents(ctx, c, name, real)
	if err != nil {
		return nil, err
	}
	return documentsIn(ctx, c, contents)
}

// documentsIn returns the documents that some contents are.
func documentsIn(ctx context.Context, c *catalog.Catalog, contents []string) ([]legal.Document, error) {
	ids := map[string]bool{}
	for _, sha := range contents {
		id, err := c.SelfOf(ctx, sha)
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	var found []legal.Document
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		d, ok, err := c.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, d)
		}
	}
	return found, nil
}
