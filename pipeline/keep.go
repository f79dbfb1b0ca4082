package pipeline

import (
	"context"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// This file reads files in parallel and stores them in their order. What has been read and waits to
// be stored goes into one transaction: to make each file safe on the disk by itself would take longer than to read it.

// How many files may be read and wait to be stored: this many of the largest for each worker, more of
// smaller ones, by their size in bytes.
const (
	readAhead = 4
	sizeLarge = 256 << 10
	sizeSmall = 4 << 10
)

// weight of a file among those that wait, in bytes.
func (f candidate) weight() int64 { return min(max(f.info.Size(), sizeSmall), sizeLarge) }

// readers is how many read files at the same time. Of several one more than was asked for: each waits for its child,
// and for the catalogue, and no processor is to wait with it.
func (r *run) readers() int {
	if n := r.workers(); n > 1 {
		return n + 1
	}
	return 1
}

// readAll reads files in parallel; one slot for each keeps their order.
func (r *run) readAll(ctx context.Context, todo []candidate) error {
	workers := min(r.readers(), max(1, len(todo)))
	slots := make([]chan outcome, len(todo))
	for i := range slots {
		slots[i] = make(chan outcome, 1)
	}
	next := make(chan int)
	window := semaphore.NewWeighted(int64(workers) * readAhead * sizeLarge)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(next)
		return r.giveOut(ctx, todo, next, slots, window)
	})
	for range workers {
		g.Go(func() error { return r.work(ctx, todo, next, slots) })
	}
	g.Go(func() error { return r.keepAll(ctx, todo, slots, window) })
	return g.Wait()
}

// giveOut gives files to the workers until all are given out or the time is over.
func (r *run) giveOut(ctx context.Context, todo []candidate, next chan<- int, slots []chan outcome,
	window *semaphore.Weighted) error {
	for i, f := range todo {
		if r.deadlinePassed() {
			for _, slot := range slots[i:] {
				slot <- outcome{deadlinePassed: true}
			}
			return nil
		}
		if err := window.Acquire(ctx, f.weight()); err != nil {
			return err
		}
		select {
		case next <- i:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// keepAll stores what was read in the order of the files, those that wait together at once.
func (r *run) keepAll(ctx context.Context, todo []candidate, slots []chan outcome, window *semaphore.Weighted) error {
	for done := 0; done < len(todo); {
		group, err := gather(ctx, slots[done:])
		if err != nil {
			return err
		}
		files := todo[done : done+len(group)]
		if err := r.keep(ctx, files, group, len(todo)); err != nil {
			return err
		}
		for i, o := range group {
			if !o.deadlinePassed {
				window.Release(files[i].weight())
			}
		}
		done += len(group)
		if r.foretold.isMuch() {
			if err := r.putForetold(ctx); err != nil {
				return err
			}
		}
	}
	return r.putForetold(ctx)
}

// gather waits for the first outcome and takes those behind it that are there.
func gather(ctx context.Context, slots []chan outcome) ([]outcome, error) {
	var group []outcome
	select {
	case o := <-slots[0]:
		group = append(group, o)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for _, slot := range slots[1:] {
		select {
		case o := <-slot:
			group = append(group, o)
		default:
			return group, nil
		}
	}
	return group, nil
}

// entry is an outcome that is to be stored, and what is told and counted when it is.
type entry struct {
	outcome
	at    catalog.Path
	event Event
}

// keep stores the outcomes of files in one transaction.
func (r *run) keep(ctx context.Context, files []candidate, group []outcome, total int) error {
	var entries []*entry
	for i, o := range group {
		f := files[i]
		e := Event{Stage: StageRead, Total: total, Path: f.path, Bytes: f.info.Size()}
		if r.leaves(f, o) {
			r.tell(e)
			continue
		}
		entries = append(entries, &entry{outcome: o, event: e, at: catalog.Path{
			Path: f.path, Root: f.root, SHA256: o.reading.SHA256, Size: f.info.Size(), ModTime: f.info.ModTime().UnixNano(),
		}})
	}
	if len(entries) == 0 {
		return nil
	}
	if err := r.begin(ctx); err != nil {
		return err
	}
	r.step("put")
	if err := r.catalog.Update(ctx, func(t *catalog.Tx) error { return r.putAll(t, entries) }); err != nil {
		return err
	}
	for _, e := range entries {
		r.noteStored(e)
		r.step("put " + e.at.SHA256)
		r.tell(e.event)
	}
	return nil
}

// leaves reports whether nothing is stored of a file, and counts it.
func (r *run) leaves(f candidate, o outcome) bool {
	switch {
	case o.deadlinePassed || o.deferred:
		r.cut = r.cut || o.deadlinePassed
		r.sum.Deferred++
		return true
	case o.known && o.reading.SHA256 == r.known[f.path].SHA256 && sameStat(r.known[f.path], f.info):
		r.sum.Unchanged++ // hashed to make sure
		return true
	}
	return false
}

func (r *run) putAll(t *catalog.Tx, entries []*entry) error {
	var files, paths []string
	for _, e := range entries {
		files, paths = append(files, e.at.SHA256), append(paths, e.at.Path)
	}
	if err := t.LookAhead(files, paths); err != nil {
		return err
	}
	for _, e := range entries {
		e.at.Run, e.at.What = r.number, r.what(e.at.Path, e.outcome)
		if err := r.put(t, e); err != nil {
			return err
		}
	}
	return nil
}

// put stores a file or what is known of its path.
func (r *run) put(t *catalog.Tx, e *entry) error {
	sha := e.at.SHA256
	e.event.Outcome = e.before.Status
	if s, ok := r.stored[sha]; ok && sha != "" {
		e.known, e.file, e.event.Outcome = true, nil, s.status // a copy, read at the same time
	}
	switch {
	case e.known:
		return t.PutPath(e.at)
	case sha == "":
		e.at.Reason, e.at.Sentence = Reason(e.err)
		e.event.Outcome, e.event.Reason = catalog.Failed, e.at.Reason
		return t.PutPath(e.at)
	}
	r.stored[sha] = stored{e.file.Status, len(e.file.Citations)}
	e.event.Outcome, e.event.Reason, e.event.Pages = e.file.Status, e.file.Reason, len(e.file.Text.Pages)
	var err error
	r.hands.hold(sha, func() { err = t.PutFile(e.file, e.at) })
	return err
}

// noteStored counts what is kept for good.
func (r *run) noteStored(e *entry) {
	r.noteWhat(e.at.What, e.outcome)
	switch {
	case e.file != nil:
		r.hands.forget(e.file.SHA256)
		r.count(e.file.File)
		if e.said != nil {
			r.foretold.note(e.file, e.said)
		}
	case e.event.Outcome == catalog.Failed:
		r.sum.Failed++
	default:
		r.sum.Known++
	}
}
