package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// ErrNoIndex is returned where no generation has been published yet.
var ErrNoIndex = errors.New("no index yet")

const (
	currentFile     = "CURRENT"
	building        = ".building" // suffix of a generation not yet verified
	generationsKept = 2           // generations kept: the live one and the one before it
)

var generationName = regexp.MustCompile(`^[0-9]{6}$`)

// current returns the name of the live generation under dir.
func current(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNoIndex
	}
	if err != nil {
		return "", fmt.Errorf("read name of live generation: %w", err)
	}
	name := strings.TrimSpace(string(b))
	if !generationName.MatchString(name) {
		return "", fmt.Errorf("read name of live generation: %s holds %q", currentFile, name)
	}
	return name, nil
}

// generations lists the finished generations under dir, oldest first.
func generations(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list generations: %w", err)
	}
	var names []string
	for _, e := range entries { // sorted by name
		if e.IsDir() && generationName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// nextGeneration returns a name above that of the live generation ("" for none)
// and of every other one under dir.
func nextGeneration(dir, live string) (string, error) {
	names, err := generations(dir)
	if err != nil {
		return "", err
	}
	last := 0
	for _, name := range append(names, live) {
		if n, err := strconv.Atoi(name); err == nil { // fails for "" alone
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%06d", last+1), nil
}

// makeLive names a finished generation in CURRENT, by rename: a crash leaves
// either the old name or the new one.
func makeLive(dir, name string) error {
	if err := datadir.Replace(filepath.Join(dir, currentFile), strings.NewReader(name+"\n")); err != nil {
		return fmt.Errorf("name live generation: %w", err)
	}
	return nil
}

// prune deletes what the live generation has outlived: half-built leftovers,
// generations that never became live, and all but the one before it.
func prune(dir, live string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("prune generations: %w", err)
	}
	names, err := generations(dir)
	if err != nil {
		return err
	}
	keep := make(map[string]bool)
	for i := len(names) - 1; i >= 0 && len(keep) < generationsKept; i-- {
		if names[i] <= live {
			keep[names[i]] = true
		}
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasSuffix(name, building) || generationName.MatchString(name) && !keep[name] {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return fmt.Errorf("prune generations: %w", err)
			}
		}
	}
	if err := dropSums(dir); err != nil {
		return fmt.Errorf("prune generations: %w", err)
	}
	return nil
}

// clone makes a writable copy of a closed generation. Segments (.zap) are never
// written again, so they are linked; the small files that are, are copied.
func clone(from, to string) error {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if filepath.Ext(path) == ".zap" && os.Link(path, target) == nil {
			return nil
		}
		return datadir.Copy(path, target) // also where the file system knows no links
	})
	if err != nil {
		return fmt.Errorf("clone generation: %w", err)
	}
	return nil
}

// ErrNoEarlier is returned where no generation before the live one is left.
var ErrNoEarlier = errors.New("no earlier generation of the index")

// Rollback makes the generation before the live one the live one and returns its
// name. Readers go over to it as they do to a new one; the next update brings it up to
// date. The caller sees to it that no update runs meanwhile.
func Rollback(dir string) (string, error) {
	live, err := current(dir)
	if err != nil {
		return "", err
	}
	names, err := generations(dir)
	if err != nil {
		return "", err
	}
	before := ""
	for _, name := range names {
		if name < live {
			before = name
		}
	}
	if before == "" {
		return "", ErrNoEarlier
	}
	s, err := openStore(filepath.Join(dir, before), true)
	if err != nil {
		return "", err
	}
	_, _, err = s.state()
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	return before, makeLive(dir, before)
}
