package pdf

import (
	"bufio"
	"errors"
	"io"
)

// The talk between parent and child is two gob streams, one each way, over the
// child's standard input and output. The parent sends a request per file; the
// child answers with a message per page and a last one that says how it ended:
//
//	→ request{Path: "a.pdf", Limits: …}
//	← answer{Page: …}
//	← answer{Page: …}
//	← answer{Done: true, Reason: "", Sentence: ""}
//
// Of a file that is no PDF it answers with one message of bytes, Other.

type request struct {
	Path   string
	Limits Limits
	Other  bool // the file is no PDF
}

type answer struct {
	Page     []byte // packed, empty for none
	Other    []byte
	Done     bool
	Reason   Reason // "" for success
	Sentence string // the whole error
}

// failure is an error that came from the child, with the words it had there.
type failure struct {
	reason   Reason
	sentence string
}

func (f *failure) Error() string { return f.sentence }
func (f *failure) Unwrap() error { return f.reason }

// maxMessage bounds one message; a page at its limit of glyphs stays below.
const maxMessage = 64 << 20

var errMessage = errors.New("message is too long")

// messageReader bounds the bytes read for one message. It is an io.ByteReader so
// that gob does not read ahead through it.
type messageReader struct {
	r    *bufio.Reader
	left int
}

// next begins a message.
func (m *messageReader) next() { m.left = maxMessage }

func (m *messageReader) ReadByte() (byte, error) {
	if m.left--; m.left < 0 {
		return 0, errMessage
	}
	return m.r.ReadByte()
}

func (m *messageReader) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errMessage
	}
	n, err := m.r.Read(p[:min(len(p), m.left)])
	m.left -= n
	return n, err
}

var _ io.ByteReader = (*messageReader)(nil)
