package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// The object layer refuses an object for one odd byte in it and looks for objects only
// where the cross references say. A file that it cannot read is therefore built anew, as
// other readers do (PDF 32000-1 Annex C.2 leaves it to them): every object that stands in
// it, as [lexer] reads its tokens, objects out of object streams too, under a new table.

// rebuilder writes the new file.
type rebuilder struct {
	data    []byte
	out     bytes.Buffer
	offsets map[int]int // of the last object of each number
	root    string      // reference of the catalogue
	left    int64       // decoded bytes still allowed
	flate   flateReader
	fault   error // what was lost of object streams
}

// damagedObjects says whether an object stream is not what was written: the object layer
// takes what it finds in it.
func (d *document) damagedObjects() error {
	left := d.limits.Decoded
	for at := 0; left > 0; {
		n := bytes.Index(d.data[at:], []byte("/ObjStm"))
		if n < 0 {
			return nil
		}
		at += n
		dict := d.data[max(0, at-200):min(len(d.data), at+300)]
		m := streamStart.FindIndex(d.data[at:min(len(d.data), at+300)])
		if m == nil || !bytes.Contains(dict, []byte("FlateDecode")) {
			at += len("/ObjStm")
			continue
		}
		body := d.data[at+m[1]:]
		if n := bytes.Index(body, []byte("endstream")); n >= 0 {
			body = body[:n]
		}
		at += m[1] + len(body)
		objects, err := d.flate.inflate(body, min(left, d.limits.Stream))
		if err != nil {
			return fmt.Errorf("object stream: %w", err)
		}
		left -= int64(len(objects))
	}
	return nil
}

// mostNumber bounds the numbers of objects (Annex C.2: 8,388,607).
const mostNumber = 8_388_607

// rebuilt returns the file built anew, nil where no catalogue is found in it.
func rebuilt(data []byte, limit int64) ([]byte, error) {
	r := &rebuilder{data: data, offsets: map[int]int{}, left: limit}
	r.out.Grow(len(data) + len(data)/8)
	r.out.WriteString(header)
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte("obj"))
		if n < 0 {
			break
		}
		at += n + len("obj")
		if number, ok := numberBefore(data[:at-len("obj")]); ok {
			at = r.object(number, at)
		}
	}
	if r.root == "" {
		return nil, fmt.Errorf("%w: no catalogue", ErrDamaged)
	}
	r.table()
	return r.out.Bytes(), r.fault
}

// numberBefore returns the object number of "12 0 " at the end of what stands before
// "obj"; ok is false for "endobj" and anything else.
func numberBefore(b []byte) (number int, ok bool) {
	number = -1
	for range 2 {
		end := len(bytes.TrimRight(b, "\x00\t\n\f\r "))
		start := end
		for start > 0 && end-start < 8 && isDigit(b[start-1]) {
			start--
		}
		if end == len(b) || start == end {
			return 0, false
		}
		number, _ = strconv.Atoi(string(b[start:end]))
		b = b[:start]
	}
	return number, number > 0 && number <= mostNumber
}

// object writes the object that begins at a place, and returns where it ends.
func (r *rebuilder) object(number, at int) int {
	l := &lexer{data: r.data, pos: at}
	r.begin(number)
	start := r.out.Len()
	r.value(l, l.next(), 0)
	dict := r.out.Bytes()[start:]
	r.note(number, dict)
	before := l.pos
	if t := l.next(); t.kind != operatorToken || string(t.bytes) != "stream" {
		r.out.WriteString("\nendobj\n")
		return before
	}
	l.take('\r')
	l.take('\n')
	body := r.data[l.pos:]
	body = body[:streamLength(dict, body)]
	if objectStream.Match(dict) {
		dict = slices.Clone(dict)
		r.out.WriteString("\nendobj\n")
		r.unpack(dict, body)
		return l.pos + len(body)
	}
	r.out.WriteString("\nstream\n")
	r.out.Write(body)
	r.out.WriteString("\nendstream\nendobj\n")
	return l.pos + len(body)
}

func (r *rebuilder) begin(number int) {
	r.offsets[number] = r.out.Len()
	fmt.Fprintf(&r.out, "%d 0 obj\n", number)
}

var (
	objectStream = regexp.MustCompile(`/Type /ObjStm\b`)
	rootEntry    = regexp.MustCompile(`/Root (\d+) 0 R\b`)
	catalogType  = regexp.MustCompile(`/Type /Catalog\b`)
	countEntry   = regexp.MustCompile(`/N (\d+)\b`)
	firstEntry   = regexp.MustCompile(`/First (\d+)\b`)
)

// note remembers the catalogue. A stream of cross references names it; where there is
// none the object itself is found.
func (r *rebuilder) note(number int, object []byte) {
	if m := rootEntry.FindSubmatch(object); m != nil && xrefType.Match(object) {
		r.root = string(m[1])
	} else if r.root == "" && catalogType.Match(object) {
		r.root = strconv.Itoa(number)
	}
}

