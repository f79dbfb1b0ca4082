package check

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	wordfile "github.com/danchieu/danchieu/pipeline/word"
	"github.com/danchieu/danchieu/testdata/drafts"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-child" {
		if err := pdf.Serve(os.Stdin, os.Stdout, wordfile.Answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// right are the rules that tell an error of a kind for what it is.
var right = map[drafts.Kind][]string{
	drafts.Day: {WrongDate, SymbolYear, CloseTo}, drafts.Digit: {CloseTo, WrongTitle}, drafts.Issuer: {SymbolIssuer, WrongIssuer, CloseTo},
	drafts.Type: {SymbolType, WrongType}, drafts.Repealed: {Ended}, drafts.Provision: {NoProvision}, drafts.Form: {Form},
	drafts.Order: {Order}, drafts.Title: {WrongTitle}, drafts.TwoWays: {TwoWays, WrongDate},
}

// Errors planted in drafts are found for what they are, and nothing else is: in drafts of the sample
// documents, or with DANCHIEU_DRAFTS of the files of a folder, held against the data folder
// DANCHIEU_DRAFTS_DATA.
func TestDrafts(t *testing.T) {
	files, dir, want := samples(t)
	c, err := catalog.OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var plans []drafts.Plan
	reader := startReader(t)
	for _, f := range files {
		r, err := pipeline.Read(t.Context(), reader, f, nil)
		if err != nil || len(r.Citations) == 0 {
			continue
		}
		days[filepath.Base(f)] = r.Text.Head.KnownDate()
		p := drafts.Plan{Name: filepath.Base(f), Text: r.Text}
		for range 2 { // a text file is laid out otherwise than the plan; what is known of it is known of that
			p = plan(t, c, drafts.Make(rand.New(rand.NewPCG(1, 1)), p, nil, 0))
		}
		plans = append(plans, p)
	}
	r := rand.New(rand.NewPCG(2026, 11))
	planted, found, kinds := map[drafts.Kind]int{}, map[drafts.Kind]int{}, slices.Clone(drafts.Kinds)
	made, total, hit, cited := 0, 0, 0, 0
	var wrong []string
	for n := 0; n < 8*want && made < want; n++ {
		slices.SortStableFunc(kinds, func(a, b drafts.Kind) int { return planted[a] - planted[b] })
		p := plans[n%len(plans)]
		d := drafts.Make(r, p, kinds, 5)
		if len(d.Errors) < 3 {
			continue
		}
		made++
		report, text := checked(t, c, d)
		cited += len(report.Citations)
		used := map[int]bool{}
		for _, e := range d.Errors {
			planted[e.Kind]++
			total++
			ok := false
			at := place(d.Text, text, e.Span)
			for i, f := range report.Findings {
				if !near1(report, f, at) && (e.Other.End == 0 || !near1(report, f, place(d.Text, text, e.Other))) {
					continue
				}
				used[i] = true
				ok = ok || slices.Contains(right[e.Kind], f.Rule)
			}
			if ok {
				hit++
				found[e.Kind]++
				continue
			}
			said := ""
			for i, f := range report.Findings {
				if used[i] && near1(report, f, at) {
					said += " | " + f.Rule + ": " + f.Message.String()
				}
			}
			t.Logf("MISSED %s %s: %q for %q in %q%s", d.Name, e.Kind, e.Is, e.Was, around(text, at), said)
		}
		for i, f := range report.Findings {
			// a ground put in changes the order of those beside it, and what is called otherwise once leaves
			// the short form without the full one
			if f.Rule == Order && d.Has(drafts.Repealed) || f.Rule == ShortForm && (d.Has(drafts.Type) || d.Has(drafts.Digit)) {
				continue
			}
			if !used[i] && !known1(p, f) {
				wrong = append(wrong, fmt.Sprintf("%s %s: %s", d.Name, f.Rule, f.Message))
			}
		}
	}
	for _, w := range wrong {
		t.Log("FALSE?", w)
	}
	for _, k := range drafts.Kinds {
		t.Logf("%-10s %d of %d", k, found[k], planted[k])
	}
	t.Logf("%d plans, %d drafts, %d citations: %d of %d errors found, %d other findings", len(plans), made, cited, hit, total, len(wrong))
	if 100*hit < 95*total || 100*len(wrong) > 2*(cited-total) {
		t.Error("not as good as it was")
	}
}

// days are the days of the plans, by name: a draft is to hold on the day of its plan.
var days = map[string]legal.Date{}

// ended returns grounds that had ended before a day, as they are cited.
func ended(t *testing.T, c *catalog.Catalog, on legal.Date) (out []string) {
	docs, err := c.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if s := d.Standing(on); on.Day != 0 && s.State == legal.ForceEnded && !s.End.Unsure && d.Date.Day != 0 && d.Number != "" &&
			d.Body.Level == legal.LevelCentral {
			out = append(out, fmt.Sprintf("%s số %s ngày %s của %s", d.Type, d.Number, d.Date.Printed(), authority.Name(d.Body)))
		}
	}
	return out
}

