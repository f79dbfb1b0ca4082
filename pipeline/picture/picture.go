package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"os"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// sheet is one page: a picture in a file, as its head tells.
type sheet struct {
	width, height int     // dots, as stored
	across, down  float64 // dots per inch, 0 where the file does not say
	turn          orientation
	cut           bool // the file ends before the picture does
	// encoded returns the picture as a PDF takes it.
	encoded func() (xobject, error)
}

// The forms of a picture, by what a file begins with.
var (
	pngMagic   = []byte("\x89PNG\r\n\x1a\n")
	jpegMagic  = []byte("\xff\xd8\xff")
	tiffMagics = [][]byte{[]byte("II*\x00"), []byte("MM\x00*")}
)

// HeadSize is how many bytes of a file [Is] looks at.
const HeadSize = 8

// Is reports whether a file that begins so is a picture that is read here.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, pngMagic) || bytes.HasPrefix(head, jpegMagic) || isTIFF(head)
}

func isTIFF(head []byte) bool {
	return bytes.HasPrefix(head, tiffMagics[0]) || bytes.HasPrefix(head, tiffMagics[1])
}

// Limits of what is taken for a page: more is a trick.
const (
	maxFile  = 512 << 20 // bytes
	maxDots  = 200 << 20 // of a picture
	maxPages = 5000
)

// Pages returns the pages of a picture file as scans without any text; one that is cut
// short has its Err.
func Pages(path string) ([]pdf.Page, error) {
	f, sheets, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []pdf.Page
	for _, s := range sheets {
		p := pdf.Page{Pictures: 1, Covered: 1}
		p.Width, p.Height = s.size()
		if s.cut {
			p.Err = "picture is cut short"
		}
		out = append(out, p)
	}
	return out, nil
}

// Draw draws a page of a PDF or of a picture file, as [pdf.Picture] does.
func Draw(ctx context.Context, path string, page int, dpi float64) (pdf.RGB, error) {
	if !isPicture(path) {
		return pdf.Picture(ctx, path, page, dpi)
	}
	f, sheets, err := open(path)
	if err != nil {
		return pdf.RGB{}, err
	}
	defer f.Close()
	if page < 1 || page > len(sheets) {
		return pdf.RGB{}, fmt.Errorf("%w: there is no page %d", pdf.ErrDamaged, page)
	}
	one, err := sheets[page-1].pdf()
	if err != nil {
		return pdf.RGB{}, fmt.Errorf("draw page %d: %w", page, err)
	}
	return pdf.PictureOf(ctx, one, dpi)
}

func isPicture(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, HeadSize)
	n, _ := io.ReadFull(f, head)
	return Is(head[:n])
}

// open opens a picture file and looks at its pages; nothing is decoded yet.
func open(path string) (*os.File, []sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	sheets, err := sheetsOf(f)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, sheets, nil
}

func sheetsOf(f *os.File) ([]sheet, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("%w: file has %d MiB", pdf.ErrMemoryLimit, info.Size()>>20)
	}
	head := make([]byte, HeadSize)
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	if !Is(head) {
		return nil, fmt.Errorf("%w: no picture", pdf.ErrUnknownKind)
	}
	var sheets []sheet
	if isTIFF(head) {
		sheets, err = tiffSheets(f, info.Size())
	} else {
		sheets, err = oneSheet(f, info.Size())
	}
	for _, s := range sheets {
		if s.width <= 0 || s.height <= 0 {
			return nil, fmt.Errorf("%w: a picture without a dot", pdf.ErrDamaged)
		}
		if s.width > maxDots/s.height {
			return nil, fmt.Errorf("%w: a picture of %d × %d dots", pdf.ErrMemoryLimit, s.width, s.height)
		}
	}
	return sheets, err
}

// oneSheet looks at a PNG or JPEG file, which fit into memory as they are.
func oneSheet(f *os.File, size int64) ([]sheet, error) {
	data := make([]byte, size)
	if _, err := f.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	read := jpegSheet
	if bytes.HasPrefix(data, pngMagic) {
		read = pngSheet
	}
	s, err := read(data)
	return []sheet{s}, err
}

// JPEG draws a page as [Draw] does and writes it as JPEG. Errors are those of Draw.
func JPEG(ctx context.Context, path string, page int, dpi float64) ([]byte, error) {
	drawn, err := Draw(ctx, path, page, dpi)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawn.RGBA(), &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return b.Bytes(), nil
}
