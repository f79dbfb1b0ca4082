package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Hit is a document found. Page and excerpt are those of its best place.
type Hit struct {
	ID        string    `json:"id"`
	Document  string    `json:"document"`          // in a line
	Printed   string    `json:"printed,omitempty"` // the same as its own page has it, where that is something else
	File      string    `json:"file,omitempty"`
	SHA256    string    `json:"sha256,omitempty"`
	Score     float64   `json:"score"`
	Own       bool      `json:"own"`              // the query names this document
	Source    string    `json:"source,omitempty"` // of its text: text, ocr or mixed
	Page      int       `json:"page,omitempty"`
	Paragraph int       `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Excerpt   string    `json:"excerpt,omitempty"`
	Places    []Snippet `json:"places,omitempty"`
	Issuer

	About    legal.Document `json:"-"` // as meant; of a file that is no document known, what its head says
	Mentions int            `json:"-"` // citations of a document that is only cited
	Gone     bool           `json:"-"` // an ingest has taken it away since the index was made
}

// Held reports whether there is a file of it.
func (h Hit) Held() bool { return h.SHA256 != "" }

// OCR reports whether what is shown of it was read by OCR.
func (h Hit) OCR() bool {
	if len(h.Places) > 0 {
		return h.Places[0].OCR
	}
	return h.Source == index.SourceOCR
}

type Search struct {
	Query      string           `json:"query"`
	Total      int              `json:"total"`
	Offset     int              `json:"offset,omitempty"`
	Partial    bool             `json:"partial"`              // no document has all the words
	DStroke    bool             `json:"eth,omitempty"`        // d was read as đ
	Near       []Near           `json:"near,omitempty"`       // what stands for words that no document has
	Unmet      []FieldValue     `json:"unmet,omitempty"`      // values of fields that no document has, where nothing was found
	Candidates []legal.Document `json:"candidates,omitempty"` // the reference typed can mean any of these
	// changes of the catalogue that the index does not know yet
	Behind int64               `json:"behind,omitempty"`
	Facets map[string][]Counts `json:"facets,omitempty"`
	Hits   []Hit               `json:"hits"`
}

type Near struct {
	Typed   string `json:"typed"`
	Instead string `json:"instead"`
}

type FieldValue struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

func (v FieldValue) String() string { return v.Field + ":" + v.Value }

type Counts struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Snippet is a place of a document found. Its marks are letters of the excerpt:
// each begins with the first and ends before the second.
type Snippet struct {
	Page      int      `json:"page"`
	Paragraph int      `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	OCR       bool     `json:"ocr,omitempty"`       // its text is read by OCR
	Start     int      `json:"start"`               // of the sentence in the running text, in bytes
	End       int      `json:"end"`
	Excerpt   string   `json:"excerpt"`
	Marks     [][2]int `json:"marks"`

	Found    legal.Span `json:"-"` // the words found, in the running text
	Citation int        `json:"-"` // the citation they stand in, from 1; 0 for none
	Words    string     `json:"-"` // as that reads
}

// excerptLetters is the length of an excerpt: a sentence, or the part of a long one
// around what was found.
const excerptLetters = 240

func snippetOf(text string, mentions []catalog.Mention, p index.Snippet) Snippet {
	out := Snippet{Page: p.Page, Paragraph: p.Paragraph, OCR: p.OCR, Start: p.Sentence.Start, End: p.Sentence.End, Found: p.Best}
	for _, m := range mentions {
		if m.Start <= p.Best.Start && p.Best.End <= m.End {
			out.Citation, out.Words = m.Index+1, m.Raw
		}
	}
	from, to := p.Sentence.Start, p.Sentence.End
	if utf8.RuneCountInString(text[from:to]) > excerptLetters {
		best := p.Best
		for _, m := range p.Highlights {
			if m.Start >= best.Start && utf8.RuneCountInString(text[best.Start:m.End]) < excerptLetters/2 {
				best.End = m.End
			}
		}
		wide, end := excerpt.Window(text, best, excerptLetters)
		from, to = max(from, wide), min(to, end)
	}
	out.Excerpt, out.Marks = squeeze(text, from, to, p.Highlights)
	return out
}

// squeeze returns text[from:to] with its white space folded, an ellipsis where it
// is cut out of a line, and the letters of it that are marked.
func squeeze(text string, from, to int, marks []legal.Span) (string, [][2]int) {
	var b strings.Builder
	letters, space := 0, false
	write := func(r rune) { b.WriteRune(r); letters++ }
	out := [][2]int{}
	if from > 0 && text[from-1] != '\n' {
		write('…')
	}
	begun := letters
	for i, r := range text[from:to] {
		at := from + i
		for _, m := range marks {
			if m.End == at && len(out) > 0 && out[len(out)-1][1] < 0 {
				out[len(out)-1][1] = letters
			}
		}
		if unicode.IsSpace(r) {
			space = letters > begun
			continue
		}
		if space {
			write(' ')
			space = false
		}
		for _, m := range marks {
			if m.Start == at && m.End <= to {
				out = append(out, [2]int{letters, -1})
			}
		}
		write(r)
	}
	if len(out) > 0 && out[len(out)-1][1] < 0 {
		out[len(out)-1][1] = letters
	}
	if to < len(text) && text[to] != '\n' {
		write('…')
	}
	return b.String(), out
}

// Search tells what a query found: the hits from offset on, each with at most so
// many places. Facets are there where they were counted.
func (t *Service) Search(text string, found index.Found, offset, places int) (Search, error) {
	out := Search{Query: text, Total: found.Total, Offset: offset, Partial: found.Partial, DStroke: found.DStroke,
		Behind: found.Behind}
	if len(found.Candidates) > 1 {
		out.Candidates = found.Candidates
	}
	for _, n := range found.Replaced {
		out.Near = append(out.Near, Near{Typed: n.Typed, Instead: n.Replacement})
	}
	for _, v := range found.Unmet {
		out.Unmet = append(out.Unmet, FieldValue(v))
	}
	for _, f := range found.Facets {
		if out.Facets == nil {
			out.Facets = map[string][]Counts{}
		}
		out.Facets[f.Field] = []Counts{}
		for _, c := range f.Counts {
			out.Facets[f.Field] = append(out.Facets[f.Field], Counts(c))
		}
	}
	var err error
	out.Hits, err = t.hits(found, places)
	return out, err
}

func times(n int) legal.Message {
	if n == 1 {
		return legal.Say(legal.OneTime)
	}
	return legal.Say(legal.NTimes, n)
}
