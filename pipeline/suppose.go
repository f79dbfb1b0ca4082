package pipeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// mostWitnesses is how many of the files that cite a document speak for it where one more
// reading is tried: what tells it from others is in the first few.
const mostWitnesses = 40

// Suppose returns what a reading would mean if it lay among the files of a catalogue, of which
// nothing is written: the document it would be, the meanings of its citations, and the
// documents that these name.
func Suppose(ctx context.Context, c *catalog.Catalog, r legal.Reading) (meant legal.Resolved, err error) {
	units, err := c.Places(ctx)
	if err != nil {
		return meant, err
	}
	claims, err := resolve.Claims(authority.Provinces().Over(units), r)
	if err != nil {
		return meant, err
	}
	err = c.Look(ctx, func(tx *catalog.Tx) error {
		part, err := (&relink{tx: tx}).suppose(claims, r.File)
		if err == nil {
			meant, err = part.Resolve()
		}
		return err
	})
	if err != nil {
		return meant, fmt.Errorf("resolve a draft: %w", err)
	}
	return of(meant, r.File), nil
}

// suppose reads what must be known to resolve some claims of one more file.
func (r *relink) suppose(claims []resolve.Claim, file string) (part resolve.Part, err error) {
	r.tied, r.heads = map[string][]string{}, map[string]string{}
	if err := r.readCorrections(); err != nil {
		return part, err
	}
	var keys []string
	for _, c := range claims {
		keys = append(keys, c.Key)
		for _, other := range c.Links {
			r.tied[c.Key], r.tied[other] = append(r.tied[c.Key], other), append(r.tied[other], c.Key)
		}
	}
	groups, err := r.groups(keys)
	if err != nil {
		return part, err
	}
	keys = slices.Concat(groups...)
	part.Claims = claims
	err = r.tx.EachWitness(keys, mostWitnesses, file, func(file, key string, data []byte) {
		part.Claims = append(part.Claims, resolve.Claim{File: file, Key: key, Data: data})
	})
	if err != nil {
		return part, err
	}
	return r.beside(part, keys)
}

// of keeps of what is meant what one file says, and the documents that it names.
func of(meant legal.Resolved, file string) legal.Resolved {
	meant.Meanings = slices.DeleteFunc(meant.Meanings, func(m legal.Meaning) bool { return m.File != file })
	named := map[string]bool{meant.Self[file]: true}
	for _, m := range meant.Meanings {
		named[m.Document] = true
		for _, id := range m.Candidates {
			named[id] = true
		}
	}
	meant.Documents = slices.DeleteFunc(meant.Documents, func(d legal.Document) bool { return !named[d.ID] })
	meant.Self = map[string]string{file: meant.Self[file]}
	return meant
}
