package web

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// guide is the guide for clerks, with its pictures beside it.
const guide = "../docs/huong-dan.md"

// maxGuidePicture bounds a picture of the guide: it is looked at over a slow line, too.
const maxGuidePicture = 100 << 10

// The guide shows the pages as they are: its pictures are taken here (-update), every one is there
// and shown, and what it tells the reader to look for stands on that page.
func TestGuide(t *testing.T) {
	s := openPlans(t, func(c *Config) { c.Corrections = true })
	text, err := os.ReadFile(guide)
	must(t, err)
	shots := []struct{ picture, address, says string }{
		{"tim-kiem", "/search?q=d%E1%BA%A1y+th%C3%AAm", "Thu hẹp"},
		{"van-ban", "/d/nq-93-tw-k13", "Văn bản viện dẫn nó"},
		{"chuoi", "/d/nq-93-tw-k13/chain", "Những văn bản dựa trên văn bản này"},
		{"trang", fmt.Sprintf("/f/%s/1?c=1", shaOf(t, s, "kh-112-pgddt.pdf")), "chỗ viện dẫn"},
		{"kiem-tra", "/audit", "Đánh dấu"},
		{"can-tim", "/wanted", "Cần tìm"},
	}
	for _, shot := range shots {
		if _, body := get(t, s.Handler(), shot.address); !strings.Contains(body, shot.says) {
			t.Errorf("%s does not say %q", shot.address, shot.says)
		}
		if !strings.Contains(strings.ToLower(string(text)), strings.ToLower(shot.says)) ||
			!strings.Contains(string(text), "(hinh/"+shot.picture+".png)") {
			t.Errorf("the guide does not say %q, or has no picture %s", shot.says, shot.picture)
		}
	}
	if *update {
		b := startBrowser(t, s).tab(t)
		for _, shot := range shots {
			b.run(chromedp.EmulateViewport(1000, 620))
			b.open(shot.address)
			taken, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			must(t, err)
			must(t, os.WriteFile(guidePicture(shot.picture), fewColours(t, taken), 0o644))
		}
	}
	kept, err := filepath.Glob(guidePicture("*"))
	must(t, err)
	if len(kept) != len(shots) {
		t.Errorf("%d pictures beside the guide, want %d", len(kept), len(shots))
	}
	for _, shot := range shots {
		b, err := os.ReadFile(guidePicture(shot.picture))
		must(t, err)
		if p, err := png.DecodeConfig(bytes.NewReader(b)); err != nil || p.Width != 1000 || len(b) > maxGuidePicture {
			t.Errorf("%s: %d bytes, %d wide, %v", shot.picture, len(b), p.Width, err)
		}
	}
}

func guidePicture(name string) string {
	return filepath.Join(filepath.Dir(guide), "hinh", name+".png")
}

// fewColours writes a PNG file again with the 64 colours it has most of: a page of text needs no more, and is half the size.
func fewColours(t *testing.T, taken []byte) []byte {
	t.Helper()
	from, err := png.Decode(bytes.NewReader(taken))
	must(t, err)
	count := map[color.RGBA]int{}
	for y := range from.Bounds().Dy() {
		for x := range from.Bounds().Dx() {
			count[color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	var colours color.Palette
	for _, c := range most[:min(64, len(most))] {
		colours = append(colours, c)
	}
	to := image.NewPaletted(from.Bounds(), colours)
	draw.Draw(to, to.Bounds(), from, image.Point{}, draw.Src)
	var out bytes.Buffer
	must(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, to))
	return out.Bytes()
}
