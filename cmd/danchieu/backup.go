package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the catalogue to a file, also while an ingest is at work",
		Long: `Backup writes the catalogue as it is at this moment into one file, reads that in
full, and only then gives it its name. The index needs no backup: it is made from the
catalogue. The PDFs are not in it.`,
		Example: `  danchieu backup /backup/danchieu-$(date +%u).db`,
		Args:    usageArgs(cobra.ExactArgs(1), "the file to write"),
		RunE:    a.backup,
	}
}

func (a *app) backup(cmd *cobra.Command, args []string) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	c.Close()
	err = catalog.BackupTo(cmd.Context(), a.data, args[0])
	if errors.Is(err, catalog.ErrOurs) {
		return exitError{exitUsage, say("%s is a file of the data folder itself", args[0]),
			say("name a file elsewhere, at best on another disk")}
	}
	if err != nil {
		return exitError{exitData, say("no backup: %v", err), say("what was at %s is as it was", args[0])}
	}
	a.stderr.printf("danchieu: wrote %s\n", args[0])
	return nil
}

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Make the catalogue a copy of a backup, and the index anew",
		Long: `Restore reads a backup in full before it touches anything, sets the catalogue that is
there aside under another name, and puts an index of its own in the place of the old one.
Until then whoever searches is answered from what is there. A backup of an older version
is brought up to date.`,
		Example: `  danchieu restore --data /srv/danchieu /backup/danchieu-3.db`,
		Args:    usageArgs(cobra.ExactArgs(1), "the file that backup wrote"),
		RunE:    a.restore,
	}
}

func (a *app) restore(cmd *cobra.Command, args []string) error {
	ctx, from := cmd.Context(), args[0]
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return exitError{code: exitUsage, err: say("no such file: %s", from)}
	}
	if err := catalog.CheckCopy(ctx, from); err != nil {
		return exitError{exitData, say("%s cannot be restored: %v", from, err), say("nothing was changed")}
	}
	release, err := datadir.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	a.step("restore")
	var publish func() error
	kept, err := catalog.Restore(ctx, from, a.data, func(c *catalog.Catalog) (err error) {
		publish, err = index.Prepare(ctx, a.indexDir(), c)
		a.step("prepared")
		return err
	})
	if err == nil {
		a.step("replaced")
		err = publish()
	}
	if err != nil {
		return exitError{exitData, err, keptHint(kept)}
	}
	a.step("restored")
	if kept != "" {
		a.stderr.printf("danchieu: the catalogue that was there is now %s\n", kept)
	}
	return a.locked((*catalog.Catalog).Rewritten)
}

func keptHint(kept string) legal.Words {
	if kept == "" {
		return say("nothing was changed")
	}
	return say("what was there is now %s", kept)
}

func newVacuum(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "vacuum",
		Short:   "Give back the room that the data folder no longer needs",
		Example: "  danchieu vacuum",
		Args:    usageArgs(cobra.NoArgs, "no argument"),
		RunE:    a.vacuum,
	}
}

func (a *app) vacuum(cmd *cobra.Command, _ []string) error {
	return a.writing(func(c *catalog.Catalog) error {
		if err := c.Vacuum(cmd.Context()); err != nil {
			return err
		}
		_, err := a.rebuild(cmd.Context(), c)
		return err
	})
}
