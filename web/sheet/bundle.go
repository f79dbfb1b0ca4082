package sheet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/answer"
)

// The entries of a bundle that are always there, beside the pictures and the files.
const (
	sheetEntry = "phieu.html"
	factsEntry = "chung-cu.json"
	sumsEntry  = "SHA256SUMS" // as sha256sum of GNU coreutils writes and checks it
)

// Facts are what a bundle says, for programs.
type Facts struct {
	Document string `json:"document"` // ID
	Asked    string `json:"asked"`
	Version  string `json:"version"`
	Run      int64  `json:"run"`
	Day      string `json:"day"`
	Steps    []Fact `json:"steps"`
	Files    []Held `json:"files"`
}

// Fact is a relation and the sentence that states it.
type Fact struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Relation string `json:"relation"`
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	Page     int    `json:"page"`
	Sentence string `json:"sentence"`
}

// Held is a file on which the sheet rests.
type Held struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Entry  string `json:"entry,omitempty"` // where it lies in the bundle, "" where it does not
}

// Open opens a file with this hash.
type Open func(sha256 string) (io.ReadCloser, error)

// WriteBundle writes the sheet with its pictures as a ZIP file that can be unpacked and read
// anywhere, with a sum of every entry; with open, the files as well. The same facts, drawn
// and written by the same programs, give the same bytes. The entries are not compressed, so
// that they can be written again byte by byte: see [ReadBundle].
func WriteBundle(w io.Writer, known *answer.Service, q Question, open Open) error {
	s, err := newSheet(known, q)
	if err != nil {
		return err
	}
	s.beside()
	facts := s.facts()
	if open != nil {
		for i, f := range facts.Files {
			facts.Files[i].Entry = "tep/" + f.SHA256 + strings.ToLower(path.Ext(f.Name))
		}
	}
	b := newBundle(w)
	var html bytes.Buffer
	if err := page.Execute(&html, s); err != nil {
		return fmt.Errorf("write evidence sheet: %w", err)
	}
	said, err := json.MarshalIndent(facts, "", " ")
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	b.put(sheetEntry, &html)
	b.put(factsEntry, bytes.NewReader(said))
	for _, d := range s.order {
		b.put(d.Name, bytes.NewReader(d.jpeg))
	}
	for _, f := range facts.Files {
		if f.Entry != "" {
			b.file(f, open)
		}
	}
	return b.close()
}

// facts gathers what the sheet says.
func (s *sheet) facts() Facts {
	f := Facts{Document: s.Document.ID, Asked: s.Asked, Version: s.Version, Run: s.Data.Run, Day: s.Data.Day,
		Steps: []Fact{}, Files: []Held{}}
	held := map[string]string{}
	for _, ch := range s.Chains {
		for _, st := range ch.Steps {
			for _, p := range st.Relations {
				held[p.SHA256] = p.File
				f.Steps = append(f.Steps, Fact{st.From.ID, st.To.ID, string(p.Relation), p.File, p.SHA256, p.Page, p.Sentence})
			}
		}
	}
	for _, d := range s.Listed {
		for _, file := range d.Files {
			held[file.SHA256] = file.Name
		}
	}
	for sha, name := range held {
		f.Files = append(f.Files, Held{Name: name, SHA256: sha})
	}
	slices.SortFunc(f.Files, func(a, b Held) int { return strings.Compare(a.Name+"\x00"+a.SHA256, b.Name+"\x00"+b.SHA256) })
	return f
}

// bundle is a ZIP file being written. After an error nothing more is.
type bundle struct {
	zip  *zip.Writer
	sums strings.Builder
	err  error
}

func newBundle(w io.Writer) *bundle { return &bundle{zip: zip.NewWriter(w)} }

// put writes an entry and notes its sum.
func (b *bundle) put(name string, r io.Reader) (sum string) {
	h := sha256.New()
	b.entry(name, io.TeeReader(r, h))
	return b.note(name, h)
}

func (b *bundle) note(name string, h hash.Hash) string {
	sum := hex.EncodeToString(h.Sum(nil))
	fmt.Fprintf(&b.sums, "%s  %s\n", sum, name)
	return sum
}

// beginning is the time of every entry: the first that a ZIP file can bear.
var beginning = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// entry writes an entry as it is.
func (b *bundle) entry(name string, r io.Reader) {
	if b.err != nil {
		return
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: beginning})
	if err == nil {
		_, err = io.Copy(w, r)
	}
	b.err = err
}

// file puts a file that must have the hash it is known by.
func (b *bundle) file(f Held, open Open) {
	if b.err != nil {
		return
	}
	r, err := open(f.SHA256)
	if err != nil {
		b.err = fmt.Errorf("%s: %w", f.Name, err)
		return
	}
	defer r.Close()
	if sum := b.put(f.Entry, r); b.err == nil && sum != f.SHA256 {
		b.err = fmt.Errorf("%s has changed while it was read", f.Name)
	}
}

func (b *bundle) close() error {
	b.entry(sumsEntry, strings.NewReader(b.sums.String()))
	if b.err == nil {
		b.err = b.zip.Close()
	}
	if b.err != nil {
		return fmt.Errorf("write bundle: %w", b.err)
	}
	return nil
}
