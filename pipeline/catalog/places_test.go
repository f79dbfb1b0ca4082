package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Units come back as they were stored, in their order; storing them makes everything pending,
// and what cannot be stored leaves those that were there.
func TestPlaces(t *testing.T) {
	c, _ := resolved(t)
	if got, err := c.Places(ctx); got != nil || err != nil {
		t.Errorf("before an import: %v %v", got, err)
	}
	clear := func() {
		t.Helper()
		update(t, c, func(tx *Tx) error {
			must(t, tx.UseRules(1))
			files, err := tx.ChangedFiles(9)
			var claims []Claim
			for _, f := range files {
				claims = append(claims, Claim{File: f, Key: "12/kh", Data: []byte("x")})
			}
			must(t, restate(tx, files, claims))
			must(t, tx.ClearPending())
			return err
		})
	}
	clear()
	units := []authority.AdminUnit{
		{Code: "z", Kind: "xã", Name: "Bình An", Parent: "n86", From: legal.Date{Year: 2025, Month: 7, Day: 1}},
		{Code: "a", Kind: "xã", Name: "'); DROP TABLE places; --", To: legal.Date{Year: 2025, Month: 6, Day: 30},
			Successors: []string{"z", "y"}},
		{Code: "a", Kind: "phường", Name: "Ô Môn", From: legal.Date{Year: 2025, Month: 7, Day: 1}},
	}
	for _, want := range [][]authority.AdminUnit{units, units[1:], nil} {
		update(t, c, func(tx *Tx) error { return tx.PutPlaces(want) })
		got, err := c.Places(ctx)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if pending, err := c.Pending(ctx, 1); !pending || err != nil {
			t.Errorf("nothing is pending: %v", err)
		}
		clear()
	}
	update(t, c, func(tx *Tx) error { return tx.PutPlaces(units) })
	_, err := c.db.Exec("UPDATE places SET first = 'hôm qua' WHERE code = 'z'")
	must(t, err)
	if got, err := c.Places(ctx); err == nil || got != nil {
		t.Errorf("a day that is none: %v", got)
	}
}

func TestWatches(t *testing.T) {
	c, dir := openTest(t)
	at := time.Date(2026, 11, 28, 23, 30, 0, 0, time.FixedZone("+07", 7*3600))
	must(t, c.PutWatch(ctx, Watch{Document: "nq-30", By: "Lan", At: at}))
	must(t, c.PutWatch(ctx, Watch{Document: "kh-12", By: "Đỗ 'Nam'", At: at}))
	must(t, c.PutWatch(ctx, Watch{Document: "nq-30", By: "another", At: at.Add(time.Hour)}))
	watched := func(want ...string) {
		t.Helper()
		got, err := c.Watches(ctx)
		must(t, err)
		var out []string
		for _, w := range got {
			if !w.At.Equal(at) {
				t.Errorf("%s since %s", w.Document, w.At)
			}
			out = append(out, w.Document+" "+w.By)
		}
		if !slices.Equal(out, want) {
			t.Errorf("watched %q, want %q", out, want)
		}
	}
	watched("kh-12 Đỗ 'Nam'", "nq-30 Lan")
	for _, want := range []bool{true, false} {
		if ok, err := c.DropWatch(ctx, "kh-12"); ok != want || err != nil {
			t.Errorf("ended %v, %v", ok, err)
		}
	}
	watched("nq-30 Lan")
	r, err := OpenReader(dir)
	must(t, err)
	defer r.Close()
	if err := r.PutWatch(ctx, Watch{Document: "x", At: at}); err == nil {
		t.Error("a reader began a watch")
	}
	if _, err := r.DropWatch(ctx, "nq-30"); err == nil {
		t.Error("a reader ended a watch")
	}
	_, err = c.db.Exec("UPDATE watches SET at = 'once'")
	must(t, err)
	if _, err := c.Watches(ctx); err == nil || !strings.Contains(err.Error(), "nq-30") {
		t.Errorf("a time that is none: %v", err)
	}
}

