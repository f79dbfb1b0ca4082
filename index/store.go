package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"
)

// Catalogue says which state of which catalogue an index is made from.
type Catalogue struct {
	UUID string
	Seq  int64 // last sequence number given out
}

// Keys of what a generation knows of itself. They are written in the batch whose
// entries they speak of.
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

func createStore(path string) (store, error) {
	b, err := bleve.NewUsing(path, newMapping(), scorch.Name, scorch.Name, map[string]any{"bolt_timeout": boltTimeout})
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
	b, err := bleve.OpenUsing(path, map[string]any{"read_only": readOnly, "bolt_timeout": boltTimeout})
	if err != nil {
		return store{}, fmt.Errorf("open index: %w", err)
	}
	return store{b}, nil
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

// setState adds the state to the batch it describes.
func setState(b *bleve.Batch, at Catalogue, version string) {
	b.SetInternal([]byte(keySeq), []byte(strconv.FormatInt(at.Seq, 10)))
	b.SetInternal([]byte(keyUUID), []byte(at.UUID))
	b.SetInternal([]byte(keyVersion), []byte(version))
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
