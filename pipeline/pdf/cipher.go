package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// The object layer knows some ciphers of the standard security handler (PDF 32000-1
// §7.6) and gets others wrong. So an encrypted file is decrypted before it is opened,
// in a copy: streams where they stand, as no plain text is longer than its cipher
// text, and the trailer's Encrypt under another name. Strings outside of streams stay
// as they are: almost no text of a page is among them.

// method is how streams are encrypted.
type method string

const (
	methodNone method = "Identity"
	methodRC4  method = "V2"
	methodAES  method = "AESV2"
	methodAES3 method = "AESV3" // with the file's key, of 256 bits, for every object
)

// security is an encryption dictionary (tables 20, 21 and 25) with the file's key.
type security struct {
	version, revision int
	bits              int
	permissions       uint32
	owner, user       []byte // O and U
	userKey, ownerKey []byte // UE and OE
	clearMetadata     bool
	method            method
	id                []byte // first part of the trailer's ID
	key               []byte
}

var (
	encryptEntry = regexp.MustCompile(`/Encrypt\s*(?:(\d+)\s+(\d+)\s+R\b|<<)`)
	idEntry      = regexp.MustCompile(`/ID\s*\[\s*[<(]`)
	objectStart  = regexp.MustCompile(`(\d+)\s+(\d+)\s+obj\b`)
	streamStart  = regexp.MustCompile(`\bstream\r?\n|\bendobj\b`)
	lengthEntry  = regexp.MustCompile(`/Length\s+(\d+)(\s+\d+\s+R)?`)
	xrefType     = regexp.MustCompile(`/Type\s*/XRef\b`)
	metadataType = regexp.MustCompile(`/Type\s*/Metadata\b`)
)

// decrypted returns an encrypted file in clear, nil for a file that does not say that
// it is encrypted.
func decrypted(data []byte) ([]byte, error) {
	entries := encryptEntry.FindAllSubmatchIndex(data, -1)
	if len(entries) == 0 {
		return nil, nil
	}
	s, err := readSecurity(data, entries[len(entries)-1])
	if err != nil {
		return nil, err
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	data = slices.Clone(data)
	for _, e := range entries {
		copy(data[e[0]:], "/Decrypt")
	}
	s.decryptStreams(data)
	return data, nil
}

// readSecurity reads the encryption dictionary, which is never encrypted or
// compressed itself (§7.5.7), so that it can be found by its text.
func readSecurity(data []byte, entry []int) (*security, error) {
	at := entry[1] - 2 // of "<<"
	if entry[2] >= 0 {
		object := fmt.Sprintf(`(?:^|[\r\n])%s\s+%s\s+obj\b`, data[entry[2]:entry[3]], data[entry[4]:entry[5]])
		place := regexp.MustCompile(object).FindAllIndex(data, -1)
		if place == nil {
			return nil, fmt.Errorf("%w: no encryption dictionary", ErrDamaged)
		}
		at = place[len(place)-1][1]
	}
	s := &security{bits: 40}
	s.read(lexer{data: data[at:min(len(data), at+maxSecurity)]})
	if ids := idEntry.FindAllIndex(data, -1); ids != nil {
		l := lexer{data: data[ids[len(ids)-1][1]-1:]}
		s.id = l.next().bytes
	}
	return s, nil
}

// maxSecurity bounds an encryption dictionary in bytes.
const maxSecurity = 4 << 10

// read reads the entries of the dictionary, those of its crypt filters included.
func (s *security) read(l lexer) {
	depth, key := 0, ""
	var filter, cfm string
	for {
		t := l.next()
		switch t.kind {
		case endOfInput:
			return
		case dictOpen:
			depth++
		case dictClose:
			depth--
		case numberToken:
			s.setNumber(key, t.num, depth)
		case textToken:
			s.setText(key, t.bytes)
		case operatorToken:
			s.clearMetadata = s.clearMetadata || key == "EncryptMetadata" && string(t.bytes) == "false"
		}
		switch {
		case t.kind == nameToken && key == "StmF":
			filter = string(t.bytes)
		case t.kind == nameToken && key == "CFM":
			cfm = string(t.bytes)
		}
		if depth == 0 && t.kind == dictClose {
			s.setMethod(filter, cfm)
			return
		}
		if key = ""; t.kind == nameToken {
			key = string(t.bytes)
		}
	}
}

func (s *security) setNumber(key string, value float64, depth int) {
	switch {
	case depth > 1: // a crypt filter has a Length of its own
	case key == "V":
		s.version = int(value)
	case key == "R":
		s.revision = int(value)
	case key == "Length":
		s.bits = int(value)
	case key == "P":
		s.permissions = uint32(int64(value))
	}
}

func (s *security) setText(key string, value []byte) {
	switch key {
	case "O":
		s.owner = value
	case "U":
		s.user = value
	case "UE":
		s.userKey = value
	case "OE":
		s.ownerKey = value
	}
}

// setMethod takes the method of the one crypt filter that files have (§7.6.5).
func (s *security) setMethod(filter, cfm string) {
	switch {
	case s.version < 4:
		s.method = methodRC4
	case filter == "" || filter == "Identity" || cfm == "None":
		s.method = methodNone
	default:
		s.method = method(cfm)
	}
	if s.version == 4 {
		s.bits = 128
	}
}

// open finds the file's key for the empty user password.
func (s *security) open() error {
	known := s.method == methodNone || s.method == methodRC4 || s.method == methodAES || s.method == methodAES3
	switch {
	case !known:
	case s.method == methodNone && s.version <= 5: // only what is attached is encrypted
		return nil
	case s.revision >= 2 && s.revision <= 4 && len(s.owner) >= 32 && len(s.user) >= 16 && s.bits >= 40 && s.bits <= 128:
		return s.openMD5()
	case (s.revision == 5 || s.revision == 6) && len(s.user) >= 48 && len(s.userKey) >= 32:
		return s.openSHA()
	}
	return fmt.Errorf("%w: version %d, revision %d", ErrUnsupported, s.version, s.revision)
}

var passwordPad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64" +
	"\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// openMD5 is algorithm 2, checked by algorithms 4 and 5 (§7.6.3.3, §7.6.3.4).
func (s *security) openMD5() error {
	p := s.permissions
	seed := slices.Concat(passwordPad, s.owner[:32], []byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)}, s.id)
	if s.revision >= 4 && s.clearMetadata {
		seed = append(seed, 0xFF, 0xFF, 0xFF, 0xFF)
	}
	n := s.bits / 8
	if s.revision == 2 {
		n = 5
	}
	sum := md5.Sum(seed)
	if s.revision >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:n])
		}
	}
	s.key = slices.Clone(sum[:n])
	check := s.check()
	if !bytes.HasPrefix(s.user, check) {
		return ErrEncrypted
	}
	return nil
}

