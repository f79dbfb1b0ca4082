package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/lookup"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// sight is what somebody sees of a data folder.
type sight struct {
	certain map[string]int  // citations of a file that mean something for certain, by its hash
	found   map[string]bool // "words: hash" of the files that a search finds
	told    map[string]bool // "number: hash and place" of the citations that show tells of the documents with a number
}

// common returns what there is in both at least.
func (s sight) common(o sight) sight {
	both := sight{map[string]int{}, map[string]bool{}, map[string]bool{}}
	for sha, n := range s.certain {
		if m := min(n, o.certain[sha]); m > 0 {
			both.certain[sha] = m
		}
	}
	for hit := range s.found {
		if o.found[hit] {
			both.found[hit] = true
		}
	}
	for citation := range s.told {
		if o.told[citation] {
			both.told[citation] = true
		}
	}
	return both
}

// searched are queries that find files of every kind in the folder.
var searched = []string{"kế hoạch", `"ban hành"`, "Bộ Chính trị", "giao duc", "ubnd"}

// lookAt looks at a data folder as search and show do; what is not there shows nothing.
func (k *killing) lookAt(data string) sight {
	s := sight{map[string]int{}, map[string]bool{}, map[string]bool{}}
	c, err := catalog.OpenReader(data)
	if errors.Is(err, catalog.ErrNoData) {
		return s
	}
	if err == nil {
		defer c.Close()
		err = errors.Join(s.count(k, c), s.search(k, c, filepath.Join(data, "index")), s.show(k, c))
	}
	if err != nil && len(k.least.certain) > 0 {
		k.t.Errorf("beside: %v", err)
	}
	return s
}

func (s sight) count(k *killing, c *catalog.Catalog) error {
	return c.EachMention(k.t.Context(), func(m catalog.Mention) error {
		if m.Document != "" {
			s.certain[m.File]++
		}
		return nil
	})
}

func (s sight) search(k *killing, c *catalog.Catalog, dir string) error {
	uuid, _, err := c.Identity(k.t.Context())
	if err != nil {
		return err
	}
	r, err := index.OpenOf(dir, uuid)
	if errors.Is(err, index.ErrNoIndex) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	for _, words := range searched {
		found, err := index.Find(k.t.Context(), c, r, words, index.Options{Limit: 1000})
		if err != nil {
			return err
		}
		for _, hit := range found.Hits {
			if len(hit.ID) == 64 {
				s.found[words+": "+hit.ID] = true
			}
		}
	}
	return nil
}

// show notes what is told of some documents, as show does.
func (s sight) show(k *killing, c *catalog.Catalog) error {
	known := answer.New(k.t.Context(), c, legal.Date.String)
	for _, number := range []string{"1-NQ/TW", "5-NQ/TW", "93-NQ/TW", "418/KH-SGDĐT", "61/KH-UBND", "112/KH-PGDĐT", "33/KH-UBND"} {
		documents, err := lookup.Documents(k.t.Context(), c, number)
		if err != nil {
			return err
		}
		for _, d := range documents {
			shown, err := known.Show(d, answer.Filter{})
			if err != nil {
				return err
			}
			for _, m := range slices.Concat(shown.CitedBy, shown.Cites) {
				s.told[fmt.Sprintf("%s: %s %d", number, m.SHA256, m.Place)] = true
			}
		}
	}
	return nil
}

// compareSeen checks that as much is seen now as at least at every moment.
func (k *killing) compareSeen(now sight) {
	k.t.Helper()
	k.looked.Add(1)
	for sha, n := range k.least.certain {
		if now.certain[sha] < n {
			k.t.Errorf("%d citations of %s mean something for certain in between, %d before and after", now.certain[sha], sha, n)
		}
	}
	for hit := range k.least.found {
		if !now.found[hit] {
			k.t.Errorf("a search finds no more, in between: %s", hit)
		}
	}
	for citation := range k.least.told {
		if !now.told[citation] {
			k.t.Errorf("show tells a citation no more, in between: %s", citation)
		}
	}
}

// lookBeside looks again and again while something is at work.
func (k *killing) lookBeside(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(100 * time.Millisecond):
			k.compareSeen(k.lookAt(k.data))
		}
	}
}
