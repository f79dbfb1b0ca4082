package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// service answers from a catalogue, in the language of whoever reads it.
func (a *app) service(ctx context.Context, c *catalog.Catalog) *answer.Service {
	return answer.New(ctx, c, a.day).In(a.markLang())
}

// markLang is the language of marks within what is told: English for programs.
func (a *app) markLang() legal.Lang {
	if a.json {
		return legal.English
	}
	return a.lang
}

func (a *app) indexDir() string { return filepath.Join(a.data, "index") }

// openCatalog opens the catalogue for asking.
func (a *app) openCatalog() (*catalog.Catalog, error) {
	c, err := catalog.OpenReader(a.data)
	if err != nil {
		return nil, dataFailure(err, a.data)
	}
	return c, nil
}

// asked is a verb at work on a catalogue, with what answers from it.
type asked struct {
	*app
	cmd   *cobra.Command
	ctx   context.Context
	c     *catalog.Catalog
	known *answer.Service
}

// asks makes a verb of f, which asks the catalogue. An error of the data folder is told with
// what to do about it.
func (a *app) asks(f func(q asked, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		c, err := a.openCatalog()
		if err != nil {
			return err
		}
		defer c.Close()
		err = f(asked{a, cmd, cmd.Context(), c, a.service(cmd.Context(), c)}, args)
		if err != nil && !errors.As(err, new(exitError)) {
			return dataFailure(err, a.data)
		}
		return err
	}
}

// tell prints a value as JSON, or for people by show.
func (a *app) tell(v any, show func(printer)) error {
	if a.json {
		return writeJSONLine(a.stdout, v)
	}
	show(a.stdout)
	return nil
}

// dataFailure says what to do about a data folder that cannot be used.
func dataFailure(err error, dir string) error {
	if address, noAddress := datadir.Database(dir); noAddress == nil && address != "" {
		return databaseFailure(err, address, dir)
	}
	switch {
	case errors.Is(err, catalog.ErrNoData):
		return exitError{exitUsage, say("no data folder at %s", dir),
			say("danchieu ingest FOLDER makes one; --data names another")}
	case errors.Is(err, catalog.ErrLost):
		return exitError{exitData, say("the catalogue of the data folder %s is gone, and with it what was said with same, differ and decide", dir),
			say("danchieu restore FILE brings a backup back; danchieu ingest --new begins without")}
	case errors.Is(err, catalog.ErrVersion):
		return exitError{exitData, say("the data folder %s is of another version: %v", dir, err),
			say("use the program that made it, or ingest into a new folder with --data")}
	case errors.Is(err, catalog.ErrDamaged):
		return exitError{exitData, say("the data folder %s is damaged: %v", dir, err),
			say("move it away and ingest again: the PDFs are not touched; keep it, for what was said with same, differ and decide is in it")}
	case isFull(err):
		return exitError{exitData, say("the disk of the data folder %s is full: %v", dir, err),
			say("make room, then run it again; what was stored is kept")}
	case errors.Is(err, datadir.ErrLocked):
		return exitError{exitLocked, say("another ingest is at work in %s: %v", dir, err),
			say("wait for it, or stop it")}
	}
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		return exitError{exitUsage, say("%s is a file, no data folder", dir),
			say("--data names a folder, which danchieu ingest makes")}
	}
	if cause := permissionCause(dir, err); cause != nil {
		return exitError{exitData, say("the data folder %s cannot be used: %v", dir, cause),
			say("you must be let read it, and write it to ingest; --data names another")}
	}
	return exitError{code: exitData, err: err}
}

// isFull reports whether there was no room; the index gives only the words of the
// system.
func isFull(err error) bool {
	return err != nil && (errors.Is(err, catalog.ErrFull) || strings.Contains(err.Error(), syscall.ENOSPC.Error()))
}

// permissionCause returns what the system says where it keeps us from a data folder, nil
// where it does not.
func permissionCause(dir string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	f, err := os.Open(filepath.Join(dir, catalog.FileName))
	if err == nil {
		defer f.Close()
		_, err = f.Read(make([]byte, 1)) // a folder can be opened
	}
	if errors.As(err, &path) {
		return path.Err
	}
	return nil
}

// noResult ends a verb that found nothing: as JSON with an empty result, else with
// what to say.
func (a *app) noResult(ctx context.Context, c *catalog.Catalog, empty any, err error, hint legal.Words) error {
	if !a.json {
		return exitError{exitNothing, err, cutOff(ctx, c, hint)}
	}
	if err := writeJSONLine(a.stdout, empty); err != nil {
		return err
	}
	return exitError{exitNothing, errors.New(""), cutOff(ctx, c, nil)}
}

// cutOff returns a hint, or a better one where the last ingest has not come to its
// end: what is looked for may not be there yet.
func cutOff(ctx context.Context, c *catalog.Catalog, hint legal.Words) legal.Words {
	runs, err := c.Runs(ctx)
	if err != nil || len(runs) == 0 || !runs[0].Ended.IsZero() {
		return hint
	}
	return say("the last ingest was cut off; run it again, unless it is still at work")
}
