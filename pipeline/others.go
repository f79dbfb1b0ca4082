package pipeline

import (
	"fmt"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// askOthers works out which files without a number others tell: see [resolve.Ties]. The
// claims of those for which the answer is another than before are to be told again.
func askOthers(tx *catalog.Tx, units *authority.Gazetteer) error {
	ties, err := tellOthers(tx, units)
	if err != nil {
		return fmt.Errorf("ask which files others tell: %w", err)
	}
	tied := map[string]catalog.Tied{}
	for file, t := range ties {
		tied[file] = catalog.Tied{File: file, Number: t.Number, Why: t.Why}
	}
	return tx.PutTied(tied)
}

// asking is what is asked of others: which documents some nameless files are.
type asking struct {
	tx       *catalog.Tx
	kept     []catalog.KeptCorrection
	nameless map[string][]legal.Reading // by day, heads alone
	given    []legal.Reading            // files that persons gave their number
	days     map[string]bool            // on which somebody speaks of one of them
	citing   map[string]bool            // files that do
}

// tellOthers reads the files that have to do with it, and no more.
func tellOthers(tx *catalog.Tx, units *authority.Gazetteer) (map[string]resolve.Tie, error) {
	a := asking{
		tx: tx, nameless: map[string][]legal.Reading{}, days: map[string]bool{}, citing: map[string]bool{},
	}
	var err error
	if a.kept, err = tx.Corrections(); err != nil {
		return nil, err
	}
	heads, err := tx.Nameless()
	if err != nil {
		return nil, err
	}
	for _, r := range heads {
		completeHead(&r.Head, r.File, a.kept)
		switch day := r.Head.Date.String(); {
		case r.Head.Number != "":
			a.given = append(a.given, r)
		case resolve.Nameless(r.Head) && !decidedFields(r.File, a.kept)[legal.FieldNumber]:
			a.nameless[day] = append(a.nameless[day], r)
		}
	}
	err = tx.EachCitedOn(slices.Sorted(maps.Keys(a.nameless)), func(file string, c legal.Citation) {
		for _, r := range a.nameless[c.Date.String()] {
			if resolve.Speaks(r.Head, c) {
				a.citing[file], a.days[c.Date.String()] = true, true
			}
		}
	})
	if err != nil || len(a.citing) == 0 {
		return nil, err
	}
	return a.ties(units)
}

// ties tells which of the nameless files those that cite tell.
func (a *asking) ties(units *authority.Gazetteer) (map[string]resolve.Tie, error) {
	var files []string
	dates := []string{""}
	for _, day := range slices.Sorted(maps.Keys(a.days)) {
		dates = append(dates, day, day[:len("2006-01")], day[:len("2006")])
		for _, r := range a.nameless[day] {
			files = append(files, r.File)
		}
	}
	numbered, err := a.tx.Numbered(dates)
	if err != nil {
		return nil, err
	}
	a.complete(numbered)
	nameless, err := a.read(files)
	if err != nil {
		return nil, err
	}
	citing, err := a.read(slices.Sorted(maps.Keys(a.citing)))
	if err != nil {
		return nil, err
	}
	return resolve.Ties(units, nameless, citing, append(numbered, a.given...)), nil
}

// read returns readings of files with what persons say of their heads.
func (a *asking) read(files []string) ([]legal.Reading, error) {
	out, err := a.tx.Readings(files)
	a.complete(out)
	return out, err
}

func (a *asking) complete(rs []legal.Reading) {
	for i := range rs {
		completeHead(&rs[i].Head, rs[i].File, a.kept)
	}
}
