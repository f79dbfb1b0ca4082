package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// theDocument finds the one document a person means. Where several fit it lists
// them and decides nothing.
func (a *app) theDocument(ctx context.Context, c *catalog.Catalog, ref string) (legal.Document, error) {
	found, err := answer.Documents(ctx, c, ref, realPath)
	if err != nil {
		return legal.Document{}, dataFailure(err, a.data)
	}
	switch len(found) {
	case 0:
		empty := map[string]any{"candidates": []legal.Document{}}
		return legal.Document{}, a.noResult(ctx, c, empty, say("no document %s is held or cited here", ref),
			say("danchieu search looks for words"))
	case 1:
		return found[0], nil
	}
	hint := say("name one by its ID, or add its year or place")
	return legal.Document{}, a.ambiguous(ref, found, hint, func(w printer) {
		w.printf("%d documents are called %s:\n", len(found), ref)
		for _, d := range found {
			w.printf("  %-36s %s\n", d.ID, a.describe(d))
		}
	})
}

// ambiguous says that a reference may mean several things, as JSON or by show.
func (a *app) ambiguous(ref string, candidates any, hint legal.Words, show func(printer)) error {
	if a.json {
		err := writeJSONLine(a.stdout, map[string]any{"ambiguous": ref, "candidates": candidates})
		if err == nil {
			err = exitError{code: exitNothing, err: errors.New("")}
		}
		return err
	}
	show(a.stderr)
	return exitError{exitNothing, say("%s is ambiguous", ref), hint}
}

// describe names a document in one line.
func (a *app) describe(d legal.Document) string { return answer.Label(d, a.day, a.markLang()) }

// day writes a date: for people as they do, in JSON as data.
func (a *app) day(d legal.Date) string {
	if a.json {
		return d.String()
	}
	return d.Printed()
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
