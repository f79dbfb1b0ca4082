package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	scans "github.com/danchieu/danchieu/pipeline/picture"
	"github.com/danchieu/danchieu/web/sheet"
)

// sheetDPI is how fine the pictures of an evidence sheet are.
const sheetDPI = 110

// bundle writes the chain of a document as a bundle, with the files if wanted.
func (q asked) bundle(about sheet.Question, path string, withFiles bool) error {
	var open sheet.Open
	if withFiles {
		open = q.openFile
	}
	if err := toFile(path, func(w io.Writer) error { return sheet.WriteBundle(w, q.known, about, open) }); err != nil {
		return err
	}
	return q.tell(map[string]any{"bundle": path}, func(printer) { q.stderr.printf("written: %s\n", path) })
}

// openFile opens the first of the paths of a content at which it still lies.
func (q asked) openFile(sha string) (io.ReadCloser, error) {
	info, _, err := q.c.FileInfo(q.ctx, sha)
	if err != nil {
		return nil, err
	}
	for _, p := range info.Paths {
		if found, err := datadir.Hash(p); err == nil && found == sha {
			return os.Open(p)
		}
	}
	return nil, exitError{code: exitFailures, err: say("no file with the content %s lies where it was read", sha)}
}

// drawn draws a page of a file that still holds what was read of it; what cannot be drawn is
// left out of the sheet.
func (q asked) drawn(sha string, paths []string, page int) ([]byte, error) {
	for _, p := range paths {
		if found, err := datadir.Hash(p); err != nil || found != sha {
			continue
		}
		if jpeg, err := scans.JPEG(q.ctx, p, page, sheetDPI); err == nil {
			return jpeg, nil
		}
	}
	return nil, q.ctx.Err()
}

func newVerifyBundle(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "verify-bundle OUT.zip [PATH...]",
		Short: "Prove that a bundle of evidence is as it was written, and its files are those",
		Long: `Verify-bundle reads every byte of a bundle that "danchieu trace --bundle" wrote and
holds it against what was written: the sums of all entries, and the files in it. With
files or folders it looks there for the files on which the bundle rests; with --data
also where the data folder knows them. Files are told by their SHA-256.`,
		Example: `  danchieu verify-bundle 30-nq-tw.zip
  danchieu verify-bundle 30-nq-tw.zip ~/vanban
  danchieu verify-bundle 30-nq-tw.zip --data danchieu-data`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a bundle"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.verifyBundle(cmd, args[0], args[1:])
		},
	}
}

// proven is what was found of a bundle.
type proven struct {
	sheet.Facts
	SHA256  string              `json:"sha256"` // of the whole
	Found   map[string][]string `json:"found"`  // by SHA-256, where files of it lie
	Missing []sheet.Held        `json:"missing"`
}

func (a *app) verifyBundle(cmd *cobra.Command, path string, places []string) error {
	f, err := os.Open(path)
	if err != nil {
		return exitError{code: exitUsage, err: say("open the bundle: %v", err)}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	out := proven{Found: map[string][]string{}, Missing: []sheet.Held{}}
	if out.Facts, out.SHA256, err = sheet.ReadBundle(f, info.Size()); err != nil {
		return exitError{exitFailures, say("%s is refused: %v", path, err), say("it was changed since it was written, or is no bundle")}
	}
	looked := len(places) > 0 || cmd.Flags().Changed("data")
	if err := a.lookFor(cmd, &out, places); err != nil {
		return err
	}
	for _, h := range out.Files {
		if looked && len(out.Found[h.SHA256]) == 0 && h.Entry == "" {
			out.Missing = append(out.Missing, h)
		}
	}
	if err := a.tell(out, func(w printer) { printProven(w, out) }); err != nil {
		return err
	}
	if len(out.Missing) > 0 {
		return exitError{code: exitFailures, err: say("%s not found", nouns(len(out.Missing), "file"))}
	}
	return nil
}

// lookFor looks for the files of a bundle in places, and where the data folder knows them.
func (a *app) lookFor(cmd *cobra.Command, out *proven, places []string) error {
	wanted := map[string]bool{}
	for _, h := range out.Files {
		wanted[h.SHA256] = true
	}
	look := func(path string) {
		sha, err := datadir.Hash(path)
		if err == nil && wanted[sha] && !slices.Contains(out.Found[sha], path) {
			out.Found[sha] = append(out.Found[sha], path)
		}
	}
	for _, place := range places {
		err := filepath.WalkDir(place, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				look(path)
			}
			return err
		})
		if err != nil {
			return exitError{code: exitUsage, err: say("read the files: %v", err)}
		}
	}
	if !cmd.Flags().Changed("data") {
		return nil
	}
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	return errors.Join(a.lookInData(cmd, c, out, look), cmd.Context().Err())
}

// lookInData looks where a data folder knows the files of a bundle, and holds every sentence
// against what was read of its page.
func (a *app) lookInData(cmd *cobra.Command, c *catalog.Catalog, out *proven, look func(string)) error {
	for _, h := range out.Files {
		info, _, err := c.FileInfo(cmd.Context(), h.SHA256)
		if err != nil {
			return dataFailure(err, a.data)
		}
		for _, p := range info.Paths {
			look(p)
		}
	}
	for _, s := range out.Steps {
		text, ok, err := c.Text(cmd.Context(), s.SHA256)
		if err != nil {
			return dataFailure(err, a.data)
		}
		if ok && !strings.Contains(text.Content, s.Sentence) {
			return exitError{exitFailures, say("the data folder reads %s otherwise than the bundle says", s.File), nil}
		}
	}
	return nil
}

func printProven(w printer, p proven) {
	w.printf("as it was written: %s, %s; SHA-256 %s\n", nouns(len(p.Steps), "sentence"), nouns(len(p.Files), "file"), p.SHA256)
	w.printf("asked: %s; danchieu %s, run %d, %s\n", p.Asked, p.Version, p.Run, p.Day)
	for _, h := range p.Files {
		state := say("not looked for")
		switch {
		case len(p.Found[h.SHA256]) > 0:
			state = say("the same at %s", strings.Join(p.Found[h.SHA256], ", "))
		case h.Entry != "":
			state = say("in the bundle")
		case len(p.Missing) > 0:
			state = say("not found")
		}
		w.printf("  %s  %s: %s\n", h.SHA256[:12], h.Name, state)
	}
}
