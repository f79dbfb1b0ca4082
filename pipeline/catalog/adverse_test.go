package catalog

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Rows that no writer of ours leaves are told as damage by whoever reads them.
func TestDamagedRows(t *testing.T) {
	for name, tt := range map[string]struct {
		harm string
		read func(*Catalog) error
	}{
		"a date of a document":    {"UPDATE documents SET date = '2022-13-01'", documents},
		"dates that are no JSON":  {"UPDATE documents SET dates = '[{'", documents},
		"issuers of another form": {"UPDATE documents SET issuers = '{\"a\": 1}'", documents},
		"what is settled":         {"UPDATE documents SET settled = 'x'", documents},
		"one document": {"UPDATE documents SET date = 'x'",
			func(c *Catalog) error { _, _, err := c.Document(ctx, "kh-12"); return err }},
		"a view": {"UPDATE documents SET dates = '['", func(c *Catalog) error {
			return c.View(ctx, func(v *View) error { return v.EachDocument(func(legal.Document) error { return nil }) })
		}},
		"a date of a citation": {"UPDATE citations SET date = '30/6/2025'",
			func(c *Catalog) error { _, err := c.Mentions(ctx, shaA); return err }},
		"a date of a head": {"UPDATE files SET head_date = '2025-06-31'",
			func(c *Catalog) error { _, _, err := c.Text(ctx, shaA); return err }},
		"a layout cut": {"UPDATE files SET layout = substr(layout, 1, length(layout) / 2)",
			func(c *Catalog) error { _, _, err := c.Text(ctx, shaA); return err }},
		"a layout of nothing": {"UPDATE files SET layout = substr(layout, 1, 0)",
			func(c *Catalog) error { return c.CheckContent(ctx) }},
		"a citation gone": {"DELETE FROM citations WHERE idx = 1",
			func(c *Catalog) error { return c.CheckContent(ctx) }},
		"a reason changed": {"UPDATE files SET reason = 'ocr'",
			func(c *Catalog) error { return c.CheckContent(ctx) }},
		"a graph": {"UPDATE documents SET date = '1'", func(c *Catalog) error {
			return c.Graph(ctx, func(GraphNode) error { return nil }, func(GraphEdge) error { return nil })
		}},
	} {
		c, _ := resolved(t)
		must(t, tt.read(c))
		_, err := c.db.Exec(tt.harm)
		must(t, err)
		if err := tt.read(c); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, want %v", name, err, ErrDamaged)
		}
	}
}

func documents(c *Catalog) error {
	_, err := c.Documents(ctx)
	return err
}

