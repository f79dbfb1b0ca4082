package web

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The tabs of a document, each with an address of its own. The first is who cites it; the chain is a
// page of its own.
const (
	tabCiters = ""
	tabCited  = "cited"
	tabChain  = "chain"
	tabSeen   = "seen"
	tabFacts  = "facts"
)

// documentHead is what stands above the tabs of a document: what it is and whether it is in force.
type documentHead struct {
	answer.Shown // without its lists
	Tab          string
	Tabs         []choice
	Findings     int
	Audited      bool // Findings is known
	Corrects     bool // the user may correct
}

// documentBody is what a tab of a document shows.
type documentBody struct {
	documentHead
	Links     linksBody
	Held      []heldFile
	Fields    []saidField // dates and issuers with their witnesses
	Said      oneSaid
	DecidedBy []decided
	Timeline  timeline
}

// heldFile is a file we have of a document.
type heldFile struct {
	SHA256, Name string
	Pages        int
}

type decided struct{ Field, By string }

func (s *Server) document(r *request) error {
	d, ok, err := s.catalog.Document(r.ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !ok {
		return s.moved(r, r.PathValue("id"))
	}
	only, err := r.filter()
	if err != nil {
		return err
	}
	tab := r.URL.Query().Get("tab")
	if r.URL.Query().Get("list") == tabCited && tab == tabCiters { // as it was called before there were tabs
		r.redirect(r.with("list", "", "tab", tabCited, "format", r.URL.Query().Get("format")))
		return nil
	}
	known := s.service(r.ctx, legal.Date.Printed).In(legal.Lang(r.lang))
	if r.wantsTable() {
		return r.sendLinks(known, d, tab, only)
	}
	b := documentBody{}
	if b.documentHead, err = s.documentHead(r, known, d, tab); err != nil {
		return err
	}
	switch tab {
	case tabCiters, tabCited:
		b.Links, err = r.links(known, d.ID, tab, only)
	case tabSeen:
		err = s.addSeen(r, &b)
	case tabFacts:
		err = s.addFacts(r.ctx, &b)
	default:
		return errNotFound
	}
	if err != nil {
		return err
	}
	return r.show("document", name(d), b)
}

// documentHead tells what stands above the tabs of a document.
func (s *Server) documentHead(r *request, known *answer.Service, d legal.Document, tab string) (h documentHead, err error) {
	on, err := r.dayAsked("on")
	if err != nil {
		return h, err
	}
	if h.Shown, err = known.On(on).Facts(d); err != nil {
		return h, err
	}
	citers, cited, err := known.LinkSizes(d.ID)
	if err != nil {
		return h, err
	}
	h.Tab, h.Corrects = tab, r.corrects()
	for _, t := range []struct {
		tab, vi, en string
		count       int
	}{{tabCiters, "Văn bản viện dẫn nó", "Cited by", citers}, {tabCited, "Văn bản nó viện dẫn", "Cites", cited},
		{tabChain, "Chuỗi", "Chain", 0}, {tabSeen, "Nơi ghi", "Witnesses", 0}, {tabFacts, "Thông tin", "Facts", 0}} {
		address := "/d/" + url.PathEscape(d.ID)
		switch t.tab {
		case tabCiters:
		case tabChain:
			address += "/chain"
		default:
			address += "?tab=" + t.tab
		}
		h.Tabs = append(h.Tabs, choice{Name: r.say(t.vi, t.en), Count: t.count, Address: address, On: t.tab == tab})
	}
	h.Findings, h.Audited, err = s.findingsOf(r.ctx, d.ID)
	return h, err
}

// addSeen fills in who says what of a document.
func (s *Server) addSeen(r *request, b *documentBody) (err error) {
	if b.Held, err = s.heldFiles(r.ctx, b.Contents); err != nil {
		return err
	}
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	if b.Fields, b.Said, err = r.said(known, b.Document, b.Contents); err != nil || b.Said != (oneSaid{}) {
		return err
	}
	return known.AddSpellings(&b.Shown)
}

// addFacts fills in what is known of a document.
func (s *Server) addFacts(ctx context.Context, b *documentBody) (err error) {
	for _, f := range slices.Sorted(maps.Keys(b.Document.DecidedBy)) {
		b.DecidedBy = append(b.DecidedBy, decided{f, b.Document.DecidedBy[f]})
	}
	b.Timeline = newTimeline(*b.History)
	b.Held, err = s.heldFiles(ctx, b.Contents)
	return err
}

// moved leads from an ID that no document has any more to what its citations mean
// now.
func (s *Server) moved(r *request, id string) error {
	ids, err := s.catalog.Leads(r.ctx, id)
	if err != nil {
		return err
	}
	found, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).Documents(ids)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return errNoDoc
	case 1:
		r.redirect("/d/" + url.PathEscape(found[0].ID))
		return nil
	}
	return r.showSeveral(id, found)
}

// filter reads which citations are asked for.
func (r *request) filter() (answer.Filter, error) {
	form := r.URL.Query()
	for _, key := range answer.Facets {
		if len(form.Get(key)) > maxTyped {
			return answer.Filter{}, errBad
		}
	}
	f, err := answer.ReadFilter(form.Get)
	if bad := new(answer.BadValue); errors.As(err, &bad) && bad.Kind == "provision" {
		return f, problem{400, legal.Say(legal.NoProvision), nil}
	}
	return f, badValue(err)
}

func (s *Server) heldFiles(ctx context.Context, shas []string) ([]heldFile, error) {
	var out []heldFile
	for _, sha := range shas {
		info, ok, err := s.catalog.FileInfo(ctx, sha)
		if err != nil {
			return nil, err
		}
		if ok && len(info.Paths) > 0 {
			out = append(out, heldFile{sha, lastPart(info.Paths[0]), info.Pages})
		}
	}
	return out, nil
}

// findingsOf counts the findings that touch a document and that nobody has marked; ok is false while they are
// not known yet, for which nobody waits here.
func (s *Server) findingsOf(ctx context.Context, id string) (n int, ok bool, err error) {
	seq, err := s.state(ctx)
	if err != nil {
		return 0, false, err
	}
	all, ok := s.findings.now(seq)
	if !ok {
		return 0, false, nil
	}
	all, err = s.marked(ctx, slices.DeleteFunc(slices.Clone(all), func(f audit.Finding) bool {
		return !audit.Filter{Documents: []string{id}}.Wants(f)
	}))
	for _, f := range all {
		if f.Mark == nil {
			n++
		}
	}
	return n, true, err
}
