package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/ocr"
)

func newRetry(a *app) *cobra.Command {
	o := pipeline.Options{Version: version(), Reader: startReader}
	var n nightly
	var reason string
	var older, engine bool
	var f fleetFlags
	cmd := &cobra.Command{
		Use:   "retry [FILE...]",
		Short: "Read again the files that could not be read in full",
		Long: `Retry reads again, now, the files that were not read in full: all of them, those
with one reason, or those named. Ingest by itself tries again only what waiting can
cure: files that could not be opened or wait for LibreOffice, and pages that wait
for OCR. After an upgrade,
--read-by-older reads again whatever another version of the program has read, also
what it could read. --read-by-other-engine reads again the scanned pages that were read
by another poppler, Tesseract or model than those of this machine, which nothing else does.
With --queue scanned pages are read by "danchieu worker" on other machines, as by ingest.`,
		Example: `  danchieu status --failed
  danchieu retry --reason time-limit
  danchieu retry --read-by-older`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if older && (reason != "" || len(args) > 0) {
				return exitError{code: exitUsage, err: say("--read-by-older goes with no reason and no file")}
			}
			if engine {
				if older || reason != "" || len(args) > 0 || o.NoOCR {
					return exitError{code: exitUsage, err: say("--read-by-other-engine goes with no file and no other choice")}
				}
				return a.retryEngine(cmd.Context(), o, n, f)
			}
			return a.retry(cmd.Context(), o, n, f, picker(args, reason, older, o.Version))
		},
	}
	flags := cmd.Flags()
	n.addFlags(flags, &o)
	f.addFlags(flags)
	flags.StringVar(&reason, "reason", "", "only files with this reason, a word of status --failed")
	flags.BoolVar(&older, "read-by-older", false, "all files that another version of the program has read")
	flags.BoolVar(&engine, "read-by-other-engine", false, "pages that another poppler, Tesseract or model has read")
	return cmd
}

// retryEngine reads again the pages that another engine has read than the one that reads now.
func (a *app) retryEngine(ctx context.Context, o pipeline.Options, n nightly, f fleetFlags) error {
	engine, err := a.engineFor(ctx, f)
	if err != nil {
		return err
	}
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	others, err := c.ReadByOthers(ctx, engine)
	c.Close()
	if err != nil {
		return dataFailure(err, a.data)
	}
	o.OtherEngine = true
	return a.retry(ctx, o, n, f, func(k catalog.Known) bool { return others[k.SHA256] })
}

// engineFor is the ID of the engine that is to read: of this machine, or of the workers.
func (a *app) engineFor(ctx context.Context, f fleetFlags) (string, error) {
	if f.queue != "" {
		others, err := a.openFleet(ctx, f)
		if err != nil {
			return "", err
		}
		defer others.close()
		return others.id, nil
	}
	engine, err := ocr.ThisEngine(ctx)
	if err != nil {
		return "", exitError{exitUsage, say("no page can be read here: %v", err), say("danchieu doctor says what is wanting")}
	}
	return engine.ID(), nil
}

// picker returns which files are read again.
func picker(files []string, reason string, older bool, version string) func(catalog.Known) bool {
	named := map[string]bool{}
	for _, f := range files {
		named[realPath(f)] = true
	}
	return func(k catalog.Known) bool {
		switch {
		case older:
			return k.ReadBy != version
		case len(named) > 0 && !named[k.Path.Path]:
			return false
		case reason != "":
			return k.Reason == reason
		}
		return k.Status != catalog.Read || named[k.Path.Path]
	}
}

func (a *app) retry(ctx context.Context, o pipeline.Options, n nightly, f fleetFlags, which func(catalog.Known) bool) error {
	c, err := a.openCatalog() // never make a data folder for a slip in --data
	if err != nil {
		return err
	}
	picked, err := count(ctx, c, which)
	c.Close()
	if err != nil {
		return dataFailure(err, a.data)
	}
	if picked == 0 {
		return exitError{exitNothing, say("there is no such file to read again"),
			say("danchieu status --failed lists those not read in full")}
	}
	others, err := a.openFleet(ctx, f)
	if err != nil {
		return err
	}
	defer others.close()
	return a.workWith(ctx, others, n, o, func(ctx context.Context, c *catalog.Catalog,
		o pipeline.Options) (pipeline.Summary, error) {
		return pipeline.Retry(ctx, c, o, which)
	})
}

func count(ctx context.Context, c *catalog.Catalog, which func(catalog.Known) bool) (int, error) {
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return 0, say("look for files: %v", err)
	}
	n := 0
	for _, k := range known {
		if which(k) {
			n++
		}
	}
	return n, nil
}
