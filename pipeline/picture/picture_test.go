package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"os/exec"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

func crc(b []byte) uint32 { return crc32.ChecksumIEEE(b) }

func needsPoppler(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
}

// perMetre is the chunk of a PNG that says 200 dots per inch.
func perMetre() []byte {
	return append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 7874), 7874), 1)
}

// A picture is drawn dot for dot at its own resolution.
func TestDrawExactly(t *testing.T) {
	needsPoppler(t)
	colours := drawn(331, 470)
	g := grey(331, 470, 7)
	for name, b := range map[string][]byte{
		"a.png":           withChunk(pngOf(t, colours), "pHYs", perMetre()),
		"little.tif":      greyTIFF(binary.LittleEndian, 1, g),
		"big.tif":         greyTIFF(binary.BigEndian, 1, g),
		"named wrongly":   withChunk(pngOf(t, colours), "pHYs", perMetre()),
		"see-through.png": withChunk(pngOf(t, seeThrough(331, 470)), "pHYs", perMetre()),
	} {
		t.Run(name, func(t *testing.T) {
			want := image.NewRGBA(colours.Rect)
			draw.Draw(want, want.Rect, colours, image.Point{}, draw.Src)
			switch {
			case bytes.Contains(b[:4], []byte("*")):
				draw.Draw(want, want.Rect, g, image.Point{}, draw.Src)
			case name == "see-through.png":
				draw.Draw(want, want.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
				draw.Draw(want, want.Rect, seeThrough(331, 470), image.Point{}, draw.Over)
			}
			same(t, laid(t, name, b), 1, want)
		})
	}
}

func seeThrough(w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), 9, uint8(x + y)})
		}
	}
	return out
}

// same fails where a page is not drawn as it should be.
func same(t *testing.T, path string, page int, want *image.RGBA) {
	t.Helper()
	got, err := Draw(t.Context(), path, page, 200)
	if err != nil {
		t.Fatal(err)
	}
	if got.Width != want.Rect.Dx() || got.Height != want.Rect.Dy() {
		t.Fatalf("drawn with %d × %d dots, not %d × %d", got.Width, got.Height, want.Rect.Dx(), want.Rect.Dy())
	}
	if !bytes.Equal(got.RGBA().Pix, want.Pix) {
		t.Error("drawn otherwise than it is")
	}
}

// Every orientation leads a dot of the picture to its place (Exif 2.3, 4.6.4).
func TestOrientation(t *testing.T) {
	needsPoppler(t)
	const w, h = 300, 420
	stored := grey(w, h, 7)
	for turn := 1; turn <= 8; turn++ {
		want := image.NewRGBA(image.Rect(0, 0, w, h))
		if turn >= 5 {
			want = image.NewRGBA(image.Rect(0, 0, h, w))
		}
		for row := range h {
			for column := range w {
				x, y := held(turn, column, row, w, h)
				want.Set(x, y, stored.At(column, row))
			}
		}
		same(t, laid(t, "a.tif", greyTIFF(binary.LittleEndian, turn, stored)), 1, want)
	}
}

// held returns where a dot is looked at.
func held(turn, column, row, w, h int) (x, y int) {
	right, low := w-1-column, h-1-row
	return [...]int{0, column, right, right, column, row, h - 1 - row, h - 1 - row, row}[turn],
		[...]int{0, row, row, low, low, column, column, right, right}[turn]
}

// A TIFF of several pages has each of them, and leaves small pictures of them out.
func TestPagesOfTIFF(t *testing.T) {
	needsPoppler(t)
	one, two := grey(300, 400, 3), grey(280, 410, 5)
	b := greyTIFF(binary.BigEndian, 1, one, two)
	path := laid(t, "a.tif", b)
	pages, err := Pages(path)
	if err != nil || len(pages) != 2 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	if got := pages[1]; math.Abs(got.Width-280*72./200) > .01 || math.Abs(got.Height-410*72./200) > .01 || got.Pictures != 1 {
		t.Errorf("the second page is %+v", got)
	}
	want := image.NewRGBA(two.Rect)
	draw.Draw(want, want.Rect, two, image.Point{}, draw.Src)
	same(t, path, 2, want)
	if _, err := Draw(t.Context(), path, 3, 200); !errors.Is(err, pdf.ErrDamaged) {
		t.Errorf("a page that is not there: %v", err)
	}
}

