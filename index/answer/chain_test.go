package answer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// tree writes a chain as "id(relation file)[…]".
func tree(n *Node) string {
	s := n.ID
	for _, e := range n.Evidence {
		s += fmt.Sprintf("(%s %s ×%d)", e.Relation, e.File[strings.LastIndexByte(e.File, '/')+1:], e.Mentions)
	}
	var below []string
	for _, x := range n.Next {
		below = append(below, tree(x))
	}
	if below != nil {
		s += "[" + strings.Join(below, " ") + "]"
	}
	return s
}

func TestTrace(t *testing.T) {
	l := newLibrary(t, chain())
	id := l.document("501/KH-UBND").ID
	c, err := l.service().Trace(l.graph(), id, []graph.Way{graph.Up, graph.Down}, Followed(), 0, 0)
	must(t, err)
	want := Chain{Up: c.Up, Down: c.Down}
	if got := tree(c.Up); got != id+"[nq-76-cp-2021(implements tinh.txt ×1)]" || c.Up.LeftOut != 1 ||
		c.Up.Next[0].Held {
		t.Errorf("%s, %d left out", got, c.Up.LeftOut)
	}
	if got := tree(c.Down); got != id+"[kh-12-snv-son-la-2023(implements noi-vu.txt ×1) kh-34-syt-son-la-2024(implements y-te.txt ×1)]" || !want.Down.Next[0].Evidence[0].Own {
		t.Error(got)
	}
	c, err = l.service().Trace(l.graph(), id, []graph.Way{graph.Up}, nil, 0, 0)
	if err != nil || c.Down != nil || len(c.Up.Next) != 2 || c.Up.LeftOut != 0 {
		t.Errorf("all relations: %v, %+v", err, c.Up)
	}
	c, err = l.service().Trace(l.graph(), "not there", []graph.Way{graph.Up}, nil, 0, 0)
	if err != nil || c.Up.ID != "" {
		t.Errorf("nothing: %v, %+v", err, c.Up)
	}
	files, err := l.service().Files(id)
	must(t, err)
	if len(files) != 1 || files[0].Name != "tinh.txt" {
		t.Errorf("%v", files)
	}
}

// The citation that is shown is the same in whatever order citations come: in a file of
// the citing document itself, then the first by path and position.
func TestBestCitation(t *testing.T) {
	c, err := catalog.Open(storetest.Folder(t))
	must(t, err)
	defer c.Close()
	hash := func(letter string) string { return strings.Repeat(letter, 64) }
	var all []legal.CitationRef
	for letter, name := range map[string]string{"a": "z-own", "b": "m-own", "c": "a-foreign", "d": "b-foreign"} {
		f := catalog.File{SHA256: hash(letter), Status: catalog.Read, Citations: make([]legal.Citation, 3)}
		must(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/in/" + name + ".pdf", Root: "/in"}))
		for i := range 3 {
			all = append(all, legal.CitationRef{File: hash(letter), Index: i})
		}
	}
	r := legal.Resolved{Documents: []legal.Document{{ID: "x", Held: hash("a")}},
		Self: map[string]string{hash("a"): "x", hash("b"): "x"}}
	must(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, nil) }))
	known := New(t.Context(), c, legal.Date.Printed)
	own := func(r legal.CitationRef) bool { return r.File == hash("a") || r.File == hash("b") }
	random := rand.New(rand.NewSource(1))
	for range 200 {
		some := slices.Clone(all)
		random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		some = some[:1+random.Intn(len(some))]
		want := slices.MinFunc(some, func(a, b legal.CitationRef) int {
			rank := map[string]int{hash("b"): 0, hash("a"): 1, hash("c"): 2, hash("d"): 3}
			return 10*(rank[a.File]-rank[b.File]) + a.Index - b.Index
		})
		// as the catalogue gives them
		slices.SortFunc(some, func(a, b legal.CitationRef) int { return strings.Compare(a.File, b.File) })
		got, isOwn, err := known.best(some, "x")
		if err != nil || got != want || isOwn != own(want) {
			t.Fatalf("of %v: %v, %v, %v, want %v", some, got, isOwn, err, want)
		}
	}
}

