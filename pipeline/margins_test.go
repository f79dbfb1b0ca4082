package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Page numbers, and running heads where they repeat on three pages or more, are no
// part of the text: printed or not, the citations are the same. DANCHIEU_CORPUS
// names a folder of real files to try it on as well.
func TestMarginsChangeNothing(t *testing.T) {
	files, err := filepath.Glob("../testdata/plans/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples: ", err)
	}
	if dir := os.Getenv("DANCHIEU_CORPUS"); dir != "" {
		real, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, real...)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages, err := pdf.Read(data)
		if err != nil {
			continue // the damaged one
		}
		plain := told(pages)
		for i := range pages {
			if len(pages) >= 3 {
				pages[i].Lines = append([]pdf.Line{margin(pages[i], 20, "Công báo số 12 năm 2023")}, pages[i].Lines...)
			}
			pages[i].Lines = append(pages[i].Lines, margin(pages[i], pages[i].Height-15, fmt.Sprint("- ", i+1, " -")))
		}
		if diff := cmp.Diff(plain, told(pages)); diff != "" {
			t.Errorf("%s with margins (-without +with):\n%s", filepath.Base(f), diff)
		}
	}
}

func margin(p pdf.Page, y float64, text string) pdf.Line {
	half := 2.2 * float64(len([]rune(text)))
	box := legal.Box{X0: p.Width/2 - half, Y0: y - 8, X1: p.Width/2 + half, Y1: y + 2}
	return pdf.Line{Box: box, Words: []pdf.Word{{Text: text, Box: box, Baseline: y, Size: 9}}}
}

func told(pages []pdf.Page) []string {
	var out []string
	for _, c := range cite.Find(layout.Text(pages)) {
		out = append(out, fmt.Sprint(c.Page, c.Type, c.Number, c.Date, c.Issuer, c.Name, c.Provision, c.Relation,
			c.From))
	}
	return out
}
