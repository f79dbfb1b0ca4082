package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// partOf returns the part of the facts with the group keys of one file, and those keys.
func partOf(t *testing.T, readings []legal.Reading, file string) (p Part, keys map[string]bool) {
	t.Helper()
	links, todo := map[string][]string{}, []string{}
	var all []Claim
	for _, r := range readings {
		claims, err := Claims(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, claims...)
		for _, c := range claims {
			for _, l := range c.Links {
				links[c.Key], links[l] = append(links[c.Key], l), append(links[l], c.Key)
			}
			if c.File == file {
				todo = append(todo, c.Key)
			}
		}
	}
	keys = map[string]bool{}
	for ; len(todo) > 0; todo = todo[1:] {
		if !keys[todo[0]] {
			keys[todo[0]] = true
			todo = append(todo, links[todo[0]]...)
		}
	}
	p.Claims = slices.DeleteFunc(all, func(c Claim) bool { return !keys[c.Key] })
	return p, keys
}

// narrowReadings draws from fewer words than randomReadings, so that documents of one
// number, body and title, of two bodies and of two days meet in one file.
func narrowReadings(rnd *rand.Rand) []legal.Reading {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	var out []legal.Reading
	for range 2 + rnd.IntN(6) {
		var citations []string
		for range 1 + rnd.IntN(6) {
			citations = append(citations,
				strings.Join([]string{pick("", "", "; ") +
					pick("kế hoạch 64/KH-UBND", "kế hoạch 64/KH-UBND", "nghị quyết 5/NQ-HĐND", "hướng dẫn 545/HD-BTV",
						"kế hoạch 64"),
					pick("", "2023-05-17", "2022-03-06", "2023-03-06"),
					pick("", "UBND tỉnh", "UBND tỉnh Nghệ An", "Hội Luật gia", "Hội Luật gia Việt Nam"),
					"về một việc của tỉnh ta", ""}, "|"))
		}
		out = append(out, reading("", pick(quangNinh, lamDong, ministry), citations...))
	}
	return out
}

// FuzzPart draws a corpus and resolves the keys of one of its files: they come out as
// they do among all files, and what is not looked at means what it does without it.
func FuzzPart(f *testing.F) {
	for seed := range uint64(1000) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		readings := slices.Concat(randomReadings(rnd), randomReadings(rnd))
		if rnd.IntN(2) == 0 {
			readings = narrowReadings(rnd)
		}
		for i := range readings { // else the IDs of files without a number clash
			readings[i].File = fmt.Sprintf("%08x", i*7919+1<<28)
		}
		all := Documents(Facts{Readings: readings})
		i := rnd.IntN(len(readings))
		without := Documents(Facts{Readings: slices.Delete(slices.Clone(readings), i, i+1)})
		part, keys := partOf(t, readings, readings[i].File)
		r, err := part.Resolve()
		if err != nil {
			t.Fatal(err)
		}
		var want []legal.Document
		for _, d := range all.Documents {
			if keys[all.Groups[d.ID].Key] {
				want = append(want, d)
			}
		}
		if diff := cmp.Diff(want, r.Documents); diff != "" {
			t.Fatal(diff)
		}
		means := map[legal.CitationRef]legal.Meaning{}
		for _, m := range all.Meanings {
			means[m.CitationRef] = m
		}
		for _, m := range r.Meanings {
			if diff := cmp.Diff(means[m.CitationRef], m); diff != "" {
				t.Fatal(diff)
			}
		}
		for _, m := range r.Meanings {
			delete(means, m.CitationRef)
		}
		for _, m := range without.Meanings {
			now, ok := means[m.CitationRef]
			if _, alive := all.Groups[m.Document]; ok && (alive || m.Document == "") && !cmp.Equal(m, now) {
				t.Fatalf("not looked at, and was %+v, is %+v", m, now)
			}
		}
		for file, id := range r.Self {
			if all.Self[file] != id {
				t.Fatalf("%s is %s, want %s", file, id, all.Self[file])
			}
		}
	})
}
