package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// TestMain makes the test binary the program: under its name for the scripts, and
// under the hidden verb wherever the program runs itself to read PDFs.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-child" {
		os.Exit(asProgram())
	}
	testscript.Main(m, map[string]func(){"danchieu": func() { os.Exit(asProgram()) }})
}

func asProgram() int {
	stamped = cmp.Or(os.Getenv(versionOf), stamped)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runStepwise(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, killer())
}

// TestScripts runs the transcripts of testdata/script. In them $PLANS is the
// folder of the documents in testdata/plans, $OLD that of catalogues
// of earlier versions, and $BARE a PATH on which there is
// no program but this one.
func TestScripts(t *testing.T) {
	p := scripts()
	p.Dir = "../../testdata/script"
	testscript.Run(t, p)
}

// TestDatabase runs the transcript of a catalogue in PostgreSQL, whose address is $DATABASE.
func TestDatabase(t *testing.T) {
	address, p := pgtest.Database(t), scripts()
	p.Files = []string{"../../testdata/database.txtar"}
	setup := p.Setup
	p.Setup = func(env *testscript.Env) error {
		env.Setenv("DATABASE", address)
		return setup(env)
	}
	testscript.Run(t, p)
}

func scripts() testscript.Params {
	return testscript.Params{
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			plans, err := filepath.Abs("../../testdata/plans")
			env.Setenv("PLANS", plans)
			env.Setenv("OLD", filepath.Join(filepath.Dir(plans), "old"))
			env.Setenv("DANCHIEU_DATA", "")
			program, _, _ := strings.Cut(env.Getenv("PATH"), string(filepath.ListSeparator))
			env.Setenv("BARE", program)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"listing":   listing,
			"cut":       cutFile,
			"flip":      flip,
			"lock":      lock,
			"sql":       changeData,
			"gunzip":    gunzip,
			"json":      jsonValue,
			"jsonkeys":  jsonKeys,
			"feeds":     formFeeds,
			"heldfirst": heldFirst,
		},
	}
}

// exits CODE PROGRAM ARG... runs a program that must end with this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program arg...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// listing DIR prints name and hash of every file below a folder, but for the lock,
// which names the last process that held it, and the trace of the last ingest.
func listing(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: listing dir")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == filepath.Join(dir, "lock") || path == filepath.Join(dir, "night.json") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		fmt.Fprintf(ts.Stdout(), "%s %x\n", name, sha256.Sum256(b))
		return err
	}))
}

// cut FILE BYTES cuts a file short.
func cutFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut file bytes")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// flip FILE BYTE changes one bit of a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip file byte")
	}
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	b[at] ^= 1
	ts.Check(os.Remove(ts.MkAbs(args[0]))) // it may be linked
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// lock DIR holds the lock of a data folder to the end of the script.
func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lock dir")
	}
	release, err := datadir.Lock(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(release)
}

// gunzip FILE TO unpacks a file.
func gunzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gunzip file to")
	}
	packed, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	ts.Check(err)
	b, err := io.ReadAll(r)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o644))
}

// sql DIR STATEMENT changes the catalogue in a data folder.
func changeData(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql dir statement")
	}
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(args[0]), catalog.FileName))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// heldfirst FILE checks that what search printed lists some documents that are
// only cited, all behind those held.
func heldFirst(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: heldfirst file")
	}
	text := ts.ReadFile(args[0])
	cited, held := strings.Index(text, ": only cited, "), strings.LastIndex(text, ".pdf, page ")
	if cited < 0 || held < 0 || cited < held {
		ts.Fatalf("only cited from %d on, held to %d", cited, held)
	}
}

// json FILE LINES checks that a file holds that many lines, each a JSON value;
// json FILE LINE PATH VALUE checks one value of a line: the path is of names and
// list places with a dot between, "len" stands for the length of a list, and the
// value is JSON or a text.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 && len(args) != 4 {
		ts.Fatalf("usage: json file lines, or json file line path value")
	}
	lines, err := jsonLines(ts.ReadFile(args[0]))
	ts.Check(err)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	if len(args) == 2 {
		if len(lines) != n {
			ts.Fatalf("%d lines, want %d", len(lines), n)
		}
		return
	}
	got, err := walk(lines, strconv.Itoa(n-1)+"."+args[2])
	ts.Check(err)
	if text, ok := got.(string); ok && text == args[3] {
		return
	}
	b, err := json.Marshal(got)
	ts.Check(err)
	if string(b) != args[3] {
		ts.Fatalf("%s is %s, want %s", args[2], b, args[3])
	}
}

// jsonkeys FILE LINE PATH NAME... checks that the object at a path has these
// names and no others.
func jsonKeys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: jsonkeys file line path name...")
	}
	lines, err := jsonLines(ts.ReadFile(args[0]))
	ts.Check(err)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	v, err := walk(lines, strings.TrimSuffix(strconv.Itoa(n-1)+"."+args[2], "."))
	ts.Check(err)
	got, ok := v.(map[string]any)
	if !ok {
		ts.Fatalf("%s is no object", args[2])
	}
	if have, want := strings.Join(slices.Sorted(maps.Keys(got)), " "), strings.Join(args[3:], " "); have != want {
		ts.Fatalf("names %s\nwant  %s", have, want)
	}
}

// jsonLines decodes a file of JSON values, one a line.
func jsonLines(s string) ([]any, error) {
	var out []any
	for _, line := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
		dec := json.NewDecoder(strings.NewReader(line))
		var v any
		if err := dec.Decode(&v); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(out)+1, err)
		}
		if _, err := dec.Token(); err != io.EOF {
			return nil, fmt.Errorf("line %d: more than one value", len(out)+1)
		}
		out = append(out, v)
	}
	return out, nil
}

// walk follows a path of names and list places through a JSON value.
func walk(v any, path string) (any, error) {
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[step]
			if !ok {
				return nil, fmt.Errorf("%s: no %s among %v", path, step, slices.Sorted(maps.Keys(at)))
			}
			v = next
		case []any:
			if step == "len" {
				v = len(at)
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(at) {
				return nil, fmt.Errorf("%s: no %s in a list of %d", path, step, len(at))
			}
			v = at[i]
		default:
			return nil, fmt.Errorf("%s: nothing below %v", path, v)
		}
	}
	return v, nil
}

// feeds FILE COUNT counts form feeds.
func formFeeds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: feeds file count")
	}
	if got := strconv.Itoa(strings.Count(ts.ReadFile(args[0]), "\f")); got != args[1] {
		ts.Fatalf("%s form feeds, want %s", got, args[1])
	}
}