func TestBetween(t *testing.T) {
	l := newLibrary(t, chain())
	ends := func(a, b string) [2]legal.Document { return [2]legal.Document{l.document(a), l.document(b)} }
	p, err := l.service().Between(l.graph(), ends("76/NQ-CP", "34/KH-SYT"), Followed(), 1)
	must(t, err)
	if !p.Found() || p.From != "kh-34-syt-son-la-2024" || p.Steps != 2 || len(p.Chains) != 1 || len(p.Chains[0]) != 3 ||
		len(p.Chains[0][1].Evidence) != 1 || p.More() != nil {
		t.Errorf("%+v", p)
	}
	p, err = l.service().Between(l.graph(), ends("34/KH-SYT", "12/KH-SNV"), legal.Relations, 0)
	must(t, err)
	nearest, farther := p.Nearest()
	if !p.Found() || p.Count != nil || p.More() != nil || len(nearest)+len(farther) != p.CommonCount ||
		len(farther) == 0 || nearest[0].Steps >= farther[0].Steps {
		t.Errorf("%d near, %d far, of %d", len(nearest), len(farther), p.CommonCount)
	}
	if nearest, farther = (Path{}).Nearest(); len(nearest)+len(farther) > 0 || (Path{}).Found() {
		t.Error("something in nothing")
	}
	diamond := newLibrary(t, map[string]string{
		"a.txt": plan("1/KH-UBND", "ngày 10 tháng 05 năm 2023", "Sơn La", "A", "Thực hiện Nghị quyết số 9/NQ-CP ngày 1/2/2021 của Chính phủ;"),
		"b.txt": plan("2/KH-UBND", "ngày 11 tháng 05 năm 2023", "Sơn La", "B", "Thực hiện Nghị quyết số 9/NQ-CP ngày 1/2/2021 của Chính phủ;"),
		"c.txt": plan("3/KH-SNV", "ngày 12 tháng 05 năm 2023", "Sơn La/Sở Nội vụ", "C", "Thực hiện Kế hoạch số 1/KH-UBND ngày 10/5/2023 của UBND tỉnh Sơn La;",
			"Thực hiện Kế hoạch số 2/KH-UBND ngày 11/5/2023 của UBND tỉnh Sơn La;"),
	})
	p, err = diamond.service().Between(diamond.graph(),
		[2]legal.Document{diamond.document("3/KH-SNV"), diamond.document("9/NQ-CP")}, Followed(), 1)
	must(t, err)
	if more := p.More(); more == nil || more.Int64() != 1 || len(p.Chains) != 1 {
		t.Errorf("%v more than %d", p.More(), len(p.Chains))
	}
}

func TestActed(t *testing.T) {
	l := newLibrary(t, chain())
	g := l.graph()
	bodies, err := graph.LoadBodies(t.Context(), l.c)
	must(t, err)
	a, err := l.service().Acted(g, bodies, l.document("76/NQ-CP"),
		ActedQuestion{Only: Followed(), Today: legal.Date{Year: 2024, Month: 1, Day: 1}, Limit: 1})
	must(t, err)
	var acted []string
	for _, x := range a.Acted {
		acted = append(acted, x.ID)
	}
	if !a.Found() || !slices.Contains(acted, "kh-77-ubnd-nghe-an-2023") ||
		!slices.Contains(acted, "kh-501-ubnd-son-la-2023") {
		t.Errorf("%v", acted)
	}
	if a.Acted[0].Document == "" || len(a.Acted[0].Evidence) != 1 || a.Acted[1].Document != "" {
		t.Errorf("the first alone is told of: %+v", a.Acted)
	}
	named, unnamed := Acted{Open: []Actor{{Name: "x"}, {}, {}}}.Named()
	if len(named) != 1 || unnamed != 2 {
		t.Errorf("%d named, %d not", len(named), unnamed)
	}
}

