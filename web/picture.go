package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/singleflight"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	scans "github.com/danchieu/danchieu/pipeline/picture"
)

// Pictures are drawn so fine, in dots per inch: to look at, and to look closely.
const (
	plainDPI = 110
	closeDPI = 200
)

// pictures keeps drawn pages in a folder, the most recently used ones, and draws
// few at a time.
type pictures struct {
	dir     string
	bound   int64
	drawing singleflight.Group
	slots   chan struct{} // being drawn
	queue   chan struct{} // being drawn or waiting

	mu    sync.Mutex
	kept  *simplelru.LRU[string, int64] // sizes by name
	bytes int64
}

const (
	pictureBound = 512 << 20
	maxPictures  = 1 << 20
	waiting      = 256 // pictures waiting to be drawn; more are refused
)

// newPictures takes over what an earlier server left in the folder. A folder that
// cannot be written is no error: then every picture is drawn.
func newPictures(dir string, bound int64) (*pictures, error) {
	p := &pictures{
		dir: dir, bound: cmp.Or(bound, pictureBound),
		slots: make(chan struct{}, max(1, runtime.NumCPU())), queue: make(chan struct{}, waiting),
	}
	p.kept, _ = simplelru.NewLRU(maxPictures, p.forgotten) // the error is for sizes below 1
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read kept pictures: %w", err)
	}
	var found []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if !strings.HasSuffix(e.Name(), ".jpg") {
			os.Remove(filepath.Join(dir, e.Name())) // half written
			continue
		}
		found = append(found, info)
	}
	slices.SortFunc(found, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range found {
		p.remember(info.Name(), info.Size())
	}
	return p, nil
}

// remember counts a picture in and drops the least recently used ones above the bound.
func (p *pictures) remember(name string, size int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if old, ok := p.kept.Peek(name); ok {
		p.bytes -= old
	}
	p.kept.Add(name, size)
	for p.bytes += size; p.bytes > p.bound; {
		p.kept.RemoveOldest()
	}
}

func (p *pictures) forgotten(name string, size int64) {
	p.bytes -= size
	os.Remove(filepath.Join(p.dir, name)) // one that stays is found by the next server
}

// get returns the picture of a page, drawn or kept; hit says which.
func (p *pictures) get(ctx context.Context, sha, path string, page, dpi int) (jpeg []byte, hit bool, err error) {
	name := fmt.Sprintf("%s-%d-%d.jpg", sha, page, dpi)
	p.mu.Lock()
	_, ok := p.kept.Get(name)
	p.mu.Unlock()
	if ok {
		if b, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil {
			return b, true, nil
		}
	}
	drawn := p.drawing.DoChan(name, func() (any, error) { return p.draw(name, path, page, dpi) })
	select {
	case d := <-drawn:
		jpeg, _ = d.Val.([]byte)
		return jpeg, false, d.Err
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
}

// draw draws a picture, also where the one who asked has gone: the next will ask.
func (p *pictures) draw(name, path string, page, dpi int) ([]byte, error) {
	select {
	case p.queue <- struct{}{}:
		defer func() { <-p.queue }()
	default:
		return nil, errBusy
	}
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	drawn, err := scans.JPEG(ctx, path, page, float64(dpi))
	if err == nil && p.keep(name, drawn) == nil {
		p.remember(name, int64(len(drawn)))
	}
	return drawn, err
}

// keep writes a picture beside and renames it.
func (p *pictures) keep(name string, b []byte) error {
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		return err
	}
	tmp := filepath.Join(p.dir, name+".new")
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(p.dir, name))
}

// stamp is what is known of a file on disk: that it holds a content, as long as size and time of
// change stay.
type stamp struct {
	sha  string
	size int64
	time time.Time
}

// checked remembers stamps by path.
type checked struct{ *lru.Cache[string, stamp] }

func newChecked() checked { return checked{newLRU[string, stamp](100_000)} }

