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
	a := asking{
		tx: tx, nameless: map[string][]legal.Reading{}, days: map[string]bool{}, citing: map[string]bool{},
		tied: map[string]catalog.Tied{},
	}
	err := a.gather()
	if err == nil {
		err = a.listen()
	}
	if err == nil && len(a.citing) > 0 {
		err = a.tie(units)
	}
	if err != nil {
		return fmt.Errorf("ask which files others tell: %w", err)
	}
	return tx.PutTied(a.tied)
}

// asking is what is asked of others: which documents some nameless files are.
type asking struct {
	tx       *catalog.Tx
	kept     []catalog.KeptCorrection
	nameless map[string][]legal.Reading // by day, heads alone
	given    []legal.Reading            // files that persons gave their number
	days     map[string]bool            // on which somebody speaks of one of them
	citing   map[string]bool            // files that do
	tied     map[string]catalog.Tied    // the answers
}

// gather finds the nameless files to be asked of: those of days about which something has
// changed. The others are tied as before.
func (a *asking) gather() (err error) {
	if a.kept, err = a.tx.Corrections(); err != nil {
		return err
	}
	dates, all, err := a.changed()
	if err != nil {
		return err
	}
	before, err := a.tx.TiedFiles()
	if err != nil {
		return err
	}
	heads, err := a.tx.Nameless()
	for _, r := range heads {
		completeHead(&r.Head, r.File, a.kept)
		day := r.Head.Date.String()
		switch {
		case r.Head.Number != "":
			a.given = append(a.given, r)
		case !resolve.Nameless(r.Head) || decidedFields(r.File, a.kept)[legal.FieldNumber]:
		case all || dates[day]:
			a.nameless[day] = append(a.nameless[day], r)
		case before[r.File].Number != "":
			a.tied[r.File] = before[r.File]
		}
	}
	return err
}

// fewChanged is how many files may have changed for their days alone to be looked at.
const fewChanged = 200

// changed returns the dates of files that have changed, and of what they cite, before and
// after; all is true where that may be any.
func (a *asking) changed() (dates map[string]bool, all bool, err error) {
	files, err := a.tx.ChangedFiles(fewChanged + 1)
	if err != nil || len(files) > fewChanged {
		return nil, true, err
	}
	heads, cited, err := a.tx.Changed()
	if err != nil {
		return nil, false, err
	}
	dates = map[string]bool{}
	for _, d := range cited {
		dates[d] = true
	}
	a.complete(heads)
	for _, r := range heads {
		dates[r.Head.Date.String()] = true
		all = all || r.Head.Number != "" && r.Head.Date.Day == 0
	}
	for _, file := range files {
		before, anyDay, err := a.before(file)
		if err != nil {
			return nil, false, err
		}
		for _, d := range before {
			dates[d.String()] = true
		}
		all = all || anyDay
	}
	return dates, all, nil
}

// before returns the dates that a file gave when it was resolved last: see [resolve.Dates].
func (a *asking) before(file string) ([]legal.Date, bool, error) {
	claims, err := storedClaims(a.tx, file)
	if err != nil {
		return nil, false, err
	}
	return resolve.Dates(claims)
}

// listen finds the citations that speak of nameless files.
func (a *asking) listen() error {
	return a.tx.EachCitedOn(slices.Sorted(maps.Keys(a.nameless)), func(file string, c legal.Citation) {
		for _, r := range a.nameless[c.Date.String()] {
			if resolve.Speaks(r.Head, c) {
				a.citing[file], a.days[c.Date.String()] = true, true
			}
		}
	})
}

// tie tells which of the nameless files those that cite tell.
func (a *asking) tie(units *authority.Gazetteer) error {
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
		return err
	}
	a.complete(numbered)
	nameless, err := a.read(files)
	if err != nil {
		return err
	}
	citing, err := a.read(slices.Sorted(maps.Keys(a.citing)))
	if err != nil {
		return err
	}
	for file, t := range resolve.Ties(units, nameless, citing, append(numbered, a.given...)) {
		a.tied[file] = catalog.Tied{File: file, Number: t.Number, Why: t.Why}
	}
	return nil
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
