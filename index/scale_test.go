package index

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// TestScale holds the index against FTS5, the full text of SQLite, over documents of
// eight pages: size, work, memory and time to answer. DANCHIEU_SCALE is how many
// documents (make bench takes 10,000).
func TestScale(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("DANCHIEU_SCALE"))
	if n == 0 {
		t.Skip("DANCHIEU_SCALE is not set: make bench holds the index against FTS5")
	}
	dir := os.Getenv("DANCHIEU_SCALE_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	file := filepath.Join(dir, "documents.jsonl")
	text := writeDocuments(t, file, n)
	ours := measured(t, "ours", dir, file)
	theirs := measured(t, "fts5", dir, file)
	size := ours.bytes / text
	t.Logf("%d documents, %.0f MB of text", n, text/1e6)
	t.Logf("%-8s %8s %10s %10s", "", "size", "CPU s", "memory MB")
	t.Logf("%-8s %7.2fx %10.1f %10.0f", "danchieu", size, ours.cpu, ours.memory/1e6)
	t.Logf("%-8s %7.2fx %10.1f %10.0f", "FTS5", theirs.bytes/text, theirs.cpu, theirs.memory/1e6)
	bar(t, "index to text", size, 1.7)
	bar(t, "CPU to that of FTS5", ours.cpu/theirs.cpu, 6)
	bar(t, "peak memory in MB", ours.memory/1e6, 400)
	queries(t, dir, file)
}

func bar(t *testing.T, what string, have, most float64) {
	t.Helper()
	if have > most {
		t.Errorf("%s: %.2f, at most %.2f wanted", what, have, most)
	} else {
		t.Logf("%s: %.2f (at most %.2f)", what, have, most)
	}
}

type paged struct {
	Entry
	Pages []string
}

