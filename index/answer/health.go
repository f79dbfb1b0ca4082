package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Check is what was found of one thing that is needed: a program, the catalogue, the index.
type Check struct {
	What   string      `json:"what"`
	OK     bool        `json:"ok"`
	Broken bool        `json:"broken,omitempty"` // there, but not to be used as it is
	Says   legal.Words `json:"says"`
	Do     legal.Words `json:"do,omitempty"` // what cures it
}

// Status is what is in a data folder.
type Status struct {
	Data    string         `json:"data"`
	Night   Night          `json:"night"` // the verdict on the last ingest
	Counts  catalog.Counts `json:"counts"`
	LastRun *catalog.Run   `json:"last_run"`
	AtWork  bool           `json:"at_work"` // an ingest is at work now
	Index   Check          `json:"index"`
	Idle    []int          `json:"idle_corrections,omitempty"` // without effect: what they speak of is not here now
	Failed  []Unread       `json:"failed,omitempty"`
}

// Status tells what is in the data folder of the catalogue, with the index below
// indexDir; with failed, the files that were not read in full too.
func (t *Service) Status(data, indexDir string, failed bool) (Status, error) {
	s := Status{Data: data}
	var err error
	if s.Counts, err = t.c.Counts(t.ctx); err != nil {
		return s, err
	}
	last, there, err := t.c.LastRun(t.ctx)
	if err != nil {
		return s, err
	}
	if there {
		s.LastRun = &last
		if s.AtWork, err = t.c.AtWork(t.ctx, last.N); err != nil {
			return s, err
		}
	}
	if s.Night, err = t.LastNight(time.Now()); err != nil {
		return s, err
	}
	if s.Idle, err = t.Idle(); err != nil {
		return s, err
	}
	if s.Index, err = t.Index(indexDir); err != nil || !failed {
		return s, err
	}
	s.Failed, err = t.Unread()
	return s, err
}

// Idle returns the numbers of the corrections that hold and have no effect.
func (t *Service) Idle() ([]int, error) {
	kept, err := t.c.Corrections(t.ctx)
	var idle []int
	for _, k := range kept {
		if k.Holds() && k.Idle {
			idle = append(idle, k.N)
		}
	}
	return idle, err
}

// Unread lists the files that were not read in full, by status and path.
func (t *Service) Unread() ([]Unread, error) {
	known, err := t.c.KnownPaths(t.ctx)
	var out []Unread
	for _, k := range known {
		if k.Status != catalog.Read {
			out = append(out, newUnread(k))
		}
	}
	slices.SortFunc(out, func(x, y Unread) int {
		return strings.Compare(string(x.Status)+x.Path, string(y.Status)+y.Path)
	})
	return out, err
}

// Index says whether the index below a folder is up to date with the catalogue.
func (t *Service) Index(dir string) (Check, error) {
	uuid, _, err := t.c.Identity(t.ctx)
	if err != nil {
		return Check{}, err
	}
	r, err := index.OpenOf(dir, uuid)
	if err != nil {
		return Check{What: "index", Says: legal.Say(legal.Verbatim, err.Error()), Do: legal.Say(legal.CureBuild)}, nil
	}
	defer r.Close()
	return t.IndexOf(r)
}

// IndexOf says whether an index that is open is up to date with the catalogue.
func (t *Service) IndexOf(r *index.Reader) (Check, error) {
	uuid, seq, err := t.c.Identity(t.ctx)
	if err != nil {
		return Check{}, err
	}
	if have := r.Catalogue(); have != (index.Catalogue{UUID: uuid, Seq: seq}) {
		return Check{What: "index", Says: legal.Say(legal.HealthBehind, int(have.Seq), int(seq)),
			Do: legal.Say(legal.CureUpdate)}, nil
	}
	return Check{What: "index", OK: true, Says: legal.Say(legal.HealthUpToDate)}, nil
}

// CheckData looks at the catalogue of a data folder and whether the index is up to date
// with it; say words an error. The error is that of a damaged one.
func CheckData(ctx context.Context, data, indexDir string, say func(error) error) ([]Check, error) {
	c, err := catalog.OpenReader(data)
	if errors.Is(err, catalog.ErrNoData) {
		return []Check{{What: "data folder", OK: true, Says: legal.Say(legal.HealthNone, data),
			Do: legal.Say(legal.CureIngest)}}, nil
	}
	if err == nil {
		defer c.Close()
		err = c.Check(ctx)
	}
	if err != nil {
		return []Check{{What: "catalogue", Broken: true, Says: legal.Say(legal.Verbatim, say(err))}}, err
	}
	state, err := New(ctx, c, nil).Index(indexDir)
	return []Check{{What: "catalogue", OK: true, Says: legal.Say(legal.HealthSound, data)}, state}, err
}

// VerifyData reads every byte of the catalogue and the index of a data folder, and then
// calls documents, unless it is nil, for those that were read; say words an error. The
// error is that of the first that is not as it should be.
func VerifyData(ctx context.Context, data, indexDir string, say func(error) error,
	documents func(*catalog.Catalog) ([]Check, error)) ([]Check, error) {
	c, err := catalog.OpenReader(data)
	if errors.Is(err, catalog.ErrNoData) || errors.Is(err, catalog.ErrVersion) {
		return nil, err
	}
	sums := catalog.CheckSums(data)
	if err == nil {
		defer c.Close()
		err = c.Check(ctx)
	}
	if err == nil && !errors.Is(sums, datadir.ErrNoSums) {
		err = sums
	}
	if err == nil {
		err = c.CheckContent(ctx)
	}
	if err != nil {
		return []Check{{What: "catalogue", Broken: true, Says: legal.Say(legal.Verbatim, say(err)),
			Do: legal.Say(legal.CureRestore)}}, err
	}
	found := []Check{{What: "catalogue", OK: true, Says: legal.Say(legal.HealthWritten)}}
	if errors.Is(sums, datadir.ErrNoSums) {
		found[0].Says = legal.Say(legal.HealthNoSums)
	}
	state, err := verifyIndex(ctx, c, indexDir)
	found = append(found, state)
	if documents == nil {
		return found, err
	}
	more, documentsErr := documents(c)
	if err == nil {
		err = documentsErr
	}
	return append(found, more...), err
}

func verifyIndex(ctx context.Context, c *catalog.Catalog, dir string) (Check, error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return Check{}, err
	}
	sound := index.Check(dir, index.Catalogue{UUID: uuid, Seq: seq})
	switch {
	case sound == nil:
		return Check{What: "index", OK: true, Says: legal.Say(legal.HealthPublished)}, nil
	case errors.Is(sound, datadir.ErrNoSums):
		return Check{What: "index", OK: true, Says: legal.Say(legal.HealthNoSumsHere)}, nil
	case errors.Is(sound, index.ErrNoIndex), errors.Is(sound, index.ErrBehind), errors.Is(sound, index.ErrVersion):
		state, err := New(ctx, c, nil).Index(dir) // an ingest that was cut off leaves it so
		state.OK = state.OK || errors.Is(sound, index.ErrBehind)
		return state, err
	}
	return Check{What: "index", Broken: true, Says: legal.Say(legal.Verbatim, sound.Error()),
		Do: legal.Say(legal.CureVacuum)}, fmt.Errorf("verify: %w", sound)
}
