package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// reading is what leads through a file: from page to page, from citation to citation, to words in it.
type reading struct {
	Pages    []choice // the first, the last, those around, and those with citations, which are counted
	Before   string
	After    string
	Earlier  string // the citation before the one that is looked at, or before this page
	Later    string
	Places   int       // citations in all
	Find     string    // what is looked for in the file
	FindSays string    // what is wrong with that
	Found    []wordsAt // where it stands, in order
	Most     bool      // there may be more
	Here     string    // the address of what is looked at, which stays true when the file is read again
}

// wordsAt is a place at which words were found.
type wordsAt struct {
	Page, Paragraph int
	Address         string
	Excerpt         []piece
	On              bool
}

// mostWithin is how many places are found in a file.
const mostWithin = 200

// turning fills in how to turn the pages.
func (b *fileBody) turning(sha string, ms []catalog.Mention) {
	address := func(n int) string { return fmt.Sprintf("/f/%s/%d", sha, n) }
	cited := map[int]int{}
	for _, m := range ms {
		cited[m.Page]++
	}
	last := 0
	for n := 1; n <= b.File.Pages; n++ {
		if cited[n] == 0 && n != 1 && n != b.File.Pages && (n < b.Page-2 || n > b.Page+2) {
			continue
		}
		switch n - last {
		case 1:
		case 2: // one page takes no more room than what stands for it
			b.Pages = append(b.Pages, choice{Name: strconv.Itoa(n - 1), Address: address(n - 1)})
		default:
			b.Pages = append(b.Pages, choice{Name: "…"})
		}
		b.Pages = append(b.Pages, choice{Name: strconv.Itoa(n), Count: cited[n], Address: address(n), On: n == b.Page})
		last = n
	}
	if b.Page > 1 {
		b.Before = address(b.Page - 1)
	}
	if b.Page < b.File.Pages {
		b.After = address(b.Page + 1)
	}
}

// stepping fills in the citations before and after what is looked at, and its address.
func (b *fileBody) stepping(sha string, ms []catalog.Mention) {
	address := func(i int) string {
		if i < 0 || i >= len(ms) {
			return ""
		}
		return citationAddress(sha, ms[i].Page, i+1, ms[i].Raw)
	}
	b.Places = len(ms)
	next := slices.IndexFunc(ms, func(m catalog.Mention) bool { return m.Page >= b.Page })
	if next < 0 {
		next = len(ms)
	}
	before, after := next-1, next
	b.Here = fmt.Sprintf("/f/%s/%d", sha, b.Page)
	switch {
	case b.Chosen > 0 && b.Chosen <= len(ms):
		before, after = b.Chosen-2, b.Chosen
		b.Here = address(b.Chosen - 1)
	case b.Find != "":
		b.Here += "?find=" + url.QueryEscape(b.Find) + "#at"
	}
	b.Earlier, b.Later = address(before), address(after)
}

// findWithin looks for words in the file. Where no place is asked for, the first on the page is shown.
func (s *Server) findWithin(r *request, b *fileBody, info catalog.FileInfo, found *legal.Span) error {
	b.Find = strings.ToValidUTF8(r.URL.Query().Get("find"), "\uFFFD")
	if strings.TrimSpace(b.Find) == "" || len(b.Find) > maxTyped {
		b.Find = ""
		return nil
	}
	places, err := s.placesWithin(r, info, b.Find)
	if err != nil {
		if p := asProblem(err); p.status == http.StatusBadRequest {
			b.FindSays = r.tell(p.says)
			return nil
		}
		return err
	}
	b.Most = len(places) == mostWithin
	for _, at := range places {
		if *found == (legal.Span{}) && b.Chosen == 0 && at.Page == b.Page {
			*found = at.Found
		}
		address := fmt.Sprintf("/f/%s/%d?find=%s&at=%d-%d#at", info.SHA256, max(1, at.Page), url.QueryEscape(b.Find),
			at.Found.Start, at.Found.End)
		b.Found = append(b.Found, wordsAt{at.Page, at.Paragraph, address, markedExcerpt(at.Excerpt, at.Marks), at.Found == *found})
	}
	return nil
}

// placesWithin finds where words stand in a file, in order: together as they were typed, else in
// sentences that hold as many of them as any does.
func (s *Server) placesWithin(r *request, info catalog.FileInfo, words string) ([]answer.Snippet, error) {
	typed := []string{words}
	if !strings.ContainsAny(words, "\"“”:") {
		typed = []string{`"` + words + `"`, words}
	}
	for i, t := range typed {
		q, err := index.ParseQuery(t)
		if err != nil {
			return nil, asBadQuery(err)
		}
		p, _, err := s.passage(r.ctx, q, info, mostWithin)
		if err != nil {
			return nil, err
		}
		if len(p.Places) == 0 && i+1 < len(typed) {
			continue
		}
		places := slices.Clone(p.Places)
		most := 0
		for _, at := range places {
			most = max(most, wordsMarked(at))
		}
		places = slices.DeleteFunc(places, func(at answer.Snippet) bool { return wordsMarked(at) < most })
		slices.SortStableFunc(places, func(x, y answer.Snippet) int { return x.Found.Start - y.Found.Start })
		return places, nil
	}
	return nil, nil
}

// wordsMarked counts the different words that are marked in an excerpt.
func wordsMarked(s answer.Snippet) int {
	letters := []rune(s.Excerpt)
	words := map[string]bool{}
	for _, m := range s.Marks {
		for _, w := range strings.Fields(viet.Fold(string(letters[m[0]:m[1]]))) {
			words[w] = true
		}
	}
	return len(words)
}
