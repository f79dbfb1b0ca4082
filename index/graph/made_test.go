package graph

import (
	"database/sql"
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// made is the plan of a catalogue made up for measuring. Its documents lie in the
// layers of the administration: a little is written at the centre, most in
// communes and schools. Each cites above all what was written above it in its own
// place, and few documents of the centre are cited by very many (Zipf). In a real
// folder the documents of the centre cite ten others each and those below about
// half as many.
type made struct {
	rnd   *rand.Rand
	docs  int
	ends  [5]int           // the layers' last documents: laws, other centre, provinces, districts, communes
	edges map[[2]int32]int // source, target → index in legal.Relations
	order [][2]int32
}

const madeProvinces, madeDistricts = 60, 600

// makeUp plans n documents with five relations each, always the same.
func makeUp(n int) *made {
	m := &made{rnd: rand.New(rand.NewSource(1)), docs: n, edges: map[[2]int32]int{}}
	for i, share := range []float64{0.005, 0.03, 0.13, 0.38, 1} {
		m.ends[i] = int(share * float64(n))
	}
	laws := rand.NewZipf(m.rnd, 1.1, 3, uint64(m.ends[0]-1))
	centre := rand.NewZipf(m.rnd, 1.1, 3, uint64(m.ends[1]-1))
	for d := range n {
		switch m.layer(d) {
		case 0: // laws name older ones, and now and then one that is amended a younger one
			for range 6 {
				m.add(d, m.rnd.Intn(d+1), legal.Cites)
			}
			if m.rnd.Intn(20) == 0 {
				m.add(d, int(laws.Uint64()), legal.Amends)
			}
		case 1:
			for range 4 {
				m.add(d, int(laws.Uint64()), legal.BasedOn)
			}
			m.cite(d, centre, 6)
		case 2:
			m.cite(d, centre, 5)
			m.add(d, m.near(d, 2, madeProvinces), legal.Cites)
		case 3:
			m.cite(d, centre, 2)
			m.add(d, m.near(d, 2, madeProvinces), legal.Implements)
			m.add(d, m.near(d, 2, madeProvinces), legal.BasedOn)
			m.add(d, m.near(d, 3, madeDistricts), legal.Cites)
		default:
			m.cite(d, centre, 1)
			m.add(d, m.near(d, 2, madeProvinces), legal.Implements)
			m.add(d, m.near(d, 3, madeDistricts), legal.Implements)
			m.add(d, m.near(d, 3, madeDistricts), legal.BasedOn)
		}
	}
	for len(m.order) < 5*n { // what the layers left open is merely cited
		d := m.ends[2] + m.rnd.Intn(n-m.ends[2])
		m.add(d, int(centre.Uint64()), legal.Cites)
	}
	return m
}

func (m *made) layer(d int) int {
	for i, end := range m.ends {
		if d < end {
			return i
		}
	}
	return len(m.ends) - 1
}

// cite takes k documents of the centre, a third of them acted upon.
func (m *made) cite(d int, from *rand.Zipf, k int) {
	for range k {
		m.add(d, int(from.Uint64()), []legal.Relation{legal.Implements, legal.BasedOn, legal.Cites}[m.rnd.Intn(3)])
	}
}

// near returns a document of a layer that is of the same place as d, where the
// layer has so many places.
func (m *made) near(d, layer, places int) int {
	first := m.ends[layer-1]
	k := (m.ends[layer] - first) / places
	return first + m.rnd.Intn(k)*places + d%places
}

func (m *made) add(from, to int, r legal.Relation) {
	k := [2]int32{int32(from), int32(to)}
	if _, ok := m.edges[k]; ok || from == to {
		return
	}
	m.edges[k] = strength(r)
	m.order = append(m.order, k)
}

// madeID names a document so that the order of IDs is not that of the numbers, as
// in a catalogue that has grown.
func madeID(d int) string {
	return fmt.Sprintf("%s-%d-ubnd-noi-%d-%d", []string{"qd", "kh", "nq", "cv"}[d%4], d*7919%9973, d%madeDistricts, d)
}

// write stores the plan in a new catalogue, by its own schema.
func (m *made) write(tb testing.TB, dir string) {
	tb.Helper()
	c, err := catalog.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	c.Close()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, catalog.FileName))
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	files := m.docs / 5
	insert(tb, tx, "files (n, sha256, size, status, document, digest, seq)", files, func(i int) string {
		return fmt.Sprintf("(%d, '%064x', 0, 'read', %d, '', %d)", i+1, i*2654435761%1000003+i*1000003, m.docs-i, i+1)
	})
	insert(tb, tx, "documents (n, id, type, number, body_level, date, held, seq)", m.docs, func(d int) string {
		level := []legal.Level{legal.LevelCentral, legal.LevelCentral, legal.LevelProvince, legal.LevelDistrict,
			legal.LevelCommune}[m.layer(d)]
		return fmt.Sprintf("(%d, '%s', 'Kế hoạch', '%d/KH-UBND', '%s', '%04d-%02d-%02d', '%s', %d)", d+1, madeID(d),
			d%997, level, 2010+d%15, 1+d%12, 1+d%28, strings.Repeat("x", d%2), files+d+1)
	})
	insert(tb, tx, "edges (n, source, target, relation)", len(m.order), func(i int) string {
		k := m.order[i]
		return fmt.Sprintf("(%d, %d, %d, '%s')", i+1, k[0]+1, k[1]+1, legal.Relations[m.edges[k]])
	})
	for _, s := range []string{
		// every third relation is stated twice
		fmt.Sprintf(`INSERT INTO evidence (edge, file, idx) SELECT e.n, 1 + e.source %% %d, e.n * 2 + v.k FROM edges e, (SELECT 0 AS k UNION ALL SELECT 1) v
			WHERE v.k = 0 OR e.n %% 3 = 0`, files),
		`INSERT INTO citations (file, idx, page, start, "end", type, number, date, issuer, title, name, provision, source, relation, raw,
			sentence_start, sentence_end, sentence, zone, confidence) SELECT file, idx, 1, 0, 9, '', '', '', '', '', '', '', -1, 'cites', '', 0, 9, '', 'body', 1 FROM evidence`,
		"ANALYZE",
	} {
		if _, err := tx.Exec(s); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
}

// insert writes n rows, many in one statement.
func insert(tb testing.TB, tx *sql.Tx, into string, n int, row func(i int) string) {
	tb.Helper()
	const most = 500
	for from := 0; from < n; from += most {
		rows := make([]string, min(most, n-from))
		for i := range rows {
			rows[i] = row(from + i)
		}
		if _, err := tx.Exec("INSERT INTO " + into + " VALUES " + strings.Join(rows, ", ")); err != nil {
			tb.Fatal(err)
		}
	}
}
