package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/adler32"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// errChecksum says that data are not what was written. They can be read nonetheless.
var errChecksum = errors.New("checksum of a stream is wrong")

var errTooMuch = errors.New("file holds more data than allowed")

// decode returns the decoded bytes of a stream. With an error it returns what
// could be decoded up to there.
func (d *document) decode(v pdf.Value) (out []byte, err error) {
	if v.Kind() != pdf.Stream {
		return nil, errors.New("stream is missing")
	}
	limit := min(d.limits.Stream, d.left)
	if limit <= 0 {
		return nil, errTooMuch
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot decode a stream: %v", r)
		}
		d.left -= int64(len(out))
	}()
	return d.applyFilters(v, limit)
}

// applyFilters decodes a stream from its bytes in the file: the object layer's
// own Reader knows two filters and one predictor.
func (d *document) applyFilters(v pdf.Value, limit int64) ([]byte, error) {
	data, err := d.raw(v)
	filters, params := listOf(v.Key("Filter")), listOf(v.Key("DecodeParms"))
	for i, f := range filters {
		if err != nil && len(data) == 0 {
			return nil, err
		}
		var param pdf.Value
		if i < len(params) {
			param = params[i]
		}
		data, err = d.filter(f.Name(), param, data, limit)
	}
	return data[:min(int64(len(data)), limit)], err
}

// listOf returns the elements of an array, or v itself where one value may
// stand for an array of one.
func listOf(v pdf.Value) []pdf.Value {
	if v.Kind() != pdf.Array {
		if v.IsNull() {
			return nil
		}
		return []pdf.Value{v}
	}
	out := make([]pdf.Value, v.Len())
	for i := range out {
		out[i] = v.Index(i)
	}
	return out
}

// raw returns a stream's bytes as they stand in the file. Where its Length is
// missing or does not lead to an endstream, the next endstream ends it.
func (d *document) raw(v pdf.Value) ([]byte, error) {
	offset, ok := offsetOf(v)
	if !ok || offset >= len(d.data) {
		return nil, errors.New("stream lies outside the file")
	}
	rest := d.data[offset:]
	if n := v.Key("Length").Int64(); n > 0 && n <= int64(len(rest)) && endsStream(rest[n:]) {
		return rest[:n], nil
	}
	if n := bytes.Index(rest, []byte("endstream")); n >= 0 {
		rest = rest[:n]
	}
	return rest, nil
}

func endsStream(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 32)], "\x00\t\n\f\r ")
	return bytes.HasPrefix(b, []byte("endstream")) || bytes.HasPrefix(b, []byte("endobj"))
}

// offsetOf returns where a stream's bytes begin. The object layer tells it only
// in the text of the value, "<<header>>@offset".
func offsetOf(v pdf.Value) (int, bool) {
	s := v.String()
	n, err := strconv.Atoi(s[strings.LastIndexByte(s, '@')+1:])
	return n, err == nil && n >= 0
}

// flateReader is one decompressor for all streams of a file: its tables are
// much larger than most streams.
type flateReader struct {
	io.ReadCloser
	room bytes.Buffer
}

// inflate undoes zlib (RFC 1950). The two bytes of its header say nothing that is
// needed; data that do not add up to the checksum at the end are returned with
// [errChecksum].
func (f *flateReader) inflate(data []byte, limit int64) ([]byte, error) {
	if len(data) < 2 {
		return nil, errors.New("flate data is too short")
	}
	src := bytes.NewReader(data[2:])
	if f.ReadCloser == nil {
		f.ReadCloser = flate.NewReader(src)
	} else if err := f.ReadCloser.(flate.Resetter).Reset(src, nil); err != nil {
		return nil, err
	}
	f.room.Reset()
	out, err := readUpTo(&f.room, f.ReadCloser, limit)
	var sum [4]byte
	if err == nil && int64(len(out)) < limit {
		if n, _ := src.Read(sum[:]); n == len(sum) && adler32.Checksum(out) != binary.BigEndian.Uint32(sum[:]) {
			err = errChecksum
		}
	}
	return out, err
}

// readUpTo reads at most limit bytes by way of a buffer. What was read before an error
// counts: the text in front of a damaged spot is still text.
func readUpTo(b *bytes.Buffer, r io.Reader, limit int64) ([]byte, error) {
	_, err := b.ReadFrom(io.LimitReader(r, limit))
	return slices.Clone(b.Bytes()), err
}
