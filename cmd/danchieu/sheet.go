package main

import (
	"io"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/web/sheet"
)

// sheet writes the chain of a document as an evidence sheet.
func (a *app) sheet(known *answer.Teller, q sheet.Question, path string) error {
	if err := toFile(path, func(w io.Writer) error { return sheet.Write(w, known, q) }); err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, map[string]any{"sheet": path})
	}
	a.stderr.printf("written: %s\n", path)
	return nil
}
