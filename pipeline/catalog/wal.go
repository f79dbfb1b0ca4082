package catalog

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// walFrames is how many frames the WAL may hold before it is emptied. SQLite would do so
// in the middle of a commit; we do after it, when its frames have been added up.
const walFrames = 1000

// errOtherBlocks says that the pages of the catalogue are no blocks of checksums.
var errOtherBlocks = errors.New("pages are no blocks")

// written is what a transaction has written.
type written struct {
	blocks []block
	size   int64 // of the catalogue then, in blocks
}

// block is a page of the catalogue as it was written.
type block struct {
	n     int64
	sum   uint32
	again bool // the WAL held one before
	keeps bool // it was not as it should be before: its old checksum stays
}

// wal reads the frames of a WAL as they come:
// https://sqlite.org/fileformat2.html#the_write_ahead_log
type wal struct {
	salts  [8]byte        // they change where SQLite begins it anew
	next   int64          // frame not yet looked at
	blocks map[int64]bool // in it
}

const (
	walHead  = 32
	walFrame = 24
)

// read calls f for every transaction in the WAL that is new.
func (l *wal) read(path string, f func(written)) error {
	if !walLeft(path) {
		return nil // nothing has been written
	}
	file, err := os.Open(path + "-wal")
	if err != nil {
		return err
	}
	defer file.Close()
	var head [walHead]byte
	if _, err := file.ReadAt(head[:], 0); errors.Is(err, io.EOF) {
		return nil // cut off before anything was in it
	} else if err != nil {
		return err
	}
	if salts := [8]byte(head[16:24]); salts != l.salts || l.blocks == nil {
		l.salts, l.next, l.blocks = salts, 0, map[int64]bool{}
	}
	if binary.BigEndian.Uint32(head[8:]) != datadir.BlockSize {
		return errOtherBlocks
	}
	return l.frames(file, f)
}

// frames reads frames up to the end, or to what is left of an earlier WAL. Those of a
// transaction that was not committed have no end and are left out.
func (l *wal) frames(file io.ReaderAt, f func(written)) error {
	var frame [walFrame + datadir.BlockSize]byte
	var w written
	for i := l.next; ; i++ {
		if _, err := file.ReadAt(frame[:], walHead+i*int64(len(frame))); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if [8]byte(frame[8:16]) != l.salts {
			return nil
		}
		w.add(int64(binary.BigEndian.Uint32(frame[:]))-1, datadir.SumBlock(frame[walFrame:]))
		if w.size = int64(binary.BigEndian.Uint32(frame[4:])); w.size == 0 {
			continue
		}
		for j, b := range w.blocks {
			w.blocks[j].again = l.blocks[b.n]
			l.blocks[b.n] = true
		}
		f(w)
		w, l.next = written{}, i+1
	}
}

func (w *written) add(n int64, sum uint32) { w.blocks = append(w.blocks, block{n: n, sum: sum}) }

func walLeft(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}
