package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"regexp"
)

var encryptReference = regexp.MustCompile(`/Encrypt\s+(\d+\s+\d+)\s+R\b`)

// needsPassword reports whether a file that the object layer cannot decrypt, one
// with AES-256, needs a password too. The dictionary that says so is never
// encrypted or compressed (PDF 32000-1 §7.5.7, §7.6.1), so it is found by its text.
func needsPassword(data []byte) bool {
	reference := encryptReference.FindSubmatch(data)
	if reference == nil {
		return false
	}
	at := bytes.Index(data, append(append([]byte("\n"), reference[1]...), " obj"...))
	if at < 0 {
		return false
	}
	revision, user := encryption(data[at:])
	if len(user) < 48 {
		return false
	}
	check, salt := user[:32], user[32:40]
	switch revision {
	case 5: // Adobe Supplement to ISO 32000, extension level 3, algorithm 3.11
		sum := sha256.Sum256(salt)
		return !bytes.Equal(sum[:], check)
	case 6:
		return !bytes.Equal(hashR6(salt), check)
	}
	return false
}

// encryption returns R and U of an encryption dictionary.
func encryption(object []byte) (revision int, user []byte) {
	l := lexer{data: object[:min(len(object), 4<<10)]}
	for key := ""; ; {
		t := l.next()
		switch {
		case t.kind == endOfInput, t.kind == operatorToken && string(t.bytes) == "endobj":
			return revision, user
		case t.kind == numberToken && key == "R":
			revision = int(t.num)
		case t.kind == textToken && key == "U":
			user = t.bytes
		}
		key = ""
		if t.kind == nameToken {
			key = string(t.bytes)
		}
	}
}

// hashR6 is algorithm 2.B of ISO 32000-2 for the empty user password.
func hashR6(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil { // a key of 16 bytes is never refused
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		k = hashBy(e)
		if last := int(e[len(e)-1]); round >= 63 && last <= round-31 {
			return k[:32]
		}
	}
}

// hashBy picks the hash by the first 16 bytes of e taken as a number modulo 3.
func hashBy(e []byte) []byte {
	sum := 0
	for _, b := range e[:16] { // 256 is 1 modulo 3
		sum += int(b)
	}
	switch sum % 3 {
	case 0:
		h := sha256.Sum256(e)
		return h[:]
	case 1:
		h := sha512.Sum384(e)
		return h[:]
	}
	h := sha512.Sum512(e)
	return h[:]
}
