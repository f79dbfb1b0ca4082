package web

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Every page that gives a document a date is reached from the tab of its witnesses, and no other.
func TestAllWitnesses(t *testing.T) {
	s := openPlans(t)
	const id = "nq-93-tw-k13"
	d, _, err := s.catalog.Document(t.Context(), id)
	must(t, err)
	ms, err := s.catalog.MentionsOf(t.Context(), id, 0)
	must(t, err)
	h := s.Handler()
	if len(d.Dates) < 2 {
		t.Fatal("its date is not contested")
	}
	for _, v := range d.Dates {
		pages := map[string]bool{}
		for _, m := range ms {
			if m.Date.String() == v.Value {
				pages[fmt.Sprintf("/f/%s/%d?", m.File, m.Page)] = true
			}
		}
		address := "/d/" + id + "?" + url.Values{"tab": {"seen"}, "of": {legal.ConflictDate}, "value": {v.Value}}.Encode()
		_, body := get(t, h, address)
		found := regexp.MustCompile(`class="witness"><a href="(/f/\w+/\d+\?)`).FindAllStringSubmatch(body, -1)
		for _, f := range found {
			if !pages[f[1]] {
				t.Errorf("%s: %s does not say so", v.Value, f[1])
			}
			delete(pages, f[1])
		}
		if len(pages) > 0 || len(found) == 0 {
			t.Errorf("%s: not shown: %v", v.Value, pages)
		}
		_, all := get(t, h, "/d/"+id+"?tab=seen")
		if shown := strings.Contains(all, strings.ReplaceAll(url.Values{"value": {v.Value}}.Encode(), "&", "&amp;")); shown !=
			(len(found) > witnessesShown) {
			t.Errorf("%s has %d witnesses; all are offered: %v", v.Value, len(found), shown)
		}
	}
	for _, none := range []string{"of=date&value=1900-01-01", "of=x&value=y", "of=date&value=" + d.Dates[0].Value + "&p=9"} {
		if resp, _ := get(t, h, "/d/"+id+"?tab=seen&"+none); resp.StatusCode != 404 {
			t.Errorf("%s: %d", none, resp.StatusCode)
		}
	}
}