// check returns what U begins with if the key is right.
func (s *security) check() []byte {
	if s.revision == 2 {
		return withRC4(s.key, passwordPad)
	}
	sum := md5.Sum(slices.Concat(passwordPad, s.id))
	out := sum[:]
	for i := range 20 {
		key := slices.Clone(s.key)
		for k := range key {
			key[k] ^= byte(i)
		}
		out = withRC4(key, out)
	}
	return out
}

// openSHA is algorithm 2.A of ISO 32000-2: U is a hash and the salts of this hash and
// of the one that encrypts the key. So is O, with U hashed along.
func (s *security) openSHA() error {
	hash := hashR5
	if s.revision == 6 {
		hash = hashR6
	}
	entry, key, with := s.user, s.userKey, []byte(nil)
	if !bytes.Equal(hash(entry[32:40], nil), entry[:32]) {
		entry, key, with = s.owner, s.ownerKey, s.user[:48] // the owner's password may be the empty one
		if len(entry) < 48 || len(key) < 32 || !bytes.Equal(hash(entry[32:40], with), entry[:32]) {
			return ErrEncrypted
		}
	}
	block, err := aes.NewCipher(hash(entry[40:48], with))
	if err != nil {
		return fmt.Errorf("%w: %v", ErrUnsupported, err)
	}
	s.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(s.key, key[:32])
	return nil
}

func withRC4(key, data []byte) []byte {
	out := make([]byte, len(data))
	if c, err := rc4.NewCipher(key); err == nil { // a key of 5 to 16 bytes is never refused
		c.XORKeyStream(out, data)
	}
	return out
}

// decryptStreams walks over the objects of the file and decrypts their streams.
func (s *security) decryptStreams(data []byte) {
	for at := 0; ; {
		m := objectStart.FindSubmatchIndex(data[at:])
		if m == nil {
			return
		}
		number, _ := strconv.ParseUint(string(data[at+m[2]:at+m[3]]), 10, 32)
		generation, _ := strconv.ParseUint(string(data[at+m[4]:at+m[5]]), 10, 16)
		at += m[1]
		end := streamStart.FindIndex(data[at:])
		if end == nil {
			return
		}
		dict := data[at : at+end[0]]
		at += end[1]
		if data[at-1] != '\n' { // endobj
			continue
		}
		body := data[at : at+streamLength(dict, data[at:])]
		if !xrefType.Match(dict) && !(s.clearMetadata && metadataType.Match(dict)) {
			s.decryptStream(body, number, generation)
		}
		at += len(body)
	}
}

// streamLength returns the length of a stream by its dictionary, or up to the next
// endstream.
func streamLength(dict, rest []byte) int {
	if m := lengthEntry.FindSubmatch(dict); m != nil && m[2] == nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n <= len(rest) && endsStream(rest[n:]) {
			return n
		}
	}
	if n := bytes.Index(rest, []byte("endstream")); n >= 0 {
		return n
	}
	return len(rest)
}

// decryptStream decrypts a stream in its place (§7.6.2, algorithm 1). What the plain
// text leaves free at the end becomes spaces.
func (s *security) decryptStream(body []byte, number, generation uint64) {
	key := s.key
	if s.method == methodRC4 || s.method == methodAES {
		seed := append(slices.Clone(key), byte(number), byte(number>>8), byte(number>>16), byte(generation),
			byte(generation>>8))
		if s.method == methodAES {
			seed = append(seed, "sAlT"...)
		}
		sum := md5.Sum(seed)
		key = sum[:min(len(s.key)+5, 16)]
	}
	switch s.method {
	case methodRC4:
		copy(body, withRC4(key, body))
	case methodAES, methodAES3:
		plain := withAES(key, body)
		n := copy(body, plain)
		copy(body[n:], bytes.Repeat([]byte(" "), len(body)-n))
	}
}

// withAES decrypts cipher block chaining behind its initial vector and takes the
// padding off (§7.6.2).
func withAES(key, body []byte) []byte {
	body = body[:len(body)/aes.BlockSize*aes.BlockSize]
	block, err := aes.NewCipher(key)
	if err != nil || len(body) < 2*aes.BlockSize {
		return nil
	}
	plain := make([]byte, len(body)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, body[:aes.BlockSize]).CryptBlocks(plain, body[aes.BlockSize:])
	if pad := int(plain[len(plain)-1]); pad > 0 && pad <= aes.BlockSize {
		plain = plain[:len(plain)-pad]
	}
	return plain
}
