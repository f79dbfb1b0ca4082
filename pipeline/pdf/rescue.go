package pdf

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// rescueLimits bound what rescuing a file may cost. A bomb behind a small stream
// makes pdftotext take all memory there is.
var rescueLimits = ProgramLimits{Wall: 40 * time.Second, CPU: 20 * time.Second, Memory: 1 << 30, Output: 256 << 20}

// Rescue reads a file with poppler's pdftotext: one that [Read] refuses as
// [ErrUnsupported] or [ErrDamaged], or whose letters it cannot make out. The pages
// are like those of Read, with less known of each word: size and baseline are
// taken from its box, and there is no font.
//
// pdftotext does not say whether a page has pictures, so a page with little text
// counts as one that has some; OCR will tell.
//
// Errors are those of [Program.Run]; a file without any page is [ErrDamaged].
func Rescue(ctx context.Context, path string) ([]Page, error) {
	path, err := argument(path)
	if err != nil {
		return nil, err
	}
	out, err := Program{
		Name:   "pdftotext",
		Args:   []string{"-bbox-layout", "-cropbox", "-enc", "UTF-8", path, "-"},
		Limits: rescueLimits,
	}.Run(ctx)
	if err != nil {
		return nil, fmt.Errorf("rescue: %w", err)
	}
	pages := parseBoxes(string(out))
	if len(pages) == 0 {
		return nil, fmt.Errorf("rescue: %w: no page found", ErrDamaged)
	}
	return pages, nil
}

// argument returns the path of a file in a form that a program takes for nothing
// else, neither an option nor its standard input.
func argument(path string) (string, error) {
	if _, err := os.Stat(path); err != nil {
		return "", ioError(err)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", ioError(err)
	}
	return path, nil
}
