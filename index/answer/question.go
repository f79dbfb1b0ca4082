package answer

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Asking is a held file that leaves something open about itself.
type Asking struct {
	Ask  legal.Ask
	File string // SHA-256
	Path string // its first one
}

// Question is what a person is asked of a held file.
type Question struct {
	Asking
	Name     string // of the file
	Document legal.Document
	Head     legal.Head         // as read, completed by what persons have said
	State    string             // to say with the answer: [catalog.Catalog.State]
	Said     []legal.Correction // of its head, that hold
}

// Askings returns the files to ask about, those without a number first, then doubtful
// days, then numbers read from handwriting, each by path.
func (t *Service) Askings() ([]Asking, error) {
	said, err := t.saidOfHeads()
	if err != nil {
		return nil, err
	}
	heads, err := t.c.UnsureHeads(t.ctx)
	var out []Asking
	for _, h := range heads {
		if d := doubt(&h, said[h.File]); d != "" {
			out = append(out, Asking{d, h.File, h.Path})
		}
	}
	slices.SortFunc(out, Asking.compare)
	return out, err
}

// doubt returns the doubt about a file, and completes its head.
func doubt(h *catalog.HeldHead, said []legal.Correction) legal.Ask {
	decided := map[string]bool{}
	for _, k := range said {
		h.Head.Complete(k)
		decided[k.Field] = true
	}
	return h.Head.Ask(h.Contradicted(), decided)
}

// compare orders the files to ask about.
func (a Asking) compare(b Asking) int {
	return cmp.Or(cmp.Compare(slices.Index(legal.Asks, a.Ask), slices.Index(legal.Asks, b.Ask)),
		strings.Compare(a.Path, b.Path), strings.Compare(a.File, b.File))
}

// After returns the files of a list, as [Service.Askings] orders it, that come after one,
// whether that one is still among them or not.
func After(all []Asking, one Asking) []Asking {
	i, _ := slices.BinarySearchFunc(all, one, Asking.compare)
	if i < len(all) && all[i] == one {
		i++
	}
	return all[i:]
}

// Question returns what to ask of a held file, whatever is unsure of it; ok is false where no
// such file is held.
func (t *Service) Question(file string) (q Question, ok bool, err error) {
	// The state first: what changes while the rest is read makes the answer stale.
	if q.State, err = t.c.State(t.ctx, legal.CitationRef{File: file, Index: -1}); err != nil {
		return q, false, err
	}
	h, ok, err := t.c.HeldHead(t.ctx, file)
	if err != nil || !ok {
		return q, false, err
	}
	said, err := t.saidOfHeads()
	if err != nil {
		return q, false, err
	}
	q.Asking = Asking{doubt(&h, said[file]), file, h.Path}
	q.Name, q.Head, q.Said = filepath.Base(h.Path), h.Head, said[file]
	q.Document, err = t.Document(h.Document)
	return q, true, err
}

// saidOfHeads returns what persons say of the heads of files, by file.
func (t *Service) saidOfHeads() (map[string][]legal.Correction, error) {
	kept, err := t.c.Corrections(t.ctx)
	out := map[string][]legal.Correction{}
	for _, k := range kept {
		if k.File != "" && k.Holds() {
			out[k.File] = append(out[k.File], k.Correction)
		}
	}
	return out, err
}

// Open is a citation that may mean several documents, with those.
type Open struct {
	Mention
	State      string // to say with the answer
	Candidates []legal.Document
	Said       []legal.Correction // of it, that hold
}

// Open returns a citation as a person is asked about it; ok is false where there is none.
func (t *Service) Open(at legal.CitationRef) (o Open, ok bool, err error) {
	if o.State, err = t.c.State(t.ctx, at); err != nil {
		return o, false, err
	}
	m, ok, err := t.c.Mention(t.ctx, at)
	if err != nil || !ok {
		return o, false, err
	}
	o.Mention = NewMention(m)
	if o.Candidates, err = t.Documents(m.Candidates); err != nil {
		return o, false, err
	}
	kept, err := t.c.Corrections(t.ctx)
	for _, k := range kept {
		if k.Citation != nil && *k.Citation == at && k.Holds() {
			o.Said = append(o.Said, k.Correction)
		}
	}
	return o, true, err
}
