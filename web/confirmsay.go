package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// by is who says something.
func (r *request) by() string {
	if r.server.cfg.Users != nil {
		return r.user
	}
	return r.PostForm.Get("by")
}

// say stores what a person says and goes on; or tells why not, with the question as it is
// now and what was typed.
func (s *Server) say(r *request, store func(context.Context, *catalog.Catalog) ([]legal.Correction, error),
	ask func(*confirmBody) error) error {
	var stored []legal.Correction
	err := s.write(r.ctx, func(ctx context.Context, c *catalog.Catalog) (err error) {
		stored, err = store(ctx, c)
		return err
	})
	if p := (problem{}); errors.As(err, &p) && p.err == nil && !r.forScript() {
		b := confirmBody{Says: p.says, Typed: r.PostForm, Next: r.nextAsked()}
		if err := ask(&b); err != nil {
			return err
		}
		return r.showQuestion(p.status, b)
	}
	if err != nil {
		return err
	}
	if s.cfg.Users == nil {
		http.SetCookie(r.w, &http.Cookie{Name: byCookie, Value: url.QueryEscape(stored[0].By), Path: "/confirm",
			MaxAge: 365 * 24 * 3600, HttpOnly: true, Secure: s.cfg.TLS, SameSite: http.SameSiteStrictMode})
	}
	return r.stored(stored)
}

// forScript reports whether a script sends a form, and keeps the page.
func (r *request) forScript() bool {
	return r.Method == http.MethodPost && r.URL.Query().Get("format") == "json"
}

// stored tells what was stored, and goes on.
func (r *request) stored(ks []legal.Correction) error {
	var ns, says []string
	for _, k := range ks {
		ns = append(ns, strconv.Itoa(k.N))
		says = append(says, r.saysShortly(k))
	}
	if r.forScript() {
		return r.sendJSON(http.StatusOK, map[string]any{"stored": ns, "says": strings.Join(says, "; ")})
	}
	to, err := url.Parse(cmp.Or(r.nextAsked(), r.URL.Path))
	if err != nil {
		return errBad
	}
	q := to.Query()
	q.Set("done", strings.Join(ns, ","))
	r.redirect(to.EscapedPath() + queryString(q))
	return nil
}

// saysShortly is what a correction says, to who has just seen of what.
func (r *request) saysShortly(k legal.Correction) string {
	value := k.Value
	switch {
	case k.Kind != legal.Decide:
		return r.tell(k.Says())
	case k.Field == legal.FieldNumber && value == "":
		return r.say("không có số", "no number on it")
	case k.Field == legal.FieldTo && value == "":
		return r.tell(k.Says())
	case legal.IsDay(k.Field):
		value = answer.StoredDay(value)
	}
	return r.tell(legal.NameOf("field", k.Field)) + " " + value
}

// undo takes corrections back.
func (s *Server) undo(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	var ns []int
	for _, v := range r.PostForm["n"] {
		n, err := strconv.Atoi(v)
		if err != nil {
			return errBad
		}
		ns = append(ns, n)
	}
	if len(ns) == 0 {
		return problem{http.StatusConflict, legal.Say(legal.RefusedNothing), nil}
	}
	by, why, err := pipeline.Sign(r.by(), cmp.Or(r.PostForm.Get("why"), r.say("bấm nhầm", "a slip")))
	if err == nil {
		err = s.write(r.ctx, func(ctx context.Context, c *catalog.Catalog) error {
			return pipeline.Undo(ctx, c, by, why, ns...)
		})
	}
	if err != nil {
		return refused(err)
	}
	if r.forScript() {
		return r.sendJSON(http.StatusOK, map[string]any{"undone": ns})
	}
	r.redirect(cmp.Or(r.nextAsked(), "/confirm"))
	return nil
}
