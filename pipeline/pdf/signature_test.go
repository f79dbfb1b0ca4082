package pdf

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/smallstep/pkcs7"
	"golang.org/x/text/unicode/norm"
)

// signedFile returns a file with a signature by the subject, padded as writers do.
func signedFile(t testing.TB, subject pkix.Name) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	draft := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: subject, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, draft, draft, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := pkcs7.NewSignedData([]byte("what is signed"))
	if err != nil {
		t.Fatal(err)
	}
	if err := signed.AddSigner(cert, key, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	value, err := signed.Finish()
	if err != nil {
		t.Fatal(err)
	}
	const before = "%PDF-1.7\n1 0 obj <</Type /Sig /Contents "
	gap := fmt.Sprintf("<%x%0200d>", value, 0)
	return fmt.Appendf(nil, "%s%s/ByteRange [0 %d %d 9]>>", before, gap, len(before), len(before)+len(gap))
}

func TestSignatures(t *testing.T) {
	office := pkix.Name{CommonName: "Nguyễn Đức Vũ", OrganizationalUnit: []string{norm.NFD.String("SỞ NỘI VỤ")},
		Organization: []string{"ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}}
	body := pkix.Name{CommonName: "SỞ NỘI VỤ", Organization: []string{"ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}}
	whole := signedFile(t, office)
	for name, tt := range map[string]struct {
		content []byte
		want    []string
	}{
		"a person of an office": {whole, []string{"Nguyễn Đức Vũ", "SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}},
		"an office":             {signedFile(t, body), []string{"SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}},
		"cut off":               {append(whole[:300:300], "/ByteRange [0 39 300 9]"...), nil},
		"no signature":          {[]byte("%PDF-1.7\n/ByteRange [0 2 5 1]"), nil},
		"beyond the file":       {[]byte("/ByteRange [0 5 99999999 1]"), nil},
		"backwards":             {[]byte("/ByteRange [0 20 3 1]"), nil},
		"numbers without end":   {[]byte("/ByteRange [999999999999999999 999999999999999999 1 1]"), nil},
	} {
		path := filepath.Join(t.TempDir(), "signed.pdf")
		if err := os.WriteFile(path, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		signed, err := Signatures(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, s := range signed {
			got = s.Names
			if now := inVietnam(time.Now()); s.Time.Format(time.DateOnly) != now.Format(time.DateOnly) {
				t.Errorf("%s: signed at %s", name, s.Time)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, err := Signatures(filepath.Join(t.TempDir(), "none.pdf")); err == nil {
		t.Error("a file that is not there has signers")
	}
}

// Programs write Vietnam's hour as one in UTC: a time that is of two days then is none.
func TestInVietnam(t *testing.T) {
	for at, want := range map[string]string{"2025-11-06T16:59:00Z": "2025-11-06 23:59", "2025-11-06T17:00:00Z": "", "2025-11-06T15:58:33+07:00": "2025-11-06 15:58"} {
		utc, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if s := inVietnam(utc); !s.IsZero() {
			got = s.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

// A signature whose value does not say when it was made has the time in its dictionary.
func TestSignedAt(t *testing.T) {
	for dictionary, want := range map[string]string{
		"1 0 obj <</Type /Sig /M (D:20251106081530+07'00') HERE>> endobj":                    "2025-11-06 08:15 +07",
		"1 0 obj <</Type /Sig HERE /M(D:20251106231530Z)>> endobj":                           "2025-11-07 06:15 +07",
		"1 0 obj <</Type /Sig HERE>> endobj 2 0 obj <</M (D:20251106081530+07'00')>> endobj": "",
		"1 0 obj <</M (D:20251306081530+07'00') HERE>> endobj":                               "",
		"HERE": "",
	} {
		at := bytes.Index([]byte(dictionary), []byte("HERE"))
		got := ""
		if s := signedAt([]byte(dictionary), at, at+4); !s.IsZero() {
			got = s.Format("2006-01-02 15:04 -07")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", dictionary, got, want)
		}
	}
}

// Whatever stands for a signature, names are text, and each is told once.
func FuzzSignatures(f *testing.F) {
	whole := signedFile(f, pkix.Name{CommonName: "SỞ Y TẾ"})
	f.Add(whole, 40, byte(1))
	f.Fuzz(func(t *testing.T, b []byte, at int, change byte) {
		b = bytes.Clone(b)
		if len(b) > 0 {
			b[uint(at)%uint(len(b))] ^= change
		}
		for _, s := range signaturesIn(b) {
			seen := map[string]bool{}
			for _, name := range s.Names {
				if name == "" || !utf8.ValidString(name) || seen[name] {
					t.Errorf("a signer is called %q", name)
				}
				seen[name] = true
			}
		}
	})
}
