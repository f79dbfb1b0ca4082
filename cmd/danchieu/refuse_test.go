package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/danchieu/danchieu/pipeline/pgtest"
	"github.com/danchieu/danchieu/pipeline/queue"
)

// changeDatabase runs a statement in a database.
func changeDatabase(t *testing.T, address, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	must(t, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(t.Context(), statement)
	must(t, err)
}

// TestRefusals gives the verbs that work on a database one that they cannot use: each says so in one
// sentence, and makes nothing.
func TestRefusals(t *testing.T) {
	foreign, laterQueue, later, taken := pgtest.Database(t), pgtest.Database(t), pgtest.Database(t), pgtest.Database(t)
	plan, err := filepath.Abs("../../testdata/plans/kh-52-ubnd.pdf")
	must(t, err)
	changeDatabase(t, foreign, "CREATE TABLE customers (n int)")
	quiet := slog.New(slog.DiscardHandler)
	openQueue := func(address string) *queue.DB {
		db, err := queue.Open(t.Context(), address, quiet)
		must(t, err)
		t.Cleanup(db.Close)
		return db
	}
	openQueue(laterQueue)
	changeDatabase(t, laterQueue, "UPDATE danchieu_queue.about SET version = version + 1")
	danchieu(t, exitDone, "ingest", "--no-ocr", "--data", later, "--local", t.TempDir(), plan)
	changeDatabase(t, later, "UPDATE meta SET value = '999' WHERE key = 'version'")
	other, err := queue.Coordinate(t.Context(), openQueue(taken), queue.CoordinatorOptions{Catalogue: "a", Engine: "x", Patience: time.Hour})
	must(t, err)
	t.Cleanup(other.Close)
	s3 := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("location") {
			_, _ = w.Write([]byte(`<LocationConstraint></LocationConstraint>`))
			return
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>`))
	}))
	t.Cleanup(s3.Close)
	const nobody = "postgres://a:secret@127.0.0.1:1/none"
	missing := strings.Replace(foreign, "/t", "/missing", 1)

	for name, tt := range map[string]struct {
		args []string
		code int
		says string
	}{
		"queue, no server":         {[]string{"ingest", "--queue", nobody, plan}, exitData, "cannot be reached"},
		"queue, no database":       {[]string{"ingest", "--queue", missing, plan}, exitData, "does not exist"},
		"queue, another program":   {[]string{"ingest", "--queue", foreign, plan}, exitUsage, "tables of another program"},
		"queue, another version":   {[]string{"ingest", "--queue", laterQueue, plan}, exitData, "another version of danchieu"},
		"queue, another ingest":    {[]string{"ingest", "--queue", taken, plan}, exitUsage, "another ingest hands out pages there"},
		"queue, no address":        {[]string{"ingest", "--queue", "mysql://x", plan}, exitData, "begins with postgres://"},
		"bucket without rights":    {[]string{"ingest", "--queue", taken, "--originals", "s3://vanban/goc", plan}, exitUsage, "Access Denied"},
		"worker, no server":        {[]string{"worker", "--queue", nobody}, exitData, "cannot be reached"},
		"worker, another program":  {[]string{"worker", "--queue", foreign}, exitUsage, "tables of another program"},
		"worker, another version":  {[]string{"worker", "--queue", laterQueue}, exitData, "another version of danchieu"},
		"worker, bucket":           {[]string{"worker", "--queue", taken, "--originals", "s3://vanban/goc"}, exitUsage, "Access Denied"},
		"serve, no server":         {[]string{"serve", "--data", nobody}, exitData, "cannot be reached"},
		"serve, no database":       {[]string{"serve", "--data", missing}, exitData, "does not exist"},
		"serve, another program":   {[]string{"serve", "--data", foreign}, exitData, "tables of another program"},
		"serve, another version":   {[]string{"serve", "--data", later}, exitData, "of another version"},
		"ingest, another version":  {[]string{"ingest", "--data", later, plan}, exitData, "of another version"},
		"ingest, another program":  {[]string{"ingest", "--data", foreign, plan}, exitData, "tables of another program"},
		"search, nothing ingested": {[]string{"search", "x", "--data", taken}, exitUsage, "no catalogue in the database"},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.args[0] == "worker" && exec.Command("tesseract", "--version").Run() != nil {
				t.Skip("tesseract is not installed")
			}
			dir := t.TempDir()
			args := append(tt.args, "--local", filepath.Join(dir, "local"))
			if !strings.Contains(strings.Join(args, " "), "--data") {
				args = append(args, "--data", filepath.Join(dir, "data"))
			}
			c := exec.Command("danchieu", args...)
			c.Env = append(os.Environ(), "AWS_ENDPOINT_URL_S3="+s3.URL, "AWS_ACCESS_KEY_ID=k", "AWS_SECRET_ACCESS_KEY=s", "AWS_REGION=us-east-1")
			out, _ := c.CombinedOutput()
			said, hint, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
			if c.ProcessState.ExitCode() != tt.code || !strings.Contains(said, tt.says) || strings.Contains(hint, "\n") || bytes.Contains(out, []byte("secret")) {
				t.Errorf("exit code %d, want %d: %s", c.ProcessState.ExitCode(), tt.code, out)
			}
			left, err := os.ReadDir(filepath.Join(dir, "data"))
			if err == nil {
				t.Errorf("a data folder was made: %v", left)
			}
		})
	}
	var tables int
	conn, err := pgx.Connect(t.Context(), foreign)
	must(t, err)
	defer conn.Close(context.Background())
	must(t, conn.QueryRow(t.Context(), "SELECT count(*)::int FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')").Scan(&tables))
	if tables != 1 {
		t.Errorf("the other program's database has %d tables, want its one", tables)
	}
}
