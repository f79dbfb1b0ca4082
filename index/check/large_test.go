package check

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// large are drafts of so many citations, by their form.
var large = map[string]func(n int) string{
	"grounds of one number and many days": func(n int) string {
		return each(n, "Căn cứ Quyết định số 83/QĐ-UBND ngày %[2]s của Ủy ban nhân dân tỉnh Quảng Ninh về việc phê duyệt kế hoạch;\n\n")
	},
	"grounds of many numbers": func(n int) string {
		return each(n, "Căn cứ Quyết định số %[1]d/QĐ-UBND ngày %[2]s của Ủy ban nhân dân tỉnh Quảng Ninh;\n\n")
	},
	"grounds that are one": func(n int) string {
		return each(n, "Căn cứ Quyết định số 83/QĐ-UBND ngày 7/3/2023 của Ủy ban nhân dân tỉnh Quảng Ninh;\n\n")
	},
	"a sentence": func(n int) string {
		return "Căn cứ " + each(n, "Kết luận số %[1]d-KL/TW ngày %[2]s của Ban Bí thư, ") + "."
	},
	"paragraphs": func(n int) string {
		return each(n, "Thực hiện Kết luận số 51-KL/TW ngày %[2]s của Ban Bí thư về tiếp tục thực hiện Nghị quyết Trung ương %[1]d.\n\n")
	},
	"near misses": func(n int) string {
		return each(n, "Thực hiện Kết luận số 5%[1]d-KL/TW ngày 31/5/2019 của Ban Bí thư.\n\n")
	},
}

func each(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i%900+1, time.Date(2015, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2/1/2006"))
	}
	return b.String()
}

// supposed reads a draft and what it would mean.
func supposed(t *testing.T, c *catalog.Catalog, text string) Draft {
	t.Helper()
	read, err := pipeline.ReadText(t.Context(), strings.NewReader("ỦY BAN NHÂN DÂN\nXÃ ĐẠI SƠN\n\nKẾ HOẠCH\nNăm 2027\n\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	meant, err := pipeline.Suppose(t.Context(), c, legal.Reading{File: read.SHA256, Head: read.Text.Head, Citations: read.Citations})
	if err != nil {
		t.Fatal(err)
	}
	return Draft{Name: "-", File: read.SHA256, Text: read.Text, Citations: read.Citations, Meant: meant,
		Today: legal.Date{Year: 2026, Month: 11, Day: 28}}
}

// The memory that a check takes grows with the citations of the draft, not with their square.
func TestLargeDrafts(t *testing.T) {
	c := openSamples(t)
	for form, text := range large {
		taken := func(n int) (bytes uint64) {
			d := supposed(t, c, text(n))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, err := Find(t.Context(), c, d)
			runtime.ReadMemStats(&after)
			if err != nil || len(r.Citations) < n {
				t.Fatalf("%s: %d citations of %d: %v", form, len(r.Citations), n, err)
			}
			return after.TotalAlloc - before.TotalAlloc
		}
		const few, times = 400, 10
		if small, big := taken(few), taken(few*times); big > 2*times*small {
			t.Errorf("%s: %d citations take %d bytes, %d times as many %d", form, few, small, times, big)
		}
	}
}

// A check that nobody waits for any more ends.
func TestCancelled(t *testing.T) {
	c := openSamples(t)
	d := supposed(t, c, large["near misses"](50))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Find(ctx, c, d); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	k := newChecker(t.Context(), c, d)
	if err := k.prepare(); err != nil {
		t.Fatal(err)
	}
	k.ctx = ctx
	if err := k.citation(0); !errors.Is(err, context.Canceled) {
		t.Errorf("in the midst of it: %v", err)
	}
}
