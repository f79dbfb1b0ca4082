package pipeline

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a reading is supposed to mean is what it means once it lies in the folder: for every file
// of the sample documents, as if it were one more.
func TestSuppose(t *testing.T) {
	in, c := t.TempDir(), openCatalog(t)
	check(t, os.CopyFS(in, os.DirFS("../testdata/plans")))
	ingest(t, c, 2, in)
	ctx := context.Background()
	before := seqOf(t, c)
	files, err := c.Files(ctx)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range files {
		var read []legal.Reading
		if err := c.Look(ctx, func(tx *catalog.Tx) (err error) {
			read, err = tx.Readings([]string{f.SHA256})
			return err
		}); err != nil {
			t.Fatal(f.SHA256, err)
		}
		if len(read) == 0 { // the damaged one
			continue
		}
		meant, err := Suppose(ctx, c, read[0])
		if err != nil {
			t.Fatal(err)
		}
		stored, err := c.Mentions(ctx, f.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		var want []legal.Meaning
		for _, m := range stored {
			want = append(want, legal.Meaning{CitationRef: legal.CitationRef{File: f.SHA256, Index: m.Index},
				Document: m.Document, Candidates: m.Candidates})
		}
		ignore := cmpopts.IgnoreFields(legal.Meaning{}, "Reason")
		if diff := cmp.Diff(want, meant.Meanings, ignore, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", read[0].Head.Number, diff)
		}
		checked += len(want)
	}
	if checked < 50 {
		t.Errorf("%d citations", checked)
	}
	if after := seqOf(t, c); after != before {
		t.Errorf("the catalogue was at %d and is at %d", before, after)
	}
}

func seqOf(t *testing.T, c *catalog.Catalog) int64 {
	t.Helper()
	_, seq, err := c.Identity(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return seq
}
