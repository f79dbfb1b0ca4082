package catalog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// CheckContent compares what is stored of every file, and what OCR read, with the
// hashes it was stored under. The error wraps [ErrDamaged].
func (c *Catalog) CheckContent(ctx context.Context) error {
	return c.read(ctx, "check content", func(t *Tx) error {
		if err := t.checkOCR(); err != nil {
			return err
		}
		return t.checkFiles()
	})
}

func (t *Tx) checkOCR() error {
	type row struct {
		key, want string
		reading   []byte
	}
	return eachRow(t, "SELECT o.key, o.reading, s.sha256 FROM ocr o JOIN ocr_sums s USING (key, engine)", nil,
		func(r *row) []any { return []any{&r.key, &r.reading, &r.want} },
		func(r row) error {
			if sumOf(r.reading) != r.want {
				return fmt.Errorf("%w: OCR result %s is not what was stored", ErrDamaged, r.key)
			}
			return nil
		})
}

func (t *Tx) checkFiles() error {
	hashes, err := t.texts("SELECT sha256 FROM files WHERE deleted = 0 ORDER BY sha256")
	if err != nil {
		return err
	}
	for _, sha := range hashes {
		if err := t.checkFile(sha); err != nil {
			return err
		}
	}
	return nil
}

// checkFile makes the digest of a file anew from what is stored of it.
func (t *Tx) checkFile(sha256 string) error {
	f := File{SHA256: sha256}
	var n int64
	var want string
	var layout []byte
	const query = "SELECT n, size, status, reason, sentence, read_by, layout, digest FROM files WHERE sha256 = ?"
	err := t.row(query, []any{sha256}, &n, &f.Size, &f.Status, &f.Reason, &f.Sentence, &f.ReadBy, &layout, &want)
	if err != nil {
		return err
	}
	if f.Text, _, err = t.text(sha256); err == nil {
		const citations = "SELECT " + citationColumns + " FROM citations c WHERE file = ? ORDER BY idx"
		f.Citations, err = all(t, citations, []any{n}, citationPlaces)
	}
	var digest string
	if err == nil {
		digest, err = digestOf(f, layout)
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, sha256, err)
	}
	if digest != want {
		return fmt.Errorf("%w: what is stored of the file %s is not what was read", ErrDamaged, sha256)
	}
	return nil
}

// Vacuum makes the file as small as what is in it.
func (c *Catalog) Vacuum(ctx context.Context) error {
	if err := c.Rewritten(); err != nil {
		return err
	}
	if _, err := c.db.ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("vacuum catalogue: %w", classify(err))
	}
	return nil
}

