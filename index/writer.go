package index

import (
	"context"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"golang.org/x/sync/errgroup"
)

// A batch is written when its entries and their text come to so many bytes. Larger batches cost memory, and
// smaller ones work, for Bleve makes a segment of each and merges it with others.
const (
	batchSize = 7 << 18
	entrySize = 2 << 10 // about what an entry is beside its text
)

// writer gathers entries into batches. Their texts are analyzed while the batch before them is written. One is written
// at a time: a segment takes by far the most memory while it is made.
type writer struct {
	store   store
	group   *errgroup.Group
	ctx     context.Context // of the group
	idle    chan *analyzer
	writing sync.Mutex
	entries []Entry // of the next batch
	size    int     // of these
}

// batchesAtOnce are the batch that is written and the one that is analyzed.
const batchesAtOnce = 2

func newWriter(ctx context.Context, s store) *writer {
	w := &writer{store: s, idle: make(chan *analyzer, batchesAtOnce)}
	w.group, w.ctx = errgroup.WithContext(ctx)
	w.group.SetLimit(batchesAtOnce)
	for range batchesAtOnce {
		w.idle <- newAnalyzer()
	}
	return w
}

// add adds an entry to the next batch. It waits while enough batches are at work, and returns false when one could not
// be written.
func (w *writer) add(e Entry) bool {
	w.entries, w.size = append(w.entries, e), w.size+entrySize+len(e.Text)
	if w.size >= batchSize {
		w.flush()
	}
	return w.ctx.Err() == nil
}

// flush has the batch written.
func (w *writer) flush() {
	entries := w.entries
	w.entries, w.size = nil, 0
	w.group.Go(func() error {
		batch, err := w.analyze(entries)
		entries = nil // not to keep the texts
		if err != nil {
			return err
		}
		w.writing.Lock()
		defer w.writing.Unlock()
		if err := w.store.Batch(batch); err != nil {
			return fmt.Errorf("write batch: %w", err)
		}
		return nil
	})
}

func (w *writer) analyze(entries []Entry) (*bleve.Batch, error) {
	a := <-w.idle
	defer func() { w.idle <- a }()
	batch := w.store.NewBatch()
	for _, e := range entries {
		if e.Deleted {
			batch.Delete(e.ID)
		} else if err := batch.IndexAdvanced(e.document(a)); err != nil {
			return nil, fmt.Errorf("index %s: %w", e.ID, err)
		}
	}
	return batch, nil
}

// finish writes what is left.
func (w *writer) finish() error {
	if len(w.entries) > 0 {
		w.flush()
	}
	return w.wait()
}

// wait returns when all is written that was begun.
func (w *writer) wait() error { return w.group.Wait() }
