package main

import (
	"context"

	"github.com/danchieu/danchieu/index"
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
	if err := c.SetUnresolved(ctx); err != nil { // until the next ingest does so, should this end here
		return dataFailure(err, a.data)
	}
	if err := f(c); err != nil {
		return err
	}
	if err := pipeline.Resolve(ctx, c); err != nil {
		return dataFailure(err, a.data)
	}
	if _, err := index.Sync(ctx, a.indexDir(), c); err != nil {
		return dataFailure(err, a.data)
	}
	return nil
}
