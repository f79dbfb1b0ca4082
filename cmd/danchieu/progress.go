package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// progress says how far an ingest is: as a bar on a terminal, elsewhere as a line
// now and then; with a log, as records of it. It never says that all is done: that
// is for the summary, when the last commit is.
type progress struct {
	mu    sync.Mutex
	w     printer
	log   *slog.Logger // nil for none
	bar   *progressbar.ProgressBar
	now   func() time.Time
	stage pipeline.Stage
	began time.Time // of the stage
	told  time.Time // when the last line was written
	files int       // of total
	total int
	pages int
	bytes int64 // of size
	size  int64
}

// between is the time between two lines where there is no terminal.
const between = 10 * time.Second

func newProgress(w printer, log *slog.Logger) *progress {
	p := &progress{w: w, log: log, now: time.Now}
	p.told = p.now()
	return p
}

func (p *progress) onTerminal() bool {
	f, ok := p.w.Writer.(*os.File)
	return ok && p.log == nil && term.IsTerminal(int(f.Fd()))
}

func (p *progress) event(e pipeline.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e.Path == "" {
		p.begin(e)
		return
	}
	p.files++
	p.pages += e.Pages
	p.bytes += e.Bytes
	if p.log != nil {
		p.record(e)
	}
	switch {
	case p.bar != nil:
		p.bar.Describe(p.line() + "  " + shorten(filepath.Base(e.Path), 32))
		p.bar.Add64(max(e.Bytes, 1))
	case p.log == nil && p.now().Sub(p.told) >= between:
		p.told = p.now()
		p.w.printf("%s\n", p.line())
	}
}

// begin starts a stage.
func (p *progress) begin(e pipeline.Event) {
	p.finish()
	p.stage, p.began, p.files, p.pages, p.bytes, p.total, p.size = e.Stage, p.now(), 0, 0, 0, e.Total, e.Size
	if p.log != nil {
		p.log.Info("stage", "run", e.Run, "stage", e.Stage, "total", e.Total, "bytes", e.Size)
	}
	if !p.onTerminal() {
		return
	}
	// One unit more than there is to do: the bar is full when the last commit is done.
	p.bar = progressbar.NewOptions64(max(e.Size, int64(e.Total))+1, progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionUseANSICodes(os.Getenv("NO_COLOR") == ""))
	p.bar.Describe(p.line())
}

// line says in one line what is done and what is left.
func (p *progress) line() string { return p.text().In(p.w.lang) }

func (p *progress) text() text {
	switch p.stage {
	case pipeline.StageRead:
		return say("%3d %%  %d of %s, %d of %d MB, %s%s", p.percent(), p.files, nouns(p.total, "file"), p.bytes>>20,
			p.size>>20, rate(p.pages, p.now().Sub(p.began)), p.left())
	case pipeline.StageOCR:
		return say("%3d %%  OCR: %d of %s%s", p.percent(), p.files, nouns(p.total, "page"), p.left())
	}
	return say("working out what the citations mean")
}

// share is how much of a stage is done: by bytes, or by pages.
func (p *progress) share() float64 {
	if p.size > 0 {
		return float64(p.bytes) / float64(p.size)
	}
	return float64(p.files) / float64(max(p.total, 1))
}

// percent is the share done, at most 99: what comes after the last file or page
// takes its time too.
func (p *progress) percent() int { return min(99, int(100*p.share())) }

// left says how long the stage will take at the pace it has had.
func (p *progress) left() text {
	done, took := p.share(), p.now().Sub(p.began)
	if done < 0.01 || took < time.Second {
		return text{}
	}
	return say(", %s left", time.Duration(float64(took)*(1-done)/done).Round(time.Second))
}

// record writes what became of a file, or of a page for OCR.
func (p *progress) record(e pipeline.Event) {
	args := []any{"run", e.Run, "stage", e.Stage, "path", e.Path, "pages", e.Pages, "done", p.files, "total", p.total}
	switch {
	case e.Outcome == catalog.Failed:
		p.log.Warn("not read", append(args, "reason", e.Reason)...)
	case e.Outcome == "" && e.Stage == pipeline.StageRead:
		p.log.Info("as it was, or left for the next run", args...)
	default:
		p.log.Info("done", append(args, "outcome", e.Outcome)...)
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Finish()
		p.bar = nil
	}
}

func rate(pages int, took time.Duration) text {
	return say("%.1f pages a second", float64(pages)/max(took.Seconds(), 0.001))
}

// shorten cuts a name in the middle to at most n letters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2]) + "…" + string(r[len(r)-(n-n/2-1):])
}
