package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// resolved is a catalogue of one file, what it means, and what there is to ask of it.
func resolved(t *testing.T) (*Catalog, string) {
	t.Helper()
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	return c, dir
}

func TestAskedOfCitations(t *testing.T) {
	c, _ := resolved(t)
	first := legal.CitationRef{File: shaA, Index: 0}
	var claims []Testimony
	gather := func(k Testimony) error { claims = append(claims, k); return nil }
	must(t, c.EachTestimony(ctx, []legal.Relation{legal.BasedOn, legal.Amends}, gather))
	must(t, c.EachTestimony(ctx, []legal.Relation{legal.Repeals}, gather))
	s := sampleCitations[0]
	want := Testimony{
		CitationRef: first, Document: "nq-30-tw-k13", Citing: "kh-12", Page: 1, Type: s.Type, Number: s.Number,
		Date: s.Date, Issuer: s.Issuer, Title: s.Title, Provision: s.Provision, Relation: s.Relation,
		Confidence: s.Confidence,
	}
	if diff := cmp.Diff([]Testimony{want}, claims); diff != "" {
		t.Errorf("claims: %s", diff)
	}
	open, err := c.OpenQuestions(ctx)
	question := OpenQuestion{CitationRef: legal.CitationRef{File: shaA, Index: 1}, Citing: "kh-12", Page: 2,
		Raw: "Luật Đất đai", Candidates: []string{"luat-dat-dai", "kh-12"}, Confidence: 1}
	if diff := cmp.Diff([]OpenQuestion{question}, open); diff != "" || err != nil {
		t.Errorf("open questions: %s %v", diff, err)
	}
	m, ok, err := c.Mention(ctx, first)
	if !ok || err != nil || m.Document != "nq-30-tw-k13" {
		t.Errorf("one citation: %+v %v %v", m, ok, err)
	}
	if _, ok, err := c.Mention(ctx, legal.CitationRef{File: shaB}); ok || err != nil {
		t.Errorf("a citation that is not there: %v %v", ok, err)
	}
	counts, err := c.CountMentions(ctx, []string{"nq-30-tw-k13", "kh-12"})
	if diff := cmp.Diff(map[string]int{"nq-30-tw-k13": 1}, counts); diff != "" || err != nil {
		t.Errorf("counted: %s %v", diff, err)
	}
}

func TestAskedOfEdges(t *testing.T) {
	c, _ := resolved(t)
	for relation, want := range map[legal.Relation][]string{"": {"nq-30-tw-k13"}, legal.BasedOn: {"nq-30-tw-k13"},
		legal.Amends: nil} {
		if got, err := c.Targets(ctx, "kh-12", relation); !slices.Equal(got, want) || err != nil {
			t.Errorf("%q: targets %v %v", relation, got, err)
		}
	}
	cited, err := c.TimesCited(ctx)
	if diff := cmp.Diff(map[string]int{"nq-30-tw-k13": 1}, cited); diff != "" || err != nil {
		t.Errorf("times cited: %s %v", diff, err)
	}
	evidence, err := c.Evidence(ctx, "kh-12", "nq-30-tw-k13", legal.BasedOn)
	if diff := cmp.Diff([]legal.Statement{{CitationRef: legal.CitationRef{File: shaA, Index: 0}, Page: 1}},
		evidence); diff != "" || err != nil {
		t.Errorf("evidence: %s %v", diff, err)
	}
	ids, edges := map[int64]string{}, []string{}
	must(t, c.Graph(ctx, func(n GraphNode) error { ids[n.N] = n.ID; return nil }, func(e GraphEdge) error {
		edges = append(edges, ids[e.From]+" "+string(e.Relation)+" "+ids[e.To])
		return nil
	}))
	if want := []string{"kh-12 based_on nq-30-tw-k13"}; len(ids) != 3 || !slices.Equal(edges, want) {
		t.Errorf("%d nodes, edges %v", len(ids), edges)
	}
}

func TestAskedOfFiles(t *testing.T) {
	c, _ := resolved(t)
	if id, err := c.SelfOf(ctx, shaA); id != "kh-12" || err != nil {
		t.Errorf("the file is %q %v", id, err)
	}
	if files, err := c.FilesOf(ctx, "kh-12"); !slices.Equal(files, []string{shaA}) || err != nil {
		t.Errorf("files %v %v", files, err)
	}
	if path, root, err := c.PathOf(ctx, shaA); path != "/in/a.pdf" || root != "/in" || err != nil {
		t.Errorf("path %s of %s %v", path, root, err)
	}
	if roots, err := c.Roots(ctx); !slices.Equal(roots, []string{"/in"}) || err != nil {
		t.Errorf("roots %v %v", roots, err)
	}
	if infos, err := c.FileInfos(ctx, []string{shaA, shaB}); len(infos) != 1 || infos[shaA].Document != "kh-12" ||
		err != nil {
		t.Errorf("infos %v %v", infos, err)
	}
	if docs, err := c.DocumentsOf(ctx, []string{"kh-12", "never"}); len(docs) != 1 || docs["kh-12"].Held != shaA ||
		err != nil {
		t.Errorf("documents %v %v", docs, err)
	}
	must(t, c.EachHead(ctx, func(h OwnHead) error {
		if diff := cmp.Diff(OwnHead{File: shaA, Document: "kh-12", Head: sampleText.Head, Source: legal.SourceText},
			h); diff != "" {
			t.Error(diff)
		}
		return nil
	}))
	issued := map[string]Issued{}
	must(t, c.EachIssued(ctx, func(d Issued) error { issued[d.ID] = d; return nil }))
	if len(issued) != 3 || issued["nq-30-tw-k13"].Body.Code != "TW" || !issued["kh-12"].Held ||
		issued["nq-30-tw-k13"].Held {
		t.Errorf("issued %v", issued)
	}
}

