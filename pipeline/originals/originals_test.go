package originals

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// s3 is as much of an S3 server as the store asks for: objects in memory, of the one bucket vanban.
type s3 struct {
	mu      sync.Mutex
	objects map[string][]byte
	gets    int
	refuse  bool
}

func (s *s3) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fail := func(status int, code string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
	}
	if r.URL.Query().Has("location") {
		fmt.Fprint(w, `<LocationConstraint></LocationConstraint>`)
		return
	}
	if s.refuse {
		fail(http.StatusForbidden, "AccessDenied")
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/vanban/") {
		fail(http.StatusNotFound, "NoSuchBucket")
		return
	}
	if r.URL.Path == "/vanban/" {
		return
	}
	switch r.Method {
	case http.MethodPut:
		s.objects[r.URL.Path] = unchunked(r)
		w.Header().Set("ETag", `"e"`)
	case http.MethodGet, http.MethodHead:
		b, ok := s.objects[r.URL.Path]
		if !ok {
			fail(http.StatusNotFound, "NoSuchKey")
			return
		}
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
		w.Header().Set("Content-Length", strconv.Itoa(len(b)))
		if r.Method == http.MethodGet {
			s.gets++
			w.Write(b)
		}
	}
}

// unchunked reads the body of a request, which a client may sign piece by piece.
func unchunked(r *http.Request) []byte {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		b, _ := io.ReadAll(r.Body)
		return b
	}
	var out []byte
	body := bufio.NewReader(r.Body)
	for {
		head, err := body.ReadString('\n')
		length, _, _ := strings.Cut(head, ";")
		n, bad := strconv.ParseInt(strings.TrimSpace(length), 16, 32)
		if err != nil || bad != nil || n == 0 {
			return out
		}
		piece := make([]byte, n+2)
		if _, err := io.ReadFull(body, piece); err != nil {
			return nil
		}
		out = append(out, piece[:n]...)
	}
}

func startS3(t *testing.T) *s3 {
	s := &s3{objects: map[string][]byte{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL_S3": server.URL, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
	} {
		t.Setenv(name, value)
	}
	return s
}

func write(t *testing.T, content string) (sha, path string) {
	t.Helper()
	sum := sha256.Sum256([]byte(content))
	path = filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(sum[:]), path
}

// TestStores holds that every store gives back what was put into it, and nothing else.
func TestStores(t *testing.T) {
	startS3(t)
	for _, address := range []string{"", t.TempDir(), "s3://vanban/goc", "s3://vanban"} {
		t.Run(address, func(t *testing.T) {
			ctx := t.Context()
			store, err := Open(ctx, address, true)
			if err != nil {
				t.Fatal(err)
			}
			sha, path := write(t, "content")
			for range 2 {
				if err := store.Put(ctx, sha, path); err != nil {
					t.Fatal(err)
				}
				at, done, err := store.Get(ctx, sha, path)
				if err != nil {
					t.Fatal(err)
				}
				if b, err := os.ReadFile(at); err != nil || string(b) != "content" {
					t.Errorf("came back as %q, %v", b, err)
				}
				done()
			}
			other, _ := write(t, "never put")
			if _, _, err := store.Get(ctx, other, path); !errors.Is(err, pdf.ErrIO) {
				t.Errorf("what was never put: %v", err)
			}
			if c, ok := store.(io.Closer); ok {
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestBucketHeld fetches a file once for all its pages, lets go of files that are not used,
// and never of one that is; a file that was tampered with is refused.
func TestBucketHeld(t *testing.T) {
	server := startS3(t)
	opened, err := Open(t.Context(), "s3://vanban/goc", true)
	if err != nil {
		t.Fatal(err)
	}
	b := opened.(*bucket)
	defer b.Close()
	get := func(i int) (string, func()) {
		sha, path := write(t, fmt.Sprint("content ", i))
		if err := b.Put(t.Context(), sha, path); err != nil {
			t.Fatal(err)
		}
		at, done, err := b.Get(t.Context(), sha, "")
		if err != nil {
			t.Fatal(err)
		}
		return at, done
	}
	used, doneWithIt := get(0)
	for i := range 3 * mostHeld {
		_, done := get(i)
		done()
		_, again := get(i)
		again()
	}
	if server.gets != 3*mostHeld {
		t.Errorf("%d files were fetched %d times", 3*mostHeld, server.gets)
	}
	if _, err := os.Stat(used); err != nil {
		t.Errorf("a file at work: %v", err)
	}
	doneWithIt()
	if files, _ := os.ReadDir(b.dir); len(files) > mostHeld {
		t.Errorf("%d files are held", len(files))
	}
	sha, path := write(t, "whole")
	if err := b.Put(t.Context(), sha, path); err != nil {
		t.Fatal(err)
	}
	server.mu.Lock()
	for name, content := range server.objects {
		if bytes.Equal(content, []byte("whole")) {
			server.objects[name] = []byte("other")
		}
	}
	server.mu.Unlock()
	if _, _, err := b.Get(t.Context(), sha, ""); !errors.Is(err, pdf.ErrIO) {
		t.Errorf("another content under the hash: %v", err)
	}
}

// TestOpenRefuses says at once where originals may not lie.
func TestOpenRefuses(t *testing.T) {
	server := startS3(t)
	server.refuse = true
	_, file := write(t, "no folder")
	refused := func(address string) {
		t.Helper()
		for _, write := range []bool{true, false} {
			_, err := Open(context.Background(), address, write)
			if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), address) {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
	for _, address := range []string{"s3://vanban/goc", "s3://", file, filepath.Join(t.TempDir(), "none")} {
		refused(address)
	}
	server.refuse = false
	refused("s3://none/goc")
	if _, err := Open(context.Background(), "s3://vanban/empty", false); err != nil {
		t.Errorf("a bucket in which nothing lies: %v", err)
	}
	t.Setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
	refused("s3://vanban/goc")
	t.Setenv("AWS_ENDPOINT_URL_S3", "127.0.0.1:1")
	refused("s3://vanban/goc")
}

// TestPutMends puts a file again of which a part alone is there, and tells a file that cannot be put
// from a store that cannot be written.
func TestPutMends(t *testing.T) {
	server, dir := startS3(t), t.TempDir()
	for _, address := range []string{dir, "s3://vanban/goc"} {
		t.Run(address, func(t *testing.T) {
			ctx := t.Context()
			store, err := Open(ctx, address, true)
			if err != nil {
				t.Fatal(err)
			}
			if c, ok := store.(io.Closer); ok {
				defer c.Close()
			}
			sha, path := write(t, "the whole of it")
			server.mu.Lock()
			server.objects["/vanban/goc/"+sha[:2]+"/"+sha] = []byte("the wh")
			server.mu.Unlock()
			if err := os.MkdirAll(filepath.Join(dir, sha[:2]), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, sha[:2], sha), []byte("the wh"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := store.Get(ctx, sha, ""); !errors.Is(err, pdf.ErrIO) {
				t.Errorf("a part is taken for the whole: %v", err)
			}
			if err := store.Put(ctx, sha, path); err != nil {
				t.Fatal(err)
			}
			_, done, err := store.Get(ctx, sha, "")
			if err != nil {
				t.Fatal(err)
			}
			done()
			other, _ := write(t, "another")
			if err := store.Put(ctx, other, path); !errors.Is(err, pdf.ErrIO) {
				t.Errorf("a file that has changed: %v", err)
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := store.Put(ctx, sha, path); !errors.Is(err, pdf.ErrIO) {
				t.Errorf("a file that is gone: %v", err)
			}
		})
	}
}
