package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"io"
	"slices"

	"golang.org/x/image/tiff"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// reduced marks a small picture of another one in the file (tag 254).
const reduced = 1

// jpegCompression is that of Technical Note 2 of TIFF 6.0: every strip or tile is a
// JPEG picture that takes its tables from the directory.
const jpegCompression = 7

// tiffSheets reads the directories of a TIFF, each of which is a page.
func tiffSheets(r io.ReaderAt, size int64) ([]sheet, error) {
	order, at, err := readHeader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
	}
	var out []sheet
	seen := map[int64]bool{}
	for at != 0 && !seen[at] && len(out) < maxPages {
		seen[at] = true
		d, err := readDirectory(r, order, at)
		if err != nil {
			if len(out) == 0 {
				return nil, fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
			}
			out[len(out)-1].cut = true // and those behind it are lost
			break
		}
		if d.number(tagSubfile, 0)&reduced == 0 {
			out = append(out, d.sheet(at, size))
		}
		at = d.next
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: no page found", pdf.ErrDamaged)
	}
	return out, nil
}

func (d directory) sheet(at, size int64) sheet {
	s := sheet{width: d.number(tagWidth, 0), height: d.number(tagHeight, 0), turn: d.orientation()}
	s.across, s.down = d.resolution()
	offsets, lengths := d.pieces()
	for i := range min(len(offsets), len(lengths)) {
		s.cut = s.cut || int64(offsets[i])+int64(lengths[i]) > size
	}
	s.encoded = func() (xobject, error) {
		picture, err := decoded(s, func() (dots, error) {
			if d.number(tagCompression, 1) == jpegCompression {
				return d.jpeg(s.width, s.height)
			}
			return tiff.Decode(&page{ReaderAt: d.r, at: at})
		})
		if err != nil {
			return xobject{}, err
		}
		return plain(picture)
	}
	return s
}

// pieces returns where the strips or tiles of a picture stand, and their lengths.
func (d directory) pieces() (offsets, lengths []int) {
	if offsets = d.numbers(tagTiles); offsets != nil {
		return offsets, d.numbers(tagTileBytes)
	}
	return d.numbers(tagStrips), d.numbers(tagStripBytes)
}

// page is a TIFF file whose head leads to one of its directories: package tiff reads
// the first.
type page struct {
	io.ReaderAt
	at int64
}

// ReadAt reads the file, with the head changed.
func (p *page) ReadAt(b []byte, off int64) (int, error) {
	n, err := p.ReaderAt.ReadAt(b, off)
	if off < HeadSize {
		var head [HeadSize]byte
		if _, err := p.ReaderAt.ReadAt(head[:], 0); err != nil {
			return 0, err
		}
		order, _, err := readHeader(p.ReaderAt)
		if err != nil {
			return 0, err
		}
		order.PutUint32(head[4:], uint32(p.at))
		copy(b[:n], head[off:])
	}
	return n, err
}

// Read is there for the interface: package tiff reads by ReadAt.
func (p *page) Read([]byte) (int, error) { return 0, errors.ErrUnsupported }

// jpeg decodes a picture of JPEG strips or tiles.
func (d directory) jpeg(width, height int) (dots, error) {
	offsets, lengths := d.pieces()
	w, h := d.number(tagTileWidth, width), d.number(tagTileHeight, d.number(tagRows, height))
	if len(offsets) == 0 || len(offsets) != len(lengths) || w <= 0 || h <= 0 {
		return nil, errDirectory
	}
	tables := d.tables()
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	left := 4 * (width*height + 1<<20) // dots that all pieces may have, with what stands over the edges
	x, y := 0, 0
	for i, off := range offsets {
		b, err := io.ReadAll(io.NewSectionReader(d.r, int64(off), int64(lengths[i])))
		if err != nil {
			return nil, errDirectory
		}
		b = withTables(b, tables)
		c, err := jpeg.DecodeConfig(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		if left -= c.Width * c.Height; left < 0 {
			return nil, errDirectory
		}
		piece, err := jpeg.Decode(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		draw.Draw(out, image.Rect(x, y, x+w, y+h), piece, piece.Bounds().Min, draw.Src)
		if x += w; x >= width {
			x, y = 0, y+h
		}
	}
	return out, nil
}

// asRGB is the segment by which Adobe says that three colours are RGB, which a TIFF says
// of its strips in a tag.
var asRGB = []byte{0xff, app14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0}

// tables returns the segments that all pieces of a JPEG picture share.
func (d directory) tables() []byte {
	var out []byte
	if _, b := d.bytes(tagTables, most); len(b) >= 4 {
		out = b[2 : len(b)-2] // a JPEG file without a picture: without its beginning and its end
	}
	if d.number(tagPhotometric, 0) == photometricRGB {
		out = slices.Concat(out, asRGB)
	}
	return out
}

const photometricRGB = 2

// withTables puts segments behind the beginning of a JPEG picture.
func withTables(b, tables []byte) []byte {
	if len(b) < 2 {
		return b
	}
	return slices.Concat(b[:2], tables, b[2:])
}
