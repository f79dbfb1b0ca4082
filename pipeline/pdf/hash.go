package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"slices"
)

// hashR5 is the hash of the empty password in files of revision 5 (Adobe Supplement to
// ISO 32000, extension level 3, algorithm 3.2a): the user's, or with U the owner's.
func hashR5(salt, user []byte) []byte {
	sum := sha256.Sum256(slices.Concat(salt, user))
	return sum[:]
}

// hashR6 is algorithm 2.B of ISO 32000-2 for the empty password: the user's, or with U
// the owner's.
func hashR6(salt, user []byte) []byte {
	k := hashR5(salt, user)
	for round := 0; ; round++ {
		e := bytes.Repeat(slices.Concat(k, user), 64)
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
