package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

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

// Signature is a digital signature of a file. Whether it is valid is not looked at.
type Signature struct {
	// Names are those in the signer's certificate, as it writes them: of a person, of the
	// office and of the body above.
	Names []string
	// Time is when it says that it was made, in Vietnam's time; zero where it does not.
	Time time.Time
}

// Signatures returns the digital signatures of a file, in the order of the file: what they
// name tells how a body is spelt, and their time when a document was issued. Those that
// cannot be read are passed over.
func Signatures(path string) ([]Signature, error) {
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
	return signaturesIn(b), nil
}

func signaturesIn(b []byte) (found []Signature) {
	for _, at := range byteRange.FindAllSubmatchIndex(b, maxSignatures) {
		var covered [4]int
		for i := range covered {
			covered[i], _ = strconv.Atoi(string(b[at[2*i+2]:at[2*i+3]])) // digits alone
		}
		s := readSignature(signatureValue(b, covered))
		if t := signedAt(b, at[0], at[1]); !t.IsZero() {
			s.Time = t
		}
		if len(s.Names) > 0 {
			found = append(found, s)
		}
	}
	return found
}

// signedOn matches the time that a signature's dictionary gives, with its zone.
var signedOn = regexp.MustCompile(`/M\s*\(D:(\d{14})(?:Z|([+-]\d\d)'?(\d\d)'?)`)

// signedAt returns the time in the dictionary that holds b[from:to], zero where it has none.
func signedAt(b []byte, from, to int) time.Time {
	start, end := bytes.LastIndex(b[:from], []byte(" obj")), bytes.Index(b[to:], []byte("endobj"))
	if start < 0 || end < 0 || to+end-start > 4*maxSignature {
		return time.Time{}
	}
	m := signedOn.FindSubmatch(b[start : to+end])
	if m == nil {
		return time.Time{}
	}
	zone := "+0000"
	if len(m[2]) > 0 {
		zone = string(m[2]) + string(m[3])
	}
	t, err := time.Parse("20060102150405-0700", string(m[1])+zone)
	if err != nil {
		return time.Time{}
	}
	return t.In(vietnam)
}

// signatureValue returns the bytes between the two stretches, from offset and length, that a
// signature covers; nil for none.
func signatureValue(b []byte, at [4]int) []byte {
	from, to := at[0]+at[1], at[2]
	if from < 0 || to > len(b) || from >= to || to-from > maxSignature {
		return nil
	}
	digits := bytes.Trim(b[from:to], " \r\n\t<>")
	value := make([]byte, hex.DecodedLen(len(digits)))
	n, _ := hex.Decode(value, digits)
	return value[:n]
}

// vietnam is the zone in which documents are dated.
var vietnam = time.FixedZone("+07", 7*60*60)

// readSignature reads a PKCS #7 value; it has no names where it is none.
func readSignature(value []byte) (s Signature) {
	defer func() {
		if recover() != nil {
			s = Signature{} // a crafted value
		}
	}()
	p7, err := pkcs7.Parse(value)
	if err != nil {
		return Signature{}
	}
	for _, signer := range p7.Signers {
		for _, c := range p7.Certificates {
			if c.SerialNumber.Cmp(signer.IssuerAndSerialNumber.SerialNumber) == 0 {
				s.add(c.Subject.CommonName)
				s.add(c.Subject.OrganizationalUnit...)
				s.add(c.Subject.Organization...)
			}
		}
	}
	if err := p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &s.Time); err != nil {
		s.Time = time.Time{}
	}
	s.Time = inVietnam(s.Time)
	return s
}

// inVietnam returns a time that is given in UTC in Vietnam's. Programs write Vietnam's hour
// in its place; a time that is then of another day is none.
func inVietnam(t time.Time) time.Time {
	local := t.In(vietnam)
	if t.IsZero() || t.UTC().Day() != local.Day() {
		return time.Time{}
	}
	return local
}

// add adds names, each once.
func (s *Signature) add(names ...string) {
	for _, name := range names {
		if name = viet.Normalize(name); name != "" && !slices.Contains(s.Names, name) {
			s.Names = append(s.Names, name)
		}
	}
}