// What OCR read is kept for what the page shows; a page that it failed on is forgotten
// on demand.
func TestOCR(t *testing.T) {
	c, _ := openTest(t)
	f := sample(shaA)
	f.Text.Pages = slices.Clone(f.Text.Pages)
	f.Text.Pages[1].Source = legal.SourceWaiting
	must(t, c.PutFile(ctx, f, at("/in/a.pdf")))
	waiting, err := c.Waiting(ctx)
	if diff := cmp.Diff([]WaitingFile{{SHA256: shaA, Path: "/in/a.pdf",
		Pages: []WaitingPage{{Page: 2, Width: 595.3, Height: 841.9}}}}, waiting); diff != "" || err != nil {
		t.Errorf("waiting: %s %v", diff, err)
	}
	read := OCRPage{SHA256: shaA, Page: 2, Key: "what it shows", Engine: "e", ReadBy: "v1"}
	failed := OCRPage{SHA256: shaA, Page: 1, Reason: "ocr", Sentence: legal.Failure("ocr", "too dark"), ReadBy: "v1"}
	must(t, c.PutOCR(ctx, read, []byte("words")))
	must(t, c.PutOCR(ctx, failed, nil))
	pages, err := c.OCRPages(ctx, shaA)
	if diff := cmp.Diff(map[int]OCRPage{1: failed, 2: read}, pages); diff != "" || err != nil {
		t.Errorf("pages: %s %v", diff, err)
	}
	if words, ok, err := c.OCR(ctx, "what it shows", "e"); string(words) != "words" || !ok || err != nil {
		t.Errorf("read %q %v %v", words, ok, err)
	}
	for _, at := range [][2]string{{"another", "e"}, {"what it shows", "another"}} {
		if _, ok, err := c.OCR(ctx, at[0], at[1]); ok || err != nil {
			t.Errorf("what was never read: %v %v", ok, err)
		}
	}
	for engine, want := range map[string]bool{"e": false, "another": true} {
		if others, err := c.ReadByOthers(ctx, engine); others[shaA] != want || err != nil {
			t.Errorf("read by others than %s: %v %v", engine, others, err)
		}
	}
	must(t, c.ForgetOCRFailures(ctx, shaA))
	if pages, err := c.OCRPages(ctx, shaA); len(pages) != 1 || err != nil {
		t.Errorf("forgotten: %v %v", pages, err)
	}
}

// Runs say what became of each path.
func TestHistory(t *testing.T) {
	c, _ := openTest(t)
	path := func(sha string, run int64, what Outcome) {
		t.Helper()
		must(t, c.PutFile(ctx, sample(sha), Path{Path: "/in/a.pdf", Root: "/in", Run: run, What: what}))
	}
	for range 3 {
		_, err := c.StartRun(ctx, time.Unix(0, 0))
		must(t, err)
	}
	path(shaA, 1, New)
	path(shaB, 2, Replaced)
	must(t, c.Tombstone(ctx, 3, "/in/a.pdf"))
	events := []PathEvent{
		{Run: 1, Path: "/in/a.pdf", What: New, SHA256: shaA, Status: Read},
		{Run: 2, Path: "/in/a.pdf", What: Replaced, Before: shaA, SHA256: shaB, Status: Read},
		{Run: 3, Path: "/in/a.pdf", What: Vanished, Before: shaB},
	}
	for name, test := range map[string]struct {
		ask  func() ([]PathEvent, error)
		want []PathEvent
	}{
		"of the path": {func() ([]PathEvent, error) { return c.History(ctx, "/in/a.pdf") }, events},
		"of a run":    {func() ([]PathEvent, error) { return c.RunFiles(ctx, 2) }, events[1:2]},
		"since a run": {func() ([]PathEvent, error) { return c.FilesBetween(ctx, 1, 3) }, events[1:]},
	} {
		got, err := test.ask()
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %s %v", name, diff, err)
		}
	}
}

