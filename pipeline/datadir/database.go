package datadir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// databaseName is the name of the file that says which database the catalogue of a data folder
// lies in.
const databaseName = "database"

// Database returns the address of the database that the catalogue of a data folder lies in, ""
// where it is a file of the folder.
func Database(dir string) (address string, err error) {
	b, err := os.ReadFile(DatabaseFile(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !isFile(dir) {
		return "", fmt.Errorf("read address of the database: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// DatabaseFile is the path of the file that holds the address.
func DatabaseFile(dir string) string { return filepath.Join(dir, databaseName) }

// isFile reports whether a path is that of a file: what is to be said of that others say.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// Attach makes a data folder, where there is none, for a catalogue that lies in a database. Its
// owner alone may read the address, which may hold a password.
func Attach(dir, address string) error {
	if known, err := Database(dir); err != nil || known == address {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	return attach(dir, address)
}

// Reattach says of a catalogue in a database that another has taken its place.
func Reattach(dir string) error {
	address, err := Database(dir)
	if err != nil {
		return err
	}
	return attach(dir, address)
}

func attach(dir, address string) error {
	if err := Replace(DatabaseFile(dir), strings.NewReader(address+"\n")); err != nil {
		return fmt.Errorf("write address of the database: %w", err)
	}
	return nil
}
