package resolve

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Facts are all that resolving starts from.
type Facts struct {
	Readings    []legal.Reading
	Records     []legal.Record
	Corrections []legal.Correction
	Redirects   map[string][]string // see [Part]
}

// Documents decides what a set of facts means: the documents they name, and what
// each citation means and why. The result depends on the facts alone, not on their
// order; of readings with one File only the first counts.
func Documents(facts Facts) legal.Resolved {
	return resolveFiles(readFiles(facts.Readings), facts.Records, locateAll(facts), facts.Redirects)
}

// locateAll returns the corrections of facts with their citations where they stand now.
func locateAll(facts Facts) []legal.Correction {
	out := slices.Clone(facts.Corrections)
	for i, c := range out {
		if c.Citation == nil {
			continue
		}
		var raws []string
		if at := slices.IndexFunc(facts.Readings,
			func(r legal.Reading) bool { return r.File == c.Citation.File }); at >= 0 {
			for _, t := range facts.Readings[at].Citations {
				raws = append(raws, t.Raw)
			}
		}
		out[i].Citation = &legal.CitationRef{File: c.Citation.File, Index: Locate(c, raws)}
	}
	return out
}

// readFiles returns the readings prepared, by file.
func readFiles(readings []legal.Reading) []*file {
	sorted := slices.SortedStableFunc(slices.Values(readings), func(a, b legal.Reading) int {
		return strings.Compare(a.File, b.File)
	})
	sorted = slices.CompactFunc(sorted, func(a, b legal.Reading) bool { return a.File == b.File })
	files := make([]*file, len(sorted))
	for i, r := range sorted {
		files[i] = readFile(nil, r)
	}
	return files
}
