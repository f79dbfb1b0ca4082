package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// theDocument finds the one document a person means. Where several fit it lists
// them and decides nothing.
func (a *app) theDocument(ctx context.Context, c *catalog.Catalog, ref string) (legal.Document, error) {
	found, err := findDocuments(ctx, c, ref)
	if err != nil {
		return legal.Document{}, dataFailure(err, a.data)
	}
	switch len(found) {
	case 0:
		empty := map[string]any{"candidates": []legal.Document{}}
		return legal.Document{}, a.nothing(ctx, c, empty, fmt.Errorf("no document %s is held or cited here", ref), "danchieu search looks for words")
	case 1:
		return found[0], nil
	}
	if a.json {
		if err := writeJSONLine(a.stdout, map[string]any{"ambiguous": ref, "candidates": found}); err != nil {
			return legal.Document{}, err
		}
		return legal.Document{}, failure{code: exitNothing, err: errors.New("")}
	}
	fmt.Fprintf(a.stderr, "%d documents are called %s:\n", len(found), ref)
	for _, d := range found {
		fmt.Fprintf(a.stderr, "  %-36s %s\n", d.ID, a.describe(d))
	}
	return legal.Document{}, failure{exitNothing, fmt.Errorf("%s is ambiguous", ref), "name one by its ID, or add its year or place"}
}

// findDocuments returns the documents a reference fits: by ID, by file, by number,
// by ordinal and type, by the name of a law; then narrowed by what else was typed.
func findDocuments(ctx context.Context, c *catalog.Catalog, text string) ([]legal.Document, error) {
	text = strings.TrimSpace(text)
	if ext := strings.ToLower(filepath.Ext(text)); ext == ".pdf" || ext == ".txt" {
		return documentsOf(ctx, c, text)
	}
	return index.Documents(ctx, c, text)
}

// contentsOf returns the hashes of the files that a name can mean, in order: the
// one at this path, else those whose paths end with it.
func contentsOf(ctx context.Context, c *catalog.Catalog, name string) ([]string, error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return nil, err
	}
	contents := map[string]bool{}
	if k, ok := known[realPath(name)]; ok {
		contents[k.SHA256] = true
	} else {
		end := string(filepath.Separator) + viet.Normalize(filepath.Clean(name))
		for path, k := range known {
			if strings.HasSuffix(viet.Normalize(path), end) {
				contents[k.SHA256] = true
			}
		}
	}
	return sortedKeys(contents), nil
}

// documentsOf returns the documents that the files of a name are.
func documentsOf(ctx context.Context, c *catalog.Catalog, name string) ([]legal.Document, error) {
	contents, err := contentsOf(ctx, c, name)
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, sha := range contents {
		id, err := c.SelfOf(ctx, sha)
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	var found []legal.Document
	for _, id := range sortedKeys(ids) {
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

// realPath returns a path as the catalogue keeps it: absolute, links in its folder
// followed.
func realPath(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return path
	}
	return filepath.Join(dir, filepath.Base(path))
}

// describe names a document in one line.
func (a *app) describe(d legal.Document) string {
	var parts []string
	if d.Type != "" {
		parts = append(parts, string(d.Type))
	}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if d.Number != "" {
		parts = append(parts, d.Number)
	} else if d.Name == "" {
		parts = append(parts, "(số chưa rõ)")
	}
	if day := a.day(d.Date); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	s := strings.Join(parts, " ")
	if body := index.BodyName(d.Body); body != "" {
		s += ", " + body
	}
	switch {
	case len(d.Conflicts) > 0:
		s += " [conflict: " + strings.Join(d.Conflicts, ", ") + "]"
	case d.Conflict:
		s += " [conflict]"
	}
	return s
}

// day writes a date: for people as they do, in JSON as data.
func (a *app) day(d legal.Date) string {
	if a.json {
		return d.String()
	}
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%02d/%d", d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year)
}

// dayOf writes a stored date for people; what is no date stays as it is.
func dayOf(s string) string {
	d, err := legal.ParseDate(s)
	if err != nil {
		return s
	}
	return new(app).day(d)
}
