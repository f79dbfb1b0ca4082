package index

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Entry is what the index is told of one document: a file we hold with its running
// text, or a document that is only cited, so that its number finds it too.
type Entry struct {
	ID string // the caller's name for it
	// Deleted takes the ID out of the index; the fields below are then ignored.
	Deleted bool

	Document string      // ID of the document it is, "" where that is open
	Text     string      // running text, NFC; "" where the document is only cited
	Title    string      // trích yếu
	Names    []string    // of a law, and other names people look for
	Type     string      // "Kế hoạch"
	Number   string      // as its family writes it, "64/KH-UBND"
	Issuer   string      // "Ủy ban nhân dân tỉnh Lâm Đồng"
	Level    legal.Level // of the issuer
	Province string      // that the issuer is of or lies in, "" where it is not known
	Places   []string    // slugs of the places that the issuer is of or lies in, at every level
	Date     string      // YYYY-MM-DD, YYYY-MM, YYYY or ""
	Key      string      // legal.Symbol.FoldKey of its own number, "" for none
	Cites    []Cited     // every citation in it; repeats are ignored
	Held     bool        // we have a file of it
	Source   string      // of the text of a file: one of the Source constants
	Force    string      // from which days on it is in force and no longer, as forceTerm writes it
	Files    []string    // names of the file, without folders
}

// Cited is a citation as the index knows it.
type Cited struct {
	Key      string         // FoldKey of its number, "" for none
	Document string         // ID of the document meant, "" where it is not certain
	Relation legal.Relation // what the file itself says of it, "" where another document speaks
}

// Where the text of a file comes from.
const (
	SourceText   = "text"
	SourceOCR    = "ocr"
	SourceMixed  = "mixed"  // some of its pages are read by OCR
	SourceUnread = "unread" // no page has text yet
)

// Fields of the index. Of the running text there are the words with their number,
// the words side by side (bigrams), short forms and what they stand for, and the sequence of all words, against which
// phrases are checked.
const (
	fieldWords    = "words"
	fieldBigrams  = "bigrams"
	fieldShort    = "short" // expressions, see short.go
	fieldSequence = "sequence"

	fieldDocument = "document"
	fieldKey      = "key"
	fieldCites    = "cites"
	fieldType     = "type"
	fieldIssuer   = "issuer"
	fieldLevel    = "level"
	fieldProvince = "province"
	fieldPlace    = "place"
	fieldDate     = "date"
	fieldYear     = "year"
	fieldHeld     = "held"
	fieldSource   = "source"
	fieldForce    = "force"
	fieldFile     = "file" // words of file names, see filename.go
)

// columns are the fields that results are sorted or counted by.
var columns = map[string]bool{
	fieldType: true, fieldIssuer: true, fieldLevel: true, fieldProvince: true, fieldDate: true, fieldYear: true,
	fieldHeld: true, fieldSource: true, fieldForce: true, fieldDocument: true,
}

// passages are the texts in which words find the entry: of a file its running text
// alone, so that nothing is found that is not on the page.
func (e Entry) passages() []string {
	if e.Held {
		return []string{e.Text}
	}
	return slices.DeleteFunc(append([]string{e.Title, e.Type, e.Number, e.Issuer}, e.Names...),
		func(s string) bool { return s == "" })
}

// facts are the values of all other fields.
func (e Entry) facts() map[string][]string {
	held := "false"
	if e.Held {
		held = "true"
	}
	return map[string][]string{
		fieldDocument: {e.Document},
		fieldKey:      {e.Key},
		fieldCites:    e.cites(),
		fieldType:     {e.Type},
		fieldIssuer:   {e.Issuer},
		fieldLevel:    {string(e.Level)},
		fieldProvince: {e.Province},
		fieldPlace:    e.Places,
		fieldDate:     {e.Date},
		fieldYear:     {e.Date[:min(len(e.Date), 4)]},
		fieldHeld:     {held},
		fieldSource:   {e.Source},
		fieldForce:    {e.Force},
		fieldFile:     nameTerms(e.Files),
	}
}

// cites returns the terms under which the citations of the entry are found: by
// number, by document, and either with its relation.
func (e Entry) cites() []string {
	var out []string
	for _, c := range e.Cites {
		if c.Relation != "" {
			out = append(out, citedTerm("", "", c.Relation))
		}
		for _, r := range slices.Compact([]legal.Relation{"", c.Relation}) {
			if c.Key != "" {
				out = append(out, citedTerm(c.Key, "", r))
			}
			if c.Document != "" {
				out = append(out, citedTerm("", c.Document, r))
			}
		}
	}
	return out
}

// citedTerm is the term of citations of a number or a document; a relation narrows
// it, "" takes all.
func citedTerm(key, document string, r legal.Relation) string {
	switch {
	case key != "":
		return string(r) + " " + key
	case document != "":
		return string(r) + "=" + document
	}
	return string(r)
}

// newMapping indexes nothing by itself: [Entry.document] says how each field is kept.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentDisabledMapping()
	m.DefaultAnalyzer = keyword.Name
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// specimen is analyzed into the version: most changes of the analyzer or of the
// folding beneath it show in it.
const specimen = "UBND, ủy ban nhân dân, Căn cứ Nghị quyết số 30-NQ/TW, Quyết định 71/2020/NÐ-CP; ỦY BAN, uỷ ban, hoà, khoẻ, quý, " +
	"Đắk Lắk e\u0323\u0302 66.25 15a đào tạo¹ café bằng\u200bchữ ÃẲẨẼỂĨÕỔỞŨỬỸ"

// making is raised when entries are made of the catalogue in another way (sync.go),
// which does not show in the specimen.
const making = 4

// version names the way entries are made and indexed; an index of another version must be
// built anew.
func version() string {
	e := Entry{ID: "specimen", Text: specimen, Held: true, Document: "d", Title: "t", Names: []string{"n"}, Type: "y",
		Number: "1", Issuer: "i",
		Level: "l", Province: "p", Places: []string{"p"}, Date: "2020-01-02", Key: "k", Source: "s", Force: "f", Files: []string{"1105_KH-ĐKT.pdf"},
		Cites: []Cited{{Key: "k", Document: "d", Relation: legal.Cites}}}
	h := sha256.New()
	fmt.Fprintln(h, making, shortForms)
	cited := e
	cited.Held = false
	for _, e := range []Entry{e, cited} {
		for _, f := range e.document(newAnalyzer()).Fields {
			fmt.Fprintln(h, f.Name(), f.Options(), f.AnalyzedLength(), f.Value())
			for _, term := range slices.Sorted(maps.Keys(f.AnalyzedTokenFrequencies())) {
				fmt.Fprintln(h, term, f.AnalyzedTokenFrequencies()[term].Frequency())
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
