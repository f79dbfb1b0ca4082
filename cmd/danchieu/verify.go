package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newVerify(a *app) *cobra.Command {
	var files bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read the whole data folder, and find what is damaged",
		Long: `Verify reads every byte of catalogue and index and compares them with the checksums that
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
		return dataFailure(say("verify: %v", catalog.ErrNoData), a.data)
	}
	if release, err := datadir.Lock(a.data); err == nil {
		defer release()
	} else if errors.Is(err, datadir.ErrLocked) {
		return dataFailure(err, a.data)
	} // else nobody may write here, and so nobody does
	documents := func(c *catalog.Catalog) ([]answer.Check, error) { return verifyFiles(ctx, c) }
	if !files {
		documents = nil
	}
	found, err := answer.VerifyData(ctx, a.data, a.indexDir(), a.dataFailure, documents)
	switch {
	case err == nil || errors.As(err, new(exitError)):
	case len(found) > 0 && found[0].OK: // it is the index
		err = exitError{code: exitData, err: err}
	default:
		err = dataFailure(err, a.data)
	}
	if len(found) == 0 {
		return err
	}
	if printErr := a.printChecks(found); printErr != nil {
		return printErr
	}
	return err
}

// verifyFiles hashes the documents where they lie.
func verifyFiles(ctx context.Context, c *catalog.Catalog) ([]answer.Check, error) {
	differ, n, err := pipeline.Differing(ctx, c)
	if err != nil {
		return nil, err
	}
	if len(differ) == 0 {
		return []answer.Check{{What: "documents", OK: true, Says: say("%s as they were read", nouns(n, "file"))}}, nil
	}
	var out []answer.Check
	for _, d := range differ {
		out = append(out, answer.Check{What: "document", Broken: true, Says: say("%s: %s", d.Path, d.Says)})
	}
	out[len(out)-1].Do = say("danchieu ingest --verify reads what has changed")
	return out, exitError{code: exitFailures, err: say("%s not as they were read", nouns(len(differ), "file"))}
}
