// Command make remakes the PDFs of testdata/plans, and the Word files of testdata/word,
// from the sources beside it:
//
//	go run ./testdata/make [NAME…]
//
// It needs LibreOffice Writer, the Liberation fonts and poppler-utils (Debian:
// libreoffice-writer fonts-liberation2 poppler-utils). Building and testing do
// not: what it makes is committed.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if err := run("testdata", os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(testdata string, only []string) error {
	sources, err := filepath.Glob(filepath.Join(testdata, "make", "src", "*.src"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("no sources in %s: run it in the root of the checkout",
			filepath.Join(testdata, "make", "src"))
	}
	for _, path := range sources {
		name := strings.TrimSuffix(filepath.Base(path), ".src")
		if len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		if err := makeOne(path, testdata, name); err != nil {
			return fmt.Errorf("make %s: %w", name, err)
		}
	}
	return nil
}

// makeOne turns one source into its PDF. How it is made stands in the source's
// "kind"; one of no kind becomes a Word file too.
func makeOne(source, testdata, name string) error {
	raw, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	doc, err := parse(string(raw))
	if err != nil {
		return err
	}
	write := writerPDF
	if doc.kind == "legacy" {
		write = legacyPDF
	}
	pdf, err := write(doc)
	if err != nil {
		return err
	}
	if pdf, err = finish(doc, pdf); err != nil {
		return err
	}
	if err := checkTraps(doc.traps, pdf); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(testdata, "plans", name+".pdf"), pdf, 0o644); err != nil || doc.kind != "" {
		return err
	}
	word, err := writerWord(doc)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(testdata, "word", name+".docx"), word, 0o644)
}

// finish does what LibreOffice cannot.
func finish(doc document, pdf []byte) ([]byte, error) {
	switch doc.kind {
	case "stamped":
		return stamp(pdf, doc.stamps)
	case "scan":
		return scan(pdf)
	case "damaged":
		return pdf[:len(pdf)*3/5], nil
	}
	return pdf, nil
}

// writerPDF has LibreOffice print the document.
func writerPDF(doc document) ([]byte, error) {
	pdf, err := libreOffice(doc, "pdf")
	return settle(pdf), err
}

// writerWord has LibreOffice save the document as Word does.
func writerWord(doc document) ([]byte, error) {
	docx, err := libreOffice(doc, "docx")
	if err != nil {
		return nil, err
	}
	return settleWord(docx)
}

// libreOffice has LibreOffice make a file of the document.
func libreOffice(doc document, form string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "testdata")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "doc.fodt")
	if err := os.WriteFile(in, []byte(fodt(doc)), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--convert-to", form, "--outdir", dir, in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("run soffice: %w: %s", err, msg)
	}
	return os.ReadFile(filepath.Join(dir, "doc."+form))
}

// settleWord takes out of a Word file what differs from one run to the next.
func settleWord(docx []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(saved.ReplaceAll(content, []byte("2023-01-01T00:00:00Z"))); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

var saved = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`)

var (
	created     = regexp.MustCompile(`/CreationDate\(D:\d{14}`)
	fingerprint = regexp.MustCompile(`(/ID \[|/DocChecksum /)[ <>0-9A-F\s]+`)
	hexDigits   = regexp.MustCompile(`[0-9A-F]{32}`)
)

// settle takes out what differs from one run to the next, byte for byte, so that
// remaking an unchanged source changes nothing.
func settle(pdf []byte) []byte {
	pdf = created.ReplaceAll(pdf, []byte("/CreationDate(D:20230101000000"))
	return fingerprint.ReplaceAllFunc(pdf, func(m []byte) []byte {
		return hexDigits.ReplaceAll(m, bytes.Repeat([]byte("0"), 32))
	})
}

// checkTraps makes sure that the page still holds what the document is there
// for: a number broken over two lines stays broken only while fonts and margins
// stay as they are.
func checkTraps(traps []string, pdf []byte) error {
	if len(traps) == 0 {
		return nil
	}
	text, err := poppler("pdftotext", pdf, "-layout", "-enc", "UTF-8", "-", "-")
	if err != nil {
		return err
	}
	for _, trap := range traps {
		re, err := regexp.Compile(trap)
		if err != nil {
			return fmt.Errorf("trap %q: %w", trap, err)
		}
		if !re.Match(text) {
			return fmt.Errorf("trap %q is not on the pages any more: change the wording before it", trap)
		}
	}
	return nil
}

// poppler runs one of poppler's programs over a PDF and returns what it prints.
func poppler(program string, pdf []byte, args ...string) ([]byte, error) {
	cmd := exec.Command(program, args...)
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", program, err)
	}
	return out, nil
}
