package answer

import (
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The verdict on a night, in words.
func TestJudge(t *testing.T) {
	began := time.Date(2026, 11, 27, 2, 0, 0, 0, time.Local)
	at := func(h float64) time.Time { return began.Add(time.Duration(h * float64(time.Hour))) }
	for _, tt := range []struct {
		n             datadir.Night
		held          bool
		now           time.Time
		verdict, says string
	}{
		{datadir.Night{Ended: at(1), End: datadir.NightGood, Found: 7}, false, at(6), "good",
			"last night good: ingest of 02:00 27/11/2026, files: 7"},
		{datadir.Night{Ended: at(1), End: datadir.NightGood, Found: 7}, true, at(6), "good",
			"last night good: ingest of 02:00 27/11/2026, files: 7"},
		{datadir.Night{Ended: at(1), End: datadir.NightFailures, Failed: 3}, false, at(6), "failures",
			"last night with failures: ingest of 02:00 27/11/2026, files not read in full: 3"},
		{datadir.Night{Ended: at(1), End: datadir.NightGood}, false, at(27), "none",
			"did not run last night: the last ingest was that of 02:00 27/11/2026"},
		{datadir.Night{Percent: 40, Left: 2 * time.Hour, Told: at(2)}, true, at(3), "running",
			"still running: ingest of 02:00 27/11/2026, 40 %, about 60 min left"},
		{datadir.Night{Percent: 40}, true, at(3), "running", "still running: ingest of 02:00 27/11/2026, 40 %"},
		{datadir.Night{Percent: 40, Left: time.Hour, Told: at(2)}, true, at(40), "running",
			"still running: ingest of 02:00 27/11/2026, 40 %"},
		{datadir.Night{Percent: 40}, false, at(3), "cut off",
			"last night cut off: ingest of 02:00 27/11/2026; the next one goes on from there"},
		{datadir.Night{Ended: at(1), End: datadir.NightStopped}, false, at(3), "stopped",
			"last night stopped before its end: ingest of 02:00 27/11/2026"},
		{datadir.Night{Ended: at(1), End: datadir.NightBroken}, false, at(3), "broken",
			"last night failed: the ingest of 02:00 27/11/2026 could not be done; its log says why"},
	} {
		tt.n.Began = began
		got := judge(tt.n, tt.held, tt.now)
		if got.Verdict != tt.verdict || got.Says.In(legal.English) != tt.says {
			t.Errorf("%s, %q, want %s, %q", got.Verdict, got.Says.In(legal.English), tt.verdict, tt.says)
		}
	}
}
