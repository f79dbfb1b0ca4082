package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// crowd draws files as they come to a province's archive: what they cite follows Zipf's
// law, so that a few laws, decrees and resolutions are cited by a large part of them
// and most documents once.
type crowd struct {
	rnd   *rand.Rand
	works []legal.Citation // what can be cited, the most cited first
	sums  []float64        // running totals of how often
}

// zipf is the exponent of the law: with it the first of 160,000 works is the object of
// about one citation in fifty.
const zipf = 0.8

func newCrowd(works int) *crowd {
	c := &crowd{rnd: rand.New(rand.NewPCG(7, 7))}
	total := 0.0
	for i := range works {
		c.works = append(c.works, c.work(i))
		total += 1 / math.Pow(float64(i+1), zipf)
		c.sums = append(c.sums, total)
	}
	return c
}

// places are where local documents come from.
var places = []string{"Quảng Ninh", "Lâm Đồng", "Hà Nam", "Nghệ An", "Thanh Hóa", "Cà Mau", "Bắc Giang", "Phú Thọ",
	"Hải Dương", "Long An", "Bình Dương", "Đồng Nai", "Kiên Giang", "Gia Lai", "Đắk Lắk", "Sơn La", "Lào Cai", "Hà Giang", "Quảng Trị", "Quảng Nam"}

// work makes the i-th work: laws, decrees, circulars, decisions of the Prime Minister
// and resolutions of the Party first; behind the first thousand most are local.
func (c *crowd) work(i int) legal.Citation {
	year := 2000 + c.rnd.IntN(25)
	t := legal.Citation{From: -1, Page: 1,
		Date: legal.Date{Year: year, Month: 1 + c.rnd.IntN(12), Day: 1 + c.rnd.IntN(28)}}
	kind := c.rnd.IntN(10)
	if i >= 1000 {
		kind += c.rnd.IntN(4) * 5
	}
	switch {
	case kind < 2:
		t.Type, t.Number, t.Name = legal.Law, fmt.Sprintf("%d/%d/QH%d", i%150+1, year, 10+(year-2000)/5),
			"Về việc "+strconv.Itoa(i)
	case kind < 5:
		t.Type, t.Number, t.Issuer = legal.Decree, fmt.Sprintf("%d/%d/NĐ-CP", i+1, year), "Chính phủ"
	case kind < 6:
		t.Type, t.Number, t.Issuer = legal.Decision, fmt.Sprintf("%d/QĐ-TTg", i%2500+1), "Thủ tướng Chính phủ"
	case kind < 7:
		t.Type, t.Number, t.Issuer = legal.Resolution, fmt.Sprintf("%d-NQ/TW", i%90+1), "Bộ Chính trị"
	case kind < 8:
		t.Type, t.Number, t.Issuer = legal.Resolution, fmt.Sprintf("%d/NQ-HĐND", i%300+1),
			"HĐND tỉnh "+places[i%len(places)]
	case kind < 10:
		t.Type, t.Number = legal.Circular, fmt.Sprintf("%d/%d/TT-BGDĐT", i+1, year)
	case i%7 == 0:
		t.Type, t.Number = legal.Letter, fmt.Sprintf("%d/SNV-CCHC", i%3000+1)
		t.Issuer = "Sở Nội vụ " + places[i%len(places)]
	default:
		t.Type, t.Number = legal.Plan, fmt.Sprintf("%d/KH-UBND", i%5000+1)
		t.Issuer = "UBND tỉnh " + places[i/3%len(places)]
	}
	t.Title = fmt.Sprintf("về nhiệm vụ %d của các cơ quan", i)
	return t
}

