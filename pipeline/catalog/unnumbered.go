package catalog

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Unnumbered returns the heads of the files whose document has no number that is known,
// nor the name of a law, by the document's ID and hash; not those of which a person has
// said that they bear no number.
func (c *Catalog) Unnumbered(ctx context.Context) ([]OwnHead, error) {
	const query = "SELECT " + headColumns + `, f.sha256, d.id
		FROM documents d CROSS JOIN files f ON f.document = d.n
		WHERE d.held <> '' AND d.number = '' AND d.name = '' AND d.deleted = 0
			AND NOT EXISTS (SELECT 1 FROM corrections k
				WHERE k.file = f.sha256 AND k.field = 'number' AND k.undone_at = '')
		ORDER BY d.id, f.sha256`
	return readAll(ctx, c, "read files without a number", query, nil, func(h *OwnHead) []any {
		return append(headPlaces(&h.Head), &h.File, &h.Document)
	})
}

// Tied returns why a file is the document that others say, where its own head bears no
// number; the zero message where nobody says so.
func (c *Catalog) Tied(ctx context.Context, sha256 string) (why legal.Message, err error) {
	const query = "SELECT tied FROM files WHERE sha256 = ? AND tied_number <> '' AND head_number = ''"
	_, err = c.find(ctx, "read what others say of "+sha256, query, []any{sha256}, &why)
	return why, err
}

// Series returns the documents of a year whose numbers differ from a symbol's in the
// ordinal alone, of whatever body, by ID: those of a known body and one known day. A type
// is given where the codes do not tell it.
func (c *Catalog) Series(ctx context.Context, s legal.Symbol, t legal.Type, year int) ([]legal.Document, error) {
	s.Ordinal = ""
	from := legal.Date{Year: year}.String()
	until := legal.Date{Year: year + 1}.String()
	prefix := s.FoldKey() + "|" + string(t) + "|"
	return c.documents(ctx, "near <> '' AND near >= ? AND near < ?", prefix+from, prefix+until)
}
