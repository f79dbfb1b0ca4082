package answer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Evidence is a citation that states a relation.
type Evidence struct {
	Relation legal.Relation `json:"relation"`
	File     string         `json:"file"`
	Page     int            `json:"page"`
	Sentence string         `json:"sentence"`
	Mentions int            `json:"mentions"` // how many citations state it, this one included

	Decided legal.Message `json:"decided,omitzero"` // by whom and why, where a person says what it means

	Best Mention `json:"-"` // the citation itself
	Own  bool    `json:"-"` // it stands in a file of the citing document
}

// evidence returns for each relation between two documents the citation that
// states it best, and how many citations state any of them.
func (t *Teller) evidence(from, to legal.Document, relations []legal.Relation) (out []Evidence, mentions int, err error) {
	for _, r := range relations {
		refs, err := t.c.Evidence(t.ctx, from.ID, to.ID, r)
		if err != nil {
			return nil, 0, err
		}
		if len(refs) == 0 { // an ingest has taken it away since the graph was read
			continue
		}
		best, own, err := t.best(refs, from.ID)
		if err != nil {
			return nil, 0, err
		}
		m, ok, err := t.c.Mention(t.ctx, best)
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			continue
		}
		j := NewMention(m)
		e := Evidence{Relation: r, File: j.File, Page: j.Page, Sentence: j.Sentence, Mentions: len(refs), Best: j, Own: own}
		if m.Reason.Has(legal.ReasonDecided) {
			e.Decided = m.Reason
		}
		out = append(out, e)
		mentions += len(refs)
	}
	return out, mentions, nil
}

// best returns the citation that is shown of those behind a relation: one in a file of
// the citing document itself (own) before one in which another says what it cites, then
// the first by the path of its file, and in this by page and position.
func (t *Teller) best(refs []legal.CitationRef, citing string) (ref legal.CitationRef, own bool, err error) {
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
		return cmp.Or(slices.Compare(paths[a.File].Paths, paths[b.File].Paths), strings.Compare(a.File, b.File), a.Index-b.Index)
	}), own, nil
}

// File is a file of a document, named from the ingested folder on.
type File struct{ Name, SHA256 string }

// Files returns the files that we hold of a document, by name.
func (t *Teller) Files(id string) ([]File, error) {
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
func (t *Teller) Name(sha256 string) (string, error) {
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
