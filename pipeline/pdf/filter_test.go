package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// painted is content that shows "ok".
const painted = "BT /F1 10 Tf 50 700 Td (ok) Tj ET"

func deflated(data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return b.String()
}

// packLZW encodes data as literal codes of nine bits, high bits first, with a clear
// code often enough that codes never grow.
func packLZW(data string) string {
	codes := []int{lzwClear}
	for i, c := range []byte(data) {
		if i > 0 && i%200 == 0 {
			codes = append(codes, lzwClear)
		}
		codes = append(codes, int(c))
	}
	var bits strings.Builder
	for _, c := range append(codes, lzwEnd) {
		fmt.Fprintf(&bits, "%09b", c)
	}
	out := make([]byte, (bits.Len()+7)/8)
	for i, c := range bits.String() {
		out[i/8] |= byte(c-'0') << (7 - i%8)
	}
	return string(out)
}

// rowsPNG writes data in rows of n bytes under a PNG predictor.
func rowsPNG(data string, n int, kind byte) string {
	data += strings.Repeat(" ", (n-len(data)%n)%n)
	var b bytes.Buffer
	above := make([]byte, n)
	for ; data != ""; data = data[n:] {
		row := []byte(data[:n])
		b.WriteByte(kind)
		for i, c := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			b.WriteByte(c - predictPNG(kind, left, above[i], corner))
		}
		above = row
	}
	return b.String()
}

func packASCII85(data string) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(data)))
	return string(out[:ascii85.Encode(out, []byte(data))]) + "~>"
}

func TestFilters(t *testing.T) {
	tests := []struct{ name, dict, data string }{
		{"none", "", painted},
		{"flate", "/Filter/FlateDecode", deflated(painted)},
		{"flate cut short", "/Filter/Fl", deflated(painted + fmt.Sprint(make([]byte, 100), rand.New(rand.NewPCG(1, 2)).Perm(500)))[:600]},
		{"flate with a wrong checksum", "/Filter/FlateDecode", deflated(painted)[:len(deflated(painted))-4] + "xxxx"},
		{"lzw", "/Filter/LZWDecode", packLZW(painted)},
		{"ascii85", "/Filter[/ASCII85Decode]", packASCII85(painted)},
		{"hex", "/Filter/ASCIIHexDecode", hex.EncodeToString([]byte(painted)) + ">"},
		{"two filters", "/Filter[/AHx/FlateDecode]/DecodeParms[null null]", hex.EncodeToString([]byte(deflated(painted)))},
		{"run length", "/Filter/RunLengthDecode", "\x01BT\xff " + string(rune(len(painted)-4)) + painted[3:] + "\x80junk"},
		{"crypt", "/Filter/Crypt", painted},
		{"tiff predictor", "/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 1>>", deflated(painted)},
		{"sub", "/Filter/FlateDecode/DecodeParms<</Predictor 11/Columns 7>>", deflated(rowsPNG(painted, 7, 1))},
		{"up", "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>", deflated(rowsPNG(painted, 7, 2))},
		{"average", "/Filter/FlateDecode/DecodeParms<</Predictor 13/Columns 7>>", deflated(rowsPNG(painted, 7, 3))},
		{"paeth", "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 7>>", deflated(rowsPNG(painted, 7, 4))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages, err := Read(pdfOf(catalog, tree,
				"<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", streamOf(tt.dict, tt.data), winAnsi))
			if err != nil || textOf(pages[0]) != "ok" {
				t.Errorf("got %+v, %v", pages, err)
			}
		})
	}
}

// TestLZWGrows decodes codes that grow, by the standard library's encoder, whose
// codes grow one entry later than those of most PDF writers (EarlyChange 0).
func TestLZWGrows(t *testing.T) {
	var want bytes.Buffer
	for i := range 9000 {
		fmt.Fprintf(&want, "%d %d ", i, i*i)
	}
	var packed bytes.Buffer
	w := lzw.NewWriter(&packed, lzw.MSB, 8)
	_, _ = w.Write(want.Bytes())
	_ = w.Close()
	if got := unLZW(packed.Bytes(), false, 1<<20); !bytes.Equal(got, want.Bytes()) {
		t.Errorf("got %d bytes, want %d", len(got), want.Len())
	}
}

// TestWrongLength has streams whose Length is missing or wrong.
func TestWrongLength(t *testing.T) {
	for _, length := range []string{"", "/Length 3", "/Length 99999", "/Length -1", "/Length 99 0 R"} {
		pages, err := Read(pdfOf(catalog, tree, "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
			"<<"+length+">>stream\n"+painted+"\nendstream", winAnsi))
		if err != nil || textOf(pages[0]) != "ok" {
			t.Errorf("%q: got %+v, %v", length, pages, err)
		}
	}
}

// TestStreamLimit reads a small stream that holds a lot.
func TestStreamLimit(t *testing.T) {
	limits := DefaultLimits()
	limits.Stream = 1000
	bomb := pdfOf(catalog, "<</Kids[3 0 R 6 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		streamOf("/Filter/FlateDecode", deflated(painted+strings.Repeat("\n", 1<<20)+painted)), winAnsi,
		"<</Contents[4 0 R 4 0 R]/Resources<</Font<</F1 5 0 R>>>>>>")
	for _, decoded := range []int64{10_000, 1500} {
		limits.Decoded = decoded
		var pages []Page
		err := read(bomb, limits, func(p Page) error {
			pages = append(pages, p)
			return nil
		})
		if err != nil || len(pages) != 2 || textOf(pages[0]) != "ok" {
			t.Fatalf("got %+v, %v", pages, err)
		}
		if over := pages[1].Err != ""; over != (decoded < 3000) {
			t.Errorf("with %d bytes page 2 has error %q", decoded, pages[1].Err)
		}
	}
}
