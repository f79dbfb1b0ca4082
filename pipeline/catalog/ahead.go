package catalog

import (
	"database/sql"
	"unicode/utf8"
)

// This file asks for many files at once what each asks before it is written: to ask for each by itself
// would take two ways to a server and back.

// A storedFile is what is known of a file before it is written. Its number is null for none.
type storedFile struct {
	content
	digest  string
	deleted bool
}

func (s *storedFile) places() []any { return []any{&s.n, &s.status, &s.reason, &s.digest, &s.deleted} }

// A lying is what is known of a path before it is written.
type lying struct {
	Path
	file sql.NullInt64
	ok   bool // something is
}

func (l *lying) places() []any {
	return []any{&l.Root, &l.SHA256, &l.file, &l.Size, &l.ModTime, &l.Reason, &l.Sentence}
}

const (
	storedColumns = "f.n, f.status, f.reason, f.digest, f.deleted"
	lyingColumns  = "p.root, coalesce(f.sha256, ''), p.file, p.size, p.mtime_ns, p.reason, p.sentence"
)

// ahead is what was asked ahead, and not told yet: it is true once only, as what is written next
// changes it.
type ahead struct {
	files map[string]storedFile // by SHA-256
	paths map[string]lying
}

// LookAhead reads what is stored of files, by SHA-256, and of paths that are about to be written.
func (t *Tx) LookAhead(files, paths []string) error {
	t.ahead = ahead{map[string]storedFile{}, map[string]lying{}}
	if len(paths) < 2 {
		return nil
	}
	for _, sha := range files {
		t.ahead.files[sha] = storedFile{}
	}
	type row struct {
		of string
		storedFile
	}
	err := eachRow(t, "SELECT f.sha256, "+storedColumns+" FROM json_each(?) k CROSS JOIN files f ON f.sha256 = k.value", []any{list(files)},
		func(r *row) []any { return append([]any{&r.of}, r.places()...) },
		func(r row) error {
			t.ahead.files[r.of] = r.storedFile
			return nil
		})
	if err != nil {
		return err
	}
	return t.lookAtPaths(paths)
}

func (t *Tx) lookAtPaths(paths []string) error {
	var asked []string
	for _, path := range paths {
		if utf8.ValidString(path) { // a list holds no other
			t.ahead.paths[path], asked = lying{}, append(asked, path)
		}
	}
	type row struct {
		of string
		lying
	}
	return eachRow(t, "SELECT p.path, "+lyingColumns+` FROM json_each(?) k CROSS JOIN paths p ON p.path = k.value
		LEFT JOIN files f ON f.n = p.file`, []any{list(asked)},
		func(r *row) []any { return append([]any{&r.of}, r.places()...) },
		func(r row) error {
			r.ok = true
			t.ahead.paths[r.of] = r.lying
			return nil
		})
}

// storedAs returns what is stored of a file.
func (t *Tx) storedAs(sha string) (s storedFile, err error) {
	if s, ok := t.ahead.files[sha]; ok {
		delete(t.ahead.files, sha)
		return s, nil
	}
	_, err = t.find("SELECT "+storedColumns+" FROM files f WHERE f.sha256 = ?", []any{sha}, s.places()...)
	return s, err
}

// lyingAt returns what is known to lie at a path.
func (t *Tx) lyingAt(path string) (l lying, err error) {
	if l, ok := t.ahead.paths[path]; ok {
		delete(t.ahead.paths, path)
		return l, nil
	}
	l.ok, err = t.find("SELECT "+lyingColumns+" FROM paths p LEFT JOIN files f ON f.n = p.file WHERE p.path = ?", []any{path},
		l.places()...)
	return l, err
}

// nextFile gives out the number of a new file.
func (t *Tx) nextFile() (n int64, err error) {
	if t.lastFile == 0 {
		if n, err = t.nextNumber("files"); err != nil {
			return 0, err
		}
		t.lastFile = n
		return n, nil
	}
	t.lastFile++
	return t.lastFile, nil
}
