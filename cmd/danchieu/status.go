package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newStatus(a *app) *cobra.Command {
	var failed bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is in the data folder, and which files were not read and why",
		Example: `  danchieu status
  danchieu status --failed`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.ask(cmd.Context(), func(_ *catalog.Catalog, known *answer.Teller) error { return a.status(known, failed) })
		},
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "list the files that were not read in full, with the reason")
	return cmd
}

func (a *app) status(known *answer.Teller, failed bool) error {
	s, err := known.Status(a.data, a.indexDir(), failed)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, s)
	}
	if failed {
		printFailed(a.stdout, s.Failed)
		return nil
	}
	printStatus(a.stdout, s)
	return nil
}

func printStatus(w io.Writer, s answer.Status) {
	n := s.Counts
	files := n.Files[catalog.Read] + n.Files[catalog.Waiting] + n.Files[catalog.Failed]
	fmt.Fprintf(w, "%6d %s, at %s\n", files, noun(files, "file"), nouns(n.Paths, "path"))
	fmt.Fprintf(w, "%6d   read\n%6d   waiting for OCR\n%6d   not read\n", n.Files[catalog.Read], n.Files[catalog.Waiting], n.Files[catalog.Failed])
	for _, reason := range sortedKeys(n.Reasons) {
		if reason != "ocr" {
			fmt.Fprintf(w, "%6d     %s\n", n.Reasons[reason], reason)
		}
	}
	pages := 0
	for _, k := range n.Pages {
		pages += k
	}
	fmt.Fprintf(w, "%6d %s\n", pages, noun(pages, "page"))
	for _, source := range sortedKeys(n.Pages) {
		fmt.Fprintf(w, "%6d   %s\n", n.Pages[source], source)
	}
	fmt.Fprintf(w, "%6d %s, %d of them uncertain\n", n.Citations, noun(n.Citations, "citation"), n.Uncertain)
	fmt.Fprintf(w, "%6d %s: %d held, %d only cited, %d with a conflict\n", n.Documents, noun(n.Documents, "document"), n.Held, n.Documents-n.Held, n.Conflicts)
	fmt.Fprintf(w, "%6d %s between documents\n", n.Edges, noun(n.Edges, "relation"))
	fmt.Fprintf(w, "\nindex: %s\n", s.Index.Says)
	if s.LastRun != nil {
		fmt.Fprintf(w, "last change: %s\n", describeRun(*s.LastRun, s.AtWork))
	}
	printIdle(w, s.Idle)
}

func printIdle(w io.Writer, idle []int) {
	if len(idle) > 0 {
		fmt.Fprintf(w, "%s without effect: what they speak of is not held or cited now: danchieu corrections\n", nouns(len(idle), "correction"))
	}
}

// describeRun tells of a run in a line; one without an end is at work, or was cut off.
func describeRun(r catalog.Run, atWork bool) string {
	began := r.Started.Local().Format("02/01/2006 15:04:05")
	if r.Ended.IsZero() && atWork {
		return fmt.Sprintf("run %d, began %s, is at work", r.N, began)
	}
	if r.Ended.IsZero() {
		return fmt.Sprintf("run %d, began %s, was cut off; the next ingest goes on from there", r.N, began)
	}
	s := fmt.Sprintf("run %d, began %s, took %s", r.N, began, r.Ended.Sub(r.Started).Round(time.Second))
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.Counts["read"], "read"}, {r.Counts["failed"], "not read"}, {r.Counts["vanished"], "vanished"},
		{r.Counts[catalog.NewsDocument], "documents new"}, {r.Counts[catalog.NewsEdge], "relations new"},
		{r.Counts[catalog.NewsNoEdge], "relations lost"}, {r.Counts[catalog.NewsConflict], "conflicts new"},
	} {
		if part.n > 0 {
			s += fmt.Sprintf(", %d %s", part.n, part.what)
		}
	}
	return s
}

func printFailed(w io.Writer, failed []answer.Unread) {
	if len(failed) == 0 {
		fmt.Fprintln(w, "every file was read in full")
		return
	}
	for _, f := range failed {
		fmt.Fprintf(w, "%-8s %-12s %s\n%22s %s\n", f.Status, f.Reason, oneLine(f.Path), "", f.Sentence.String()+readByWhom(f))
	}
}

// oneLine is a path in one line, whatever is in it.
func oneLine(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(path) {
		return strconv.Quote(path)
	}
	return path
}

func readByWhom(f answer.Unread) string {
	if f.ReadBy == "" {
		return " (" + f.Step + ")"
	}
	return fmt.Sprintf(" (%s, by version %s)", f.Step, f.ReadBy)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
