package ocr

import (
	"context"
	"fmt"
)

// Pool reads the pages of many files with so many pages at the same time as there
// are places. It is for any number of goroutines: each calls Read for the pages of
// its file and waits, so that pages of all files share the processors.
type Pool struct {
	places chan struct{}
	store  Store
}

// Store keeps what was read by [Picture.Key]. Both functions are called by several
// goroutines at the same time. The zero Store keeps nothing.
type Store struct {
	// Known returns the page of a key that was kept.
	Known func(ctx context.Context, key string) (p Page, ok bool, err error)
	// Keep keeps a page as soon as it was read, before Read returns it.
	Keep func(ctx context.Context, key string, p Page) error
}

// NewPool returns a pool of n places, at least one: one for each processor, as
// Tesseract runs on one thread.
func NewPool(n int, store Store) *Pool {
	return &Pool{make(chan struct{}, max(1, n)), store}
}

// Read draws and reads a page once a place is free, or takes it from the store if
// a page of the same looks was read before. Errors of the store come as they are;
// the others are those of [Draw] and [Read].
func (p *Pool) Read(ctx context.Context, r Request) (Page, error) {
	select {
	case p.places <- struct{}{}:
		defer func() { <-p.places }()
	case <-ctx.Done():
		return Page{}, ctx.Err()
	}
	picture, err := Draw(ctx, r)
	if err != nil {
		return Page{}, err
	}
	key := picture.Key()
	if p.store.Known != nil {
		if page, ok, err := p.store.Known(ctx, key); ok || err != nil {
			return page, err
		}
	}
	page, err := Read(ctx, picture)
	if err != nil {
		return Page{}, err
	}
	if p.store.Keep != nil {
		if err := p.store.Keep(ctx, key, page); err != nil {
			return Page{}, fmt.Errorf("keep page read: %w", err)
		}
	}
	return page, nil
}
