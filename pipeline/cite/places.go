package cite

import (
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// Provision is one place in a document: an article (Điều), one of its clauses
// (khoản), one of that one's points (điểm). What is not named is "".
type Provision struct {
	Article string `json:"article,omitempty"` // "5", "12a"
	Clause  string `json:"clause,omitempty"`
	Point   string `json:"point,omitempty"`
}

// Within reports whether p is q or lies in it: khoản 2 Điều 5 lies within Điều 5.
func (p Provision) Within(q Provision) bool {
	return (q.Article == "" || p.Article == q.Article) && (q.Clause == "" || p.Clause == q.Clause) &&
		(q.Point == "" || p.Point == q.Point)
}

// Provisions takes a provision as printed apart ("khoản 2, 3 Điều 15 và Điều 16",
// "từ Điều 5 đến Điều 8"), in the order in which it is printed. It names the
// smallest place first, so that clauses belong to the article behind them. A range
// of articles is filled, one of clauses or points is not. Chapters, sections and
// parts are passed over: articles are numbered through a document.
func Provisions(printed string) []Provision {
	r := provisionReader{}
	ws := provisionWords(printed)
	for i := 0; i < len(ws); i++ {
		switch w := ws[i]; {
		case places[w]:
			r.kind = w
			r.span = r.span && w == "điều" // "từ Điều 5 đến Điều 8"
		case w == "đến" || w == "-":
			r.span = true
		case w == "các" || w == "và" || w == "hoặc" || w == "từ":
		default:
			r.number(w)
		}
	}
	r.close()
	return r.out
}

// provisionWords returns the words and numbers of a provision in lower case.
func provisionWords(printed string) []string {
	spaced := rangeMarks.Replace(viet.Marked(strings.ToLower(viet.Normalize(printed))))
	return strings.FieldsFunc(spaced, func(r rune) bool {
		return strings.ContainsRune(" \n\t,;.()", r)
	})
}

// rangeMarks parts the ends of a range that is printed without spaces ("41-45").
var rangeMarks = strings.NewReplacer("-", " - ", "–", " - ")

// provisionReader gathers the places named since the last article.
type provisionReader struct {
	out     []Provision
	open    []Provision // clauses and points whose article is still to come
	points  []string    // points whose clause is still to come
	kind    string      // of the number that follows
	span    bool        // "đến" stands before it
	article string      // the last one
}

func (r *provisionReader) number(w string) {
	span := r.span
	r.span = false
	switch r.kind {
	case "điểm":
		r.points = append(r.points, w)
	case "khoản":
		if len(r.points) == 0 {
			r.open = append(r.open, Provision{Clause: w})
		}
		for _, p := range r.points {
			r.open = append(r.open, Provision{Clause: w, Point: p})
		}
		r.points = nil
	case "điều":
		if span {
			r.fill(w)
		}
		r.closeWith(w)
	}
}

// fill adds the articles between the last one and another.
func (r *provisionReader) fill(to string) {
	a, err := strconv.Atoi(r.article)
	b, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || b-a > 1000 {
		return
	}
	for n := a + 1; n < b; n++ {
		r.out = append(r.out, Provision{Article: strconv.Itoa(n)})
	}
}

// closeWith gives the places that wait to an article, or names it as a whole.
func (r *provisionReader) closeWith(article string) {
	r.article = article
	for _, p := range r.points { // a point of an article without clauses
		r.open = append(r.open, Provision{Point: p})
	}
	if len(r.open) == 0 {
		r.open = []Provision{{}}
	}
	for _, p := range r.open {
		p.Article = article
		r.out = append(r.out, p)
	}
	r.open, r.points = nil, nil
}

// close ends a provision that names no article behind its last clauses.
func (r *provisionReader) close() {
	for _, p := range r.points {
		r.open = append(r.open, Provision{Point: p})
	}
	r.out = append(r.out, r.open...)
}
