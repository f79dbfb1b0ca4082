package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Check the data folder, and what this machine lacks",
		Example: "  danchieu doctor",
		Args:    usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.doctor(cmd.Context())
		},
	}
}

// finding is one line of the doctor's report.
type finding struct {
	What   string `json:"what"`
	OK     bool   `json:"ok"`
	Broken bool   `json:"broken,omitempty"` // there, but not to be used as it is
	Says   string `json:"says"`
	Do     string `json:"do,omitempty"` // what cures it
}

func (f finding) mark() string {
	switch {
	case f.OK:
		return "ok"
	case f.Broken:
		return "BROKEN"
	}
	return "MISSING"
}

func (a *app) doctor(ctx context.Context) error {
	found := []finding{
		program("pdftotext", "rescues PDFs that cannot be read otherwise", "poppler-utils"),
		program("pdftoppm", "draws pages for OCR", "poppler-utils"),
		program("tesseract", "reads scanned pages", "tesseract-ocr"),
		vietnamese(ctx),
	}
	store, damaged := a.checkData(ctx)
	found = append(found, store...)
	if a.json {
		if err := writeJSONLine(a.stdout, found); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			fmt.Fprintf(a.stdout, "%-7s  %-20s %s\n", f.mark(), f.What, f.Says)
			if f.Do != "" {
				fmt.Fprintf(a.stdout, "         %-20s → %s\n", "", f.Do)
			}
		}
	}
	if damaged != nil {
		return dataFailure(damaged, a.data)
	}
	return nil
}

// program looks for an outside program. None is needed to ingest: without them
// scanned pages wait.
func program(name, use, pkg string) finding {
	path, err := exec.LookPath(name)
	if err != nil {
		return finding{What: name, Says: "not found: it " + use, Do: "apt-get install " + pkg}
	}
	return finding{What: name, OK: true, Says: path}
}

func vietnamese(ctx context.Context) finding {
	f := finding{What: "tesseract vie", Says: "no Vietnamese model: scanned pages cannot be read", Do: "apt-get install tesseract-ocr-vie"}
	out, err := exec.CommandContext(ctx, "tesseract", "--list-langs").CombinedOutput()
	if err != nil {
		return f
	}
	for _, lang := range strings.Fields(string(out)) {
		if lang == "vie" {
			return finding{What: f.What, OK: true, Says: "Vietnamese model installed"}
		}
	}
	return f
}

// checkData checks catalogue and index; the error is that of a damaged one.
func (a *app) checkData(ctx context.Context) ([]finding, error) {
	c, err := catalog.OpenReader(a.data)
	if errors.Is(err, catalog.ErrNoData) {
		return []finding{{What: "data folder", OK: true, Says: "none yet at " + a.data, Do: "danchieu ingest FOLDER"}}, nil
	}
	if err == nil {
		defer c.Close()
		err = c.Check(ctx)
	}
	if err != nil {
		return []finding{{What: "catalogue", Broken: true, Says: dataFailure(err, a.data).Error()}}, err
	}
	found := []finding{{What: "catalogue", OK: true, Says: "sound, at " + a.data}}
	state, err := a.indexState(ctx, c)
	return append(found, state), err
}

// indexState says whether the index is up to date with the catalogue.
func (a *app) indexState(ctx context.Context, c *catalog.Catalog) (finding, error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return finding{}, err
	}
	return indexFinding(a.indexDir(), index.Catalogue{UUID: uuid, Seq: seq}), nil
}

func indexFinding(dir string, at index.Catalogue) finding {
	r, err := index.Open(dir)
	if err != nil {
		return finding{What: "index", Says: err.Error(), Do: "danchieu ingest builds it anew"}
	}
	defer r.Close()
	if have := r.Catalogue(); have != at {
		return finding{What: "index", Says: fmt.Sprintf("behind the catalogue: %d of %d", have.Seq, at.Seq), Do: "danchieu ingest brings it up to date"}
	}
	return finding{What: "index", OK: true, Says: "up to date"}
}
