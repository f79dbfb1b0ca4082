package index

import (
	"cmp"
	"context"
	"errors"
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
	at := Catalogue{UUID: uuid, Seq: seq}
	if address, err := datadir.Database(filepath.Dir(dir)); err != nil || address == "" {
		return runPrepare(ctx, dir, at, changesOf(ctx, c))
	}
	release, err := datadir.LockWait(ctx, dir) // as Sync does; a server may be about to
	if err != nil {
		return nil, err
	}
	goLive, err := runPrepare(ctx, dir, at, changesOf(ctx, c))
	if err != nil {
		release()
		return nil, err
	}
	return func() error { defer release(); return goLive() }, nil
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

// How many documents and files are asked of the catalogue at once.
const (
	documentsAtOnce = 500
	filesAtOnce     = 100
)

// changesOf returns the changes of a catalogue as an update asks for them.
func changesOf(ctx context.Context, c *catalog.Catalog) Changes {
	return func(since int64) iter.Seq2[Entry, error] {
		return func(yield func(Entry, error) bool) {
			err := eachEntry(ctx, c, since, func(e Entry) error {
				if !yield(e, nil) {
					return errEnough
				}
				return nil
			})
			if err != nil && !errors.Is(err, errEnough) {
				yield(Entry{}, err)
			}
		}
	}
}

// errEnough ends the reading of entries where no more are wanted.
var errEnough = errors.New("enough")

// eachEntry calls f for the entries that have changed: files, and documents of which there is no file. Of a
// document that has one the files stand for it, and change with it.
func eachEntry(ctx context.Context, c *catalog.Catalog, since int64, f func(Entry) error) error {
	changes, err := c.Changes(ctx, since, 0)
	if err != nil {
		return err
	}
	itself := map[string]bool{} // of files, whether they have changed
	var files, documents []string
	for _, ch := range changes {
		itself[ch.File] = true
		switch {
		case ch.Deleted:
			err = f(Entry{ID: ch.File + ch.ID, Deleted: true})
		case ch.File != "":
			files = append(files, ch.File)
		default:
			documents = append(documents, ch.ID)
		}
		if err != nil {
			return err
		}
	}
	for ids := range slices.Chunk(documents, documentsAtOnce) {
		theirs, err := eachDocument(ctx, c, ids, f)
		if err != nil {
			return err
		}
		files = append(files, slices.DeleteFunc(theirs, func(sha string) bool { return itself[sha] })...)
	}
	for hashes := range slices.Chunk(files, filesAtOnce) {
		if err := eachFile(ctx, c, hashes, f); err != nil {
			return err
		}
	}
	return nil
}

// eachDocument calls f for the entries of documents, and returns the files of those that have some.
func eachDocument(ctx context.Context, c *catalog.Catalog, ids []string, f func(Entry) error) (files []string, err error) {
	found, err := c.DocumentsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	var held []string
	for _, id := range ids {
		e := Entry{ID: id}
		if d, ok := found[id]; ok && d.Held == "" {
			e.fromDocument(d)
		} else {
			e.Deleted, held = true, append(held, id)
		}
		if err := f(e); err != nil {
			return nil, err
		}
	}
	return c.FilesOfAll(ctx, held)
}

// eachFile calls f for the entries of files.
func eachFile(ctx context.Context, c *catalog.Catalog, hashes []string, f func(Entry) error) error {
	there := map[string]bool{}
	err := c.EachFindable(ctx, hashes, func(file catalog.Findable) error {
		there[file.SHA256] = true
		e := Entry{ID: file.SHA256}
		e.fromFile(file)
		return f(e)
	})
	for _, sha := range hashes {
		if err == nil && !there[sha] {
			err = f(Entry{ID: sha, Deleted: true})
		}
	}
	return err
}

// fromFile takes what a file says, and what is known of the document that it is.
func (e *Entry) fromFile(f catalog.Findable) {
	for _, p := range f.Paths {
		e.Files = append(e.Files, filepath.Base(p))
	}
	e.Held, e.Text, e.Title, e.Type = true, f.Content, f.Head.Title, string(f.Head.Type)
	e.Issuer, e.Date, e.Source = f.Head.Issuer, f.Head.KnownDate().String(), SourceOf(f.Sources)
	e.Number = cmp.Or(f.Head.Number, f.Head.PartOfNumber())
	e.Key = keyOf(e.Number)
	for _, c := range f.Cited {
		cited := Cited{Document: c.Document}
		if sym, ok := legal.ParseSymbol(c.Number); ok {
			cited.Key = sym.FoldKey()
		}
		if c.From < 0 {
			cited.Relation = c.Relation
		}
		e.Cites = append(e.Cites, cited)
	}
	if f.Meant.ID != "" {
		e.fromMeant(f.Meant)
	}
}

// fromMeant takes what the document is that the file belongs to before what the file
// says of itself: a registry or a person may know better, the citations of others more.
func (e *Entry) fromMeant(d legal.Document) {
	e.Document = d.ID
	e.placed(d.Body)
	e.Force = forceTerm(d)
	e.Title = cmp.Or(d.Title, e.Title)
	e.Type = cmp.Or(string(d.Type), e.Type)
	e.Number = cmp.Or(d.Number, e.Number)
	e.Issuer = cmp.Or(d.Body.Name, e.Issuer, authority.Called(d.Body))
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

// SourceOf says where the text of a file comes from, by the sources of its pages.
func SourceOf(pages []legal.PageSource) string {
	text, ocr := false, false
	for _, p := range pages {
		switch p {
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
	e.Document, e.Title, e.Type, e.Number, e.Issuer, e.Date = d.ID, d.Title, string(d.Type), d.Number,
		authority.Called(d.Body), d.Date.String()
	e.placed(d.Body)
	e.Force = forceTerm(d)
	if !d.Symbol.IsZero() {
		e.Key = d.Symbol.FoldKey()
	}
	if d.Name != "" {
		e.Names = []string{string(d.Type) + " " + d.Name}
	}
}