// JPEG strips with tables of their own, and with shared ones.
func TestJPEGInTIFF(t *testing.T) {
	needsPoppler(t)
	m := image.NewYCbCr(image.Rect(0, 0, 320, 400), image.YCbCrSubsampleRatio444)
	for i := range m.Y {
		m.Y[i], m.Cb[i], m.Cr[i] = uint8(i/320/2), 100, 160
	}
	upper, lower := jpegOf(t, m.SubImage(image.Rect(0, 0, 320, 240))), jpegOf(t, m.SubImage(image.Rect(0, 240, 320, 400)))
	b := tiffOf(binary.LittleEndian, [][]field{{
		{tagWidth, 3, []int{320}}, {tagHeight, 3, []int{400}}, {258, 3, []int{8, 8, 8}}, {tagCompression, 3, []int{7}},
		{tagPhotometric, 3, []int{6}}, {277, 3, []int{3}}, {tagRows, 3, []int{240}}, {tagAcross, 5, []int{200, 1}},
		{tagDown, 5, []int{200, 1}},
	}}, [][][]byte{{upper, lower}})
	got, err := Draw(t.Context(), laid(t, "a.tif", b), 1, 200)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []image.Point{{10, 10}, {200, 239}, {200, 241}, {310, 390}} {
		r, g, b := color.YCbCrToRGB(m.Y[at.Y*320+at.X], 100, 160)
		k := 3 * (at.Y*got.Width + at.X)
		for i, want := range []uint8{r, g, b} {
			if diff := int(got.Pix[k+i]) - int(want); diff < -6 || diff > 6 {
				t.Errorf("at %v colour %d is %d, not %d", at, i, got.Pix[k+i], want)
			}
		}
	}
}

func TestSize(t *testing.T) {
	for _, c := range []struct {
		s    sheet
		w, h float64
	}{
		{sheet{width: 1654, height: 2339, across: 200, down: 200}, 595.44, 842.04},
		{sheet{width: 1728, height: 1145, across: 204, down: 98}, 609.88, 841.22}, // a fax
		{sheet{width: 3000, height: 4000, across: 72, down: 72, turn: 1}, 631.5, 842},
		{sheet{width: 4000, height: 3000, across: 72, down: 72, turn: 6}, 631.5, 842}, // a camera held upright
		{sheet{width: 1240, height: 1754}, 595.26, 842},
		{sheet{width: 1240, height: 1754, across: 20000, down: 20000}, 595.26, 842},
		{sheet{width: 100000, height: 10, across: 100, down: 100}, 842, 1},
	} {
		if w, h := c.s.size(); math.Abs(w-c.w) > .1 || math.Abs(h-c.h) > .1 {
			t.Errorf("%+v is %.2f × %.2f points, not %.2f × %.2f", c.s, w, h, c.w, c.h)
		}
	}
}

// A JPEG says how it is to be held in Exif, and ends with a marker.
func TestJPEG(t *testing.T) {
	plain := jpegOf(t, drawn(300, 200))
	exif := append([]byte("Exif\x00\x00"), tiffHead(tagOrientation, 6)...)
	app := append([]byte{0xff, app1, byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}, exif...)
	turned := append(append(append([]byte(nil), plain[:2]...), app...), plain[2:]...)
	pages, err := Pages(laid(t, "a.jpg", turned))
	if err != nil || len(pages) != 1 || pages[0].Width >= pages[0].Height || pages[0].Err != "" {
		t.Errorf("a picture that was turned: %+v, %v", pages, err)
	}
	pages, err = Pages(laid(t, "a.jpg", plain[:len(plain)/2]))
	if err != nil || len(pages) != 1 || pages[0].Err == "" {
		t.Errorf("a picture that was cut: %+v, %v", pages, err)
	}
}

