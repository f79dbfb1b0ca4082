package answer

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// Found is a file that a saved search has found.
type Found struct {
	Search string // its name
	At     time.Time
	Hit
}

// Finds returns the files that a query finds, by hash, and others for those that are only
// cited. Where nothing has all its words, and what has others or some of them would be shown
// instead, it finds nothing.
func (t *Service) Finds(x *index.Reader, question string) (files []string, err error) {
	found, err := index.Find(t.ctx, t.c, x, question, index.Options{Limit: math.MaxInt})
	if err != nil || found.Partial || len(found.Replaced) > 0 {
		return nil, err
	}
	for _, h := range found.Hits {
		files = append(files, h.ID)
	}
	return files, nil
}

// NoteFound notes in the catalogue what the saved searches find now. One that cannot be read any
// more finds nothing.
func (t *Service) NoteFound(x *index.Reader) error {
	searches, err := t.c.Searches(t.ctx)
	for _, s := range searches {
		files, err := t.Finds(x, s.Question)
		if bad := (*index.QueryError)(nil); errors.As(err, &bad) || len(files) == 0 && err == nil {
			continue
		}
		if err == nil {
			err = t.c.PutFound(t.ctx, s.Name, files)
		}
		if err != nil {
			return err
		}
	}
	return err
}

// FoundBy returns what a saved search has found, "" for all of them, the newest first, at
// most so much.
func (t *Service) FoundBy(search string, limit int) ([]Found, error) {
	files, err := t.c.FoundBy(t.ctx, search, limit)
	if err != nil {
		return nil, err
	}
	return t.foundFiles(files)
}

func (t *Service) foundFiles(files []catalog.FoundFile) (out []Found, err error) {
	var found index.Found
	for _, f := range files {
		found.Hits = append(found.Hits, index.Hit{ID: f.SHA256})
	}
	hits, err := t.hits(found, 0)
	for i, h := range hits {
		if !h.Gone {
			out = append(out, Found{files[i].Search, files[i].At, h})
		}
	}
	return out, err
}

// Untold is what is new and was told nobody yet.
type Untold struct {
	Watched []Watched
	Found   []Found // by search

	upTo  int64
	files []catalog.FoundFile
}

// Untold returns what newly cites what is watched, and what saved searches newly find, as far
// as nobody was told.
func (t *Service) Untold() (u Untold, err error) {
	watched, err := t.watched()
	if err != nil {
		return u, err
	}
	if u.upTo, err = t.c.LastEnded(t.ctx); err != nil {
		return u, err
	}
	found, err := t.citing(watched, -1)
	if err != nil {
		return u, err
	}
	found = slices.DeleteFunc(found, func(n catalog.News) bool { return n.Run <= watched[n.Target] || n.Run > u.upTo })
	if u.Watched, err = t.inWords(found); err != nil {
		return u, err
	}
	if u.files, err = t.c.FoundUntold(t.ctx); err != nil {
		return u, err
	}
	u.Found, err = t.foundFiles(u.files)
	return u, err
}

// None reports whether there is nothing to tell.
func (u Untold) None() bool { return len(u.Watched)+len(u.Found) == 0 }

// Told notes that it was told.
func (u Untold) Told(ctx context.Context, c *catalog.Catalog) error {
	return c.Told(ctx, u.upTo, u.files)
}
