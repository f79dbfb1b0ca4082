package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newCorrections(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "corrections",
		Short: "What persons have said with same, differ and decide",
		Args:  usageArgs(cobra.NoArgs, "nothing more"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.corrections(cmd.Context())
		},
	}
	var s said
	undo := &cobra.Command{
		Use:   "undo N",
		Short: "Take back what was said",
		Args:  usageArgs(cobra.ExactArgs(1), "the number of one correction"),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil {
				return failure{exitUsage, fmt.Errorf("%s is no number", args[0]), "danchieu corrections lists them"}
			}
			return a.undo(cmd.Context(), n, s)
		},
	}
	s.flags(undo)
	cmd.AddCommand(undo)
	return cmd
}

func (a *app) corrections(ctx context.Context) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	kept, err := c.Corrections(ctx)
	if err != nil {
		return dataFailure(err, a.data)
	}
	if len(kept) == 0 {
		empty := map[string]any{"corrections": []catalog.KeptCorrection{}}
		return a.noResult(ctx, c, empty, errors.New("nobody has corrected anything"), "danchieu help same, differ and decide say how")
	}
	if a.json {
		return writeJSONLine(a.stdout, map[string]any{"corrections": kept})
	}
	for _, k := range kept {
		fmt.Fprintln(a.stdout, correctionLine(k.Correction))
		switch {
		case !k.Holds():
			fmt.Fprintf(a.stdout, "   taken back: %s, %s: %s\n", k.UndoneBy, k.UndoneAt, k.UndoneWhy)
		case k.Idle:
			fmt.Fprintln(a.stdout, "   without effect: what it speaks of is not here now")
		}
	}
	return nil
}

func (a *app) undo(ctx context.Context, n int, s said) error {
	if err := s.sign(); err != nil {
		return err
	}
	err := a.change(ctx, func(c *catalog.Catalog) error {
		err := pipeline.Undo(ctx, c, n, s.by, s.why)
		if errors.Is(err, catalog.ErrNoCorrection) {
			return failure{exitNothing, fmt.Errorf("no correction %d holds", n), "danchieu corrections lists them"}
		}
		return err
	})
	if err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, map[string]any{"undone": n})
	}
	fmt.Fprintf(a.stdout, "correction %d is taken back\n", n)
	return nil
}
