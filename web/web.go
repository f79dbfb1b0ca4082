// Package web serves the pages for people, and the same answers as JSON for
// programs. What it is asked for it reads from the data folder, and keeps pictures of
// pages there. It writes no more than what persons who may do so say of files and
// citations: see write.
package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/auth"
)

// Config says what is served and to whom.
type Config struct {
	Data    string      // the data folder
	Version string      // of the program, for what is printed
	Users   *auth.Users // who may see it, nil for everybody who can reach it
	// Sessions are those who are logged in, nil for sessions of this server alone.
	Sessions *auth.Sessions
	// Gate compares passwords, nil for one that knows of the tries at this server alone.
	Gate *auth.Gate
	// Hosts are the names by which the server may be called, none for any: a page
	// elsewhere cannot then make a browser ask in its name (DNS rebinding).
	Hosts []string
	// Proxy is the address of the proxy before the server. Where it is valid, nobody
	// else is answered, and the proxy says for whom it asks (X-Forwarded-For).
	Proxy netip.Addr
	TLS   bool // the server speaks TLS: cookies are for TLS alone
	// Corrections lets everybody correct where there are no users; of users those may who
	// have the role.
	Corrections bool
	// Retry begins to read files again, those with a reason or the one at a path, and waits
	// not for the end; nil where that cannot be done.
	Retry func(reason, path string) error
	// Patience is how long a correction waits for an ingest at work, 0 for ten seconds.
	Patience time.Duration
	// ReadDraft reads a draft that is sent to be checked, by the name of its file, and keeps
	// nothing of it; nil where drafts are not taken.
	ReadDraft func(ctx context.Context, name string, content []byte) (pipeline.FileReading, error)
	// Annotate writes a Word file again with a comment at the words of every finding; nil where
	// that is not offered.
	Annotate func(f io.ReaderAt, size int64, text legal.Text, r check.Report, lang legal.Lang, w io.Writer) error
	Log      func(Access) // told of every answer, nil for nobody
	// Pictures bounds the kept pictures of pages, in bytes on disk; 0 for 512 MiB.
	Pictures int64
}

// Access is one line of the access log.
type Access struct {
	At      time.Time
	From    string // address
	User    string
	Method  string
	URI     string
	Status  int
	Bytes   int64
	Took    time.Duration
	Problem string // what went wrong inside, "" for nothing
}

// Server answers from one data folder.
type Server struct {
	cfg      Config
	catalog  *catalog.Catalog // nil while nothing was ingested
	opened   opened           // which catalogue that is
	handler  http.Handler
	heir     atomic.Pointer[Server] // who answers since the catalogue was replaced
	pages    *pages
	pictures *pictures
	files    checked
	metrics  *metrics
	sessions *auth.Sessions
	gate     *auth.Gate
	passages *passages
	results  *lru.Cache[resultKey, mainPart]
	fresh    freshCache
	slots    chan struct{} // requests at work
	// downloads are the originals on their way, which may be long.
	downloads chan struct{}
	drafts    chan struct{} // those on their way to us, or at work
	made      chan struct{} // tables and bundles
	wrote     chan struct{} // tells Follow that there is something new
	behind    behind        // why the index is behind a catalogue that others write

	mu     sync.RWMutex
	reader *index.Reader // nil while there is no index

	graph    kept[graphs]
	findings kept[[]audit.Finding]
	wants    kept[[]audit.Want]
	tries    kept[[]string] // what the first page proposes to try
	roots    kept[[]string]
	layouts  *lru.Cache[layoutKey, []byte]
}

// graphs is the graph with the bodies in it.
type graphs struct {
	*graph.Graph
	bodies *graph.Bodies
}

// most is how many requests are answered at a time; others wait.
const most = 64

// New opens a data folder. A folder without an index is served all the same, and
// searched once there is one.
func New(cfg Config) (*Server, error) {
	s := &Server{
		cfg: cfg, metrics: newMetrics(time.Now()), slots: make(chan struct{}, most), downloads: make(chan struct{}, most),
		drafts:   make(chan struct{}, maxDrafts),
		made:     make(chan struct{}, maxMade),
		wrote:    make(chan struct{}, 1),
		sessions: cmp.Or(cfg.Sessions, auth.NewSessions()), gate: cmp.Or(cfg.Gate, auth.NewGate(cfg.Users)),
		files: newChecked(), passages: newPassages(),
		results: newLRU[resultKey, mainPart](maxResults), layouts: newLRU[layoutKey, []byte](maxLayouts),
	}
	err := s.openData()
	if err == nil {
		s.pages, err = loadPages()
	}
	if err == nil {
		s.pictures, err = newPictures(filepath.Join(cfg.Data, "pictures"), cfg.Pictures)
	}
	if err != nil {
		return nil, errors.Join(err, s.closeData())
	}
	s.follow(context.Background())
	s.handler = s.routes()
	return s, nil
}

// Close lets go of the data folder, once no request is at work.
func (s *Server) Close() error {
	if h := s.heir.Load(); h != nil {
		return errors.Join(h.closeData(), s.closeData())
	}
	return s.closeData()
}

func (s *Server) closeData() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs [2]error
	if s.reader != nil {
		errs[0] = s.reader.Close()
	}
	if s.catalog != nil {
		errs[1] = s.catalog.Close()
	}
	return errors.Join(errs[:]...)
}

