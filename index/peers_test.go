package index

import (
	"database/sql"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// comparePeers asks FTS5, with its own way to drop marks, the queries of checkForms
// and counts those to which it finds what the scan finds.
func comparePeers(t *testing.T, c corpus, n int) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "peer.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, text, tokenize="unicode61 remove_diacritics 2")`); err != nil {
		t.Fatal(err)
	}
	content := map[string][][2]string{}
	for _, id := range c.ids {
		text := c.texts[id].Content
		if _, err := db.Exec("INSERT INTO docs VALUES (?, ?)", id, text); err != nil {
			t.Fatal(err)
		}
		for _, s := range plainSpans(text) {
			w := text[s.Start:s.End]
			content[id] = append(content[id], [2]string{viet.Marked(w), viet.Fold(w)})
		}
	}
	rnd := rand.New(rand.NewSource(3))
	right := make([]int, len(spellings))
	for asked := 0; asked < n; {
		s, ok := draw(rnd, c.texts[c.ids[rnd.Intn(len(c.ids))]], asked)
		if !ok {
			continue
		}
		asked++
		for i, spelling := range spellings {
			typed := s.typed(spelling.of)
			match := `"` + strings.Join(typed, `" "`) + `"`
			if s.phrase {
				match = `"` + strings.Join(typed, " ") + `"`
			}
			if slices.Equal(askPeer(t, db, match), c.scanned(content, typed, s.phrase)) {
				right[i]++
			}
		}
	}
	for i, spelling := range spellings {
		t.Logf("FTS5 remove_diacritics 2, %-10s: %d of %d queries as the scan has them", spelling.name, right[i], n)
	}
}

// filePeer is a program that searches the PDFs themselves.
type filePeer struct {
	name string
	// find returns what the program prints, file names among it, for a phrase.
	find func(words []string) string
	n    int // queries asked; each is asked in every spelling
}

// compareFilePeers asks programs that read the PDFs themselves, and ours, for words of
// files with a text of their own, and counts the queries that find the file they are from.
func compareFilePeers(t *testing.T, c corpus, n int) {
	folder := t.TempDir()
	var ids []string
	files, err := c.c.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, err := os.Stat(f.Paths[0]); err != nil || f.Status != catalog.Read || filepath.Ext(f.Paths[0]) != ".pdf" {
			continue
		}
		if err := os.Symlink(f.Paths[0], filepath.Join(folder, f.SHA256+".pdf")); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f.SHA256)
	}
	ours := func(words []string) string {
		found, err := Find(t.Context(), c.c, c.r, `"`+strings.Join(words, " ")+`"`, Options{Limit: 10000})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		return strings.Join(ids, "\n")
	}
	for _, p := range append([]filePeer{{"danchieu", ours, n}}, installedPeers(t, folder, n)...) {
		rnd := rand.New(rand.NewSource(9))
		right := make([]int, len(spellings))
		for asked := 0; asked < p.n; {
			id := ids[rnd.Intn(len(ids))]
			s, ok := draw(rnd, c.texts[id], 2*asked)
			if !ok {
				continue
			}
			asked++
			for i, spelling := range spellings {
				if strings.Contains(p.find(s.typed(spelling.of)), id) {
					right[i]++
				}
			}
		}
		for i, spelling := range spellings {
			t.Logf("%-10s %-10s: %d of %d phrases find their file", p.name, spelling.name, right[i], p.n)
		}
	}
}

func installedPeers(t *testing.T, folder string, n int) []filePeer {
	var peers []filePeer
	if _, err := exec.LookPath("pdfgrep"); err == nil {
		cache := "XDG_CACHE_HOME=" + t.TempDir()
		peers = append(peers, filePeer{"pdfgrep", func(words []string) string {
			cmd := exec.Command("pdfgrep", "-R", "-i", "-F", "--cache", "-H", "-m", "1", "--", strings.Join(words, " "),
				folder)
			cmd.Env = append(os.Environ(), cache)
			out, _ := cmd.Output() // 1 for nothing found
			return string(out)
		}, n / 30}) // it reads every file for every query
	}
	if _, err := exec.LookPath("recollindex"); err == nil {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "recoll.conf"), []byte("topdirs = "+folder+"\nfollowLinks = 1\n"),
			0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("recollindex", "-c", dir, "-z").CombinedOutput(); err != nil {
			t.Fatalf("recollindex: %v\n%s", err, out)
		}
		peers = append(peers, filePeer{"Recoll", func(words []string) string {
			out, _ := exec.Command("recollq", "-c", dir, "-b", "-n", "0-10000", `"`+strings.Join(words, " ")+`"`).
				Output()
			return string(out)
		}, n})
	}
	return peers
}

// scanned returns the files in which a scan finds what is typed.
func (c corpus) scanned(content map[string][][2]string, typed []string, phrase bool) []string {
	if asked := unitsOf(typed); !phrase && len(asked) < len(typed) || !phrase && slices.ContainsFunc(asked, unit.isShort) {
		var found []string
		for _, id := range c.ids {
			if !slices.ContainsFunc(asked, func(u unit) bool { return !u.in(content[id]) }) {
				found = append(found, id)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	for _, lenient := range []bool{false, true} {
		var found []string
		for _, id := range c.ids {
			if scan(content[id], typed, phrase, lenient) {
				found = append(found, id)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func askPeer(t *testing.T, db *sql.DB, match string) []string {
	rows, err := db.Query("SELECT id FROM docs WHERE docs MATCH ? ORDER BY id", match)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		found = append(found, id)
	}
	return found
}
