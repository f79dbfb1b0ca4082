package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// TestStores takes the files of a folder through the life of a catalogue, in a file and in PostgreSQL beside it: they are
// ingested, persons decide, a file changes, another vanishes, decisions are taken back. At each stage both answer
// and export the same, to the byte but for the times at which something was done. The folder is the samples, or
// the one that DANCHIEU_CORPUS names; DANCHIEU_READINGS may name a data folder, made by this version, whose OCR readings both begin with.
func TestStores(t *testing.T) {
	s := &stores{t: t, folder: filepath.Join(t.TempDir(), "files"), lite: filepath.Join(t.TempDir(), "lite")}
	s.postgres = []string{"--data", pgtest.Database(t), "--local", filepath.Join(t.TempDir(), "local")}
	from := os.Getenv("DANCHIEU_CORPUS")
	if s.asks = 60; from == "" {
		from, s.asks = "../../testdata/plans", 12
	}
	if err := os.CopyFS(s.folder, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	ocr := "--no-ocr"
	if readings := os.Getenv("DANCHIEU_READINGS"); readings != "" {
		ocr = "--no-ocr=false"
		s.both("move", "--from", readings, "--to", s.lite)
	}
	ingest := []string{"ingest", ocr, "--allow-empty", s.folder}

	s.both(ingest...)
	s.compare("ingested")
	s.decide()
	s.compare("decided")
	s.change()
	s.both(ingest...)
	s.compare("changed")
	for n := 1; n <= decisions; n += 4 {
		s.both("corrections", "undo", fmt.Sprint(n), "--by", "Trần Thị B")
	}
	s.both(ingest...)
	s.compare("taken back")
}

// stores are two catalogues of the same files.
type stores struct {
	t        *testing.T
	folder   string   // of the files
	lite     string   // the data folder of the one in a file
	postgres []string // the flags that name the other
	asks     int      // documents to ask about
	answers  int      // compared
}

// both runs a verb on each, and returns what it says, which is the same.
func (s *stores) both(args ...string) string {
	s.t.Helper()
	flags := [][]string{{"--data", s.lite}, s.postgres}
	var said []string
	for _, at := range flags {
		if args[0] == "move" {
			at = append([]string{"--to"}, at[1:]...)
			args = args[:3]
		}
		said = append(said, s.run(append(slices.Clone(args), at...)))
	}
	if said[0] != said[1] {
		s.t.Errorf("danchieu %s: %s", strings.Join(args, " "), firstDifference(said[0], said[1]))
	}
	s.answers++
	return said[0]
}

// What is no fact: when something was done, and where a catalogue lies.
var (
	done     = regexp.MustCompile(`20\d\d-\d\d-\d\dT[^",:]*:[^":]*:[\d.]*(Z|[+-]\d\d:\d\d)|\d\d:\d\d \d\d/\d\d/20\d\d|[\d.,]+ pages a second`)
	boxAfter = regexp.MustCompile(`"data":"[^"]*"`)
)

// run runs the program, and returns its exit code with what it wrote.
func (s *stores) run(args []string) string {
	var stdout, stderr bytes.Buffer
	code := run(s.t.Context(), args, strings.NewReader(""), &stdout, &stderr)
	said := fmt.Sprintf("%d\n%s", code, stdout.String())
	if code > exitNothing && code != exitFailures {
		said += stderr.String()
	}
	return boxAfter.ReplaceAllString(done.ReplaceAllString(said, "DONE"), `"data":"DATA"`)
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("differs at byte %d of %d and %d:\n…%.400s\n…%.400s", i, len(a), len(b), a[from:], b[from:])
}

// documents are those that the catalogues export.
func (s *stores) documents() []exportedDocument {
	return linesOf[exportedDocument](s.t, s.both("export", "--format", "jsonl", "--what", "documents"))
}

type exportedDocument struct {
	ID, Held string
	Body     string `json:"body_id"`
}

func linesOf[T any](t *testing.T, said string) (out []T) {
	t.Helper()
	for i, line := range strings.Split(strings.TrimSpace(said), "\n") {
		var v T
		if i == 0 {
			continue // the exit code
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v: %.200s", err, line)
		}
		out = append(out, v)
	}
	return out
}

// compare asks both everything.
func (s *stores) compare(stage string) {
	s.t.Helper()
	before := s.answers
	for _, format := range export.Formats {
		whats := export.Whats
		if format != export.CSV && format != export.JSONL {
			whats = whats[:1]
		}
		for _, what := range whats {
			s.both("export", "--format", string(format), "--what", string(what))
		}
	}
	for _, args := range [][]string{{"audit"}, {"wanted", "--limit", "0"}, {"corrections"}, {"runs"}, {"diff", "1", "last"}, {"status"}, {"watch"}, {"registry"}} {
		s.both(append(args, "--json")...)
	}
	for _, words := range []string{"giáo dục", "giao duc", `"ủy ban nhân dân"`, "kế hoạch -tỉnh", "UBND", "dạy thêm OR học thêm", "loại:KH", "2023"} {
		s.both("search", words, "--json", "--limit", "100")
	}
	var last string
	for i, d := range sampled(s.documents(), s.asks) {
		s.both("show", d.ID, "--json", "--limit", "0")
		s.both("trace", d.ID, "--json", "--limit", "0")
		if i%4 == 0 {
			s.both("acted", d.ID, "--json")
			s.both("body", d.Body, "--json")
		}
		if last != "" {
			s.both("path", last, d.ID, "--json")
		}
		last = d.ID
	}
	s.both("verify", "--json")
	s.t.Logf("%s: %d answers compared", stage, s.answers-before)
}

// sampled returns so many of a list, from all of it.
func sampled[T any](all []T, n int) (out []T) {
	for i := range min(n, len(all)) {
		out = append(out, all[i*len(all)/min(n, len(all))])
	}
	return out
}

// decisions is how many a person takes.
const decisions = 30

// decide lets a person say of what was read all that can be said.
func (s *stores) decide() {
	s.t.Helper()
	taken := 0
	for _, args := range s.asked() {
		if said := s.both(append(args, "--by", "Nguyễn Văn A", "--why", "bản giấy")...); strings.HasPrefix(said, "0\n") {
			taken++
		}
		if taken == decisions {
			return
		}
	}
	s.t.Fatalf("%d decisions were taken, want %d", taken, decisions)
}

// asked are decisions of every kind in turn, some of which may be refused.
func (s *stores) asked() (out [][]string) {
	type citation struct {
		File, Document string
		Ordinal        int
	}
	all := s.documents()
	documents := sampled(all, 50)
	held := sampled(slices.DeleteFunc(slices.Clone(all), func(d exportedDocument) bool { return d.Held == "" }), 10)
	said := s.both("export", "--format", "jsonl", "--what", "citations")
	citations := sampled(linesOf[citation](s.t, said), 40)
	findings, wanted := s.keys("audit"), s.keys("wanted")
	at := func(i int) string { return documents[i%len(documents)].ID }
	place := func(c citation) string { return fmt.Sprintf("%s#%d", c.File, c.Ordinal) }
	for i := range 10 {
		c, d := citations[2*i%len(citations)], citations[(2*i+1)%len(citations)]
		out = append(out,
			[]string{"same", place(c), at(5 * i)},
			[]string{"differ", place(d), d.Document},
			[]string{"same", at(3*i + 1), at(3*i + 2)},
			[]string{"differ", at(3*i + 2), at(3*i + 3)},
			[]string{"decide", at(4 * i), []string{"date=03/2/2021", "title=về việc học", "issuer=Sở Nội vụ tỉnh Sơn La", "type=Thông báo",
				"effective_from=01/7/2022", "effective_to="}[i%6]},
			[]string{"decide", held[i%len(held)].Held, []string{fmt.Sprintf("number=%d/KH-UBND", 700+i), "number="}[i/2%2]},
			[]string{"mark", findings[i%len(findings)], "right"}, []string{"mark", wanted[i%len(wanted)], "seen"},
		)
	}
	return out
}

// keys are those of the findings of a verb.
func (s *stores) keys(verb string) (out []string) {
	_, answer, _ := strings.Cut(s.both(verb, "--json"), "\n")
	var found map[string]json.RawMessage
	var rows []struct{ Key string }
	err := json.Unmarshal([]byte(answer), &found)
	if err == nil {
		err = json.Unmarshal(slices.Concat(found["findings"], found["wanted"]), &rows)
	}
	if err != nil || len(rows) == 0 {
		s.t.Fatalf("%s: %d rows, %v", verb, len(rows), err)
	}
	for _, r := range rows {
		out = append(out, r.Key)
	}
	return out
}

// change lets the first file hold, under another hash, what the second does, and the last be gone.
func (s *stores) change() {
	var files []string
	err := filepath.WalkDir(s.folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	var second []byte
	if err == nil {
		second, err = os.ReadFile(files[1])
	}
	if err = errors.Join(err, os.Chmod(files[0], 0o600), os.WriteFile(files[0], append(second, '\n'), 0o600), os.Remove(files[len(files)-1])); err != nil {
		s.t.Fatal(err)
	}
}

// TestDatabaseKilled kills PostgreSQL at steps of an ingest, which says so in one sentence. When the server is back the
// next goes on to what an undisturbed one finds.
func TestDatabaseKilled(t *testing.T) {
	const plans = "../../testdata/plans"
	s := &stores{t: t, lite: t.TempDir()}
	s.run([]string{"ingest", "--no-ocr", "--data", s.lite, plans})
	for _, at := range []string{"put", "resolved"} {
		t.Run(at, func(t *testing.T) {
			server := pgtest.Start(t, 0)
			s.t, s.postgres = t, []string{"--data", server.Database(t), "--local", t.TempDir()}
			ingest := append([]string{"ingest", "--no-ocr", plans}, s.postgres...)
			var kill sync.Once
			var stdout, stderr bytes.Buffer
			code := runStepwise(t.Context(), ingest, strings.NewReader(""), &stdout, &stderr, func(step string) {
				if step == at {
					kill.Do(func() { server.Kill(t) })
				}
			})
			if said := stderr.String(); code != exitData || !strings.Contains(said, "cannot be reached") || strings.Contains(said, "panic") {
				t.Errorf("exit code %d: %s", code, said)
			}
			server.Restart(t)
			if said := s.run(ingest); said[0] != '0' && said[0] != '3' { // 3 where the damaged file is read again
				t.Errorf("afterwards: %s", said)
			}
			for _, what := range export.Whats {
				s.both("export", "--format", "jsonl", "--what", string(what))
			}
			s.both("verify", "--json")
		})
	}
}
