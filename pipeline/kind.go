package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/office"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/picture"
)

// kind is a kind of file by how it is read; the other kinds are those of package office.
type kind string

const (
	kindPDF     kind = "pdf"
	kindPlain   kind = "plain"
	kindPicture kind = "picture"
	kindWord    kind = "word"
)

// beginning is how many bytes of a file are looked at to tell its kind.
const beginning = 4 << 10

// kindOf tells the kind of a file: by what is in it first, then by its name. Of a
// document of a word processor the form tells what LibreOffice is to take it for.
func kindOf(path string) (kind, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	defer f.Close()
	head := make([]byte, beginning)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	return kindIn(f, head[:n], strings.ToLower(filepath.Ext(path)))
}

func kindIn(f *os.File, head []byte, ending string) (kind, error) {
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return kindPDF, nil
	case picture.Is(head):
		return kindPicture, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipped(f, head, ending)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return compound(f)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return kind(office.RTF), nil
	case ending == ".pdf":
		return kindPDF, nil // there may be something before its header
	case ending == ".txt":
		return kindPlain, nil
	case len(head) == 0:
		return "", pdf.ErrEmpty
	}
	return written(head, ending)
}

// isWord reports whether an ending is one of Word's own.
func isWord(ending string) bool {
	return slices.Contains([]string{".docx", ".docm", ".dotx", ".dotm"}, ending)
}

// written tells what a file of letters is that has the name of a document or picture.
func written(head []byte, ending string) (kind, error) {
	start := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n"))
	has := func(s string) bool { return strings.Contains(start, s) }
	switch {
	case !letters(head) && isWord(ending):
		return kindWord, nil
	case !letters(head):
	case strings.HasPrefix(start, "<?xml") && has("office:document"):
		return kind(office.Flat), nil
	case strings.HasPrefix(start, "<?xml") && (has("word.document") || has("office/word/2003/wordml")):
		return kind(office.XML), nil
	case strings.HasPrefix(start, "<") && has("<html"):
		return kind(office.HTML), nil
	case isWord(ending):
		return kindWord, nil // what is no archive has its own reason
	case ending == ".doc" || ending == ".rtf" || ending == ".odt":
		return kindPlain, nil
	}
	return "", fmt.Errorf("%w: it is no %s", pdf.ErrUnknownKind, strings.TrimPrefix(ending, "."))
}

// letters reports whether the beginning of a file is text: UTF-8 without what no text has.
func letters(head []byte) bool {
	for len(head) > 0 && !utf8.RuneStart(head[len(head)-1]) { // a letter may be cut at its end
		head = head[:len(head)-1]
	}
	if n := len(head); n > 0 && head[n-1] >= utf8.RuneSelf {
		head = head[:n-1]
	}
	return utf8.Valid(head) && !bytes.ContainsAny(head, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12")
}

// maxDirectory is how much of the end of a zip archive is looked at: the names of its
// files stand there.
const maxDirectory = 1 << 20

// zipped tells what a zip archive holds.
func zipped(f *os.File, head []byte, ending string) (kind, error) {
	if bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis.opendocument.text")) {
		return kind(office.ODT), nil
	}
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	tail := make([]byte, min(info.Size(), maxDirectory))
	if _, err := f.ReadAt(tail, info.Size()-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	other := bytes.Contains(tail, []byte("xl/workbook")) || bytes.Contains(tail, []byte("ppt/presentation"))
	if !other && (isWord(ending) || bytes.Contains(tail, []byte("word/")) || bytes.Contains(head, []byte("word/"))) {
		return kindWord, nil
	}
	return "", fmt.Errorf("%w: an archive that is no document", pdf.ErrUnknownKind)
}

// Names of streams in a compound file, as its directory has them.
var (
	streamWord      = utf16("WordDocument")
	streamEncrypted = utf16("EncryptedPackage") // the whole of a later document, behind a password
)

func utf16(s string) []byte {
	var out []byte
	for _, b := range []byte(s) {
		out = append(out, b, 0)
	}
	return out
}

// maxCompound is how much of a compound file is looked at.
const maxCompound = 256 << 20

// compound tells what a compound file holds, the form of documents of before 2007.
func compound(f *os.File) (kind, error) {
	const step = 1 << 20
	b := make([]byte, step+len(streamEncrypted))
	for at := int64(0); at < maxCompound; at += step {
		n, err := f.ReadAt(b, at)
		switch {
		case bytes.Contains(b[:n], streamEncrypted):
			return "", pdf.ErrEncrypted
		case bytes.Contains(b[:n], streamWord):
			return kind(office.Word), nil
		case errors.Is(err, io.EOF):
			return "", fmt.Errorf("%w: a compound file that is no document", pdf.ErrUnknownKind)
		case err != nil:
			return "", fmt.Errorf("%w: %w", pdf.ErrIO, err)
		}
	}
	return "", fmt.Errorf("%w: a compound file that is no document", pdf.ErrUnknownKind)
}
