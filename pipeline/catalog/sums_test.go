package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

// A catalogue has checksums when it is closed, also where somebody has it open to read;
// when it is next written they are those of before, with what was written since.
func TestSums(t *testing.T) {
	storetest.OnFile(t)
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, CheckSums(dir)) // what is written is noted
	reader, err := OpenReader(dir)
	must(t, err)
	defer reader.Close()
	must(t, c.Close())
	must(t, CheckSums(dir))

	must(t, os.WriteFile(filepath.Join(dir, "catalog.seal"), nil, 0o644))
	c, err = Open(dir)
	must(t, err)
	must(t, CheckSums(dir))
	must(t, c.Tombstone(ctx, 0)) // which changes nothing
	must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	must(t, CheckSums(dir))
	if _, err := os.Stat(filepath.Join(dir, SumsName)); err == nil {
		t.Error("after a change the checksums of before are still there")
	}
	must(t, c.Close())
	if c.sums.whole {
		t.Error("checksums are made anew")
	}
	must(t, CheckSums(dir))
	if _, err := os.Stat(filepath.Join(dir, "catalog.seal")); err == nil {
		t.Error("the checksums of an older version are still there")
	}
}

// TestSumsKeptUp writes in many sessions, with transactions that fail, others that read,
// and a WAL that is begun anew all the time: the checksums are those of the whole file.
func TestSumsKeptUp(t *testing.T) {
	storetest.OnFile(t)
	r := rand.New(rand.NewPCG(5, 6))
	c, dir := openTest(t)
	stop := errors.New("stop")
	for session := range 12 {
		_, err := c.db.Exec("PRAGMA wal_autocheckpoint = 20")
		must(t, err)
		for i := range 1 + r.IntN(15) {
			f := sample(fmt.Sprintf("%064d", r.IntN(200)))
			f.Text.Content = string(bytes.Repeat([]byte{byte('a' + i)}, r.IntN(30000)))
			must(t, c.PutFile(ctx, f, at(fmt.Sprintf("/in/%d.pdf", r.IntN(100)))))
			if r.IntN(3) == 0 {
				err := c.Update(ctx, func(tx *Tx) error {
					return errors.Join(tx.exec("UPDATE pages SET source = 'x'"), stop)
				})
				if !errors.Is(err, stop) {
					t.Fatal(err)
				}
			}
		}
		if session == 7 {
			must(t, c.Vacuum(ctx))
		}
		must(t, c.Close())
		if session > 0 && session != 7 && c.sums.whole {
			t.Errorf("session %d: checksums are made anew", session)
		}
		must(t, CheckSums(dir))
		c, err = Open(dir)
		must(t, err)
	}
	must(t, c.Close())
}

// TestSumsFindDamage flips bits at random places: that is found, and where, also after
// others have written elsewhere.
func TestSumsFindDamage(t *testing.T) {
	storetest.OnFile(t)
	c, dir := openTest(t)
	for i := range 30 {
		must(t, c.PutFile(ctx, sample(fmt.Sprintf("%064d", i)), at(fmt.Sprintf("/in/%d.pdf", i))))
	}
	long := sample(shaA)
	long.Text.Content = strings.Repeat("q", 20000)
	must(t, c.PutFile(ctx, long, at("/in/long.pdf")))
	must(t, c.Close())
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	must(t, err)
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		i, bit := r.IntN(len(b)), byte(1)<<r.IntN(8)
		b[i] ^= bit
		must(t, os.WriteFile(path, b, 0o644))
		err := CheckSums(dir)
		if where := fmt.Sprintf("bytes from %d on",
			i/datadir.BlockSize*datadir.BlockSize); !errors.Is(err, ErrDamaged) ||
			!strings.Contains(err.Error(), where) {
			t.Fatalf("byte %d: %v", i, err)
		}
		b[i] ^= bit
	}
	b[bytes.Index(b, bytes.Repeat([]byte("q"), 3000))+1000] ^= 1
	must(t, os.WriteFile(path, b, 0o644))
	c, err = Open(dir)
	must(t, err)
	must(t, c.PutPath(ctx, at("/in/another.pdf")))
	must(t, c.Close())
	if err := CheckSums(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("after a change elsewhere: %v", err)
	}
}

// cutOff leaves a data folder as a killed process does.
func cutOff(t *testing.T, dir string) (left string) {
	t.Helper()
	left = t.TempDir()
	must(t, os.CopyFS(left, os.DirFS(dir)))
	return left
}

