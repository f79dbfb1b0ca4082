package check

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
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

// A draft is told of what it rests on that has ended, unless it says so itself; a report that tells of what was done
// has it as a note.
func TestEnded(t *testing.T) {
	c := ingested(t, "CHÍNH PHỦ\nSố: 20/2021/NĐ-CP\nHà Nội, ngày 01 tháng 6 năm 2021\n\nNGHỊ ĐỊNH\nQuy định về việc làm\n\n"+
		"Điều 1. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2021.\n"+
		"Điều 2. Nghị định này thay thế Nghị định số 10/2020/NĐ-CP ngày 15 tháng 01 năm 2020 của Chính phủ quy định về việc làm.\n")
	const old = "Nghị định số 10/2020/NĐ-CP ngày 15/01/2020 của Chính phủ"
	for _, tt := range []struct {
		text string
		typ  legal.Type
		want audit.Severity
	}{
		{"Căn cứ " + old + ";", legal.Plan, audit.Error},
		{"Các đơn vị thực hiện " + old + ".", legal.Plan, audit.Error},
		{"Các đơn vị thực hiện " + old + ".", legal.Report, audit.Note},
		{"Căn cứ " + old + ";", legal.Report, audit.Error},
		{"Theo " + old + ", nay đã hết hiệu lực, các đơn vị đã báo cáo.", legal.Plan, ""},
		{"Căn cứ " + old + " được thay thế bởi Nghị định số 20/2021/NĐ-CP;", legal.Plan, ""},
		{"Tại thời điểm đó có " + old + ".", legal.Plan, ""},
		{"Căn cứ Nghị định số 20/2021/NĐ-CP ngày 01/6/2021 của Chính phủ;", legal.Plan, ""},
	} {
		d := supposed(t, c, tt.text)
		d.Text.Head.Type = tt.typ
		r, err := Find(t.Context(), c, d)
		var got audit.Severity
		for _, f := range r.Findings {
			if f.Rule == Ended {
				got = f.Severity
			}
		}
		if err != nil || got != tt.want {
			t.Errorf("%s, %s: %q, want %q; %v", tt.typ, tt.text, got, tt.want, err)
		}
	}
}
