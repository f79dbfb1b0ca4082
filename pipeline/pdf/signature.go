package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"

	"github.com/smallstep/pkcs7"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// byteRange matches what a digital signature covers: two stretches of the file, from
// offset and length. Its value stands between them (ISO 32000-1, 12.8.1).
var byteRange = regexp.MustCompile(`/ByteRange\s*\[\s*(\d{1,18})\s+(\d{1,18})\s+(\d{1,18})\s+(\d{1,18})\s*\]`)

// Limits of what is looked for signatures.
const (
	maxSigned     = 64 << 20 // bytes of a file
	maxSignature  = 1 << 20  // bytes of a signature's value, in hex digits
	maxSignatures = 16       // of a file
)

// Signers returns the names in the certificates with which a file was signed, as they
// write themselves: of persons, of their offices and of the bodies above, each once. Whether
// a signature is valid is not looked at: a name tells how a body is spelt and no more.
// Signatures that cannot be read are passed over.
func Signers(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	if info.Size() > maxSigned {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	return signersIn(b), nil
}

func signersIn(b []byte) (names []string) {
	for _, m := range byteRange.FindAllSubmatch(b, maxSignatures) {
		for _, name := range signedBy(signatureValue(b, m[1:])) {
			if name = viet.Normalize(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// signatureValue returns the bytes between what a signature covers; nil for none.
func signatureValue(b []byte, covered [][]byte) []byte {
	var at [4]int
	for i, digits := range covered {
		at[i], _ = strconv.Atoi(string(digits)) // digits alone
	}
	from, to := at[0]+at[1], at[2]
	if from < 0 || to > len(b) || from >= to || to-from > maxSignature {
		return nil
	}
	digits := bytes.Trim(b[from:to], " \r\n\t<>")
	value := make([]byte, hex.DecodedLen(len(digits)))
	n, _ := hex.Decode(value, digits)
	return value[:n]
}

// signedBy returns the names in the certificates of the signers of a PKCS #7 value.
func signedBy(value []byte) (names []string) {
	defer func() {
		if recover() != nil {
			names = nil // a crafted value
		}
	}()
	p7, err := pkcs7.Parse(value)
	if err != nil {
		return nil
	}
	for _, signer := range p7.Signers {
		for _, c := range p7.Certificates {
			if c.SerialNumber.Cmp(signer.IssuerAndSerialNumber.SerialNumber) == 0 {
				names = append(names, c.Subject.CommonName)
				names = append(names, c.Subject.OrganizationalUnit...)
				names = append(names, c.Subject.Organization...)
			}
		}
	}
	return names
}
