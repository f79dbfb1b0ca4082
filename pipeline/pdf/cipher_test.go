package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// locked builds a file whose content stream, object 4, is encrypted by s; entries are
// those of the encryption dictionary, object 6.
func locked(s *security, entries string) []byte {
	content := streamOf("", string(s.encrypt([]byte(painted), 4)))
	data := pdfOf(catalog, tree, "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", content, winAnsi,
		fmt.Sprintf("<</Filter/Standard%s/V %d/R %d/Length %d/P -44/O <%x>/U <%x>/UE <%x>/OE <%x>>>", entries, s.version,
			s.revision, s.bits, s.owner, s.user, s.userKey, s.ownerKey))
	return bytes.Replace(data, []byte("/Root"), []byte("/Encrypt 6 0 R/ID[(id)(id)]/Root"), 1)
}

// encrypt encrypts a stream of the object of that number.
func (s *security) encrypt(data []byte, number byte) []byte {
	key := slices.Clone(s.key)
	if s.method != methodAES3 {
		key = append(key, number, 0, 0, 0, 0)
		if s.method == methodAES {
			key = append(key, "sAlT"...)
		}
		sum := md5.Sum(key)
		key = sum[:min(len(s.key)+5, 16)]
	}
	switch s.method {
	case methodNone:
		return data
	case methodRC4:
		return withRC4(key, data)
	}
	pad := 16 - len(data)%16
	out := append([]byte("initial vector.."), data...)
	out = append(out, bytes.Repeat([]byte{byte(pad)}, pad)...)
	encryptCBC(key, out[:16], out[16:])
	return out
}

func encryptCBC(key, vector, data []byte) {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	cipher.NewCBCEncrypter(block, vector).CryptBlocks(data, data)
}

// security returns one of revision 2 to 4 with the keys of the empty password.
func securityMD5(version, revision, bits int, m method, clear bool) *security {
	s := &security{version: version, revision: revision, bits: bits, method: m, clearMetadata: clear,
		owner: []byte(strings.Repeat("o", 32)), user: bytes.Repeat([]byte{0}, 32), permissions: 1<<32 - 44,
		id: []byte("id")}
	_ = s.openMD5() // U is wrong yet
	s.user = append(s.check(), make([]byte, 16)...)[:32]
	return s
}

// securitySHA is the same for revisions 5 and 6.
func securitySHA(revision int, hash func(salt, user []byte) []byte) *security {
	s := &security{version: 5, revision: revision, bits: 256, method: methodAES3, key: []byte(strings.Repeat("k", 32))}
	s.user = append(hash([]byte("checksal"), nil), "checksalkey salt"...)
	s.userKey = slices.Clone(s.key)
	encryptCBC(hash([]byte("key salt"), nil), make([]byte, 16), s.userKey)
	return s
}

// ownedSHA is securitySHA where the user's password is not empty and the owner's is.
func ownedSHA(revision int, hash func(salt, user []byte) []byte) *security {
	s := securitySHA(revision, hash)
	s.user = []byte(strings.Repeat("u", 48))
	s.owner = append(hash([]byte("checksal"), s.user), "checksalkey salt"...)
	s.ownerKey = slices.Clone(s.key)
	encryptCBC(hash([]byte("key salt"), s.user), make([]byte, 16), s.ownerKey)
	return s
}

func filterEntries(cfm string) string {
	return "/CF<</StdCF<</AuthEvent/DocOpen/CFM/" + cfm + "/Length 16>>>>/StmF/StdCF/StrF/StdCF"
}

func TestEncrypted(t *testing.T) {
	wrong := securityMD5(2, 3, 128, methodRC4, false)
	wrong.user[0]++
	wrongSHA := securitySHA(6, hashR6)
	wrongSHA.user[0]++
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"RC4-40", locked(securityMD5(1, 2, 40, methodRC4, false), ""), nil},
		{"RC4-128", locked(securityMD5(2, 3, 128, methodRC4, false), ""), nil},
		{"RC4-128 as crypt filter", locked(securityMD5(4, 4, 128, methodRC4, false), filterEntries("V2")), nil},
		{"AES-128", locked(securityMD5(4, 4, 128, methodAES, false), filterEntries("AESV2")), nil},
		{"AES-128, metadata in clear", locked(securityMD5(4, 4, 128, methodAES, true), "/EncryptMetadata false"+filterEntries("AESV2")), nil},
		{"streams in clear", locked(securityMD5(4, 4, 128, methodNone, false), "/StmF/Identity"), nil},
		{"AES-256, revision 5", locked(securitySHA(5, hashR5), filterEntries("AESV3")), nil},
		{"AES-256, revision 6", locked(securitySHA(6, hashR6), filterEntries("AESV3")), nil},
		{"AES-256, revision 5, empty owner password", locked(ownedSHA(5, hashR5), filterEntries("AESV3")), nil},
		{"AES-256, revision 6, empty owner password", locked(ownedSHA(6, hashR6), filterEntries("AESV3")), nil},
		{"needs a password", locked(wrong, ""), ErrEncrypted},
		{"AES-256 needs a password", locked(wrongSHA, filterEntries("AESV3")), ErrEncrypted},
		{"unknown", locked(&security{version: 9, revision: 9, method: methodNone}, ""), ErrUnsupported},
		{"unknown crypt filter", locked(securityMD5(4, 4, 128, methodNone, false), filterEntries("AESV9")), ErrUnsupported},
		{"no dictionary", bytes.Replace(pageOf(painted), []byte("/Root"), []byte("/Encrypt 99 0 R/Root"), 1), ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages, err := Read(tt.data)
			if tt.want != nil {
				if !errors.Is(err, tt.want) {
					t.Errorf("got %d pages, %v; want %v", len(pages), err, tt.want)
				}
				return
			}
			if err != nil || len(pages) != 1 || textOf(pages[0]) != "ok" {
				t.Errorf("got %+v, %v", pages, err)
			}
		})
	}
}
