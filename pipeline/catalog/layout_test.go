package catalog

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// FuzzLayout packs words and blocks made from arbitrary bytes: unpacked they are
// the same to the hundredth of a point, and packing them again gives the same
// bytes.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("a few words, and their places on the page, one after the other"))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f})
	f.Fuzz(func(t *testing.T, data []byte) {
		text := textFrom(data)
		packed, err := encodeLayout(&text)
		if err != nil {
			t.Fatal(err)
		}
		blocks, words, err := decodeLayout(packed)
		if err != nil {
			t.Fatal(err)
		}
		again, err := encodeLayout(&legal.Text{Blocks: blocks, Words: words})
		if err != nil || !cmp.Equal(packed, again) {
			t.Fatalf("packed again: %d bytes, was %d, %v", len(again), len(packed), err)
		}
		if diff := cmp.Diff(text.Blocks, blocks); diff != "" {
			t.Fatal(diff)
		}
		for i, w := range text.Words {
			if words[i].Span != w.Span || words[i].Page != w.Page || !near(words[i].Box.X0, w.Box.X0) ||
				!near(words[i].Box.Y1, w.Box.Y1) {
				t.Fatalf("word %d: %v, want %v", i, words[i], w)
			}
		}
	})
}

// FuzzDecodeLayout unpacks arbitrary bytes: it returns ErrDamaged or a layout
// that packs again, and never panics.
func FuzzDecodeLayout(f *testing.F) {
	packed, _ := encodeLayout(&sampleText)
	f.Add(packed)
	f.Add(deflate([]byte{layoutVersion, 0xff, 0xff, 0xff, 0x7f}))
	f.Add([]byte("no layout"))
	f.Fuzz(func(t *testing.T, data []byte) {
		blocks, words, err := decodeLayout(data)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if _, err := encodeLayout(&legal.Text{Blocks: blocks, Words: words}); err != nil {
			t.Fatal(err)
		}
	})
}

func near(got, want float64) bool {
	return math.IsNaN(want) || math.Abs(want) > 1e9 || math.Abs(got-want) <= 0.5/perPoint+1e-9
}

// textFrom makes a text out of bytes, with spans in order.
func textFrom(data []byte) legal.Text {
	var t legal.Text
	at := 0
	for i := 0; i+16 <= len(data); i += 16 {
		n := binary.LittleEndian.Uint64(data[i:])
		v := math.Float64frombits(binary.LittleEndian.Uint64(data[i+8:]))
		span := legal.Span{Start: at + int(n%3), End: at + int(n%3) + int(n%40)}
		at = span.End
		t.Words = append(t.Words, legal.Word{Span: span, Page: int(n % 500),
			Box:        legal.Box{X0: v, Y0: float64(n % 900), X1: v + 10, Y1: float64(n%900) + 12.34},
			Confidence: float64(n%1001) / perOne})
		t.Blocks = append(t.Blocks, legal.Block{Span: span, Zone: zones[n%uint64(len(zones))], Anchor: int(n%100) - 1})
	}
	return t
}
