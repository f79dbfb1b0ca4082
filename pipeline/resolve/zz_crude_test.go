package resolve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func crude(file, text string) legal.Reading {
	t := layout.Plain(text)
	return legal.Reading{File: file, Head: t.Head, Citations: cite.Find(t)}
}

func TestCrudeCases(t *testing.T) {
	f, err := os.Open(os.Getenv("DANCHIEU_SHARED") + "/gold/identity/cases.jsonl")
	if err != nil {
		t.Skip(err)
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var c struct {
			ID                   string
			Docs                 []struct{ File, Text string }
			Same, Differ         [][]string
			Ambiguous            map[string][]string
			Conflict, Held       []string
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		t.Run(c.ID, func(t *testing.T) {
			var rs []legal.Reading
			for _, d := range c.Docs {
				rs = append(rs, crude(d.File, d.Text))
			}
			res := Documents(rs)
			doc, cand := map[string]string{}, map[string][]string{}
			docs := map[string]legal.Document{}
			for _, d := range res.Documents {
				docs[d.ID] = d
			}
			log := ""
			for _, r := range rs { log += fmt.Sprintf("\n%+v", r.Head); for _, c := range r.Citations { log += fmt.Sprintf("\n  %q %s %s rel=%s from=%d", c.Number, c.Date, c.Issuer, c.Relation, c.From) } }
			for _, m := range res.Meanings {
				k := fmt.Sprintf("%s#%d", m.File, m.Index+1)
				doc[k], cand[k] = m.Document, m.Candidates
				log += fmt.Sprintf("\n%s %s %v %s conflict=%v", k, m.Document, m.Candidates, m.Reason, docs[m.Document].Conflict)
			}
			for _, p := range c.Same {
				if doc[p[0]] == "" || doc[p[0]] != doc[p[1]] {
					t.Errorf("same %v", p)
				}
			}
			for _, p := range c.Differ {
				if doc[p[0]] == "" || doc[p[1]] == "" || doc[p[0]] == doc[p[1]] {
					t.Errorf("differ %v", p)
				}
			}
			for k, among := range c.Ambiguous {
				var want []string
				for _, a := range among {
					want = append(want, doc[a])
				}
				slices.Sort(want)
				if doc[k] != "" || !slices.Equal(want, cand[k]) {
					t.Errorf("ambiguous %s", k)
				}
			}
			for k, d := range doc {
				if self := res.Self[strings.Split(k, "#")[0]]; d == self {
					continue
				}
				if (docs[d].Held != "") != slices.Contains(c.Held, k) {
					t.Errorf("held %s", k)
				}
				if docs[d].Conflict {
					ok := false
					for _, x := range c.Conflict {
						ok = ok || doc[x] == d
					}
					if !ok {
						t.Errorf("conflict %s", k)
					}
				}
			}
			for _, k := range c.Conflict {
				if !docs[doc[k]].Conflict {
					t.Errorf("no conflict %s", k)
				}
			}
			t.Log(res.Self, log)
		})
	}
}