// open opens a file that must hold the content with this hash. Only paths of the
// catalogue come here, and even there a link or another file may lie by now.
func (c checked) open(path, sha string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, os.ErrNotExist
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, os.ErrNotExist
	}
	now := stamp{sha, info.Size(), info.ModTime()}
	if known, ok := c.Get(path); ok && known == now {
		return f, nil
	}
	sum := sha256.New()
	if _, err = io.Copy(sum, f); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil || hex.EncodeToString(sum.Sum(nil)) != sha {
		f.Close()
		return nil, os.ErrNotExist
	}
	c.Add(path, now)
	return f, nil
}

// onDisk opens the first of the paths of a content at which it still lies.
func (s *Server) onDisk(sha string, paths []string) (*os.File, error) {
	for _, p := range paths {
		if f, err := s.files.open(p, sha); err == nil {
			return f, nil
		}
	}
	return nil, problem{http.StatusNotFound, legal.Say(legal.FileAway), nil}
}

// picture answers with the picture of a page.
func (s *Server) picture(r *request) error {
	info, err := s.fileInfo(r)
	if err != nil {
		return err
	}
	page, err := strconv.Atoi(r.PathValue("page"))
	if err != nil || page < 1 || page > info.Pages {
		return errNotFound
	}
	f, err := s.onDisk(info.SHA256, info.Paths)
	if err != nil {
		return err
	}
	defer f.Close()
	width, height, err := s.catalog.PageSize(r.ctx, info.SHA256, page)
	if err != nil {
		return err
	}
	if width <= 0 || height <= 0 {
		return errNotFound // running text
	}
	dpi := plainDPI
	if r.URL.Query().Get("close") != "" {
		dpi = closeDPI
	}
	dpi = int(pdf.FittingDPI(width, height, float64(dpi)))
	r.w.leave() // a sheet asks for many at once, and those that are drawn have places of their own
	b, hit, err := s.pictures.get(r.ctx, info.SHA256, f.Name(), page, dpi)
	switch {
	case errors.Is(err, pdf.ErrMissing):
		return problem{http.StatusNotFound, legal.Say(legal.NoPoppler), nil}
	case errors.Is(err, pdf.ErrDamaged), errors.Is(err, pdf.ErrTimeLimit), errors.Is(err, pdf.ErrMemoryLimit),
		errors.Is(err, pdf.ErrCrashed), errors.Is(err, pdf.ErrEncrypted):
		return problem{http.StatusNotFound, legal.Say(legal.NoPicture), err}
	case errors.Is(err, errBusy):
		s.metrics.picturesRefused.Inc()
		return err
	case err != nil:
		return err
	}
	if hit {
		s.metrics.picturesKept.Inc()
	} else {
		s.metrics.picturesDrawn.Inc()
	}
	h := r.w.Header()
	h.Set("Cache-Control", "private, max-age=86400, immutable") // the address names the content
	return r.send(http.StatusOK, "image/jpeg", b)
}

// mediaTypes are the types of originals, by the endings of their names.
var mediaTypes = map[string]string{
	".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".rtf": "application/rtf", ".doc": "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".odt":  "application/vnd.oasis.opendocument.text",
	".png":  "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff",
}

// original answers with the file itself, to be kept and not to be opened in the
// browser as a page of ours.
func (s *Server) original(r *request) error {
	info, err := s.fileInfo(r)
	if err != nil {
		return err
	}
	f, err := s.onDisk(info.SHA256, info.Paths)
	if err != nil {
		return err
	}
	defer f.Close()
	r.w.leave()
	leave, ok := take(r.ctx, s.downloads)
	if !ok {
		r.w.Header().Set("Retry-After", "10")
		return problem{status: http.StatusServiceUnavailable, says: legal.Say(legal.ManyDownloads)}
	}
	defer leave()
	h := r.w.Header()
	h.Set("Content-Type", cmp.Or(mediaTypes[strings.ToLower(filepath.Ext(f.Name()))], "application/octet-stream"))
	h.Set("Content-Disposition", attachment(filepath.Base(f.Name())))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.NewResponseController(r.w).SetWriteDeadline(time.Now().Add(10 * time.Minute))
	http.ServeContent(r.w, r.Request, "", time.Time{}, f)
	return nil
}
