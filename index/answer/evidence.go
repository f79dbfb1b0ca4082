package answer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Evidence is a citation that states a relation, in the place of all that state it so:
// of a change as much, in the same finer relation, in the passive or not.
type Evidence struct {
	Relation   legal.Relation `json:"relation"`
	Scope      legal.Scope    `json:"scope,omitempty"`
	Subtype    legal.Subtype  `json:"subtype,omitempty"`
	Provisions []string       `json:"provisions,omitempty"` // the parts that any of them names, in byte order
	Derived    bool           `json:"derived,omitempty"`    // said in the passive: "A was replaced by B"
	File       string         `json:"file"`
	Page       int            `json:"page"`
	Paragraph  int            `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Sentence   string         `json:"sentence"`
	Mentions   int            `json:"mentions"` // how many citations state it, this one included

	Decided legal.Message `json:"decided,omitzero"` // by whom and why, where a person says what it means

	Best Mention `json:"-"` // the citation itself
	Own  bool    `json:"-"` // it stands in a file of the citing document
}

// Reach is what is stated beside the relation.
func (e Evidence) Reach() legal.Reach { return reachOf(e.Scope, e.Subtype, e.Provisions, e.Derived) }

func reachOf(scope legal.Scope, sub legal.Subtype, provisions []string, derived bool) legal.Reach {
	r := legal.Reach{Scope: scope, Provisions: provisions, Derived: derived}
	if sub != "" {
		r.Subtypes = []legal.Subtype{sub}
	}
	return r
}

// telling chooses among the statements of an edge.
type telling func(legal.Relation, legal.Statement) bool

func changing(r legal.Relation, s legal.Statement) bool { return r.Changes() || s.Subtype != "" }
func resting(r legal.Relation, s legal.Statement) bool  { return !changing(r, s) }
func anything(legal.Relation, legal.Statement) bool     { return true }

// evidence returns for each relation between two documents, and each way of stating it
// that is told, the citation that states it best, and how many citations state any of
// them.
func (t *Service) evidence(from, to legal.Document, relations []legal.Relation,
	told telling) (out []Evidence, mentions int, err error) {
	for _, r := range relations {
		// none where an ingest has taken it away since the graph was read
		stated, err := t.c.Evidence(t.ctx, from.ID, to.ID, r)
		if err != nil {
			return nil, 0, err
		}
		stated = slices.DeleteFunc(stated, func(s legal.Statement) bool { return !told(r, s) })
		for _, alike := range alike(stated) {
			e, ok, err := t.proof(r, alike, from.ID)
			if err != nil {
				return nil, 0, err
			}
			if ok {
				out = append(out, e)
				mentions += len(alike)
			}
		}
	}
	return out, mentions, nil
}

// alike parts statements of one edge into those that say the same: the whole before a
// part, what is said outright before what is derived.
func alike(stated []legal.Statement) [][]legal.Statement {
	said := func(a, b legal.Statement) int {
		derived := 0
		if a.Derived != b.Derived {
			derived = -1
			if a.Derived {
				derived = 1
			}
		}
		return cmp.Or(derived, strings.Compare(string(a.Subtype), string(b.Subtype)),
			strings.Compare(string(b.Scope), string(a.Scope)))
	}
	stated = slices.Clone(stated)
	slices.SortStableFunc(stated, said)
	var out [][]legal.Statement
	for i := range stated {
		if i == 0 || said(stated[i-1], stated[i]) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], stated[i])
	}
	return out
}

// proof tells the best of some statements that say the same.
func (t *Service) proof(r legal.Relation, alike []legal.Statement, citing string) (e Evidence, ok bool, err error) {
	refs := make([]legal.CitationRef, len(alike))
	for i, s := range alike {
		refs[i] = s.CitationRef
	}
	best, own, err := t.best(refs, citing)
	if err != nil {
		return e, false, err
	}
	m, ok, err := t.c.Mention(t.ctx, best)
	if err != nil || !ok {
		return e, false, err
	}
	j, reach := NewMention(m), legal.ReachOf(alike)
	e = Evidence{
		Relation: r, Scope: reach.Scope, Subtype: alike[0].Subtype, Provisions: reach.Provisions,
		Derived: reach.Derived, File: j.File, Page: j.Page, Paragraph: j.Paragraph, Sentence: j.Sentence, Mentions: len(refs), Best: j,
		Own: own,
	}
	if m.Reason.Has(legal.ReasonDecided) {
		e.Decided = m.Reason
	}
	return e, true, nil
}

// best returns the citation that is shown of those behind a relation: one in a file of
// the citing document itself (own) before one in which another says what it cites, then
// the first by the path of its file, and in this by page and position.
func (t *Service) best(refs []legal.CitationRef, citing string) (ref legal.CitationRef, own bool, err error) {
	files, err := t.c.FilesOf(t.ctx, citing)
	if err != nil {
		return ref, false, err
	}
	foreign := func(r legal.CitationRef) bool { return !slices.Contains(files, r.File) }
	if first := slices.DeleteFunc(slices.Clone(refs), foreign); len(first) > 0 {
		refs, own = first, true
	}
	var paths map[string]catalog.FileInfo
	if refs[0].File != refs[len(refs)-1].File { // they stand by file
		var hashes []string
		for _, r := range refs {
			hashes = append(hashes, r.File)
		}
		if paths, err = t.c.FileInfos(t.ctx, slices.Compact(hashes)); err != nil {
			return ref, false, err
		}
	}
	return slices.MinFunc(refs, func(a, b legal.CitationRef) int { // a file's citations are numbered as they are read
		return cmp.Or(slices.Compare(paths[a.File].Paths, paths[b.File].Paths), strings.Compare(a.File, b.File),
			a.Index-b.Index)
	}), own, nil
}

// File is a file of a document, named from the ingested folder on.
type File struct{ Name, SHA256 string }

// Files returns the files that we hold of a document, by name.
func (t *Service) Files(id string) ([]File, error) {
	hashes, err := t.c.FilesOf(t.ctx, id)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, sha := range hashes {
		name, err := t.Name(sha)
		if err != nil {
			return nil, err
		}
		out = append(out, File{name, sha})
	}
	slices.SortFunc(out, func(a, b File) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.SHA256, b.SHA256))
	})
	return out, nil
}

// Name names a file from the ingested folder on, as [catalog.Content] does: the same
// wherever the folder lies.
func (t *Service) Name(sha256 string) (string, error) {
	if t.names == nil {
		t.names = map[string]string{}
		err := t.c.View(t.ctx, func(v *catalog.View) error {
			contents, err := v.Contents()
			for _, c := range contents {
				t.names[c.SHA256] = c.Name
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return t.names[sha256], nil
}
