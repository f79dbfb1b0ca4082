package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// headAsked is the head of a file with our guesses in the fields.
type headAsked struct {
	answer.Question
	crop
	Number, Type, Date, Issuer string
	Guesses                    []guess
	Types                      []string
}

// guess is a number that may be the file's own, with why.
type guess struct {
	Number, Date string
	Share        float64 // among the ways to read it, 0 for what others say
	Why          []legal.Message
	About        legal.Document // the one that others cite
}

// maxGuesses is how many guesses have a key.
const maxGuesses = 9

// crop is the part of a page's picture that holds the head, in points.
type crop struct {
	Page           int
	Picture, Close string // addresses, "" where there is none
	NoPicture      string
	Text           string // the beginning of the text, where there is no picture
	Width, Height  string // of the page
	Bottom         string // of the part
}

// askHead makes the question about a file.
func (s *Server) askHead(r *request, sha string) (*headAsked, error) {
	if !hash.MatchString(sha) {
		return nil, errNoFile
	}
	q, ok, err := s.service(r.ctx, legal.Date.Printed).Question(sha)
	if err == nil && !ok {
		err = errNoFile
	}
	if err != nil {
		return nil, err
	}
	h := &headAsked{Question: q, Number: q.Head.Number, Type: string(q.Head.Type), Issuer: q.Head.Issuer,
		Date: dayTyped(q.Head.KnownDate()), Types: typeNames()}
	if err := s.addGuesses(r.ctx, h); err != nil {
		return nil, err
	}
	h.crop, err = s.cropOf(r.ctx, sha)
	return h, err
}

// addGuesses finds what the number of a file may be, and puts into empty fields the likeliest,
// or the part of it that is known.
func (s *Server) addGuesses(ctx context.Context, h *headAsked) error {
	w := legal.Written{}
	if h.Head.Written != nil {
		w = *h.Head.Written
	}
	if h.Ask == legal.AskNumber {
		perhaps, err := s.service(ctx, legal.Date.Printed).MayBe(h.Question.File)
		if err != nil {
			return err
		}
		h.Guesses = guessesOf(h.Document, w.Guesses, perhaps)
	}
	switch {
	case h.Number != "":
	case len(h.Guesses) > 0:
		h.Number = h.Guesses[0].Number
		if h.Guesses[0].Date != "" && inPart(h.Date) {
			h.Date = h.Guesses[0].Date
		}
	default:
		h.Number = w.Part
	}
	return nil
}

// guessesOf puts together what a number may be: what those that cite the file have told, then
// what was read from handwriting and is cited as well, then either alone.
func guessesOf(told legal.Document, read []legal.Guess, perhaps []audit.Perhaps) []guess {
	var out []guess
	if told.Number != "" {
		out = append(out, guess{Number: told.Number, About: told})
	}
	for _, g := range read {
		out = append(out, guess{Number: g.Number, Share: g.Confidence})
	}
	for _, p := range perhaps {
		g := guess{Number: p.About.Number, Date: p.About.Date.Printed(), Why: p.Reasons, About: p.About}
		if i := slices.IndexFunc(out, func(o guess) bool { return o.Number == g.Number && o.Why == nil }); i >= 0 {
			g.Share = out[i].Share
			out = slices.Delete(out, i, i+1)
		}
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b guess) int { return cmp.Compare(a.rank(), b.rank()) })
	return out[:min(len(out), maxGuesses)]
}

// rank orders guesses by where they come from.
func (g guess) rank() int {
	switch {
	case g.Share == 0 && g.Why == nil: // told
		return 0
	case g.Share > 0 && g.Why != nil:
		return 1
	}
	return 2
}

// dayTyped writes a day as it is typed; where the day of the month is not known it is left out,
// and without a month there is nothing.
func dayTyped(d legal.Date) string {
	if d.Day == 0 && d.Month != 0 {
		return fmt.Sprintf("/%02d/%d", d.Month, d.Year)
	}
	if d.Day == 0 {
		return ""
	}
	return d.Printed()
}

