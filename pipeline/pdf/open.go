package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"github.com/ledongthuc/pdf"
)

// document is an open file with what its pages share.
type document struct {
	root    pdf.Value
	info    pdf.Value // data of the file: title, author, dates
	limits  Limits
	fault   error // what is lost of the file, nobody knows on which page
	anew    bool  // data were built anew
	left    int64 // decoded bytes still allowed
	painted int   // glyphs on all pages so far

	data      []byte // offsets in streams refer to it
	scrambled bool   // strings outside of streams are encrypted
	flate     flateReader

	// The object layer parses an object anew at each visit, so what several
	// pages share is kept here by the text of its reference or dictionary.
	resources map[string]*resources
	fields    map[string][]field // of the form, by their pages; nil until they are asked for
	fonts     map[string]*font
	forms     map[string]*xobject
	kept      int // bytes of form contents kept

	off    map[string]bool  // layers that are not shown, by reference
	trials map[string]trial // of recodings, over all pages so far

	glyphs []glyph           // room for those of a page
	words  map[string]string // texts of words by those of their glyphs
}

// open opens a file whose header or trailer may be out of place.
func open(data []byte, limits Limits) (*document, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrEmpty
	}
	place := fileHeader.FindIndex(data[:min(len(data), headerWithin)])
	if place == nil {
		return nil, ErrNotPDF
	}
	start := place[0]
	if isCut(data) {
		if doc, err := openAnew(data, limits); err == nil {
			doc.fault = cmp.Or(doc.fault, errCut)
			return doc, nil
		}
	}
	doc, err := openAt(data[start:], limits)
	if err != nil && start > 0 { // offsets may count from the first byte of the file
		if whole, wholeErr := openAt(data, limits); wholeErr == nil {
			return whole, nil
		}
	}
	if errors.Is(err, ErrDamaged) && !errors.Is(err, errCircle) {
		if again, againErr := openAnew(data, limits); againErr == nil {
			return again, nil
		}
	}
	return doc, err
}

var errCut = fmt.Errorf("%w: its end is missing", ErrDamaged)

// isCut reports whether objects stand behind the last cross references: what a later update
// has written, whose end is lost.
func isCut(data []byte) bool {
	const tail = 1 << 10
	at := bytes.LastIndex(data, startxref)
	if at < 0 {
		return !bytes.Contains(data[max(0, len(data)-tail):], endOfFile)
	}
	return objectStart.Match(data[at:])
}

// fileHeader matches the header of a file; some writers leave the dash out.
var fileHeader = regexp.MustCompile(`%PDF(-|\d\.\d)`)

// headerWithin is how far into a file its header may stand. PDF 32000-1 Annex H
// note 13 says 1024 bytes; mail gateways put more before it.
const headerWithin = 64 << 10

func openAt(data []byte, limits Limits) (*document, error) {
	data, err := withTrailer(data)
	if err != nil {
		return nil, err
	}
	root, info, encrypted, err := openedRoot(data)
	if encrypted || err != nil { // which may be the cipher's fault
		clear, cipherErr := decrypted(data)
		if cipherErr != nil {
			return nil, cipherErr
		}
		if encrypted = clear != nil; encrypted {
			data = clear
			root, info, _, err = openedRoot(data)
		}
	}
	if err != nil {
		return nil, err
	}
	doc := newDocument(root, info, data, limits)
	doc.scrambled = encrypted
	doc.fault = doc.damagedObjects()
	return doc, nil
}

// openAnew opens a file built anew from the objects in it.
func openAnew(data []byte, limits Limits) (*document, error) {
	clear, err := decrypted(data)
	if err != nil {
		return nil, err
	}
	scrambled := clear != nil
	if !scrambled {
		clear = data
	}
	built, fault := rebuilt(clear, limits.Decoded)
	if built == nil {
		return nil, fault
	}
	root, info, _, err := openedRoot(built)
	if err != nil {
		return nil, err
	}
	doc := newDocument(root, info, built, limits)
	doc.scrambled, doc.anew, doc.fault = scrambled, true, fault
	return doc, nil
}

func newDocument(root, info pdf.Value, data []byte, limits Limits) *document {
	doc := &document{
		root:      root,
		info:      info,
		limits:    limits,
		left:      limits.Decoded,
		data:      data,
		resources: map[string]*resources{},
		trials:    map[string]trial{},
		words:     map[string]string{},
		fonts:     map[string]*font{},
		forms:     map[string]*xobject{},
	}
	_ = attempt(func() error { // else all layers are shown
		doc.off = layersOff(root)
		return nil
	})
	return doc
}

// openedRoot opens the object layer on a file and returns the catalogue and the data of
// the file.
func openedRoot(data []byte) (root, info pdf.Value, encrypted bool, err error) {
	src := &source{data: data, left: 4*int64(len(data)) + 1<<20}
	err = attempt(func() error {
		file, err := pdf.NewReader(src, int64(len(data)))
		if err != nil {
			return fmt.Errorf("%w: %v", ErrDamaged, err)
		}
		src.left = -1
		encrypted = !file.Trailer().Key("Encrypt").IsNull()
		root = file.Trailer().Key("Root")
		_ = attempt(func() error { // which may be damaged by itself
			info = file.Trailer().Key("Info")
			return nil
		})
		return nil
	})
	if src.spent {
		err = fmt.Errorf("%w: %w", ErrDamaged, errCircle)
	}
	return root, info, encrypted, err
}

var (
	startxref  = []byte("startxref")
	endOfFile  = []byte("%%EOF")
	xrefOffset = regexp.MustCompile(`^startxref\s+(\d+)`)
)

// withTrailer returns the data so that it ends as the object layer wants it, in
// "startxref", an offset and "%%EOF" within the last 100 bytes. Bytes behind
// the last startxref and a missing %%EOF are no loss.
func withTrailer(data []byte) ([]byte, error) {
	at := bytes.LastIndex(data, startxref)
	if at < 0 {
		return nil, fmt.Errorf("%w: no startxref", ErrDamaged)
	}
	if tail := bytes.TrimRight(data[at:], "\r\n"); len(tail) < 60 && bytes.HasSuffix(tail, endOfFile) {
		return data, nil
	}
	m := xrefOffset.FindSubmatch(data[at:])
	if m == nil {
		return nil, fmt.Errorf("%w: startxref without an offset", ErrDamaged)
	}
	offset, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: startxref: %v", ErrDamaged, err)
	}
	// The full slice expression makes append copy: the caller's bytes stay.
	return fmt.Appendf(data[:at:at], "\nstartxref\n%d\n%%%%EOF\n", offset), nil
}

// source serves the file to the object layer under a header of its liking. While
// the file is being opened it serves only so much: a chain of cross references
// that runs in circles ends in an error.
type source struct {
	data  []byte
	left  int64 // -1 for no limit
	spent bool  // it was asked for more than that
}

const header = "%PDF-1.7\n"

var errCircle = errors.New("cross references run in circles")

// ReadAt implements io.ReaderAt.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= int64(len(s.data)) {
		return 0, io.EOF
	}
	n := copy(p, s.data[off:])
	if off < int64(len(header)) {
		copy(p[:n], header[off:])
	}
	if s.left >= 0 {
		if s.left -= int64(n); s.left < 0 {
			s.left, s.spent = 0, true
			return 0, errCircle
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// attempt calls f and turns a panic of the object layer into [ErrDamaged].
func attempt(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	return f()
}
