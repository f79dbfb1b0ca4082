package answer

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Hit is a document found. Page and excerpt are those of its best place.
type Hit struct {
	ID       string  `json:"id"`
	Document string  `json:"document"` // in a line
	File     string  `json:"file,omitempty"`
	SHA256   string  `json:"sha256,omitempty"`
	Score    float64 `json:"score"`
	Own      bool    `json:"own"`              // the query names this document
	Source   string  `json:"source,omitempty"` // of its text: text, ocr or mixed
	Page     int     `json:"page,omitempty"`
	Excerpt  string  `json:"excerpt,omitempty"`
	Places   []Place `json:"places,omitempty"`
}

type Search struct {
	Query      string              `json:"query"`
	Total      int                 `json:"total"`
	Offset     int                 `json:"offset,omitempty"`
	Partial    bool                `json:"partial"`              // no document has all the words
	Eth        bool                `json:"eth,omitempty"`        // d was read as đ
	Near       []Near              `json:"near,omitempty"`       // what stands for words that no document has
	Candidates []legal.Document    `json:"candidates,omitempty"` // the reference typed can mean any of these
	Behind     int64               `json:"behind,omitempty"`     // changes of the catalogue that the index does not know yet
	Facets     map[string][]Counts `json:"facets,omitempty"`
	Hits       []Hit               `json:"hits"`
}

type Near struct {
	Typed   string `json:"typed"`
	Instead string `json:"instead"`
}

type Counts struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// hit gathers what to print of a hit. Its ID is the hash of a file, or
// that of a document which is only cited.
func (w *Teller) hit(h index.Hit, q index.Query, places int) (Hit, error) {
	out := Hit{ID: h.ID, Score: h.Score, Own: h.Own}
	info, held, err := w.c.FileInfo(w.ctx, h.ID)
	if err != nil {
		return out, err
	}
	if !held {
		return out, w.citedHit(&out)
	}
	t, there, err := w.c.Text(w.ctx, h.ID)
	if err != nil {
		return out, err
	}
	if !there { // an ingest has taken it away since the index was made
		out.SHA256, out.Document = h.ID, cmp.Or(h.Document, h.ID)+": no longer there"
		return out, nil
	}
	mentions, err := w.c.Mentions(w.ctx, h.ID)
	if err != nil {
		return out, err
	}
	out.SHA256, out.Document, out.Source = h.ID, HeadLine(t.Head, w.day), index.SourceOf(t.Pages)
	if t.Head.Title != "" {
		out.Document += ": " + t.Head.Title
	}
	if info.Document != "" {
		out.ID = info.Document
	}
	if len(info.Paths) > 0 {
		out.File = info.Paths[0]
	}
	for _, p := range q.Places(&t, mentions, places) {
		out.Places = append(out.Places, showPlace(t.Content, p))
	}
	if len(out.Places) > 0 {
		out.Page, out.Excerpt = out.Places[0].Page, out.Places[0].Excerpt
	}
	return out, nil
}

func (w *Teller) citedHit(out *Hit) error {
	d, ok, err := w.c.Document(w.ctx, out.ID)
	if err != nil || !ok {
		return err
	}
	mentions, err := w.c.MentionsOf(w.ctx, d.ID, 0)
	if err != nil {
		return err
	}
	out.Document = fmt.Sprintf("%s: only cited, %s", w.line(d), times(len(mentions)))
	return nil
}

// Place is a place of a document found. Its marks are letters of the excerpt:
// each begins with the first and ends before the second.
type Place struct {
	Page    int      `json:"page"`
	OCR     bool     `json:"ocr,omitempty"` // its text is read by OCR
	Start   int      `json:"start"`         // of the sentence in the running text, in bytes
	End     int      `json:"end"`
	Excerpt string   `json:"excerpt"`
	Marks   [][2]int `json:"marks"`
}

// excerptLetters is the length of an excerpt: a sentence, or the part of a long one
// around what was found.
const excerptLetters = 240

func showPlace(text string, p index.Place) Place {
	out := Place{Page: p.Page, OCR: p.OCR, Start: p.Sentence.Start, End: p.Sentence.End, Marks: [][2]int{}}
	from, to := p.Sentence.Start, p.Sentence.End
	if utf8.RuneCountInString(text[from:to]) > excerptLetters {
		best := p.Best
		for _, m := range p.Marks {
			if m.Start >= best.Start && utf8.RuneCountInString(text[best.Start:m.End]) < excerptLetters/2 {
				best.End = m.End
			}
		}
		wide, end := Window(text, best, excerptLetters)
		from, to = max(from, wide), min(to, end)
	}
	out.Excerpt, out.Marks = squeeze(text, from, to, p.Marks)
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
func (w *Teller) Search(text string, found index.Found, offset, places int) (Search, error) {
	out := Search{Query: text, Total: found.Total, Offset: offset, Partial: found.Partial, Eth: found.Eth, Behind: found.Behind, Hits: []Hit{}}
	if len(found.Candidates) > 1 {
		out.Candidates = found.Candidates
	}
	for _, n := range found.Near {
		out.Near = append(out.Near, Near(n))
	}
	for _, h := range found.Hits {
		hit, err := w.hit(h, found.Meant, places)
		if err != nil {
			return out, err
		}
		out.Hits = append(out.Hits, hit)
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
	return out, nil
}

func times(n int) string {
	if n == 1 {
		return "1 time"
	}
	return fmt.Sprintf("%d times", n)
}

// HeadLine names a document by what it says of itself; day writes its date.
func HeadLine(h legal.Head, day func(legal.Date) string) string {
	parts := []string{string(h.Type)}
	if h.Type == "" {
		parts[0] = "văn bản"
	}
	if h.Number != "" {
		parts = append(parts, "số "+h.Number)
	} else {
		parts = append(parts, "(số chưa rõ)")
	}
	if !h.Date.IsZero() {
		parts = append(parts, "ngày "+day(h.Date))
	}
	if h.Issuer != "" {
		parts = append(parts, "của "+h.Issuer)
	}
	return strings.Join(parts, " ")
}
