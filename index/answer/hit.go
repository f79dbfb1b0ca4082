package answer

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Passage is what a query shows of a file, whatever other files say.
type Passage struct {
	Head   legal.Head
	Source string // of its text, as in [Hit]
	Places []Snippet
}

// PassageOf takes the passage, of at most so many places, from what was read of a file.
func PassageOf(q index.Query, t *legal.Text, mentions []catalog.Mention, places int) Passage {
	p := Passage{Head: t.Head, Source: index.SourceOf(t.Sources())}
	for _, found := range q.Snippets(t, mentions, places) {
		p.Places = append(p.Places, snippetOf(t.Content, mentions, found))
	}
	return p
}

// Passages finds the passage of a file; ok is false where it has no text any more. It is asked for several at once.
type Passages func(ctx context.Context, q index.Query, f catalog.FileInfo, places int) (p Passage, ok bool, err error)

// passage is [Passages] from the catalogue.
func (t *Service) passage(ctx context.Context, q index.Query, f catalog.FileInfo,
	places int) (p Passage, ok bool, err error) {
	text, ok, err := t.c.Text(ctx, f.SHA256)
	if err != nil || !ok {
		return p, false, err
	}
	mentions, err := t.c.Mentions(ctx, f.SHA256)
	return PassageOf(q, &text, mentions, places), err == nil, err
}

// hits tells of the documents found. The ID of what the index found is the hash of a
// file, or that of a document which is only cited. What an ingest has taken away since
// the index was made is told as gone.
func (t *Service) hits(found index.Found, places int) ([]Hit, error) {
	var hashes []string
	for _, h := range found.Hits {
		hashes = append(hashes, h.ID)
	}
	files, err := t.c.FileInfos(t.ctx, hashes)
	if err != nil {
		return nil, err
	}
	var ids, cited []string
	for _, id := range hashes {
		if f, held := files[id]; held {
			ids = append(ids, f.Document)
		} else {
			ids, cited = append(ids, id), append(cited, id)
		}
	}
	docs, err := t.c.DocumentsOf(t.ctx, ids)
	if err != nil {
		return nil, err
	}
	mentions, err := t.c.CountMentions(t.ctx, cited)
	if err != nil {
		return nil, err
	}
	passages, err := t.passagesOf(found, files, places)
	if err != nil {
		return nil, err
	}
	out := make([]Hit, 0, len(hashes))
	for i, h := range found.Hits {
		d, known := docs[ids[i]]
		f, held := files[h.ID]
		hit := Hit{ID: cmp.Or(ids[i], h.ID), Score: h.Score, Own: h.Own, About: d}
		if hit.Issuer, err = t.issuer(d.Body); err != nil {
			return nil, err
		}
		switch {
		case held && passages[i] != nil:
			hit.ofFile(f, *passages[i], t)
		case held:
			hit.gone(h, t.lang)
		case known:
			hit.Mentions = mentions[d.ID]
			line := labelOf(d, hit.Today(authority.Name(d.Body), t.lang), t.day, t.lang)
			hit.Document = legal.Say(legal.OnlyCitedTimes, line, times(hit.Mentions)).
				In(t.lang)
		default:
			hit.gone(h, t.lang)
		}
		out = append(out, hit)
	}
	return out, nil
}

// passagesOf finds the passages of the files found, each in its place, on all processors: nil where what was
// found is no file, or one that is there no more.
func (t *Service) passagesOf(found index.Found, files map[string]catalog.FileInfo, places int) ([]*Passage, error) {
	out := make([]*Passage, len(found.Hits))
	work, ctx := errgroup.WithContext(t.ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, h := range found.Hits {
		f, held := files[h.ID]
		if !held || f.Deleted {
			continue
		}
		work.Go(func() error {
			p, ok, err := t.passages(ctx, found.Effective, f, places)
			if ok && err == nil {
				out[i] = &p
			}
			return err
		})
	}
	return out, work.Wait()
}

// gone completes the hit of what is there no more.
func (h *Hit) gone(found index.Hit, lang legal.Lang) {
	h.Gone, h.Document = true, legal.Say(legal.Gone, cmp.Or(found.Document, found.ID)).In(lang)
}

// ofFile completes the hit of a file. What is meant counts before what the file's head
// says, and this where nothing is meant.
func (h *Hit) ofFile(f catalog.FileInfo, p Passage, t *Service) {
	h.SHA256, h.Source, h.Places = f.SHA256, p.Source, p.Places
	if len(f.Paths) > 0 {
		h.File = f.Paths[0]
	}
	if len(h.Places) > 0 {
		h.Page, h.Paragraph, h.Excerpt = h.Places[0].Page, h.Places[0].Paragraph, h.Places[0].Excerpt
	}
	d, printed := &h.About, p.Head
	d.Type, d.Number = cmp.Or(d.Type, printed.Type), cmp.Or(d.Number, printed.Number)
	d.Date, d.Title = cmp.Or(d.Date, printed.KnownDate()), cmp.Or(d.Title, printed.Title)
	d.Body.Name = cmp.Or(d.Body.Name, printed.Issuer)
	d.Part = cmp.Or(d.Part, printed.PartOfNumber())
	meant := legal.Head{Type: d.Type, Number: d.Number, Date: d.Date, Issuer: d.Body.Name, Title: d.Title,
		Written: printed.Written}
	now := meant
	if h.BodyEnded || len(h.BodyNow) > 0 {
		now.Issuer = h.Today(authority.Name(d.Body), t.lang)
	}
	h.Document = titled(HeadLine(now, t.day)+conflictMark(*d, t.lang), meant.Title)
	h.Printed = t.printedAs(*d, printed)
}

// printedAs returns what a head prints where that is something else than what is meant,
// else "".
func (t *Service) printedAs(d legal.Document, printed legal.Head) string {
	meant := legal.Head{Type: d.Type, Number: d.Number, Date: d.Date, Issuer: d.Body.Name, Title: d.Title}
	if !otherwise(printed, meant) {
		return ""
	}
	return titled(HeadLine(printed, t.day), printed.Title)
}

// otherwise reports whether a head prints something else than what is meant.
func otherwise(printed, meant legal.Head) bool {
	differ := func(printed, meant string) bool { return printed != "" && meant != "" && printed != meant }
	number := func(s string) string {
		if sym, ok := legal.ParseSymbol(s); ok {
			return sym.FoldKey()
		}
		return s
	}
	return slices.Contains([]bool{
		differ(string(printed.Type), string(meant.Type)), differ(number(printed.Number), number(meant.Number)),
		differ(printed.Date.String(), meant.Date.String()), differ(printed.Issuer, meant.Issuer),
		differ(printed.Title, meant.Title),
	}, true)
}

func titled(line, title string) string {
	if title == "" {
		return line
	}
	return line + ": " + title
}
