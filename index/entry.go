package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Entry is what the index is told of one document: a file we hold with its running
// text, or a document that is only cited, so that its number finds it too.
type Entry struct {
	ID  string // the caller's name for it; a later entry with the same ID replaces it
	Seq int64  // the catalogue's sequence number of this state
	// Deleted takes the ID out of the index; the fields below are then ignored.
	Deleted bool

	Text   string   // running text, NFC; "" where the document is only cited
	Title  string   // trích yếu
	Names  []string // of a law, and other names people look for
	Type   string   // "Kế hoạch"
	Number string   // as its family writes it, "64/KH-UBND"
	Issuer string   // "Ủy ban nhân dân tỉnh Lâm Đồng"
	Date   string   // YYYY-MM-DD, YYYY-MM, YYYY or ""
	Key    string   // legal.Symbol.FoldKey of its own number, "" for none
	Cites  []string // FoldKey of every numbered citation in it; repeats are ignored
	Held   bool     // we have a file of it
}

// Fields of the index. fieldHead holds, in this order, title, type, number, issuer
// and names; titleAt is where in it the title stands.
const (
	fieldText   = "text"
	fieldHead   = "head"
	fieldKey    = "key"
	fieldCites  = "cites"
	fieldType   = "type"
	fieldIssuer = "issuer"
	fieldDate   = "date"
	fieldYear   = "year"
	fieldHeld   = "held"

	titleAt = 0
)

// fields turns the entry into what the mapping expects. Positions of an array are
// kept in the index, so empty members stay.
func (e Entry) fields() map[string]any {
	f := map[string]any{
		fieldText:   e.Text,
		fieldHead:   append([]string{e.Title, e.Type, e.Number, e.Issuer}, e.Names...),
		fieldKey:    e.Key,
		fieldCites:  unique(e.Cites),
		fieldType:   e.Type,
		fieldIssuer: e.Issuer,
		fieldDate:   e.Date,
		fieldYear:   e.Date[:min(len(e.Date), 4)],
		fieldHeld:   fmt.Sprint(e.Held),
	}
	for name, value := range f {
		if value == "" {
			delete(f, name)
		}
	}
	return f
}

func unique(values []string) []string {
	var out []string
	seen := make(map[string]bool)
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// newMapping says how the fields are indexed. Nothing is stored: text and facts
// are the catalogue's. Term vectors, the costly part, are kept where phrases and
// highlights need them; column values where results are sorted or counted by them.
func newMapping() mapping.IndexMapping {
	text := &mapping.FieldMapping{Type: "text", Analyzer: analyzerName, Index: true, IncludeTermVectors: true}
	column := &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true, DocValues: true}
	word := &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true}
	found := &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true, IncludeTermVectors: true}

	doc := bleve.NewDocumentStaticMapping()
	for name, field := range map[string]*mapping.FieldMapping{
		fieldText: text, fieldHead: text,
		fieldKey: found, fieldCites: word, fieldHeld: word,
		fieldType: column, fieldIssuer: column, fieldDate: column, fieldYear: column,
	} {
		doc.AddFieldMappingsAt(name, field)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = keyword.Name
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// specimen is analyzed into the version: most changes of the analyzer or of the
// folding beneath it show in it.
const specimen = "Căn cứ Nghị quyết số 30-NQ/TW, Quyết định 71/2020/NÐ-CP; ỦY BAN, uỷ ban, hoà, khoẻ, quý, " +
	"Đắk Lắk e\u0323\u0302 66.25 15a đào tạo¹ café bằng\u200bchữ ÃẲẨẼỂĨÕỔỞŨỬỸ"

// version names the way entries are indexed; an index of another version must be
// built anew.
func version() (string, error) {
	m, err := json.Marshal(newMapping())
	if err != nil {
		return "", fmt.Errorf("encode mapping: %w", err)
	}
	h := sha256.New()
	h.Write(m)
	for _, t := range (analyzer{}).Analyze([]byte(specimen)) {
		fmt.Fprintln(h, t.Position, t.Start, t.End, string(t.Term))
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}
