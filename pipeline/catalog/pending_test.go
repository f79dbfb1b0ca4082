package catalog

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func update(t *testing.T, c *Catalog, f func(*Tx) error) {
	t.Helper()
	must(t, c.Update(ctx, f))
}

// pendingKeys returns the pending group keys, in order.
func pendingKeys(t *testing.T, c *Catalog) (keys []string) {
	t.Helper()
	update(t, c, func(tx *Tx) (err error) {
		keys, err = tx.PendingKeys()
		return err
	})
	slices.Sort(keys)
	return keys
}

// What files say is kept by group key, in the place of what they said before, and both
// keys are pending until that is cleared.
func TestClaims(t *testing.T) {
	c, _ := openTest(t)
	for _, sha := range []string{shaA, shaB} {
		must(t, c.PutFile(ctx, sample(sha), at("/in/"+sha[:1]+".pdf")))
	}
	if pending, err := c.Pending(ctx, 1); !pending || err != nil {
		t.Error("two new files are not pending: ", err)
	}
	update(t, c, func(tx *Tx) error {
		must(t, tx.UseRules(1))
		files, err := tx.ChangedFiles(9)
		if !slices.Equal(files, []string{shaA, shaB}) {
			t.Errorf("changed %v", files)
		}
		must(t, restate(tx, files, []Claim{
			{File: shaA, Key: "12/kh", Data: []byte("a")}, {File: shaB, Key: "12/kh", Data: []byte("b")},
			{File: shaA, Key: "45/2013/qh13", Links: []string{"luat|dat-dai"}, Data: []byte("law")},
		}))
		return err
	})
	want := []string{"12/kh", "45/2013/qh13"}
	if got := pendingKeys(t, c); !slices.Equal(got, want) {
		t.Errorf("pending %v, want %v", got, want)
	}
	update(t, c, func(tx *Tx) error {
		var said, tied []string
		must(t, tx.EachTestimony([]string{"12/kh", "none"}, func(file, key string, data []byte) {
			said = append(said, file[:1]+" "+key+" "+string(data))
		}))
		must(t, tx.EachClaimOf(shaA, func(key string, data []byte) { said = append(said, key+" "+string(data)) }))
		if want := []string{"a 12/kh a", "b 12/kh b", "12/kh a", "45/2013/qh13 law"}; !slices.Equal(said, want) {
			t.Errorf("claims %q, want %q", said, want)
		}
		must(t, tx.EachTie([]string{"luat|dat-dai", "12/kh"}, func(key, other string) {
			tied = append(tied, key+" → "+other)
		}))
		if want := []string{"luat|dat-dai → 45/2013/qh13"}; !slices.Equal(tied, want) {
			t.Errorf("ties %q, want %q", tied, want)
		}
		return tx.ClearPending()
	})
	if pending, err := c.Pending(ctx, 1); pending || err != nil {
		t.Error("nothing has changed, and yet something is pending: ", err)
	}

	must(t, c.Tombstone(ctx, 0, "/in/a.pdf"))
	update(t, c, func(tx *Tx) error { return restate(tx, []string{shaA}, nil) })
	if got, want := pendingKeys(t, c), []string{"12/kh", "45/2013/qh13", "luat|dat-dai"}; !slices.Equal(got, want) {
		t.Errorf("a file is gone: pending %v, want %v", got, want)
	}
	update(t, c, func(tx *Tx) error {
		must(t, tx.ClearPending())
		must(t, tx.UseRules(2))
		files, err := tx.ChangedFiles(2)
		if !slices.Equal(files, []string{shaA, shaB}) {
			t.Errorf("by other rules: changed %v", files)
		}
		must(t, restate(tx, files, []Claim{{File: shaB, Key: "13/kh", Data: []byte("b")}}))
		return errors.Join(err, tx.EachClaimOf(shaB, func(key string, _ []byte) {
			if key != "13/kh" {
				t.Errorf("a claim by other rules is left: %s", key)
			}
		}))
	})
}

// restate puts claims in the place of others, of files that do not count as changed then.
func restate(tx *Tx, files []string, claims []Claim) error {
	if err := tx.PutClaims(files, claims); err != nil {
		return err
	}
	return tx.Restated(files)
}

