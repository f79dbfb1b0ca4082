package pgtest

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func ask(t *testing.T, s *Server, address, query string) string {
	t.Helper()
	out, err := exec.Command(filepath.Join(s.bin, "psql"), "-XAt", address, "-c", query).CombinedOutput()
	if err != nil {
		t.Fatalf("psql: %v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// TestKill holds that a server that was killed comes back with what it held, and that
// nothing is left of it in the end.
func TestKill(t *testing.T) {
	var dir string
	t.Run("server", func(t *testing.T) {
		s := Start(t, 0)
		dir = s.dir
		a, b := s.Database(t), s.Database(t)
		if a == b {
			t.Fatalf("two databases at one address %s", a)
		}
		ask(t, s, a, "CREATE TABLE held(n int); INSERT INTO held VALUES (7)")
		s.Kill(t)
		s.Restart(t)
		if got := ask(t, s, a, "SELECT n FROM held"); got != "7" {
			t.Errorf("after a kill the server holds %q, want 7", got)
		}
		// A database that sorts by bytes would put B before a.
		if got := ask(t, s, b, "SELECT string_agg(c, '' ORDER BY c) FROM unnest(ARRAY['B','a']) c"); got != "aB" {
			t.Errorf("the databases sort as %q", got)
		}
		if u, err := url.Parse(a); err != nil || u.Scheme != "postgres" {
			t.Errorf("address %q: %v", a, err)
		}
	})
	if _, err := os.Stat(dir); dir != "" && !os.IsNotExist(err) {
		t.Errorf("the folder of the server is left behind: %v", err)
	}
}
