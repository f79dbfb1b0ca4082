package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newMove(a *app) *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "move --from DATA --to DATA",
		Short: "Take a catalogue from a folder into a database, or back",
		Long: `Move copies all that is in a catalogue into a folder or a database in which there is none, compares
what both export, and makes the index of the new one. The old one stays as it is; whoever ingests
into it afterwards, ingests into a catalogue that the new one knows nothing of.`,
		Example: `  danchieu move --from /srv/danchieu --to postgres://danchieu@db.example.vn/danchieu
  danchieu move --from postgres://danchieu@db.example.vn/danchieu --to /srv/danchieu`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if from == "" || to == "" {
				return exitError{exitUsage, say("move needs --from and --to"), say("each is a data folder or the address of a database")}
			}
			return a.move(cmd.Context(), from, to)
		},
	}
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "data folder, or database, to copy from")
	f.StringVar(&to, "to", "", "data folder, or database, to copy to: one without a catalogue")
	return cmd
}

func (a *app) move(ctx context.Context, from, to string) error {
	source, err := a.folderOf(ctx, from)
	if err != nil {
		return err
	}
	reader, err := catalog.OpenReader(source) // never make a data folder for a slip in --from
	if err != nil {
		return dataFailure(err, source)
	}
	reader.Close()
	target, err := a.folderOf(ctx, to)
	if err != nil {
		return err
	}
	if datadir.SamePlace(source, target) {
		return exitError{exitUsage, say("%s is where it lies already", to), say("nothing was changed")}
	}
	return inFolder(source, func(old *catalog.Catalog) error {
		return inFolder(target, func(c *catalog.Catalog) error {
			err := a.moveInto(ctx, old, c)
			if errors.Is(err, catalog.ErrNotEmpty) {
				return exitError{exitUsage, say("there is a catalogue already in %s", shownPlace(to)), say("nothing was changed")}
			}
			return err
		})
	})
}

// folderOf returns the data folder of what is given as --data.
func (a *app) folderOf(ctx context.Context, data string) (string, error) {
	if !isAddress(data) {
		return data, nil
	}
	of := app{data: data, local: a.local}
	err := of.useDatabase(ctx)
	return of.data, err
}

// inFolder calls f with the catalogue of a data folder for writing, under its lock.
func inFolder(dir string, f func(*catalog.Catalog) error) error {
	of := app{data: dir}
	return of.underLock(f)
}

func (a *app) moveInto(ctx context.Context, old, c *catalog.Catalog) error {
	if err := old.CopyTo(ctx, c); err != nil {
		return err
	}
	if err := c.CheckContent(ctx); err != nil {
		return err
	}
	for _, what := range export.Whats {
		before, err := exportSum(ctx, old, what)
		if err != nil {
			return err
		}
		now, err := exportSum(ctx, c, what)
		if err != nil {
			return err
		}
		if before != now {
			return exitError{exitData, say("what both export differs: %s", what), say("keep the old one")}
		}
	}
	if _, err := index.Sync(ctx, filepath.Join(c.Dir(), "index"), c); err != nil {
		return err
	}
	counts, err := c.Counts(ctx)
	if err != nil {
		return err
	}
	a.stderr.printf("danchieu: moved %s and %s; what both export is equal\n", nouns(counts.Paths, "file"),
		nouns(counts.Documents, "document"))
	return nil
}

// exportSum is the hash of what a catalogue exports.
func exportSum(ctx context.Context, c *catalog.Catalog, what export.What) (string, error) {
	sum := sha256.New()
	err := export.Write(ctx, sum, c, export.JSONL, what)
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}

// shownPlace is what is given as --data, without a password.
func shownPlace(data string) string {
	if isAddress(data) {
		return shown(data)
	}
	return data
}
