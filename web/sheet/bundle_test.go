package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// bundled is the bundle of a chain without pictures.
func bundled(t *testing.T, open Open) []byte {
	t.Helper()
	c := openChain(t)
	g, err := graph.Load(t.Context(), c)
	must(t, err)
	known := answer.New(t.Context(), c, legal.Date.Printed)
	q := Question{Asked: "trace 2/KH-UBND", Version: "1.2.3", Data: State{4, "01/02/2026 03:04 UTC"}}
	q.Document, err = known.Document("kh-2")
	must(t, err)
	q.Chain, err = known.Trace(g, "kh-2", []graph.Way{graph.Up, graph.Down}, nil, 0, 0)
	must(t, err)
	var out bytes.Buffer
	must(t, WriteBundle(&out, known, q, open))
	return out.Bytes()
}

// A bundle is read back as it was written, and any one byte that differs is found, wherever
// it stands.
func TestBundleProvesItself(t *testing.T) {
	b := bundled(t, nil)
	f, sum, err := ReadBundle(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	if f.Document != "kh-2" || f.Version != "1.2.3" || f.Run != 4 || len(f.Steps) == 0 || len(f.Files) != 2 || len(sum) != 64 {
		t.Errorf("%+v %s", f, sum)
	}
	if again := bundled(t, nil); !bytes.Equal(b, again) {
		t.Error("the same facts give another bundle")
	}
	step := max(1, len(b)/4000) // all of the head and the end, and some of the rest
	for i := 0; i < len(b); i++ {
		if i > 200 && i < len(b)-1200 && i%step != 0 {
			continue
		}
		b[i] ^= 0x20
		if _, _, err := ReadBundle(bytes.NewReader(b), int64(len(b))); !errors.Is(err, ErrBundle) {
			t.Fatalf("byte %d of %d: %v", i, len(b), err)
		}
		b[i] ^= 0x20
	}
	for _, other := range [][]byte{nil, b[:len(b)-1], append(bytes.Clone(b), 0), append([]byte{0}, b...), []byte("PK")} {
		if _, _, err := ReadBundle(bytes.NewReader(other), int64(len(other))); !errors.Is(err, ErrBundle) {
			t.Errorf("%d bytes of %d: %v", len(other), len(b), err)
		}
	}
}

// A file that is no longer what was read is not taken into a bundle.
func TestBundleTakesNoOtherFile(t *testing.T) {
	c := openChain(t)
	g, err := graph.Load(t.Context(), c)
	must(t, err)
	known := answer.New(t.Context(), c, legal.Date.Printed)
	var q Question
	q.Document, err = known.Document("kh-2")
	must(t, err)
	q.Chain, err = known.Trace(g, "kh-2", []graph.Way{graph.Up}, nil, 0, 0)
	must(t, err)
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("another")), nil }
	if err := WriteBundle(io.Discard, known, q, open); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Error(err)
	}
}
