package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newRegistry(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "registry",
		Short: "Documents known for sure, as a witness beside what was read",
		Long: `A registry is a list of documents known for sure. It names and dates what is only
cited, and where citations disagree its word counts, after the document's own head
and before any citation. It stays apart from what was read and can be taken out.`,
		Args: usageArgs(cobra.NoArgs, "import, list or remove"),
		RunE: func(cmd *cobra.Command, _ []string) error { return wanting(cmd, "import, list or remove") },
	}
	cmd.AddCommand(newRegistryImport(a), newRegistryList(a), newRegistryRemove(a))
	return cmd
}

func newRegistryImport(a *app) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Take in a registry, in the place of one of its name",
		Long: `Import takes in a table of values parted by commas, semicolons or tabs, in UTF-8.
Its first line names the columns: type, number, date, and if there are issuer and
title, and for its force effective_from, effective_to (the first day without it), status
and replaced_by; or in Vietnamese: loại, số ký hiệu, ngày ban hành, cơ quan ban hành, trích
yếu, ngày có hiệu lực, ngày hết hiệu lực, tình trạng hiệu lực, thay thế bởi. A row that does not say for sure which document it is is left out and told.`,
		Example: `  danchieu registry import van-ban-phap-luat.csv
  danchieu registry import --name vbpl documents.tsv`,
		Args: usageArgs(cobra.ExactArgs(1), "one file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if name == "" {
				name = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
			}
			return a.importRegistry(cmd.Context(), args[0], name)
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "what to call it (default: the name of the file)")
	return cmd
}

// registryJSON says what an import took.
type registryJSON struct {
	catalog.Registry
	Doubts []pipeline.Doubt `json:"doubts"`
}

func (a *app) importRegistry(ctx context.Context, file, name string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return exitError{code: exitUsage, err: say("read registry: %v", err)}
	}
	records, doubts, err := pipeline.ReadRegistry(bytes.NewReader(b), name)
	if err != nil {
		return exitError{code: exitUsage, err: err, hint: say("danchieu help registry import shows the form")}
	}
	if len(records) == 0 {
		return exitError{code: exitUsage, err: say("no row of %s names a document for sure", file)}
	}
	sum := sha256.Sum256(b)
	source, err := filepath.Abs(file)
	if err != nil {
		source = file
	}
	r := catalog.Registry{Name: name, Source: source, SHA256: hex.EncodeToString(sum[:]),
		Imported: time.Now().UTC().Format(time.RFC3339), Records: len(records)}
	err = a.change(ctx, func(c *catalog.Catalog) error { return c.PutRegistry(ctx, r, records) })
	if err != nil {
		return err
	}
	return a.tell(registryJSON{r, append([]pipeline.Doubt{}, doubts...)}, func(printer) {
		a.printImport(name, len(records), doubts)
	})
}

func (a *app) printImport(name string, taken int, doubts []pipeline.Doubt) {
	undated := 0
	for _, d := range doubts {
		what := "left out"
		if d.Undated {
			undated++
			what = "taken without its date"
		}
		a.stderr.printf("line %d %s: %s\n", d.Line, say(what), d.Reason)
	}
	a.stdout.printf("registry %s: %s", name, nouns(taken, "document"))
	if undated > 0 {
		a.stdout.printf(", %d of them without the date", undated)
	}
	if out := len(doubts) - undated; out > 0 {
		a.stdout.printf("; %s left out", nouns(out, "row"))
	}
	a.stdout.printf("\n")
}

func newRegistryList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "The registries taken in",
		Args:  usageArgs(cobra.NoArgs, "nothing more"),
		RunE:  a.asks(func(q asked, _ []string) error { return q.registries() }),
	}
}

func (q asked) registries() error {
	list, err := q.c.Registries(q.ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return q.noResult(q.ctx, q.c, map[string]any{"registries": []catalog.Registry{}},
			say("no registry was taken in"), say("danchieu registry import FILE takes one in"))
	}
	return q.tell(map[string]any{"registries": list}, func(w printer) {
		for _, r := range list {
			w.printf("%-20s %8s  %s  %s\n", r.Name, nouns(r.Records, "document"), r.Imported, r.Source)
		}
	})
}

func newRegistryRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a registry out again",
		Args:  usageArgs(cobra.ExactArgs(1), "the name of one registry"),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := a.change(cmd.Context(), func(c *catalog.Catalog) error {
				err := c.DropRegistry(cmd.Context(), args[0])
				if errors.Is(err, catalog.ErrNoRegistry) {
					return exitError{exitNothing, say("no registry %s", args[0]),
						say("danchieu registry list shows them")}
				}
				return err
			})
			if err != nil {
				return err
			}
			return a.tell(map[string]any{"removed": args[0]}, func(w printer) {
				w.printf("registry %s is out\n", args[0])
			})
		},
	}
}
