package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/png"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// pngSheet reads the head of a PNG file, up to its first dots.
func pngSheet(data []byte) (sheet, error) {
	s := sheet{turn: 1}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return s, fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
	}
	s.width, s.height = c.Width, c.Height
	s.cut = !bytes.Contains(data[max(0, len(data)-maxTail):], []byte("IEND"))
	for rest := data[len(pngMagic):]; len(rest) >= 12; {
		n := int64(binary.BigEndian.Uint32(rest))
		name := string(rest[4:8])
		if int64(len(rest)) < 12+n || name == "IDAT" {
			break
		}
		switch chunk := rest[8 : 8+n]; {
		case name == "pHYs" && n == 9 && chunk[8] == 1: // dots per metre
			s.across = .0254 * float64(binary.BigEndian.Uint32(chunk))
			s.down = .0254 * float64(binary.BigEndian.Uint32(chunk[4:]))
		case name == "eXIf":
			s.takeExif(chunk)
		}
		rest = rest[12+n:]
	}
	s.encoded = func() (xobject, error) {
		dots, err := decoded(s, func() (dots, error) { return png.Decode(bytes.NewReader(data)) })
		if err != nil {
			return xobject{}, err
		}
		return plain(dots)
	}
	return s, nil
}

// maxTail is how much may stand behind the end of a picture: what a program adds to it.
const maxTail = 1 << 20
