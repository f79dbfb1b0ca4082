package export

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// cypher writes statements that make the graph in Neo4j 4.4 or later, one a line
// (cypher-shell -f FILE). They may be run again, also over another state:
//
//	MERGE (d:Document {id: 'nq-30-tw-k13'}) SET d += {label: 'Nghị quyết 30-NQ/TW', …};
//	MATCH (a:Document {id: 'kh-64-…'}), (b:Document {id: 'nq-30-tw-k13'}) MERGE (a)-[r:IMPLEMENTS]->(b) SET r += {…};
func cypher(w *bufio.Writer, v *catalog.View) error {
	fmt.Fprintln(w, "CREATE CONSTRAINT danchieu_document IF NOT EXISTS FOR (d:Document) REQUIRE d.id IS UNIQUE;")
	err := eachDocument(v, func(d Document) error {
		fmt.Fprintf(w, "MERGE (d:Document {id: %s}) SET d += {", cypherString(d.ID))
		cypherMap(w, nodeAttributes, d)
		_, err := fmt.Fprint(w, "};\n")
		return err
	})
	if err != nil {
		return err
	}
	return eachEdge(v, func(e Edge) error {
		fmt.Fprintf(w, "MATCH (a:Document {id: %s}), (b:Document {id: %s}) MERGE (a)-[r:%s]->(b) SET r += {",
			cypherString(e.From), cypherString(e.To), cypherName(strings.ToUpper(string(e.Relation))))
		cypherMap(w, edgeAttributes, e)
		_, err := fmt.Fprint(w, "};\n")
		return err
	})
}

// cypherMap writes the members of a map; what has no value is null, which takes
// away what an earlier state said.
func cypherMap[T any](w *bufio.Writer, attributes []attribute[T], x T) {
	for i, a := range attributes {
		if i > 0 {
			fmt.Fprint(w, ", ")
		}
		s := a.value(x)
		switch {
		case s == "":
			s = "null"
		case a.kind == "string":
			s = cypherString(s)
		}
		fmt.Fprintf(w, "%s: %s", a.name, s)
	}
}

// cypherName writes a name that need not be an identifier.
func cypherName(s string) string {
	return "`" + strings.ReplaceAll(Plain(s), "`", "``") + "`"
}

// cypherString writes a string. Older versions of Neo4j read \u before anything
// else, also behind a backslash that is itself escaped, and would take another
// letter for the text: there the string is put together of two.
func cypherString(s string) string {
	return "'" + cypherUnicode.Replace(cypherEscapes.Replace(Plain(s))) + "'"
}

var (
	cypherEscapes = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`)
	cypherUnicode = strings.NewReplacer(`\\u`, `\\' + 'u`, `\\U`, `\\' + 'U`)
)