// What a file says again is left as it is, what it says otherwise is written, and all its
// keys are pending.
func TestRestate(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	say := func(claims ...Claim) (said, ties, pending []string) {
		update(t, c, func(tx *Tx) error {
			must(t, tx.ClearPending())
			for i := range claims {
				claims[i].File = shaA
			}
			must(t, restate(tx, []string{shaA}, claims))
			must(t, tx.EachClaimOf(shaA, func(key string, data []byte) { said = append(said, key+" "+string(data)) }))
			return tx.EachTie([]string{"a", "b", "c", "d"}, func(key, other string) { ties = append(ties, key+other) })
		})
		slices.Sort(ties)
		return said, ties, pendingKeys(t, c)
	}
	check := func(what string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s %q, want %q", what, got, want)
		}
	}
	said, ties, pending := say(Claim{Key: "a", Links: []string{"c"}, Data: []byte("1")}, Claim{Key: "b", Data: []byte("2")})
	check("said", said, "a 1", "b 2")
	check("ties", ties, "ac", "ca")
	check("pending", pending, "a", "b")
	said, ties, pending = say(Claim{Key: "a", Links: []string{"d"}, Data: []byte("1")}, Claim{Key: "d", Data: []byte("3")})
	check("said", said, "a 1", "d 3")
	check("ties", ties, "ad", "da")
	check("pending", pending, "a", "b", "c", "d")
	said, ties, pending = say(Claim{Key: "a", Links: []string{"d"}, Data: []byte("4")})
	check("said", said, "a 4")
	check("ties", ties, "ad", "da")
	check("pending", pending, "a", "d")
}

// An error undoes the whole transaction.
func TestUpdateUndone(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	stop := errors.New("stop")
	err := c.Update(ctx, func(tx *Tx) error {
		must(t, restate(tx, []string{shaA}, []Claim{{File: shaA, Key: "12/kh"}}))
		return stop
	})
	if !errors.Is(err, stop) || len(pendingKeys(t, c)) != 0 {
		t.Errorf("%v, and pending are %v", err, pendingKeys(t, c))
	}
}

// A registry that is imported again makes pending what differs, and no more.
func TestRegistries(t *testing.T) {
	c, _ := openTest(t)
	one := legal.Record{Registry: "r", Type: legal.Decree, Number: "1/2020/NĐ-CP",
		Date: legal.Date{Year: 2020, Month: 1, Day: 2}}
	two, three := one, one
	two.Number, three.Number = "2/2020/NĐ-CP", "3/2020/NĐ-CP"
	key := func(r legal.Record) (string, string) { return r.Number, "name of " + r.Number[:1] }
	put := func(want []string, records ...legal.Record) {
		t.Helper()
		must(t, c.PutRegistry(ctx, Registry{Name: "r", Source: "r.csv", SHA256: shaA, Imported: "2024-01-02T03:04:05Z"},
			records))
		update(t, c, func(tx *Tx) error { return tx.KeyRecords(key) })
		if got := pendingKeys(t, c); !slices.Equal(got, want) {
			t.Errorf("%d records: pending %v, want %v", len(records), got, want)
		}
		update(t, c, func(tx *Tx) error { return tx.ClearPending() })
	}
	put([]string{one.Number, two.Number}, one, two)
	put(nil, one, two)
	put([]string{one.Number, three.Number, "name of 1"}, two, three)
	update(t, c, func(tx *Tx) error {
		found, err := tx.Records([]string{three.Number, "4/2020/NĐ-CP"})
		if diff := cmp.Diff([]legal.Record{three}, found); diff != "" {
			t.Error(diff)
		}
		var tied []string
		must(t, tx.EachTie([]string{"name of 3", two.Number}, func(key, other string) {
			tied = append(tied, key+" → "+other)
		}))
		if want := []string{two.Number + " → name of 2", "name of 3 → " + three.Number}; !slices.Equal(tied, want) {
			t.Errorf("ties %q, want %q", tied, want)
		}
		return err
	})
	all, err := c.Registries(ctx)
	if diff := cmp.Diff([]Registry{{Name: "r", Source: "r.csv", SHA256: shaA, Imported: "2024-01-02T03:04:05Z",
		Records: 2}}, all); diff != "" || err != nil {
		t.Error(diff, err)
	}
	must(t, c.DropRegistry(ctx, "r"))
	if got := pendingKeys(t, c); len(got) != 4 {
		t.Errorf("the registry is gone: pending %v", got)
	}
	if err := c.DropRegistry(ctx, "r"); !errors.Is(err, ErrNoRegistry) {
		t.Errorf("gone twice: %v", err)
	}
}

