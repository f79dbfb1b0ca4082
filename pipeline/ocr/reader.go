package ocr

import (
	"context"
	"image"
	"slices"
	"sync"
	"time"
)

// Reader reads pictures by Tesseracts that stay, for a start takes as long as a tenth of
// a page. The zero Reader is ready, for many goroutines at once; Close ends what it has
// started. What stays unused for some time ends by itself.
type Reader struct {
	mu     sync.Mutex
	idle   map[string][]*stream // by how they take a picture apart
	closed bool
	wanted time.Time // one that could not be started is tried again from then on
}

const (
	mostBusy = 30 * time.Second // after it a stream ends, long before its limits do so
	mostIdle = 20 * time.Second
	wait     = 10 * time.Minute // before it is tried again to start one
)

// recognize reads the words of a picture. What a stream cannot read is read by a call of
// its own, whose error is what is to be told.
func (r *Reader) recognize(ctx context.Context, gray *image.Gray, segmentation string) ([]row, error) {
	if s := r.take(ctx, segmentation); s != nil {
		out, err := s.read(ctx, gray)
		if err == nil {
			r.giveBack(s, segmentation)
			return parseTSV(out), nil
		}
		s.close()
	}
	out, err := tesseract(ctx, gray, reading(segmentation)...)
	if err != nil {
		return nil, err
	}
	return parseTSV(out), nil
}

// take returns a stream that nobody uses, nil where none can be had.
func (r *Reader) take(ctx context.Context, segmentation string) *stream {
	r.mu.Lock()
	none := time.Now().Before(r.wanted)
	if idle := r.idle[segmentation]; len(idle) > 0 {
		s := idle[len(idle)-1]
		r.idle[segmentation] = idle[:len(idle)-1]
		r.mu.Unlock()
		s.idle.Stop()
		return s
	}
	r.mu.Unlock()
	if none {
		return nil
	}
	s, err := startStream(ctx, segmentation)
	if err != nil && ctx.Err() == nil {
		r.mu.Lock()
		r.wanted = time.Now().Add(wait)
		r.mu.Unlock()
	}
	return s
}

func (r *Reader) giveBack(s *stream, segmentation string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || s.busy > mostBusy {
		s.close()
		return
	}
	if r.idle == nil {
		r.idle = map[string][]*stream{}
	}
	r.idle[segmentation] = append(r.idle[segmentation], s)
	s.idle = time.AfterFunc(mostIdle, func() { r.drop(s, segmentation) })
}

// drop ends a stream, unless it was taken.
func (r *Reader) drop(s *stream, segmentation string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.Index(r.idle[segmentation], s); i >= 0 {
		r.idle[segmentation] = slices.Delete(r.idle[segmentation], i, i+1)
		s.close()
	}
}

// Close ends the Tesseracts that nobody uses, and each other one once its picture is read.
func (r *Reader) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for _, idle := range r.idle {
		for _, s := range idle {
			s.idle.Stop()
			s.close()
		}
	}
	r.idle = nil
}
