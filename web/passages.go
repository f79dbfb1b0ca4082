package web

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// passages keeps what was shown of files for queries, and the running texts it was
// taken from: to unpack a text and go through it takes longer than all else that a
// search needs. Both hold as long as the file's sequence number stays, which is new
// whenever its text or the meaning of its citations is.
type passages struct {
	shown *lru.Cache[passageKey, answer.Passage]

	mu    sync.Mutex
	texts *simplelru.LRU[string, keptText] // by hash
	bytes int                              // of texts
}

type passageKey struct {
	sha    string
	seq    int64
	places int
	query  querySum
}

// querySum stands for a query, however long.
type querySum [sha256.Size]byte

func sumOf(q index.Query) querySum { return sha256.Sum256(fmt.Append(nil, q)) }

type keptText struct {
	seq  int64
	text legal.Text
}

// How much is kept: passages of about a kilobyte each, and bytes of texts.
const (
	maxPassages = 20_000
	maxTexts    = 96 << 20
	wordBytes   = 72 // of a word of a text with its box
)

func newPassages() *passages {
	p := &passages{shown: newLRU[passageKey, answer.Passage](maxPassages)}
	forgotten := func(_ string, k keptText) { p.bytes -= sizeOf(k.text) }
	p.texts, _ = simplelru.NewLRU(maxTexts, forgotten) // the error is for sizes below 1
	return p
}

// service answers from the catalogue and from what is kept; day writes dates.
func (s *Server) service(ctx context.Context, day func(legal.Date) string) *answer.Service {
	t := answer.New(ctx, s.catalog, day).With(s.passage)
	if seq, err := s.state(ctx); err == nil {
		if w, ok := s.graph.now(seq); ok {
			t.Knowing(w.bodies.Places)
		}
	}
	return t
}

// passage is [answer.Passages] from memory, where it was asked for before.
func (s *Server) passage(
	ctx context.Context, q index.Query, file catalog.FileInfo, places int,
) (out answer.Passage, ok bool, err error) {
	key := passageKey{file.SHA256, file.Seq, places, sumOf(q)}
	if out, ok = s.passages.shown.Get(key); ok {
		return out, true, nil
	}
	t, ok, err := s.text(ctx, file)
	if err != nil || !ok {
		return out, false, err
	}
	mentions, err := s.catalog.Mentions(ctx, file.SHA256)
	if err != nil {
		return out, false, err
	}
	out = answer.PassageOf(q, &t, mentions, places)
	s.passages.shown.Add(key, out)
	return out, true, nil
}

// text is [catalog.Catalog.Text], from memory where it was read before.
func (s *Server) text(ctx context.Context, file catalog.FileInfo) (t legal.Text, ok bool, err error) {
	p := s.passages
	p.mu.Lock()
	k, ok := p.texts.Get(file.SHA256)
	p.mu.Unlock()
	if ok && k.seq == file.Seq {
		return k.text, true, nil
	}
	if t, ok, err = s.catalog.Text(ctx, file.SHA256); err == nil && ok {
		p.keep(file.SHA256, keptText{file.Seq, t})
	}
	return t, ok, err
}

// keep puts a text in the place of an older one, and lets go of those unused for longest where there
// is too much.
func (p *passages) keep(sha string, k keptText) {
	if sizeOf(k.text) > maxTexts/4 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.texts.Remove(sha)
	p.texts.Add(sha, k)
	for p.bytes += sizeOf(k.text); p.bytes > maxTexts; {
		p.texts.RemoveOldest()
	}
}

func sizeOf(t legal.Text) int { return len(t.Content) + wordBytes*len(t.Words) }
