package picture

// orientation says how a picture is to be held to be looked at: 1 for as it is, the
// others after TIFF 6.0, tag 274, which Exif has taken over.
type orientation int

// holds returns the matrix that lays the unit square of a picture on a page of a size
// (PDF 32000-1, 8.9.5: the square's lower edge is the picture's last line).
func (o orientation) holds(w, h float64) [6]float64 {
	switch o {
	case 2: // mirrored
		return [6]float64{-w, 0, 0, h, w, 0}
	case 3: // on its head
		return [6]float64{-w, 0, 0, -h, w, h}
	case 4:
		return [6]float64{w, 0, 0, -h, 0, h}
	case 5:
		return [6]float64{0, -h, -w, 0, w, h}
	case 6: // to be turned clockwise
		return [6]float64{0, -h, w, 0, 0, h}
	case 7:
		return [6]float64{0, h, w, 0, 0, 0}
	case 8: // to be turned anticlockwise
		return [6]float64{0, h, -w, 0, w, 0}
	}
	return [6]float64{w, 0, 0, h, 0, 0}
}

// swaps reports whether width and height change places.
func (o orientation) swaps() bool { return o >= 5 && o <= 8 }