func TestShow(t *testing.T) {
	l := newLibrary(t, chain())
	law := l.document("01/2011/QH13")
	s, err := l.service().Show(law, Filter{})
	must(t, err)
	if len(s.CitedBy) != 3 || len(s.Citers) != 3 || len(s.Files) != 0 ||
		!cmp.Equal(s.ByYear, []legal.Seen{{Value: "2023", Count: 2}, {Value: "2024", Count: 1}}) ||
		!cmp.Equal(s.ByProvision, []legal.Seen{{Value: "5", Count: 2}}) {
		t.Errorf("%d, %d, %v, %v", len(s.CitedBy), len(s.Citers), s.ByYear, s.ByProvision)
	}
	if n := len(slices.Collect(s.CitersTable().Rows)); n != 3 {
		t.Errorf("%d rows", n)
	}
	for asked, want := range map[string]int{"provision=Điều 5": 2, "provision=khoản 2 Điều 5": 1, "year=2024": 1, "year=2022": 0,
		"relation=based_on": 2, "provision=Điều 9": 0, "type=kế hoạch": 3, "type=luật": 0, "province=Sơn La": 3, "province=Hà Giang": 0,
		"issuer=ubnd.province.son-la": 1, "issuer=ubnd.province.ha-giang": 0, "held=held": 3, "held=cited": 0,
		"other=kh-12-snv-son-la-2023": 1, "type=KH&year=2023&relation=based_on": 1} {
		form, err := url.ParseQuery(asked)
		must(t, err)
		f, err := ReadFilter(form.Get)
		must(t, err)
		s, err := l.service().Show(law, f)
		if err != nil || len(s.CitedBy) != want || !f.Active() {
			t.Errorf("%s: %d, %v", asked, len(s.CitedBy), err)
		}
	}
	held, err := l.service().Show(l.document("tinh.txt"), Filter{})
	must(t, err)
	if len(held.Files) != 1 || len(held.Cites) != 2 || len(held.Cited) != 2 || len(held.CitedBy) != 2 {
		t.Errorf("%d files, %d cites of %d, cited by %d", len(held.Files), len(held.Cites), len(held.Cited),
			len(held.CitedBy))
	}
}

func TestDocumentsOfFiles(t *testing.T) {
	l := newLibrary(t, chain())
	for name, want := range map[string]int{"tinh.txt": 1, "in/tinh.txt": 0, "nowhere.pdf": 0, "99/KH-UBND": 0,
		"kh-501-ubnd-son-la-2023": 1} {
		found, err := Documents(t.Context(), l.c, name, nil)
		if err != nil || len(found) != want {
			t.Errorf("%s: %d, %v", name, len(found), err)
		}
	}
	found, err := Contents(t.Context(), l.c, "tinh.txt", func(name string) string { return l.in + "/" + name })
	if err != nil || len(found) != 1 {
		t.Errorf("by path: %v, %v", found, err)
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  []legal.Relation
		bad   bool
	}{
		{nil, Followed(), false}, {[]string{""}, Followed(), false}, {[]string{"guides", "all"}, legal.Relations, false},
		{[]string{"guides", "cites"}, []legal.Relation{legal.Guides, legal.Cites}, false}, {[]string{"x"}, nil, true},
	} {
		got, err := ReadRelations(tt.names)
		if !cmp.Equal(got, tt.want) || (err != nil) != tt.bad {
			t.Errorf("%v: %v, %v", tt.names, got, err)
		}
	}
	if got, err := ReadLevels([]string{"", "commune"}); err != nil ||
		!cmp.Equal(got, []legal.Level{legal.LevelCommune}) {
		t.Errorf("%v, %v", got, err)
	}
	for typed, want := range map[string]legal.Type{"": "", "kế hoạch": legal.Plan, "KH": legal.Plan, "kh": legal.Plan} {
		if got, err := ReadType(typed); err != nil || got != want {
			t.Errorf("%s: %s, %v", typed, got, err)
		}
	}
	_, err := ReadLevels([]string{"village"})
	_, typeErr := ReadType("không có")
	bad := map[string]error{"level": err, "type": typeErr}
	for name, value := range map[string]string{"provision": "chương nào", "year": "-1", "relation": "x", "held": "no"} {
		_, bad[name] = ReadFilter(url.Values{name: {value}}.Get)
	}
	for kind, err := range bad {
		if bad, ok := err.(*BadValue); !ok || bad.Kind != kind || !strings.Contains(err.Error(), bad.Value) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// cellsOf returns a table as its reader sees it, by the names of its columns.
func cellsOf(t *testing.T, tab table.Table) (out []map[string]string) {
	t.Helper()
	look := table.Look{Lang: legal.English, Path: func(p table.Path) string { return string(p) },
		Address: func(p table.Place) string { return fmt.Sprint(p.Document, p.SHA256, " ", p.Page, " ", p.Citation) }}
	var b bytes.Buffer
	must(t, tab.WriteCSV(&b, look))
	rows, err := csv.NewReader(&b).ReadAll()
	must(t, err)
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = row[i]
		}
		if len(cells) != len(row) {
			t.Errorf("two columns are called the same: %q", rows[0])
		}
		out = append(out, cells)
	}
	for row := range tab.Rows {
		if len(row) != len(tab.Columns) {
			t.Errorf("%d cells for %d columns: %v", len(row), len(tab.Columns), row)
		}
	}
	return out
}

