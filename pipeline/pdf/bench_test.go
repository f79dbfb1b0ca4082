package pdf

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRead reads the PDFs in the folder that DANCHIEU_CORPUS names.
func BenchmarkRead(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("DANCHIEU_CORPUS"), "*.pdf"))
	if os.Getenv("DANCHIEU_CORPUS") == "" || len(files) == 0 {
		b.Skip("DANCHIEU_CORPUS names no folder with real files")
	}
	var data [][]byte
	for _, f := range files {
		d, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		data = append(data, d)
	}
	pages := 0
	for b.Loop() {
		for _, d := range data {
			p, err := Read(d)
			if err != nil {
				b.Fatal(err)
			}
			pages += len(p)
		}
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
