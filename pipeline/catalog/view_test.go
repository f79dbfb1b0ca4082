package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestBelow(t *testing.T) {
	for _, tt := range []struct{ root, path, want string }{
		{"/in", "/in/a.pdf", "a.pdf"},
		{"/in", "/in/more/a.pdf", "more/a.pdf"},
		{"/in/a.pdf", "/in/a.pdf", "a.pdf"},
		{"/", "/a.pdf", "a.pdf"},
	} {
		if got := below(tt.root, tt.path); got != tt.want {
			t.Errorf("%s below %s: got %s, want %s", tt.path, tt.root, got, tt.want)
		}
	}
}

// Contents are named by the first of their paths below the folders given, which
// need not be the first path.
func TestViewContents(t *testing.T) {
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), Path{Path: "/a/z.pdf", Root: "/a"}))
	must(t, c.PutPath(ctx, Path{Path: "/b/b.pdf", Root: "/b", SHA256: shaA}))
	must(t, c.PutPath(ctx, Path{Path: "/c/b.pdf", Root: "/c", SHA256: shaA}))
	must(t, c.PutFile(ctx, sample(shaB), Path{Path: "/c/b.pdf.txt", Root: "/c"}))
	must(t, c.PutPath(ctx, Path{Path: "/c/shut.pdf", Root: "/c", Reason: "unreadable"}))
	must(t, save(c, meaning()))
	want := []Content{{SHA256: shaA, Name: "b.pdf", Others: []string{"z.pdf"}, Document: "kh-12"},
		{SHA256: shaB, Name: "b.pdf.txt", Others: []string{}}}
	must(t, c.View(ctx, func(v *View) error {
		got, err := v.Contents()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	}))
}

// A view stays as it was while the catalogue goes on, and its edges come with the
// places of their evidence.
func TestViewStands(t *testing.T) {
	c, dir := openTest(t)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	reader, err := OpenReader(dir)
	must(t, err)
	defer reader.Close()
	must(t, reader.View(ctx, func(v *View) error {
		ms, err := v.Mentions(shaA)
		must(t, err)
		open := meaning()
		open.Meanings[0].Document = ""
		must(t, save(c, open))
		must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
		contents, err := v.Contents()
		must(t, err)
		if len(ms) != 2 || len(contents) != 1 {
			t.Errorf("%d citations, %d files", len(ms), len(contents))
		}
		edges := 0
		return v.EachEdge(func(e legal.Edge) error {
			edges++
			want := legal.Edge{From: "kh-12", To: "nq-30-tw-k13", Relation: legal.BasedOn,
				Evidence: []legal.Statement{{CitationRef: legal.CitationRef{File: shaA, Index: 0}, Page: 1}}}
			if diff := cmp.Diff(want, e); diff != "" || edges > 1 {
				t.Error(diff)
			}
			return nil
		})
	}))
}
