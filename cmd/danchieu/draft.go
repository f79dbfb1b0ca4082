package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/pipeline"
)

// readDraft reads a draft that somebody sent to the pages, without OCR. Outside programs and the
// child read a file, so it lies in a folder of its own, for this user alone, as long as that takes.
func readDraft(ctx context.Context, name string, content []byte) (r pipeline.FileReading, err error) {
	kind := strings.ToLower(filepath.Ext(name))
	if kind == ".txt" {
		return pipeline.ReadText(ctx, bytes.NewReader(content))
	}
	dir, err := os.MkdirTemp("", "danchieu-draft-*")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "draft"+kind)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return r, err
	}
	child, err := startReader(ctx)
	if err != nil {
		return r, err
	}
	defer child.Close()
	return pipeline.Read(ctx, child, file, nil)
}
