package queue

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// TestThroughput tells how many pages a second workers read, each two at a time, where a
// page takes 1.4 s: a stub that waits and returns what it would have read.
func TestThroughput(t *testing.T) {
	if os.Getenv("DANCHIEU_SCALE") == "" {
		t.Skip("DANCHIEU_SCALE is not set")
	}
	const takes, slots, each = 1.4, 2, 24
	files := scans(t, 4*each)
	for _, workers := range []int{1, 2, 4} {
		address, data := pgtest.Database(t), t.TempDir()
		ingesting := host(t, "ingest", address, data, files)
		until(t, "pages are handed out", func() bool {
			return number(t, address, "SELECT count(*)::int FROM danchieu_queue.pages") == 4*each
		})
		var hosts []*exec.Cmd
		for range workers {
			hosts = append(hosts, host(t, "worker", address, "1400", "on"))
		}
		until(t, "some are read", func() bool { return number(t, address, readPages) > 0 })
		var first, last time.Time
		conn, err := pgx.Connect(t.Context(), address)
		check(t, err)
		defer conn.Close(t.Context())
		until(t, "enough are read", func() bool { return number(t, address, readPages) >= each*workers })
		check(t, conn.QueryRow(t.Context(), `SELECT min(done), max(done) FROM (SELECT done FROM danchieu_queue.pages
			WHERE done IS NOT NULL ORDER BY done LIMIT $1) d`, each*workers).Scan(&first, &last))
		rate := float64(each*workers-slots*workers) / last.Sub(first).Seconds()
		t.Logf("%d workers: %.2f pages a second, %.3f of what reading alone allows", workers, rate, rate*takes/float64(slots*workers))
		for _, h := range append(hosts, ingesting) {
			check(t, h.Process.Kill())
		}
	}
}