// Follow goes over to new generations of the index as they come, and to another catalogue,
// until the context ends.
func (s *Server) Follow(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var others sync.WaitGroup
	defer others.Wait()
	others.Go(func() { s.keepUp(ctx) })
	s.now().warm(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.wrote:
		}
		if s.changeOver() || s.now().follow(ctx) {
			s.now().warm(ctx)
		}
	}
}

// follow opens the live generation where that is another one, and reports whether
// it did. What cannot be opened now is tried again later; readiness tells of it.
func (s *Server) follow(ctx context.Context) bool {
	if s.catalog == nil {
		return false
	}
	if r := s.index(); r != nil {
		changed, _ := r.Refresh(func(next *index.Reader) { s.ahead(ctx, next) })
		if changed { // also where the old one could not be closed
			s.metrics.generations.Inc()
		}
		return changed
	}
	uuid, _, err := s.catalog.Identity(context.Background())
	if err != nil {
		return false
	}
	r, err := index.OpenOf(filepath.Join(s.cfg.Data, "index"), uuid)
	if err != nil {
		return false
	}
	if !s.fits(r.Catalogue()) {
		_ = r.Close() // it is being made anew
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reader = r
	return true
}

func (s *Server) index() *index.Reader {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.reader
}

// state names the state of the data that pages are made from: the live generation,
// for an ingest resolves before it publishes one; without any, the catalogue.
func (s *Server) state(ctx context.Context) (int64, error) {
	if r := s.index(); r != nil {
		return r.Seq(), nil
	}
	_, seq, err := s.catalog.Identity(ctx)
	return seq, err
}

// kept holds what was made from one state of the data until there is another.
type kept[T any] struct {
	making singleflight.Group
	last   atomic.Pointer[made[T]]
}

type made[T any] struct {
	seq   int64
	value T
}

// get returns the value for a state. It is made once, for all who wait for it, so
// that the end of one request is not the end of the making.
func (k *kept[T]) get(seq int64, fill func(context.Context) (T, error)) (T, error) {
	if v, ok := k.now(seq); ok {
		return v, nil
	}
	v, err, _ := k.making.Do(strconv.FormatInt(seq, 10), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		v, err := fill(ctx)
		if err == nil {
			k.last.Store(&made[T]{seq, v})
		}
		return v, err
	})
	return v.(T), err
}

// now returns the value where it is there already for a state.
func (k *kept[T]) now(seq int64) (v T, ok bool) {
	if m := k.last.Load(); m != nil && m.seq == seq {
		return m.value, true
	}
	return v, false
}

// warm makes what takes long before somebody waits for it: the graph, the findings, what is wanted, and the pages
// of results that the first page leads to, with all that a search reads of the index once. An error is theirs to see
// who ask.
func (s *Server) warm(ctx context.Context) {
	if s.catalog == nil {
		return
	}
	s.graphs(ctx)
	if x := s.index(); x != nil {
		s.proposed(ctx, x)
	}
	s.audit(ctx)
	s.wanted(ctx)
}

func (s *Server) graphs(ctx context.Context) (graphs, error) {
	seq, err := s.state(ctx)
	if err != nil {
		return graphs{}, err
	}
	return s.graph.get(seq, func(ctx context.Context) (graphs, error) {
		g, err := graph.Load(ctx, s.catalog)
		if err != nil {
			return graphs{}, err
		}
		b, err := graph.LoadBodies(ctx, s.catalog)
		return graphs{g, b}, err
	})
}

func (s *Server) examples(ctx context.Context) ([]string, error) {
	seq, err := s.state(ctx)
	if err != nil {
		return nil, err
	}
	return s.tries.get(seq, func(ctx context.Context) ([]string, error) { return answer.Examples(ctx, s.catalog) })
}

func (s *Server) audit(ctx context.Context) ([]audit.Finding, error) {
	seq, err := s.state(ctx)
	if err != nil {
		return nil, err
	}
	return s.findings.get(seq, func(ctx context.Context) ([]audit.Finding, error) { return audit.Find(ctx, s.catalog) })
}

func (s *Server) wanted(ctx context.Context) ([]audit.Want, error) {
	seq, err := s.state(ctx)
	if err != nil {
		return nil, err
	}
	return s.wants.get(seq, func(ctx context.Context) ([]audit.Want, error) { return audit.Wanted(ctx, s.catalog, "") })
}

// problem is an answer that is not what was asked for.
type problem struct {
	status int
	says   legal.Message // what to tell
	err    error         // what went wrong inside, nil for nothing
}

func (p problem) Error() string { return fmt.Sprintf("%d %s", p.status, p.says) }
func (p problem) Unwrap() error { return p.err }

var (
	errNotFound = problem{status: http.StatusNotFound, says: legal.Say(legal.NoPage)}
	errNoDoc    = problem{status: http.StatusNotFound, says: legal.Say(legal.NoDocument)}
	errNoFile   = problem{status: http.StatusNotFound, says: legal.Say(legal.NoFile)}
	errBad      = problem{status: http.StatusBadRequest, says: legal.Say(legal.BadRequest)}
	errBusy     = problem{status: http.StatusServiceUnavailable, says: legal.Say(legal.Busy)}
)

// errDatabase is the answer where a database does not answer us.
func errDatabase(err error) problem {
	return problem{http.StatusServiceUnavailable, legal.Say(legal.DatabaseAway), err}
}

// asProblem returns what to tell of an error.
func asProblem(err error) problem {
	var p problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, catalog.ErrUnreachable):
		return errDatabase(err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return problem{http.StatusServiceUnavailable, legal.Say(legal.TooSlow), err}
	}
	return problem{http.StatusInternalServerError, legal.Say(legal.Inside), err}
}
