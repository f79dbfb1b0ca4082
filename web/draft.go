package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Limits of a draft that is sent to be checked.
const (
	maxDraft  = 20 << 20         // bytes, of all that is sent
	draftTime = 60 * time.Second // for all of it to come, and again to be checked
	maxDrafts = 2                // on their way or at work at a time
	maxCited  = 5000             // citations in it: a page of more nobody reads
	maxName   = 200              // bytes of its file's name
	pasted    = "pasted.txt"
)

// sent is a draft as it was sent. It lives as long as the request.
type sent struct {
	name    string
	content []byte
	on      string // the day on which it is to hold, as typed
	token   string // of the form
}

// checkedDraft is a draft with what was found in it.
type checkedDraft struct {
	sent
	read   pipeline.FileReading
	report check.Report
}

// receive reads the draft that a person or a program sends. Whoever sends slowly holds none of the
// places of pages; leave gives back the place among the drafts.
func (s *Server) receive(r *request) (d sent, leave func(), err error) {
	if s.cfg.ReadDraft == nil {
		return d, nil, errNotFound
	}
	r.w.leave()
	waiting, cancel := context.WithTimeout(r.ctx, patience/4)
	defer cancel()
	leave, ok := take(waiting, s.drafts)
	if !ok {
		r.w.Header().Set("Retry-After", "10")
		return d, nil, problem{http.StatusServiceUnavailable, legal.Say(legal.DraftsAtWork), nil}
	}
	c := http.NewResponseController(r.w.ResponseWriter)
	c.SetReadDeadline(time.Now().Add(draftTime)) // not every connection has one
	c.SetWriteDeadline(time.Now().Add(3 * draftTime))
	r.Body = http.MaxBytesReader(r.w.ResponseWriter, r.Body, maxDraft)
	if d, err = readSent(r.Request); err != nil {
		leave()
		return d, nil, refusedDraft(err)
	}
	c.SetReadDeadline(time.Time{})
	return d, leave, nil
}

// isDraft reports whether a request sends a draft.
func isDraft(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == "/check" || r.URL.Path == "/api/v1/check")
}

// refusedDraft says why what was sent is not taken.
func refusedDraft(err error) error {
	var large *http.MaxBytesError
	var p problem
	switch {
	case errors.As(err, &p):
		return err
	case errors.As(err, &large):
		return problem{http.StatusRequestEntityTooLarge, legal.Say(legal.DraftTooLarge, maxDraft>>20), nil}
	}
	return errBad
}

// readSent reads a form with a file or text, or a body that is the file itself.
func readSent(r *http.Request) (d sent, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		d.name, d.on = sentName(r.URL.Query().Get("name")), r.URL.Query().Get("on")
		d.content, err = io.ReadAll(r.Body)
		return d, cmp.Or(err, d.empty())
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return d, err
	}
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return d, d.empty()
		}
		if err != nil {
			return d, err
		}
		b, err := io.ReadAll(p)
		if err != nil {
			return d, err
		}
		d.take(p.FormName(), p.FileName(), b)
	}
}

// take takes one field of the form. A file goes before text.
func (d *sent) take(field, file string, b []byte) {
	switch {
	case field == "file" && len(b) > 0:
		d.name, d.content = sentName(file), b
	case field == "text" && d.content == nil && len(strings.TrimSpace(string(b))) > 0:
		d.name, d.content = pasted, b
	case len(b) > maxTyped:
	case field == "on":
		d.on = string(b)
	case field == "token":
		d.token = string(b)
	}
}

func (d sent) empty() error {
	if len(d.content) == 0 {
		return problem{http.StatusBadRequest, legal.Say(legal.NoDraft), nil}
	}
	return nil
}

// sentName returns the name of a file that somebody sent, without folders.
func sentName(name string) string {
	name = filepath.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	if len(name) > maxName || name == "." || name == "/" {
		return pasted
	}
	return name
}

// check reads a draft and holds it against what is known. Nothing of it is kept.
func (s *Server) check(ctx context.Context, d sent) (out checkedDraft, err error) {
	ctx, cancel := context.WithTimeout(ctx, draftTime)
	defer cancel()
	out.sent = d
	var on legal.Date
	if strings.TrimSpace(d.on) != "" {
		var ok bool
		if on, ok = legal.ReadDay(strings.TrimSpace(d.on)); !ok {
			return out, problem{http.StatusBadRequest, legal.Say(legal.BadParameter, "on", fmt.Sprintf("%.40q", d.on)), nil}
		}
	}
	if out.read, err = s.cfg.ReadDraft(ctx, d.name, d.content); err != nil {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		_, says := pipeline.Reason(err)
		return out, problem{http.StatusUnprocessableEntity, says, nil}
	}
	if n := len(out.read.Citations); n > maxCited {
		return out, problem{http.StatusRequestEntityTooLarge, legal.Say(legal.DraftTooLong, n, maxCited), nil}
	}
	text := out.read.Text
	meant, err := pipeline.Suppose(ctx, s.catalog,
		legal.Reading{File: out.read.SHA256, Head: text.Head, Citations: out.read.Citations})
	if err != nil {
		return out, err
	}
	out.report, err = check.Find(ctx, s.catalog, check.Draft{Name: d.name, File: out.read.SHA256, Text: text,
		Citations: out.read.Citations, Meant: meant, On: on, Today: legal.DateOf(time.Now())})
	return out, err
}

