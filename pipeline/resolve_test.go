package pipeline

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
	"github.com/google/go-cmp/cmp"
)

// The few words that random files are made of, so that they meet under one number.
var (
	drawnHeads = []legal.Head{
		{Number: "50/KH-UBND", Date: legal.Date{Year: 2023, Month: 4, Day: 10}, Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh", Place: "Quảng Ninh"},
		{Number: "64/KH-UBND", Issuer: "UBND tỉnh Quảng Ninh"},
		{Number: "64/KH-UBND", Date: legal.Date{Year: 2023, Month: 3, Day: 6}, Issuer: "UBND tỉnh Lâm Đồng", Title: "về chuyển đổi số"},
		{Number: "16/KH-PGDĐT", Date: legal.Date{Year: 2023, Month: 4, Day: 15}, Issuer: "Phòng Giáo dục và Đào tạo", Superior: "UBND thành phố Cẩm Phả"},
		{Number: "3001/BNV-CCHC", Date: legal.Date{Year: 2023, Month: 5, Day: 2}, Issuer: "Bộ Nội vụ", Place: "Hà Nội"},
		{Type: legal.Law, Number: "31/2024/QH15", Date: legal.Date{Year: 2024, Month: 1, Day: 18}, Issuer: "Quốc hội", Title: "LUẬT ĐẤT ĐAI"},
		{Type: legal.Plan, Title: "Kế hoạch năm học"},
		{Type: legal.Plan, Date: legal.Date{Year: 2023, Month: 3, Day: 6}, Issuer: "UBND tỉnh Lâm Đồng", Title: "về mức học phí của tỉnh ta"},
	}
	drawnTypes = map[string][]string{
		"64/KH-UBND": {"kế hoạch", "quyết định"}, "30-NQ/TW": {"nghị quyết"}, "13-NQ/TU": {"nghị quyết"}, "128/NQ-HĐND": {"nghị quyết"},
		"31/2024/QH15": {"luật", "luật", "nghị quyết"}, "45/2013/QH13": {"luật"}, "45/2013/QH12": {"luật"}, "71/2020/NĐ-CP": {"nghị định"}, "71/NĐ-CP": {"nghị định"},
		"14/CT-TTg": {"chỉ thị"}, "545/HD-BTV": {"hướng dẫn"}, "12/SNV-CCHC": {"văn bản"}, "64": {"kế hoạch"}, "14": {"chỉ thị"}, "71/2020": {"nghị định"}, "": {"luật"},
		"64/KH-SGDĐT": {"kế hoạch"}, "65/KH-UBND": {"kế hoạch"}, "6/KH-UBND": {"kế hoạch"}, "15/CT-TTg": {"chỉ thị"}, "5/VB-ABDĐ": {"kế hoạch"}, "5/VB-ABDD": {"kế hoạch"},
	}
	drawnNumbers = []string{"64/KH-UBND", "64/KH-UBND", "30-NQ/TW", "30-NQ/TW", "13-NQ/TU", "128/NQ-HĐND",
		"128/NQ-HĐND", "31/2024/QH15", "45/2013/QH13", "45/2013/QH12", "71/2020/NĐ-CP", "71/NĐ-CP", "14/CT-TTg", "14/CT-TTg", "545/HD-BTV", "12/SNV-CCHC", "64", "14", "71/2020", "", "", "64/KH-SGDĐT", "5/VB-ABDĐ", "5/VB-ABDD",
		"65/KH-UBND", "6/KH-UBND", "15/CT-TTg"}
	drawnDates = []legal.Date{{}, {}, {}, {Year: 2022}, {Year: 2022, Month: 11, Day: 23},
		{Year: 2022, Month: 11, Day: 28}, {Year: 2023, Month: 3, Day: 6}, {Year: 2023, Month: 3}, {Year: 2024, Month: 1, Day: 18}, {Year: 2013}, {Year: 2020, Month: 9, Day: 20}}
	drawnIssuers = []string{"", "", "", "UBND tỉnh", "UBND tỉnh Lâm Đồng", "UBND thành phố", "Thủ tướng Chính phủ",
		"Bộ Chính trị", "HĐND tỉnh Quảng Ninh", "Tỉnh ủy Quảng Ninh", "Hội Luật gia", "Ban Thường vụ Hội Luật gia Việt Nam"}
	drawnTitles = []string{"", "về mức học phí của tỉnh ta", "về mức học phí của tỉnh ta năm nay", "chuyển đổi số"}
)

func draw[T any](rnd *rand.Rand, list []T) T { return list[rnd.IntN(len(list))] }

// drawFile makes a file. Its content stands for the n-th one; what was read of it may
// differ from one drawing to the next.
func drawFile(rnd *rand.Rand, n int) catalog.File {
	sum := sha256.Sum256(fmt.Append(nil, n))
	if n == 8 { // without a number of its own its ID reads like that of file 7
		twin := sha256.Sum256(fmt.Append(nil, 7))
		copy(sum[:8], twin[:])
	}
	f := catalog.File{SHA256: hex.EncodeToString(sum[:]), Size: 1, Status: catalog.Read}
	f.Text.Head = draw(rnd, drawnHeads)
	if n >= 7 && rnd.IntN(2) == 0 {
		f.Text.Head.Number = ""
	}
	at := 0
	for i := range rnd.IntN(9) {
		if i == 0 || rnd.IntN(3) > 0 {
			at += 1000
		}
		c := legal.Citation{From: -1, Relation: draw(rnd, legal.Relations), Page: i + 1,
			Number: draw(rnd, drawnNumbers), Date: draw(rnd, drawnDates), Issuer: draw(rnd, drawnIssuers),
			Title: draw(rnd, drawnTitles), Span: legal.Span{Start: at + 5, End: at + 9},
			Sentence: legal.Span{Start: at, End: at + 10}}
		c.Type, _ = legal.TypeOfWord(draw(rnd, drawnTypes[c.Number]))
		if c.Type == legal.Law && (c.Number == "" || rnd.IntN(2) == 0) {
			c.Name = draw(rnd, []string{"Đất đai", "Giáo dục", "đất đai"})
		}
		if c.Number == "128/NQ-HĐND" { // two years, like titles
			c.Issuer, c.Title = "HĐND tỉnh Quảng Ninh", draw(rnd, drawnTitles[1:3])
		}
		if (c.Number == "64/KH-UBND" || c.Number == "65/KH-UBND") && rnd.IntN(2) == 0 { // that a head without a number may be
			c.Issuer, c.Title = "UBND tỉnh Lâm Đồng", draw(rnd, drawnTitles[1:3])
			c.Date = legal.Date{Year: 2023, Month: 3, Day: 6}
		}
		if i > 0 && rnd.IntN(4) == 0 {
			c.From = rnd.IntN(i)
		}
		if c.Confidence = draw(rnd, []float64{0, 1, .98, .9, .5}); c.Confidence < 1 {
			c.Other = draw(rnd, []string{"", "", "65/KH-UBND", "15/CT-TTg", "130/NQ-HĐND"})
		}
		c.Raw = fmt.Sprint(c.Type, " ", c.Number, " ", c.Date)
		f.Citations = append(f.Citations, c)
	}
	return f
}

// step does one random thing to all catalogues alike; files are those there, by path.
func step(ctx context.Context, rnd *rand.Rand, files map[string]catalog.File, cs ...*catalog.Catalog) error {
	n := rnd.IntN(9)
	path := fmt.Sprintf("/files/%d.pdf", n)
	docs, err := cs[0].Documents(ctx)
	if err != nil {
		return err
	}
	var do func(*catalog.Catalog) error
	switch roll := rnd.IntN(20); {
	case roll < 11 || len(docs) == 0:
		f := drawFile(rnd, n)
		files[path] = f
		do = func(c *catalog.Catalog) error {
			return c.PutFile(ctx, f, catalog.Path{Path: path, Root: "/files", Size: 1, ModTime: 1})
		}
	case roll < 14:
		delete(files, path)
		do = func(c *catalog.Catalog) error { return c.Tombstone(ctx, 1, path) }
	case roll < 16:
		records := []legal.Record{
			{Registry: "r", Type: legal.Directive, Number: "14/CT-TTg", Date: draw(rnd, drawnDates), Issuer: "Thủ tướng Chính phủ"},
			{Registry: "r", Type: legal.Law, Number: "45/2013/QH13", Issuer: "Quốc hội", Title: "Luật Đất đai", Date: legal.Date{Year: 2013, Month: 11, Day: 29}},
			{Registry: "r", Type: legal.Law, Number: "31/2024/QH15", Issuer: "Quốc hội", Title: draw(rnd, []string{"Luật Đất đai", "Luật Giáo dục"}), Date: legal.Date{Year: 2024, Month: 1, Day: 18}},
		}
		records = records[rnd.IntN(3):]
		name := draw(rnd, []string{"r", "q"})
		do = func(c *catalog.Catalog) error {
			return c.PutRegistry(ctx, catalog.Registry{Name: name, SHA256: fmt.Sprint(records)}, records)
		}
		if rnd.IntN(4) == 0 {
			do = func(c *catalog.Catalog) error {
				if err := c.DropRegistry(ctx, name); !errors.Is(err, catalog.ErrNoRegistry) {
					return err
				}
				return nil
			}
		}
	case roll < 17:
		undo := 1 + rnd.IntN(3)
		do = func(c *catalog.Catalog) error {
			if err := c.UndoCorrection(ctx, undo, "b", "2024-01-02T00:00:00Z",
				"w"); !errors.Is(err, catalog.ErrNoCorrection) {
				return err
			}
			return nil
		}
	default:
		k := drawCorrection(rnd, docs)
		var ms []catalog.Mention
		if k.Kind != legal.Decide && rnd.IntN(2) == 0 {
			if err := cs[0].EachMention(ctx,
				func(m catalog.Mention) error { ms = append(ms, m); return nil }); err != nil {
				return err
			}
		}
		if len(ms) > 0 {
			m := draw(rnd, ms)
			k.Other, k.Citation, k.Raw = "", &legal.CitationRef{File: m.File, Index: m.Index}, m.Raw
		}
		do = func(c *catalog.Catalog) error { _, err := c.AddCorrection(ctx, k); return err }
	}
	for _, c := range cs {
		if err := do(c); err != nil {
			return err
		}
	}
	return nil
}

func drawCorrection(rnd *rand.Rand, docs []legal.Document) legal.Correction {
	k := legal.Correction{Kind: draw(rnd, []legal.CorrectionKind{legal.Same, legal.Differ, legal.Decide}),
		Document: draw(rnd, docs).ID, By: "a", At: "2024-01-01T00:00:00Z", Why: "w"}
	if k.Kind == legal.Decide {
		k.Field, k.Value = legal.ConflictDate, draw(rnd, []string{"2022-11-23", "2023-03-06"})
		if rnd.IntN(2) == 0 {
			k.Field, k.Value = legal.FieldTitle, "decided"
		}
	} else {
		k.Other = draw(rnd, docs).ID
	}
	held := slices.DeleteFunc(slices.Clone(docs), func(d legal.Document) bool { return d.Held == "" })
	if len(held) > 0 && rnd.IntN(3) == 0 {
		d := draw(rnd, held)
		k.Kind, k.Document, k.Other, k.File = legal.Decide, d.ID, "", d.Held
		k.Field, k.Value = legal.FieldNumber, draw(rnd, []string{"5/KH-UBND", "6/QĐ-UBND", ""})
	}
	return k
}

// What a catalogue holds, without its internal numbers. What a tombstone leads to
// hangs on the past as well.
var (
	meantTables = []string{
		`SELECT id, type, number, name, key, fold_key, body_code, body_level, body_place, body_name, body_above, body_province, year, term, date, title, held, dates, issuers,
			conflict, conflicts, settled, group_key, base FROM documents WHERE deleted = 0`,
		"SELECT f.sha256, m.idx, d.id, m.candidates, m.reason FROM meanings m JOIN files f ON f.n = m.file LEFT JOIN documents d ON d.n = m.document",
		`SELECT s.id, t.id, e.relation, f.sha256, v.idx FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target
			LEFT JOIN evidence v ON v.edge = e.n LEFT JOIN files f ON f.n = v.file`,
		"SELECT f.sha256, d.id, f.tied_number, f.tied FROM files f LEFT JOIN documents d ON d.n = f.document WHERE f.deleted = 0",
		"SELECT file FROM changed", "SELECT key FROM pending",
	}
	claimTables = []string{"SELECT f.sha256, c.key, c.data FROM claims c JOIN files f ON f.n = c.file",
		"SELECT f.sha256, t.key, t.other FROM ties t JOIN files f ON f.n = t.file"}
	pastTables = []string{"SELECT id, redirects FROM documents WHERE deleted = 1",
		"SELECT n, idle, pending FROM corrections"}
)

// holds returns the rows of queries as text, in order.
func holds(t *testing.T, dir string, queries ...string) []string {
	t.Helper()
	db := storetest.Database(t, dir)
	defer db.Close()
	var out []string
	for i, q := range queries {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
			for j := range values {
				into[j] = &values[j]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprint(i)
			for _, v := range values {
				line += " | " + v.String
			}
			out = append(out, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out
}

func openIn(t *testing.T) (string, *catalog.Catalog) {
	t.Helper()
	dir := storetest.Folder(t)
	c, err := catalog.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := c.StartRun(t.Context(), time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	return dir, c
}

// fromScratch puts files into a new catalogue at once and resolves them.
func fromScratch(t *testing.T, files map[string]catalog.File) (dir string) {
	t.Helper()
	dir, c := openIn(t)
	for path, f := range files {
		if err := c.PutFile(t.Context(), f, catalog.Path{Path: path, Root: "/files", Size: 1, ModTime: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if err := Resolve(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tiesOf returns which of some files others tell, asked of all of them at once.
func tiesOf(files map[string]catalog.File, kept []catalog.KeptCorrection) map[string]resolve.Tie {
	var all, nameless, numbered []legal.Reading
	for _, f := range files {
		r := legal.Reading{File: f.SHA256, Head: f.Text.Head, Citations: f.Citations}
		completeHead(&r.Head, r.File, kept)
		all = append(all, r)
		switch {
		case r.Head.Number != "":
			numbered = append(numbered, r)
		case resolve.Nameless(r.Head) && !decidedFields(r.File, kept)[legal.FieldNumber]:
			nameless = append(nameless, r)
		}
	}
	return resolve.Ties(nil, nameless, all, numbered)
}

// meantByFacts writes down, as the queries of meantByTables do, what all facts of a
// catalogue mean where they are resolved at once, in memory.
func meantByFacts(t *testing.T, dir string, files map[string]catalog.File, c *catalog.Catalog) (out []string) {
	t.Helper()
	all, raws := resolve.Part{Redirects: map[string][]string{}}, map[string][]string{}
	kept, err := c.Corrections(t.Context())
	must(t, err)
	ties := tiesOf(files, kept)
	for _, f := range files {
		completeHead(&f.Text.Head, f.SHA256, kept)
		if f.Text.Head.Number == "" {
			f.Text.Head.Number = ties[f.SHA256].Number
		}
		claims, err := resolve.Claims(nil, legal.Reading{File: f.SHA256, Head: f.Text.Head, Citations: f.Citations})
		must(t, err)
		all.Claims = append(all.Claims, claims...)
		for _, cited := range f.Citations {
			raws[f.SHA256] = append(raws[f.SHA256], cited.Raw)
		}
	}
	for _, row := range holds(t, dir, "SELECT id, redirects FROM documents WHERE deleted = 1") {
		column := strings.Split(row, " | ")
		all.Redirects[column[1]] = strings.Fields(column[2])
	}
	for _, row := range holds(t, dir, "SELECT registry, type, number, date, issuer, title FROM records") {
		column := strings.Split(row, " | ")
		date, err := legal.ParseDate(column[4])
		must(t, err)
		all.Records = append(all.Records, legal.Record{
			Registry: column[1], Type: legal.Type(column[2]), Number: column[3], Date: date, Issuer: column[5],
			Title: column[6],
		})
	}
	for _, k := range kept {
		if k.Citation != nil {
			k.Citation = &legal.CitationRef{File: k.Citation.File,
				Index: resolve.Locate(k.Correction, raws[k.Citation.File])}
		}
		all.Corrections = append(all.Corrections, k.Correction)
	}
	r, err := all.Resolve()
	must(t, err)
	for _, d := range r.Documents {
		out = append(out, fmt.Sprint("0 | ", d.ID, " | ", d.Type, " | ", d.Number, " | ", d.Date, " | ", d.Title, " | ",
			d.Held, " | ", strings.Join(d.Conflicts, " ")))
	}
	for _, m := range r.Meanings {
		out = append(out, fmt.Sprint("1 | ", m.File, " | ", m.Index, " | ", m.Document, " | ",
			strings.Join(m.Candidates, " "), " | ", m.Reason.Stored()))
	}
	for file, id := range r.Self {
		out = append(out, fmt.Sprint("2 | ", file, " | ", id))
	}
	for _, n := range r.Idle {
		out = append(out, fmt.Sprint("3 | ", n))
	}
	slices.Sort(out)
	return out
}

var meantByTables = []string{"SELECT id, type, number, date, title, held, conflicts FROM documents WHERE deleted = 0",
	"SELECT f.sha256, m.idx, d.id, m.candidates, m.reason FROM meanings m JOIN files f ON f.n = m.file LEFT JOIN documents d ON d.n = m.document",
	"SELECT f.sha256, d.id FROM files f JOIN documents d ON d.n = f.document WHERE f.deleted = 0", "SELECT n FROM corrections WHERE idle = 1"}

// FuzzResolve lets random things happen and resolves after each: what a catalogue
// then holds is what it holds where everything is resolved every time, what all facts
// mean at once, and, but for what persons said of the past, what a catalogue holds into
// which the files are put at once.
func FuzzResolve(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		ctx, rnd := t.Context(), rand.New(rand.NewPCG(seed, 3))
		dir, c := openIn(t)
		fullDir, full := openIn(t)
		files := map[string]catalog.File{}
		for i := range 25 {
			if err := step(ctx, rnd, files, c, full); err != nil {
				t.Fatal(err)
			}
			if rnd.IntN(4) == 0 { // several things at once
				continue
			}
			if err := Resolve(ctx, c); err != nil {
				t.Fatal(err)
			}
			if err := resolveBy(ctx, full, resolve.Rules+i+1, nil, nil); err != nil {
				t.Fatal(err)
			}
			tables := slices.Concat(meantTables, claimTables, pastTables)
			if diff := cmp.Diff(holds(t, fullDir, tables...), holds(t, dir, tables...)); diff != "" {
				t.Fatalf("step %d (- all, + part): %s", i, diff)
			}
			if diff := cmp.Diff(meantByFacts(t, dir, files, c), holds(t, dir, meantByTables...)); diff != "" {
				t.Fatalf("step %d (- in memory, + part): %s", i, diff)
			}
		}
		if err := Resolve(ctx, c); err != nil {
			t.Fatal(err)
		}
		kept, err := c.Corrections(ctx)
		must(t, err)
		for path, f := range files {
			completeHead(&f.Text.Head, f.SHA256, kept)
			if f.Text.Head.Number == "" && decidedFields(f.SHA256, kept)[legal.FieldNumber] {
				return // others are not asked of it, and a file alone does not say so
			}
			files[path] = f
		}
		if diff := cmp.Diff(holds(t, fromScratch(t, files), claimTables...),
			holds(t, dir, claimTables...)); diff != "" {
			t.Fatalf("(- from scratch, + part by part): %s", diff)
		}
	})
}

// A law cited by name and year is open as soon as two laws have that name and year,
// whoever brings the second.
func TestResolveSecondLawOfAName(t *testing.T) {
	dir, c := openIn(t)
	files := map[string]catalog.File{}
	put := func(n int, number string) {
		sum := sha256.Sum256(fmt.Append(nil, n))
		f := catalog.File{SHA256: hex.EncodeToString(sum[:]), Size: 1, Status: catalog.Read}
		f.Text.Head = legal.Head{Type: legal.Plan, Number: fmt.Sprintf("%d/KH-UBND", n),
			Date: legal.Date{Year: 2023, Month: 3, Day: 6}, Issuer: "UBND tỉnh Lâm Đồng"}
		f.Citations = []legal.Citation{{From: -1, Relation: legal.Cites, Page: 1, Type: legal.Law, Name: "Đất đai",
			Number: number, Date: legal.Date{Year: 2013}, Raw: "luật"}}
		path := fmt.Sprintf("/files/%d.pdf", n)
		files[path] = f
		if err := c.PutFile(t.Context(), f, catalog.Path{Path: path, Root: "/files", Size: 1, ModTime: 1}); err != nil {
			t.Fatal(err)
		}
		if err := Resolve(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(holds(t, fromScratch(t, files), meantTables...),
			holds(t, dir, meantTables...)); diff != "" {
			t.Errorf("after file %d (- from scratch, + part by part): %s", n, diff)
		}
	}
	for n := range 9 {
		put(n, "")
	}
	put(9, "45/2013/QH13")
	put(10, "45/2013/QH12")
	put(11, "")
}

// What resolving the files that have changed by themselves must not overlook: the last
// thing that happens changes what a file means that is not looked at.
func TestResolveOthers(t *testing.T) {
	plan := func(n int, number string, cs ...legal.Citation) catalog.File {
		f := drawFile(rand.New(rand.NewPCG(1, 1)), n)
		f.Text.Head, f.Citations = legal.Head{Type: legal.Plan, Number: number, Issuer: "UBND tỉnh Lâm Đồng",
			Date: legal.Date{Year: 2023, Month: 5, Day: n%20 + 1}}, cs
		return f
	}
	cited := func(ty legal.Type, number, name string, d legal.Date) legal.Citation {
		return legal.Citation{From: -1, Type: ty, Number: number, Name: name, Date: d, Issuer: "UBND tỉnh Quảng Ninh",
			Relation: legal.Cites}
	}
	day := legal.Date{Year: 2023, Month: 3, Day: 6}
	put := func(f catalog.File) func(*catalog.Catalog) error {
		return func(c *catalog.Catalog) error {
			return c.PutFile(t.Context(), f,
				catalog.Path{Path: "/files/" + f.SHA256, Root: "/files", Size: 1, ModTime: 1})
		}
	}
	law := plan(101, "101/KH-UBND", cited(legal.Law, "45/2013/QH13", "Đất đai", legal.Date{}))
	numbered := plan(105, "105/KH-UBND", cited(legal.Law, "45/2013/QH13", "", legal.Date{}))
	dated := plan(106, "106/KH-UBND", cited(legal.Law, "", "Đất đai", legal.Date{Year: 2013}))
	twin := plan(103, "")
	twin.SHA256 = plan(102, "").SHA256[:12] + twin.SHA256[12:]
	held := plan(104, "65/KH-UBND")
	held.Text.Head.Issuer, held.Text.Head.Date = "UBND tỉnh Quảng Ninh", day
	for name, test := range map[string]struct {
		before []catalog.File
		fix    []legal.Correction
		last   func(*catalog.Catalog) error
	}{
		"an ID that reads like another":          {[]catalog.File{plan(102, "")}, nil, put(twin)},
		"a law whose name is told with a number": {[]catalog.File{numbered, dated}, nil, put(law)},
		"a law whose name nobody tells any more": {
			[]catalog.File{law, numbered, dated}, nil, func(c *catalog.Catalog) error {
				return c.Tombstone(t.Context(), 1, "/files/"+law.SHA256)
			},
		},
		"a file of the other of two that are one": {
			[]catalog.File{plan(107, "107/KH-UBND", cited(legal.Plan, "64/KH-UBND", "", day)),
				plan(108, "108/KH-UBND", cited(legal.Plan, "65/KH-UBND", "", day))},
			[]legal.Correction{{Kind: legal.Same, Document: "kh-64-ubnd-quang-ninh-2023",
				Other: "kh-65-ubnd-quang-ninh-2023", By: "a", At: "2024-01-01T00:00:00Z", Why: "w"}},
			put(held),
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, c := openIn(t)
			do := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			for n := range 8 {
				do(put(plan(n, fmt.Sprint(n+1, "/KH-UBND")))(c))
			}
			for _, f := range test.before {
				do(put(f)(c))
			}
			do(Resolve(t.Context(), c))
			for _, k := range test.fix {
				_, err := c.AddCorrection(t.Context(), k)
				do(err)
			}
			do(Resolve(t.Context(), c))
			start := holds(t, dir, meantTables...)
			do(test.last(c))
			do(Resolve(t.Context(), c))
			got := holds(t, dir, meantTables...)
			do(resolveBy(t.Context(), c, resolve.Rules+1, nil, nil))
			if diff := cmp.Diff(holds(t, dir, meantTables...), got); diff != "" || slices.Equal(start, got) {
				t.Errorf("(- all, + part): %s", diff)
			}
		})
	}
}
