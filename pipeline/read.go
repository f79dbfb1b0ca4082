package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Reading is what one file says: its running text and the citations in it.
type Reading struct {
	SHA256    string // of the file's bytes, in hex
	Text      legal.Text
	Citations []legal.Citation
}

// Read reads one file from its bytes to its citations: stages in a row, each a
// function from value to value. A .txt file is taken as running text; anything
// else is a PDF, and reader reads it. asIs takes the text of pages as it is, also
// where it is not to be relied on.
func Read(ctx context.Context, reader *pdf.Child, path string, asIs bool) (r Reading, err error) {
	defer func() {
		if p := recover(); p != nil { // a fault of ours on one file is not to stop the others
			err = fmt.Errorf("%w: %v", pdf.ErrCrashed, p)
		}
	}()
	sum, err := hashFile(path)
	if err != nil {
		return Reading{}, err
	}
	r.SHA256 = sum
	if strings.EqualFold(filepath.Ext(path), ".txt") {
		r.Text, err = readPlain(path)
	} else {
		r.Text, err = readPDF(ctx, reader, path, asIs)
	}
	if err != nil {
		return r, err
	}
	r.Citations = cite.Find(r.Text)
	return r, nil
}

func readPDF(ctx context.Context, reader *pdf.Child, path string, asIs bool) (legal.Text, error) {
	pages, err := reader.Read(ctx, path)
	if err != nil {
		return legal.Text{}, err
	}
	if !asIs {
		return layout.Text(pages), nil
	}
	sources := make([]legal.PageSource, len(pages))
	for i := range sources {
		sources[i] = legal.SourceText
	}
	return layout.TextFrom(pages, sources), nil
}

func readPlain(path string) (legal.Text, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return legal.Text{}, fmt.Errorf("read text: %w", err)
	}
	return layout.Plain(strings.ToValidUTF8(string(b), string(utf8.RuneError))), nil
}

func hashFile(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read file: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}
