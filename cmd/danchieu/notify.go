package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"mime"
	"os/exec"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// notifyPatience is how long the operator's command may take.
const notifyPatience = time.Minute

// notify hands a mail to the operator's command where there is something to tell after an
// ingest: something new cites what is watched or is found by a saved search, or files could not
// be read, or it could not be done. That the mail cannot be sent is told, and changes nothing
// else: what is new is told the next time.
func (a *app) notify(ctx context.Context, command string, sum pipeline.Summary, failed error) {
	if command == "" || ctx.Err() != nil || a.exitCode(ctx, failed) == exitLocked {
		return
	}
	begun := false
	err := a.writing(func(c *catalog.Catalog) error {
		begun = true
		_, err := a.mail(ctx, c, command, sum, failed)
		return err
	})
	if !begun { // without the catalogue what failed can be told alone
		_, err = a.mail(ctx, nil, command, sum, failed)
	}
	if err != nil {
		a.stderr.printf("danchieu: %s\n", a.asExitError(context.Background(), err, nil))
	}
}

// mail sends what was not told yet, and what failed. What is new counts as told once the command
// has ended well. sent is false where there is nothing to tell.
func (a *app) mail(ctx context.Context, c *catalog.Catalog, command string, sum pipeline.Summary,
	failed error) (sent bool, err error) {
	m := mail{failed: failed}
	if c != nil {
		known := a.service(ctx, c)
		if m.news, err = known.Untold(); err != nil {
			m.news, m.failed = answer.Untold{}, cmp.Or(failed, err)
		}
		m.verdict, _ = known.LastNight(time.Now())
		m.report = a.reportOf(ctx, c, sum.Run)
	}
	if a.exitCode(ctx, m.failed) == exitDone && m.news.None() {
		return false, nil
	}
	if err := a.handMail(ctx, command, m); err != nil || m.news.None() {
		return err == nil, err
	}
	return true, m.news.Told(ctx, c)
}

// handMail gives a mail to the operator's command.
func (a *app) handMail(ctx context.Context, command string, m mail) error {
	var b bytes.Buffer
	a.writeMail(&b, m)
	ctx, cancel := context.WithTimeout(ctx, notifyPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Stdin = &b
	if out, err := cmd.CombinedOutput(); err != nil {
		return exitError{exitFailures, say("--notify: %v: %s", err, bytes.TrimSpace(out)),
			say("what is new is told again the next time")}
	}
	return nil
}

// reportOf returns what is known of a run; where that cannot be read, and of none, nothing.
func (a *app) reportOf(ctx context.Context, c *catalog.Catalog, n int64) answer.Report {
	if n == 0 {
		return answer.Report{}
	}
	run, err := a.runOf(ctx, c, n)
	if err != nil {
		return answer.Report{}
	}
	report, _ := a.service(ctx, c).Report(run, a.data)
	return report
}

// mail is what is told.
type mail struct {
	verdict answer.Night
	news    answer.Untold
	report  answer.Report // of the ingest
	failed  error
}

// writeMail writes a mail as RFC 5322 and MIME have it. To whom it goes is the command's to
// know.
func (a *app) writeMail(b *bytes.Buffer, m mail) {
	subject := say("the ingest could not be done").In(a.lang)
	if m.verdict.Says.Code != "" {
		subject = m.verdict.Says.In(a.lang)
	}
	fmt.Fprintf(b, "Subject: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"+
		"Content-Transfer-Encoding: 8bit\n\n", mime.QEncoding.Encode("utf-8", "danchieu: "+subject))
	w := printer{b, a.lang}
	w.printf("%s\n", subject)
	if m.failed != nil {
		w.printf("danchieu: %s\n", a.asExitError(context.Background(), m.failed, nil))
	}
	var watched []answer.News
	for _, n := range m.news.Watched {
		watched = append(watched, n.News)
	}
	printWatched(w, watched)
	printFound(w, m.news.Found)
	if len(m.report.Unread) > 0 {
		w.printf("\nnot read in full:\n")
		printFailed(w, m.report.Unread)
	}
}

// printFound prints what saved searches have found, by search.
func printFound(w printer, found []answer.Found) {
	search := ""
	for _, f := range found {
		if f.Search != search {
			search = f.Search
			w.printf("\nnewly found by the saved search %s:\n", oneLine(search))
		}
		w.printf("  %s (%s)\n", oneLine(f.Document), oneLine(f.File))
	}
}
