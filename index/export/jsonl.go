package export

import (
	"bufio"
	"encoding/json"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// jsonl writes one JSON object a line.
func jsonl(w *bufio.Writer, v *catalog.View, what What) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	switch what {
	case Documents:
		return eachDocument(v, func(d Document) error { return enc.Encode(d) })
	case Edges:
		return eachEdge(v, func(e Edge) error { return enc.Encode(e) })
	}
	return eachCitation(v, func(c Citation) error { return enc.Encode(c) })
}
