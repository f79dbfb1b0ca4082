package main

import (
	"bytes"
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

// notify hands a mail to the operator's command where there is something to tell of an
// ingest: something new cites what is watched, or files could not be read, or it could not
// be done. That the mail cannot be sent is told, and changes nothing else.
func (a *app) notify(ctx context.Context, command string, sum pipeline.Summary, failed error) {
	code := a.exitCode(ctx, failed)
	if command == "" || ctx.Err() != nil || code == exitLocked {
		return
	}
	verdict, report := a.nightReport(ctx, sum)
	if code == exitDone && len(report.Watch) == 0 {
		return
	}
	var b bytes.Buffer
	a.writeMail(&b, verdict, report, failed)
	ctx, cancel := context.WithTimeout(ctx, notifyPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Stdin = &b
	if out, err := cmd.CombinedOutput(); err != nil {
		a.stderr.printf("danchieu: --notify: %v: %s\n", err, bytes.TrimSpace(out))
	}
}

// nightReport returns what is known of an ingest; where the catalogue cannot be read, little.
func (a *app) nightReport(ctx context.Context, sum pipeline.Summary) (answer.Night, answer.Report) {
	c, err := catalog.OpenReader(a.data)
	if err != nil {
		return answer.Night{}, answer.Report{}
	}
	defer c.Close()
	known := a.service(ctx, c)
	verdict, _ := known.LastNight(a.data, time.Now())
	if sum.Run == 0 {
		return verdict, answer.Report{}
	}
	run, err := a.runOf(ctx, c, sum.Run)
	if err != nil {
		return verdict, answer.Report{}
	}
	report, _ := known.Report(run, a.data)
	return verdict, report
}

// writeMail writes a mail as RFC 5322 and MIME have it. To whom it goes is the command's to
// know.
func (a *app) writeMail(b *bytes.Buffer, verdict answer.Night, r answer.Report, failed error) {
	subject := say("the ingest could not be done").In(a.lang)
	if verdict.Says.Code != "" {
		subject = verdict.Says.In(a.lang)
	}
	fmt.Fprintf(b, "Subject: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"+
		"Content-Transfer-Encoding: 8bit\n\n", mime.QEncoding.Encode("utf-8", "danchieu: "+subject))
	w := printer{b, a.lang}
	w.printf("%s\n", subject)
	if failed != nil {
		w.printf("danchieu: %s\n", a.asExitError(context.Background(), failed, nil))
	}
	printWatched(w, r.Watch)
	if len(r.Unread) > 0 {
		w.printf("\nnot read in full:\n")
		printFailed(w, r.Unread)
	}
}
