package danchieu_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/danchieu/danchieu"

// arrows lists, for every package, which other packages of ours it may import.
// The reading side knows nothing of the index, the asking side nothing of PDFs,
// save that a web page may ask for the picture of a page, and says what a person
// corrects. Tests are free.
var arrows = map[string][]string{
	".":                          {},
	"pipeline/legal":             {},
	"pipeline/viet":              {},
	"pipeline/pdf":               {"pipeline/legal", "pipeline/viet"},
	"pipeline/picture":           {"pipeline/pdf"},
	"pipeline/ocr":               {"pipeline/datadir", "pipeline/legal", "pipeline/viet", "pipeline/pdf", "pipeline/picture", "pipeline/ocr/hand"},
	"pipeline/ocr/hand":          {},
	"pipeline/word":              {"pipeline/legal", "pipeline/viet", "pipeline/pdf"},
	"pipeline/layout":            {"pipeline/legal", "pipeline/viet", "pipeline/pdf", "pipeline/word"},
	"pipeline/cite":              {"pipeline/legal", "pipeline/viet"},
	"pipeline/office":            {"pipeline/pdf"},
	"pipeline/datadir":           {},
	"pipeline/authority":         {"pipeline/legal", "pipeline/viet"},
	"pipeline/resolve":           {"pipeline/legal", "pipeline/viet", "pipeline/authority"},
	"pipeline/force":             {"pipeline/legal"},
	"pipeline/catalog":           {"pipeline/legal", "pipeline/authority", "pipeline/datadir"},
	"pipeline/catalog/storetest": {"pipeline/datadir", "pipeline/pgtest"},
	"pipeline/pgtest":            {},
	"pipeline": {"pipeline/legal", "pipeline/viet", "pipeline/pdf", "pipeline/picture", "pipeline/word", "pipeline/office",
		"pipeline/ocr", "pipeline/layout", "pipeline/cite",
		"pipeline/authority", "pipeline/resolve", "pipeline/force", "pipeline/catalog", "pipeline/datadir"},
	"pipeline/originals": {"pipeline/datadir", "pipeline/pdf"},
	"pipeline/queue":     {"pipeline", "pipeline/catalog", "pipeline/ocr", "pipeline/originals", "pipeline/pdf"},
	"index": {"index/lookup", "pipeline/legal", "pipeline/authority", "pipeline/viet", "pipeline/cite",
		"pipeline/catalog", "pipeline/datadir"},
	"index/graph":   {"pipeline/legal", "pipeline/authority", "pipeline/catalog"},
	"index/export":  {"pipeline/legal", "pipeline/authority", "pipeline/catalog"},
	"index/lookup":  {"pipeline/legal", "pipeline/authority", "pipeline/viet", "pipeline/cite", "pipeline/catalog"},
	"index/table":   {"index/export", "pipeline/legal"},
	"index/excerpt": {"pipeline/legal"},
	"index/answer": {"index", "index/lookup", "pipeline/datadir", "index/audit", "index/check", "index/table",
		"index/graph", "index/excerpt", "pipeline/legal", "pipeline/authority", "pipeline/viet", "pipeline/cite", "pipeline/force",
		"pipeline/catalog"},
	"index/audit": {"pipeline/legal", "pipeline/force", "pipeline/authority", "pipeline/viet", "pipeline/catalog", "index/graph"},
	"index/check": {"index/audit", "index/excerpt", "pipeline/legal", "pipeline/authority", "pipeline/viet", "pipeline/cite",
		"pipeline/catalog"},
	"web": {"index", "index/answer", "index/audit", "index/check", "index/excerpt", "index/graph", "index/table", "web/auth", "web/sheet",
		"pipeline", "pipeline/legal",
		"pipeline/authority", "pipeline/viet", "pipeline/catalog", "pipeline/datadir", "pipeline/pdf", "pipeline/picture"},
	"web/auth":     {},
	"web/sheet":    {"index/answer", "pipeline/catalog", "pipeline/legal", "pipeline/authority"},
	"cmd/danchieu": {anything},
}

const anything = "*"

