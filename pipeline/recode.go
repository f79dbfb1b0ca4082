package pipeline

import (
	"bytes"
	"context"
	"encoding/gob"

	"github.com/danchieu/danchieu/pipeline/ocr"
)

// recode writes what OCR has read in the form of today, where an earlier version stored it as
// package gob does, whose bytes differ from process to process.
func (r *run) recode(ctx context.Context) error {
	return r.catalog.Recode(ctx, func(reading []byte) ([]byte, error) {
		if _, err := ocr.Decode(reading); err == nil {
			return reading, nil // before this was cut off
		}
		var page ocr.Page
		if err := gob.NewDecoder(bytes.NewReader(reading)).Decode(&page); err != nil {
			return nil, err
		}
		return ocr.Encode(page), nil
	})
}
