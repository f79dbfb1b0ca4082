package check

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// ingested returns a catalogue of a text.
func ingested(t *testing.T, text string) *catalog.Catalog {
	t.Helper()
	in := t.TempDir()
	if err := os.WriteFile(filepath.Join(in, "a.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := emptyCatalog(t)
	_, err := pipeline.Run(t.Context(), c, pipeline.Options{Paths: []string{in}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A number of a body of which nothing is known but the name is that of the document that is held, wherever the
// draft comes from; where the body is told apart, the other one is offered.
func TestSame(t *testing.T) {
	c := ingested(t, "BỘ CÔNG AN\nCỤC CẢNH SÁT PCCC VÀ CNCH\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"+
		"Số: 2243/PCCC&CNCH-P6\n\nHà Nội, ngày 23 tháng 7 năm 2025\n\nV/v tổng hợp tình hình thực hiện quy chuẩn\n\nKính gửi: Công an các tỉnh\n\n"+
		"Đề nghị các đơn vị báo cáo.\n")
	for text, want := range map[string]Verdict{
		"Thực hiện Công văn số 2243/PCCC&CNCH-P6 ngày 23/7/2025 của Cục Cảnh sát PCCC và CNCH;": Agrees,
		"Thực hiện Công văn số 2243/PCCC&CNCH-P6 ngày 24/7/2025 của Cục Cảnh sát PCCC và CNCH;": Close,
		"Thực hiện Công văn số 2243/PCCC&CNCH-P6 ngày 23/7/2021 của Cục Cảnh sát PCCC và CNCH;": Close,
		"Thực hiện Công văn số 2243/PCCC&CNCH-P6 ngày 05/9/2021 của Cục Cảnh sát PCCC và CNCH;": Unknown,
	} {
		r, err := Find(t.Context(), c, supposed(t, c, text))
		if err != nil || len(r.Citations) != 1 || r.Citations[0].Verdict != want {
			t.Errorf("%s\n%v %+v", text, err, r.Citations)
		}
	}
}
