package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// harms are ways to damage a file: bits turned, its end cut off, a stretch made zero.
var harms = map[string]func(rnd *rand.Rand, data []byte) []byte{
	"bits": func(rnd *rand.Rand, data []byte) []byte {
		for range 1 + rnd.IntN(24) {
			data[rnd.IntN(len(data))] ^= 1 << rnd.IntN(8)
		}
		return data
	},
	"cut": func(rnd *rand.Rand, data []byte) []byte { return data[:len(data)*(20+rnd.IntN(80))/100] },
	"hole": func(rnd *rand.Rand, data []byte) []byte {
		at := rnd.IntN(len(data))
		clear(data[at:min(len(data), at+64<<rnd.IntN(8))])
		return data
	},
}

// wordsOf counts the words of a file's text.
func wordsOf(r FileReading) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(r.Text.Content) {
		out[w]++
	}
	return out
}

// lostShare is the share of words of one text that another does not have.
func lostShare(was, is map[string]int) float64 {
	all, lost := 0, 0
	for w, n := range was {
		all += n
		lost += max(0, n-is[w])
	}
	return float64(lost) / float64(max(1, all))
}

// No damaged file that lost a tenth of its words is read without saying so: the files of
// the folder DANCHIEU_DAMAGE, at most a hundred, are damaged in twenty ways each.
// DANCHIEU_PORTION is "2/5" for the second fifth of them.
func TestDamagedFilesSaySo(t *testing.T) {
	dir := os.Getenv("DANCHIEU_DAMAGE")
	if dir == "" {
		t.Skip("DANCHIEU_DAMAGE names no folder of PDFs")
	}
	var files []string
	check(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if info, infoErr := d.Info(); err == nil && infoErr == nil && strings.HasSuffix(path, ".pdf") && info.Size() < 1<<20 {
			files = append(files, path)
		}
		return err
	}))
	slices.Sort(files)
	portion, portions := 1, 1
	if p, of, ok := strings.Cut(os.Getenv("DANCHIEU_PORTION"), "/"); ok {
		portion, _ = strconv.Atoi(p)
		portions, _ = strconv.Atoi(of)
	}
	child := startReader(t)
	read, part, refused, silent, used := 0, 0, 0, 0, 0
	for i, path := range files {
		if used == 100 {
			break
		}
		whole, err := Read(t.Context(), child, path, nil)
		if err != nil || len(whole.Damaged) > 0 || len(wordsOf(whole)) < 100 {
			continue // a scan
		}
		if used++; used%portions != portion-1 {
			continue
		}
		data, err := os.ReadFile(path)
		check(t, err)
		for n := range 20 {
			name := []string{"bits", "bits", "cut", "hole"}[n%4]
			rnd := rand.New(rand.NewPCG(uint64(n), uint64(i)))
			bad := filepath.Join(t.TempDir(), "bad.pdf")
			check(t, os.WriteFile(bad, harms[name](rnd, slices.Clone(data)), 0o644))
			r, err := Read(t.Context(), child, bad, nil)
			lost := lostShare(wordsOf(whole), wordsOf(r))
			says := len(r.Damaged) > 0 || waitingPages(r.Text) > waitingPages(whole.Text)
			switch {
			case err != nil:
				refused++
			case says:
				part++
			case lost >= .1:
				silent++
				t.Errorf("%s, %s %d: %.0f %% of the words are lost, %d pages of %d", filepath.Base(path), name, n,
					100*lost, len(r.Text.Pages), len(whole.Text.Pages))
			default:
				read++
			}
			check(t, os.Remove(bad))
		}
	}
	fmt.Printf("%d files: %d read in full, %d in part, %d refused, %d lost a tenth of their words in silence\n", used,
		read, part, refused, silent)
}
