package web

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// fileInfo returns what is known of the file a request names by its hash.
func (s *Server) fileInfo(r *request) (catalog.FileInfo, error) {
	sha := r.PathValue("sha")
	if !hash.MatchString(sha) {
		return catalog.FileInfo{}, errNoFile
	}
	info, ok, err := s.catalog.FileInfo(r.ctx, sha)
	if err == nil && (!ok || info.Deleted) {
		err = errNoFile
	}
	return info, err
}

// fileBody is what the page of a page shows.
type fileBody struct {
	File      heldFile
	Names     []string // the other names of the file
	Document  legal.Document
	Head      legal.Head
	Tied      legal.Message // why it is its document, where its head bears no number
	Perhaps   []audit.Perhaps
	Page      int
	Flows     bool // the file has no pages
	Info      legal.PageInfo
	Pages     []choice
	Before    string
	After     string
	Size      int64
	Width     string // of the page, in points
	Height    string
	Picture   string // its address, "" where there is none
	Close     string // the same, drawn finer
	NoPicture string // why there is none
	Reason    string // why the file was not read, "" where it was
	Sentence  legal.Message
	Silent    bool // its head says nothing
	Boxes     []box
	Blocks    []block
	Citations []citation
	Chosen    int      // the citation asked for, from 1
	Lost      bool     // the citation asked for is not read here any more
	Elsewhere []beyond // where the rest of it stands
	Sure      float64
	reading
}

// beyond is the part of a citation, or of a block, that stands on another page.
type beyond struct {
	Page    int
	Earlier bool
	Address string
	Text    string // what stands there, of a citation
}

// box is a place on the picture, in points.
type box struct {
	X, Y, Width, Height string
	Address, Name       string
	Place               int
	On                  bool
	Kind                string // found, certain, open
}

// block is a piece of running text on the page.
type block struct {
	Zone      legal.Zone
	Paragraph int // with which it begins, in a file that has no pages; else 0
	Parts     []part
	Cut       *beyond // it begins on an earlier page
	Going     *beyond // it goes on on a later one
}

// part is a piece of a block within one citation, or within none.
type part struct {
	Text    string
	Place   int // of the citation, from 1; 0 for none
	First   bool
	Address string
	On      bool // asked for
	Found   bool
	FoundID bool // the first found
}

// citation is one that stands on the page.
type citation struct {
	answer.Mention
	Address    string
	On         bool
	Document   legal.Document
	Candidates []legal.Document
	By         legal.Document // where another document does the citing
	DeedTo     legal.Document // what the passive says it changed or ended
	Elsewhere  []beyond       // where the rest of it stands
}

func (s *Server) file(r *request) error {
	info, err := s.fileInfo(r)
	if err != nil {
		return err
	}
	page := r.number("page", 1, 1, max(1, info.Pages)) // of the box for its number
	r.redirect(fmt.Sprintf("/f/%s/%d", info.SHA256, page))
	return nil
}

func (s *Server) filePage(r *request) error {
	info, err := s.fileInfo(r)
	if err != nil {
		return err
	}
	t, ok, err := s.catalog.Text(r.ctx, info.SHA256)
	if err != nil {
		return err
	}
	n, bad := strconv.Atoi(r.PathValue("page"))
	if !ok || bad != nil || n < 1 || n > max(1, len(t.Pages)) {
		return errNotFound
	}
	b := fileBody{Page: n, Head: t.Head, Size: info.Size, Chosen: r.number("c", 0, 0, 1<<30),
		File: heldFile{SHA256: info.SHA256, Pages: max(1, len(t.Pages))}, Sure: 1}
	b.Silent = t.Head == legal.Head{}
	if info.Status == catalog.Failed {
		b.Reason, b.Sentence = info.Reason, info.Sentence
	}
	if len(info.Paths) > 0 {
		b.File.Name = lastPart(info.Paths[0])
		for _, p := range info.Paths[1:] {
			b.Names = append(b.Names, lastPart(p))
		}
	}
	if b.Document, _, err = s.catalog.Document(r.ctx, info.Document); err != nil {
		return err
	}
	if n == 1 {
		if err := s.addIdentity(r.ctx, &b); err != nil {
			return err
		}
	}
	if n <= len(t.Pages) {
		b.Info = t.Pages[n-1]
	}
	s.addPicture(&b, info)
	ms, err := s.catalog.Mentions(r.ctx, info.SHA256)
	if err != nil {
		return err
	}
	b.turning(info.SHA256, ms)
	if mark := r.URL.Query().Get("w"); b.Chosen > 0 && mark != "" {
		switch m, ok := marked(ms, n, b.Chosen, mark); {
		case !ok:
			b.Chosen, b.Lost = 0, true
		case m.Index+1 != b.Chosen:
			r.redirect(citationAddress(info.SHA256, m.Page, m.Index+1, m.Raw))
			return nil
		}
	}
	found := r.spanAsked(t.Content)
	if err := s.findWithin(r, &b, info, &found); err != nil {
		return err
	}
	b.stepping(info.SHA256, ms)
	if err := s.addCitations(r.ctx, &b, &t, ms, found); err != nil {
		return err
	}
	b.Blocks = pageText(&t, info.SHA256, n, ms, b.Chosen, found)
	b.Flows = t.ParagraphAt(0) > 0
	return r.show("file", fmt.Sprintf("%s, %s %d", b.File.Name, r.say("trang", "page"), n), b)
}