// Where writing is cut off, before or after the WAL was emptied, the checksums are those
// of what was written, and what is then damaged is found: at once, after a reader has
// emptied the WAL, and after the next has written and closed.
func TestSumsCutOff(t *testing.T) {
	storetest.OnFile(t)
	r := rand.New(rand.NewPCG(9, 10))
	c, dir := openTest(t)
	for i := range 60 {
		f := sample(fmt.Sprintf("%064d", i))
		f.Text.Content = string(bytes.Repeat([]byte{byte('a' + i%26)}, r.IntN(200000)))
		must(t, c.PutFile(ctx, f, at(fmt.Sprintf("/in/%d.pdf", i))))
		if i == 20 {
			must(t, c.Close())
			var err error
			c, err = Open(dir)
			must(t, err)
		}
		if i%10 != 9 {
			continue
		}
		left := cutOff(t, dir)
		must(t, CheckSums(left))
		if i%20 == 9 {
			reader, err := OpenReader(left)
			must(t, err)
			must(t, reader.Close())
			must(t, CheckSums(left))
		}
		goOn(t, left)
		must(t, CheckSums(left))
		left = cutOff(t, dir)
		reader, err := OpenReader(left)
		must(t, err)
		must(t, reader.Close())
		spoil(t, left, r)
		for range 3 {
			if err := CheckSums(left); !errors.Is(err, ErrDamaged) {
				t.Errorf("after %d files: %v", i, err)
			}
			goOn(t, left)
		}
	}
	must(t, c.Close())
}

// goOn writes a little and closes.
func goOn(t *testing.T, dir string) {
	t.Helper()
	c, err := Open(dir)
	must(t, err)
	must(t, c.PutPath(ctx, at(fmt.Sprintf("/in/%d.pdf", rand.Int()))))
	must(t, c.Close())
}

// spoil flips a bit in the text of a file.
func spoil(t *testing.T, dir string, r *rand.Rand) {
	t.Helper()
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	must(t, err)
	for {
		i := r.IntN(len(b) - 100)
		if c := b[i]; c >= 'a' && c <= 'z' && bytes.Count(b[i:i+100], []byte{c}) == 100 {
			b[i] ^= 1
			break
		}
	}
	must(t, os.WriteFile(path, b, 0o644))
}

// What was damaged stays told when its page is written again, also where that is cut off;
// so do damaged checksums. To take it as it is, vacuum.
func TestSumsStayTold(t *testing.T) {
	storetest.OnFile(t)
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, c.PutWatch(ctx, Watch{Document: "qqqq", By: "somebody"}))
	must(t, c.Close())
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	must(t, err)
	b[bytes.Index(b, []byte("qqqqsomebody"))+6] ^= 1
	must(t, os.WriteFile(path, b, 0o644))
	c, err = Open(dir)
	must(t, err)
	for i := range 5 {
		must(t, c.PutWatch(ctx, Watch{Document: fmt.Sprint("r", i)}))
	}
	if err := CheckSums(cutOff(t, dir)); !errors.Is(err, ErrDamaged) {
		t.Errorf("written again and cut off: %v", err)
	}
	must(t, c.Close())
	goOn(t, dir)
	if err := CheckSums(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("written again: %v", err)
	}
	c, err = Open(dir)
	must(t, err)
	must(t, c.Vacuum(ctx))
	must(t, c.Close())
	must(t, CheckSums(dir))

	must(t, os.WriteFile(filepath.Join(dir, SumsName), []byte("something else"), 0o644))
	goOn(t, dir)
	if err := CheckSums(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("checksums damaged: %v", err)
	}
}

// Killed after a commit and before that is noted: what the WAL holds is noted by the next,
// that may be killed in its turn; where a reader has emptied it there are no checksums.
func TestSumsCutOffBeforeNote(t *testing.T) {
	storetest.OnFile(t)
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, c.Close())
	c, err := Open(dir)
	must(t, err)
	must(t, c.PutPath(ctx, at("/in/b.pdf")))
	log := filepath.Join(dir, sumsSince)
	noted, err := os.ReadFile(log)
	must(t, err)
	must(t, c.PutFile(ctx, sample(shaB), at("/in/c.pdf")))
	left := cutOff(t, dir)
	all, err := os.ReadFile(log)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(left, sumsSince), all[:len(noted)+12], 0o644)) // with the mark alone
	must(t, CheckSums(left))

	emptied := cutOff(t, left)
	reader, err := OpenReader(emptied)
	must(t, err)
	must(t, reader.Close())
	if err := CheckSums(emptied); !errors.Is(err, datadir.ErrNoSums) {
		t.Errorf("emptied by a reader: %v", err)
	}
	goOn(t, emptied)
	must(t, CheckSums(emptied))

	next, err := Open(left)
	must(t, err)
	must(t, next.PutPath(ctx, at("/in/d.pdf")))
	again := cutOff(t, left)
	must(t, next.Close())
	reader, err = OpenReader(again)
	must(t, err)
	must(t, reader.Close())
	must(t, CheckSums(again))
	must(t, c.Close())
}
