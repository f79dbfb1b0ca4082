package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
)

// metrics count what the server does. INTERFACES.md says what each is.
type metrics struct {
	set                                          *vm.Set
	generations, wrong, throttled                *vm.Counter
	picturesDrawn, picturesKept, picturesRefused *vm.Counter
	atWork                                       *vm.Gauge
}

// answerBounds are those of the histogram of answering times, in seconds.
var answerBounds = []float64{0.005, 0.01, 0.02, 0.06, 0.1, 0.25, 0.7, 2, 10}

func newMetrics(started time.Time) *metrics {
	set := vm.NewSet()
	set.NewGauge("danchieu_uptime_seconds", func() float64 { return time.Since(started).Seconds() })
	set.NewGauge("danchieu_heap_bytes", func() float64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	})
	return &metrics{
		set:             set,
		generations:     set.NewCounter("danchieu_index_generations_total"),
		wrong:           set.NewCounter("danchieu_login_wrong_total"),
		throttled:       set.NewCounter("danchieu_login_throttled_total"),
		picturesDrawn:   set.NewCounter("danchieu_pictures_drawn_total"),
		picturesKept:    set.NewCounter("danchieu_pictures_kept_total"),
		picturesRefused: set.NewCounter("danchieu_pictures_refused_total"),
		atWork:          set.NewGauge("danchieu_http_requests_at_work", nil),
	}
}

func (m *metrics) served(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf("danchieu_http_requests_total{route=%q,status=\"%d\"}", route, status)).Inc()
	times := fmt.Sprintf("danchieu_http_request_seconds{route=%q}", route)
	m.set.GetOrCreatePrometheusHistogramExt(times, answerBounds).Update(took.Seconds())
}

// metricsPage answers in Prometheus's text format 0.0.4.
func (s *Server) metricsPage(r *request) error {
	var b bytes.Buffer
	s.metrics.set.WritePrometheus(&b)
	if f := r.freshness(); f.There {
		vm.WriteGaugeUint64(&b, "danchieu_ingest_last_start_timestamp_seconds", uint64(f.Run.Started.Unix()))
		if !f.Run.Ended.IsZero() {
			vm.WriteGaugeUint64(&b, "danchieu_ingest_last_end_timestamp_seconds", uint64(f.Run.Ended.Unix()))
		}
	}
	if _, seq, err := s.catalog.Identity(r.ctx); err == nil {
		vm.WriteGaugeUint64(&b, "danchieu_catalogue_seq", uint64(seq))
	}
	if x := s.index(); x != nil {
		vm.WriteGaugeUint64(&b, "danchieu_index_seq", uint64(x.Seq()))
	}
	return r.send(http.StatusOK, "text/plain; version=0.0.4; charset=utf-8", b.Bytes())
}

func (s *Server) healthz(r *request) error {
	return r.send(http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
}

// readyz says whether the server can answer: the catalogue is read and there is an
// index. That the index is behind for the length of an ingest is no failure, and told.
func (s *Server) readyz(r *request) error {
	ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
	defer cancel()
	_, seq, err := s.catalog.Identity(ctx)
	x := s.index()
	switch {
	case err != nil:
		return r.sendJSON(http.StatusServiceUnavailable, notReady{Says: "the catalogue cannot be read"})
	case s.gone():
		return r.sendJSON(http.StatusServiceUnavailable, notReady{Says: "the catalogue was replaced or taken away"})
	case x == nil:
		return r.sendJSON(http.StatusServiceUnavailable, notReady{Says: cmp.Or(s.behind.why(), "there is no index yet")})
	}
	return r.sendJSON(http.StatusOK, ready{true, seq, x.Seq(), max(0, seq-x.Seq()), s.behind.why()})
}

// ready and notReady are what readyz says.
type (
	ready struct {
		Ready     bool   `json:"ready"`
		Catalogue int64  `json:"catalogue_seq"`
		Index     int64  `json:"index_seq"`
		Behind    int64  `json:"behind"`
		Says      string `json:"says,omitempty"` // why it stays behind
	}
	notReady struct {
		Ready bool   `json:"ready"`
		Says  string `json:"says"`
	}
)
