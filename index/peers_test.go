package index

import (
	"database/sql"
	"math/rand"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// comparePeers asks FTS5, with its own way to drop marks, the queries of checkForms
// and counts those to which it finds what the scan finds.
func comparePeers(t *testing.T, c corpus, n int) {
	for _, peer := range []string{"pdfgrep", "recollq"} {
		if _, err := exec.LookPath(peer); err != nil {
			t.Logf("%s is not installed", peer)
		}
	}
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
			var typed []string
			for _, w := range s.words {
				typed = append(typed, spelling.of(w))
			}
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

// scanned returns the files in which a scan finds what is typed.
func (c corpus) scanned(content map[string][][2]string, typed []string, phrase bool) []string {
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
