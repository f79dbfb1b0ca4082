package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// contents are the articles of a document with how many clauses each has, of a text that can be relied
// on: hardly one of the articles is wanting.
type contents struct {
	last     int         // number of the last article
	articles map[int]int // number → clauses, -1 where they cannot be told
}

var (
	article = regexp.MustCompile(`^Điều\s+(\d{1,3})\s*(?:[.:]|$)`)
	clause  = regexp.MustCompile(`^(\d{1,2})\s*[.)]\s`)
	named   = regexp.MustCompile(`(?i)(khoản|điều)\s+(\d{1,3})([a-zđ]*)`)
)

// provision holds the provision of a citation against the text of its document, where that is held.
func (k *checker) provision(i int, d *known) error {
	c := k.Citations[i]
	n, cl := provisionOf(c.Provision)
	if n == 0 || len(d.held) == 0 || c.Number == "" && c.Date.IsZero() { // of a law by name another may be meant
		return nil
	}
	in, ok, err := k.contents(d)
	if err != nil || !ok {
		return err
	}
	clauses, has := in.articles[n]
	var m legal.Message
	switch {
	case !has && n > in.last:
		m = legal.Say(legal.DraftArticle, called(d.Document), in.last, n)
	case has && cl > clauses && clauses > 0 && !d.amended():
		m = legal.Say(legal.DraftClause, "Điều "+strconv.Itoa(n), called(d.Document), clauses, cl)
	default:
		return nil
	}
	f := k.at(i, NoProvision, audit.Error, "provision", k.provisionIn(i))
	f.Documents, f.Message = []string{d.ID}, m
	f.Witnesses = []audit.Witness{{SHA256: d.held[0].file, Index: audit.Head, Document: d.ID, Page: 1, Confidence: 1}}
	k.add(f)
	return nil
}

// provisionOf returns the one article of a provision and the one clause in it, 0 where it names none or
// several, or one that was put in later ("Điều 5a").
func provisionOf(s string) (art, clause int) {
	for _, m := range named.FindAllStringSubmatch(s, -1) {
		n, _ := strconv.Atoi(m[2])
		kind := &clause
		if strings.EqualFold(m[1], "điều") {
			kind = &art
		}
		if m[3] != "" || *kind != 0 {
			return 0, 0
		}
		*kind = n
	}
	return art, clause
}

// provisionIn returns where the provision of a citation stands before it.
func (k *checker) provisionIn(i int) legal.Span {
	c := k.Citations[i]
	from := max(c.Sentence.Start, c.Start-len(c.Provision)-200)
	if at, end := lastIndexFolded(k.Text.Content[from:c.Start], c.Provision); at >= 0 {
		return legal.Span{Start: from + at, End: from + end}
	}
	return c.Span
}

// lastIndexFolded is [indexFolded] from the end.
func lastIndexFolded(text, words string) (at, end int) {
	at, end = -1, -1
	for from := 0; ; {
		a, e := indexFolded(text[from:], words)
		if a < 0 {
			return at, end
		}
		at, end = from+a, from+e
		from += e
	}
}

// amended reports whether another document has changed some of the document: clauses may
// have been put in.
func (d *known) amended() bool {
	return slices.ContainsFunc(d.said, func(m catalog.Mention) bool { return m.Relation.Changes() || m.Subtype != "" })
}

// contents reads the articles of a held document; ok is false where its text is not to be relied on
// or has no articles.
func (k *checker) contents(d *known) (in contents, ok bool, err error) {
	t, ok, err := k.c.Text(k.ctx, d.held[0].file)
	if err != nil || !ok || slices.ContainsFunc(t.Pages, func(p legal.PageInfo) bool {
		return p.Source == legal.SourceOCR || p.Source == legal.SourceWaiting
	}) {
		return in, false, err
	}
	in.articles = map[int]int{}
	now, next := 0, 1
	for _, b := range t.Blocks {
		text := t.Content[b.Start:b.End]
		if m := article.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			now, next = n, 1
			if _, twice := in.articles[n]; twice { // of what it issues, and its own
				now = 0
				in.articles[n] = -1
			} else {
				in.articles[n] = 0
			}
			in.last = max(in.last, n)
			text = text[len(m[0]):]
		}
		if m := clause.FindStringSubmatch(strings.TrimLeft(text, " ")); m != nil && now > 0 {
			if n, _ := strconv.Atoi(m[1]); n == next {
				in.articles[now], next = n, next+1
			}
		}
	}
	return in, in.last > 1 && 10*len(in.articles) >= 9*in.last, nil
}
