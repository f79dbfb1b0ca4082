package export

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// dot writes the graph for Graphviz (https://graphviz.org/doc/info/lang.html). A
// document that is only cited has a dashed outline, one in conflict a red one; what
// changes or ends another has an arrow that ends in a bar:
//
//	"kh-64-…" -> "nq-30-tw-k13" [label="implements", …];
func dot(w *bufio.Writer, v *catalog.View) error {
	fmt.Fprint(w, `digraph danchieu {
  graph [rankdir=BT];
  node [shape=box, fontname="sans-serif", fontsize=10];
  edge [fontname="sans-serif", fontsize=8];
`)
	err := eachDocument(v, func(d Document) error {
		look := ""
		if d.Held == "" {
			look += ", style=dashed"
		}
		if d.Conflict {
			look += ", color=red"
		}
		_, err := fmt.Fprintf(w, "  %s [label=%s, tooltip=%s%s];\n", dotID(d.ID), dotLabel(d.dotName()),
			dotLabel(d.Title), look)
		return err
	})
	if err != nil {
		return err
	}
	err = eachEdge(v, func(e Edge) error {
		look := ""
		switch {
		case e.Relation.Changes() || len(e.Subtypes) > 0:
			look = ", arrowhead=tee"
		case e.Relation == legal.Cites:
			look = ", style=dotted"
		}
		_, err := fmt.Fprintf(w, "  %s -> %s [label=%s, tooltip=%s%s];\n", dotID(e.From), dotID(e.To),
			dotLabel(e.label()), dotLabel(e.places()), look)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, "}")
	return err
}

// dotName is the name of a node over two lines or three.
func (d Document) dotName() string {
	lines := []string{d.name()}
	if day := d.Date.String(); day != "" {
		lines = append(lines, day)
	}
	if body := d.issuer(); body != "" {
		lines = append(lines, body)
	}
	return strings.Join(lines, "\n")
}

// dotID writes a string as Graphviz reads it: a quote is the only thing to escape,
// and a backslash before one must not reach it.
func dotID(s string) string { return `"` + dotEscapes.Replace(Plain(s)) + `"` }

// dotLabel writes a text to be shown: there a backslash and an ampersand mean more,
// and a line feed is written "\n".
func dotLabel(s string) string { return `"` + dotShown.Replace(Plain(s)) + `"` }

var (
	dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	dotShown   = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\r\n", `\n`, "\n", `\n`, "\r", `\n`)
)