func tiffHead(tag, value int) []byte {
	b, _ := appendDirectory([]byte("MM\x00*\x00\x00\x00\x00"), binary.BigEndian, 4, []field{{tag, 3, []int{value}}})
	return b
}

// What is made to take all memory, or is no picture, has a reason.
func TestHostilePictures(t *testing.T) {
	huge := pngOf(t, drawn(10, 10))
	binary.BigEndian.PutUint32(huge[16:], 100_000)
	binary.BigEndian.PutUint32(huge[20:], 100_000)
	binary.BigEndian.PutUint32(huge[29:], crc(huge[12:29]))
	loop := greyTIFF(binary.LittleEndian, 1, grey(20, 20, 1))
	binary.LittleEndian.PutUint32(loop[len(loop)-4:], binary.LittleEndian.Uint32(loop[4:]))
	tall := greyTIFF(binary.LittleEndian, 1, grey(20, 20, 1))
	whole := pngOf(t, drawn(300, 300))
	for name, c := range map[string]struct {
		b     []byte
		pages int
		err   error // of Pages
		fails bool  // to be drawn
	}{
		"100,000 × 100,000":      {huge, 0, pdf.ErrMemoryLimit, false},
		"a directory loop":       {loop, 1, nil, false},
		"a cut head":             {whole[:20], 0, pdf.ErrDamaged, false},
		"a cut PNG":              {whole[:len(whole)/2], 1, nil, true},
		"a TIFF cut in its dots": {tall[:12], 0, pdf.ErrDamaged, false},
		"a head alone":           {[]byte("\xff\xd8\xff\xe0"), 0, pdf.ErrDamaged, false},
		"JPEG strips of nothing": {tiffOf(binary.LittleEndian, [][]field{{
			{tagWidth, 3, []int{20}}, {tagHeight, 3, []int{20}}, {tagCompression, 3, []int{7}}, {277, 3, []int{3}},
		}}, [][][]byte{{[]byte("rubbish")}}), 1, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			path := laid(t, "a", c.b)
			pages, err := Pages(path)
			if len(pages) != c.pages || !errors.Is(err, c.err) {
				t.Fatalf("%d pages, %v", len(pages), err)
			}
			if c.fails {
				_, err := Draw(t.Context(), path, 1, 200)
				if r := pdf.ReasonOf(err); err == nil || r == pdf.ErrIO {
					t.Errorf("drawn: %v", err)
				}
			}
		})
	}
}

// Whatever a file holds, its pages have sizes, or there is a reason; nothing is decoded
// that is too large.
func FuzzPages(f *testing.F) {
	f.Add(pngOf(f, drawn(20, 30)))
	f.Add(jpegOf(f, drawn(20, 30)))
	f.Add(greyTIFF(binary.LittleEndian, 6, grey(20, 30, 3), grey(10, 10, 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := t.TempDir() + "/a"
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		file, sheets, err := open(path)
		if err != nil {
			if r := pdf.ReasonOf(err); r == pdf.ErrIO {
				t.Errorf("no reason: %v", err)
			}
			return
		}
		defer file.Close()
		for _, s := range sheets[:min(len(sheets), 3)] {
			if w, h := s.size(); w < 1 || h < 1 || max(w, h) > mostSide {
				t.Errorf("a page of %v × %v points", w, h)
			}
			if s.width*s.height > 1<<20 {
				continue
			}
			if _, err := s.pdf(); err != nil && pdf.ReasonOf(err) == pdf.ErrIO {
				t.Errorf("no reason: %v", err)
			}
		}
	})
}
