package web

import (
	"context"
	"sync"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// texts keeps the running texts that searches found in one state of the data: to
// unpack one takes longer than all else that a hit needs.
type texts struct {
	mu    sync.Mutex
	kept  map[string]legal.Text
	bytes int
}

// textBound is how much of texts is kept, in bytes.
const textBound = 128 << 20

// text is [catalog.Catalog.Text], from memory where it was read before.
func (s *Server) text(ctx context.Context, sha string) (t legal.Text, ok bool, err error) {
	seq, err := s.state(ctx)
	if err != nil {
		return t, false, err
	}
	all, err := s.texts.get(seq, func(context.Context) (*texts, error) { return &texts{kept: map[string]legal.Text{}}, nil })
	if err != nil {
		return t, false, err
	}
	all.mu.Lock()
	t, ok = all.kept[sha]
	all.mu.Unlock()
	if ok {
		return t, true, nil
	}
	if t, ok, err = s.catalog.Text(ctx, sha); err != nil || !ok {
		return t, ok, err
	}
	const wordBytes = 72
	size := len(t.Content) + wordBytes*len(t.Words)
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.bytes+size > textBound {
		clear(all.kept)
		all.bytes = 0
	}
	if _, twice := all.kept[sha]; !twice && size < textBound/4 {
		all.kept[sha] = t
		all.bytes += size
	}
	return t, true, nil
}
