package main

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newIngest(a *app) *cobra.Command {
	o := pipeline.Options{Version: version(), Reader: startReader}
	var n nightly
	var fresh bool
	var notify string
	var f fleetFlags
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read what is new or changed under the paths",
		Long: `Ingest reads the files under the paths that are new or have changed, works out which
documents they cite, and brings the index up to date: PDFs, Word files (.docx .docm),
text (.txt), pictures of pages (.png .jpg .tif) and, by LibreOffice, .doc .odt .rtf. What
is in a file counts more than its name. Files that
cannot be read are kept with their reason and stop nothing. A second ingest of
unchanged files writes nothing. Files are known by their content: one that has
moved, or only has a new time, is not read again; one that is being written is left
for the next run. Only files under the paths given can be found
vanished; where none at all is left, ingest refuses and asks for --allow-empty.

With --queue scanned pages are read by "danchieu worker" on other machines.
Pages that are pictures, or whose text is not to be relied on, are read by OCR
after all files are stored and can be searched; what has been read of them is kept
whatever happens. Without poppler and Tesseract they wait for a later run, and so do
.doc, .odt and .rtf files without LibreOffice.`,
		Example: `  danchieu ingest ~/vanban
  danchieu ingest --data /srv/danchieu /mnt/vanban/2025 /mnt/vanban/2026
  danchieu ingest --max-duration 6h /mnt/vanban`,
		Args: usageArgs(cobra.ArbitraryArgs, "a folder or a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Paths = args; len(args) == 0 {
				o.Paths = n.paths
			}
			if len(o.Paths) == 0 {
				return exitError{exitUsage, say("ingest wants a folder or a file"),
					say("danchieu help ingest shows examples")}
			}
			if fresh {
				if err := a.giveUp(); err != nil {
					return err
				}
			}
			return a.ingest(cmd.Context(), o, n, f, notify)
		},
	}
	addIngestFlags(cmd.Flags(), &o, &n, &f, &notify, &fresh)
	return cmd
}

func addIngestFlags(f *pflag.FlagSet, o *pipeline.Options, n *nightly, fleet *fleetFlags, notify *string, fresh *bool) {
	n.addFlags(f, o)
	fleet.addFlags(f)
	f.StringSliceVar(&n.paths, "paths", nil, "folders to ingest where none is named, for a config file")
	f.BoolVar(&o.Verify, "verify", false, "hash all files, also those whose size and time are as they were")
	f.BoolVar(&o.AllowEmpty, "allow-empty", false, "let go of all files known under a path where none is left")
	f.BoolVar(&o.Follow, "follow", false, "read files outside the paths to which links in them lead")
	f.StringVar(notify, "notify", "",
		"hand a mail to this command, as 'sendmail an@example.vn', when something new cites or is found by what is watched, or something failed")
	f.BoolVar(fresh, "new", false, "where the catalogue of the data folder is gone, begin a new one")
}

// giveUp lets a new catalogue begin where the old one is gone.
func (a *app) giveUp() error {
	release, err := datadir.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	if err := catalog.GiveUp(a.data); err != nil {
		return dataFailure(err, a.data)
	}
	return nil
}

// ingest reads what is new, and leaves a trace of that whatever comes of it.
func (a *app) ingest(ctx context.Context, o pipeline.Options, n nightly, f fleetFlags, notify string) error {
	n.night = &night{Night: datadir.Night{Began: time.Now()}}
	var sum pipeline.Summary
	err := a.ingestPaths(ctx, o, n, f, &sum)
	a.endNight(ctx, n.night, sum, err)
	a.notify(ctx, notify, sum, err)
	return err
}

func (a *app) ingestPaths(ctx context.Context, o pipeline.Options, n nightly, f fleetFlags, sum *pipeline.Summary) error {
	for _, p := range o.Paths {
		if _, err := os.Stat(p); errors.Is(err, os.ErrNotExist) {
			return exitError{code: exitUsage, err: say("no such file or folder: %s", p)}
		}
	}
	if err := a.hasInput(o.Paths, o.Follow); err != nil {
		return err
	}
	others, err := a.openFleet(ctx, f)
	if err != nil {
		return err
	}
	defer others.close()
	return a.workWith(ctx, others, n, o, func(ctx context.Context, c *catalog.Catalog,
		o pipeline.Options) (_ pipeline.Summary, err error) {
		*sum, err = pipeline.Run(ctx, c, o)
		return *sum, err
	})
}

// hasInput looks for files before a new data folder is made for them.
func (a *app) hasInput(paths []string, follow bool) error {
	c, err := catalog.OpenReader(a.data)
	if err == nil {
		c.Close()
	}
	if !errors.Is(err, catalog.ErrNoData) {
		return nil // what is wrong with it is told when it is opened
	}
	sum, err := pipeline.Look(paths, follow)
	if err != nil {
		return exitError{code: exitUsage, err: err}
	}
	if sum.Found == 0 {
		return noFiles(paths, sum)
	}
	return nil
}

// noFiles says that nothing to ingest was found.
func noFiles(paths []string, s pipeline.Summary) error {
	if len(s.Unreadable) > 0 {
		return exitError{exitFailures, say("could not look into %s", strings.Join(s.Unreadable, ", ")),
			say("whoever ingests must be let read it")}
	}
	if s.NotTaken() > 0 {
		return exitError{exitNothing, say("no file of a kind that is read under %s, but %s", strings.Join(paths, ", "), notTaken(s)),
			say("give the folder that holds the documents")}
	}
	return exitError{exitNothing, say("no file of a kind that is read under %s", strings.Join(paths, ", ")),
		say("give the folder that holds the documents")}
}

