package web

import (
	"strconv"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// saidField is one thing that is said of a document, with the values and who gives them.
type saidField struct {
	answer.SaidField
	Values []saidValue // in the place of those of the answer
}

// saidValue is a value with a part of its witnesses.
type saidValue struct {
	answer.SaidValue
	All string // address of all of them, "" where they are all here
}

// oneSaid leads through all witnesses of one value; zero where no one is asked for.
type oneSaid struct {
	Every         string // the address of all values
	Before, After string
}

// How many pages are named that give a value: of each, and of one alone.
const (
	witnessesShown = 5
	witnessesPage  = 100
)

// said tells who gives which date and which issuer of a document: of each value the first pages, or of the one that is
// asked for a page of all of them.
func (r *request) said(known *answer.Service, d legal.Document, own []string) (out []saidField, one oneSaid, err error) {
	kind, value := r.URL.Query().Get("of"), r.URL.Query().Get("value")
	page, each := 1, witnessesShown
	if kind != "" {
		one.Every, each = r.with("of", "", "value", ""), witnessesPage
		if page = r.number("p", 1, 1, maxTable/witnessesPage); page > 1 {
			one.Before = r.with("p", strconv.Itoa(page-1))
		}
	}
	more := map[[2]string]bool{}
	fields, err := known.Said(d, own, func(k, v string) ([]answer.Mention, error) {
		if kind != "" && (k != kind || v != value) {
			return nil, nil
		}
		found, err := r.server.catalog.PagesSaying(r.ctx, d.ID, k, v, (page-1)*each, each+1)
		more[[2]string{k, v}] = len(found) > each
		ms := make([]answer.Mention, min(len(found), each))
		for i := range ms {
			ms[i] = answer.NewMention(found[i])
		}
		return ms, err
	})
	if err != nil {
		return nil, one, err
	}
	for _, f := range fields {
		field := saidField{SaidField: f}
		for _, v := range f.Values {
			sv := saidValue{SaidValue: v}
			switch rest := more[[2]string{f.Kind, v.Value}]; {
			case kind != "" && len(v.Witnesses) == 0:
				continue
			case kind != "":
				if rest {
					one.After = r.with("p", strconv.Itoa(page+1))
				}
			case rest:
				sv.All = r.with("of", f.Kind, "value", v.Value)
			}
			field.Values = append(field.Values, sv)
		}
		if len(field.Values) > 0 {
			out = append(out, field)
		}
	}
	if kind != "" && len(out) == 0 {
		return nil, one, errNotFound
	}
	return out, one, nil
}
