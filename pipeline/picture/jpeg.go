package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Markers of a JPEG file (ITU-T T.81, table B.1).
const (
	frameFirst = 0xc0 // SOF0 … SOF15, but for the three below
	frameLast  = 0xcf
	tables     = 0xc4 // DHT
	reserved   = 0xc8
	arithmetic = 0xcc // DAC
	end        = 0xd9
	scan       = 0xda
	app0       = 0xe0 // JFIF
	app1       = 0xe1 // Exif
	app14      = 0xee // Adobe
)

var errJPEG = fmt.Errorf("%w: no JPEG picture", pdf.ErrDamaged)

// jpegSheet reads the head of a JPEG file. The picture itself is for poppler to decode.
func jpegSheet(data []byte) (sheet, error) {
	s := sheet{turn: 1}
	colours, adobe, found := 0, false, false
	rest := data[2:]
	for {
		marker, segment, after := nextSegment(rest)
		switch {
		case segment == nil:
			return s, errJPEG
		case marker == scan:
			if !found {
				return s, errJPEG
			}
			s.cut = !bytes.Contains(after, []byte{0xff, end})
			s.encoded = func() (xobject, error) { return jpegImage(s, data, colours, adobe) }
			return s, nil
		case marker == app0 && bytes.HasPrefix(segment, []byte("JFIF\x00")) && len(segment) >= 12:
			s.across, s.down = jfifDensity(segment)
		case marker == app1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")):
			s.takeExif(segment[6:])
		case marker == app14 && bytes.HasPrefix(segment, []byte("Adobe")):
			adobe = true
		case isFrame(marker) && len(segment) >= 6:
			s.height, s.width = int(binary.BigEndian.Uint16(segment[1:])), int(binary.BigEndian.Uint16(segment[3:]))
			colours, found = int(segment[5]), true
		}
		rest = after
	}
}

func isFrame(marker byte) bool {
	return marker >= frameFirst && marker <= frameLast && marker != tables && marker != reserved && marker != arithmetic
}

// nextSegment cuts the next segment off; nil where there is none.
func nextSegment(b []byte) (marker byte, segment, after []byte) {
	for len(b) >= 4 {
		switch {
		case b[0] != 0xff: // rubbish between segments
			b = b[1:]
		case b[1] == 0xff || b[1] == 0 || b[1] >= 0xd0 && b[1] <= 0xd8 || b[1] == 0x01: // filling, markers that stand alone
			b = b[1:]
		default:
			n := int(binary.BigEndian.Uint16(b[2:]))
			if n < 2 || len(b) < 2+n {
				return 0, nil, nil
			}
			return b[1], b[4 : 2+n], b[2+n:]
		}
	}
	return 0, nil, nil
}

// jfifDensity returns the dots per inch (JFIF 1.02).
func jfifDensity(segment []byte) (across, down float64) {
	x, y := float64(binary.BigEndian.Uint16(segment[8:])), float64(binary.BigEndian.Uint16(segment[10:]))
	switch segment[7] {
	case 1:
		return x, y
	case 2: // of a centimetre
		return 2.54 * x, 2.54 * y
	}
	return 0, 0
}

// takeExif takes orientation and resolution from Exif data, the latter where nothing
// else tells it.
func (s *sheet) takeExif(b []byte) {
	r := bytes.NewReader(b)
	order, at, err := readHeader(r)
	if err != nil {
		return
	}
	d, err := readDirectory(r, order, at)
	if err != nil {
		return
	}
	s.turn = d.orientation()
	if s.across == 0 {
		s.across, s.down = d.resolution()
	}
}

func jpegImage(s sheet, data []byte, colours int, adobe bool) (xobject, error) {
	out := xobject{width: s.width, height: s.height, filter: "DCTDecode", data: data}
	switch colours {
	case 1:
		out.colours = "DeviceGray"
	case 3:
		out.colours = "DeviceRGB"
	case 4:
		out.colours, out.inverted = "DeviceCMYK", adobe
	default:
		return out, errJPEG
	}
	return out, nil
}
