package export

import (
	"bufio"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// gexf writes the graph for Gephi (https://gexf.net, version 1.3). Two documents
// may have several edges between them, told apart by kind, which is the relation:
//
//	<node id="nq-30-tw-k13" label="Nghị quyết 30-NQ/TW"><attvalues>…</attvalues></node>
//	<edge id="0" source="kh-64-…" target="nq-30-tw-k13" kind="implements" weight="2">…</edge>
func gexf(w *bufio.Writer, v *catalog.View) error {
	fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<graph defaultedgetype="directed" mode="static">
`)
	gexfAttributes(w, "node", nodeAttributes)
	gexfAttributes(w, "edge", edgeAttributes)
	fmt.Fprintln(w, "<nodes>")
	err := eachDocument(v, func(d Document) error {
		fmt.Fprint(w, `<node id="`)
		xmlText(w, d.ID)
		fmt.Fprint(w, `" label="`)
		xmlText(w, d.name())
		fmt.Fprint(w, `">`)
		gexfValues(w, nodeAttributes, d)
		_, err := fmt.Fprint(w, "</node>\n")
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprint(w, "</nodes>\n<edges>\n")
	n := 0
	err = eachEdge(v, func(e Edge) error {
		fmt.Fprintf(w, `<edge id="%d" source="`, n)
		xmlText(w, e.From)
		fmt.Fprint(w, `" target="`)
		xmlText(w, e.To)
		fmt.Fprint(w, `" kind="`)
		xmlText(w, string(e.Relation))
		fmt.Fprintf(w, `" weight="%d">`, e.Mentions)
		gexfValues(w, edgeAttributes, e)
		n++
		_, err := fmt.Fprint(w, "</edge>\n")
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w, "</edges>\n</graph>\n</gexf>\n")
	return err
}

// gexfTypes are the names that GEXF has for the kinds of attributes.
var gexfTypes = map[string]string{"string": "string", "boolean": "boolean", "int": "integer"}

func gexfAttributes[T any](w *bufio.Writer, of string, attributes []attribute[T]) {
	fmt.Fprintf(w, `<attributes class="%s" mode="static">`+"\n", of)
	for _, a := range attributes {
		fmt.Fprintf(w, `<attribute id="%s" title="%s" type="%s"/>`+"\n", a.name, a.name, gexfTypes[a.kind])
	}
	fmt.Fprint(w, "</attributes>\n")
}

func gexfValues[T any](w *bufio.Writer, attributes []attribute[T], x T) {
	fmt.Fprint(w, "<attvalues>")
	for _, a := range attributes {
		if s := a.value(x); s != "" {
			fmt.Fprintf(w, `<attvalue for="%s" value="`, a.name)
			xmlText(w, s)
			fmt.Fprint(w, `"/>`)
		}
	}
	fmt.Fprint(w, "</attvalues>")
}
