package pipeline

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files in a temporary folder; "a -> b" is a link.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := folder(t)
	for _, n := range names {
		name, target, link := strings.Cut(n, " -> ")
		path := filepath.Join(dir, name)
		check(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if link {
			check(t, os.Symlink(target, path))
		} else {
			check(t, os.WriteFile(path, []byte(name), 0o644))
		}
	}
	return dir
}

func TestLook(t *testing.T) {
	dir := tree(t, "b.pdf", "A.PDF", "notes.txt", "table.xlsx", "Scan.TIF", "pdf", "x.pdf.part", "sub/deep/c.pdf",
		"thư mục/kế hoạch.pdf", "link.pdf -> b.pdf", "broken.pdf -> nowhere.pdf", "sub/up -> ..", "folder.pdf/inside.pdf")
	tests := []struct {
		paths, want []string
	}{
		{[]string{"."}, []string{"A.PDF", "Scan.TIF", "b.pdf", "folder.pdf/inside.pdf", "link.pdf", "notes.txt", "sub/deep/c.pdf", "thư mục/kế hoạch.pdf"}},
		{[]string{"sub"}, []string{"sub/deep/c.pdf"}},
		{[]string{"b.pdf"}, []string{"b.pdf"}},
		// What lies under two of the paths is found once; the order of paths is nothing.
		{[]string{"sub/deep", "b.pdf", "sub", "sub/../b.pdf"}, []string{"b.pdf", "sub/deep/c.pdf"}},
		// A path that is a link is followed.
		{[]string{"sub/up/sub"}, []string{"sub/deep/c.pdf"}},
		{[]string{"table.xlsx"}, nil},
	}
	for _, tt := range tests {
		var paths, got []string
		for _, p := range tt.paths {
			paths = append(paths, filepath.Join(dir, p))
		}
		s, err := newScan(paths, false)
		check(t, err)
		for _, f := range s.files {
			name, err := filepath.Rel(dir, f.path)
			check(t, err)
			got = append(got, name)
			if f.info.Size() == 0 || !under(f.root, f.path) {
				t.Errorf("%s: %d bytes, root %s", name, f.info.Size(), f.root)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("look(%q) (-want +got):\n%s", tt.paths, diff)
		}
		if len(s.unreadable) > 0 {
			t.Errorf("look(%q): closed %v", tt.paths, s.unreadable)
		}
	}
	if _, err := newScan([]string{dir, filepath.Join(dir, "nowhere")}, false); !errors.Is(err, ErrNoSuchPath) ||
		!strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a path that does not exist: %v", err)
	}
}

// Links that lead out are left out and told, unless they are to be followed; what is not
// ingested for its kind is told too.
func TestLookOutside(t *testing.T) {
	secret := filepath.Join(tree(t, "secret.pdf"), "secret.pdf")
	dir := tree(t, "in/a.pdf", "in/b.xlsx", "in/sub/c.XLSX", "in/d.zip", "in/README", "in/.hidden.zip", "in/~$b.docx",
		"in/out.pdf -> "+secret, "in/twice.pdf -> out.pdf", "in/inside.pdf -> ../also/e.pdf", "also/e.pdf")
	in, also := filepath.Join(dir, "in"), filepath.Join(dir, "also")
	sum, err := Look([]string{in}, false)
	check(t, err)
	want := Summary{Found: 1, LeftOut: map[string]int{".xlsx": 2, ".zip": 1, "": 1}, Outside: []string{
		filepath.Join(in, "inside.pdf"), filepath.Join(in, "out.pdf"), filepath.Join(in, "twice.pdf")}}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if sum.NotTaken() != 7 {
		t.Errorf("%d left out", sum.NotTaken())
	}
	if sum, err = Look([]string{in, also}, false); err != nil || sum.Found != 3 || len(sum.Outside) != 2 {
		t.Errorf("with the folder to which one leads: %+v, %v", sum, err)
	}
	if sum, err = Look([]string{in}, true); err != nil || sum.Found != 4 || sum.Outside != nil {
		t.Errorf("followed: %+v, %v", sum, err)
	}
}

// What a scan should have found, had it been there: not what lies in a folder
// whose name only begins alike, nor behind a closed door.
func TestHolds(t *testing.T) {
	s := scan{roots: []string{"/in", "/one/a.pdf"}, unreadable: map[string]error{"/in/closed": os.ErrPermission}}
	for path, want := range map[string]bool{
		"/in/a.pdf": true, "/in/sub/a.pdf": true, "/in": true, "/one/a.pdf": true,
		"/inner/a.pdf": false, "/one/b.pdf": false, "/a.pdf": false,
		"/in/closed/a.pdf": false, "/in/closed/sub/a.pdf": false, "/in/closed-not/a.pdf": true,
	} {
		if got := s.holds(path); got != want {
			t.Errorf("holds(%q) = %v, want %v", path, got, want)
		}
	}
	if all := (scan{roots: []string{"/"}}); !all.holds("/in/a.pdf") {
		t.Error("the root of all folders holds nothing")
	}
}
