package catalog

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

var ctx = context.Background()

const (
	shaA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	shaB = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

var sampleText = legal.Text{
	Content: "Căn cứ Nghị quyết số 30-NQ/TW của Bộ Chính trị;",
	Blocks:  []legal.Block{{Span: legal.Span{Start: 0, End: 63}, Zone: legal.ZoneBody, Anchor: -1}},
	Words: []legal.Word{
		{Span: legal.Span{Start: 0, End: 4}, Page: 1, Box: legal.Box{X0: 85.1, Y0: 190.25, X1: 110, Y1: 204.9}, Confidence: 1},
		{Span: legal.Span{Start: 5, End: 10}, Page: 1, Box: legal.Box{X0: 113.4, Y0: 190.25, X1: 130, Y1: 204.9}, Confidence: 0.875},
	},
	Pages: []legal.PageInfo{{Width: 595.3, Height: 841.9, Source: legal.SourceText},
		{Width: 595.3, Height: 841.9, Source: legal.SourceOCR}},
	Head: legal.Head{Type: legal.Plan, Number: "12/KH-UBND", Date: legal.Date{Year: 2023, Month: 4, Day: 15},
		Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh", Superior: "", Place: "Quảng Ninh", Title: "về giáo dục"},
}

var sampleCitations = []legal.Citation{{
	Span: legal.Span{Start: 11, End: 40}, Page: 1, Type: legal.Resolution, Number: "30-NQ/TW",
	Date: legal.Date{Year: 2022, Month: 11}, Issuer: "Bộ Chính trị", Title: "về phát triển", Provision: "Mục II",
	From: -1, Relation: legal.BasedOn, Raw: "Nghị quyết số 30-NQ/TW", Sentence: legal.Span{Start: 0, End: 63},
	Zone: legal.ZoneBody, Confidence: 0.9,
}, {
	Span: legal.Span{Start: 41, End: 50}, Page: 2, Type: legal.Law, Name: "Đất đai", From: 0, Relation: legal.Cites,
	Raw: "Luật Đất đai", Zone: legal.ZoneBody, Confidence: 1,
}}

func packed(t *testing.T, f File) *Packed {
	t.Helper()
	p, err := Pack(f)
	must(t, err)
	return p
}

func sample(sha string) File {
	return File{SHA256: sha, Size: 1000, Status: Read, ReadBy: "v1", Text: sampleText, Citations: sampleCitations}
}

func at(path string) Path { return Path{Path: path, Root: "/in", Size: 1000, ModTime: 5} }

// meaning is a resolution of sample(shaA).
func meaning() legal.Resolved {
	nq, _ := legal.ParseSymbol("30-NQ/TW")
	return legal.Resolved{
		Documents: []legal.Document{
			{ID: "kh-12", Type: legal.Plan, Held: shaA, Number: "12/KH-UBND"},
			{ID: "luat-dat-dai", Type: legal.Law, Name: "Đất đai"},
			{ID: "nq-30-tw-k13", Type: legal.Resolution, Number: nq.Display(), Symbol: nq, Body: legal.Body{Code: "TW", Level: legal.LevelCentral}, Term: 13,
				Dates: []legal.Seen{{Value: "2022-11", Count: 1}}, Conflict: true,
				Conflicts: []string{legal.ConflictDate, legal.ConflictType}},
		},
		Meanings: []legal.Meaning{{CitationRef: legal.CitationRef{File: shaA, Index: 0}, Document: "nq-30-tw-k13",
			Reason: legal.Say(legal.ReasonFull)},
			{CitationRef: legal.CitationRef{File: shaA, Index: 1}, Candidates: []string{"luat-dat-dai", "kh-12"}, Reason: legal.Say(legal.ReasonCandidates, 2)}},
		Self: map[string]string{shaA: "kh-12"},
	}
}

// save stores what all readings mean, in the place of what is stored.
func save(c *Catalog, r legal.Resolved) error {
	return c.Update(ctx, func(tx *Tx) error {
		keys, err := tx.texts("SELECT DISTINCT group_key FROM documents WHERE deleted = 0")
		return errors.Join(err, tx.Save(r, keys))
	})
}

func openTest(t *testing.T) (*Catalog, string) {
	t.Helper()
	dir := storetest.Folder(t)
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, dir
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func seq(t *testing.T, c *Catalog) int64 {
	t.Helper()
	_, n, err := c.Identity(ctx)
	must(t, err)
	return n
}

// readings returns what resolving starts from, of files that were read.
func readings(t *testing.T, c *Catalog, files ...string) (out []legal.Reading) {
	t.Helper()
	must(t, c.Update(ctx, func(tx *Tx) (err error) {
		out, err = tx.Readings(files)
		return err
	}))
	return out
}

func TestFactsComeBack(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))

	text, ok, err := c.Text(ctx, shaA)
	must(t, err)
	if diff := cmp.Diff(sampleText, text); !ok || diff != "" {
		t.Errorf("text: %v %s", ok, diff)
	}
	want := []legal.Reading{{File: shaA, Head: sampleText.Head, Citations: sampleCitations}}
	if diff := cmp.Diff(want, readings(t, c, shaA)); diff != "" {
		t.Errorf("reading: %s", diff)
	}
	for _, d := range meaning().Documents {
		got, ok, err := c.Document(ctx, d.ID)
		must(t, err)
		d.Symbol, _ = legal.ParseSymbol(d.Number)
		if diff := cmp.Diff(d, got); !ok || diff != "" {
			t.Errorf("document %s: %v %s", d.ID, ok, diff)
		}
	}
}

func TestMentions(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/z.pdf")))
	must(t, c.PutPath(ctx, Path{Path: "/in/b.pdf", Root: "/in", SHA256: shaA, Size: 1000}))
	must(t, save(c, meaning()))
	first := Mention{Citation: sampleCitations[0], File: shaA, Path: "/in/b.pdf", SentenceText: sampleText.Content,
		Citing: "kh-12", Document: "nq-30-tw-k13", Reason: legal.Say(legal.ReasonFull)}
	second := Mention{Citation: sampleCitations[1], File: shaA, Index: 1, Path: "/in/b.pdf", Citing: "nq-30-tw-k13",
		Candidates: []string{"luat-dat-dai", "kh-12"}, Reason: legal.Say(legal.ReasonCandidates, 2)}
	for name, test := range map[string]struct {
		find func() ([]Mention, error)
		want []Mention
	}{
		"of the file":         {func() ([]Mention, error) { return c.Mentions(ctx, shaA) }, []Mention{first, second}},
		"of the document":     {func() ([]Mention, error) { return c.MentionsOf(ctx, "nq-30-tw-k13", 0) }, []Mention{first}},
		"possible":            {func() ([]Mention, error) { return c.PossibleMentionsOf(ctx, "luat-dat-dai", 5) }, []Mention{second}},
		"of an unknown thing": {func() ([]Mention, error) { return c.MentionsOf(ctx, "luat", 0) }, nil},
	} {
		got, err := test.find()
		must(t, err)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestMany holds the answers for many at once against those for one.
func TestMany(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	must(t, save(c, meaning()))
	files, err := c.FileInfos(ctx, []string{shaB, "none", shaA})
	must(t, err)
	docs, err := c.DocumentsOf(ctx, []string{"nq-30-tw-k13", "none", "kh-12"})
	must(t, err)
	counts, err := c.CountMentions(ctx, []string{"nq-30-tw-k13", "none", "kh-12"})
	must(t, err)
	for _, sha := range []string{shaA, shaB} {
		one, _, err := c.FileInfo(ctx, sha)
		must(t, err)
		if diff := cmp.Diff(one, files[sha]); diff != "" {
			t.Error(diff)
		}
	}
	for _, id := range []string{"nq-30-tw-k13", "kh-12"} {
		one, _, err := c.Document(ctx, id)
		must(t, err)
		mentions, err := c.MentionsOf(ctx, id, 0)
		must(t, err)
		if diff := cmp.Diff(one, docs[id]); diff != "" || counts[id] != len(mentions) {
			t.Errorf("%s: %d mentions, want %d %s", id, counts[id], len(mentions), diff)
		}
	}
	if len(files) != 2 || len(docs) != 2 {
		t.Errorf("%d files and %d documents, want 2 and 2", len(files), len(docs))
	}
	none, err := c.FileInfos(ctx, nil)
	if err != nil || len(none) != 0 {
		t.Errorf("nothing asked for: %v, %v", none, err)
	}
}

func TestFind(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	symbol := func(s string) func() ([]legal.Document, error) {
		return func() ([]legal.Document, error) {
			sym, _ := legal.ParseSymbol(s)
			return c.FindBySymbol(ctx, sym)
		}
	}
	for name, test := range map[string]struct {
		find func() ([]legal.Document, error)
		want string
	}{
		"as written":       {symbol("30-NQ/TW"), "nq-30-tw-k13"},
		"other separators": {symbol("30 - NQ-TW"), "nq-30-tw-k13"},
		"another":          {symbol("31-NQ/TW"), ""},
		"ordinal":          {func() ([]legal.Document, error) { return c.FindByOrdinal(ctx, "30", legal.Resolution) }, "nq-30-tw-k13"},
		"part of one":      {func() ([]legal.Document, error) { return c.FindByOrdinal(ctx, "3", "") }, ""},
		"name":             {func() ([]legal.Document, error) { return c.Named(ctx, legal.Law) }, "luat-dat-dai"},
	} {
		got, err := test.find()
		must(t, err)
		ids := ""
		for _, d := range got {
			ids += d.ID
		}
		if ids != test.want {
			t.Errorf("%s: found %q, want %q", name, ids, test.want)
		}
	}
}

func TestUnchangedWritesNothing(t *testing.T) {
	c, dir := openTest(t)
	storetest.OnFile(t)
	put := func(c *Catalog) {
		t.Helper()
		must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
		must(t, save(c, meaning()))
		must(t, c.Tombstone(ctx, 0, "/in/never-there.pdf"))
	}
	put(c)
	must(t, c.Close())
	before, err := os.ReadFile(filepath.Join(dir, FileName))
	must(t, err)
	c, err = Open(dir)
	must(t, err)
	put(c)
	must(t, c.Close())
	after, err := os.ReadFile(filepath.Join(dir, FileName))
	must(t, err)
	if string(before) != string(after) {
		t.Error("the same facts changed the catalogue")
	}
}

func TestChanges(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	start := seq(t, c)
	changes := func(want ...Change) {
		t.Helper()
		got, err := c.Changes(ctx, start, 0)
		must(t, err)
		for i := range got {
			got[i].Seq = 0
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		start = seq(t, c)
	}
	changes()

	r := meaning()
	r.Documents[1].Title = "another"
	must(t, save(c, r))
	changes(Change{ID: "luat-dat-dai"})

	must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	changes(Change{File: shaB})

	changed := sample(shaA)
	changed.Status, changed.Reason = Waiting, "ocr"
	must(t, c.PutFile(ctx, changed, at("/in/a.pdf")))
	must(t, save(c, r))
	changes(Change{File: shaA})

	must(t, c.PutFile(ctx, sample(shaB), at("/in/a.pdf")))
	must(t, c.Tombstone(ctx, 0))
	must(t, save(c, legal.Resolved{}))
	changes(Change{File: shaB}, Change{File: shaA, Deleted: true}, Change{ID: "kh-12", Deleted: true},
		Change{ID: "luat-dat-dai", Deleted: true}, Change{ID: "nq-30-tw-k13", Deleted: true})
}

func TestTombstone(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, c.PutPath(ctx, Path{Path: "/in/copy.pdf", Root: "/in", SHA256: shaA}))
	must(t, c.Tombstone(ctx, 0, "/in/a.pdf"))
	info, ok, err := c.FileInfo(ctx, shaA)
	must(t, err)
	if !ok || info.Deleted || !cmp.Equal(info.Paths, []string{"/in/copy.pdf"}) {
		t.Errorf("one path left: %+v", info)
	}
	must(t, c.Tombstone(ctx, 0, "/in/copy.pdf"))
	info, _, err = c.FileInfo(ctx, shaA)
	must(t, err)
	if !info.Deleted || info.Seq != seq(t, c) {
		t.Errorf("no path left: %+v", info)
	}
	if _, ok, err := c.Text(ctx, shaA); ok || err != nil {
		t.Errorf("text of a deleted file: %v %v", ok, err)
	}
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	if text, ok, err := c.Text(ctx, shaA); !ok || err != nil || text.Content != sampleText.Content {
		t.Errorf("text of a file that came back: %v %v", ok, err)
	}
	must(t, c.Check(ctx))
}

func TestFileThatCannotBeOpened(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutPath(ctx, Path{Path: "/in/a.pdf", Root: "/in", Reason: "unreadable",
		Sentence: legal.Failure("no-permission", "permission denied")}))
	known, err := c.KnownPaths(ctx)
	must(t, err)
	want := map[string]Known{"/in/a.pdf": {Path: Path{Path: "/in/a.pdf", Root: "/in", Reason: "unreadable",
		Sentence: legal.Failure("no-permission", "permission denied")}, Status: Failed}}
	if diff := cmp.Diff(want, known); diff != "" {
		t.Error(diff)
	}
	counts, err := c.Counts(ctx)
	must(t, err)
	if counts.Reasons["unreadable"] != 1 {
		t.Errorf("reasons: %v", counts.Reasons)
	}
}

// TestOrder ingests the same files in two orders, with a detour: what can be
// read of them is the same.
func TestOrder(t *testing.T) {
	one, _ := openTest(t)
	must(t, one.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, one.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	two, _ := openTest(t)
	must(t, two.PutFile(ctx, File{SHA256: shaB, Status: Failed, Reason: "broken"}, at("/in/b.pdf")))
	must(t, two.PutFile(ctx, sample(shaB), at("/in/a.pdf")))
	must(t, two.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, two.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	if diff := cmp.Diff(facts(t, one), facts(t, two)); diff != "" {
		t.Error(diff)
	}
}

func facts(t *testing.T, c *Catalog) []any {
	t.Helper()
	must(t, save(c, meaning()))
	files, err := c.Files(ctx)
	must(t, err)
	for i := range files {
		files[i].Seq = 0
	}
	var all []Mention
	must(t, c.EachMention(ctx, func(m Mention) error { all = append(all, m); return nil }))
	docs, err := c.Documents(ctx)
	must(t, err)
	return []any{readings(t, c, shaA, shaB), files, all, docs}
}

func TestRuns(t *testing.T) {
	c, _ := openTest(t)
	start := time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)
	n, err := c.StartRun(ctx, start)
	must(t, err)
	must(t, c.FinishRun(ctx, n, start.Add(time.Hour), map[string]int{"read": 3}))
	_, err = c.StartRun(ctx, start.Add(24*time.Hour))
	must(t, err)
	got, err := c.Runs(ctx)
	must(t, err)
	want := []Run{{N: 2, Started: start.Add(24 * time.Hour), Counts: map[string]int{}},
		{N: 1, Started: start, Ended: start.Add(time.Hour), Counts: map[string]int{"read": 3}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if last, ok, err := c.LastRun(ctx); err != nil || !ok || !cmp.Equal(last, want[0]) {
		t.Errorf("last run %+v, %v, %v", last, ok, err)
	}
}

func TestSchemaReadsByHand(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	var citing, cited sql.NullString
	var mentions int
	must(t, c.db.QueryRow("SELECT citing, cited, mentions FROM links").Scan(&citing, &cited, &mentions))
	if citing.String != "kh-12" || cited.String != "nq-30-tw-k13" || mentions != 1 {
		t.Errorf("links: %v %v %d", citing, cited, mentions)
	}
	var rows int
	must(t, c.db.QueryRow("SELECT count(*) FROM mentions").Scan(&rows))
	if rows != 2 {
		t.Errorf("%d mentions, want 2", rows)
	}
}
