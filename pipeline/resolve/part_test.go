package resolve

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// claimsOf writes down what readings say, and who is linked to whom.
func claimsOf(t *testing.T, readings []legal.Reading) (claims []legal.Claim, links map[string][]string) {
	t.Helper()
	links = map[string][]string{}
	for _, r := range readings {
		cs, err := Claims(r)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, cs...)
		for _, c := range cs {
			for _, l := range c.Links {
				links[c.Key] = append(links[c.Key], l)
				links[l] = append(links[l], c.Key)
			}
		}
	}
	return claims, links
}

// linked returns the keys that a key is linked to, over others too.
func linked(key string, links map[string][]string) map[string]bool {
	group := map[string]bool{key: true}
	for todo := []string{key}; len(todo) > 0; todo = todo[1:] {
		for _, l := range links[todo[0]] {
			if !group[l] {
				group[l] = true
				todo = append(todo, l)
			}
		}
	}
	return group
}

// partOf returns the part of the facts with the keys of some files.
func partOf(t *testing.T, readings []legal.Reading, changed map[string]bool) (legal.Part, map[string]bool) {
	t.Helper()
	claims, links := claimsOf(t, readings)
	part, keys := legal.Part{}, map[string]bool{}
	for _, r := range readings {
		if changed[r.File] {
			part.Readings = append(part.Readings, r)
		}
	}
	sums := map[legal.Tally]int{}
	for _, c := range claims {
		if !changed[c.File] || keys[c.Key] {
			continue
		}
		group := linked(c.Key, links)
		maps.Copy(keys, group)
		wide := map[string]bool{}
		for _, d := range claims {
			wide[d.File] = wide[d.File] || group[d.Key] && d.Reach == legal.Wide
		}
		for _, d := range claims {
			if !group[d.Key] || changed[d.File] {
				continue
			}
			if d.Reach != legal.Settled || wide[d.File] {
				part.Claims = append(part.Claims, d)
			}
			if err := Tallies([]legal.Claim{d}, 1, sums); err != nil {
				t.Fatal(err)
			}
		}
	}
	for k, n := range sums {
		k.N = n
		part.Tallies = append(part.Tallies, k)
	}
	slices.SortFunc(part.Tallies, func(a, b legal.Tally) int { return strings.Compare(a.Key+a.What, b.Key+b.What) })
	return part, keys
}

// narrowReadings draws from fewer words than randomReadings, so that documents of one
// number, body and title, of two bodies and of two days meet in one file.
func narrowReadings(rnd *rand.Rand) []legal.Reading {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	var out []legal.Reading
	for range 2 + rnd.IntN(6) {
		var citations []string
		for range 1 + rnd.IntN(6) {
			citations = append(citations, strings.Join([]string{pick("", "", "; ") + pick("kế hoạch 64/KH-UBND", "kế hoạch 64/KH-UBND", "nghị quyết 5/NQ-HĐND", "hướng dẫn 545/HD-BTV", "kế hoạch 64"),
				pick("", "2023-05-17", "2022-03-06", "2023-03-06"), pick("", "UBND tỉnh", "UBND tỉnh Nghệ An", "Hội Luật gia", "Hội Luật gia Việt Nam"),
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
		all := Documents(legal.Facts{Readings: readings})
		i := rnd.IntN(len(readings))
		without := Documents(legal.Facts{Readings: slices.Delete(slices.Clone(readings), i, i+1)})
		part, keys := partOf(t, readings, map[string]bool{readings[i].File: true})
		r, err := Part(part)
		if err != nil {
			t.Fatal(err)
		}
		var want []legal.Document
		for _, d := range all.Documents {
			if keys[all.Places[d.ID].Key] {
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
			if _, alive := all.Places[m.Document]; ok && (alive || m.Document == "") && !cmp.Equal(m, now) {
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
