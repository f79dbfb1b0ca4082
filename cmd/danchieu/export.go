package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/export"
)

func newExport(a *app) *cobra.Command {
	var format, what string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Everything that is known, for other programs",
		Args:  usageArgs(cobra.NoArgs, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.export(cmd.Context(), export.Format(format), export.What(what))
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", string(export.JSONL), "one of "+names(export.Formats))
	f.StringVar(&what, "what", string(export.Citations), "which lines to write: "+names(export.Whats))
	return cmd
}

func names[T ~string](all []T) string {
	var out []string
	for _, n := range all {
		out = append(out, string(n))
	}
	return strings.Join(out, ", ")
}

func (a *app) export(ctx context.Context, format export.Format, what export.What) error {
	if !slices.Contains(export.Formats, format) {
		return failure{code: exitUsage, err: fmt.Errorf("no format %s", format), hint: "formats are " + names(export.Formats)}
	}
	if !slices.Contains(export.Whats, what) {
		return failure{code: exitUsage, err: fmt.Errorf("no lines called %s", what), hint: "--what is one of " + names(export.Whats)}
	}
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	if err := export.Write(ctx, a.stdout, c, format, what); err != nil {
		return dataFailure(err, a.data)
	}
	return nil
}