// BackupTo writes a copy of the catalogue in a data folder as it is now, also while
// it is being written, and reads that in full before it has its name.
func BackupTo(ctx context.Context, dir, path string) error {
	if err := isOurs(dir, path); err != nil {
		return err
	}
	address, err := datadir.Database(dir)
	if err == nil {
		err = datadir.Backup(path, func(part string) (err error) {
			if address == "" {
				err = backUp(ctx, filepath.Join(dir, FileName), part)
			} else {
				err = backUpDatabase(ctx, dir, part)
			}
			if err == nil {
				err = CheckCopy(ctx, part)
			}
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("back up catalogue: %w", err)
	}
	return nil
}

// ErrOurs says that a backup would take the place of a file of the data folder itself.
var ErrOurs = errors.New("it is a file of the data folder itself")

// isOurs refuses a backup onto the catalogue, under whatever name, and onto what lies
// beside it.
func isOurs(dir, path string) error {
	for _, name := range append([]string{FileName, FileName + "-wal", FileName + "-shm", "lock", oldSums}, traces...) {
		ours := filepath.Join(dir, name)
		if datadir.SameFile(ours, path) || datadir.SamePlace(ours, path) {
			return fmt.Errorf("back up catalogue: %s: %w", path, ErrOurs)
		}
	}
	return nil
}

func backUp(ctx context.Context, from, to string) error {
	for _, how := range [][]string{{"rw"}, append([]string{"ro"}, frozen(from)...)} {
		c, err := open(from, how[0], how[1:]...)
		if err == nil {
			err = c.Backup(ctx, to)
			c.Close()
		}
		if !notWritable(err) {
			return err
		}
	}
	return fmt.Errorf("back up catalogue: %w", ErrUnreadable)
}

// CheckCopy reads a copy of a catalogue in full, and compares it with the hash that a
// backup has beside it. It must be of a version that can be
// brought up to date.
func CheckCopy(ctx context.Context, path string) error {
	if err := checkThere(path); err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	if err := datadir.CheckBackup(path); err != nil {
		return fmt.Errorf("check %s: %w: %w", path, ErrDamaged, err)
	}
	c, err := open(path, "ro", "immutable=1", "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer c.Close()
	v, err := c.store.version(ctx, c.db)
	if err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	if v < oldest || v > version {
		return fmt.Errorf("check %s: %w: it has version %d", path, ErrVersion, v)
	}
	if err := c.Check(ctx); err != nil || v < version {
		return err
	}
	return c.CheckContent(ctx)
}

// restoring is the folder within a data folder in which a copy of a backup is made ready.
const restoring = "restoring"

// Restore makes the catalogue in a data folder a copy of another, after reading that
// in full. The one that was there is kept under the name it returns, "" where there
// was none. Until then, ready is called with the copy, brought up to date, to make of it
// what is to take the place of the index; nil for nothing. The copy has
// another identity: no index that is there is of its state, though it may be of one of
// the same number. Whoever calls it holds the lock.
func Restore(ctx context.Context, from, dir string, ready func(*Catalog) error) (kept string, err error) {
	if err := CheckCopy(ctx, from); err != nil {
		return "", err
	}
	in := filepath.Join(dir, restoring)
	defer os.RemoveAll(in)
	if err := makeReady(ctx, from, in, ready); err != nil {
		return "", fmt.Errorf("restore catalogue: %w", err)
	}
	if address, err := datadir.Database(dir); err != nil || address != "" {
		if err == nil {
			kept, err = takeIn(ctx, in, dir)
		}
		return kept, while("restore catalogue", err)
	}
	check := func(copied string) error {
		if err := CheckCopy(ctx, copied); err != nil {
			return err
		}
		emptyWAL(filepath.Join(dir, FileName))
		return removeSums(dir)
	}
	kept, err = datadir.Restore(filepath.Join(in, FileName), filepath.Join(dir, FileName), check, "-wal", "-shm")
	if err != nil {
		return kept, fmt.Errorf("restore catalogue: %w", err)
	}
	return kept, nil
}

// makeReady lays a copy of a catalogue into a folder of its own, in the place of what a
// restore that was cut off has left there.
func makeReady(ctx context.Context, from, in string, ready func(*Catalog) error) error {
	if err := errors.Join(os.RemoveAll(in), os.MkdirAll(in, 0o700)); err != nil {
		return err
	}
	copied := filepath.Join(in, FileName)
	if err := datadir.Copy(from, copied); err != nil {
		return err
	}
	c, err := Open(in)
	if err != nil {
		return err
	}
	if err = c.renew(ctx); err == nil && ready != nil {
		err = ready(c)
	}
	return errors.Join(err, c.Close())
}

// renew gives a catalogue the identity of a copy that goes on by itself.
func (c *Catalog) renew(ctx context.Context) error {
	return c.Update(ctx, func(t *Tx) error {
		return t.exec(upsertInto("meta", "key", "key, value"), "copy", newID())
	})
}

// emptyWAL takes what is in the WAL of a catalogue into its file, so that the file alone is
// whole. Of a damaged one that fails; its WAL is then set aside with it.
func emptyWAL(path string) {
	if c, err := open(path, "rw"); err == nil {
		_, _ = c.db.Exec("PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE)")
		_ = c.db.Close()
	}
}
