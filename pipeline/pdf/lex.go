package pdf

import "bytes"

// tokenKind is a kind of token in a content stream or CMap.
type tokenKind uint8

const (
	endOfInput tokenKind = iota
	numberToken
	textToken
	nameToken
	operatorToken
	arrayOpen
	arrayClose
	dictOpen
	dictClose
)

// token is one token. bytes is valid until the lexer's next reset.
type token struct {
	kind  tokenKind
	num   float64
	bytes []byte // of a text, name or operator
}

// lexer cuts a content stream (PDF 32000-1 §7.8.2) or CMap into flat tokens:
// arrays and dictionaries come as brackets with their contents between, so
// nothing nests and every call moves forward.
type lexer struct {
	data    []byte
	pos     int
	scratch []byte // decoded strings and names
}

// reset gives up the bytes of all tokens so far.
func (l *lexer) reset() { l.scratch = l.scratch[:0] }

// next returns the next token, and one of kind endOfInput at the end.
func (l *lexer) next() token {
	for l.skipSpace(); l.pos < len(l.data); l.skipSpace() {
		c := l.data[l.pos]
		switch {
		case isNumeric(c):
			return token{kind: numberToken, num: l.number()}
		case isRegular(c):
			return token{kind: operatorToken, bytes: l.regular()}
		}
		l.pos++
		switch c {
		case '/':
			return token{kind: nameToken, bytes: l.name()}
		case '(':
			return token{kind: textToken, bytes: l.literal()}
		case '[':
			return token{kind: arrayOpen}
		case ']':
			return token{kind: arrayClose}
		case '<':
			if l.take('<') {
				return token{kind: dictOpen}
			}
			return token{kind: textToken, bytes: l.hex()}
		case '>':
			if l.take('>') {
				return token{kind: dictClose}
			}
		}
		// A stray ")", ">", "{" or "}" means nothing here.
	}
	return token{}
}

// take moves past the byte c if it is next.
func (l *lexer) take(c byte) bool {
	if l.pos < len(l.data) && l.data[l.pos] == c {
		l.pos++
		return true
	}
	return false
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			l.skipComment()
		default:
			return
		}
	}
}

func (l *lexer) skipComment() {
	if n := bytes.IndexAny(l.data[l.pos:], "\r\n"); n >= 0 {
		l.pos += n
		return
	}
	l.pos = len(l.data)
}

// number reads a number and stops at the first byte that cannot belong to it,
// so that "0cm" is 0 and cm. Signs after the first byte are left out, as other
// readers do with "--5" and "5-3".
func (l *lexer) number() float64 {
	var value, fraction float64
	negative := l.data[l.pos] == '-'
	for ; l.pos < len(l.data) && isNumeric(l.data[l.pos]); l.pos++ {
		switch c := l.data[l.pos]; {
		case c == '.' && fraction == 0:
			fraction = 1
		case isDigit(c) && fraction == 0:
			value = value*10 + float64(c-'0')
		case isDigit(c):
			fraction /= 10
			value += fraction * float64(c-'0')
		}
	}
	if negative {
		return -value
	}
	return value
}

func (l *lexer) regular() []byte {
	start := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos++
	}
	return l.data[start:l.pos]
}

// name reads a name behind its slash, "#" escapes decoded (§7.3.5).
func (l *lexer) name() []byte {
	raw := l.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return raw
	}
	start := len(l.scratch)
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && hexDigit(raw[i+1]) >= 0 && hexDigit(raw[i+2]) >= 0 {
			l.scratch = append(l.scratch, byte(hexDigit(raw[i+1])<<4|hexDigit(raw[i+2])))
			i += 2
			continue
		}
		l.scratch = append(l.scratch, raw[i])
	}
	return l.scratch[start:]
}

// hex reads a hexadecimal string behind its "<" (§7.3.4.3); other bytes in it
// are skipped, and an odd last digit counts as followed by 0.
func (l *lexer) hex() []byte {
	start, high := len(l.scratch), -1
	for ; l.pos < len(l.data) && l.data[l.pos] != '>'; l.pos++ {
		digit := hexDigit(l.data[l.pos])
		switch {
		case digit < 0:
		case high < 0:
			high = digit
		default:
			l.scratch = append(l.scratch, byte(high<<4|digit))
			high = -1
		}
	}
	l.take('>')
	if high >= 0 {
		l.scratch = append(l.scratch, byte(high<<4))
	}
	return l.scratch[start:]
}

// literal reads a literal string behind its "(" (§7.3.4.2). A string without
// escapes is a slice of the input.
func (l *lexer) literal() []byte {
	rest := l.data[l.pos:]
	if n := bytes.IndexAny(rest, `()\`+"\r"); n >= 0 && rest[n] == ')' {
		l.pos += n + 1
		return rest[:n]
	}
	start, depth := len(l.scratch), 1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '\\':
			l.escape()
			continue
		case '\r': // an end of line of any kind stands for \n
			l.take('\n')
			c = '\n'
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			break
		}
		l.scratch = append(l.scratch, c)
	}
	return l.scratch[start:]
}

// escape reads what follows a backslash; unknown escapes stand for themselves.
func (l *lexer) escape() {
	if l.pos >= len(l.data) {
		return
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case '\n':
		return
	case '\r':
		l.take('\n')
		return
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case '0', '1', '2', '3', '4', '5', '6', '7':
		c = l.octal(c - '0')
	}
	l.scratch = append(l.scratch, c)
}

// octal reads up to two more octal digits; overflow is ignored (§7.3.4.2).
func (l *lexer) octal(value byte) byte {
	for range 2 {
		if l.pos >= len(l.data) || l.data[l.pos] < '0' || l.data[l.pos] > '7' {
			break
		}
		value = value<<3 | (l.data[l.pos] - '0')
		l.pos++
	}
	return value
}

// skipInlineImage moves from behind ID to behind EI (§8.9.7). The data may hold
// anything, so an EI counts only between spaces and before what looks like text.
func (l *lexer) skipInlineImage() {
	for from := l.pos; ; {
		n := bytes.Index(l.data[from:], []byte("EI"))
		if n < 0 {
			l.pos = len(l.data)
			return
		}
		at := from + n
		from = at + 2
		if at > 0 && isSpace(l.data[at-1]) && looksLikeText(l.data[from:]) {
			l.pos = from
			return
		}
	}
}

// looksLikeText reports whether the bytes behind an EI can be operators.
func looksLikeText(b []byte) bool {
	if len(b) > 0 && !isSpace(b[0]) {
		return false
	}
	for _, c := range b[:min(len(b), 20)] {
		if c > '~' || c < ' ' && !isSpace(c) {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNumeric(c byte) bool { return isDigit(c) || c == '.' || c == '-' || c == '+' }

func isRegular(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', '\f', 0, '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}

// hexDigit returns the value of a hexadecimal digit, -1 for another byte.
func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
