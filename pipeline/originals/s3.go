package originals

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// bucket holds files in S3, named by their hash behind a prefix.
type bucket struct {
	client client
	prefix string
	dir    string // for files that are at hand
	mu     sync.Mutex
	held   []*held // the one used last in the end
}

// client is what is asked of a bucket, object by object. In a field of its own type that of
// the library would bring all its methods into the program, for templates call methods by name.
type client struct {
	there func(ctx context.Context) (bool, error)                 // whether the bucket is
	try   func(ctx context.Context, object string) error          // writes a few bytes
	size  func(ctx context.Context, object string) (int64, error) // -1 for none
	put   func(ctx context.Context, object, path string) error
	take  func(ctx context.Context, object, path string) error
}

func clientOf(c *minio.Client, bucket string) client {
	return client{
		there: func(ctx context.Context) (bool, error) { return c.BucketExists(ctx, bucket) },
		try: func(ctx context.Context, object string) error {
			_, err := c.PutObject(ctx, bucket, object, strings.NewReader("danchieu"), 8, minio.PutObjectOptions{})
			return err
		},
		size: func(ctx context.Context, object string) (int64, error) {
			info, err := c.StatObject(ctx, bucket, object, minio.StatObjectOptions{})
			if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
				return -1, nil
			}
			return info.Size, err
		},
		put: func(ctx context.Context, object, path string) error {
			_, err := c.FPutObject(ctx, bucket, object, path, minio.PutObjectOptions{})
			return err
		},
		take: func(ctx context.Context, object, path string) error {
			return c.FGetObject(ctx, bucket, object, path, minio.GetObjectOptions{})
		},
	}
}

// held is a file at hand, and by how many it is used.
type held struct {
	sha256 string
	used   int
}

// mostHeld is how many files stay at hand when they are not used: the pages of a file are
// handed out one after the other.
const mostHeld = 8

// openS3 opens bucket/prefix at the endpoint and with the keys that the environment has, under the names that
// the tools of AWS look for: AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID and so on.
func openS3(ctx context.Context, address string, write bool) (Store, error) {
	name, prefix, _ := strings.Cut(address, "/")
	endpoint := cmp.Or(os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com")
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("originals in s3://%s: AWS_ENDPOINT_URL_S3 is no address as https://s3.example.com", address)
	}
	if name == "" {
		return nil, fmt.Errorf("originals in s3://%s: it names no bucket", address)
	}
	keys := credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}})
	c, err := minio.New(u.Host, &minio.Options{
		Creds: keys, Secure: u.Scheme == "https", Region: cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION")),
		MaxRetries: 3,
	})
	if err != nil {
		return nil, fmt.Errorf("originals in s3://%s: %w", address, err)
	}
	b := &bucket{client: clientOf(c, name), prefix: prefix}
	if err := b.try(ctx, write); err != nil {
		return nil, fmt.Errorf("originals in s3://%s: %w", address, plain(err))
	}
	if b.dir, err = os.MkdirTemp("", "danchieu-originals"); err != nil {
		return nil, err
	}
	return b, nil
}

// tried is the name of an object with which writing is tried.
const tried = ".danchieu"

// try fails where the bucket may not be read, or written though it should.
func (b *bucket) try(ctx context.Context, write bool) error {
	at := path.Join(b.prefix, tried)
	if write {
		if err := b.client.try(ctx, at); err != nil {
			return err
		}
	}
	size, err := b.client.size(ctx, at)
	if err != nil || size >= 0 {
		return err
	}
	// Nobody has written there yet, or there is no bucket: what is asked of an object tells them not apart.
	if there, err := b.client.there(ctx); err == nil && !there {
		return errors.New("there is no such bucket")
	}
	return nil // or it may not be asked for
}

// plain is an error of the way to the server without what was asked there.
func plain(err error) error {
	if way := (*url.Error)(nil); errors.As(err, &way) {
		return fmt.Errorf("it cannot be reached: %w", way.Err)
	}
	return err
}

func (b *bucket) object(sha256 string) string { return path.Join(b.prefix, sha256[:2], sha256) }

// Put lays a file into the bucket, unless it is there.
func (b *bucket) Put(ctx context.Context, sha256, path string) error {
	size, err := sizeOf(path)
	if err != nil {
		return err
	}
	at := b.object(sha256)
	there, err := b.client.size(ctx, at)
	if err == nil && there != size {
		if err := unchanged(sha256, path); err != nil {
			return err
		}
		err = b.client.put(ctx, at, path)
	}
	if err != nil {
		return fmt.Errorf("lay original %s into S3: %w", at, plain(err))
	}
	return nil
}

// Get fetches a file, unless it is at hand.
func (b *bucket) Get(ctx context.Context, sha256, _ string) (string, func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, h := range b.held {
		if h.sha256 == sha256 {
			h.used++
			return b.at(sha256), b.done(h), nil
		}
	}
	if err := b.client.take(ctx, b.object(sha256), b.at(sha256)); err != nil {
		return "", nil, fmt.Errorf("%w: original %s: %w", pdf.ErrIO, sha256, plain(err))
	}
	if got, err := datadir.Hash(b.at(sha256)); err != nil || got != sha256 {
		return "", nil, errors.Join(fmt.Errorf("%w: original %s has another content", pdf.ErrIO, sha256), err, os.Remove(b.at(sha256)))
	}
	h := &held{sha256, 1}
	b.held = append(b.held, h)
	return b.at(sha256), b.done(h), nil
}

func (b *bucket) at(sha256 string) string { return filepath.Join(b.dir, sha256) }

// done lets go of a file, and of those that lie unused for longest.
func (b *bucket) done(h *held) func() {
	return sync.OnceFunc(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		h.used--
		for i := 0; i < len(b.held) && len(b.held) > mostHeld; {
			if b.held[i].used > 0 {
				i++
				continue
			}
			os.Remove(b.at(b.held[i].sha256))
			b.held = append(b.held[:i], b.held[i+1:]...)
		}
	})
}

// Close removes the files at hand.
func (b *bucket) Close() error { return os.RemoveAll(b.dir) }
