package catalog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// sumsLog is the file with the checksums of what was written since those of all pages
// were, a record for each transaction: how many blocks, how many the catalogue has, the
// number and checksum of each, and the checksum of all this; numbers of 32 bits, the
// highest bit set where the block keeps its old checksum. It need be on the disk only
// when the WAL is emptied, which holds the same.
type sumsLog struct{ f *os.File }

const keepsBit = 1 << 31

// Marks in the log, in the place of a size: until what a transaction has written is noted,
// the WAL alone knows it, and a reader can empty that when we are killed.
const (
	settled       = 1<<32 - 2
	aboutToCommit = 1<<32 - 1
)

// openSumsLog opens the log for more, behind the last whole record.
func openSumsLog(path string) (*sumsLog, error) {
	var whole int64
	err := readSumsLog(path, func(w written) { whole += recordSize(len(w.blocks)) })
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err = f.Truncate(whole); err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &sumsLog{f}, nil
}

func recordSize(blocks int) int64 { return int64(12 + 8*blocks) }

func (l *sumsLog) add(w written) error {
	b := make([]byte, 0, recordSize(len(w.blocks)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(w.blocks)))
	b = binary.BigEndian.AppendUint32(b, uint32(w.size))
	for _, k := range w.blocks {
		n := uint32(k.n)
		if k.keeps {
			n |= keepsBit
		}
		b = binary.BigEndian.AppendUint32(b, n)
		b = binary.BigEndian.AppendUint32(b, k.sum)
	}
	_, err := l.f.Write(binary.BigEndian.AppendUint32(b, datadir.SumBlock(b)))
	return err
}

func (l *sumsLog) sync() error {
	if l == nil {
		return nil
	}
	return l.f.Sync()
}

func (l *sumsLog) close() error {
	if l == nil {
		return nil
	}
	if err := l.f.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// readSumsLog calls f for every record, up to the first that is not whole. Where there is
// no log nothing was written.
func readSumsLog(path string, f func(written)) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for len(b) >= 12 {
		n := int64(binary.BigEndian.Uint32(b))
		if n > int64(len(b)) || recordSize(int(n)) > int64(len(b)) {
			break
		}
		record := b[:recordSize(int(n))]
		body, sum := record[:len(record)-4], record[len(record)-4:]
		if !bytes.Equal(binary.BigEndian.AppendUint32(nil, datadir.SumBlock(body)), sum) {
			break
		}
		f(readRecord(body))
		b = b[len(record):]
	}
	return err
}

func readRecord(b []byte) written {
	w := written{size: int64(binary.BigEndian.Uint32(b[4:]))}
	for b = b[8:]; len(b) > 0; b = b[8:] {
		n := binary.BigEndian.Uint32(b)
		w.blocks = append(w.blocks, block{n: int64(n &^ keepsBit), sum: binary.BigEndian.Uint32(b[4:]),
			keeps: n&keepsBit != 0})
	}
	return w
}
