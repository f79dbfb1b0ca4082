package main

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newMark(a *app) *cobra.Command {
	var s said
	cmd := &cobra.Command{
		Use:   "mark KEY seen|right",
		Short: "Say of a finding or a wanted document that it was looked at, or that nothing is wrong",
		Long: a.long("mark", `Mark says of a finding of audit, or of a row of wanted, that somebody has looked at it
(seen) or that nothing is wrong (right). Text and pages then leave it out and say how many
are left out; tables, JSON and SARIF have it with the mark. A finding is known by its
rule, its documents and what they say of the point in question: where that changes,
it is there again. Nothing else follows from a mark.
A mark is kept with name, day and reason, and can be taken back: danchieu corrections.`),
		Example: `  danchieu mark date-conflict-3f9a1c04d2 seen --by "Nguyễn Văn A"
  danchieu mark wanted-77b01e9c55 right --by "Nguyễn Văn A" --why "có bản giấy trong kho lưu trữ"`,
		Args: usageArgs(cobra.ExactArgs(2), "a key, as audit and wanted print it, and seen or right"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.mark(cmd, args[0], args[1], s) },
	}
	s.flags(cmd)
	return cmd
}

func (a *app) mark(cmd *cobra.Command, key, mark string, s said) error {
	if mark != legal.MarkSeen && mark != legal.MarkRight {
		return exitError{exitUsage, say("no mark %s", mark), say("marks are seen, right")}
	}
	s.why = cmp.Or(s.why, legal.NameOf("mark", mark).In(a.lang))
	if err := s.sign(); err != nil {
		return err
	}
	ks := make([]legal.Correction, 1)
	return a.correctAll(cmd.Context(), ks, func(c *catalog.Catalog) error {
		found, err := audit.Find(cmd.Context(), c)
		if err != nil {
			return err
		}
		wanted, err := audit.Wanted(cmd.Context(), c, "")
		if err != nil {
			return err
		}
		k, ok := audit.Marking(found, wanted, key, mark)
		if !ok {
			return exitError{exitNothing, say("nothing has the key %s now", key), say("danchieu audit and wanted print the keys")}
		}
		k.By, k.Why = s.by, s.why
		ks[0] = k
		return nil
	})
}

// unmarked leaves out what is marked, and says how much that is.
func unmarked[T any](all []T, mark func(T) *audit.Mark) (left []T, hidden int) {
	left = slices.DeleteFunc(all, func(x T) bool { return mark(x) != nil })
	return left, len(all) - len(left)
}

func markOf(f audit.Finding) *audit.Mark  { return f.Mark }
func markOfWant(w audit.Want) *audit.Mark { return w.Mark }

func printMark(w printer, key string, m *audit.Mark) {
	w.printf("      %s\n", key)
	if m != nil {
		w.printf("      %s: %s, %s: %s\n", legal.NameOf("mark", m.Is), m.By, m.At, m.Why)
	}
}

// printHidden says how many are left out because they are marked.
func printHidden(w printer, hidden int) {
	if hidden > 0 {
		w.printf("%d marked, not shown: --marked shows them\n", hidden)
	}
}
