package ocr

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ownHead is what a scan says of itself, by eye.
type ownHead struct {
	sha256     string
	number     string
	day, month string // "" where the head has no date
	numberHand bool
	dayHand    bool
}

// held reports whether a scan is of the third that the net was never trained with.
func (h ownHead) held() bool {
	n, _ := strconv.ParseUint(h.sha256[:2], 16, 8)
	return n%3 == 0
}

func (h ownHead) of(k BlankKind) string {
	switch k {
	case DayBlank:
		return h.day
	case MonthBlank:
		return h.month
	}
	return h.number[:len(h.number)-len(strings.TrimLeft(h.number, "0123456789"))]
}

func ownHeads(t *testing.T) map[string]ownHead {
	t.Helper()
	b, err := os.ReadFile("testdata/heads.tsv")
	if err != nil {
		t.Fatal(err)
	}
	heads := map[string]ownHead{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 5 {
			continue
		}
		h := ownHead{sha256: f[0], number: f[1], numberHand: f[3] == "hand", dayHand: f[4] == "hand"}
		if d, err := legal.ParseDate(f[2]); err == nil {
			h.day, h.month = strconv.Itoa(d.Day), strconv.Itoa(d.Month)
		}
		heads[f[0]] = h
	}
	return heads
}

func TestOwnHeads(t *testing.T) {
	heads := ownHeads(t)
	held := 0
	for sum, h := range heads {
		if len(sum) != 64 || h.of(NumberBlank) == "" {
			t.Errorf("%s: %+v", sum, h)
		}
		if h.held() {
			held++
		}
	}
	if len(heads) != 105 || held < 25 {
		t.Errorf("%d heads, %d of them held out", len(heads), held)
	}
}

// scans calls f for every labelled scan of the folder DANCHIEU_SCANS with its first page,
// read anew.
func scans(t *testing.T, f func(ownHead, upright, Page)) {
	dir := os.Getenv("DANCHIEU_SCANS")
	if dir == "" {
		t.Skip("DANCHIEU_SCANS names no folder of scans")
	}
	heads := ownHeads(t)
	var reader Reader
	defer reader.Close()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".pdf" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		h, ok := heads[hex.EncodeToString(sum[:])]
		if !ok {
			return nil
		}
		picture, err := Draw(t.Context(), Request{Path: path, Page: 1})
		if err != nil {
			return err
		}
		page, err := reader.Read(t.Context(), picture)
		if err != nil {
			return err
		}
		f(h, upright{Picture{quarters(picture.gray, page.View.Quarters), picture.dpi}, page.View}, page)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestScans counts what is read in the blanks of the labelled scans: at most one in a
// hundred of what is taken for sure is wrong.
func TestScans(t *testing.T) {
	type count struct{ blanks, guessed, sure, wrong int }
	counts := map[string]*count{}
	scans(t, func(h ownHead, _ upright, page Page) {
		for _, b := range page.Blanks {
			want := h.of(b.Kind)
			if want == "" || b.Kind == NumberBlank && !h.numberHand || b.Kind != NumberBlank && !h.dayHand {
				continue
			}
			which := map[bool]string{true: " held out", false: ""}[h.held()]
			name := map[BlankKind]string{NumberBlank: "number", DayBlank: "day", MonthBlank: "month"}[b.Kind] + which
			if counts[name] == nil {
				counts[name] = &count{}
			}
			c := counts[name]
			c.blanks++
			read, doubt := b.asRead(page.Lines[b.Line].Words[b.From:b.To])
			w := b.settle(read, doubt)
			if len(b.Readings) > 0 && sameNumber(b.Readings[0].Digits, want) || sameNumber(w.digits, want) {
				c.guessed++
			}
			if w.digits != "" {
				c.sure++
			}
			if w.digits != "" && !sameNumber(w.digits, want) {
				c.wrong++
				t.Logf("%s: %s is read as %s", h.number, want, w.digits)
			}
		}
	})
	sure, wrong := 0, 0
	for name, c := range counts {
		t.Logf("%s: %+v", name, *c)
		sure, wrong = sure+c.sure, wrong+c.wrong
	}
	if 100*wrong > sure {
		t.Errorf("%d of %d sure readings are wrong", wrong, sure)
	}
}

// TestBlanks writes the blanks of the labelled scans that are not held out into the file
// DANCHIEU_BLANKS; see hand/train/train.py.
func TestBlanks(t *testing.T) {
	out := os.Getenv("DANCHIEU_BLANKS")
	if out == "" {
		t.Skip("DANCHIEU_BLANKS names no file")
	}
	type labelled struct {
		Gray                 *image.Gray
		From, To, Base, Size float64
		Digits               []string
	}
	var all []labelled
	scans(t, func(h ownHead, d upright, page Page) {
		for _, b := range page.Blanks {
			want := h.of(b.Kind)
			if h.held() || want == "" {
				continue
			}
			cut := d.blank(b)
			l := labelled{cut.Gray, cut.From, cut.To, cut.Base, cut.Size, []string{want}}
			if b.Kind != NumberBlank && len(want) == 1 {
				l.Digits = append(l.Digits, "0"+want)
			}
			all = append(all, l)
		}
	})
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
