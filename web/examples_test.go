package web

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// What the first page proposes finds something, and nothing is proposed where there is nothing.
func TestExamplesFind(t *testing.T) {
	s := openPlans(t)
	_, page := get(t, s.Handler(), "/")
	links := regexp.MustCompile(`href="(/search\?q=[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 3 {
		t.Fatalf("%d proposals", len(links))
	}
	for _, l := range links {
		if _, found := get(t, s.Handler(), html.UnescapeString(l[1])); !strings.Contains(found, `<li class="hit`) {
			t.Errorf("%s finds nothing", l[1])
		}
	}
}