// owners lists the packages that alone may import a library (and what lies below
// its path). A library in no list is free.
var owners = map[string][]string{
	"github.com/BurntSushi/toml":     {"cmd/danchieu"},
	"github.com/blevesearch":         {"index"},
	"github.com/ledongthuc/pdf":      {"pipeline/pdf"},
	"github.com/schollz/progressbar": {"cmd/danchieu"},
	"github.com/spf13":               {"cmd/danchieu"},
	"golang.org/x/image":             {"pipeline/picture"},
	"github.com/xuri/excelize":       {"index/table"},
	"modernc.org/sqlite":             {"pipeline/catalog", "pipeline/catalog/storetest"},
	"github.com/jackc/pgx":           {"pipeline/catalog", "pipeline/catalog/storetest", "pipeline/queue", "web/auth"},
	"github.com/riverqueue/river":    {"pipeline/queue"},
	"github.com/minio/minio-go":      {"pipeline/originals"},
	"flag":                           {"cmd/danchieu"},
	"html/template":                  {"web", "web/sheet", "cmd/danchieu"},
}

func TestArrows(t *testing.T) {
	imports := packageImports(t)
	for _, pkg := range slices.Sorted(maps.Keys(imports)) {
		if _, ok := arrows[pkg]; !ok {
			t.Errorf("package %s is new: give it a place in the list of arrows in arrows_test.go", pkg)
			continue
		}
		for _, p := range imports[pkg] {
			if why := forbidden(pkg, p); why != "" {
				t.Errorf("%s imports %s: %s", pkg, p, why)
			}
		}
	}
	for pkg, allowed := range arrows {
		for _, p := range allowed {
			if p != anything && !slices.Contains(imports[pkg], module+"/"+p) {
				t.Errorf("%s does not import %s: the arrow is to go", pkg, p)
			}
		}
	}
	for _, pkg := range []string{"pipeline", "pipeline/legal", "index", "cmd/danchieu"} {
		if _, ok := imports[pkg]; !ok {
			t.Errorf("package %s was not found: the test looks in the wrong place", pkg)
		}
	}
}

func TestForbidden(t *testing.T) {
	tests := []struct {
		pkg, imported, want string
	}{
		{"pipeline/legal", "strings", ""},
		{"pipeline/legal", module + "/pipeline/viet", "not among its arrows"},
		{"pipeline/layout", module + "/pipeline/pdf", ""},
		{"pipeline/cite", module + "/pipeline/pdf", "not among its arrows"},
		{"pipeline", module + "/index", "not among its arrows"},
		{"cmd/danchieu", module + "/index/graph", ""},
		{"index", "github.com/blevesearch/bleve/v2/mapping", ""},
		{"index/graph", "github.com/blevesearch/bleve/v2", "left to [index]"},
		{"pipeline/layout", "github.com/ledongthuc/pdf", "left to [pipeline/pdf]"},
		{"pipeline/catalog", "modernc.org/sqlite/lib", ""},
		{"pipeline/cite", "modernc.org/sqlitebutnot", ""},
		{"pipeline", "flag", "left to [cmd/danchieu]"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, forbidden(tt.pkg, tt.imported)); diff != "" {
			t.Errorf("forbidden(%q, %q) (-want +got):\n%s", tt.pkg, tt.imported, diff)
		}
	}
}

// forbidden says why a package may not import a path, "" where it may.
func forbidden(pkg, imported string) string {
	for library, allowed := range owners {
		if below(imported, library) && !slices.Contains(allowed, pkg) {
			return "left to [" + strings.Join(allowed, " ") + "]"
		}
	}
	if !below(imported, module) || slices.Contains(arrows[pkg], anything) {
		return ""
	}
	ours := path.Clean(strings.TrimPrefix(strings.TrimPrefix(imported, module), "/"))
	if !slices.Contains(arrows[pkg], ours) {
		return "not among its arrows"
	}
	return ""
}

func below(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, library+"/")
}

// packageImports returns what the Go files of each package import, test files
// and test data left out.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(entry.Name(), ".") && name != "."; entry.IsDir() &&
			(hidden || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(name))
		imports[pkg] = slices.Grow(imports[pkg], len(file.Imports)) // a package without imports counts too
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[pkg] = append(imports[pkg], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
