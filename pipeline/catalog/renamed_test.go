package catalog

import (
	"slices"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// renamed is a resolution of sample(shaA) in which the resolution has another ID.
func renamed(id string) legal.Resolved {
	r := meaning()
	r.Documents[2].ID, r.Meanings[0].Document = id, id
	return r
}

// An ID that no document has any more leads to what its citations mean now, also
// where their file was read again in between, and on from there.
func TestOldIDsLeadOn(t *testing.T) {
	c, _ := openTest(t)
	_, err := c.StartRun(ctx, time.Unix(0, 0))
	must(t, err)
	leads := func(id string, want ...string) {
		t.Helper()
		got, err := c.Leads(ctx, id)
		must(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("%s leads to %v, want %v", id, got, want)
		}
	}
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, renamed("first")))
	leads("first", "first")
	must(t, save(c, renamed("second")))
	leads("first", "second")
	again := sample(shaA)
	again.ReadBy = "v2"
	must(t, c.PutAgain(ctx, again, 1))
	must(t, save(c, renamed("third")))
	leads("second", "third")
	leads("first", "third")
	leads("never", []string(nil)...)
	open := renamed("fourth")
	open.Documents = slices.Delete(open.Documents, 2, 3)
	open.Meanings[0].Document, open.Meanings[0].Candidates = "", []string{"kh-12", "luat-dat-dai"}
	must(t, save(c, open))
	leads("first", "kh-12", "luat-dat-dai")
	must(t, save(c, renamed("first")))
	leads("first", "first")
	var left int
	must(t, c.db.QueryRowContext(ctx, "SELECT count(*) FROM former").Scan(&left))
	if left != 0 {
		t.Errorf("%d former meanings are left", left)
	}
}
