package audit

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// lasting are the types of which a younger document of the same title mostly takes the place of
// the older: what they rule holds on.
var lasting = []legal.Type{
	legal.Code, legal.Law, legal.Ordinance, legal.Decree, legal.Circular, "Thông tư liên tịch", legal.Regulation, "Quy chế", "Điều lệ",
}

// longTitle is how many letters a title has at least by which two documents are compared.
const longTitle = 30

// themeOf is what a document rules, by its body: equal for one and what may have taken its place;
// "" where that is not known.
func themeOf(d legal.Document) string {
	if !slices.Contains(lasting, d.Type) || d.Date.Day == 0 {
		return ""
	}
	theme := viet.Slug(d.Name)
	if theme == "" {
		if theme = viet.Slug(d.Title); len(theme) < longTitle {
			return ""
		}
	}
	if strings.Contains(theme, "sua-doi") || strings.Contains(theme, "bo-sung") {
		return ""
	}
	return strings.Join([]string{string(d.Type), authority.Name(d.Body), theme}, "\x00")
}

// perhapsReplaced finds a document without a known end on which others rest, while a younger one
// of the same body rules the same.
func (a *auditor) perhapsReplaced(d legal.Document, claims []catalog.Testimony) {
	theme := themeOf(d)
	if theme == "" {
		return
	}
	if a.themes == nil {
		a.readThemes()
	}
	var younger legal.Document
	for _, i := range a.themes[theme] {
		if o := a.docs[i]; d.Date.Before(o.Date) && (younger.ID == "" || o.Date.Before(younger.Date)) {
			younger = o
		}
	}
	if younger.ID == "" {
		return
	}
	var said []Witness
	for _, k := range claims {
		if date, _ := a.dateOf(k.Citing); younger.Date.Before(date) && k.Citing != younger.ID && k.Relation != legal.Cites && a.rests(k) {
			said = append(said, related(k, ""))
		}
	}
	if len(said) > 0 {
		a.add(MayBeReplaced, Note, false, legal.Say(legal.FoundYounger, called(d), d.Date.Printed(), called(younger),
			younger.Date.Printed()), said, d.ID, younger.ID)
	}
}

// readThemes notes the documents that share a theme.
func (a *auditor) readThemes() {
	a.themes = map[string][]int{}
	for i, d := range a.docs {
		if theme := themeOf(d); theme != "" {
			a.themes[theme] = append(a.themes[theme], i)
		}
	}
}