// A correction is pending when it is new, when its file has changed and when it is taken
// back, which happens once.
func TestCorrections(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	k := legal.Correction{
		Kind: legal.Same, Document: "kh-12", Citation: &legal.CitationRef{File: shaA, Index: 1},
		Raw: sampleCitations[1].Raw, By: "Lan", At: "2024-01-02T03:04:05Z", Why: "w",
	}
	n, err := c.AddCorrection(ctx, k)
	must(t, err)
	pending := func(want bool) {
		t.Helper()
		kept, err := c.Corrections(ctx)
		must(t, err)
		k.N = n
		if diff := cmp.Diff(KeptCorrection{Correction: k, Pending: want, Idle: want}, kept[0]); diff != "" {
			t.Error(diff)
		}
		update(t, c, func(tx *Tx) error { return tx.PutIdle(n, true) })
	}
	update(t, c, func(tx *Tx) error {
		must(t, tx.PutIdle(n, false))
		raws, err := tx.Raws(shaA)
		if want := []string{sampleCitations[0].Raw, sampleCitations[1].Raw}; !slices.Equal(raws, want) {
			t.Errorf("citations read %q", raws)
		}
		return err
	})
	pending(false)
	update(t, c, func(tx *Tx) error { return restate(tx, []string{shaA}, nil) })
	pending(true)
	must(t, c.UndoCorrection(ctx, n, "Nam", "2024-02-03T04:05:06Z", "not so"))
	kept, err := c.Corrections(ctx)
	if must(t, err); !kept[0].Pending || kept[0].Holds() || kept[0].Idle || kept[0].UndoneBy != "Nam" {
		t.Errorf("taken back: %+v", kept[0])
	}
	if err := c.UndoCorrection(ctx, n, "Nam", "2024-02-03T04:05:06Z", "again"); !errors.Is(err, ErrNoCorrection) {
		t.Errorf("taken back twice: %v", err)
	}
}

// Documents whose IDs read alike are found by their groups, those that are gone too.
func TestKeysOfBases(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	r := meaning()
	r.Groups = map[string]legal.Group{"kh-12": {Key: "one", Base: "alike"}, "luat-dat-dai": {Key: "two", Base: "alike"},
		"nq-30-tw-k13": {Key: "three", Base: "nq-30-tw-k13"}}
	must(t, save(c, r))
	keys := func(want []string, bases, of []string) {
		t.Helper()
		update(t, c, func(tx *Tx) error {
			got, err := tx.KeysOfBases(bases, of)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%v beside %v: %v, want %v", bases, of, got, want)
			}
			return err
		})
	}
	keys([]string{"two"}, nil, []string{"one"})
	keys([]string{"one", "two"}, []string{"alike"}, []string{"new"})
	keys(nil, []string{"never"}, []string{"three"})
	gone := meaning()
	gone.Documents, gone.Groups = slices.Delete(gone.Documents, 1, 2),
		map[string]legal.Group{"kh-12": {Key: "one", Base: "kh-12"}, "nq-30-tw-k13": {Key: "three"}}
	gone.Meanings[1].Candidates = nil
	must(t, save(c, gone))
	keys([]string{"two"}, []string{"alike"}, []string{"new"})
	update(t, c, func(tx *Tx) error {
		key, redirects, ok, err := tx.GroupKey("luat-dat-dai")
		if key != "two" || len(redirects) != 0 || !ok {
			t.Errorf("a document that is gone: %q %v %v", key, redirects, ok)
		}
		if _, _, ok, err := tx.GroupKey("never"); ok || err != nil {
			t.Errorf("one that never was: %v %v", ok, err)
		}
		return err
	})
}

// A catalogue says whether its last run is complete and all of it worked out.
func TestComplete(t *testing.T) {
	c, _ := openTest(t)
	complete := func(want bool) {
		t.Helper()
		if got, err := c.Complete(ctx); got != want || err != nil {
			t.Errorf("complete: %v %v", got, err)
		}
	}
	must(t, c.MarkComplete(ctx))
	complete(true)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	complete(false)
	must(t, c.MarkComplete(ctx))
	complete(true)
	must(t, c.MarkIncomplete(ctx))
	complete(false)
}