// holds reports what a row does not hold of what it must.
func holds(t *testing.T, row, want map[string]string) {
	t.Helper()
	for name, cell := range want {
		if got, ok := row[name]; got != cell || !ok {
			t.Errorf("%s is %q, want %q, in %q", name, got, cell, row)
		}
	}
}

func TestTables(t *testing.T) {
	l := newLibrary(t, chain())
	fs := []audit.Finding{{Rule: audit.CitesLater, Severity: audit.Error, Documents: []string{"x", "y"},
		Message: legal.Say(legal.NoPage), Witnesses: []audit.Witness{{File: "/in/a.pdf", SHA256: "ab", Page: 2, Index: 3,
			Sentence: "a\n b", Value: "2023-05-01", Boxes: []legal.PageBox{{Page: 2}}}, {By: "registry x", Value: "=1"}}}}
	tab, err := l.service().FindingsTable(fs)
	must(t, err)
	got := cellsOf(t, tab)
	holds(t, got[0], map[string]string{"Rule": "Cites a later document", "Severity": "Error", "File": "/in/a.pdf", "Page": "2",
		"Sentence": "a b", "Boxes on the page": "2:0.0,0.0,0.0,0.0", "Link": "ab 2 4", "Documents concerned": "x y",
		"Value": "2023-05-01", "What is found": "There is no such page."})
	holds(t, got[1], map[string]string{"File": "registry x", "Page": "", "Value": "'=1", "Link": ""})
	got = cellsOf(t, WantedTable([]audit.Want{{Document: legal.Document{ID: "x", Year: 2020}, Citing: 3,
		NeededBy: []string{"a", "b"}}}))
	holds(t, got[0], map[string]string{"Citing documents": "3", "Needed most by": "a b", "Date": "2020", "Link": "x 0 0"})
}

// A row of citers, of what is cited and of a chain tells both ends, the relation in words
// and the place.
func TestTablesOfRelations(t *testing.T) {
	l := newLibrary(t, chain())
	law := l.document("01/2011/QH13")
	s, err := l.service().Show(law, Filter{})
	must(t, err)
	citers := cellsOf(t, s.CitersTable())
	for _, row := range citers {
		holds(t, row, map[string]string{"Cited · Number": "01/2011/QH13", "Cited · Type": "Luật", "Cited · Document ID": law.ID})
		if row["Citing · Document ID"] == "" || row["Citing · Date"] == "" || row["Sentence"] == "" || row["Page"] == "" {
			t.Errorf("%q", row)
		}
	}
	c, err := l.service().Trace(l.graph(), law.ID, []graph.Way{graph.Down}, Followed(), 0, 0)
	must(t, err)
	steps := cellsOf(t, c.Table())
	holds(t, steps[0], map[string]string{"Step": "1", "Way": "Is what these rest on", "Relation": "based on",
		"Cited · Number": "01/2011/QH13"})
	if steps[0]["Citing · Number"] == "" || !strings.Contains(steps[0]["Sentence"], "01/2011/QH13") {
		t.Errorf("%q", steps[0])
	}
	own, err := l.service().Show(l.document("tinh.txt"), Filter{})
	must(t, err)
	for _, row := range cellsOf(t, own.CitedTable()) {
		holds(t, row, map[string]string{"Citing · Document ID": own.ID})
	}
}

