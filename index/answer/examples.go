package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Examples returns queries that find something here: the number of what is cited most, the
// number of the next as people type it, words of a title. There are none where nothing is cited.
func Examples(ctx context.Context, c *catalog.Catalog) ([]string, error) {
	cited, err := c.MostCited(ctx, 50)
	if err != nil {
		return nil, err
	}
	var numbered []legal.Document
	title := ""
	for _, d := range cited {
		if len(d.Symbol.Codes) > 0 {
			numbered = append(numbered, d)
		}
		title = cmp.Or(title, titleWords(d.Title))
	}
	var out []string
	for i, d := range numbered[:min(2, len(numbered))] {
		typed := d.Number
		if i == 1 {
			typed = viet.Fold(strings.TrimSpace(string(d.Type) + " " + d.Number))
		}
		out = append(out, typed)
	}
	if title != "" {
		out = append(out, title)
	}
	return out, nil
}

// titleWords returns the first words of a title that say what it is about; "" for a title that
// is too short.
func titleWords(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return strings.ContainsRune(" ,;:.“”\"()", r) })
	for len(words) > 0 && slices.Contains([]string{"về", "việc", "ban", "hành", "quy", "định", "phê", "duyệt"}, words[0]) {
		words = words[1:]
	}
	if len(words) < 3 || strings.ContainsAny(strings.Join(words[:3], ""), "0123456789/-") {
		return ""
	}
	return strings.Join(words[:min(4, len(words))], " ")
}
