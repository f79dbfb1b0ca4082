package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Where there is no terminal a line now and then says what is done and what is left, by
// bytes and by pages, and never that all is done.
func TestProgressLines(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(printer{&b, legal.English}, nil)
	clock := time.Unix(0, 0)
	p.now = func() time.Time { return clock }
	p.told = clock
	tick := func(e pipeline.Event) {
		clock = clock.Add(6 * time.Second)
		p.event(e)
	}
	tick(pipeline.Event{Stage: pipeline.StageRead, Total: 3, Size: 10 << 20})
	for _, size := range []int64{1 << 20, 4 << 20, 5 << 20} {
		tick(pipeline.Event{Stage: pipeline.StageRead, Path: "/in/a.pdf", Pages: 6, Bytes: size})
	}
	tick(pipeline.Event{Stage: pipeline.StageOCR, Total: 2})
	tick(pipeline.Event{Stage: pipeline.StageOCR, Path: "/in/a.pdf", Pages: 1})
	tick(pipeline.Event{Stage: pipeline.StageOCR, Path: "/in/a.pdf", Pages: 1})
	want := ` 10 %  1 of 3 files, 1 of 10 MB, 1.0 pages a second, 54s left
 99 %  3 of 3 files, 10 of 10 MB, 1.0 pages a second, 0s left
 50 %  OCR: 1 of 2 pages, 6s left
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if strings.Contains(b.String(), "100 %") {
		t.Error("all is said to be done")
	}
}

// On a terminal the line is never as wide as that, says everything once, and leaves
// nothing behind; however a file is called.
func TestProgressOnTerminal(t *testing.T) {
	for _, lang := range []legal.Lang{legal.English, legal.Vietnamese} {
		for width := 20; width <= 200; width += 9 {
			var b bytes.Buffer
			p := newProgress(printer{&b, lang}, nil)
			clock := time.Unix(0, 0)
			p.now, p.width = func() time.Time { clock = clock.Add(time.Second); return clock }, func() int { return width }
			p.event(pipeline.Event{Stage: pipeline.StageRead, Total: 3, Size: 10 << 20})
			for range 3 {
				p.event(pipeline.Event{Stage: pipeline.StageRead, Pages: 6, Bytes: 3 << 20,
					Path: "/in/kế hoạch\x1b[2J " + strings.Repeat("dài ", 60) + ".pdf"})
			}
			p.event(pipeline.Event{Stage: pipeline.StageResolve})
			p.finish()
			all := strings.NewReplacer(eraseLine, "\r", "\x1b[0K", "", "\x1b[2K\r", "\r").Replace(b.String())
			drawn := strings.Split(all, "\r")
			if len(drawn) < 6 || drawn[0] != "" || drawn[len(drawn)-1] != "" || !strings.HasSuffix(b.String(), eraseLine) {
				t.Fatalf("%q", b.String())
			}
			for _, line := range drawn {
				if n := len([]rune(line)); n >= width || strings.ContainsFunc(line, steers) || strings.Contains(line, "\n") {
					t.Errorf("width %d: %d: %q", width, n, line)
				}
				if strings.Count(line, "%") > 1 || strings.Count(line, "left")+strings.Count(line, "còn") > 1 {
					t.Errorf("twice: %q", line)
				}
			}
		}
	}
}
