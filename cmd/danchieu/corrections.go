package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newCorrections(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "corrections",
		Short: "What persons have said with same, differ, decide and mark",
		Args:  usageArgs(cobra.NoArgs, "nothing more"),
		RunE:  a.asks(func(q asked, _ []string) error { return q.corrections() }),
	}
	var s said
	undo := &cobra.Command{
		Use:   "undo N",
		Short: "Take back what was said",
		Args:  usageArgs(cobra.ExactArgs(1), "the number of one correction"),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil {
				return exitError{exitUsage, say("%s is no number", args[0]), say("danchieu corrections lists them")}
			}
			return a.undo(cmd.Context(), n, s)
		},
	}
	s.flags(undo)
	cmd.AddCommand(undo)
	return cmd
}

func (q asked) corrections() error {
	kept, err := q.known.Corrections()
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		empty := map[string]any{"corrections": []answer.Correction{}}
		return q.noResult(q.ctx, q.c, empty, say("nobody has corrected anything"),
			say("danchieu help same, differ and decide say how"))
	}
	return q.tell(map[string]any{"corrections": kept}, func(w printer) {
		for _, k := range kept {
			w.printf("%v\n", correctionLine(k.Present()))
			switch {
			case !k.Holds():
				w.printf("   taken back: %s, %s: %s\n", k.UndoneBy, k.UndoneAt, k.UndoneWhy)
			case k.Idle:
				w.printf("   without effect: what it speaks of is not here now\n")
			}
		}
	})
}

func (a *app) undo(ctx context.Context, n int, s said) error {
	if err := s.sign(); err != nil {
		return err
	}
	err := a.change(ctx, func(c *catalog.Catalog) error {
		err := pipeline.Undo(ctx, c, s.by, s.why, n)
		if errors.Is(err, catalog.ErrNoCorrection) {
			return exitError{exitNothing, say("no correction %d holds", n), say("danchieu corrections lists them")}
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.tell(map[string]any{"undone": n}, func(w printer) { w.printf("correction %d is taken back\n", n) })
}
