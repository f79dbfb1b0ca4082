package resolve

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Part decides what a part of the facts means, as [Documents] would among all. The
// result has the documents of the part's keys, and the meanings of what is in its
// readings and open claims; edges are left to who has the rest of the citations.
func Part(p legal.Part) (legal.Resolved, error) {
	files := map[string]*file{}
	for _, f := range readFiles(p.Readings) {
		files[f.File] = f
	}
	for _, c := range p.Claims {
		f := files[c.File]
		if f == nil {
			f = &file{Reading: legal.Reading{File: c.File}, part: true}
			files[c.File] = f
		}
		if !f.part {
			continue
		}
		if _, err := f.readClaim(c); err != nil {
			return legal.Resolved{}, err
		}
	}
	list := slices.SortedFunc(maps.Values(files), func(a, b *file) int { return strings.Compare(a.File, b.File) })
	for _, f := range list {
		if f.part {
			f.finish()
		}
	}
	others, err := rest(p)
	if err != nil {
		return legal.Resolved{}, err
	}
	return resolveFiles(list, others, p.Facts), nil
}

// rest returns mentions that stand for all that is settled and not looked at one by
// one.
func rest(p legal.Part) ([]*mention, error) {
	seen := map[legal.Tally]int{}
	if err := Tallies(p.Claims, 1, seen); err != nil {
		return nil, err
	}
	homes := map[string]*file{}
	var out []*mention
	for _, t := range p.Tallies {
		t.N -= seen[legal.Tally{Key: t.Key, What: t.What}]
		if t.N == 0 {
			continue
		}
		var s said
		if err := json.Unmarshal([]byte(t.What), &s); err != nil {
			return nil, fmt.Errorf("read what is said of %s: %w", t.Key, err)
		}
		if homes[s.Home] == nil {
			homes[s.Home] = &file{part: true}
			homes[s.Home].origin.Province.Name = s.Home
		}
		m := s.read(homes[s.Home])
		m.times = t.N
		out = append(out, m)
	}
	return out, nil
}

// RecordKeys returns the key of a record and the one it is linked to, each "" for
// none.
func RecordKeys(r legal.Record) (key, link string) {
	m, ok := recordMention(registryFile(r.Registry), r)
	if !ok {
		return "", ""
	}
	return m.series, m.shelf
}
