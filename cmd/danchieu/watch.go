package main

import (
	"context"
	"os/user"
	"time"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newWatch(a *app) *cobra.Command {
	var end bool
	cmd := &cobra.Command{
		Use:   "watch [REF...]",
		Short: "Hear of it when something new cites a document",
		Long: `Watch keeps a list of documents. The report of every run says what newly cites one
of them: danchieu runs last; so does the feed of the server, /feed.atom, and a mail by
danchieu ingest --notify. Without REF the list is printed.`,
		Example: `  danchieu watch 30-NQ/TW "Luật Đất đai"
  danchieu watch
  danchieu watch --end 30-NQ/TW`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.asks(func(q asked, _ []string) error { return q.listWatches() })(cmd, nil)
			}
			return a.watch(cmd.Context(), args, end)
		},
	}
	cmd.Flags().BoolVar(&end, "end", false, "do not watch these any more")
	return cmd
}

func (q asked) listWatches() error {
	watches, err := q.c.Watches(q.ctx)
	if err != nil {
		return err
	}
	for _, w := range watches {
		if q.json {
			if err := writeJSONLine(q.stdout, w); err != nil {
				return err
			}
			continue
		}
		d, ok, err := q.c.Document(q.ctx, w.Document)
		if err != nil {
			return err
		}
		says := say("no longer named").In(q.lang)
		if ok {
			says = q.describe(d)
		}
		q.stdout.printf("%-36s %s\n", w.Document, says)
	}
	return nil
}

// watch begins or ends to watch documents: all of those named, or none.
func (a *app) watch(ctx context.Context, refs []string, end bool) error {
	reader, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer reader.Close()
	var ids []string
	for _, ref := range refs {
		d, err := a.theDocument(ctx, reader, ref)
		if err != nil {
			return err
		}
		ids = append(ids, d.ID)
	}
	return a.writing(func(c *catalog.Catalog) error {
		for _, id := range ids {
			if err := putWatch(ctx, c, id, end); err != nil {
				return err
			}
		}
		return nil
	})
}

func putWatch(ctx context.Context, c *catalog.Catalog, id string, end bool) error {
	if !end {
		return c.PutWatch(ctx, catalog.Watch{Document: id, By: userName(), At: time.Now()})
	}
	ok, err := c.DropWatch(ctx, id)
	if err == nil && !ok {
		return exitError{code: exitNothing, err: say("%s is not watched", id)}
	}
	return err
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
