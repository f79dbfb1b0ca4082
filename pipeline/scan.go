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

	"github.com/danchieu/danchieu/pipeline/legal"
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
	// leftOut are files of kinds that are not ingested, by their ending in small letters.
	leftOut map[string]int
	// outside are links that lead out of the paths given.
	outside []string
}

// Look says what an ingest of the paths would find, and reads nothing: of the
// summary only Found and Closed are set. The error is [ErrNoSuchPath] where a path
// does not exist.
func Look(paths []string, follow bool) (Summary, error) {
	s, err := newScan(paths, follow)
	return s.summary(), err
}

// newScan finds the files under the paths whose names are of a kind that is read. Links to files that lie elsewhere
// are left out unless they are to be followed: whoever may write into a folder could
// else show what only we may read.
func newScan(paths []string, follow bool) (scan, error) {
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
	}
	for i, root := range s.roots {
		if err := s.walk(root, follow); err != nil {
			return s, fmt.Errorf("look into %s: %w", paths[i], err)
		}
	}
	slices.SortStableFunc(s.files, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
	s.files = slices.CompactFunc(s.files, func(a, b candidate) bool { return a.path == b.path })
	return s, nil
}

// lockPrefix begins the name of the file by which Word tells that a document is open.
const lockPrefix = "~$"

func (s *scan) walk(root string, follow bool) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			s.unreadable[path] = err
			return nil
		}
		if !d.IsDir() && !legal.IsFileName(path) {
			s.leaveOut(d)
		}
		if d.IsDir() || strings.HasPrefix(d.Name(), lockPrefix) || !legal.IsFileName(path) {
			return nil
		}
		info, err := os.Stat(path) // a link to a file is the file; links to folders are not followed
		if err != nil || !info.Mode().IsRegular() {
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				s.unreadable[path] = err
			}
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 && !follow && s.leadsOut(path) {
			s.outside = append(s.outside, path)
			return nil
		}
		s.files = append(s.files, candidate{path, root, info})
		return nil
	})
}

// leaveOut counts a file that is not of a kind that is ingested; hidden ones are no
// documents.
func (s *scan) leaveOut(d fs.DirEntry) {
	if d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") {
		if s.leftOut == nil {
			s.leftOut = map[string]int{}
		}
		s.leftOut[strings.ToLower(filepath.Ext(d.Name()))]++
	}
}

// leadsOut reports whether a link leads to a file that lies under none of the roots.
func (s *scan) leadsOut(path string) bool {
	to, err := filepath.EvalSymlinks(path)
	return err != nil || !slices.ContainsFunc(s.roots, func(root string) bool { return under(root, to) })
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
	slices.Sort(s.outside)
	return Summary{Found: len(s.files), Unreadable: slices.Sorted(maps.Keys(s.unreadable)), LeftOut: s.leftOut,
		Outside: slices.Compact(s.outside)}
}

func under(dir, path string) bool {
	return path == dir || strings.HasPrefix(path,
		strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
