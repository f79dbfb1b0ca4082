package ocr

import (
	"errors"
	"regexp"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

func TestThisEngine(t *testing.T) {
	e, err := ThisEngine(t.Context())
	if errors.Is(err, pdf.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	version, sum := regexp.MustCompile(`^\d+\.\d+`), regexp.MustCompile(`^[0-9a-f]{64}$`)
	if !version.MatchString(e.Poppler) || !version.MatchString(e.Tesseract) || !sum.MatchString(e.Vietnamese) ||
		e.Arch == "" || e.Method != method {
		t.Errorf("this engine: %s", e)
	}
	again, err := ThisEngine(t.Context())
	if err != nil || again.ID() != e.ID() {
		t.Errorf("asked again: %s, %v", again, err)
	}
	for name, other := range map[string]func(*Engine){
		"poppler": func(e *Engine) { e.Poppler += "1" }, "tesseract": func(e *Engine) { e.Tesseract += "1" },
		"model": func(e *Engine) { e.Vietnamese = "" }, "processor": func(e *Engine) { e.Arch = "riscv64" },
	} {
		changed := e
		if other(&changed); changed.ID() == e.ID() {
			t.Errorf("another %s makes no other engine", name)
		}
	}
}
