package index

import (
	"cmp"
	"context"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Sync brings the index under dir to the state of the catalogue. A file is an
// entry under its SHA-256, with its running text and the document it is; a
// document of which we hold no file is one under its ID. The caller sees to it that nobody else
// does so at the same time, save where the catalogue is shared: whoever comes second then waits.
func Sync(ctx context.Context, dir string, c *catalog.Catalog) (Report, error) {
	return syncFor(ctx, dir, c, "")
}

// Rebuild builds the index under dir anew from the catalogue. Readers stay
// undisturbed until it is done.
func Rebuild(ctx context.Context, dir string, c *catalog.Catalog) (Report, error) {
	return syncFor(ctx, dir, c, "asked for")
}

// Prepare builds beside the index under dir the one of a catalogue that is to take the place
// of the one there, and returns what makes it the live one.
func Prepare(ctx context.Context, dir string, c *catalog.Catalog) (publish func() error, err error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return nil, err
	}
	return runPrepare(ctx, dir, Catalogue{UUID: uuid, Seq: seq}, changesOf(ctx, c))
}

func syncFor(ctx context.Context, dir string, c *catalog.Catalog, reason string) (Report, error) {
	if c.Shared() { // a server beside an ingest brings it up to date by itself
		release, err := datadir.LockWait(ctx, dir)
		if err != nil {
			return Report{}, err
		}
		defer release()
	}
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return Report{}, err
	}
	return runUpdate(ctx, dir, Catalogue{UUID: uuid, Seq: seq}, changesOf(ctx, c), reason)
}

// changesOf returns the changes of a catalogue as an update asks for them.
func changesOf(ctx context.Context, c *catalog.Catalog) Changes {
	return func(since int64) iter.Seq2[Entry, error] {
		return func(yield func(Entry, error) bool) {
			changes, err := c.Changes(ctx, since, 0)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			changed := map[string]bool{}
			for _, ch := range changes {
				changed[ch.File] = true
			}
			for _, ch := range changes {
				entries, err := entriesOf(ctx, c, ch, changed)
				if err != nil {
					yield(Entry{}, err)
					return
				}
				for _, e := range entries {
					if !yield(e, nil) {
						return
					}
				}
			}
		}
	}
}

// entriesOf makes the entries that a change touches: of a document we hold, those
// of its files too, save where they come by themselves.
func entriesOf(ctx context.Context, c *catalog.Catalog, ch catalog.Change, changed map[string]bool) ([]Entry, error) {
	e := Entry{ID: ch.File + ch.ID, Seq: ch.Seq, Deleted: ch.Deleted}
	if ch.Deleted {
		return []Entry{e}, nil
	}
	if ch.File != "" {
		err := e.fromFile(ctx, c, ch.File)
		return []Entry{e}, err
	}
	d, ok, err := c.Document(ctx, ch.ID)
	if err != nil {
		return nil, err
	}
	if ok && d.Held == "" {
		e.fromDocument(d)
		return []Entry{e}, nil
	}
	e.Deleted = true // the entries of its files stand for it
	out := []Entry{e}
	files, err := c.FilesOf(ctx, ch.ID)
	if err != nil {
		return nil, err
	}
	for _, sha := range files {
		if changed[sha] {
			continue
		}
		f := Entry{ID: sha, Seq: ch.Seq}
		if err := f.fromFile(ctx, c, sha); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (e *Entry) fromFile(ctx context.Context, c *catalog.Catalog, sha256 string) error {
	t, ok, err := c.Text(ctx, sha256)
	if err != nil || !ok {
		e.Deleted = true
		return err
	}
	mentions, err := c.Mentions(ctx, sha256)
	if err != nil {
		return err
	}
	info, _, err := c.FileInfo(ctx, sha256)
	if err != nil {
		return err
	}
	for _, p := range info.Paths {
		e.Files = append(e.Files, filepath.Base(p))
	}
	e.Held, e.Text, e.Title, e.Type = true, t.Content, t.Head.Title, string(t.Head.Type)
	e.Issuer, e.Date, e.Source = t.Head.Issuer, t.Head.KnownDate().String(), SourceOf(t.Pages)
	e.Number = cmp.Or(t.Head.Number, t.Head.PartOfNumber())
	e.Key = keyOf(e.Number)
	for _, m := range mentions {
		cited := Cited{Document: m.Document}
		if sym, ok := legal.ParseSymbol(m.Number); ok {
			cited.Key = sym.FoldKey()
		}
		if m.From < 0 {
			cited.Relation = m.Relation
		}
		e.Cites = append(e.Cites, cited)
	}
	if e.Document, err = c.SelfOf(ctx, sha256); err != nil || e.Document == "" {
		return err
	}
	d, ok, err := c.Document(ctx, e.Document)
	if err == nil && ok {
		e.fromMeant(d)
	}
	return err
}

// fromMeant takes what the document is that the file belongs to before what the file
// says of itself: a registry or a person may know better, the citations of others more.
func (e *Entry) fromMeant(d legal.Document) {
	e.placed(d.Body)
	e.Force = forceTerm(d)
	e.Title = cmp.Or(d.Title, e.Title)
	e.Type = cmp.Or(string(d.Type), e.Type)
	e.Number = cmp.Or(d.Number, e.Number)
	e.Issuer = cmp.Or(d.Body.Name, e.Issuer)
	e.Date = cmp.Or(d.Date.String(), e.Date)
	if !d.Symbol.IsZero() {
		e.Key = d.Symbol.FoldKey()
	}
}

// keyOf returns the key of a number, or of what is known of one: "?/TB-SYT".
func keyOf(number string) string {
	part, inPart := strings.CutPrefix(number, "?")
	if inPart {
		number = "1" + part
	}
	sym, ok := legal.ParseSymbol(number)
	switch {
	case !ok, inPart && !strings.HasPrefix(part, "/") && !strings.HasPrefix(part, "-"):
		return ""
	case inPart:
		return "?" + strings.TrimPrefix(sym.FoldKey(), "1")
	}
	return sym.FoldKey()
}

// placed notes where the issuer is.
func (e *Entry) placed(b legal.Body) {
	e.Level, e.Province, e.Places = b.Level, b.Province, nil
	for _, name := range append([]string{b.Place, b.Province}, strings.Split(b.Above, "/")...) {
		if slug := authority.Slug("", name); slug != "" && !slices.Contains(e.Places, slug) {
			e.Places = append(e.Places, slug)
		}
	}
}

// SourceOf says where the text of a file comes from.
func SourceOf(pages []legal.PageInfo) string {
	text, ocr := false, false
	for _, p := range pages {
		switch p.Source {
		case legal.SourceText, legal.SourceRescued:
			text = true
		case legal.SourceOCR:
			ocr = true
		}
	}
	switch {
	case text && ocr:
		return SourceMixed
	case ocr:
		return SourceOCR
	case text || len(pages) == 0:
		return SourceText
	}
	return SourceUnread
}

func (e *Entry) fromDocument(d legal.Document) {
	e.Document, e.Title, e.Type, e.Number, e.Issuer, e.Date = d.ID, d.Title, string(d.Type), d.Number, d.Body.Name,
		d.Date.String()
	e.placed(d.Body)
	e.Force = forceTerm(d)
	if !d.Symbol.IsZero() {
		e.Key = d.Symbol.FoldKey()
	}
	if d.Name != "" {
		e.Names = []string{string(d.Type) + " " + d.Name}
	}
}