func stopped() error {
	return exitError{exitFailures, say("%v; what was read is kept", errStopped), say("run ingest again to go on")}
}

// unread says how much of what was found could not be read, or in part only.
func unread(s pipeline.Summary) error {
	var parts texts
	if s.Failed+len(s.Unreadable) == 0 {
		return say("%s could be read in part only", nouns(s.Damaged, "file"))
	}
	if s.Failed > 0 {
		parts = append(parts, nouns(s.Failed, "file"))
	}
	if len(s.Unreadable) > 0 {
		parts = append(parts, nouns(len(s.Unreadable), "folder"))
	}
	return say("%s could not be read", parts)
}

// runFailure says what to do about an ingest that could not go on.
func runFailure(ctx context.Context, err error, dir string) error {
	var told exitError
	switch {
	case ctx.Err() != nil:
		return stopped()
	case errors.As(err, &told):
		return told
	case errors.Is(err, pipeline.ErrEmptied):
		return exitError{exitUsage, err, say("is the share mounted? --allow-empty lets go of them")}
	case errors.Is(err, catalog.ErrDamaged), errors.Is(err, catalog.ErrVersion), isFull(err):
		return dataFailure(err, dir)
	case errors.Is(err, pipeline.ErrNoSuchPath):
		return exitError{code: exitUsage, err: err}
	}
	return exitError{exitData, say("ingest: %v", err), say("what was read is kept; run ingest again")}
}

// ingestJSON is the summary of a run.
type ingestJSON struct {
	pipeline.Summary
	Totals  catalog.Counts `json:"totals"`
	Idle    []int          `json:"idle_corrections,omitempty"` // without effect: what they speak of is not here now
	Index   string         `json:"index"`
	Seconds float64        `json:"seconds"`
}

func (a *app) printSummary(ctx context.Context, c *catalog.Catalog, s pipeline.Summary, r index.Report,
	took time.Duration) error {
	totals, err := c.Counts(ctx)
	if err != nil {
		return dataFailure(err, a.data)
	}
	idle, err := a.service(ctx, c).Idle()
	if err != nil {
		return dataFailure(err, a.data)
	}
	if a.json {
		return writeJSONLine(a.stdout, ingestJSON{s, totals, idle, r.Generation, took.Seconds()})
	}
	w := a.stdout
	if !s.Changed() {
		w.printf("nothing new: %s, as before\n", nouns(s.Unchanged, "file"))
		if s.Deferred > 0 {
			w.printf("%s left for the next run\n", nouns(s.Deferred, "file"))
		}
		printNotTaken(w, s)
		return nil
	}
	w.printf("%6d %s found\n", s.Found, noun(s.Found, "file"))
	for _, row := range []struct {
		n    int
		what string
	}{
		{s.Unchanged, "as they were"}, {s.What[catalog.Moved], "moved"},
		{s.What[catalog.Copied], "copies of known ones"},
		{s.What[catalog.Touched], "touched: a new time, the same content"},
		{s.What[catalog.Replaced], "replaced: another content under the same name"},
		{s.What[catalog.Back], "back after they had vanished"}, {s.Read, "read"},
		{s.Waiting, "read in part: pages wait for OCR"}, {s.Recognised, "with pages read by OCR"},
		{s.Unconverted, "waiting for LibreOffice"},
		{s.Damaged, "read in part: pages are damaged"}, {s.Failed, "not read"}, {s.Vanished, "vanished"},
		{s.Deferred, "left for the next run"},
	} {
		if row.n > 0 {
			w.printf("%6d   %s\n", row.n, say(row.what))
		}
	}
	printNotTaken(w, s)
	if s.OCRPages > 0 {
		w.printf("%6d %s read by OCR\n", s.OCRPages, noun(s.OCRPages, "page"))
	}
	w.printf("%6d %s and %s in what was read, %s\n", s.Pages, noun(s.Pages, "page"), nouns(s.Citations, "citation"),
		rate(s.Pages, took))
	w.printf("\nnow: %s (%d held, %d only cited), %s between them, %s of which %d uncertain, %s with a conflict\n",
		nouns(totals.Documents, "document"), totals.Held, totals.Documents-totals.Held, nouns(totals.Edges, "relation"),
		nouns(totals.Citations, "citation"), totals.Uncertain, nouns(totals.Conflicts, "document"))
	printIdle(w, idle)
	for _, dir := range s.Unreadable {
		a.stderr.printf("danchieu: could not look into %s\n", dir)
	}
	return nil
}

// notTaken counts by their endings the files that were left out, the most frequent first.
func notTaken(s pipeline.Summary) texts {
	var out texts
	for _, ext := range slices.SortedFunc(maps.Keys(s.LeftOut), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.LeftOut[b], s.LeftOut[a]), cmp.Compare(a, b))
	}) {
		if len(out) == kindsTold {
			out = append(out, say("others"))
			break
		}
		if ext == "" {
			out = append(out, say("%d without an ending", s.LeftOut[ext]))
			continue
		}
		out = append(out, say("%d %s", s.LeftOut[ext], oneLine(ext)))
	}
	if n := len(s.Outside); n > 0 {
		out = append(out, say("%s out of the folder (--follow reads them)", nouns(n, "link")))
	}
	return out
}

// kindsTold is how many endings are told.
const kindsTold = 5

func printNotTaken(w printer, s pipeline.Summary) {
	if s.NotTaken() > 0 {
		w.printf("%6d   left out: %s\n", s.NotTaken(), notTaken(s))
	}
}
