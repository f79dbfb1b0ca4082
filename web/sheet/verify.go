package sheet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrBundle says that a bundle is not as it was written.
var ErrBundle = errors.New("not as it was written")

// ReadBundle reads a bundle and holds every byte of it against what was written: the sums of
// the entries, their names and order, what stands between and around them, and the files
// within against the hashes by which the sheet names them. The error is [ErrBundle] where
// anything differs. Whoever changes an entry and its sum makes another bundle: what tells
// them apart is the sum of the whole, which is returned.
func ReadBundle(r io.ReaderAt, size int64) (f Facts, sum string, err error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return f, "", fmt.Errorf("%w: %v", ErrBundle, err)
	}
	again, whole := &same{from: io.NewSectionReader(r, 0, size)}, sha256.New()
	b := newBundle(io.MultiWriter(again, whole))
	var sums, said bytes.Buffer
	for i, e := range z.File {
		if e.Method != zip.Store || (i == len(z.File)-1) != (e.Name == sumsEntry) {
			return f, "", fmt.Errorf("%w: entry %q", ErrBundle, e.Name)
		}
		if err := b.copy(e, map[string]io.Writer{sumsEntry: &sums, factsEntry: &said}[e.Name]); err != nil {
			return f, "", err
		}
	}
	if err := b.zip.Close(); err != nil {
		return f, "", fmt.Errorf("%w: %v", ErrBundle, err)
	}
	if sums.String() != b.sums.String() {
		return f, "", fmt.Errorf("%w: %s", ErrBundle, differing(sums.String(), b.sums.String()))
	}
	if again.at != size {
		return f, "", fmt.Errorf("%w: %d bytes of %d", ErrBundle, again.at, size)
	}
	if err := json.Unmarshal(said.Bytes(), &f); err != nil {
		return f, "", fmt.Errorf("%w: %s: %v", ErrBundle, factsEntry, err)
	}
	for _, file := range f.Files {
		if file.Entry != "" && !strings.Contains(sums.String(), file.SHA256+"  "+file.Entry+"\n") {
			return f, "", fmt.Errorf("%w: %s", ErrBundle, file.Entry)
		}
	}
	return f, hex.EncodeToString(whole.Sum(nil)), nil
}

// copy writes an entry again; also takes it too where it is not nil.
func (b *bundle) copy(e *zip.File, also io.Writer) error {
	content, err := e.Open()
	if err != nil {
		return fmt.Errorf("%w: entry %q: %v", ErrBundle, e.Name, err)
	}
	defer content.Close()
	var from io.Reader = content
	if also != nil {
		from = io.TeeReader(content, also)
	}
	if e.Name == sumsEntry {
		b.entry(e.Name, from)
	} else {
		b.put(e.Name, from)
	}
	if b.err != nil {
		return fmt.Errorf("%w: entry %q: %v", ErrBundle, e.Name, b.err)
	}
	return nil
}

// differing names the first line that is in the one list of sums and not in the other.
func differing(noted, found string) string {
	for line := range strings.Lines(found) {
		if !strings.Contains(noted, line) {
			return strings.TrimSpace(line[min(len(line), 66):])
		}
	}
	return sumsEntry
}

// same takes what is written as long as it is what can be read there.
type same struct {
	from io.Reader
	at   int64
}

func (s *same) Write(p []byte) (int, error) {
	there := make([]byte, len(p))
	if _, err := io.ReadFull(s.from, there); err != nil || !bytes.Equal(p, there) {
		return 0, fmt.Errorf("bytes from %d on differ", s.at)
	}
	s.at += int64(len(p))
	return len(p), nil
}
