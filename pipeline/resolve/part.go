package resolve

import (
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Part is what must be known to resolve a few group keys as they would be among all
// facts: all that is said under them, and under the keys that these are linked to.
type Part struct {
	Claims      []Claim
	Records     []legal.Record
	Corrections []legal.Correction  // those that speak of documents or citations of the part, each citation at its place: see [Locate]
	Redirects   map[string][]string // see [legal.Facts]
}

// Resolve decides what a part of the facts means, as [Documents] would among all. The
// result has the documents of the part's keys and the meanings of its citations.
func (p Part) Resolve() (legal.Resolved, error) {
	files, err := readClaims(p.Claims)
	if err != nil {
		return legal.Resolved{}, err
	}
	return resolveFiles(files, p.Records, p.Corrections, p.Redirects), nil
}

// RecordKeys returns the group key of a record and the one it is linked to, each "" for
// none.
func RecordKeys(r legal.Record) (key, link string) {
	m, ok := recordMention(registryFile(r.Registry), r)
	if !ok {
		return "", ""
	}
	return m.series, m.shelf
}
