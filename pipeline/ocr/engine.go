package ocr

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Engine is what reads pages on a machine. Two machines of one engine read a page alike.
type Engine struct {
	Poppler   string // version
	Tesseract string // version, with that of its library for pictures
	// Vietnamese and Orientation are the SHA-256 of the models, "" for none.
	Vietnamese, Orientation string
	Arch                    string // the processor's kind: arithmetic of floats differs between them
	Method                  string // how we prepare a picture and read it
}

// String tells everything that makes the engine, on one line.
func (e Engine) String() string {
	return fmt.Sprintf("poppler %s; tesseract %s; vie %s; osd %s; %s; %s",
		e.Poppler, e.Tesseract, e.Vietnamese, e.Orientation, e.Arch, e.Method)
}

// ID names the engine: hexadecimal digits.
func (e Engine) ID() string {
	sum := sha256.Sum256([]byte(e.String()))
	return hex.EncodeToString(sum[:8])
}

// checkLimits bound what a program may take to say its version.
var checkLimits = pdf.ProgramLimits{Wall: 20 * time.Second, CPU: 10 * time.Second, Memory: 1 << 30, Output: 1 << 20}

// ThisEngine returns the engine of this machine: an error that wraps [pdf.ErrMissing]
// where a program or its Vietnamese model is not installed.
func ThisEngine(ctx context.Context) (Engine, error) {
	models, err := languages(ctx)
	if err != nil {
		return Engine{}, err
	}
	e := Engine{Arch: runtime.GOARCH, Method: method}
	if e.Poppler, err = saidBy(ctx, "pdftoppm -v", popplerVersion); err != nil {
		return Engine{}, err
	}
	if e.Tesseract, err = saidBy(ctx, "tesseract --version", tesseractVersion); err != nil {
		return Engine{}, err
	}
	if e.Vietnamese, err = sumOf(filepath.Join(models, "vie.traineddata")); err == nil {
		e.Orientation, err = sumOf(filepath.Join(models, "osd.traineddata"))
	}
	return e, err
}

var (
	popplerVersion   = regexp.MustCompile(`version (\S+)`)
	tesseractVersion = regexp.MustCompile(`(?s)tesseract (\S+\n\s*leptonica-\S+)`)
	modelFolder      = regexp.MustCompile(`available languages in "([^"]+)"`)
)

// saidBy returns what a program says of itself, on whichever of its outputs.
func saidBy(ctx context.Context, command string, version *regexp.Regexp) (string, error) {
	out, err := pdf.Program{Name: "sh", Args: []string{"-c", "exec " + command + " 2>&1"}, Limits: checkLimits}.Run(ctx)
	if err != nil {
		return "", err
	}
	m := version.FindSubmatch(out)
	if m == nil {
		return "", fmt.Errorf("%w: %s tells no version", pdf.ErrMissing, command)
	}
	return strings.Join(strings.Fields(string(m[1])), " "), nil
}

// languages returns the folder of Tesseract's models, and fails as [Check] says.
func languages(ctx context.Context) (folder string, err error) {
	if err := pdf.Installed("pdftoppm"); err != nil {
		return "", err
	}
	out, err := pdf.Program{Name: "tesseract", Args: []string{"--list-langs"}, Limits: checkLimits}.Run(ctx)
	if err != nil {
		return "", err
	}
	for _, lang := range strings.Fields(string(out)) {
		if lang != "vie" {
			continue
		}
		if m := modelFolder.FindSubmatch(out); m != nil {
			folder = string(m[1])
		}
		return folder, nil
	}
	return "", fmt.Errorf("%w: tesseract has no model for Vietnamese", pdf.ErrMissing)
}

// sumOf returns the SHA-256 of a model, "" where there is none.
func sumOf(path string) (string, error) {
	sum, err := datadir.Hash(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	return sum, nil
}
