package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Pictures are drawn so fine, in dots per inch: to look at, and to look closely.
const (
	plainDPI = 110
	closeDPI = 200
)

// pictures keeps drawn pages in a folder, the most recently used ones, and draws
// few at a time.
type pictures struct {
	dir   string
	bound int64
	draw  chan struct{} // at work
	queue chan struct{} // at work or waiting

	mu      sync.Mutex
	kept    map[string]*keptPicture
	bytes   int64
	working map[string]*drawing
}

type keptPicture struct {
	size int64
	used time.Time
}

// drawing is a picture being drawn, for all who wait for it.
type drawing struct {
	done chan struct{}
	jpeg []byte
	err  error
}

const (
	pictureBound = 512 << 20
	waiting      = 64 // pictures waiting to be drawn; more are refused
)

// newPictures takes over what an earlier server left in the folder. A folder that
// cannot be written is no error: then every picture is drawn.
func newPictures(dir string, bound int64) (*pictures, error) {
	p := &pictures{dir: dir, bound: cmp.Or(bound, pictureBound), kept: map[string]*keptPicture{}, working: map[string]*drawing{},
		draw: make(chan struct{}, max(1, runtime.NumCPU())), queue: make(chan struct{}, waiting)}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read kept pictures: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if !strings.HasSuffix(e.Name(), ".jpg") {
			os.Remove(filepath.Join(dir, e.Name())) // half written
			continue
		}
		p.kept[e.Name()] = &keptPicture{info.Size(), info.ModTime()}
		p.bytes += info.Size()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget()
	return p, nil
}

// forget drops the least recently used pictures above the bound.
func (p *pictures) forget() {
	if p.bytes <= p.bound {
		return
	}
	names := make([]string, 0, len(p.kept))
	for name := range p.kept {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return p.kept[a].used.Compare(p.kept[b].used) })
	for _, name := range names {
		if p.bytes <= p.bound*9/10 { // not one by one
			return
		}
		os.Remove(filepath.Join(p.dir, name))
		p.bytes -= p.kept[name].size
		delete(p.kept, name)
	}
}

// get returns the picture of a page, drawn or kept; hit says which.
func (p *pictures) get(ctx context.Context, sha, path string, page, dpi int) (jpeg []byte, hit bool, err error) {
	name := fmt.Sprintf("%s-%d-%d.jpg", sha, page, dpi)
	p.mu.Lock()
	if k := p.kept[name]; k != nil {
		k.used = time.Now()
		p.mu.Unlock()
		if b, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil {
			return b, true, nil
		}
		p.mu.Lock()
		if k := p.kept[name]; k != nil {
			p.bytes -= k.size
			delete(p.kept, name)
		}
	}
	d := p.working[name]
	if d == nil {
		select {
		case p.queue <- struct{}{}:
		default:
			p.mu.Unlock()
			return nil, false, errBusy
		}
		d = &drawing{done: make(chan struct{})}
		p.working[name] = d
		go p.work(name, d, path, page, dpi)
	}
	p.mu.Unlock()
	select {
	case <-d.done:
		return d.jpeg, false, d.err
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
}

// work draws a picture, also where the one who asked has gone: the next will ask.
func (p *pictures) work(name string, d *drawing, path string, page, dpi int) {
	defer func() { <-p.queue }()
	p.draw <- struct{}{}
	defer func() { <-p.draw }()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	d.jpeg, d.err = drawPage(ctx, path, page, dpi)
	p.mu.Lock()
	defer p.mu.Unlock()
	if d.err == nil && p.keep(name, d.jpeg) == nil {
		p.kept[name] = &keptPicture{int64(len(d.jpeg)), time.Now()}
		p.bytes += int64(len(d.jpeg))
		p.forget()
	}
	delete(p.working, name)
	close(d.done)
}

func drawPage(ctx context.Context, path string, page, dpi int) ([]byte, error) {
	picture, err := pdf.Picture(ctx, path, page, float64(dpi))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return b.Bytes(), nil
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

// checked remembers of which files on disk it is known that they hold what the
// catalogue says: by path, size and time of change.
type checked struct {
	mu    sync.Mutex
	known map[string]stamp
}

type stamp struct {
	sha  string
	size int64
	time time.Time
}

func newChecked() *checked { return &checked{known: map[string]stamp{}} }

// open opens a file that must hold the content with this hash. Only paths of the
// catalogue come here, and even there a link or another file may lie by now.
func (c *checked) open(path, sha string) (*os.File, error) {
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
	c.mu.Lock()
	same := c.known[path] == now
	c.mu.Unlock()
	if same {
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
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) > 100_000 {
		clear(c.known)
	}
	c.known[path] = now
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
	if err != nil || page < 1 || page > info.Pages || !isPDF(info) {
		return errNotFound
	}
	f, err := s.onDisk(info.SHA256, info.Paths)
	if err != nil {
		return err
	}
	defer f.Close()
	dpi := plainDPI
	if r.URL.Query().Get("close") != "" {
		dpi = closeDPI
	}
	b, hit, err := s.pictures.get(r.ctx, info.SHA256, f.Name(), page, dpi)
	switch {
	case errors.Is(err, pdf.ErrMissing):
		return problem{http.StatusNotFound, legal.Say(legal.NoPoppler), nil}
	case errors.Is(err, pdf.ErrDamaged), errors.Is(err, pdf.ErrTimeLimit), errors.Is(err, pdf.ErrMemoryLimit), errors.Is(err, pdf.ErrCrashed), errors.Is(err, pdf.ErrEncrypted):
		return problem{http.StatusNotFound, legal.Say(legal.NoPicture), err}
	case errors.Is(err, errBusy):
		s.metrics.refused.Add(1)
		return err
	case err != nil:
		return err
	}
	if hit {
		s.metrics.hits.Add(1)
	} else {
		s.metrics.drawn.Add(1)
	}
	h := r.w.Header()
	h.Set("Cache-Control", "private, max-age=86400, immutable") // the address names the content
	return r.send(http.StatusOK, "image/jpeg", b)
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
	h := r.w.Header()
	h.Set("Content-Type", "application/pdf")
	if !isPDF(info) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
	}
	h.Set("Content-Disposition", attachment(filepath.Base(f.Name())))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.NewResponseController(r.w).SetWriteDeadline(time.Now().Add(10 * time.Minute))
	http.ServeContent(r.w, r.Request, "", time.Time{}, f)
	return nil
}

// attachment writes the header that names a download (RFC 6266).
func attachment(name string) string {
	const hex = "0123456789ABCDEF"
	var plain, coded strings.Builder
	for i := range len(name) {
		c := name[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_' {
			plain.WriteByte(c)
			coded.WriteByte(c)
			continue
		}
		plain.WriteByte('_')
		coded.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return `attachment; filename="` + plain.String() + `"; filename*=UTF-8''` + coded.String()
}