// What is said in the passive alone is told for either end, with that evidence only.
func TestDerived(t *testing.T) {
	c, _ := openTest(t)
	f := sample(shaA)
	first := f.Citations[0]
	first.Relation, first.Deed = legal.Cites, legal.Deed{To: -1, Relation: legal.Repeals, Scope: legal.ScopePart,
		Provision: "Điều 5"}
	again := first
	again.Deed.Scope = legal.ScopeWhole
	plain := f.Citations[0]
	plain.Relation = legal.Cites
	f.Citations = []legal.Citation{first, again, plain}
	must(t, c.PutFile(ctx, f, at("/in/a.pdf")))
	r := meaning()
	r.Meanings = nil
	for i := range f.Citations {
		r.Meanings = append(r.Meanings, legal.Meaning{CitationRef: legal.CitationRef{File: shaA, Index: i},
			Document: "nq-30-tw-k13"})
	}
	must(t, save(c, r))
	said := func(i int, scope legal.Scope) legal.Statement {
		return legal.Statement{CitationRef: legal.CitationRef{File: shaA, Index: i}, Page: 1, Scope: scope,
			Provision: map[legal.Scope]string{legal.ScopePart: "Điều 5"}[scope], Derived: true}
	}
	want := []legal.Edge{{From: "nq-30-tw-k13", To: "kh-12", Relation: legal.Repeals,
		Evidence: []legal.Statement{said(0, legal.ScopePart), said(1, legal.ScopeWhole)}}}
	for _, id := range []string{"kh-12", "nq-30-tw-k13", "luat-dat-dai", "never"} {
		got, err := c.Derived(ctx, id)
		must(t, err)
		if id == "luat-dat-dai" || id == "never" {
			want = nil
		}
		for i := range want {
			for j := range want[i].Evidence {
				if want[i].Evidence[j].Provision == "" && len(got) > i && len(got[i].Evidence) > j {
					want[i].Evidence[j].Provision = got[i].Evidence[j].Provision // of the whole it does not matter
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}

// A list that is read in parts is the list, each of it once, wherever it is cut.
func TestListsInParts(t *testing.T) {
	c, _ := openTest(t)
	n, err := c.StartRun(ctx, time.Unix(0, 0))
	must(t, err)
	const files = 17
	for i := range files {
		f := sample(fmt.Sprintf("%064d", i))
		f.Status = []Status{Read, Failed, Waiting}[i%3]
		if f.Status != Read {
			f.Reason = "ocr"
		}
		must(t, c.PutFile(ctx, f, Path{Path: fmt.Sprintf("/in/%d.pdf", i), Root: "/in", Run: n, What: New}))
	}
	var docs legal.Resolved
	for i := range files {
		docs.Documents = append(docs.Documents, legal.Document{ID: fmt.Sprintf("kh-%d", i), Type: legal.Plan})
	}
	must(t, save(c, docs))
	must(t, c.FinishRun(ctx, n, time.Unix(60, 0), map[string]int{}))
	all, err := c.RunFilesOf(ctx, n, "", "", -1, 0)
	must(t, err)
	news, err := c.NewsOf(ctx, n, "document", -1, 0)
	must(t, err)
	if len(all) != files || len(news) != files {
		t.Fatalf("%d files, %d news", len(all), len(news))
	}
	for _, size := range []int{1, 2, 5, 16, 17, 18} {
		var got []RunFile
		var gotNews []News
		for offset := 0; offset < files+size; offset += size {
			part, err := c.RunFilesOf(ctx, n, "", "", size, offset)
			must(t, err)
			some, err := c.NewsOf(ctx, n, "document", size, offset)
			must(t, err)
			if len(part) > size || len(some) > size {
				t.Errorf("%d of at most %d", len(part), size)
			}
			got, gotNews = append(got, part...), append(gotNews, some...)
		}
		if diff := cmp.Diff(all, got) + cmp.Diff(news, gotNews); diff != "" {
			t.Errorf("in parts of %d: %s", size, diff)
		}
	}
	for i, f := range all {
		if i > 0 && all[i-1].Status == Read && f.Status != Read {
			t.Errorf("%s comes behind a file that was read", f.Path)
		}
	}
	var limited []Change
	for since := int64(0); ; {
		part, err := c.Changes(ctx, since, 4)
		must(t, err)
		if len(part) == 0 {
			break
		}
		limited, since = append(limited, part...), part[len(part)-1].Seq
	}
	whole, err := c.Changes(ctx, 0, 0)
	must(t, err)
	if diff := cmp.Diff(whole, limited); diff != "" {
		t.Errorf("changes in parts: %s", diff)
	}
}

// What a saved search has found is told once, each file by itself; a mark that has moved stays.
func TestSavedSearches(t *testing.T) {
	c, _ := openTest(t)
	shaC, when := strings.Repeat("c", 64), time.Date(2026, 11, 28, 23, 30, 0, 0, time.UTC)
	run := func(files ...string) {
		n, err := c.StartRun(ctx, when)
		must(t, err)
		for _, sha := range files {
			must(t, c.PutFile(ctx, sample(sha), at("/in/"+sha[:1]+".pdf")))
		}
		must(t, c.FinishRun(ctx, n, when, map[string]int{}))
	}
	untold := func(want ...string) {
		t.Helper()
		found, err := c.FoundUntold(ctx)
		must(t, err)
		var got []string
		for _, f := range found {
			got = append(got, f.Search+" "+f.SHA256[:1])
		}
		if !slices.Equal(got, want) {
			t.Errorf("untold %q, want %q", got, want)
		}
	}
	run(shaA)
	for _, want := range []bool{true, false} {
		ok, err := c.PutSearch(ctx, SavedSearch{Name: "một", Question: "a", By: "Lan", At: when}, []string{shaA, "none"})
		if ok != want || err != nil {
			t.Errorf("saved %v, %v", ok, err)
		}
	}
	untold()
	run(shaB, shaC)
	must(t, c.PutWatch(ctx, Watch{Document: "nq-30", At: when}))
	must(t, c.PutFound(ctx, "một", []string{shaA, shaB, shaC}))
	untold("một b", "một c")
	must(t, c.Told(ctx, 2, []FoundFile{{Search: "một", SHA256: shaB}}))
	must(t, c.PutFound(ctx, "một", []string{shaA, shaB, shaC}))
	untold("một c")
	must(t, c.Told(ctx, 1, nil))
	if w, err := c.Watches(ctx); err != nil || w[0].Told != 2 {
		t.Errorf("%+v, %v: the mark has moved back", w, err)
	}
	if s, err := c.Searches(ctx); err != nil || len(s) != 1 || s[0].Found != 3 || s[0].Untold != 1 || !s[0].At.Equal(when) {
		t.Errorf("%+v, %v", s, err)
	}
	if found, err := c.FoundBy(ctx, "một", 2); err != nil || len(found) != 2 || found[0].SHA256 != shaB {
		t.Errorf("found %+v, %v", found, err)
	}
	for _, want := range []bool{true, false} {
		if ok, err := c.DropSearch(ctx, "một"); ok != want || err != nil {
			t.Errorf("ended %v, %v", ok, err)
		}
	}
	untold()
}
