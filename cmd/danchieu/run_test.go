package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A run that is stopped says so, with the exit code of work left undone; it is no
// wrong command line.
func TestRunStopped(t *testing.T) {
	plans := "../../testdata/plans"
	for _, args := range [][]string{{"ingest", plans}, {"extract", plans + "/nq-93-tw.pdf"}} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var stdout, stderr bytes.Buffer
		code := run(ctx, append(args, "--data", t.TempDir()), strings.NewReader(""), &stdout, &stderr)
		if code != exitFailures || !strings.HasPrefix(stderr.String(), "danchieu: stopped") {
			t.Errorf("%s: exit code %d, %q", args[0], code, stderr.String())
		}
	}
}

func TestFailureOf(t *testing.T) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	other := errors.New("no memory")
	for _, tt := range []struct {
		what          string
		ctx           context.Context
		started       bool
		err, writeErr error
		code          int
	}{
		{"the command line", t.Context(), false, other, nil, exitUsage},
		{"a verb", t.Context(), true, other, nil, exitFailures},
		{"a failure", t.Context(), true, fmt.Errorf("show: %w", exitError{code: exitData, err: other}), nil, exitData},
		{"a write", t.Context(), true, nil, other, exitFailures},
		{"a write that the verb tells of", t.Context(), true, other, other, exitFailures},
		{"an interrupt", stopped, true, exitError{code: exitData, err: other}, nil, exitFailures},
	} {
		a := &app{started: tt.started}
		if f := a.asExitError(tt.ctx, tt.err, tt.writeErr); f.code != tt.code {
			t.Errorf("%s: exit code %d, want %d", tt.what, f.code, tt.code)
		}
	}
}

func TestDescribe(t *testing.T) {
	date := func(y, m, d int) legal.Date { return legal.Date{Year: y, Month: m, Day: d} }
	for _, tt := range []struct {
		json bool
		d    legal.Document
		want string
	}{
		{false, legal.Document{Type: "Luật", Name: "Đất đai", Number: "31/2024/QH15", Date: date(2024, 1, 18), Body: legal.Body{Code: "QH"}},
			"Luật Đất đai 31/2024/QH15 18/01/2024, Quốc hội"},
		{true, legal.Document{Type: "Nghị định", Number: "81/2021/NĐ-CP", Date: date(2021, 8, 27), Body: legal.Body{Code: "CP"}},
			"Nghị định 81/2021/NĐ-CP 2021-08-27, Chính phủ"},
		{false, legal.Document{Type: "Chỉ thị", Number: "14/CT-TTg", Date: date(2021, 5, 0), Body: legal.Body{Code: "TTg"}},
			"Chỉ thị 14/CT-TTg 05/2021, Thủ tướng Chính phủ"},
		{false, legal.Document{Number: "3/KH-UBND", Date: date(2021, 0, 0), Body: legal.Body{Code: "UBND", Place: "Chí Linh"}},
			"3/KH-UBND 2021, Ủy ban nhân dân Chí Linh"},
		{false, legal.Document{Number: "5/BC-XYZ", Body: legal.Body{Code: "XYZ"}}, "5/BC-XYZ, XYZ"},
		{false, legal.Document{Number: "5/BC-XYZ", Conflict: true}, "5/BC-XYZ [conflict]"},
		{false, legal.Document{Number: "5/BC-XYZ", Conflict: true, Conflicts: []string{legal.ConflictDate, legal.ConflictType}}, "5/BC-XYZ [conflict: date, type]"},
	} {
		a := &app{json: tt.json, lang: legal.English}
		if got := a.describe(tt.d); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func TestNouns(t *testing.T) {
	for n, want := range map[int]string{0: "0 documents", 1: "1 document", 2: "2 documents"} {
		if got := nouns(n, "document"); got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
