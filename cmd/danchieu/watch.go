package main

import (
	"context"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newWatch(a *app) *cobra.Command {
	var o watchOptions
	cmd := &cobra.Command{
		Use:   "watch [REF...]",
		Short: "Hear of it when something new cites a document, or is found by a search",
		Long: `Watch keeps a list of documents and, with --search, of searches, each under a name. The
report of every run says what newly cites one of the documents: danchieu runs last. What
newly cites them, and what the searches newly find, is told by the feed of the server,
/feed.atom, and in a mail by danchieu ingest --notify, or at once by watch --notify. What
is new stays so until the command that takes the mail has ended well. Without REF the list
is printed.`,
		Example: `  danchieu watch 30-NQ/TW "Luật Đất đai"
  danchieu watch --search "dạy thêm" "dạy thêm" loai:"quyết định"
  danchieu watch
  danchieu watch --notify 'sendmail an@example.vn'
  danchieu watch --end 30-NQ/TW
  danchieu watch --end --search "dạy thêm"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			named := cmd.Flags().Changed("search")
			switch {
			case o.notify != "" && (named || o.end || len(args) > 0):
				return exitError{code: exitUsage, err: say("watch --notify tells all that is new, and takes nothing else")}
			case o.notify != "":
				return a.tellNews(cmd.Context(), o.notify)
			case named:
				return a.watchSearch(cmd.Context(), o, strings.Join(args, " "))
			case len(args) == 0:
				return a.asks(func(q asked, _ []string) error { return q.listWatches() })(cmd, nil)
			}
			return a.watch(cmd.Context(), args, o.end)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.end, "end", false, "do not watch these any more")
	f.StringVar(&o.search, "search", "", "save a search under this name, and hear when it finds something new")
	f.StringVar(&o.notify, "notify", "",
		"hand a mail with what is new to this command now, as 'sendmail an@example.vn'")
	return cmd
}

// watchOptions are the flags of watch.
type watchOptions struct {
	end            bool
	search, notify string
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
	searches, err := q.c.Searches(q.ctx)
	for _, s := range searches {
		if q.json {
			err = writeJSONLine(q.stdout, s)
		} else {
			q.stdout.printf("search %s: %s (%d found, %d of them new)\n", oneLine(s.Name), oneLine(s.Question), s.Found, s.Untold)
		}
		if err != nil {
			return err
		}
	}
	return err
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

// watchSearch saves a search under a name, or ends it.
func (a *app) watchSearch(ctx context.Context, o watchOptions, question string) error {
	name := strings.TrimSpace(strings.ToValidUTF8(o.search, ""))
	usage := func(err text) error {
		return exitError{exitUsage, err, say("danchieu help watch shows examples")}
	}
	switch {
	case name == "" || len(name) > maxName || oneLine(name) != name:
		return usage(say("the name of a search is one line"))
	case o.end && question != "":
		return usage(say("watch --end --search takes the name alone"))
	case !o.end && strings.TrimSpace(question) == "":
		return usage(say("watch --search wants a query"))
	}
	return a.writing(func(c *catalog.Catalog) error {
		if o.end {
			ok, err := c.DropSearch(ctx, name)
			if err == nil && !ok {
				return exitError{code: exitNothing, err: say("no search is saved as %s", name)}
			}
			return err
		}
		r, err := a.openIndex(ctx, c)
		if err != nil {
			return err
		}
		defer r.Close()
		files, err := a.service(ctx, c).Finds(r, question)
		if err != nil {
			return searchFailure(err, question)
		}
		ok, err := c.PutSearch(ctx, catalog.SavedSearch{Name: name, Question: question, By: userName(), At: time.Now()}, files)
		if err == nil && !ok {
			return exitError{exitUsage, say("a search is saved as %s already", name), say("danchieu watch lists them; --end ends one")}
		}
		return err
	})
}

// maxName is how long the name of a saved search may be, in bytes.
const maxName = 200

// noteFound notes what the saved searches find now.
func (a *app) noteFound(ctx context.Context, c *catalog.Catalog) error {
	searches, err := c.Searches(ctx)
	if err != nil || len(searches) == 0 {
		return err
	}
	r, err := a.openIndex(ctx, c)
	if err != nil {
		return err
	}
	defer r.Close()
	return a.service(ctx, c).NoteFound(r)
}

// tellNews hands the operator's command a mail with what is new.
func (a *app) tellNews(ctx context.Context, command string) error {
	return a.writing(func(c *catalog.Catalog) error {
		if err := a.noteFound(ctx, c); err != nil {
			return err
		}
		sent, err := a.mail(ctx, c, command, pipeline.Summary{}, nil)
		if err == nil && !sent {
			a.stdout.printf("nothing new\n")
		}
		return err
	})
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
