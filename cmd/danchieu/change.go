package main

import (
	"context"
	"errors"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

// change changes what persons or registries say, and works out anew what all citations
// mean. It waits for no other ingest.
func (a *app) change(ctx context.Context, f func(*catalog.Catalog) error) error {
	return a.writing(func(c *catalog.Catalog) error {
		return pipeline.Change(ctx, c, func() error { return f(c) }, func() error {
			_, err := a.syncIndex(ctx, c)
			return err
		})
	})
}

// writing calls f with the catalogue of a data folder that is there, for writing and
// under its lock.
func (a *app) writing(f func(*catalog.Catalog) error) error {
	reader, err := a.openCatalog() // never make a data folder for a slip in --data
	if err != nil {
		return err
	}
	reader.Close()
	return a.underLock(f)
}

// underLock takes the lock of a data folder and calls f with the catalogue for writing.
func (a *app) underLock(f func(*catalog.Catalog) error) error {
	release, err := datadir.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	a.step("locked")
	return a.locked(f)
}

// locked calls f with the catalogue for writing, under a lock that is held.
func (a *app) locked(f func(*catalog.Catalog) error) error {
	c, err := catalog.Open(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	err = f(c)
	if closeErr := c.Close(); err == nil {
		err = closeErr
	}
	if err != nil && !errors.As(err, new(exitError)) {
		return dataFailure(err, a.data)
	}
	return err
}

// rebuild makes the index of a catalogue anew.
func (a *app) rebuild(ctx context.Context, c *catalog.Catalog) (index.Report, error) {
	a.step("rebuild")
	report, err := index.Rebuild(ctx, a.indexDir(), c)
	a.step("rebuilt")
	return report, err
}
