// Package office turns documents of word processors into .docx by LibreOffice, which is
// trusted no more than our own reading of a file is: it runs under limits, in a profile
// of its own that goes with the call, without macros, without a network, and follows no
// link.
package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Form is a form of document that LibreOffice reads; the value is the ending that
// tells it so.
type Form string

// The forms.
const (
	Word   Form = "doc" // of before 2007
	ODT    Form = "odt"
	RTF    Form = "rtf"
	HTML   Form = "html"
	Flat   Form = "fodt"
	XML    Form = "xml" // of Word 2003
	result      = "docx"
)

// filters name how LibreOffice is to read a form: by itself it takes what it does not know
// for text.
var filters = map[Form]string{
	Word: "MS Word 97", ODT: "writer8", RTF: "Rich Text Format", HTML: "HTML (StarWriter)", Flat: "OpenDocument Text Flat XML",
	XML: "MS Word 2003 XML",
}

// convertLimits bound one conversion: honest ones take a second or two and 200 MB.
var convertLimits = pdf.ProgramLimits{Wall: 60 * time.Second, CPU: 15 * time.Second, Memory: 1 << 30, Output: 1 << 20}

// maxFile and maxResult bound the bytes of what is converted, and of what comes of it.
const (
	maxFile   = 256 << 20
	maxResult = 256 << 20
)

// program is the name of LibreOffice.
const program = "soffice"

// ErrMissing says that LibreOffice is not installed.
var ErrMissing = fmt.Errorf("%w: LibreOffice", pdf.ErrMissing)

// Check tells with ErrMissing where there is no LibreOffice.
func Check() error {
	if pdf.Installed(program) != nil {
		return ErrMissing
	}
	return nil
}

// Convert converts a document and hands the path of what came of it to read, after
// which it is gone. Errors are those of read and of [pdf.Program.Run].
func Convert(ctx context.Context, path string, form Form, read func(docx string) error) error {
	if err := Check(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "danchieu-office-")
	if err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "in."+string(form))
	if err := lay(path, source); err != nil {
		return err
	}
	out := filepath.Join(dir, "out", "in."+result)
	for range attempts {
		if err := convert(ctx, dir, source, form, out); !errors.Is(err, errNothing) {
			if err != nil {
				return fmt.Errorf("convert: %w", err)
			}
			return read(out)
		}
	}
	return fmt.Errorf("convert: %w", errNothing)
}

// attempts is how often a document is given to LibreOffice of which it makes nothing and says
// nothing: with links in a document it ends so now and then, and well the next time.
const attempts = 5

var errNothing = fmt.Errorf("%w: nothing came of it", pdf.ErrDamaged)

// convert converts a document once, in a profile of its own.
func convert(ctx context.Context, dir, source string, form Form, out string) error {
	profile := filepath.Join(dir, "profile")
	if err := os.RemoveAll(profile); err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	if err := layProfile(profile); err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	said, err := pdf.Program{
		Name: program, Args: arguments(profile, dir, source, form), Dir: dir, Offline: true, Limits: convertLimits,
		Env: []string{"HOME=" + dir, "TMPDIR=" + dir, "SAL_USE_VCLPLUGIN=svp", "DISPLAY=", "DBUS_SESSION_BUS_ADDRESS=disabled:",
			"http_proxy=" + nowhere, "https_proxy=" + nowhere, "no_proxy="},
	}.Run(ctx)
	if err != nil {
		return err
	}
	info, err := os.Stat(out)
	switch words := strings.TrimSpace(string(said)); {
	case errors.Is(err, os.ErrNotExist) && words == "": // it ends well whatever becomes of a file
		return errNothing
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s: %s", pdf.ErrDamaged, program, words)
	case err != nil:
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	case info.Size() > maxResult:
		return fmt.Errorf("%w: %d MiB came of it", pdf.ErrMemoryLimit, info.Size()>>20)
	}
	return nil
}

func arguments(profile, dir, source string, form Form) []string {
	args := []string{"-env:UserInstallation=" + (&url.URL{Scheme: "file", Path: profile}).String(), "--headless", "--norestore", "--nologo", "--nolockcheck",
		"--nodefault", "--nofirststartwizard"}
	return append(args, "--infilter="+filters[form], "--convert-to", result, "--outdir", filepath.Join(dir, "out"), source)
}

// lay copies a file to where nothing else lies beside it, under a name that says what it is.
func lay(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	n, err := io.Copy(out, io.LimitReader(in, maxFile+1))
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	if n > maxFile {
		return fmt.Errorf("%w: a document of more than %d MiB", pdf.ErrMemoryLimit, maxFile>>20)
	}
	return nil
}