// unpack writes the objects of an object stream (§7.5.7).
func (r *rebuilder) unpack(dict, body []byte) {
	if bytes.Contains(dict, []byte("/FlateDecode")) && len(body) > 2 {
		var err error
		if body, err = r.flate.inflate(body, r.left); err != nil && r.fault == nil {
			r.fault = fmt.Errorf("object stream: %w", err)
		}
		r.left -= int64(len(body))
	}
	count, first := countEntry.FindSubmatch(dict), firstEntry.FindSubmatch(dict)
	if count == nil || first == nil {
		return
	}
	n, _ := strconv.Atoi(string(count[1]))
	from, _ := strconv.Atoi(string(first[1]))
	index := &lexer{data: body}
	for range n {
		number, offset := int(index.next().num), int(index.next().num)
		if number <= 0 || number > mostNumber || offset < 0 || from+offset >= len(body) {
			continue
		}
		r.begin(number)
		start := r.out.Len()
		l := &lexer{data: body, pos: from + offset}
		r.value(l, l.next(), 0)
		r.note(number, r.out.Bytes()[start:])
		r.out.WriteString("\nendobj\n")
	}
}

// table writes cross references and trailer.
func (r *rebuilder) table() {
	if m := lastRoot(r.data); m != "" {
		if n, _ := strconv.Atoi(m); r.offsets[n] > 0 {
			r.root = m
		}
	}
	size := 0
	for n := range r.offsets {
		size = max(size, n+1)
	}
	start := r.out.Len()
	r.out.WriteString("xref\n")
	numbers := make([]int, 0, len(r.offsets))
	for n := range r.offsets {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		fmt.Fprintf(&r.out, "%d 1\n%010d 00000 n \n", n, r.offsets[n])
	}
	fmt.Fprintf(&r.out, "trailer\n<</Size %d/Root %s 0 R>>\nstartxref\n%d\n%%%%EOF\n", size, r.root, start)
}

var trailerRoot = regexp.MustCompile(`(?s)^trailer\s*<<.*?/Root\s+(\d+)\s+\d+\s+R\b`)

// lastRoot returns the number of the catalogue that the last trailer names.
func lastRoot(data []byte) string {
	out := ""
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte("trailer"))
		if n < 0 {
			return out
		}
		at += n
		if m := trailerRoot.FindSubmatch(data[at:min(len(data), at+4<<10)]); m != nil {
			out = string(m[1])
		}
		at += len("trailer")
	}
}

// maxNesting is how deep arrays and dictionaries may nest.
const maxNesting = 100

// value writes the value that begins with a token.
func (r *rebuilder) value(l *lexer, t token, depth int) {
	switch {
	case t.kind == numberToken:
		r.number(l, t.num)
	case t.kind == textToken:
		fmt.Fprintf(&r.out, "<%x>", t.bytes)
	case t.kind == nameToken:
		r.name(t.bytes)
	case t.kind == dictOpen && depth < maxNesting:
		r.dictionary(l, depth)
	case t.kind == arrayOpen && depth < maxNesting:
		r.array(l, depth)
	case t.kind == operatorToken && (string(t.bytes) == "true" || string(t.bytes) == "false"):
		r.out.Write(t.bytes)
	default:
		r.out.WriteString("null")
	}
	l.reset()
}

// number writes a number, or the reference that begins with it. All generations become
// 0, as of each number the last object is kept.
func (r *rebuilder) number(l *lexer, n float64) {
	at := l.pos
	if g := l.next(); g.kind == numberToken {
		if t := l.next(); t.kind == operatorToken && string(t.bytes) == "R" {
			fmt.Fprintf(&r.out, "%d 0 R", int64(n))
			return
		}
	}
	l.pos = at
	r.out.WriteString(strconv.FormatFloat(n, 'f', -1, 64))
}

func (r *rebuilder) name(b []byte) {
	r.out.WriteByte('/')
	for _, c := range b {
		if isRegular(c) && c != '#' && c > ' ' && c < 0x7F {
			r.out.WriteByte(c)
		} else {
			fmt.Fprintf(&r.out, "#%02x", c)
		}
	}
}

// ends reports whether a token ends an object, whatever is open in it.
func ends(t token) bool {
	if t.kind == operatorToken {
		word := string(t.bytes)
		return word == "endobj" || word == "obj" || word == "stream" || word == "endstream" || word == "xref"
	}
	return t.kind == endOfInput
}

// dictionary writes the entries of a dictionary; what is no entry is left out.
func (r *rebuilder) dictionary(l *lexer, depth int) {
	r.out.WriteString("<<")
	defer r.out.WriteString(">>")
	for {
		at := l.pos
		key := l.next()
		switch {
		case ends(key):
			l.pos = at
			return
		case key.kind == dictClose:
			return
		case key.kind != nameToken:
			continue
		}
		r.name(key.bytes)
		r.out.WriteByte(' ')
		at = l.pos
		v := l.next()
		if ends(v) || v.kind == dictClose {
			l.pos = at
			v = token{}
		}
		r.value(l, v, depth+1)
	}
}

func (r *rebuilder) array(l *lexer, depth int) {
	r.out.WriteByte('[')
	defer r.out.WriteByte(']')
	for {
		at := l.pos
		t := l.next()
		switch {
		case ends(t) || t.kind == dictClose:
			l.pos = at
			return
		case t.kind == arrayClose:
			return
		}
		r.value(l, t, depth+1)
		r.out.WriteByte(' ')
	}
}