var baseline = map[string]map[string]bool{}

func known1(p drafts.Plan, f Finding) bool { return baseline[p.Name][f.Rule+f.Written] }

// near1 reports whether a finding is on the words, or on the citation that they belong to.
func near1(r Report, f Finding, at legal.Span) bool {
	over := func(s legal.Span) bool { return s.Start <= at.End && at.Start <= s.End }
	if over(f.Span) || f.Citation >= 0 && over(r.Citations[f.Citation].Span) {
		return true
	}
	return false
}

func around(t legal.Text, s legal.Span) string {
	return strings.ToValidUTF8(t.Content[max(0, s.Start-60):min(len(t.Content), s.End+120)], "")
}

// place finds a span of a text file in its running text, by the letters before it.
func place(file string, t legal.Text, s legal.Span) legal.Span {
	count := func(x string) (n int) {
		for _, r := range x {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		return n
	}
	from, letters := count(file[:s.Start]), count(file[s.Start:s.End])
	at := legal.Span{Start: -1}
	n := 0
	for i, r := range t.Content {
		if unicode.IsSpace(r) {
			continue
		}
		if n == from {
			at.Start = i
		}
		n++
		if n == from+letters {
			at.End = i + len(string(r))
			break
		}
	}
	return at
}

// plan makes a plan of a draft in which nothing is planted, with what is found in it as it is.
func plan(t *testing.T, c *catalog.Catalog, d drafts.Draft) drafts.Plan {
	k, r := run1(t, c, d)
	p := drafts.Plan{Name: d.Name, Text: k.Text, Citations: k.Citations, Ended: ended(t, c, days[d.Name])}
	baseline[d.Name] = map[string]bool{}
	for _, f := range r.Findings {
		baseline[d.Name][f.Rule+f.Written] = true
	}
	for i, cited := range r.Citations {
		known := k.known[cited.Document]
		day, title, last := false, "", 0
		if known != nil && cited.Verdict == Agrees {
			day = len(known.voices(legal.ConflictDate, func(h held) string { return whole(h.head.Date) },
				func(m catalog.Mention) string { return whole(m.Date) })) > 0
			quoting := map[string]bool{}
			for _, v := range known.titles() {
				if len(misquoted(tokens(v.value), k.quoted(i))) == 0 && likenessOf(v.value, cited.Title) == like {
					quoting[v.by] = true
					if v.sure || len(quoting) > 1 {
						title = v.value
					}
				}
			}
			if len(known.held) > 0 {
				in, ok, err := k.contents(known)
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					last = in.last
				}
			}
		}
		p.Meant, p.Known = append(p.Meant, cited.Document), append(p.Known, day)
		p.Titles, p.Articles = append(p.Titles, title), append(p.Articles, last)
		p.Spoilt = append(p.Spoilt, len(cited.Findings) > 0)
	}
	return p
}

func checked(t *testing.T, c *catalog.Catalog, d drafts.Draft) (Report, legal.Text) {
	k, r := run1(t, c, d)
	return r, k.Text
}

func run1(t *testing.T, c *catalog.Catalog, d drafts.Draft) (*checker, Report) {
	t.Helper()
	read, err := pipeline.ReadText(t.Context(), strings.NewReader(d.Text))
	if err != nil {
		t.Fatal(err)
	}
	meant, err := pipeline.Suppose(t.Context(), c, legal.Reading{File: read.SHA256, Head: read.Text.Head, Citations: read.Citations})
	if err != nil {
		t.Fatal(err)
	}
	k := newChecker(t.Context(), c, Draft{Name: d.Name, File: read.SHA256, Text: read.Text, Citations: read.Citations, Meant: meant,
		On: days[d.Name], Today: legal.Date{Year: 2026, Month: 11, Day: 28}})
	r, err := k.find()
	if err != nil {
		t.Fatal(err)
	}
	return k, r
}

// samples returns the files to make drafts of, the data folder that they are held against and how many drafts
// to make.
func samples(t *testing.T) (files []string, dir string, want int) {
	if folder := os.Getenv("DANCHIEU_DRAFTS"); folder != "" {
		files, _ = filepath.Glob(filepath.Join(folder, "*.pdf"))
		return files, os.Getenv("DANCHIEU_DRAFTS_DATA"), 40
	}
	files, _ = filepath.Glob("../../testdata/plans/*.pdf")
	return files, ingestSamples(t), 10
}

// ingestSamples returns a data folder of the sample documents.
func ingestSamples(t *testing.T) string {
	t.Helper()
	dir := storetest.Folder(t)
	c, err := catalog.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = pipeline.Run(t.Context(), c, pipeline.Options{Paths: []string{"../../testdata/plans"}, Workers: 2, Version: "test",
		Reader: newReader, NoOCR: true})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func openSamples(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.OpenReader(ingestSamples(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func newReader(ctx context.Context) (*pdf.Child, error) {
	return pdf.Start(ctx, []string{os.Args[0], "read-child"}, pdf.DefaultLimits())
}

func startReader(t *testing.T) *pdf.Child {
	t.Helper()
	c, err := newReader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}
