// Package ocr reads pages that are nothing but a picture: a page is drawn with
// poppler's pdftoppm, set upright and level, its tables are unrolled, and Tesseract
// reads it with Debian's Vietnamese model.
//
//	picture, err := ocr.Draw(ctx, ocr.Request{Path: path, Page: 3})
//	page, err := reader.Read(ctx, picture)  // an ocr.Reader
//	pages = ocr.Repair(pages)              // of one file, before layout
//	text := layout.TextFrom(pages, sources)
//	citations := cite.Find(text)
//	ocr.Grade(text, citations)             // confidence from the words
//	ocr.Place(&text, views)                // boxes back to the page as drawn
//
// A [Page] is kept as it was read; [Repair] mends symbols afterwards by their
// grammar, so that better rules need no second reading.
package ocr
