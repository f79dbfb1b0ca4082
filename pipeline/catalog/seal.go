package catalog

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// SealName is the name of the file beside the catalogue that holds the checksum
// (CRC-32C) of every sealChunk of its bytes. It is there while nothing has been
// written since the catalogue was last closed in peace, so that a bit that has
// changed by itself is found wherever it stands.
const SealName = "catalog.seal"

const sealChunk = 1 << 20

// ErrUnsealed says that a catalogue has no seal: it is being written, or the last
// to write it was cut off.
var ErrUnsealed = errors.New("catalogue not sealed")

// unsealing runs f, and takes the seal away where it is the first to change
// anything.
func (c *Catalog) unsealing(ctx context.Context, tx *sql.Tx, f func(*sql.Tx) error) error {
	if c.path == "" || c.unsealed.Load() {
		return f(tx)
	}
	before, err := changes(ctx, tx)
	if err == nil {
		err = f(tx)
	}
	if err != nil {
		return err
	}
	after, err := changes(ctx, tx)
	if err != nil || after == before {
		return err
	}
	return c.unseal()
}

// changes returns how many changes a connection has made in all its life.
func changes(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	return n, tx.QueryRowContext(ctx, "SELECT total_changes() + (SELECT schema_version FROM pragma_schema_version)").Scan(&n)
}

// Reseal makes Close seal a catalogue of which nothing has been written: one that has
// just been restored.
func (c *Catalog) Reseal() error { return c.unseal() }

// unseal takes the seal away: from now on there are changes.
func (c *Catalog) unseal() error {
	if err := os.Remove(filepath.Join(filepath.Dir(c.path), SealName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("unseal catalogue: %w", err)
	}
	c.unsealed.Store(true)
	return nil
}

// seal writes the seal of a catalogue that has just been closed. Where its last
// changes are still in the WAL, because somebody reads, it stays without.
func seal(path string) error {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return nil
	}
	sums, err := chunkSums(path)
	if err != nil {
		return fmt.Errorf("seal catalogue: %w", err)
	}
	name := filepath.Join(filepath.Dir(path), SealName)
	if err := os.WriteFile(name+".part", []byte(sums), 0o644); err != nil {
		return fmt.Errorf("seal catalogue: %w", err)
	}
	if err := os.Rename(name+".part", name); err != nil {
		return fmt.Errorf("seal catalogue: %w", err)
	}
	return nil
}

// CheckSeal compares the catalogue in a data folder with its seal. The error is
// [ErrUnsealed] where there is none, [ErrDamaged] where it does not fit. Whoever
// calls it holds the lock, or knows that nobody writes.
func CheckSeal(dir string) error {
	path := filepath.Join(dir, FileName)
	want, err := os.ReadFile(filepath.Join(dir, SealName))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrUnsealed
	}
	if err != nil {
		return fmt.Errorf("check seal: %w", err)
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return ErrUnsealed
	}
	have, err := chunkSums(path)
	if err != nil {
		return fmt.Errorf("check seal: %w", err)
	}
	if have != string(want) {
		return fmt.Errorf("check seal: %w: %s", ErrDamaged, sealDifference(have, string(want)))
	}
	return nil
}

func sealDifference(have, want string) string {
	h, w := strings.Split(have, "\n"), strings.Split(want, "\n")
	if len(h) != len(w) {
		return "its length differs from what was written"
	}
	for i := range h {
		if h[i] != w[i] {
			return fmt.Sprintf("bytes from %d on differ from what was written", i*sealChunk)
		}
	}
	return "its seal differs"
}

func chunkSums(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	table := crc32.MakeTable(crc32.Castagnoli)
	var b strings.Builder
	r, buf := bufio.NewReaderSize(f, sealChunk), make([]byte, sealChunk)
	for {
		n, err := io.ReadFull(r, buf)
		if n > 0 {
			fmt.Fprintf(&b, "%d %08x\n", n, crc32.Checksum(buf[:n], table))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
	}
}
