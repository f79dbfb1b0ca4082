package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// change changes what persons or registries say, in a data folder that is there,
// and works out anew what all citations mean. It waits for no other ingest.
func (a *app) change(ctx context.Context, f func(*catalog.Catalog) error) error {
	reader, err := a.openCatalog() // never make a data folder for a slip in --data
	if err != nil {
		return err
	}
	reader.Close()
	release, err := catalog.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	c, err := catalog.Open(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer c.Close()
	settled, err := c.Settled(ctx)
	if err == nil {
		err = c.SetUnresolved(ctx) // until the next ingest does so, should this end here
	}
	if err != nil {
		return dataFailure(err, a.data)
	}
	if err := f(c); err != nil {
		if settled {
			err = errors.Join(err, c.SetResolved(ctx))
		}
		return err
	}
	if err := pipeline.Resolve(ctx, c); err != nil {
		return dataFailure(fmt.Errorf("it is stored, and not yet worked in: %w", err), a.data)
	}
	if _, err := a.syncIndex(ctx, c); err != nil {
		return failure{exitData, fmt.Errorf("it is stored and worked in; bring the index up to date: %w", err), "the next ingest does so"}
	}
	if !settled {
		return nil // an ingest was cut off before: the next one goes on
	}
	return c.SetResolved(ctx)
}
