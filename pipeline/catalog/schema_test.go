package catalog

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
)

// old makes a catalogue of an earlier version with a document of each kind and a run
// that has come to its end.
func old(t *testing.T, v int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	statements := schema + fmt.Sprintf("PRAGMA user_version = %d;", v)
	if v < version {
		b, err := os.ReadFile(fmt.Sprintf("testdata/v%d.sql", v))
		must(t, err)
		statements = string(b)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	must(t, err)
	defer db.Close()
	_, err = db.Exec(statements + `
		INSERT INTO meta VALUES ('uuid', 'u'), ('seq', '7');
		INSERT INTO files (n, sha256, size, status, digest, seq, text) VALUES (1, '` + shaA +
		`', 9, 'read', 'd', 6, 'Căn cứ');
		INSERT INTO documents (n, id, conflict, seq) VALUES (1, 'kh-1', 0, 3), (2, 'nq-2', 1, 4);
		INSERT INTO edges (source, target, relation) VALUES (1, 2, 'cites');
		INSERT INTO runs (started, ended) VALUES ('2024-01-02T03:04:05Z', '2024-01-02T03:04:06Z');`)
	must(t, err)
	return dir
}

// shape is what a catalogue consists of: tables with their columns, whose order counts
// in keys alone, indexes and views.
func shape(t *testing.T, c *Catalog) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, c.view(ctx, func(tx *Tx) error {
		return tx.each(`SELECT m.type || ' ' || m.name, coalesce(m.sql, ''), coalesce((SELECT group_concat(line, char(10)) FROM (
				SELECT concat_ws(' ', name, type, "notnull", dflt_value, pk) AS line FROM pragma_table_info(m.name) ORDER BY name)), '')
			FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite_%'`, nil, func(rows *sql.Rows) error {
			var name, made, columns string
			err := rows.Scan(&name, &made, &columns)
			out[name] = columns
			if !strings.HasPrefix(name, "table ") {
				out[name] = strings.Join(strings.Fields(made), " ")
			}
			return err
		})
	}))
	must(t, c.view(ctx, func(tx *Tx) error {
		for _, name := range slices.Sorted(maps.Keys(out)) {
			table, ok := strings.CutPrefix(name, "table ")
			if !ok {
				continue
			}
			keys, err := tx.texts(`SELECT concat_ws(' ', "from", "table", "to", on_delete) FROM pragma_foreign_key_list(?) ORDER BY 1`, table)
			for _, key := range keys {
				out[name] += "\n" + key
			}
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return out
}

// A catalogue of any earlier version becomes what a new one is, keeps what it holds,
// and is kept as it was beside.
func TestUpgrade(t *testing.T) {
	storetest.OnFile(t)
	fresh, _ := openTest(t)
	want := shape(t, fresh)
	for v := oldest; v <= version; v++ {
		dir := old(t, v)
		if v < version {
			if _, err := OpenReader(dir); !errors.Is(err, ErrVersion) {
				t.Errorf("version %d is read: %v", v, err)
			}
		}
		c, err := Open(dir)
		must(t, err)
		if diff := cmp.Diff(want, shape(t, c)); diff != "" {
			t.Errorf("version %d (-new +upgraded):\n%s", v, diff)
		}
		must(t, c.Check(ctx))
		if text, ok, err := c.Text(ctx, shaA); text.Content != "Căn cứ" && err == nil || !ok {
			t.Errorf("version %d: text %q %v %v", v, text.Content, ok, err)
		}
		if v == 1 { // it did not say so
			run, err := c.StartRun(ctx, time.Unix(1_700_000_000, 0))
			must(t, err)
			must(t, c.FinishRun(ctx, run, time.Unix(1_700_000_000, 0), map[string]int{}))
			if news, err := c.News(ctx, run-1, run); len(news) != 0 || err != nil {
				t.Errorf("version %d: what was known is news: %v %v", v, news, err)
			}
		}
		must(t, c.Close())
		_, err = os.Stat(filepath.Join(dir, fmt.Sprintf("%s.v%d", FileName, v)))
		if (err == nil) != (v < version) {
			t.Errorf("version %d: copy: %v", v, err)
		}
	}
}

// A migration that breaks off in its middle leaves the version before, whole; the
// next attempt goes on from there.
func TestUpgradeBrokenOff(t *testing.T) {
	storetest.OnFile(t)
	dir := old(t, 2)
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	must(t, err)
	_, err = db.Exec("CREATE TABLE changed (in_the_way)") // made last by migration 3
	must(t, err)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "version 3") {
		t.Fatalf("not broken off: %v", err)
	}
	var v, claims int
	must(t, db.QueryRow("PRAGMA user_version").Scan(&v))
	must(t, db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'claims'").Scan(&claims))
	if v != 2 || claims != 0 {
		t.Errorf("version %d, %d tables of the next", v, claims)
	}
	_, err = db.Exec("DROP TABLE changed")
	must(t, err)
	must(t, db.Close())
	c, err := Open(dir)
	must(t, err)
	must(t, c.Close())
}

// Every version after the oldest has its migration, and there is none beyond.
func TestMigrations(t *testing.T) {
	storetest.OnFile(t)
	files, err := migrations.ReadDir("migrations")
	must(t, err)
	var got, want []string
	for _, f := range files {
		got = append(got, f.Name())
	}
	for v := oldest + 1; v <= version; v++ {
		want = append(want, fmt.Sprintf("%04d.sql", v))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