// addIdentity fills in how the document of a file without a number is known, or which it
// may be.
func (s *Server) addIdentity(ctx context.Context, b *fileBody) (err error) {
	if b.Head.Number != "" {
		return nil
	}
	if b.Tied, err = s.catalog.Tied(ctx, b.File.SHA256); err == nil {
		b.Perhaps, err = audit.MayBe(ctx, s.catalog, b.File.SHA256)
	}
	return err
}

// spanAsked reads a place in the running text that a search found; one that cuts a letter is
// none.
func (r *request) spanAsked(text string) legal.Span {
	from, to, ok := strings.Cut(r.URL.Query().Get("at"), "-")
	a, err := strconv.Atoi(from)
	z, err2 := strconv.Atoi(to)
	if !ok || errors.Join(err, err2) != nil || a < 0 || z <= a || z > len(text) || !utf8.RuneStart(text[a]) ||
		z < len(text) && !utf8.RuneStart(text[z]) {
		return legal.Span{}
	}
	return legal.Span{Start: a, End: z}
}

// addPicture fills in where the picture of the page is, or why there is none.
func (s *Server) addPicture(b *fileBody, info catalog.FileInfo) {
	if b.Reason != "" {
		return // there is nothing to draw it from
	}
	if b.Info.Width <= 0 || b.Info.Height <= 0 {
		b.NoPicture = "text"
		return
	}
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		b.NoPicture = "poppler"
		return
	}
	b.Picture = fmt.Sprintf("/f/%s/%d/picture.jpg", info.SHA256, b.Page)
	b.Close = b.Picture + "?close=1"
	b.Width, b.Height = points(b.Info.Width), points(b.Info.Height)
}

