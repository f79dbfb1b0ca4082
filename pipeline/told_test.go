package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// What is told of files that were just read is what is told when they are read back.
func TestToldAhead(t *testing.T) {
	data, c := openIn(t)
	dir := t.TempDir()
	const broken = "ỦY BAN NHÂN DÂN\nTỈNH HẢI DƯƠNG\nSố: 7/KH-UBND\nKẾ HOẠCH\nCăn cứ Nghị định số 71/2020/NĐ-CP\x00 của \xffChính phủ;\n" +
		"Quyết định này có hiệu lực kể từ ngày 01/7/2023.\n"
	check(t, os.WriteFile(filepath.Join(dir, "broken.txt"), []byte(broken), 0o644))
	check(t, os.CopyFS(filepath.Join(dir, "plans"), os.DirFS("../testdata/plans")))
	var steps []string
	_, err := Run(t.Context(), c, Options{Paths: []string{dir}, Workers: 2, Reader: newReader, NoOCR: true,
		Step: func(name string) { steps = append(steps, name) }})
	check(t, err)
	if !slices.Contains(steps, "told") {
		t.Errorf("nothing is told ahead: %q", steps)
	}
	facts := slices.Concat(claimTables, []string{"SELECT f.sha256, c.idx, c.page, c.says, c.day FROM clauses c JOIN files f ON f.n = c.file"})
	ahead := holds(t, data, facts...)
	if len(ahead) < 20 {
		t.Fatalf("told ahead: %q", ahead)
	}
	files, err := c.Files(t.Context())
	check(t, err)
	check(t, c.Update(t.Context(), func(tx *catalog.Tx) error {
		for _, f := range files {
			check(t, tx.PutClaims([]string{f.SHA256}, nil))
			check(t, tx.PutClauses(map[string][]legal.ForceClause{f.SHA256: nil}))
		}
		return nil
	}))
	check(t, resolveBy(t.Context(), c, resolve.Rules+1, nil, nil))
	if back := holds(t, data, facts...); !slices.Equal(back, ahead) {
		t.Errorf("told ahead\n%q\nread back\n%q", ahead, back)
	}
}
