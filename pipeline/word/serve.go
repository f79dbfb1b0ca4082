package word

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Answer is what a child process makes of a Word file: the [Document], as [In] takes it.
// It is for [pdf.Serve].
func Answer(data []byte) ([]byte, error) {
	doc, err := Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(doc); err != nil {
		return nil, fmt.Errorf("write document: %w", err)
	}
	return b.Bytes(), nil
}

// In reads a Word file in a child process, within its limits.
func In(ctx context.Context, child *pdf.Child, path string) (doc Document, err error) {
	answer, err := child.ReadOther(ctx, path)
	if err != nil {
		return doc, err
	}
	if err := gob.NewDecoder(bytes.NewReader(answer)).Decode(&doc); err != nil {
		return Document{}, fmt.Errorf("%w: read answer: %w", pdf.ErrCrashed, err)
	}
	return doc, nil
}
