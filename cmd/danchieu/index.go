package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newIndex(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Build the full-text index anew, or go back to the one before",
		Long: `The index is made from the catalogue and can be made again at any time. Whoever
searches meanwhile is answered from the old one until the new one is complete.`,
		Args: usageArgs(cobra.NoArgs, "rebuild or rollback"),
		RunE: func(cmd *cobra.Command, _ []string) error { return wanting(cmd, "rebuild or rollback") },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "rebuild",
		Short: "Build the index anew from what was read",
		Args:  usageArgs(cobra.NoArgs, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withIndex(cmd.Context(), func(ctx context.Context, c *catalog.Catalog) (text, error) {
				report, err := a.rebuild(ctx, c)
				return say("%s in generation %s", nouns(report.Documents, "document"), report.Generation), err
			})
		},
	}, &cobra.Command{
		Use:   "rollback",
		Short: "Go back to the generation before; the next ingest brings it up to date",
		Args:  usageArgs(cobra.NoArgs, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withIndex(cmd.Context(), func(context.Context, *catalog.Catalog) (text, error) {
				name, err := index.Rollback(a.indexDir())
				return say("back to generation %s", name), err
			})
		},
	})
	return cmd
}

// asWriting calls f with the catalogue under the lock of what f changes: of a shared one that is the
// folder of this machine alone.
func (a *app) asWriting(f func(*catalog.Catalog) error) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	if !c.Shared() {
		return a.writing(f)
	}
	release, err := datadir.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	return f(c)
}

// withIndex calls f while no ingest is at work, and prints what it says.
func (a *app) withIndex(ctx context.Context, f func(context.Context, *catalog.Catalog) (text, error)) error {
	return a.asWriting(func(c *catalog.Catalog) error {
		says, err := f(ctx, c)
		switch {
		case errors.Is(err, index.ErrNoEarlier) || errors.Is(err, index.ErrNoIndex):
			return exitError{code: exitNothing, err: err}
		case err != nil:
			return exitError{code: exitData, err: err}
		}
		return a.tell(map[string]text{"done": says}, func(w printer) { w.printf("%v\n", says) })
	})
}
