package pipeline

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/force"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// relink resolves, in one transaction, all that hangs on the pending group keys.
type relink struct {
	tx          *catalog.Tx
	corrections []correction
	tied        map[string][]string // by corrections
	done        map[string]bool     // group keys resolved in this pass
	named       map[string]bool     // IDs that a correction finds its document by
	heads       map[string]string   // group keys of the heads of corrected files, in this pass
}

// correction is a correction with the group keys of what it speaks of.
type correction struct {
	catalog.KeptCorrection
	keys []string
	old  map[string][]string // the IDs among its own, and among those they lead to, that no document has any more
}

// About how many group keys, and claims under them, are resolved at once: enough to spare questions to the
// catalogue, and few enough to be held in memory. Where offices number alike, few keys have most of the claims.
const (
	keysAtOnce   = 2000
	claimsAtOnce = 20000
)

// all resolves what is pending, and once more the corrections whose documents have lost
// their IDs: they find them under the new ones.
func (r *relink) all() error {
	keys, err := r.tx.PendingKeys()
	if err != nil {
		return err
	}
	for {
		retired, err := r.pass(keys)
		if err != nil {
			return err
		}
		keys = nil
		for _, k := range r.corrections {
			if k.Holds() && slices.ContainsFunc(retired,
				func(id string) bool { return k.speaksOf(id) && !r.named[id] }) {
				keys = append(keys, k.keys...)
			}
		}
		if len(keys) == 0 {
			return r.tx.ClearPending()
		}
	}
}

// pass resolves the groups of some keys and of the corrections that are pending. It
// returns the IDs that documents no longer have.
func (r *relink) pass(keys []string) (retired []string, err error) {
	r.tied, r.done, r.named = map[string][]string{}, map[string]bool{}, map[string]bool{}
	r.heads = map[string]string{}
	if err := r.readCorrections(); err != nil {
		return nil, err
	}
	for _, k := range r.corrections {
		switch {
		case k.Pending:
			keys = append(keys, k.keys...)
			err = r.tx.PutIdle(k.N, k.Holds())
		case k.Holds() && len(k.keys) == 0:
			err = r.tx.PutIdle(k.N, true)
		}
		if err != nil {
			return nil, err
		}
	}
	groups, err := r.groups(keys)
	if err != nil {
		return nil, err
	}
	if err := r.inBatches(groups); err != nil {
		return nil, err
	}
	return r.tx.Conclude()
}

// inBatches resolves groups, several at once.
func (r *relink) inBatches(groups [][]string) error {
	claims, err := r.tx.CountClaims(slices.Concat(groups...))
	if err != nil {
		return err
	}
	var batch []string
	held := 0
	for i, group := range groups {
		if !r.done[group[0]] {
			batch = append(batch, group...)
			for _, key := range group {
				held += claims[key]
			}
		}
		if len(batch) >= keysAtOnce || held >= claimsAtOnce || i == len(groups)-1 {
			if err := r.resolve(batch); err != nil {
				return err
			}
			batch, held = batch[:0], 0
		}
	}
	return nil
}

// readCorrections reads the corrections, and which group keys each ties together.
func (r *relink) readCorrections() error {
	kept, err := r.tx.Corrections()
	if err != nil {
		return err
	}
	r.corrections = nil
	for _, k := range kept {
		if !k.Holds() && !k.Pending {
			continue
		}
		c := correction{KeptCorrection: k, old: map[string][]string{}}
		if err := r.locate(&c); err != nil {
			return err
		}
		r.corrections = append(r.corrections, c)
		for _, key := range c.keys {
			if c.Holds() {
				r.tied[key] = append(r.tied[key], c.keys...)
			}
		}
	}
	return nil
}

