package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Bounds of what a file may unfold to. The document of a book of a thousand pages has
// some 20 MB of XML, which its archive holds in a twentieth.
const (
	maxPart  = 32 << 20 // bytes of a part
	maxParts = 64 << 20 // bytes of all parts read
	maxRatio = 400      // bytes unfolded from a byte of the archive, in parts of over smallPart
	// smallPart is a size below which no ratio counts.
	smallPart = 4 << 20
	maxFiles  = 20_000 // in the archive
)

// archive is the zip archive of a Word file.
type archive struct {
	zip   *zip.Reader
	files map[string]*zip.File // by name, without the leading slash
	read  int64                // bytes unfolded so far
}

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notArchive(r, size, err)
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("%w: the archive has %d files", pdf.ErrMemoryLimit, len(z.File))
	}
	a := &archive{zip: z, files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if _, ok := a.files[name]; !ok {
			a.files[name] = f
		}
	}
	return a, nil
}

// oleMark begins compound files: documents of Word before 2007, and encrypted ones.
var oleMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// encryptedName is the name of the stream that holds an encrypted document, as a
// compound file writes it.
var encryptedName = utf16Bytes("EncryptedPackage")

func utf16Bytes(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// searched is how many bytes at both ends of a compound file are searched for its
// directory.
const searched = 4 << 20

// notArchive says what a file is that is no zip archive.
func notArchive(r io.ReaderAt, size int64, err error) error {
	if size == 0 {
		return pdf.ErrEmpty
	}
	begin := make([]byte, min(size, searched))
	if n, err := r.ReadAt(begin, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	} else {
		begin = begin[:n]
	}
	switch {
	case bytes.HasPrefix(begin, oleMark):
		end := make([]byte, min(size, searched))
		n, _ := r.ReadAt(end, size-int64(len(end)))
		if bytes.Contains(begin, encryptedName) || bytes.Contains(end[:n], encryptedName) {
			return pdf.ErrEncrypted
		}
		return fmt.Errorf("%w: a document of Word before 2007", pdf.ErrNotWord)
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
	}
	return pdf.ErrNotWord
}

var errNoPart = errors.New("a part is missing")

// part returns the bytes of a part, errNoPart where there is none of that name.
func (a *archive) part(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("%w: %w: %s", pdf.ErrDamaged, errNoPart, name)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: %s", pdf.ErrEncrypted, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", pdf.ErrDamaged, name, err)
	}
	defer r.Close()
	var b bytes.Buffer
	limit := min(maxPart, maxParts-a.read)
	if f.CompressedSize64 < maxPart/maxRatio {
		limit = min(limit, max(smallPart, int64(f.CompressedSize64)*maxRatio))
	}
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	a.read += n
	switch {
	case n > limit:
		return nil, fmt.Errorf("%w: %s unfolds to over %d MB", pdf.ErrMemoryLimit, name, limit>>20)
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", pdf.ErrDamaged, name, err)
	}
	return b.Bytes(), nil
}

// relation is a relationship of a part to another part of the file.
type relation struct {
	kind   string // the last word of its type: "styles", "footnotes"
	target string // the name of the part
	id     string
}

// maxRelations is more relationships than any honest part has that is read here.
const maxRelations = 20_000

// relations returns the relationships of a part, "" for the whole file, in their order.
// Those that lead out of the file are left out.
func (a *archive) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	raw, err := a.part(path.Join(dir, "_rels", file+".rels"))
	if errors.Is(err, errNoPart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []relation
	s := newScanner(raw)
	err = s.root(func(e element) error {
		return s.children(func(e element) error {
			if len(out) >= maxRelations {
				return fmt.Errorf("%w: a part has over %d relationships", pdf.ErrMemoryLimit, maxRelations)
			}
			if strings.EqualFold(e.get("TargetMode"), "External") {
				return nil
			}
			out = append(out, relation{kind: path.Base(e.get("Type")), target: resolve(dir, e.get("Target")), id: e.get("Id")})
			return nil
		})
	})
	return out, err
}

// resolve returns the name of the part that a relationship of a part in dir leads to.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// mainPart returns the name of the part that is the document.
func (a *archive) mainPart() (string, error) {
	rels, err := a.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" && a.files[r.target] != nil {
			return r.target, nil
		}
	}
	if a.files["word/document.xml"] != nil {
		return "word/document.xml", nil
	}
	if a.files["[Content_Types].xml"] == nil {
		return "", fmt.Errorf("%w: a zip archive", pdf.ErrNotWord)
	}
	return "", fmt.Errorf("%w: the document is missing", pdf.ErrDamaged)
}
