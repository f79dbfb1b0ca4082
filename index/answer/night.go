package answer

import (
	"slices"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Night is the verdict on the last ingest.
type Night struct {
	// Verdict is good, failures, stopped, broken, cut off, running, none (in the last day) or
	// never.
	Verdict string        `json:"verdict"`
	Says    legal.Message `json:"says"`
	Began   time.Time     `json:"began,omitzero"`
	Ended   time.Time     `json:"ended,omitzero"`
	Percent int           `json:"percent,omitempty"` // while it runs: of its stage
	Left    float64       `json:"left_seconds,omitempty"`
	// Fleet is how those are who read its pages on other machines, while it runs.
	Fleet *datadir.Fleet `json:"fleet,omitempty"`
}

// Well reports whether nothing is to be done.
func (n Night) Well() bool { return n.Verdict == string(datadir.NightGood) || n.Verdict == "running" }

// nightLong is after how long without an ingest the last night had none: a day, and two
// hours for one that begins late.
const nightLong = 26 * time.Hour

// LastNight judges the last ingest by now. Where it has left no trace it is judged by its run, if
// it was one.
func (t *Service) LastNight(now time.Time) (Night, error) {
	n, ok, err := t.c.LastNight(t.ctx)
	if err != nil {
		ok = false // a trace that cannot be read is none
	}
	last, there, err := t.c.LastRun(t.ctx)
	if err != nil {
		return Night{}, err
	}
	if there && (!ok || last.Started.After(latest(n.Began.Add(time.Second), n.Told, n.Ended))) {
		n, ok = datadir.Night{Began: last.Started, Ended: last.Ended, End: datadir.NightGood, Run: last.N,
			Found: last.Counts["found"], Failed: last.Counts["failed"]}, true
		if n.Failed > 0 {
			n.End = datadir.NightFailures
		}
	}
	if !ok {
		return Night{Verdict: "never", Says: legal.Say(legal.NightNever)}, nil
	}
	held, err := t.c.Held(t.ctx)
	return judge(n, held, now), err
}

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }

func judge(n datadir.Night, held bool, now time.Time) Night {
	out := Night{Verdict: string(n.End), Began: n.Began, Ended: n.Ended}
	at := n.Began.Local().Format("15:04 02/01/2006")
	switch {
	case n.Ended.IsZero() && held:
		out.Verdict, out.Percent, out.Fleet = "running", n.Percent, n.Fleet
		left := n.Left - now.Sub(n.Told)
		if n.Left == 0 || left <= 0 {
			out.Says = legal.Say(legal.NightRunning, at, n.Percent)
			return out
		}
		out.Left = left.Seconds()
		out.Says = legal.Say(legal.NightRunningLeft, at, n.Percent, max(1, int(left.Minutes()+0.5)))
	case now.Sub(n.Began) > nightLong:
		out.Verdict, out.Says = "none", legal.Say(legal.NightNone, at)
	case n.Ended.IsZero():
		out.Verdict, out.Says = "cut off", legal.Say(legal.NightCutOff, at)
	case n.End == datadir.NightGood:
		out.Says = legal.Say(legal.NightWell, at, n.Found)
	case n.End == datadir.NightFailures:
		out.Says = legal.Say(legal.NightFailures, at, n.Failed)
	case n.End == datadir.NightStopped:
		out.Says = legal.Say(legal.NightStopped, at)
	default:
		out.Says = legal.Say(legal.NightBroken, at)
	}
	return out
}
