package answer

import (
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// A file without a number is asked about until a person says it; what was said stands with
// the question, and the correction knows what the document is called then.
func TestAskedAndSaid(t *testing.T) {
	texts := chain()
	texts["khong-so.txt"] = plan("      /KH-SNV", "ngày 21 tháng 05 năm 2023", "Sơn La/Sở Nội vụ", "Lưu trữ hồ sơ",
		"Thực hiện Kế hoạch số 501/KH-UBND ngày 10/5/2023 của UBND tỉnh Sơn La;")
	l := newLibrary(t, texts)
	asked, err := l.service().Askings()
	if must(t, err); len(asked) != 1 || asked[0].Ask != legal.AskNumber {
		t.Fatalf("asked %+v", asked)
	}
	q, ok, err := l.service().Question(asked[0].File)
	if must(t, err); !ok || q.Name != "khong-so.txt" || q.State == "" || len(q.Said) != 0 || q.Document.ID == "" {
		t.Errorf("question %+v, %v", q, ok)
	}
	if perhaps, err := l.service().MayBe(asked[0].File); err != nil || len(perhaps) != 0 {
		t.Errorf("may be %+v, %v", perhaps, err)
	}
	before := q.Document.ID
	_, err = l.c.AddCorrection(t.Context(), legal.Correction{
		Kind: legal.Decide, Document: before, File: asked[0].File, Field: legal.FieldNumber, Value: "13/KH-SNV", By: "Lan",
		At: "2026-01-01T00:00:00Z", Why: "sổ văn thư",
	})
	must(t, err)
	must(t, pipeline.Resolve(t.Context(), l.c))
	l.sync()
	if left, err := l.service().Askings(); err != nil || len(left) != 0 {
		t.Errorf("still asked: %+v, %v", left, err)
	}
	q, ok, err = l.service().Question(asked[0].File)
	if must(t, err); !ok || len(q.Said) != 1 || q.Head.Number != "13/KH-SNV" {
		t.Errorf("answered: %+v, %v", q, ok)
	}
	said, err := l.service().Corrections()
	if must(t, err); len(said) != 1 || said[0].Now != q.Document.ID || said[0].Present().Document != q.Document.ID {
		t.Errorf("said %+v, now %s", said, q.Document.ID)
	}
	if _, ok, err := l.service().Question("no such file"); ok || err != nil {
		t.Error("a question about nothing: ", err)
	}
}

// A citation that may mean two documents is asked about with both.
func TestOpen(t *testing.T) {
	l := newLibrary(t, map[string]string{
		"a.txt": plan("1/KH-UBND", "ngày 10 tháng 05 năm 2023", "Sơn La", "Một",
			"Căn cứ Chỉ thị số 14/CT-TTg ngày 25/5/2021 của Thủ tướng Chính phủ;",
			"Căn cứ Chỉ thị số 14/CT-TTg ngày 31/8/2022 của Thủ tướng Chính phủ;"),
		"b.txt": plan("2/KH-UBND", "ngày 11 tháng 05 năm 2023", "Sơn La", "Hai", "Thực hiện Chỉ thị số 14/CT-TTg;"),
	})
	b := l.document("2/KH-UBND")
	at := legal.CitationRef{File: b.Held, Index: 0}
	o, ok, err := l.service().Open(at)
	if must(t, err); !ok || len(o.Candidates) != 2 || o.Document != "" || o.State == "" {
		t.Fatalf("open %+v, %v", o, ok)
	}
	_, err = l.c.AddCorrection(t.Context(), legal.Correction{
		Kind: legal.Same, Citation: &at, Raw: o.Raw, Document: o.Candidates[0].ID, By: "Lan", At: "2026-01-01T00:00:00Z", Why: "x",
	})
	must(t, err)
	must(t, pipeline.Resolve(t.Context(), l.c))
	if o, ok, err = l.service().Open(at); err != nil || !ok || len(o.Said) != 1 {
		t.Errorf("said %+v, %v, %v", o, ok, err)
	}
	if _, ok, err := l.service().Open(legal.CitationRef{File: b.Held, Index: 99}); ok || err != nil {
		t.Error("a citation that is not there: ", err)
	}
}

// News newest first, of files alone.
func TestNewestFirst(t *testing.T) {
	l := newLibrary(t, chain())
	l.write("sau.txt", plan("99/KH-UBND", "ngày 01 tháng 07 năm 2023", "Sơn La", "Cải cách sau cùng",
		"Thực hiện Kế hoạch số 501/KH-UBND ngày 10/5/2023 của UBND tỉnh Sơn La;"))
	l.ingest()
	s := l.service()
	hits, came, err := s.NewestFirst(append([]Hit{{}}, l.search("cải cách", index.Options{}, 1).Hits...))
	if must(t, err); len(hits) < 4 || len(came) != len(hits) {
		t.Fatalf("%d hits, %d came", len(hits), len(came))
	}
	for i := 1; i < len(hits); i++ {
		if came[hits[i-1].SHA256].Before(came[hits[i].SHA256]) {
			t.Errorf("%d is older than %d", i-1, i)
		}
	}
	if watched, err := s.Watched(10); err != nil || len(watched) != 0 {
		t.Errorf("watched %+v, %v", watched, err)
	}
}