// locate finds the group keys of what a correction speaks of, and the place where its
// citation stands now.
func (r *relink) locate(c *correction) error {
	if c.File != "" {
		key, ok := r.heads[c.File]
		if !ok {
			var err error
			if key, err = r.keyAt(c.File, resolve.OwnHead); err != nil {
				return err
			}
			r.heads[c.File] = key
		}
		if key != "" {
			c.keys = append(c.keys, key)
		}
		return nil
	}
	ids := []string{c.Document, c.Other}
	for i := 0; i < len(ids); i++ {
		key, redirects, ok, err := r.tx.GroupKey(ids[i])
		if err != nil {
			return err
		}
		if !ok || slices.Contains(ids[:i], ids[i]) {
			continue
		}
		if key != "" {
			c.keys = append(c.keys, key)
		}
		if len(redirects) > 0 {
			c.old[ids[i]] = redirects
			ids = append(ids, redirects...)
		}
	}
	if c.Citation == nil {
		return nil
	}
	raws, err := r.tx.Raws(c.Citation.File)
	if err != nil {
		return err
	}
	c.Citation = &legal.CitationRef{File: c.Citation.File, Index: resolve.Locate(c.Correction, raws)}
	key, err := r.keyAt(c.Citation.File, c.Citation.Index)
	if key != "" {
		c.keys = append(c.keys, key)
	}
	return err
}

// keyAt returns the group key of a citation of a file, or of its head, "" where it has none.
func (r *relink) keyAt(file string, index int) (string, error) {
	claims, err := storedClaims(r.tx, file)
	if err != nil {
		return "", err
	}
	return resolve.KeyOf(claims, index)
}

// storedClaims returns what a file said when it was told last.
func storedClaims(tx *catalog.Tx, file string) (claims []resolve.Claim, err error) {
	err = tx.EachClaimOf(file, func(key string, data []byte) {
		claims = append(claims, resolve.Claim{File: file, Key: key, Data: data})
	})
	return claims, err
}

// speaksOf reports whether a correction names an ID, or one that leads there.
func (c *correction) speaksOf(id string) bool {
	if c.Document == id || c.Other == id {
		return true
	}
	for _, redirects := range c.old {
		if slices.Contains(redirects, id) {
			return true
		}
	}
	return false
}

// groups returns the connected components that some group keys are in: all keys that
// files, records and corrections tie to them, over others too.
func (r *relink) groups(keys []string) ([][]string, error) {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	at := map[string]int{}
	var all []string
	var parents []int
	root := func(i int) int {
		for parents[i] != i {
			parents[i] = parents[parents[i]]
			i = parents[i]
		}
		return i
	}
	add := func(key string) int {
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key], all, parents = i, append(all, key), append(parents, i)
		}
		return i
	}
	for _, k := range keys {
		add(k)
	}
	for next := 0; next < len(all); {
		frontier := all[next:]
		next = len(all)
		tie := func(key, other string) { parents[root(add(other))] = root(add(key)) }
		if err := r.tx.EachTie(frontier, tie); err != nil {
			return nil, err
		}
		for _, key := range frontier {
			for _, other := range r.tied[key] {
				tie(key, other)
			}
		}
	}
	members := map[int][]string{}
	for i, key := range all {
		members[root(i)] = append(members[root(i)], key)
	}
	var out [][]string
	for i := range all {
		if group := members[i]; group != nil {
			out = append(out, group)
		}
	}
	return out, nil
}

// resolve resolves some groups and stores what they mean. Where a document's ID reads
// like that of another group's, both groups are resolved together.
func (r *relink) resolve(keys []string) error {
	for {
		part, err := r.read(keys)
		if err != nil {
			return err
		}
		meant, err := part.Resolve()
		if err != nil {
			return err
		}
		alike, err := r.alike(meant, keys)
		if err != nil {
			return err
		}
		if len(alike) == 0 {
			return r.save(meant, part, keys)
		}
		keys = append(keys, alike...)
	}
}