// cite draws a work and writes it down as a file does: in full, or by its name alone,
// or without date and issuer, as in the sample corpus.
func (c *crowd) cite() legal.Citation {
	at := c.rnd.Float64() * c.sums[len(c.sums)-1]
	lo, hi := 0, len(c.sums)-1
	for lo < hi {
		if mid := (lo + hi) / 2; c.sums[mid] < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	t := c.works[lo]
	t.Relation = legal.Relations[c.rnd.IntN(len(legal.Relations))]
	if c.rnd.IntN(3) == 0 {
		t.Title = fmt.Sprint(t.Title, " trong tình hình mới", c.rnd.IntN(40))
	}
	switch roll := c.rnd.IntN(20); {
	case t.Type == legal.Law && roll < 8:
		t.Number, t.Title = "", ""
		if roll < 4 {
			t.Date = legal.Date{}
		}
	case roll < 1:
		t.Date, t.Issuer, t.Title = legal.Date{}, "", ""
	}
	return t
}

// file draws the n-th file.
func (c *crowd) file(n int) catalog.File {
	sum := sha256.Sum256(fmt.Append(nil, "crowd ", n))
	f := catalog.File{SHA256: hex.EncodeToString(sum[:]), Size: 1, Status: catalog.Read}
	place := places[c.rnd.IntN(len(places))]
	f.Text.Head = legal.Head{Type: legal.Plan, Number: fmt.Sprintf("%d/KH-UBND", n%4000+5000),
		Issuer: "UBND tỉnh " + place, Place: place,
		Date:  legal.Date{Year: 2020 + c.rnd.IntN(6), Month: 1 + c.rnd.IntN(12), Day: 1 + c.rnd.IntN(28)},
		Title: fmt.Sprint("Kế hoạch về việc ", n)}
	for i := range 15 + c.rnd.IntN(21) {
		t := c.cite()
		t.Start, t.End = 1000*i+5, 1000*i+50
		t.Sentence = legal.Span{Start: 1000 * i, End: 1000*i + 60}
		t.Raw = t.Number
		f.Citations = append(f.Citations, t)
	}
	return f
}

// BenchmarkResolve measures what resolving takes in a large catalogue: everything for the
// first time and once more, then after one file more, a correction and ten lines of a
// registry. DANCHIEU_FILES is how many files there are, of 25 citations each; 40,000
// make 1,000,000 citations. Peak memory is that of the process.
func BenchmarkResolve(b *testing.B) {
	files, _ := strconv.Atoi(os.Getenv("DANCHIEU_FILES"))
	if files == 0 {
		files = 2000
	}
	ctx, people := b.Context(), newCrowd(4*files)
	c, err := catalog.Open(storetest.Folder(b))
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	put := func(n int) error {
		f := people.file(n)
		return c.PutFile(ctx, f, catalog.Path{Path: "/" + f.SHA256, Root: "/", Size: 1, ModTime: 1})
	}
	for n := range files {
		must(b, put(n))
	}
	figures := map[string]float64{} // to be reported at the end, as the loop forgets what was before it
	resolved := func() error { return Resolve(ctx, c) }
	measured(b, figures, "first", resolved)
	measured(b, figures, "all", func() error { return resolveBy(ctx, c, resolve.Rules+1, nil, nil) })
	must(b, resolved())
	counts, err := c.Counts(ctx)
	must(b, err)
	figures["documents"], figures["citations"] = float64(counts.Documents), float64(counts.Citations)
	// cited by many
	decree := slices.IndexFunc(people.works, func(w legal.Citation) bool { return w.Type == legal.Decree })
	number, _ := legal.ParseSymbol(people.works[decree].Number)
	corrected := func() error {
		found, err := c.FindBySymbol(ctx, number)
		if err != nil || len(found) == 0 {
			return fmt.Errorf("no document %s: %w", number.Display(), err)
		}
		_, err = c.AddCorrection(ctx, legal.Correction{
			Kind: legal.Decide, Document: found[0].ID, Field: legal.FieldTitle, Value: "decided", By: "a",
			At: "2024-01-01T00:00:00Z", Why: "w",
		})
		return err
	}
	listed := func() error {
		var records []legal.Record
		for i := range 10 {
			w := people.works[i]
			records = append(records, legal.Record{Registry: "r", Type: w.Type, Number: w.Number, Date: w.Date,
				Issuer: w.Issuer, Title: w.Title})
		}
		return c.PutRegistry(ctx, catalog.Registry{Name: "r", Imported: "2024-01-01T00:00:00Z"}, records)
	}
	must(b, put(files))
	must(b, resolved()) // it pays for what was written before
	for n := files + 1; b.Loop(); n++ {
		b.StopTimer()
		must(b, put(n))
		b.StartTimer()
		measured(b, figures, "file", resolved)
	}
	must(b, corrected())
	measured(b, figures, "decide", resolved)
	must(b, listed())
	measured(b, figures, "registry", resolved)
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	figures["MB-peak"] = float64(u.Maxrss) / 1024
	for unit, n := range figures {
		b.ReportMetric(n, unit)
	}
}

// measured notes the time that f takes, and the time of processors.
func measured(b *testing.B, into map[string]float64, what string, f func() error) {
	began, used := time.Now(), processorTime(b)
	must(b, f())
	into["s-"+what] = time.Since(began).Seconds()
	into["cpu-s-"+what] = (processorTime(b) - used).Seconds()
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
