package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newExport(a *app) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Everything that is known, for other programs",
		Long: `Export writes what is known, as it is at this moment: equal facts give equal bytes.

csv and jsonl write lines of one kind, which --what names: citations (one line for
every citation and content), documents or edges. With a folder for --out they write
all three, to citations.csv, documents.csv and edges.csv.

The others write the graph, documents and edges, so --what does not apply:
  graphml  yEd, Gephi, igraph, NetworkX     gexf    Gephi
  dot      Graphviz                         jsonld  linked data, in the terms of ELI
  cypher   statements for Neo4j

In csv a text that a spreadsheet would take for a formula, and one that begins with
an apostrophe, has an apostrophe before it. What XML cannot hold (NUL and other
control characters) is � in all formats but jsonl and jsonld.`,
		Example: `  danchieu export --format csv --out folder/
  danchieu export --format jsonl --what citations | jq 'select(.conflict)'
  danchieu export --format graphml --out vanban.graphml
  danchieu export --format cypher | cypher-shell`,
		Args: usageArgs(cobra.NoArgs, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.chosen = cmd.Flags().Changed("what")
			if err := o.check(); err != nil {
				return err
			}
			return a.asks(func(q asked, _ []string) error { return q.export(o) })(cmd, nil)
		},
	}
	f := cmd.Flags()
	o.format, o.what = export.JSONL, export.Citations
	f.StringVar((*string)(&o.format), "format", string(o.format), "one of "+answer.Listed(export.Formats))
	f.StringVar((*string)(&o.what), "what", string(o.what),
		"which lines csv and jsonl write: "+answer.Listed(export.Whats))
	f.StringVar(&o.out, "out", "", "write to this file, or to files in this folder, instead of standard output")
	return cmd
}

type exportOptions struct {
	format export.Format
	what   export.What
	chosen bool   // what was named
	out    string // file or folder, "" for standard output
}

// toFolder reports whether lines of every kind are asked for.
func (o exportOptions) toFolder() bool {
	return o.out != "" && (isFolder(o.out) || os.IsPathSeparator(o.out[len(o.out)-1]))
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (o exportOptions) check() error {
	usage := func(hint, err text) error {
		return exitError{exitUsage, err, hint}
	}
	switch {
	case !slices.Contains(export.Formats, o.format):
		return usage(say("formats are %s", answer.Listed(export.Formats)), say("no format %s", o.format))
	case !slices.Contains(export.Whats, o.what):
		return usage(say("--what is one of %s", answer.Listed(export.Whats)), say("no lines called %s", o.what))
	case o.format.IsGraph() && o.chosen:
		return usage(say("leave it out, or take csv or jsonl"),
			say("%s writes documents and edges together: --what does not apply", o.format))
	case o.format.IsGraph() && o.toFolder():
		return usage(say("--out names its file"), say("%s is one file, and %s is a folder", o.format, o.out))
	case o.chosen && o.toFolder():
		return usage(say("leave out --what, or name a file"),
			say("in a folder there is room for citations, documents and edges"))
	}
	return nil
}

func (q asked) export(o exportOptions) error {
	switch {
	case o.out == "":
		return export.Write(q.ctx, q.stdout, q.c, o.format, o.what)
	case o.toFolder():
		return exportFolder(q.ctx, q.c, o)
	}
	return toFile(o.out, func(w io.Writer) error { return export.Write(q.ctx, w, q.c, o.format, o.what) })
}

// exportFolder writes lines of every kind to files of their own.
func exportFolder(ctx context.Context, c *catalog.Catalog, o exportOptions) error {
	if err := os.MkdirAll(o.out, 0o777); err != nil {
		return exitError{code: exitFailures, err: say("cannot write the output: %v", err)}
	}
	files := map[export.What]*outFile{}
	defer func() {
		for _, f := range files {
			f.drop()
		}
	}()
	err := export.WriteAll(ctx, c, o.format, func(what export.What) (io.Writer, error) {
		f, err := createOut(filepath.Join(o.out, string(what)+"."+string(o.format)))
		if err == nil {
			files[what] = f
		}
		return f, err
	})
	for _, what := range export.Whats {
		if err == nil {
			err = files[what].keep()
		}
	}
	return err
}

// toFile writes a file, which takes its name when it is whole.
func toFile(path string, write func(io.Writer) error) error {
	f, err := createOut(path)
	if err != nil {
		return err
	}
	defer f.drop()
	if err := write(f); err != nil {
		return err
	}
	return f.keep()
}

// outFile is a file being written beside the place where it will stand.
type outFile struct {
	*os.File
	path string
}

func createOut(path string) (*outFile, error) {
	part := path + ".part"
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		part = path // a pipe or a device
	}
	f, err := os.Create(part)
	if err != nil {
		return nil, exitError{code: exitFailures, err: say("cannot write the output: %v", err)}
	}
	return &outFile{File: f, path: path}, nil
}

// Write writes, and makes an error one of the output.
func (f *outFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	if err != nil {
		err = exitError{code: exitFailures, err: say("cannot write the output: %v", err)}
	}
	return n, err
}

func (f *outFile) keep() error {
	err := f.File.Close()
	if err == nil && f.Name() != f.path {
		err = os.Rename(f.Name(), f.path)
	}
	if err != nil {
		return exitError{code: exitFailures, err: say("cannot write the output: %v", err)}
	}
	return nil
}

// drop takes away what was not kept.
func (f *outFile) drop() {
	f.File.Close()
	if f.Name() != f.path {
		os.Remove(f.Name())
	}
}
