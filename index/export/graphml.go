package export

import (
	"bufio"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// graphML writes the graph for yEd, Gephi, igraph and NetworkX
// (http://graphml.graphdrawing.org/specification.html):
//
//	<node id="nq-30-tw-k13"><data key="node.label">Nghị quyết 30-NQ/TW</data>…</node>
//	<edge id="e0" source="kh-64-…" target="nq-30-tw-k13"><data key="edge.relation">implements</data>…</edge>
func graphML(w *bufio.Writer, v *catalog.View) error {
	fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`)
	graphMLKeys(w, "node", nodeAttributes)
	graphMLKeys(w, "edge", edgeAttributes)
	fmt.Fprint(w, `<graph id="danchieu" edgedefault="directed">`+"\n")
	err := eachDocument(v, func(d Document) error {
		fmt.Fprint(w, `<node id="`)
		xmlText(w, d.ID)
		fmt.Fprint(w, `">`)
		graphMLData(w, "node", nodeAttributes, d)
		_, err := fmt.Fprint(w, "</node>\n")
		return err
	})
	if err != nil {
		return err
	}
	n := 0
	err = eachEdge(v, func(e Edge) error {
		fmt.Fprintf(w, `<edge id="e%d" source="`, n)
		xmlText(w, e.From)
		fmt.Fprint(w, `" target="`)
		xmlText(w, e.To)
		fmt.Fprint(w, `">`)
		graphMLData(w, "edge", edgeAttributes, e)
		n++
		_, err := fmt.Fprint(w, "</edge>\n")
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w, "</graph>\n</graphml>\n")
	return err
}

func graphMLKeys[T any](w *bufio.Writer, of string, attributes []attribute[T]) {
	for _, a := range attributes {
		fmt.Fprintf(w, `<key id="%s.%s" for="%s" attr.name="%s" attr.type="%s"/>`+"\n", of, a.name, of, a.name, a.kind)
	}
}

func graphMLData[T any](w *bufio.Writer, of string, attributes []attribute[T], x T) {
	for _, a := range attributes {
		if s := a.value(x); s != "" {
			fmt.Fprintf(w, `<data key="%s.%s">`, of, a.name)
			xmlText(w, s)
			fmt.Fprint(w, "</data>")
		}
	}
}
