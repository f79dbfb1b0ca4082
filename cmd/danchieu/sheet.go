package main

import (
	"io"

	"github.com/danchieu/danchieu/web/sheet"
)

// evidence writes the chain of a document for paper, and as a bundle.
func (q asked) evidence(about sheet.Question, o traceOptions) error {
	if o.sheet != "" {
		if err := q.sheet(about, o.sheet); err != nil || o.bundle == "" {
			return err
		}
	}
	return q.bundle(about, o.bundle, o.withFiles)
}

// sheet writes the chain of a document as an evidence sheet.
func (q asked) sheet(about sheet.Question, path string) error {
	if err := toFile(path, func(w io.Writer) error { return sheet.Write(&tamed{w: w}, q.known, about) }); err != nil {
		return err
	}
	return q.tell(map[string]any{"sheet": path}, func(printer) { q.stderr.printf("written: %s\n", path) })
}
