package datadir

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Part ends the name of a file that is not yet whole.
const Part = ".part"

// WriteSynced writes a file that its owner alone may read, down to the disk.
func WriteSynced(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}

// Copy copies a file, down to the disk.
func Copy(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	return WriteSynced(to, f)
}

// Publish gives a file that is written its name, for good: a crash leaves the one that
// had the name before, or this one.
func Publish(part, path string) error {
	f, err := os.Open(part)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	if err = d.Sync(); errors.Is(err, syscall.EINVAL) {
		err = nil // not every file system syncs folders
	}
	return errors.Join(err, d.Close())
}

// Replace publishes a file with what r yields.
func Replace(path string, r io.Reader) error {
	defer os.Remove(path + Part)
	if err := WriteSynced(path+Part, r); err != nil {
		return err
	}
	return Publish(path+Part, path)
}

// Remove removes a file, if it is there.
func Remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
