package main

import (
	"context"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Check the data folder, and what this machine lacks",
		Example: "  danchieu doctor",
		Args:    usageArgs(cobra.NoArgs, "no argument"),
		RunE:    a.doctor,
	}
}

// mark says shortly how a thing is.
func mark(f answer.Check) string {
	switch {
	case f.OK:
		return "ok"
	case f.Broken:
		return "BROKEN"
	}
	return "MISSING"
}

func (a *app) doctor(cmd *cobra.Command, _ []string) error {
	ctx := cmd.Context()
	found := []answer.Check{
		program("pdftotext", "rescues PDFs that cannot be read otherwise", "poppler-utils"),
		program("pdftoppm", "draws pages for OCR", "poppler-utils"),
		program("tesseract", "reads scanned pages", "tesseract-ocr"),
		vietnameseModel(ctx),
		program("soffice", "reads .doc, .odt and .rtf files", "libreoffice-writer"),
	}
	store, damaged := answer.CheckData(ctx, a.data, a.indexDir(), a.dataFailure)
	if err := a.printChecks(append(found, store...)); err != nil {
		return err
	}
	if damaged != nil {
		return dataFailure(damaged, a.data)
	}
	return nil
}

// program looks for an outside program. None is needed to ingest: without them
// scanned pages wait, and files that LibreOffice reads.
func program(name, use, pkg string) answer.Check {
	path, err := exec.LookPath(name)
	if err != nil {
		return answer.Check{What: name, Says: say("not found: it %s", say(use)), Do: say("apt-get install %s", pkg)}
	}
	return answer.Check{What: name, OK: true, Says: legal.Say(legal.Verbatim, path)}
}

func vietnameseModel(ctx context.Context) answer.Check {
	f := answer.Check{What: "tesseract vie", Says: say("no Vietnamese model: scanned pages cannot be read"),
		Do: say("apt-get install tesseract-ocr-vie")}
	out, err := exec.CommandContext(ctx, "tesseract", "--list-langs").CombinedOutput()
	if err != nil {
		return f
	}
	for _, lang := range strings.Fields(string(out)) {
		if lang == "vie" {
			return answer.Check{What: f.What, OK: true, Says: say("Vietnamese model installed")}
		}
	}
	return f
}

// printChecks prints a line for each thing that was checked, and what cures it.
func (a *app) printChecks(found []answer.Check) error {
	return a.tell(found, func(w printer) {
		for _, f := range found {
			w.printf("%-7s  %-20s %s\n", say(mark(f)), called{"health", f.What}, f.Says)
			if f.Do != nil {
				w.printf("         %-20s → %s\n", "", f.Do)
			}
		}
	})
}

// dataFailure is [dataFailure] of the data folder asked.
func (a *app) dataFailure(err error) error { return dataFailure(err, a.data) }
