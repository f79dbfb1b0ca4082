package resolve

import (
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Part is what must be known to resolve a few group keys as they would be among all
// facts: all that is said under them, and under the keys that these are linked to.
type Part struct {
	Claims  []Claim
	Records []legal.Record
	// Corrections are those that speak of documents or citations of the part, each citation
	// at its place: see [Locate].
	Corrections []legal.Correction
	// Redirects lead from the IDs that documents no longer have to those they have now, so
	// that a correction finds its document. One old ID may lead to several documents; such
	// a one finds none.
	Redirects map[string][]string
}

// Resolve decides what a part of the facts means, as it would be decided among all. The
// result has the documents of the part's keys and the meanings of its citations. The claims are gone afterwards, which may
// be many.
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
