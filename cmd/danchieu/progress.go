package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

// progress says how far an ingest is: as a bar on a terminal, elsewhere as a line
// now and then; with a log, as records of it. It never says that all is done: that
// is for the summary, when the last commit is.
type progress struct {
	mu    sync.Mutex
	w     printer
	log   *slog.Logger             // nil for none
	width func() int               // of the terminal, 0 where there is none
	bar   *progressbar.ProgressBar // nil where there is no terminal, or nothing to count
	drawn bool                     // there is a line on the terminal
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
	p.width = func() int {
		f, ok := p.w.Writer.(*os.File)
		if !ok || p.log != nil {
			return 0
		}
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil {
			return 0
		}
		return width
	}
	p.told = p.now()
	return p
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
	switch width := p.width(); {
	case p.log != nil:
	case width > 0 && p.now().Sub(p.told) >= redraw:
		p.draw(width, filepath.Base(e.Path))
	case width == 0 && p.now().Sub(p.told) >= between:
		p.told = p.now()
		p.w.printf("%s\n", p.line())
	}
}

// redraw is the least time between two drawings on a terminal.
const redraw = 100 * time.Millisecond

// barCells is how wide the bar is.
const barCells = 10

// besideBar is what the bar takes on its line with the percent, its ends and the spaces.
const besideBar = barCells + 11

// newBar makes the bar of a stage. It says the percent; the rest is said behind it.
func newBar(w io.Writer) *progressbar.ProgressBar {
	return progressbar.NewOptions(100, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(barCells),
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionShowDescriptionAtLineEnd(), progressbar.OptionUseANSICodes(true),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░"}))
}

// draw draws the line on a terminal anew: a bar, what is done and left, and the file, as
// far as there is room. It is never wider than the terminal, where it would break; one that
// is narrow has no bar.
func (p *progress) draw(width int, file string) {
	p.told, p.drawn = p.now(), true
	text := p.line()
	withBar := p.bar != nil && width > 2*besideBar
	if withBar {
		_, text, _ = strings.Cut(text, "%  ") // the bar has it
		width -= besideBar
	}
	room := width - 1 - utf8.RuneCountInString(text) - 2
	if file != "" && room >= 8 {
		text += "  " + shorten(oneLine(file), room)
	}
	text = cutTo(inert(text), width-1)
	if withBar {
		p.bar.Set(p.percent())
		p.bar.Describe(text)
		return
	}
	p.erase()
	io.WriteString(p.w, text)
}

// erase takes the line on the terminal away.
func (p *progress) erase() { io.WriteString(p.w, eraseLine) }

// cutTo cuts a text behind so many letters.
func cutTo(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), max(n, 0))])
}

// begin starts a stage.
func (p *progress) begin(e pipeline.Event) {
	p.finish()
	p.stage, p.began, p.files, p.pages, p.bytes, p.total, p.size = e.Stage, p.now(), 0, 0, 0, e.Total, e.Size
	if p.log != nil {
		p.log.Info("stage", "run", e.Run, "stage", e.Stage, "total", e.Total, "bytes", e.Size)
	}
	if width := p.width(); width > 0 {
		if p.bar = nil; p.stage != pipeline.StageResolve {
			p.bar = newBar(p.w.Writer)
		}
		p.draw(width, "")
	}
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
	left, ok := p.remaining()
	if !ok {
		return text{}
	}
	return say(", %s left", left)
}

func (p *progress) remaining() (left time.Duration, ok bool) {
	done, took := p.share(), p.now().Sub(p.began)
	if done < 0.01 || took < time.Second {
		return 0, false
	}
	return time.Duration(float64(took) * (1 - done) / done).Round(time.Second), true
}

// into puts how far the ingest is into what is noted of it.
func (p *progress) into(n *datadir.Night) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n.Stage, n.Told, n.Percent, n.Left = string(p.stage), p.now(), 0, 0
	if p.stage != pipeline.StageResolve {
		n.Percent = p.percent()
		n.Left, _ = p.remaining()
	}
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
	if p.drawn {
		p.erase()
		p.drawn = false
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