// near returns the other keys of documents of which one may be a misreading of another:
// of those resolved, or of those that were stored under the keys.
func (r *relink) near(meant legal.Resolved, keys []string) (out []string, err error) {
	known := map[string][]string{}
	var all, weak []string
	add := func(near, key string, isWeak bool) {
		if near == "" {
			return
		}
		known[near] = append(known[near], key)
		all = append(all, near)
		if isWeak {
			weak = append(weak, near)
		}
	}
	for _, g := range meant.Groups {
		add(g.Near, g.Key, g.Weak)
	}
	if err := r.tx.EachNear(keys, add); err != nil {
		return nil, err
	}
	err = r.tx.EachNearTo(all, weak, func(near, key string) {
		one := func(mine string) bool { return resolve.OneDigitApart(mine, key) }
		if slices.ContainsFunc(known[near], one) && !slices.Contains(keys, key) {
			out = append(out, key)
		}
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// alike returns the keys of the groups in which a document's ID reads like one of those
// resolved, or its number may be one of theirs misread.
func (r *relink) alike(meant legal.Resolved, keys []string) (out []string, err error) {
	var bases []string
	for _, g := range meant.Groups {
		bases = append(bases, g.Base)
	}
	others, err := r.tx.KeysOfBases(bases, keys)
	if err != nil {
		return nil, err
	}
	near, err := r.near(meant, keys)
	if others = append(others, near...); err != nil || len(others) == 0 {
		return nil, err
	}
	groups, err := r.groups(others)
	return slices.Concat(groups...), err
}

// read reads what is said under some keys.
func (r *relink) read(keys []string) (part resolve.Part, err error) {
	err = r.tx.EachTestimony(keys, func(file, key string, data []byte) {
		part.Claims = append(part.Claims, resolve.Claim{File: file, Key: key, Data: data})
	})
	if err != nil {
		return part, err
	}
	return r.beside(part, keys)
}

// beside adds to what files say under some keys what registries and persons say.
func (r *relink) beside(part resolve.Part, keys []string) (_ resolve.Part, err error) {
	if part.Records, err = r.tx.Records(keys); err != nil || len(r.corrections) == 0 {
		return part, err
	}
	here := map[string]bool{}
	for _, key := range keys {
		here[key] = true
	}
	part.Redirects = map[string][]string{}
	for _, k := range r.corrections {
		if !k.Holds() || len(k.keys) == 0 || !here[k.keys[0]] {
			continue
		}
		part.Corrections = append(part.Corrections, k.Correction)
		for id, redirects := range k.old {
			part.Redirects[id] = redirects
		}
	}
	return part, nil
}

func (r *relink) save(meant legal.Resolved, part resolve.Part, keys []string) error {
	if err := r.tx.Save(meant, keys); err != nil {
		return err
	}
	for _, k := range part.Corrections {
		if err := r.tx.PutIdle(k.N, slices.Contains(meant.Idle, k.N)); err != nil {
			return err
		}
	}
	for _, key := range keys {
		r.done[key] = true
	}
	if len(r.corrections) > 0 {
		for id := range meant.Groups {
			r.named[id] = true
		}
	}
	return nil
}

// restating tells what files say.
type restating struct {
	units *authority.Gazetteer
	hands *hands
	told  map[string]bool // of them that is stored, unless others complete their heads
}

// restate tells the claims of files that have changed, at most so many, and returns how
// many there were.
func (s restating) restate(ctx context.Context, tx *catalog.Tx, limit int) (int, error) {
	files, err := tx.ChangedFiles(limit)
	if err != nil {
		return 0, err
	}
	kept, err := tx.Corrections()
	if err != nil {
		return 0, err
	}
	tied, err := tx.TiedFiles()
	if err != nil {
		return 0, err
	}
	corrected := map[string]bool{}
	for _, k := range kept {
		corrected[k.File] = true
	}
	var untold []string
	for _, sha := range files {
		if !s.told[sha] || tied[sha].Number != "" || corrected[sha] {
			untold = append(untold, sha)
		}
	}
	if err := s.tell(ctx, tx, untold, kept, tied); err != nil {
		return 0, err
	}
	if err := tx.Restated(files); err != nil {
		return 0, err
	}
	for _, sha := range files {
		s.hands.forget(sha)
	}
	return len(files), nil
}

// tell tells the claims of files, as persons and others complete their heads.
func (s restating) tell(ctx context.Context, tx *catalog.Tx, files []string, kept []catalog.KeptCorrection,
	tied map[string]catalog.Tied) error {
	if len(files) == 0 {
		return nil
	}
	readings, err := tx.Readings(files)
	if err != nil {
		return err
	}
	for i := range readings {
		completeHead(&readings[i].Head, readings[i].File, kept)
		readings[i].Head.Number = cmp.Or(readings[i].Head.Number, tied[readings[i].File].Number)
	}
	claims, broken, err := claimsOf(ctx, readings, s.hands, func(r legal.Reading) ([]resolve.Claim, error) {
		return resolve.Claims(s.units, r)
	})
	if err != nil {
		return err
	}
	if err := restateForce(tx, files); err != nil {
		return err
	}
	for _, sha := range slices.Sorted(maps.Keys(broken)) {
		code, sentence := Reason(broken[sha])
		if err := tx.SetAside(sha, code, sentence); err != nil {
			return err
		}
	}
	return tx.PutClaims(files, claims)
}

// restateForce tells what files that have changed say of their own force.
func restateForce(tx *catalog.Tx, files []string) error {
	said := map[string][]legal.ForceClause{}
	err := tx.EachText(files, func(sha256 string, text legal.Text) { said[sha256] = force.Clauses(text) })
	if err != nil {
		return err
	}
	return tx.PutClauses(said)
}

// claimsOf returns what readings say as tell tells it, by key and file. A reading with which
// that breaks, takes too long, or cut off the runs before, stops no other: it says nothing but that
// there is a file, and is among the broken ones.
func claimsOf(ctx context.Context, readings []legal.Reading, h *hands, tell func(legal.Reading) ([]resolve.Claim, error),
) (claims []catalog.Claim, broken map[string]error, err error) {
	each, faults := make([][]resolve.Claim, len(readings)), make([]error, len(readings))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for i, r := range readings {
		g.Go(func() (err error) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err = errCutOff; h.cut(r.File) < cutAtMost {
				h.hold(r.File, func() {
					each[i], err = inTime(ctx, func() ([]resolve.Claim, error) { return tell(r) })
				})
			}
			if errors.Is(err, pdf.ErrCrashed) || errors.Is(err, pdf.ErrTimeLimit) {
				faults[i] = err
				each[i], err = tell(legal.Reading{File: r.File})
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	broken = map[string]error{}
	for i, fault := range faults {
		if fault != nil {
			broken[readings[i].File] = fault
		}
	}
	for i := range each {
		claims = slices.Grow(claims, len(each[i]))
		for _, c := range each[i] {
			claims = append(claims, catalog.Claim(c))
		}
		each[i] = nil
	}
	sortClaims(claims)
	return claims, broken, nil
}

// sortClaims puts claims in the order of the table.
func sortClaims(claims []catalog.Claim) {
	slices.SortFunc(claims, func(a, b catalog.Claim) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.File, b.File))
	})
}

// filesAtOnce is how many files are restated in one transaction.
const filesAtOnce = 500

// resolveBy resolves what is pending by rules of a number. Cut off, it is gone on with by
// the next run.
func resolveBy(ctx context.Context, c *catalog.Catalog, rules int, h *hands, told map[string]bool) error {
	places, err := placesOf(ctx, c)
	if err != nil {
		return err
	}
	err = c.Update(ctx, func(tx *catalog.Tx) error {
		if err := tx.UseRules(rules); err != nil {
			return err
		}
		if err := tx.KeyRecords(resolve.RecordKeys); err != nil {
			return err
		}
		return askOthers(tx, places)
	})
	say := restating{places, h, told}
	for n := filesAtOnce; err == nil && n == filesAtOnce; {
		err = c.Update(ctx, func(tx *catalog.Tx) (err error) {
			n, err = say.restate(ctx, tx, filesAtOnce)
			return err
		})
	}
	if err != nil {
		return err
	}
	return c.Update(ctx, func(tx *catalog.Tx) error {
		if err := (&relink{tx: tx}).all(); err != nil {
			return err
		}
		return tx.SettleForce(func(facts legal.ForceFacts) legal.Force {
			_, sum := force.History(facts)
			return sum
		})
	})
}