// writeDocuments writes n documents as lines of JSON and returns the bytes of text.
func writeDocuments(t *testing.T, path string, n int) float64 {
	g := newGenerator(t, 1)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	size := 0
	enc := json.NewEncoder(w)
	for i := range n {
		e, pages := g.entry(i, 8)
		size += len(e.Text)
		if err := enc.Encode(paged{e, pages}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return float64(size)
}

func readDocuments(path string) iter.Seq2[paged, error] {
	return func(yield func(paged, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(paged{}, err)
			return
		}
		defer f.Close()
		dec := json.NewDecoder(bufio.NewReader(f))
		for {
			var d paged
			err := dec.Decode(&d)
			if err == io.EOF {
				return
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

type cost struct{ bytes, cpu, memory float64 }

// measured builds an index in a process of its own.
func measured(t *testing.T, which, dir, file string) cost {
	target := filepath.Join(dir, which)
	if err := os.RemoveAll(target); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestScaleChild$")
	cmd.Env = append(os.Environ(), "DANCHIEU_SCALE_CHILD="+which, "DANCHIEU_SCALE_FILE="+file,
		"DANCHIEU_SCALE_TARGET="+target)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", which, err, out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	c := cost{cpu: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(),
		memory: float64(usage.Maxrss) * 1024}
	filepath.Walk(target, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			c.bytes += float64(info.Size())
		}
		return err
	})
	return c
}

func TestScaleChild(t *testing.T) {
	file, target := os.Getenv("DANCHIEU_SCALE_FILE"), os.Getenv("DANCHIEU_SCALE_TARGET")
	switch os.Getenv("DANCHIEU_SCALE_CHILD") {
	case "ours":
		changes := func(since int64) iter.Seq2[Entry, error] {
			return func(yield func(Entry, error) bool) {
				for d, err := range readDocuments(file) {
					if !yield(d.Entry, err) {
						return
					}
				}
			}
		}
		if _, err := runUpdate(context.Background(), target, Catalogue{"scale", 1 << 40}, changes, ""); err != nil {
			t.Fatal(err)
		}
	case "fts5":
		if err := buildFTS5(file, target); err != nil {
			t.Fatal(err)
		}
	case "":
		t.Skip("a part of TestScale and TestMappings")
	default:
		n, err := strconv.Atoi(os.Getenv("DANCHIEU_SCALE_CHILD"))
		if err == nil {
			err = buildMapping(mappings[n], file, target)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// buildFTS5 builds what one would build with SQLite: a row a page, one table of the
// text as it is and one folded beforehand, for FTS5 knows no đ.
func buildFTS5(file, target string) error {
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", filepath.Join(target,
		"fts5.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE docs (n INTEGER PRIMARY KEY, id TEXT, type TEXT, issuer TEXT, date TEXT);
		CREATE INDEX docs_date ON docs (date);
		CREATE TABLE pages (n INTEGER PRIMARY KEY, doc INTEGER, page INTEGER, text TEXT);
		CREATE VIRTUAL TABLE exact USING fts5(text, content='pages', content_rowid='n', tokenize="unicode61 remove_diacritics 0");
		CREATE VIRTUAL TABLE folded USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");`); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	n, row := 0, 0
	for d, err := range readDocuments(file) {
		if err != nil {
			return err
		}
		n++
		if _, err := tx.Exec("INSERT INTO docs VALUES (?, ?, ?, ?, ?)", n, d.ID, d.Type, d.Issuer, d.Date); err != nil {
			return err
		}
		for i, page := range d.Pages {
			row++
			if _, err := tx.Exec("INSERT INTO pages VALUES (?, ?, ?, ?)", row, n, i+1, page); err != nil {
				return err
			}
			if _, err := tx.Exec("INSERT INTO exact (rowid, text) VALUES (?, ?)", row, page); err != nil {
				return err
			}
			if _, err := tx.Exec("INSERT INTO folded (rowid, text) VALUES (?, ?)", row, viet.Fold(page)); err != nil {
				return err
			}
		}
		if n%100 == 0 {
			if err := tx.Commit(); err != nil {
				return err
			}
			if tx, err = db.Begin(); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// asked is a query in the language of both.
type asked struct {
	kind   string
	ours   string
	table  string
	match  string
	filter string // SQL over docs
	facets bool
}

// questions draws queries from the documents: words as often as they occur, so that
// frequent ones are asked for most, and runs of words.
func questions(docs []paged) []asked {
	rnd := rand.New(rand.NewSource(7))
	var out []asked
	for i := range 600 {
		d := docs[rnd.Intn(len(docs))]
		page := d.Pages[rnd.Intn(len(d.Pages))]
		found := words(page)
		length := []int{1, 2, 4, 3}[i%4]
		at := rnd.Intn(len(found) - length)
		run := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if isQuote(r) {
				return ' '
			}
			return r
		}, page[found[at].start:found[at+length-1].end])), " ")
		a := asked{kind: "word", table: "exact", ours: run, match: `"` + run + `"`}
		if i%8 >= 4 {
			a.ours, a.match, a.table = viet.Fold(a.ours), viet.Fold(a.match), "folded"
		}
		switch {
		case i%4 == 3:
			a.kind = "phrase, filter and facets"
			a.filter = "date >= '2015' AND date < '2020'"
			a.ours = `"` + a.ours + `" ngay:2015..2019`
			a.facets = true
		case length > 1:
			a.kind = "phrase"
			a.ours = `"` + a.ours + `"`
		}
		out = append(out, a)
	}
	return out
}

func queries(t *testing.T, dir, file string) {
	var docs []paged
	for d, err := range readDocuments(file) {
		if err != nil {
			t.Fatal(err)
		}
		if docs = append(docs, d); len(docs) == 1000 {
			break
		}
	}
	r, err := Open(filepath.Join(dir, "ours"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts5", "fts5.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	ours, theirs := map[string][]time.Duration{}, map[string][]time.Duration{}
	for _, q := range questions(docs) { // in turns, so that both meet the same machine
		began := time.Now()
		n := askOurs(t, r, q)
		took := time.Since(began)
		began = time.Now()
		m := askFTS5(t, db, q)
		theirs[q.kind] = append(theirs[q.kind], time.Since(began))
		ours[q.kind] = append(ours[q.kind], took)
		if n == 0 || m == 0 && q.filter == "" {
			if q.filter == "" {
				t.Errorf("%+v: %d of ours, %d of FTS5", q, n, m)
			}
		}
	}
	t.Logf("%-26s %20s %20s", "p50 / p99 in ms", "danchieu", "FTS5")
	most := map[string]float64{"word": 0.25, "phrase": 1, "phrase, filter and facets": 2}
	for _, kind := range []string{"word", "phrase", "phrase, filter and facets"} {
		a, b := ours[kind], theirs[kind]
		slices.Sort(a)
		slices.Sort(b)
		t.Logf("%-26s %9.2f / %8.2f %9.2f / %8.2f", kind, ms(a, 50), ms(a, 99), ms(b, 50), ms(b, 99))
		bar(t, kind+": p50 to that of FTS5", ms(a, 50)/ms(b, 50), most[kind])
		bar(t, kind+": p99 in ms", ms(a, 99), 50)
	}
}

func ms(sorted []time.Duration, percent int) float64 {
	return float64(sorted[min(len(sorted)-1, len(sorted)*percent/100)].Microseconds()) / 1000
}

func askOurs(t *testing.T, r *Reader, a asked) int {
	q, err := ParseQuery(a.ours)
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Search(context.Background(), q, Options{Limit: 10, Facets: a.facets})
	if err != nil {
		t.Fatal(err)
	}
	return res.Total
}

func askFTS5(t *testing.T, db *sql.DB, a asked) int {
	query := fmt.Sprintf("SELECT rowid FROM %s WHERE %s MATCH ? ORDER BY rank LIMIT 10", a.table, a.table)
	if a.filter != "" {
		query = fmt.Sprintf(`WITH m AS MATERIALIZED (SELECT rowid AS r, rank AS k FROM %s WHERE %s MATCH ?),
			d AS MATERIALIZED (SELECT docs.n, docs.type, min(k) AS k FROM m JOIN pages ON pages.n = r JOIN docs ON docs.n = pages.doc WHERE %s GROUP BY docs.n)
			SELECT n FROM (SELECT n FROM d ORDER BY k LIMIT 10) UNION ALL SELECT n FROM (SELECT count(*) AS n FROM d GROUP BY type)`, a.table, a.table, a.filter)
	}
	rows, err := db.Query(query, a.match)
	if err != nil {
		t.Fatalf("%s: %v", a.match, err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}
