package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoSuchPath says that a path given to ingest does not exist.
var ErrNoSuchPath = errors.New("no such file or folder")

// candidate is a file that may have to be read.
type candidate struct {
	path string // absolute
	root string // the path given, absolute, under which it was found
	info fs.FileInfo
}

// scan is what lies under the paths given to an ingest.
type scan struct {
	roots []string    // the paths given, absolute and without links
	files []candidate // by path
	// unreadable are folders that could not be looked into, with the reason: files
	// known to lie there have not vanished.
	unreadable map[string]error
}

// Look says what an ingest of the paths would find, and reads nothing: of the
// summary only Found and Closed are set. The error is [ErrNoSuchPath] where a path
// does not exist.
func Look(paths []string) (Summary, error) {
	s, err := newScan(paths)
	return s.summary(), err
}

// newScan finds the .pdf and .txt files under the paths.
func newScan(paths []string) (scan, error) {
	s := scan{unreadable: map[string]error{}}
	for _, p := range paths {
		root, err := filepath.Abs(p)
		if err == nil {
			root, err = filepath.EvalSymlinks(root)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return s, fmt.Errorf("%w: %s", ErrNoSuchPath, p)
		}
		if err != nil {
			return s, fmt.Errorf("look into %s: %w", p, err)
		}
		s.roots = append(s.roots, root)
		if err := s.walk(root); err != nil {
			return s, fmt.Errorf("look into %s: %w", p, err)
		}
	}
	slices.SortStableFunc(s.files, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
	s.files = slices.CompactFunc(s.files, func(a, b candidate) bool { return a.path == b.path })
	return s, nil
}

func (s *scan) walk(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			s.unreadable[path] = err
			return nil
		}
		if d.IsDir() || !readable(path) {
			return nil
		}
		info, err := os.Stat(path) // a link to a file is the file; links to folders are not followed
		if err != nil || !info.Mode().IsRegular() {
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				s.unreadable[path] = err
			}
			return nil
		}
		s.files = append(s.files, candidate{path, root, info})
		return nil
	})
}

// readable reports whether a file is of a kind that is ingested.
func readable(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".pdf" || ext == ".txt"
}

// holds reports whether a path known from earlier should have been found by this
// scan, had it still been there.
func (s *scan) holds(path string) bool {
	for dir := range s.unreadable {
		if under(dir, path) {
			return false
		}
	}
	return slices.ContainsFunc(s.roots, func(root string) bool { return under(root, path) })
}

// emptied returns the first of the paths given under which there is no file and
// some of the vanished ones were known.
func (s *scan) emptied(gone []string) (root string, ok bool) {
	for _, root := range s.roots {
		inside := func(path string) bool { return under(root, path) }
		if slices.ContainsFunc(gone, inside) &&
			!slices.ContainsFunc(s.files, func(f candidate) bool { return inside(f.path) }) {
			return root, true
		}
	}
	return "", false
}

func (s *scan) summary() Summary {
	return Summary{Found: len(s.files), Unreadable: slices.Sorted(maps.Keys(s.unreadable))}
}

func under(dir, path string) bool {
	return path == dir || strings.HasPrefix(path,
		strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