// inPart reports whether what stands in a field is to be completed at its beginning.
func inPart(s string) bool { return s == "" || strings.ContainsAny(s[:1], "/-") }

// typeNames are the names of all known types, in order.
func typeNames() []string {
	var out []string
	for _, w := range legal.TypeWords() {
		if t, ok := legal.TypeOfWord(w); ok && strings.EqualFold(string(t), w) {
			out = append(out, string(t))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cropOf finds the head of a file on its picture: on the first page that has one, from the
// top to a little below it.
func (s *Server) cropOf(ctx context.Context, sha string) (crop, error) {
	info, _, err := s.catalog.FileInfo(ctx, sha)
	if err != nil {
		return crop{}, err
	}
	t, _, err := s.catalog.Text(ctx, sha)
	if err != nil {
		return crop{}, err
	}
	page, bottom := headPlace(&t)
	b := fileBody{Page: page, Reason: info.Reason}
	if page <= len(t.Pages) {
		b.Info = t.Pages[page-1]
	}
	if info.Status == catalog.Waiting {
		b.Reason = "" // it can be drawn
	}
	if s.addPicture(&b, info); b.Picture != "" {
		f, err := s.onDisk(sha, info.Paths)
		if err != nil {
			b.Picture, b.NoPicture = "", "away"
		} else {
			f.Close()
		}
	}
	const below, least, most = 40, .3, .5 // points, and shares of the page
	bottom = min(max(bottom+below, least*b.Info.Height), most*b.Info.Height)
	c := crop{Page: page, Picture: b.Picture, Close: b.Close, NoPicture: b.NoPicture, Width: b.Width, Height: b.Height,
		Bottom: points(bottom)}
	if c.Picture == "" {
		c.Text = t.Content[:excerpt.Forth(t.Content, 0, headLetters)]
	}
	return c, nil
}

// headLetters is how much of a text without picture is shown.
const headLetters = 800

// headPlace returns the page on which the head of a text stands, and where it ends there.
func headPlace(t *legal.Text) (page int, bottom float64) {
	page = 1
	for _, k := range t.Blocks {
		if k.Zone != legal.ZoneHead {
			continue
		}
		for _, b := range t.Boxes(k.Span) {
			if bottom == 0 {
				page = b.Page
			}
			if b.Page == page {
				bottom = max(bottom, b.Y1)
			}
		}
	}
	return page, bottom
}

// FillNumber reports whether the number is to be typed, whole or in part.
func (h *headAsked) FillNumber() bool { return inPart(h.Number) }

// FillDate reports whether the number is there and the day is to be typed.
func (h *headAsked) FillDate() bool {
	return !h.FillNumber() && inPart(h.Date) && (h.Date != "" || h.Ask == legal.AskDate)
}

// sayFile stores what a person reads in the head of a file.
func (s *Server) sayFile(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	f, sha := r.PostForm, r.PathValue("sha")
	said := pipeline.HeadSaid{
		File: sha, State: f.Get("state"), Number: f.Get("number"), Type: f.Get("type"), Date: f.Get("date"),
		Issuer: f.Get("issuer"), Unnumbered: f.Get("say") == sayNone, By: r.by(), Why: f.Get("why"),
	}
	if g := f.Get("guess"); g != "" {
		number, date, _ := strings.Cut(g, " ")
		said.Number, said.Date = number, cmp.Or(date, said.Date)
	}
	if inPart(said.Date) { // and nobody has completed it
		said.Date = ""
	}
	return s.say(r, func(ctx context.Context, c *catalog.Catalog) ([]legal.Correction, error) {
		return pipeline.ConfirmHead(ctx, c, said)
	}, func(b *confirmBody) (err error) { b.File, err = s.askHead(r, sha); return err })
}
