package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// scanner walks the elements of a part and knows where in its bytes they stand.
type scanner struct {
	raw        []byte
	d          *xml.Decoder
	depth      int
	start, end int // of the last token
}

// element is a start tag. Its name is "w:p", whatever prefix the part uses; elements of
// other vocabularies than those of prefixes have bare names.
type element struct {
	name       string
	attrs      []xml.Attr
	start, end int // of the tag
}

// maxDepth is deeper than Word nests elements: tables go twenty deep.
const maxDepth = 400

var (
	errDepth = fmt.Errorf("%w: elements are nested deeper than %d", pdf.ErrDamaged, maxDepth)
	errDTD   = fmt.Errorf("%w: the part has a DTD", pdf.ErrDamaged)
)

func newScanner(raw []byte) *scanner {
	return &scanner{raw: raw, d: xml.NewDecoder(bytes.NewReader(raw))}
}

// prefixes are those of the vocabularies that are read, by both of their names.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             "w:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  "mc:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":               "m:",
}

func (s *scanner) next() (xml.Token, error) {
	s.start = s.end
	t, err := s.d.Token()
	s.end = int(s.d.InputOffset())
	switch t := t.(type) {
	case xml.StartElement:
		if s.depth++; s.depth > maxDepth {
			return nil, errDepth
		}
	case xml.EndElement:
		s.depth--
	case xml.Directive:
		return nil, errDTD
	case xml.ProcInst:
		if t.Target != "xml" {
			break
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
	}
	return t, err
}

// root finds the first element, which f reads.
func (s *scanner) root(f func(element) error) error {
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%w: a part is empty", pdf.ErrDamaged)
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			return f(s.element(e))
		}
	}
}

func (s *scanner) element(e xml.StartElement) element {
	return element{prefixes[e.Name.Space] + e.Name.Local, e.Attr, s.start, s.end}
}

// children hands over the children of the element just begun, until it ends. What f does
// not read of a child is passed over.
func (s *scanner) children(f func(element) error) error {
	return s.content(f, nil)
}

// content is children for an element whose own text matters too.
func (s *scanner) content(f func(element) error, text func()) error {
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("%w: a part ends within an element", pdf.ErrDamaged)
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if text != nil {
				text()
			}
		case xml.StartElement:
			depth := s.depth
			if f != nil {
				if err := f(s.element(t)); err != nil {
					return err
				}
			}
			if err := s.leave(depth); err != nil {
				return err
			}
		}
	}
}

// leave passes over what is left of the element at a depth.
func (s *scanner) leave(depth int) error {
	for s.depth >= depth {
		if _, err := s.next(); err != nil {
			if errors.Is(err, io.EOF) {
				err = fmt.Errorf("%w: a part ends within an element", pdf.ErrDamaged)
			}
			return err
		}
	}
	return nil
}

// get returns the value of an attribute of the element's own vocabulary, "" for none.
func (e element) get(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name && (a.Name.Space == "" || prefixes[a.Name.Space] == "w:") {
			return a.Value
		}
	}
	return ""
}

// preserves reports whether the element says that white space at its ends counts.
func (e element) preserves() bool {
	for _, a := range e.attrs {
		if a.Name.Local == "space" && a.Value == "preserve" {
			return true
		}
	}
	return false
}

// letter is a character of a part and where it is written, as itself or as an entity.
type letter struct {
	r        rune
	from, to int
}

// letters returns the characters of the text token just read.
func (s *scanner) letters() []letter {
	var out []letter
	raw := s.raw[s.start:s.end]
	i := 0
	cdata := bytes.HasPrefix(raw, []byte("<![CDATA["))
	if cdata {
		raw, i = bytes.TrimSuffix(raw, []byte("]]>")), len("<![CDATA[")
	}
	for i < len(raw) {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == '&' && !cdata:
			r, n = entity(raw[i:])
		case r == '\r':
			r = '\n'
		}
		out = append(out, letter{r, s.start + i, s.start + i + n})
		i += n
	}
	return out
}

// entity reads the entity that b begins with.
func entity(b []byte) (rune, int) {
	n := bytes.IndexByte(b, ';') + 1
	var text string
	if n == 0 || xml.Unmarshal(append(append([]byte("<a>"), b[:n]...), "</a>"...), &text) != nil {
		return utf8.RuneError, 1
	}
	r, _ := utf8.DecodeRuneInString(text)
	return r, n
}
