package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestParseBoxes(t *testing.T) {
	const in = `<html><head><title>a &lt; b</title></head><doc>
  <page width="595.0" height="842.0">
    <flow><block xMin="0"><line xMin="10.0">
      <word xMin="10.0" yMin="20.0" xMax="40.0" yMax="31.07">Bo&#x323; A&amp;B</word>
      <word xMin="40.2" yMin="19.0" xMax="43.0" yMax="25.0">1</word>
      <word xMin="50.0" yMin="20.0" xMax="60.0" yMax="31.07">` + "30\x02NQ/TW" + `</word>
      <word xMin="60.0" yMin="20.0" xMax="60.0" yMax="31.07">no width</word>
    </line></block></flow>
  </page>
  <page width="100" height="1e99"></page>
</doc>`
	want := []Page{
		{Width: 595, Height: 842, Letters: 15, Visible: 15, Pictures: 1, Lines: []Line{{Box: legal.Box{X0: 10, Y0: 19, X1: 60, Y1: 31.07}, Words: []Word{
			{Text: "Bọ A&B", Box: legal.Box{X0: 10, Y0: 20, X1: 40, Y1: 31.07}, Size: 10, Baseline: 28.91},
			{Text: "1", Box: legal.Box{X0: 40.2, Y0: 19, X1: 43, Y1: 25}, Size: 5.42, Baseline: 23.83, Glued: true, Mark: true},
			{Text: "30-NQ/TW", Box: legal.Box{X0: 50, Y0: 20, X1: 60, Y1: 31.07}, Size: 10, Baseline: 28.91},
		}}}},
		{Width: 100, Pictures: 1},
	}
	if diff := cmp.Diff(want, parseBoxes(in), cmpopts.EquateApprox(0, .01)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzParseBoxes(f *testing.F) {
	f.Add(`<page width="9" height="9"><line><word xMin="1" yMin="1" xMax="2" yMax="2">a</word></line></page>`)
	f.Add(`<page width="9"><word xMin="NaN" yMin="-Inf" xMax="2" yMax="2">` + "\xff" + `&#0;</word></line`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range parseBoxes(s) {
			for _, l := range p.Lines {
				if len(l.Words) == 0 {
					t.Error("empty line")
				}
				for _, w := range l.Words {
					if w.Text == "" || w.Box.X1 <= w.Box.X0 || w.Box.Y1 <= w.Box.Y0 || !(w.Size > 0 && w.Size < 1e6) ||
						strings.ContainsRune(w.Text, '\n') {
						t.Errorf("%+v", w)
					}
				}
			}
		}
	})
}

// needProgram skips a test where an outside program is not installed.
func needProgram(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("needs %s (poppler-utils)", name)
	}
}

// A file whose startxref points nowhere is one that poppler rebuilds.
func TestRescue(t *testing.T) {
	needProgram(t, "pdftotext")
	data, err := os.ReadFile("../../testdata/plans/kh-33-ubnd.pdf")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(data, []byte("startxref"))
	path := writeFile(t, append(data[:at:at], "startxref\n17\n%%EOF\n"...))
	pages, err := Rescue(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, l := range pages[0].Lines {
		for _, w := range l.Words {
			text.WriteString(w.Text + " ")
		}
	}
	if !strings.Contains(text.String(), "KẾ HOẠCH") || pages[0].Letters < littleText || pages[0].Pictures != 0 {
		t.Errorf("%d letters: %s", pages[0].Letters, text.String())
	}
}

func TestRescueFails(t *testing.T) {
	needProgram(t, "pdftotext")
	tests := []struct {
		name, path string
		want       Reason
	}{
		{"no file", "no such file.pdf", ErrIO},
		{"no PDF", writeFile(t, []byte("-q")), ErrDamaged},
	}
	for _, tt := range tests {
		if _, err := Rescue(t.Context(), tt.path); ReasonOf(err) != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Rescue(t.Context(), writeFile(t, []byte("%PDF-1.4"))); ReasonOf(err) != ErrMissing {
		t.Errorf("without pdftotext: %v", err)
	}
}

func TestPicture(t *testing.T) {
	needProgram(t, "pdftoppm")
	path := writeFile(t, pageWith("/Rotate 90 /CropBox[0 0 100 300]", "0 0 50 50 re f"))
	drawn, err := Picture(t.Context(), path, 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	picture := drawn.RGBA()
	if b := picture.Rect; b.Dx() != 300 || b.Dy() != 100 {
		t.Fatalf("picture of %v", b)
	}
	if dark, light := picture.RGBAAt(10, 10), picture.RGBAAt(200, 10); dark.R != 0 || light.R != 255 {
		t.Errorf("the square of the lower left corner is not in the upper left one: %v %v", dark, light)
	}
	if _, err := Picture(t.Context(), path, 7, 72); ReasonOf(err) != ErrDamaged {
		t.Errorf("a page that is not there: %v", err)
	}
}

func TestParsePPM(t *testing.T) {
	for _, s := range []string{"", "P5\n1 1\n255\n123", "P6\n2 2\n255\nabc", "P6\n-1 2\n255\nabc",
		"P6\n999999999999 9999999999\n255\n", "P6\n1 1\n65535\nabcdef"} {
		if _, err := parsePPM([]byte(s)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestProgramLimits(t *testing.T) {
	limits := ProgramLimits{Wall: 1e9, CPU: 1e9, Memory: 1 << 30, Output: 1 << 16}
	tests := []struct {
		name, script string
		want         error
	}{
		{"wall", "sleep 20", ErrTimeLimit},
		{"output", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", ErrMemoryLimit},
		{"password", "echo Incorrect password >&2; exit 1", ErrEncrypted},
		{"memory", "echo Out of memory >&2; exit 1", ErrMemoryLimit},
		{"processor", "kill -XCPU $$", ErrTimeLimit},
		{"crash", "kill -SEGV $$", ErrCrashed},
		{"gives up", "exit 3", ErrDamaged},
		{"limits are set", `[ "$(ulimit -v)" = 1048576 ] && [ "$(ulimit -t)" = 1 ]`, nil},
	}
	for _, tt := range tests {
		_, err := Program{Name: "sh", Args: []string{"-c", tt.script}, Limits: limits}.Run(t.Context())
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	limits.Wall = 60e9
	child := []string{"-c", "sh -c 'while :; do :; done'; exit 1"}
	if _, err := (Program{Name: "sh", Args: child, Limits: limits}).Run(t.Context()); !errors.Is(err, ErrTimeLimit) {
		t.Errorf("processor, by what it has started: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Program{Name: "sh", Limits: limits}).Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}
