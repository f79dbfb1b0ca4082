package pipeline

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// todo returns the files that are new or seem to have changed, by size and time. The largest come
// first: at the end no worker is left alone with one of them.
func (r *run) todo(found scan) []candidate {
	var out []candidate
	for _, f := range found.files {
		if k, ok := r.known[f.path]; ok && !r.options.Verify && !r.awaited(k.Status, k.Reason) && unchanged(k, f) {
			r.sum.Unchanged++
			continue
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.info.Size(), a.info.Size()) })
	return out
}

// awaited reports whether a content waits for a program that is there now.
func (r *run) awaited(s catalog.Status, reason string) bool {
	return s == catalog.Waiting && reason == ReasonOffice && r.converts
}

// sameStat reports whether size and time of a file are those known.
func sameStat(k catalog.Known, info fs.FileInfo) bool {
	return k.Size == info.Size() && k.ModTime == info.ModTime().UnixNano()
}

// unchanged reports whether a known file needs no reading: size and time are the
// same, and one that could not be opened still cannot be.
func unchanged(k catalog.Known, f candidate) bool {
	if !sameStat(k, f.info) {
		return false
	}
	if k.SHA256 != "" {
		return true
	}
	file, err := os.Open(f.path)
	if err == nil {
		file.Close()
	}
	return err != nil
}

// vanished returns the known paths under those given that are no longer there.
func vanished(found scan, known map[string]catalog.Known) []string {
	there := map[string]bool{}
	for _, f := range found.files {
		there[f.path] = true
	}
	var out []string
	for path := range known {
		if !there[path] && found.holds(path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// outcome is what reading a file came to.
type outcome struct {
	// reading is what the file says; where that is packed, its hash alone.
	reading FileReading
	err     error // why it could not be read
	// file is what the catalogue is to keep of it, nil where that has the content or there is none.
	file *catalog.Packed
	said *saying // what that says, nil where resolving tells it
	// before is what was known of this content earlier; its paths are those of then.
	before         catalog.FileInfo
	known          bool // the content is stored, so the file was not read
	deferred       bool // the file is being written or out of reach: it is for the next run
	deadlinePassed bool // the time was over before it was begun
}

// work reads the files it is given with a child of its own.
func (r *run) work(ctx context.Context, todo []candidate, next <-chan int, slots []chan outcome) error {
	child, err := r.options.Reader(ctx)
	if err != nil {
		return err
	}
	defer child.Close()
	for i := range next {
		o, err := r.read(ctx, child, todo[i])
		if err != nil {
			return err
		}
		slots[i] <- o
	}
	return nil
}

// read reads one file unless its content is known. The error is one of the run,
// not of the file.
func (r *run) read(ctx context.Context, child *pdf.Child, f candidate) (outcome, error) {
	if beingWritten(f.path) {
		return outcome{deferred: true}, nil
	}
	sum, err := datadir.Hash(f.path)
	if err != nil {
		return outcome{err: err, deferred: r.outOfReach(f.path, err)}, nil
	}
	info, ok, err := r.catalog.FileInfo(ctx, sum)
	if err != nil {
		return outcome{}, err
	}
	if ok && !info.Deleted && !r.reread && !r.awaited(info.Status, info.Reason) {
		return outcome{reading: FileReading{SHA256: sum}, before: info, known: true}, nil
	}
	var stored Recogniser
	if ok {
		stored = r.fromStore(sum)
	}
	if r.hands.cut(sum) >= cutAtMost && !r.reread {
		o := outcome{reading: FileReading{SHA256: sum}, err: errCutOff, before: info}
		o.file, err = catalog.Pack(r.file(f.info.Size(), o))
		return o, err
	}
	var reading FileReading
	r.hands.read(sum, func() { reading, err = readHashed(ctx, child, f.path, sum, stored) })
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	o := outcome{reading: reading, err: err, before: info, deferred: changedSince(f)}
	if !o.deferred {
		r.hands.hold(sum, func() {
			if o.file, err = catalog.Pack(r.file(f.info.Size(), o)); err == nil {
				o.said = r.foretell(ctx, o.file, reading.Text)
			}
		})
	}
	o.reading = FileReading{SHA256: sum}
	return o, err
}

// outOfReach reports whether a known file cannot be fetched at the moment, as
// happens on network shares: what is known of it stays.
func (r *run) outOfReach(path string, err error) bool {
	return r.known[path].SHA256 != "" && !errors.Is(err, fs.ErrPermission)
}

// changedSince reports whether a file is no longer as it was when it was found, or no longer there.
func changedSince(f candidate) bool {
	info, err := os.Stat(f.path)
	return err != nil || (info.Size() != f.info.Size() || !info.ModTime().Equal(f.info.ModTime()))
}

// what says what had become of a path.
func (r *run) what(path string, o outcome) catalog.Outcome {
	sha := o.reading.SHA256
	k, known := r.known[path]
	switch {
	case known && sha != "" && k.SHA256 == sha && (r.reread || !o.known && o.before.Status == catalog.Waiting), known && sha == "" && k.SHA256 == "":
		return catalog.Again
	case known && k.SHA256 == sha:
		return catalog.Touched
	case known && k.SHA256 != "":
		return catalog.Replaced
	case o.before.Deleted:
		return catalog.Back
	case o.known && len(o.before.Paths) > 0 &&
		!slices.ContainsFunc(o.before.Paths, func(p string) bool { return !r.gone[p] }):
		return catalog.Moved
	case o.known || r.stored[sha].status != "":
		return catalog.Copied
	}
	return catalog.New
}

func (r *run) noteWhat(what catalog.Outcome, o outcome) {
	if r.sum.What == nil {
		r.sum.What = map[catalog.Outcome]int{}
	}
	r.sum.What[what]++
	if what == catalog.Moved && !r.followed[o.reading.SHA256] {
		r.followed[o.reading.SHA256] = true
		r.sum.What[catalog.MovedAway] += len(o.before.Paths)
	}
}
