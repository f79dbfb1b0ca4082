package export

import (
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Document is a document with the files there are of it.
type Document struct {
	legal.Document
	Files  []File `json:"files"`
	BodyID string `json:"body_id,omitempty"` // "" where it is not known which body it is
}

// File is one content.
type File struct {
	Name   string   `json:"file"`   // path below the folder that was ingested
	SHA256 string   `json:"sha256"` // of its bytes
	Paths  []string `json:"paths"`  // other paths of the same content
}

// eachDocument calls f for every document, by ID, its files by name and hash.
func eachDocument(v *catalog.View, f func(Document) error) error {
	contents, err := v.Contents()
	if err != nil {
		return err
	}
	files := map[string][]File{}
	for _, c := range contents {
		if c.Document != "" {
			files[c.Document] = append(files[c.Document], File{c.Name, c.SHA256, list(c.Others)})
		}
	}
	return v.EachDocument(
		func(d legal.Document) error { return f(Document{d, list(files[d.ID]), authority.KeyOf(d.Body).ID()}) },
	)
}
