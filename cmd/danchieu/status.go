package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newStatus(a *app) *cobra.Command {
	var failed bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is in the data folder, and which files were not read and why",
		Example: `  danchieu status
  danchieu status --failed`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: a.asks(func(q asked, _ []string) error { return q.status(failed) }),
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "list the files that were not read in full, with the reason")
	return cmd
}

func (q asked) status(failed bool) error {
	s, err := q.known.Status(q.data, q.indexDir(), failed)
	if err != nil {
		return err
	}
	return q.tell(s, func(w printer) {
		if failed {
			printFailed(w, s.Failed)
		} else {
			printStatus(w, s)
		}
	})
}

func printStatus(w printer, s answer.Status) {
	n := s.Counts
	w.printf("%s\n", s.Night.Says)
	printFleet(w, s.Night.Fleet)
	files := n.Files[catalog.Read] + n.Files[catalog.Waiting] + n.Files[catalog.Failed]
	w.printf("%6d %s, at %s\n", files, noun(files, "file"), nouns(n.Paths, "path"))
	damaged, unconverted := n.Reasons[pipeline.ReasonPages], n.Reasons[pipeline.ReasonOffice]
	w.printf("%6d   read\n%6d   waiting for OCR\n%6d   not read\n", n.Files[catalog.Read],
		n.Files[catalog.Waiting]-damaged-unconverted, n.Files[catalog.Failed]+damaged)
	for _, reason := range slices.Sorted(maps.Keys(n.Reasons)) {
		if reason != "ocr" && reason != pipeline.ReasonOffice {
			w.printf("%6d     %s\n", n.Reasons[reason], called{"failed", reason})
		}
	}
	if unconverted > 0 {
		w.printf("%6d   waiting for LibreOffice\n", unconverted)
	}
	pages := 0
	for _, k := range n.Pages {
		pages += k
	}
	w.printf("%6d %s\n", pages, noun(pages, "page"))
	for _, source := range slices.Sorted(maps.Keys(n.Pages)) {
		w.printf("%6d   %s\n", n.Pages[source], called{"source", source})
	}
	w.printf("%6d %s, %d of them uncertain\n", n.Citations, noun(n.Citations, "citation"), n.Uncertain)
	if n.Unresolved > 0 {
		w.printf("%6d   not resolved yet\n", n.Unresolved)
	}
	w.printf("%6d %s: %d held, %d only cited, %d with a conflict\n", n.Documents, noun(n.Documents, "document"), n.Held,
		n.Documents-n.Held, n.Conflicts)
	w.printf("%6d %s between documents\n", n.Edges, noun(n.Edges, "relation"))
	w.printf("\nindex: %s\n", s.Index.Says)
	if s.LastRun != nil {
		w.printf("last change: %s\n", describeRun(*s.LastRun, s.AtWork))
	}
	printIdle(w, s.Idle)
}

// printFleet tells who reads pages on other machines, and what keeps them.
func printFleet(w printer, f *datadir.Fleet) {
	switch {
	case f == nil:
		return
	case f.Away:
		w.printf("the database of the queue does not answer: it is asked again each second\n")
		return
	case f.Workers == 0:
		w.printf("no worker of the engine %s: pages wait until one comes\n", f.Engine)
	}
	w.printf("%s, %s at a time; pages: %d being read, %d waiting\n", nouns(f.Workers, "worker"), nouns(f.Slots, "page"),
		f.AtWork-f.Silent, f.Waiting)
	if f.Silent > 0 {
		w.printf("%s with a worker that is not heard of: others get what it had begun, after the --rescue of the workers, 15 minutes unless set\n",
			nouns(f.Silent, "page"))
	}
	if f.Others > 0 {
		w.printf("%s of another engine: they read nothing here\n", nouns(f.Others, "worker"))
	}
}

func printIdle(w printer, idle []int) {
	if len(idle) > 0 {
		w.printf("%s without effect: what they speak of is not held or cited now: danchieu corrections\n",
			nouns(len(idle), "correction"))
	}
}

// describeRun tells of a run in a line; one without an end is at work, or was cut off.
func describeRun(r catalog.Run, atWork bool) text {
	began := r.Started.Local().Format("02/01/2006 15:04:05")
	if r.Ended.IsZero() && atWork {
		return say("run %d, began %s, is at work", r.N, began)
	}
	if r.Ended.IsZero() {
		return say("run %d, began %s, was cut off; the next ingest goes on from there", r.N, began)
	}
	s := say("run %d, began %s, took %s", r.N, began, r.Ended.Sub(r.Started).Round(time.Second))
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.Counts["read"], "read"}, {r.Counts["failed"], "not read"}, {r.Counts["vanished"], "vanished"},
		{r.Counts[catalog.NewsDocument], "documents new"}, {r.Counts[catalog.NewsEdge], "relations new"},
		{r.Counts[catalog.NewsNoEdge], "relations lost"}, {r.Counts[catalog.NewsConflict], "conflicts new"},
	} {
		if part.n > 0 {
			s = say("%s, %d %s", s, part.n, say(part.what))
		}
	}
	return s
}

func printFailed(w printer, failed []answer.Unread) {
	if len(failed) == 0 {
		w.printf("every file was read in full\n")
		return
	}
	for _, f := range failed {
		w.printf("%-8s %-12s %s\n%22s %s\n", called{"status", string(f.Status)}, called{"failed", f.Reason},
			oneLine(f.Path), "", f.Sentence.In(w.lang)+readByWhom(f).In(w.lang))
		w.printf("%22s → %s\n", "", f.Do)
	}
}

// oneLine is a path in one line, whatever is in it.
func oneLine(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(path) {
		return strconv.Quote(path)
	}
	return path
}

func readByWhom(f answer.Unread) text {
	if f.ReadBy == "" {
		return say(" (%s)", say(f.Step))
	}
	return say(" (%s, by version %s)", say(f.Step), f.ReadBy)
}
