package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"golang.org/x/sync/errgroup"
)

// A batch is written when its entries and their text come to so many bytes. Larger batches cost memory, and
// smaller ones work, for Bleve makes a segment of each and merges it with others.
const (
	batchSize = 7 << 18
	entrySize = 2 << 10 // about what an entry is beside its text
)

// writer analyzes entries into batches. The next one is made while the one before it is written: a segment takes by far
// the most memory while it is made, so that one is at a time.
type writer struct {
	store    store
	group    *errgroup.Group
	ctx      context.Context // of the group
	analyzer *analyzer
	batch    *bleve.Batch // the next
	size     int          // of its entries
}

func newWriter(ctx context.Context, s store) *writer {
	w := &writer{store: s, analyzer: newAnalyzer(), batch: s.NewBatch()}
	w.group, w.ctx = errgroup.WithContext(ctx)
	w.group.SetLimit(1)
	return w
}

// add adds an entry to the next batch. When that is full it waits for the batch before it, and returns why that could not be
// written.
func (w *writer) add(e Entry) error {
	if e.Deleted {
		w.batch.Delete(e.ID)
	} else if err := w.batch.IndexAdvanced(e.document(w.analyzer)); err != nil {
		return errors.Join(fmt.Errorf("index %s: %w", e.ID, err), w.wait())
	}
	w.size += entrySize + len(e.Text)
	if w.size >= batchSize {
		w.flush()
	}
	if w.ctx.Err() != nil {
		return w.wait()
	}
	return nil
}

// flush has the batch written.
func (w *writer) flush() {
	batch := w.batch
	w.batch, w.size = w.store.NewBatch(), 0
	w.group.Go(func() error {
		if err := w.store.Batch(batch); err != nil {
			return fmt.Errorf("write batch: %w", err)
		}
		return nil
	})
}

// finish writes what is left.
func (w *writer) finish() error {
	if w.batch.Size() > 0 {
		w.flush()
	}
	return w.wait()
}

// wait returns when all is written that was begun.
func (w *writer) wait() error { return w.group.Wait() }