// An error of who is told ends a walk and comes back as it is.
func TestWalksEndEarly(t *testing.T) {
	c, _ := resolved(t)
	stop := errors.New("stop")
	for name, walk := range map[string]func(func() error) error{
		"edges":    func(f func() error) error { return c.EachEdge(ctx, func(legal.Edge, int) error { return f() }) },
		"mentions": func(f func() error) error { return c.EachMention(ctx, func(Mention) error { return f() }) },
		"nodes":    func(f func() error) error { return c.Graph(ctx, func(GraphNode) error { return f() }, nil) },
		"arcs": func(f func() error) error {
			return c.Graph(ctx, func(GraphNode) error { return nil }, func(GraphEdge) error { return f() })
		},
		"heads": func(f func() error) error { return c.EachHead(ctx, func(OwnHead) error { return f() }) },
		"claims": func(f func() error) error {
			return c.EachTestimony(ctx, []legal.Relation{legal.BasedOn}, func(Testimony) error { return f() })
		},
		"issued": func(f func() error) error { return c.EachIssued(ctx, func(Issued) error { return f() }) },
		"documents": func(f func() error) error {
			return c.View(ctx, func(v *View) error { return v.EachDocument(func(legal.Document) error { return f() }) })
		},
		"a view": func(f func() error) error {
			return c.View(ctx, func(v *View) error { return v.EachEdge(func(legal.Edge) error { return f() }) })
		},
	} {
		calls := 0
		err := walk(func() error { calls++; return stop })
		if !errors.Is(err, stop) || calls != 1 {
			t.Errorf("%s: %v after %d calls", name, err, calls)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := c.Documents(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := c.Update(cancelled, func(*Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A view has the same documents and texts as the catalogue, with what a later one forgot.
func TestViewEqualsCatalogue(t *testing.T) {
	c, _ := resolved(t)
	want, err := c.Documents(ctx)
	must(t, err)
	must(t, c.View(ctx, func(v *View) error {
		var got []legal.Document
		must(t, v.EachDocument(func(d legal.Document) error { got = append(got, d); return nil }))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		text, ok, err := v.Text(shaA)
		if diff := cmp.Diff(sampleText, text); !ok || err != nil || diff != "" {
			t.Errorf("%v %v %s", ok, err, diff)
		}
		if _, ok, err := v.Text(shaB); ok || err != nil {
			t.Errorf("a text that is not there: %v %v", ok, err)
		}
		return nil
	}))
}

// Where a catalogue was taken away and its log stayed, a restored one is what was backed up.
func TestRestoreBesideAnotherLog(t *testing.T) {
	storetest.OnFile(t)
	c, dir := resolved(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, BackupTo(ctx, dir, copied))
	uuid, n, err := c.Identity(ctx)
	must(t, err)
	for i := range 30 { // all of it in the log
		f := sample(strings.Repeat(string("0123456789"[i%10]), 64))
		f.Text.Content = strings.Repeat("một hai ba ", 1+i*100)
		must(t, c.PutFile(ctx, f, at("/in/more.pdf")))
	}
	log, err := os.ReadFile(filepath.Join(dir, FileName+"-wal"))
	must(t, err)
	if len(log) < 4096 {
		t.Fatalf("a log of %d bytes", len(log))
	}
	other := t.TempDir()
	must(t, os.WriteFile(filepath.Join(other, FileName+"-wal"), log, 0o644))
	_, err = Restore(ctx, copied, other, nil)
	must(t, err)
	r, err := Open(other)
	must(t, err)
	defer r.Close()
	if u, seq, err := r.Identity(ctx); !strings.HasPrefix(u, uuid+".") || seq != n || err != nil {
		t.Errorf("restored is state %d of %s, backed up was %d of %s: %v", seq, u, n, uuid, err)
	}
	must(t, r.Check(ctx))
	must(t, r.CheckContent(ctx))
}

// What is no whole catalogue of ours is restored over nothing.
func TestRestoreRefuses(t *testing.T) {
	storetest.OnFile(t)
	c, dir := resolved(t)
	good := filepath.Join(t.TempDir(), "copy.db")
	must(t, BackupTo(ctx, dir, good))
	must(t, c.Close())
	whole, err := os.ReadFile(good)
	must(t, err)
	before, err := os.ReadFile(filepath.Join(dir, FileName))
	must(t, err)
	flipped := append([]byte(nil), whole...)
	flipped[len(flipped)/2] ^= 1
	for name, b := range map[string][]byte{
		"nothing": {}, "half": whole[:len(whole)/2], "its head": whole[:100],
		"no database": []byte(strings.Repeat("x", 5000)), "with a bit turned": flipped,
	} {
		path := filepath.Join(t.TempDir(), "bad.db")
		must(t, os.WriteFile(path, b, 0o644))
		if name == "with a bit turned" { // the hash beside it tells, wherever the bit is
			hash, err := os.ReadFile(good + ".sha256")
			must(t, err)
			must(t, os.WriteFile(path+".sha256", hash, 0o644))
		}
		if kept, err := Restore(ctx, path, dir, nil); err == nil || kept != "" {
			t.Errorf("%s is restored", name)
		}
		after, err := os.ReadFile(filepath.Join(dir, FileName))
		if must(t, err); string(after) != string(before) {
			t.Errorf("%s: the catalogue that was there has changed", name)
		}
	}
	if _, err := Restore(ctx, filepath.Join(dir, "none"), dir, nil); err == nil {
		t.Error("nothing is restored")
	}
}
