package export

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const (
	shaA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	shaB = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

// hostile are texts that break writers which do not escape; shown is what a reader
// of a format other than JSON finds in their place.
var hostile = []struct{ name, text, shown string }{
	{"quotes", `nói "phải" 'thế' ` + "`đó`", ""},
	{"markup", `<b>&amp; & ]]> <!-- </script><script>alert(1)</script>`, ""},
	{"line breaks", "một\nhai\r\nba\tbốn", ""},
	{"control characters", "a\x00b\x01c\x1bd\x7fe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"},
	{"no character", "a\uFFFEb\uFFFFc", "a\uFFFDb\uFFFDc"},
	{"formula", `=cmd|' /C calc'!A0`, ""},
	{"backslashes", `C:\new\u0027}) DETACH DELETE (d) //\`, ""},
	{"escape sequences of Graphviz", `\N \G \l {a|b} %s`, ""},
	{"statements", "'}); MATCH (n) DETACH DELETE n; //", ""},
	{"separators", `a;b,c|d; e`, ""},
	{"letters beyond the first plane", "\U0001F4DC \U00020BB7 ữ ữ", ""},
	{"apostrophe first", "'=1+1", ""},
}

func shownOf(i int) string {
	if hostile[i].shown != "" {
		return hostile[i].shown
	}
	return hostile[i].text
}

// facts are two files and one document for every hostile text, in its title, the
// path of a file and the words of a citation.
func facts() ([]catalog.File, legal.Resolved) {
	a := catalog.File{SHA256: shaA, Status: catalog.Read}
	r := legal.Resolved{
		Documents: []legal.Document{{ID: "kh-1", Type: legal.Plan, Number: "1/KH-UBND", Held: shaA,
			Body: legal.Body{Code: "UBND", Level: legal.LevelProvince}, Date: legal.Date{Year: 2023, Month: 4, Day: 15},
			Year: 2023}},
		Self: map[string]string{shaA: "kh-1", shaB: "nq-100"},
	}
	for i, h := range hostile {
		sentence := legal.Span{Start: len(a.Text.Content), End: len(a.Text.Content) + len(h.text)}
		a.Text.Content += h.text + "\n"
		id := "nq-1" + string(rune('0'+i/10)) + string(rune('0'+i%10))
		c := legal.Citation{Span: sentence, Page: 1, Type: legal.Resolution, Number: "30-NQ/TW", Title: h.text,
			From: -1, Relation: legal.Relations[i%len(legal.Relations)], Raw: h.text, Sentence: sentence,
			Zone: legal.ZoneBody, Confidence: 0.5}
		d := legal.Document{ID: id, Type: legal.Resolution, Number: "30-NQ/TW", Title: h.text,
			Body: legal.Body{Code: "TW", Name: h.text}}
		switch i {
		case 0:
			d.Held, d.Conflict, d.Conflicts = shaB, true, []string{legal.ConflictDate}
			d.Dates = []legal.Seen{{Value: "2022-11-28", Count: 2}, {Value: "2022-11", Count: 1}}
		case 1:
			c.Number, c.Name = "", "Đất đai" // a law by its name
		}
		ref := legal.CitationRef{File: shaA, Index: i}
		a.Citations = append(a.Citations, c)
		r.Documents = append(r.Documents, d)
		r.Meanings = append(r.Meanings,
			legal.Meaning{CitationRef: ref, Document: id, Reason: legal.Say(legal.ReasonFull)})
	}
	n := len(hostile)
	open, own := a.Citations[0], a.Citations[0]
	own.From = -1
	a.Citations = append(a.Citations, open, own)
	r.Meanings = append(r.Meanings,
		legal.Meaning{CitationRef: legal.CitationRef{File: shaA, Index: n}, Candidates: []string{"nq-100", "nq-101"},
			Reason: legal.Say(legal.ReasonCandidates, 2)},
		legal.Meaning{CitationRef: legal.CitationRef{File: shaA, Index: n + 1}, Document: "kh-1",
			Reason: legal.Say(legal.ReasonItself)})
	return []catalog.File{a, {SHA256: shaB, Status: catalog.Read}}, r
}

// open returns a catalogue of the facts under a folder that was ingested, stored in
// order or the other way round.
func openFacts(t testing.TB, root string, backwards bool) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	must(t, err)
	t.Cleanup(func() { c.Close() })
	files, r := facts()
	put := func(f catalog.File, name string) {
		must(t, c.PutFile(context.Background(), f, catalog.Path{Path: filepath.Join(root, name), Root: root}))
	}
	puts := []func(){func() { put(files[0], "z.pdf") }, func() { put(files[1], "b.pdf") }}
	for _, h := range hostile {
		if h.name == "markup" || h.name == "control characters" {
			continue // no name of a file
		}
		puts = append(puts, func() { put(files[0], "x/"+h.text) })
	}
	for i := range puts {
		if backwards {
			i = len(puts) - 1 - i
		}
		puts[i]()
	}
	must(t, c.Update(context.Background(), func(tx *catalog.Tx) error { return tx.Save(r, nil) }))
	return c
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func exported(t testing.TB, c *catalog.Catalog, f Format, what What) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, Write(t.Context(), &b, c, f, what))
	return b.Bytes()
}
