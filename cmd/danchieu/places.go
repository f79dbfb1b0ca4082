package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newPlaces(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "places",
		Short: "Provinces, districts and communes in time",
		Long: `Provinces and cities under the centre are built in, before and since 1 July 2025.
What lies below them comes from a table: it tells communes of one name apart, and what
became of those that ended.`,
		Args: usageArgs(cobra.NoArgs, "import"),
		RunE: func(cmd *cobra.Command, _ []string) error { return wanting(cmd, "import") },
	}
	cmd.AddCommand(newPlacesImport(a))
	return cmd
}

func newPlacesImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Take in a table of administrative units",
		Long: `Import takes in a table in UTF-8, its columns parted by tabs and named in the first
line: code, kind, name, parent, from, to, successors. Parent and successors are codes,
several parted by semicolons; from and to are the first and the last day, YYYY-MM-DD,
empty where there is none. A code that is known already is replaced. A table with a
wrong line is refused whole.`,
		Example: "  danchieu places import don-vi-hanh-chinh.tsv",
		Args:    usageArgs(cobra.ExactArgs(1), "one file"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.importPlaces(cmd.Context(), args[0]) },
	}
}

func (a *app) importPlaces(ctx context.Context, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return exitError{code: exitUsage, err: say("read places: %v", err)}
	}
	defer f.Close()
	n := 0
	err = a.change(ctx, func(c *catalog.Catalog) error {
		n, err = pipeline.ImportPlaces(ctx, c, f)
		if errors.As(err, new(authority.RowError)) {
			return exitError{exitUsage, say("%s is refused:\n%v", file, err),
				say("danchieu help places import shows the form")}
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.tell(map[string]any{"units": n}, func(w printer) {
		w.printf("%s taken in\n", nouns(n, "administrative unit"))
	})
}