func points(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// deedTo returns the document to which the passive says that something was done; own is
// the one that the file is.
func deedTo(known *answer.Service, m catalog.Mention, all []catalog.Mention,
	own legal.Document) (legal.Document, error) {
	switch {
	case m.Deed.Relation == "":
		return legal.Document{}, nil
	case m.Deed.To < 0:
		return own, nil
	}
	return known.Document(all[m.Deed.To].Document)
}

// addCitations fills in the citations on the page and their boxes, and the boxes of
// what a search found.
func (s *Server) addCitations(ctx context.Context, b *fileBody, t *legal.Text, ms []catalog.Mention,
	found legal.Span) error {
	known := answer.New(ctx, s.catalog, legal.Date.Printed)
	for _, m := range ms {
		every := t.Boxes(m.Span)
		boxes := onPage(slices.Clone(every), b.Page)
		if m.Page != b.Page && len(boxes) == 0 {
			continue
		}
		c := citation{Mention: answer.NewMention(m), On: m.Index+1 == b.Chosen,
			Address: citationAddress(b.File.SHA256, b.Page, m.Index+1, m.Raw)}
		var err error
		if c.Document, err = known.Document(m.Document); err != nil {
			return err
		}
		for _, id := range m.Candidates {
			d, err := known.Document(id)
			if err != nil {
				return err
			}
			c.Candidates = append(c.Candidates, d)
		}
		if m.From >= 0 {
			if c.By, err = known.Document(m.Citing); err != nil {
				return err
			}
		}
		if c.DeedTo, err = deedTo(known, m, ms, b.Document); err != nil {
			return err
		}
		for _, n := range otherPages(every, b.Page) {
			at, _, _ := standing(t, m.Span, n)
			c.Elsewhere = append(c.Elsewhere,
				beyond{n, n < b.Page, citationAddress(b.File.SHA256, n, m.Index+1, m.Raw), t.Content[at.Start:at.End]})
		}
		if c.On {
			b.Elsewhere = c.Elsewhere
		}
		b.Citations = append(b.Citations, c)
		b.Sure = min(b.Sure, m.Confidence)
		kind := "certain"
		if m.Document == "" {
			kind = "open"
		}
		for _, at := range boxes {
			x := newBox(at)
			x.Place, x.On, x.Kind, x.Name, x.Address = m.Index+1, c.On, kind, m.Raw, c.Address
			b.Boxes = append(b.Boxes, x)
		}
	}
	for _, at := range onPage(t.Boxes(found), b.Page) {
		x := newBox(at)
		x.Kind = "found"
		b.Boxes = append(b.Boxes, x)
	}
	return nil
}

// otherPages returns the pages of boxes but one, in order.
func otherPages(all []legal.PageBox, page int) []int {
	var out []int
	for _, b := range all {
		if b.Page != page && !slices.Contains(out, b.Page) {
			out = append(out, b.Page)
		}
	}
	return out
}

func onPage(all []legal.PageBox, page int) []legal.PageBox {
	return slices.DeleteFunc(all, func(b legal.PageBox) bool { return b.Page != page })
}

// newBox draws a little around the words.
func newBox(b legal.PageBox) box {
	const around = 1.5
	return box{X: points(b.X0 - around), Y: points(b.Y0 - around), Width: points(max(1, b.X1-b.X0+2*around)),
		Height: points(max(1, b.Y1-b.Y0+2*around))}
}

// pageText returns the running text that stands on a page, block by block, with the
// citations in it.
func pageText(t *legal.Text, sha string, page int, ms []catalog.Mention, chosen int, found legal.Span) []block {
	var out []block
	other := func(n int) *beyond {
		if n == 0 {
			return nil
		}
		return &beyond{Page: n, Earlier: n < page, Address: fmt.Sprintf("/f/%s/%d", sha, n)}
	}
	for _, k := range t.Blocks {
		at, before, after := standing(t, k.Span, page)
		if at.End <= at.Start {
			continue
		}
		out = append(out, block{Zone: k.Zone, Paragraph: t.ParagraphAt(k.Start), Cut: other(before), Going: other(after),
			Parts: parts(t.Content, at, ms, chosen, found)})
	}
	if len(t.Words) == 0 && page == 1 { // a text without places
		out = append(out, block{Zone: legal.ZoneBody,
			Parts: parts(t.Content, legal.Span{End: len(t.Content)}, ms, chosen, found)})
	}
	return out
}

// standing returns the part of a span that stands on a page, and the pages on which
// the rest stands next to it, 0 where there is none.
func standing(t *legal.Text, b legal.Span, page int) (at legal.Span, before, after int) {
	from, _ := slices.BinarySearchFunc(t.Words, b.Start, func(w legal.Word, start int) int { return w.End - 1 - start })
	for _, w := range t.Words[from:] {
		switch {
		case w.Start >= b.End:
			return at, before, after
		case w.Page == page:
			if at.End == 0 {
				at.Start = w.Start
			}
			at.End, after = w.End, 0
		case at.End == 0:
			before = w.Page
		case after == 0:
			after = w.Page
		}
	}
	return at, before, after
}

// parts cuts a text where citations and what was found begin and end.
func parts(content string, at legal.Span, ms []catalog.Mention, chosen int, found legal.Span) []part {
	edges := []int{at.Start, at.End}
	within := func(n int) {
		if n > at.Start && n < at.End {
			edges = append(edges, n)
		}
	}
	for _, m := range ms {
		within(m.Start)
		within(m.End)
	}
	within(found.Start)
	within(found.End)
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []part
	seen := map[int]bool{}
	marked := false
	for i := 1; i < len(edges); i++ {
		p := part{Text: content[edges[i-1]:edges[i]]}
		if found.Start <= edges[i-1] && edges[i] <= found.End && found.End > 0 {
			p.Found, p.FoundID = true, !marked
			marked = true
		}
		for _, m := range ms { // the innermost, which begins last
			if m.Start <= edges[i-1] && edges[i] <= m.End {
				p.Place, p.On = m.Index+1, m.Index+1 == chosen
				p.Address = fmt.Sprintf("#r%d", p.Place)
			}
		}
		if p.Place > 0 && !seen[p.Place] {
			p.First, seen[p.Place] = true, true
		}
		out = append(out, p)
	}
	return out
}