// apiCheck answers a program with what check --json prints.
func (s *Server) apiCheck(r *request) error {
	d, leave, err := s.receive(r)
	if err != nil {
		return err
	}
	defer leave()
	out, err := s.check(r.ctx, d)
	if err != nil {
		return err
	}
	return r.sendJSON(http.StatusOK, out.report)
}

// draftBody is what the page of a draft shows: the form alone, or what was found.
type draftBody struct {
	Token    string
	On       string
	Limit    int // megabytes
	Says     legal.Message
	Done     bool
	Report   check.Report
	Verdicts []counted
	Findings []draftFinding
	Blocks   []draftBlock
	Word     template.URL // the Word file with comments, to take away; "" for none
	NoWord   bool         // it is a Word file, and comments could not be put into it
	Unread   []int        // pages that only OCR could read, or that could not be read in full
}

// counted is a verdict and how many citations have it.
type counted struct {
	Name  string
	Count int
}

// draftFinding is a finding as it is listed beside the text.
type draftFinding struct {
	check.Finding
	N         int // from 1
	Raw       string
	Witnesses []witness
	About     []legal.Document
}

func (s *Server) draftPage(r *request) error {
	if s.cfg.ReadDraft == nil {
		return errNotFound
	}
	return r.show("draft", r.say("Kiểm tra dự thảo", "Check a draft"), r.draftForm(""))
}

func (r *request) draftForm(on string) draftBody {
	return draftBody{Token: r.server.sessions.FormToken(r.session()), On: on, Limit: maxDraft >> 20}
}

// checkDraft answers with the page of what was found in a draft.
func (s *Server) checkDraft(r *request) error {
	d, leave, err := s.receive(r)
	if err != nil {
		return s.draftAgain(r, d, err)
	}
	defer leave()
	if !s.sessions.ValidForm(r.session(), d.token) {
		return problem{http.StatusForbidden, legal.Say(legal.OldForm), nil}
	}
	out, err := s.check(r.ctx, d)
	if err != nil {
		return s.draftAgain(r, d, err)
	}
	b := r.draftForm(d.on)
	if err := s.fillDraft(r, &b, out); err != nil {
		return err
	}
	return r.show("draft", d.name, b)
}

// draftAgain shows the form again, with what is wrong.
func (s *Server) draftAgain(r *request, d sent, err error) error {
	p := asProblem(err)
	if p.err != nil || p.status == http.StatusNotFound {
		return err
	}
	b := r.draftForm(d.on)
	b.Says = p.says
	return r.showAs(p.status, "draft", r.say("Kiểm tra dự thảo", "Check a draft"), b)
}

// fillDraft makes the page of what was found.
func (s *Server) fillDraft(r *request, b *draftBody, out checkedDraft) error {
	b.Done, b.Report = true, out.report
	for _, v := range check.Verdicts {
		if n := out.report.Verdicts[string(v)]; n > 0 {
			b.Verdicts = append(b.Verdicts, counted{string(v), n})
		}
	}
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	for n, f := range out.report.Findings {
		l := draftFinding{Finding: f, N: n + 1}
		if f.Citation >= 0 {
			l.Raw = out.report.Citations[f.Citation].Raw
		}
		for _, w := range f.Witnesses {
			l.Witnesses = append(l.Witnesses, witness{Witness: w, Address: witnessAddress(w), Name: lastPart(w.File),
				Own: w.Index == audit.Head})
		}
		var err error
		if l.About, err = known.Documents(f.Documents); err != nil {
			return err
		}
		b.Findings = append(b.Findings, l)
	}
	b.Blocks = draftBlocks(out.read.Text, out.report)
	s.annotateDraft(r, b, out)
	for n, p := range out.read.Text.Pages {
		if p.Source == legal.SourceWaiting {
			b.Unread = append(b.Unread, n+1)
		}
	}
	for _, p := range slices.Concat(out.read.Damaged, out.read.Failed) {
		b.Unread = append(b.Unread, p.Page)
	}
	slices.Sort(b.Unread)
	b.Unread = slices.Compact(b.Unread)
	return nil
}

// annotateDraft offers the Word file with comments. It stands in the page itself, for nothing of a
// draft is kept.
func (s *Server) annotateDraft(r *request, b *draftBody, out checkedDraft) {
	if s.cfg.Annotate == nil || !strings.EqualFold(filepath.Ext(out.name), ".docx") || len(out.report.Findings) == 0 {
		return
	}
	var w bytes.Buffer
	err := s.cfg.Annotate(bytes.NewReader(out.content), int64(len(out.content)), out.read.Text, out.report,
		legal.Lang(r.lang), &w)
	if err != nil { // as of a file whose text is too large for it
		b.NoWord = true
		return
	}
	b.Word = template.URL("data:application/octet-stream;base64," + base64.StdEncoding.EncodeToString(w.Bytes()))
}
