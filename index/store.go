package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	api "github.com/blevesearch/bleve_index_api"
)

// Catalogue says which state of which catalogue an index is made from.
type Catalogue struct {
	UUID string
	Seq  int64 // last sequence number given out
}

// Keys of what a generation knows of itself. They are written when all its entries are.
const (
	keySeq     = "danchieu.seq"
	keyUUID    = "danchieu.catalogue"
	keyVersion = "danchieu.version"
)

// boltTimeout ends the wait for a lock another process holds; without it Bleve
// waits for ever.
const boltTimeout = "5s"

// store is one generation, opened.
type store struct {
	bleve.Index
}

// mergeFloor is the number of entries up to which Bleve takes segments for equally small. Ten of a
// size become one, so that an entry is written again once for every tenfold of entries; by
// Bleve's own floor of 2,000 it would be with nearly every batch.
const mergeFloor = 100

// config is what Bleve is told of a generation that is opened.
func config(readOnly bool) map[string]any {
	return map[string]any{"read_only": readOnly, "bolt_timeout": boltTimeout,
		"scorchMergePlanOptions": map[string]any{"FloorSegmentSize": mergeFloor}}
}

func createStore(path string) (store, error) {
	b, err := bleve.NewUsing(path, newMapping(), scorch.Name, scorch.Name, config(false))
	if err != nil {
		return store{}, fmt.Errorf("create index: %w", err)
	}
	return store{b}, nil
}

// openStore opens a generation. Damaged files can make Bleve panic: that comes
// back as an error.
func openStore(path string, readOnly bool) (s store, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("open index: damaged: %v", r)
		}
	}()
	b, err := bleve.OpenUsing(path, config(readOnly))
	if err != nil {
		return store{}, fmt.Errorf("open index: %w", err)
	}
	return store{b}, nil
}

// segmentsKept is how many segments of a size a finished generation may have.
const segmentsKept = 5

// settle waits until no segments are left that should be one: Bleve merges beside the writing,
// and throws away what it is at work on when it is closed.
func (s store) settle(ctx context.Context) error {
	advanced, err := s.Advanced()
	if err != nil {
		return fmt.Errorf("merge segments: %w", err)
	}
	plan := mergeplan.DefaultMergePlanOptions
	plan.FloorSegmentSize, plan.MaxSegmentsPerTier = mergeFloor, segmentsKept
	if merger, ok := advanced.(*scorch.Scorch); ok {
		err = merger.ForceMerge(ctx, &plan)
	}
	if err = errors.Join(err, ctx.Err()); err != nil {
		return fmt.Errorf("merge segments: %w", err)
	}
	return nil
}

// cleaning is how long it is waited for Bleve to clean up. Waste that is left then is no damage.
const cleaning = 10 * time.Second

// cleaned waits until no state of the generation is kept but the last one. What only those before it need
// is deleted by when it is closed.
func (s store) cleaned(ctx context.Context) error {
	advanced, err := s.Advanced()
	if err != nil {
		return err
	}
	states, ok := advanced.(*scorch.Scorch)
	for end := time.Now().Add(cleaning); ok && time.Now().Before(end); time.Sleep(time.Millisecond) {
		epochs, err := states.RootBoltSnapshotEpochs()
		if err = errors.Join(err, ctx.Err()); err != nil || len(epochs) <= 1 {
			return err
		}
	}
	return nil
}

// state returns what the generation was made from, and by which version.
func (s store) state() (at Catalogue, version string, err error) {
	var values [3]string
	for i, key := range []string{keySeq, keyUUID, keyVersion} {
		b, err := s.GetInternal([]byte(key))
		if err != nil {
			return at, "", fmt.Errorf("read state of index: %w", err)
		}
		values[i] = string(b)
	}
	at.UUID, version = values[1], values[2]
	if at.Seq, err = strconv.ParseInt(values[0], 10, 64); err != nil {
		return at, "", fmt.Errorf("read state of index: %w", err)
	}
	return at, version, nil
}

// setState notes what the generation is made from, and by which version. Bleve keeps with it which segments
// were merged.
func (s store) setState(at Catalogue, version string) error {
	b := s.NewBatch()
	b.SetInternal([]byte(keySeq), []byte(strconv.FormatInt(at.Seq, 10)))
	b.SetInternal([]byte(keyUUID), []byte(at.UUID))
	b.SetInternal([]byte(keyVersion), []byte(version))
	if err := s.Batch(b); err != nil {
		return fmt.Errorf("write state of index: %w", err)
	}
	return nil
}

// idChunk bounds the IDs asked for in one query.
const idChunk = 1000

// count returns how many of the IDs the generation holds.
func (s store) count(ctx context.Context, ids []string) (int, error) {
	n := 0
	for len(ids) > 0 {
		chunk := ids[:min(len(ids), idChunk)]
		ids = ids[len(chunk):]
		res, err := s.SearchInContext(ctx, bleve.NewSearchRequestOptions(bleve.NewDocIDQuery(chunk), 0, 0, false))
		if err != nil {
			return 0, fmt.Errorf("count documents: %w", err)
		}
		n += int(res.Total)
	}
	return n, nil
}

// reader returns the state of the generation as Bleve's index has it.
func (s store) reader() (api.IndexReader, error) {
	advanced, err := s.Advanced()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	r, err := advanced.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	if snapshot, ok := r.(*scorch.IndexSnapshot); ok && snapshot == nil {
		return nil, errors.New("read index: it is closed")
	}
	return r, nil
}
