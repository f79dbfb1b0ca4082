package datadir

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// hashSuffix ends the name of the file beside a backup that holds its hash, as the
// program sha256sum writes and checks it.
const hashSuffix = ".sha256"

// Backup publishes the file that write makes, and lays its hash beside it. At no moment
// does an old hash lie beside a new backup; where write fails, what was there stays.
func Backup(path string, write func(part string) error) error {
	part := path + Part
	if err := Remove(part); err != nil {
		return err
	}
	defer os.Remove(part)
	if err := write(part); err != nil {
		return err
	}
	hash, err := Hash(part)
	if err != nil {
		return err
	}
	if err := Remove(path + hashSuffix); err != nil {
		return err
	}
	if err := Publish(part, path); err != nil {
		return err
	}
	return Replace(path+hashSuffix, strings.NewReader(hash+"  "+filepath.Base(path)+"\n"))
}

// CheckBackup compares a backup with the hash beside it, if there is one. The error wraps
// [ErrDiffers].
func CheckBackup(path string) error {
	want, err := os.ReadFile(path + hashSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	have, err := Hash(path)
	if err == nil && !strings.HasPrefix(string(want), have+" ") {
		err = fmt.Errorf("its hash is not that in %s: %w", filepath.Base(path+hashSuffix), ErrDiffers)
	}
	return err
}

// Hash returns the SHA-256 of a file, in hexadecimal digits.
func Hash(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// Restore puts a copy of a file in the place of another, once check finds nothing wrong
// with the copy. What was there is kept under the name it returns, "" where there was
// nothing; so is what lies beside it under its name with one of the endings. At every
// moment there is one of the two.
func Restore(from, path string, check func(copied string) error, endings ...string) (kept string, err error) {
	part := path + Part
	defer os.Remove(part)
	if err := Copy(from, part); err != nil {
		return "", err
	}
	if err := check(part); err != nil {
		return "", err
	}
	if kept, err = setAside(path, endings); err != nil {
		return "", err
	}
	return kept, Publish(part, path)
}

// setAside gives a file, and what lies beside it, the first free name, which it returns.
// The file keeps the one it has too, so that there is one at every moment. What lies
// beside no file goes too: SQLite would read it as of the one to come.
func setAside(path string, endings []string) (kept string, err error) {
	old := path
	for n := 1; old == path || slices.ContainsFunc(append(slices.Clone(endings), ""), func(end string) bool {
		return there(old + end)
	}); n++ {
		old = fmt.Sprintf("%s.old-%d", path, n)
	}
	if there(path) {
		if err := link(path, old); err != nil {
			return "", err
		}
		kept = old
	}
	for _, end := range endings {
		if err := os.Rename(path+end, old+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return kept, err
		}
	}
	return kept, nil
}

// link gives a file a second name, or a copy where the file system knows no links.
func link(path, name string) error {
	if os.Link(path, name) == nil {
		return nil
	}
	return Copy(path, name)
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
