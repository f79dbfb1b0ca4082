package web

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// metrics count what the server does, for Prometheus's text format 0.0.4.
type metrics struct {
	generations, wrong, throttled, atWork atomic.Int64
	drawn, hits, refused                  atomic.Int64 // pictures of pages

	mu      sync.Mutex
	answers map[answered]int64
	took    map[string]*histogram // by route
}

type answered struct {
	route  string
	status int
}

// bounds of the histogram of answering times, in seconds.
var bounds = []float64{0.005, 0.01, 0.02, 0.06, 0.1, 0.25, 0.7, 2, 10}

type histogram struct {
	counts [10]int64 // up to each bound, and above
	sum    float64
}

func newMetrics() *metrics {
	return &metrics{answers: map[answered]int64{}, took: map[string]*histogram{}}
}

func (m *metrics) served(route string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answers[answered{route, status}]++
	h := m.took[route]
	if h == nil {
		h = &histogram{}
		m.took[route] = h
	}
	i, _ := slices.BinarySearch(bounds, took.Seconds())
	h.counts[i]++
	h.sum += took.Seconds()
}

func (m *metrics) write(b *bytes.Buffer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fmt.Fprint(b, "# HELP danchieu_http_requests_total Answers by route and status.\n# TYPE danchieu_http_requests_total counter\n")
	keys := slices.SortedFunc(maps.Keys(m.answers), func(a, b answered) int {
		if a.route != b.route {
			return bytes.Compare([]byte(a.route), []byte(b.route))
		}
		return a.status - b.status
	})
	for _, k := range keys {
		fmt.Fprintf(b, "danchieu_http_requests_total{route=%q,status=\"%d\"} %d\n", k.route, k.status, m.answers[k])
	}
	fmt.Fprint(b, "# HELP danchieu_http_request_seconds How long answers take.\n# TYPE danchieu_http_request_seconds histogram\n")
	for _, route := range slices.Sorted(maps.Keys(m.took)) {
		h, sum := m.took[route], int64(0)
		for i, bound := range bounds {
			sum += h.counts[i]
			fmt.Fprintf(b, "danchieu_http_request_seconds_bucket{route=%q,le=\"%g\"} %d\n", route, bound, sum)
		}
		sum += h.counts[len(bounds)]
		fmt.Fprintf(b, "danchieu_http_request_seconds_bucket{route=%q,le=\"+Inf\"} %d\ndanchieu_http_request_seconds_sum{route=%q} %g\ndanchieu_http_request_seconds_count{route=%q} %d\n",
			route, sum, route, h.sum, route, sum)
	}
	for _, c := range []struct {
		name, help string
		value      int64
	}{
		{"danchieu_index_generations_total", "Times the server went over to another generation of the index.", m.generations.Load()},
		{"danchieu_login_wrong_total", "Wrong passwords.", m.wrong.Load()},
		{"danchieu_login_throttled_total", "Logins refused for too many wrong passwords.", m.throttled.Load()},
		{"danchieu_pictures_drawn_total", "Pictures of pages drawn.", m.drawn.Load()},
		{"danchieu_pictures_kept_total", "Pictures of pages that were kept from before.", m.hits.Load()},
		{"danchieu_pictures_refused_total", "Pictures of pages refused because too many waited.", m.refused.Load()},
	} {
		fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s counter\n%s %d\n", c.name, c.help, c.name, c.name, c.value)
	}
}

func gauge(b *bytes.Buffer, name, help string, value float64) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s gauge\n%s %g\n", name, help, name, name, value)
}

func (s *Server) metricsPage(r *request) error {
	var b bytes.Buffer
	s.metrics.write(&b)
	gauge(&b, "danchieu_http_requests_at_work", "Requests being answered.", float64(s.metrics.atWork.Load()))
	if f := r.freshness(); f.There {
		gauge(&b, "danchieu_ingest_last_start_timestamp_seconds", "Start of the last ingest that changed something.", float64(f.Run.Started.Unix()))
		if !f.Run.Ended.IsZero() {
			gauge(&b, "danchieu_ingest_last_end_timestamp_seconds", "End of the last ingest that changed something.", float64(f.Run.Ended.Unix()))
		}
	}
	if _, seq, err := s.catalog.Identity(r.ctx); err == nil {
		gauge(&b, "danchieu_catalogue_seq", "Number of the last change in the catalogue.", float64(seq))
	}
	if x := s.index(); x != nil {
		gauge(&b, "danchieu_index_seq", "Number of the last change in the index.", float64(x.Seq()))
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	gauge(&b, "danchieu_heap_bytes", "Bytes of live and not yet collected objects.", float64(mem.HeapAlloc))
	gauge(&b, "danchieu_uptime_seconds", "Seconds since the server began.", time.Since(s.started).Seconds())
	return r.send(http.StatusOK, "text/plain; version=0.0.4; charset=utf-8", b.Bytes())
}

func (s *Server) healthz(r *request) error {
	return r.send(http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
}

// readyz says whether the server can answer: the catalogue is read and there is an
// index. That the index is behind for the length of an ingest is no failure.
func (s *Server) readyz(r *request) error {
	ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
	defer cancel()
	_, seq, err := s.catalog.Identity(ctx)
	x := s.index()
	status, out := http.StatusOK, map[string]any{"ready": true, "catalogue_seq": seq}
	if x != nil {
		out["index_seq"] = x.Seq()
	}
	switch {
	case err != nil:
		status, out = http.StatusServiceUnavailable, map[string]any{"ready": false, "says": "the catalogue cannot be read"}
	case x == nil:
		status, out = http.StatusServiceUnavailable, map[string]any{"ready": false, "says": "there is no index yet"}
	}
	return r.sendJSON(status, out)
}
