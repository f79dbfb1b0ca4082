package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newVerify(a *app) *cobra.Command {
	var files bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read the whole data folder, and find what is damaged",
		Long: `Verify reads every byte of catalogue and index and compares them with the seals that
the last ingest left, with the hashes of what it stored, and with each other. With
--files it also hashes the documents where they lie. It takes the lock, so that nothing
is written meanwhile.`,
		Example: `  danchieu verify
  danchieu verify --files`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.verify(cmd.Context(), files)
		},
	}
	cmd.Flags().BoolVar(&files, "files", false, "hash the documents too")
	return cmd
}

func (a *app) verify(ctx context.Context, files bool) error {
	if _, err := os.Stat(a.data); err != nil {
		return dataFailure(fmt.Errorf("verify: %w", catalog.ErrNoData), a.data)
	}
	if release, err := catalog.Lock(a.data); err == nil {
		defer release()
	} else if errors.Is(err, catalog.ErrLocked) {
		return dataFailure(err, a.data)
	} // else nobody may write here, and so nobody does
	found, err := a.verifyCatalogue(ctx, files)
	if err != nil && len(found) == 0 {
		return err
	}
	if a.json {
		if err := writeJSONLine(a.stdout, found); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			fmt.Fprintf(a.stdout, "%-7s  %-20s %s\n", f.mark(), f.What, f.Says)
			if f.Do != "" {
				fmt.Fprintf(a.stdout, "         %-20s → %s\n", "", f.Do)
			}
		}
	}
	return err
}

// verifyCatalogue checks catalogue, index and documents. The error is that of the
// first that is not as it should be.
func (a *app) verifyCatalogue(ctx context.Context, files bool) ([]finding, error) {
	const cure = "danchieu restore FILE, or move the folder away and ingest again: the PDFs are not touched"
	c, err := catalog.OpenReader(a.data)
	if errors.Is(err, catalog.ErrNoData) {
		return nil, dataFailure(err, a.data)
	}
	seal := catalog.CheckSeal(a.data)
	if err == nil {
		defer c.Close()
		err = c.Check(ctx)
	}
	if err == nil && !errors.Is(seal, catalog.ErrUnsealed) {
		err = seal
	}
	if err == nil {
		err = c.CheckContent(ctx)
	}
	if err != nil {
		broken := dataFailure(err, a.data)
		return []finding{{What: "catalogue", Broken: true, Says: broken.Error(), Do: cure}}, broken
	}
	found := []finding{{What: "catalogue", OK: true, Says: "as it was written"}}
	if errors.Is(seal, catalog.ErrUnsealed) {
		found[0].Says = "sound; not sealed: the last to write it was cut off, or it was being read"
	}
	state, err := a.verifyIndex(ctx, c)
	found = append(found, state)
	if !files {
		return found, err
	}
	more, fileErr := verifyFiles(ctx, c)
	if err == nil {
		err = fileErr
	}
	return append(found, more...), err
}

func (a *app) verifyIndex(ctx context.Context, c *catalog.Catalog) (finding, error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return finding{}, dataFailure(err, a.data)
	}
	if err := index.Check(a.indexDir(), index.Catalogue{UUID: uuid, Seq: seq}); err != nil {
		f := finding{What: "index", Broken: true, Says: err.Error(), Do: "danchieu vacuum makes it anew"}
		return f, failure{code: exitData, err: fmt.Errorf("verify: %w", err)}
	}
	return finding{What: "index", OK: true, Says: "as it was published, and up to date"}, nil
}

// verifyFiles hashes the documents where they lie.
func verifyFiles(ctx context.Context, c *catalog.Catalog) ([]finding, error) {
	differ, n, err := pipeline.Differing(ctx, c)
	if err != nil {
		return nil, err
	}
	if len(differ) == 0 {
		return []finding{{What: "documents", OK: true, Says: nouns(n, "file") + " as they were read"}}, nil
	}
	var out []finding
	for _, d := range differ {
		out = append(out, finding{What: "document", Broken: true, Says: d.Path + ": " + d.Says})
	}
	out[len(out)-1].Do = "danchieu ingest --verify reads what has changed"
	return out, failure{code: exitFailures, err: fmt.Errorf("%s not as they were read", nouns(len(differ), "file"))}
}
