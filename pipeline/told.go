package pipeline

import (
	"context"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/force"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// This file tells what files say while others are read, from what was read and is still at hand. Resolving
// reads back what is wanting: what a run that was cut off had not stored, and what persons or other files
// say of a head.

// saying is what a file says.
type saying struct {
	claims  []resolve.Claim
	clauses []legal.ForceClause
}

// toldAtMost is how many citations a file may have for it to be told beside others.
const toldAtMost = 2000

// foretell tells what a file says; nil where that is left to resolving. text is that of before it was packed.
func (r *run) foretell(ctx context.Context, p *catalog.Packed, text legal.Text) *saying {
	if p.Status == catalog.Failed || len(p.Citations) > toldAtMost {
		return nil
	}
	text.Content, text.Head = p.Text.Content, p.Text.Head
	said, err := inTime(ctx, func() (s saying, err error) {
		s.clauses = force.Clauses(text)
		s.claims, err = resolve.Claims(r.places, legal.Reading{File: p.SHA256, Head: p.Text.Head, Citations: p.Citations})
		return s, err
	})
	if err != nil {
		return nil // resolving tells of it
	}
	return &said
}

// foretold is what files say that is still to be stored.
type foretold struct {
	clauses map[string][]legal.ForceClause // by hash, of every file
	claims  []catalog.Claim
	held    int // bytes of the texts, which clauses keep in memory
}

// How much is told in one transaction, beside [filesAtOnce] and [claimsAtOnce].
const toldBytes = 4 << 20

// note takes in what a file says.
func (f *foretold) note(p *catalog.Packed, s *saying) {
	if f.clauses == nil {
		f.clauses = map[string][]legal.ForceClause{}
	}
	f.clauses[p.SHA256] = s.clauses
	for _, c := range s.claims {
		f.claims = append(f.claims, catalog.Claim(c))
	}
	f.held += len(p.Text.Content)
}

func (f *foretold) isMuch() bool {
	return len(f.clauses) >= filesAtOnce || len(f.claims) >= claimsAtOnce || f.held >= toldBytes
}

// putForetold stores what is foretold of files that have changed.
func (r *run) putForetold(ctx context.Context) error {
	f := r.foretold
	r.foretold = foretold{}
	if len(f.clauses) == 0 {
		return nil
	}
	r.step("tell")
	var clauses map[string][]legal.ForceClause // of files that still count as changed
	err := r.catalog.Update(ctx, func(tx *catalog.Tx) error {
		files, err := tx.StillChanged(slices.Sorted(maps.Keys(f.clauses)))
		if err != nil {
			return err
		}
		clauses = map[string][]legal.ForceClause{}
		for _, sha := range files {
			clauses[sha] = f.clauses[sha]
		}
		if err := tx.PutClauses(clauses); err != nil {
			return err
		}
		claims := slices.DeleteFunc(f.claims, func(c catalog.Claim) bool { _, wanted := clauses[c.File]; return !wanted })
		sortClaims(claims)
		return tx.PutClaims(files, claims)
	})
	if err != nil {
		return err
	}
	for sha := range clauses {
		r.told[sha] = true
	}
	r.step("told")
	return nil
}