// A document rests on one and changes it: each is told in its own tree, the whole beside
// the part, and ways of support before ways that change.
func TestTraceOfChanges(t *testing.T) {
	const place = "Sơn La"
	l := newLibrary(t, map[string]string{
		"a.txt": plan("9/KH-UBND", "ngày 10 tháng 05 năm 2024", place, "A", "Căn cứ Kế hoạch số 5/KH-UBND ngày 1/2/2021 của UBND tỉnh Sơn La;",
			"Bãi bỏ khoản 2 Mục I Kế hoạch số 5/KH-UBND ngày 1/2/2021 của UBND tỉnh Sơn La.", "Bãi bỏ Kế hoạch số 5/KH-UBND ngày 1/2/2021 của UBND tỉnh Sơn La."),
		"b.txt": plan("5/KH-UBND", "ngày 01 tháng 02 năm 2021", place, "B", "Kế hoạch này thay thế Kế hoạch số 3/KH-UBND ngày 4/3/2019 của UBND tỉnh Sơn La."),
		"c.txt": plan("3/KH-UBND", "ngày 04 tháng 03 năm 2019", place, "C", "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2018 của Chính phủ;"),
	})
	a, b := l.document("9/KH-UBND"), l.document("5/KH-UBND")
	c, err := l.service().Trace(l.graph(), a.ID, []graph.Way{graph.Up, graph.Down}, Followed(), 0, 0)
	must(t, err)
	if len(c.Up.Next) != 1 || len(c.Up.Next[0].Evidence) != 1 || c.Up.Next[0].Evidence[0].Relation != legal.BasedOn ||
		len(c.Up.Next[0].Next) != 0 || c.ChangedBy != nil {
		t.Errorf("up: %s", tree(c.Up))
	}
	var said []string
	for _, e := range c.Changes.Next[0].Evidence {
		said = append(said, fmt.Sprint(e.Relation, e.Scope, e.Provisions, e.Mentions))
	}
	if want := []string{"repealswhole[] 1", "repealspart[khoản 2 Mục I] 1"}; !slices.Equal(said, want) ||
		len(c.Changes.Next[0].Next) != 1 {
		t.Errorf("changes: %q, %s", said, tree(c.Changes))
	}
	for _, test := range []struct {
		from, to string
		kind     PathKind
		steps    int
	}{{"9/KH-UBND", "5/KH-UBND", Support, 1}, {"3/KH-UBND", "9/KH-UBND", Change, 2},
		{"9/KH-UBND", "76/NQ-CP", Mixed, 3}} {
		p, err := l.service().Between(l.graph(), [2]legal.Document{l.document(test.from), l.document(test.to)},
			Followed(), 0)
		must(t, err)
		if p.Kind != test.kind || p.Steps != test.steps {
			t.Errorf("from %s to %s: %s in %d steps", test.from, test.to, p.Kind, p.Steps)
		}
	}
	c, err = l.service().Trace(l.graph(), b.ID, []graph.Way{graph.Up}, []legal.Relation{legal.Amends}, 0, 0)
	if err != nil || c.Up != nil || c.Changes == nil {
		t.Errorf("only changes are followed: %+v, %v", c, err)
	}
	if _, err := ReadActs([]string{"repeals"}); err == nil {
		t.Error("who repeals acts")
	}
	if only, err := ReadActs([]string{"repeals", "implements"}); err != nil ||
		!slices.Equal(only, []legal.Relation{legal.Implements}) {
		t.Errorf("%v, %v", only, err)
	}
}