// A catalogue whose stored facts are not those that were read is damaged, however well
// its tables hold together.
func TestCheckContent(t *testing.T) {
	c, _ := resolved(t)
	must(t, c.PutOCR(ctx, OCRPage{SHA256: shaA, Page: 1, Key: "k"}, []byte("words")))
	must(t, c.CheckContent(ctx))
	for name, harm := range map[string]struct {
		change    string
		then, was any
	}{
		"a text": {"UPDATE files SET text = ?", "other", sampleText.Content},
		"OCR":    {"UPDATE ocr SET reading = ?", []byte("other"), []byte("words")},
	} {
		set := func(value any) {
			must(t, c.Update(ctx, func(tx *Tx) error { return tx.exec(harm.change, value) }))
		}
		set(harm.then)
		if err := c.CheckContent(ctx); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		set(harm.was)
	}
	must(t, c.CheckContent(ctx))
	must(t, c.Vacuum(ctx))
	must(t, c.CheckContent(ctx))
}

// A catalogue that another takes the place of is kept.
func TestRestoreKeeps(t *testing.T) {
	storetest.OnFile(t)
	c, dir := resolved(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, BackupTo(ctx, dir, copied))
	must(t, CheckCopy(ctx, copied))
	must(t, c.Close())
	kept, err := Restore(ctx, copied, dir, nil)
	if err != nil || kept == "" {
		t.Fatalf("restored, and the one before kept as %q: %v", kept, err)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
}

// A citation states an edge where both its ends are certain and differ. One that hangs
// on another is stated by the document that this one means.
func TestEdgesFollowMeanings(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf"))) // the second citation hangs on the first
	for name, test := range map[string]struct {
		self, first, second string
		want                []string
	}{
		"both are certain":                {"kh-12", "nq-30-tw-k13", "luat-dat-dai", []string{"kh-12 based_on nq-30-tw-k13", "nq-30-tw-k13 cites luat-dat-dai"}},
		"what is cited is open":           {"kh-12", "nq-30-tw-k13", "", []string{"kh-12 based_on nq-30-tw-k13"}},
		"what it hangs on is open":        {"kh-12", "", "luat-dat-dai", nil},
		"a document does not cite itself": {"kh-12", "kh-12", "kh-12", nil},
		"the file is no document":         {"", "nq-30-tw-k13", "luat-dat-dai", []string{"nq-30-tw-k13 cites luat-dat-dai"}},
	} {
		r := meaning()
		r.Self[shaA], r.Meanings[0].Document = test.self, test.first
		r.Meanings[1].Document, r.Meanings[1].Candidates = test.second, nil
		must(t, save(c, r))
		var got []string
		must(t, c.EachEdge(ctx, func(e legal.Edge, n int) error {
			got = append(got, e.From+" "+string(e.Relation)+" "+e.To)
			return nil
		}))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// How much of a document is changed, the finer relation and what is said in the passive
// come back with the evidence: one edge keeps what says "whole" beside what says "part".
func TestEvidenceOfChanges(t *testing.T) {
	c, _ := openTest(t)
	f := sample(shaA)
	f.Citations = f.Citations[:1]
	old := f.Citations[0]
	old.Relation, old.Scope, old.Provision = legal.Repeals, legal.ScopePart, "khoản 1 Điều 5"
	whole := f.Citations[0]
	whole.Relation, whole.Scope = legal.Repeals, legal.ScopeWhole
	fine := f.Citations[0]
	fine.Subtype = legal.Suspends
	by := f.Citations[0]
	by.Relation, by.Deed = legal.Cites,
		legal.Deed{To: 0, Relation: legal.Replaces, Scope: legal.ScopePart, Provision: "khoản 1 Điều 5"}
	own := by
	own.Deed = legal.Deed{To: -1, Relation: legal.Amends}
	f.Citations = []legal.Citation{old, whole, fine, by, own}
	must(t, c.PutFile(ctx, f, at("/in/a.pdf")))
	r := meaning()
	r.Meanings = nil
	for i, id := range []string{"nq-30-tw-k13", "nq-30-tw-k13", "nq-30-tw-k13", "luat-dat-dai", "luat-dat-dai"} {
		r.Meanings = append(r.Meanings,
			legal.Meaning{CitationRef: legal.CitationRef{File: shaA, Index: i}, Document: id})
	}
	must(t, save(c, r))
	got := map[string]legal.Reach{}
	must(t, c.View(ctx, func(v *View) error {
		return v.EachEdge(func(e legal.Edge) error {
			got[e.From+" "+string(e.Relation)+" "+e.To] = legal.ReachOf(e.Evidence)
			return nil
		})
	}))
	want := map[string]legal.Reach{
		"kh-12 repeals nq-30-tw-k13":         {Scope: legal.ScopeBoth, Provisions: []string{"khoản 1 Điều 5"}},
		"kh-12 based_on nq-30-tw-k13":        {Subtypes: []legal.Subtype{legal.Suspends}},
		"kh-12 cites luat-dat-dai":           {},
		"luat-dat-dai replaces nq-30-tw-k13": {Scope: legal.ScopePart, Provisions: []string{"khoản 1 Điều 5"}, Derived: true},
		"luat-dat-dai amends kh-12":          {Derived: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	ms, err := c.Mentions(ctx, shaA)
	must(t, err)
	for i, m := range ms {
		if diff := cmp.Diff(f.Citations[i], m.Citation); diff != "" {
			t.Errorf("citation %d: %s", i, diff)
		}
	}
}
