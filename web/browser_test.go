package web

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// A person searches, narrows down, reads, follows a chain.
func TestBrowser(t *testing.T) {
	s := openPlans(t)
	all := startBrowser(t, s)
	plan := shaOf(t, s, "kh-112-pgddt.pdf")

	t.Run("search with marks and without", func(t *testing.T) {
		b := all.tab(t)
		for _, q := range []string{"dạy thêm, học thêm", "day them hoc them"} {
			b.open("/")
			b.run(chromedp.SendKeys(chromedp.CSS("#q"), q+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".hits")))
			b.wants(".hit .open", "1305/SGDĐT-GDTR")
			b.wants(".hit mark", "dạy")
		}
		b.open("/search?q=d%E1%BA%A1y") // words with marks mean those marks
		for _, m := range evaluate[[]string](b,
			`[...document.querySelectorAll(".hit mark")].map(m => m.textContent.toLowerCase())`) {
			if m != "dạy" {
				t.Errorf("%q is found for dạy", m)
			}
		}
	})
	t.Run("citation", func(t *testing.T) {
		b := all.tab(t)
		for _, q := range []string{"93-NQ/TW", "nq 93 nq/tw", "nghi quyet 93-nq/tw"} {
			b.open("/")
			b.run(chromedp.SendKeys(chromedp.CSS("#q"), q+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".hits")))
			b.wants(".hit.own .open", "Nghị quyết 93-NQ/TW")
		}
	})
	t.Run("suggestions", func(t *testing.T) {
		b := all.tab(t)
		b.open("/")
		b.run(chromedp.SendKeys(chromedp.CSS("#q"), "93-NQ"), chromedp.WaitVisible(chromedp.CSS(".suggest li")),
			chromedp.SendKeys(chromedp.CSS("#q"), kb.ArrowDown))
		if id := b.value(`document.querySelector("#q").getAttribute("aria-activedescendant")`); id != "suggest-1-0" {
			t.Errorf("chosen: %s", id)
		}
		b.run(chromedp.KeyEvent(kb.Enter))
		b.run(chromedp.WaitVisible(chromedp.CSS(".document")))
		b.wants("h1", "93-NQ/TW")
	})
	t.Run("facet", func(t *testing.T) {
		b := all.tab(t)
		b.open("/search?q=giao+duc")
		before, _ := strconv.Atoi(b.text(".summary b"))
		name := b.text(".facets li a")
		count, _ := strconv.Atoi(b.text(".facets li .dim"))
		b.click(".facets li a")
		after, _ := strconv.Atoi(b.text(".summary b"))
		if after != count || after >= before {
			t.Errorf("%d of %d, the facet says %d", after, before, count)
		}
		b.wants(".chosen", name)
		b.click(".chosen a")
		if again, _ := strconv.Atoi(b.text(".summary b")); again != before {
			t.Errorf("%d without the facet, %d before", again, before)
		}
		b.click(".sorts a:not([aria-current])")
		b.wants(".sorts [aria-current]", "Mới nhất")
	})
	t.Run("document", func(t *testing.T) {
		b := all.tab(t)
		b.open("/d/nq-93-tw-k13")
		b.wants(".citers", "112/KH-PGDĐT")
		all, _ := strconv.Atoi(b.text(".summary b"))
		count, _ := strconv.Atoi(b.text(".facet-relation li .dim"))
		b.click(".facet-relation li a")
		if some, _ := strconv.Atoi(b.text(".summary b")); some != count || some >= all {
			t.Errorf("%d of %d, the facet says %d", some, all, count)
		}
		b.wants(".chosen", "Thực hiện")
		b.click(`.tabs a[href$="tab=seen"]`)
		b.wants(".seen.contested", "14/11/2022")
		b.wants(".seen.contested", "24/11/2022")
	})
	t.Run("boxes on the right words", func(t *testing.T) {
		b := all.tab(t)
		for _, name := range []string{"kh-112-pgddt.pdf", "kh-61-ubnd.pdf", "kh-19-thcs-ben-tam.pdf",
			"kh-418-sgddt.pdf"} {
			boxesOnWords(t, b, s, name, 1)
		}
	})
	t.Run("box, words and document", func(t *testing.T) {
		b := all.tab(t)
		b.open("/f/" + plan + "/1")
		b.click(`.scan a[data-place="1"]`)
		if got := b.value(`document.querySelector(".cite.on").dataset.place + " " + document.querySelector(".box.on").closest("a").dataset.place`); got != "1 1" {
			t.Errorf("chosen: %s", got)
		}
		b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('.text [data-place="2"]').focus()`))
		if n := b.value(`document.querySelectorAll(".box.lit").length`); n == "0" {
			t.Error("the box of the words is not lit")
		}
		b.click("#r1 .doc")
		if !strings.HasPrefix(b.address(), "/d/") {
			t.Error(b.address())
		}
	})
	t.Run("chain", func(t *testing.T) {
		b := all.tab(t)
		b.open("/d/nq-93-tw-k13/chain?way=down")
		b.wants(".tree > li > .step", "36-CTr/TU")
		b.wants(".tree .tree .step", "52/KH-UBND")
		b.wants(".tree", "19/KH-THCSBT")
		if _, err := exec.LookPath("dot"); err == nil {
			if n, _ := strconv.Atoi(b.value(`document.querySelectorAll(".canvas .node").length`)); n < 3 {
				t.Errorf("%d documents in the picture", n)
			}
			b.lookAround(t)
		}
		b.click(".tree .tree .where")
		b.wants("h1", "kh-52-ubnd.pdf")
		b.open("/d/nq-93-tw-k13/chain?way=down&relation=amends")
		if b.text(".tree") != "" {
			t.Error("a relation that is not followed")
		}
	})
	t.Run("what is changed or ended stands apart", func(t *testing.T) {
		b := all.tab(t)
		b.open("/d/qd-15-2023-ubnd-hai-duong/chain?way=up")
		b.wants("section.change h2", "Văn bản này sửa đổi, thay thế, bãi bỏ")
		b.wants("section.change .tree", "31/2014/QĐ-UBND")
		b.wants("section.change .tree", "khoản 4 Điều 6")
		if up := b.text("main section:first-of-type .tree"); strings.Contains(up, "31/2014/QĐ-UBND") ||
			!strings.Contains(up, "QH") {
			t.Errorf("it rests on %s", up)
		}
		if n := b.value(`document.querySelectorAll("section.change .scope-part").length`); n != "2" {
			t.Errorf("%s changes of a part", n)
		}
		if _, err := exec.LookPath("dot"); err == nil {
			if n := b.value(`document.querySelectorAll('.canvas .line-change[marker-end="url(#bar)"]').length`); n != "4" {
				t.Errorf("%s lines of change", n)
			}
		}
		b.open("/d/nd-34-2016-cp/chain?way=down&lang=en")
		b.wants("section.change .tree", "154/2020/NĐ-CP")
		b.wants("section.change .tag.open", "derived")
		b.open("/path?from=qd-31-2014-ubnd-hai-duong&to=qd-15-2023-ubnd-hai-duong&lang=vi")
		b.wants("main [role=status]", "sửa đổi, thay thế hoặc bãi bỏ, qua 1 bước")
		b.open("/d/nd-34-2016-cp?tab=facts")
		b.wants("main", "Theo văn bản khác: bị sửa đổi, thay thế, bãi bỏ bởi")
	})
	t.Run("paths", func(t *testing.T) {
		b := all.tab(t)
		b.open("/path")
		b.run(chromedp.SendKeys(chromedp.CSS("input[name=from]"), "19/KH-THCSBT"),
			chromedp.SendKeys(chromedp.CSS("input[name=to]"), "93-NQ/TW"))
		b.click(".filter button")
		if n := b.value(`document.querySelectorAll(".way:first-of-type .steps > li").length`); n != "3" {
			t.Errorf("%s documents on the way", n)
		}
		b.wants(".steps > li:nth-child(2)", "112/KH-PGDĐT")
	})
	t.Run("acted", func(t *testing.T) {
		b := all.tab(t)
		b.open("/d/nq-93-tw-k13/acted")
		b.wants(".acted-acted", "112/KH-PGDĐT")
	})
	t.Run("audit", func(t *testing.T) {
		b := all.tab(t)
		b.open("/audit")
		b.click(".chip.sev-error")
		if n := b.value(`document.querySelectorAll(".finding:not(.sev-error)").length`); n != "0" {
			t.Errorf("%s findings that are no errors", n)
		}
		b.click(".finding .where")
		if !strings.HasPrefix(b.address(), "/f/") {
			t.Error(b.address())
		}
	})
	t.Run("runs", func(t *testing.T) {
		b := all.tab(t)
		b.open("/runs")
		b.wants("section:last-of-type tbody", "damaged-kh-95.pdf")
	})
	t.Run("language", func(t *testing.T) {
		b := all.tab(t)
		b.open("/search?q=93-NQ%2FTW")
		b.wants("nav.menu", "Kiểm tra")
		b.click(".who a")
		b.wants("nav.menu", "Audit")
		if b.address() != "/search?q=93-NQ%2FTW" {
			t.Error(b.address())
		}
		b.click(".who a")
		b.wants("nav.menu", "Kiểm tra")
	})
	t.Run("keyboard", func(t *testing.T) {
		b := all.tab(t)
		b.open("/help")
		b.run(chromedp.KeyEvent("/"))
		if id := b.value("document.activeElement.id"); id != "q" {
			t.Errorf("/ goes to %s", id)
		}
		b.run(chromedp.KeyEvent("93-NQ/TW"+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".hits")),
			chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
		if n := b.value(`[...document.querySelectorAll(".hit")].findIndex(e => e.classList.contains("here"))`); n != "0" {
			t.Errorf("at hit %s", n)
		}
		b.run(chromedp.KeyEvent("o"), chromedp.WaitVisible(chromedp.CSS(".document")))
		b.wants("h1", "93-NQ/TW")
		b.run(chromedp.KeyEvent("?"), chromedp.WaitVisible(chromedp.CSS(".prose")))

		// With Tab alone: to the search box, past the menu, to the first hit, and in.
		b.open("/search?q=93-NQ/TW")
		for range 60 {
			b.run(chromedp.KeyEvent(kb.Tab))
			if b.value(`document.activeElement.matches(".hit .open")`) == "true" {
				break
			}
			if b.value(`getComputedStyle(document.activeElement).outlineStyle`) == "none" &&
				b.value(`document.activeElement.tagName`) != "BODY" {
				t.Errorf("no focus is seen on %s", b.value(`document.activeElement.outerHTML.slice(0, 80)`))
			}
		}
		b.run(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(".document")))
	})
	t.Run("zoom", func(t *testing.T) {
		b := all.tab(t)
		b.open("/f/" + plan + "/1")
		width := `document.querySelector(".scan").getBoundingClientRect().width`
		small := evaluate[float64](b, width)
		b.run(chromedp.Click(chromedp.CSS(`[data-zoom="1"]`)), chromedp.KeyEvent("+"))
		if large := evaluate[float64](b, width); large < 1.5*small {
			t.Errorf("%.0f after zooming, %.0f before", large, small)
		}
	})
	t.Run("without script", func(t *testing.T) {
		b := all.tab(t)
		_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: true})
		must(t, err)
		// Links are followed by key: a page goes back to its anchor when its picture comes, and a click may miss.
		b.run(chromedp.Navigate(b.home+"/"), chromedp.WaitVisible(chromedp.CSS("#q")))
		b.run(chromedp.SendKeys(chromedp.CSS("#q"), "93-NQ/TW"+kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".hit.own")))
		b.run(chromedp.Focus(chromedp.CSS(".hit.own .open")), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".citers")))
		b.run(chromedp.Focus(chromedp.CSS(`.tabs a[href$="tab=seen"]`)), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".seen.contested")))
		b.run(chromedp.Focus(chromedp.CSS(".seen.contested .witness a")), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".box.on")))
		b.run(chromedp.Focus(chromedp.CSS("#main .crumb .doc")), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".document")))
		b.run(chromedp.Focus(chromedp.CSS(`.tabs a[href$="/chain"]`)), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".tree")))
		b.run(chromedp.Focus(chromedp.CSS(".who a")), chromedp.KeyEvent(kb.Enter),
			chromedp.WaitVisible(chromedp.CSS("html[lang=en] .tree")))
	})
	t.Run("phone", func(t *testing.T) {
		b := all.tab(t)
		b.run(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
		fits := func(what string) {
			t.Helper()
			// Not innerWidth: the window of a phone grows with what is too wide for it.
			if over := b.value(`document.documentElement.scrollWidth - 360`); over != "0" {
				t.Errorf("%s: %s pixels wider than the phone", what, over)
			}
		}
		for _, address := range pagesOf(t, s) {
			b.run(chromedp.Navigate(b.home+address), chromedp.WaitReady(chromedp.CSS("body")))
			fits(address)
		}
		b.open("/f/" + plan + "/1")
		b.run(chromedp.Evaluate[chromedp.Void](`(() => { const strip = document.querySelector(".strip");
			for (let n = 0; n < 40; n++) strip.append(strip.querySelector("a.cites").cloneNode(true)) })()`))
		fits("a file of many pages")
	})
}

// lookAround moves the picture of a chain by key. It begins with its document in view, and what is taken
// away is what is seen.
func (b *browser) lookAround(t *testing.T) {
	t.Helper()
	inView := `(() => { const c = document.querySelector(".canvas.live").getBoundingClientRect(), n = document.querySelector(".canvas .node-self").getBoundingClientRect();
		return n.left >= c.left && n.right <= c.right && n.top >= c.top && n.bottom <= c.bottom })()`
	if b.value(inView) != "true" {
		t.Error("the document itself is not in view")
	}
	width := `document.querySelector(".canvas .graph").viewBox.baseVal.width`
	b.run(chromedp.Focus(chromedp.CSS(".canvas")))
	before := evaluate[float64](b, width)
	b.run(chromedp.KeyEvent("+"), chromedp.KeyEvent("+"), chromedp.KeyEvent("+"), chromedp.KeyEvent("+"))
	if after := evaluate[float64](b, width); after > before/2 {
		t.Errorf("%.0f wide after drawing it nearer, %.0f before", after, before)
	}
	b.run(chromedp.KeyEvent(kb.Home))
	if b.value(inView) != "true" {
		t.Error("Home does not lead to the document itself")
	}
	x := `document.querySelector(".canvas .graph").viewBox.baseVal.x`
	b.run(chromedp.KeyEvent("+"), chromedp.KeyEvent("+"), chromedp.KeyEvent("+"), chromedp.KeyEvent(kb.ArrowLeft))
	left := evaluate[float64](b, x)
	b.run(chromedp.KeyEvent(kb.ArrowRight))
	if moved := evaluate[float64](b, x); moved <= left {
		t.Errorf("at %.0f after moving right from %.0f", moved, left)
	}
	seen := evaluate[string](b, `fetch(document.querySelector("#svg").href).then(r => r.text()).then(t => {
		const s = new DOMParser().parseFromString(t, "image/svg+xml").documentElement.viewBox.baseVal, v = document.querySelector(".canvas .graph").viewBox.baseVal;
		return [Math.round(v.x) - s.x, Math.round(v.y) - s.y, Math.round(v.width) - s.width, Math.round(v.height) - s.height].join() })`)
	if seen != "0,0,0,0" {
		t.Errorf("the picture taken away is off by %s", seen)
	}
	b.run(chromedp.KeyEvent(kb.Home))
	before = evaluate[float64](b, width)
	b.pinch(".canvas", 40, 160)
	if after := evaluate[float64](b, width); after > before/2 {
		t.Errorf("%.0f wide after two fingers went apart, %.0f before", after, before)
	}
}

// pinch puts two fingers on the middle of what a selector names and moves each so far from there.
func (b *browser) pinch(selector string, from, to float64) {
	b.t.Helper()
	b.settle(selector)
	at := evaluate[[]float64](b, `(() => { const r = document.querySelector(`+strconv.Quote(selector)+`).getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2] })()`)
	touch := func(kind input.DispatchTouchEventType, far ...float64) {
		params := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
		for _, f := range far {
			for i, x := range []float64{at[0] - f, at[0] + f} {
				id := float64(i)
				params.TouchPoints = append(params.TouchPoints, &input.TouchPoint{X: x, Y: at[1], ID: &id})
			}
		}
		_, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, params)
		must(b.t, err)
	}
	touch("touchStart", from)
	for i := range 5 {
		touch("touchMove", from+(to-from)*float64(i+1)/5)
	}
	touch("touchEnd")
}

// boxesOnWords checks every box on a page against the words that pdftotext, which is
// not ours, finds at that place.
func boxesOnWords(t *testing.T, b *browser, s *Server, name string, page int) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED: pdftotext is not installed")
	}
	sha := shaOf(t, s, name)
	info, _, err := s.catalog.FileInfo(t.Context(), sha)
	must(t, err)
	b.open(fmt.Sprintf("/f/%s/%d", sha, page))
	type place struct {
		Place, Name string
		X, Y, W, H  float64
	}
	boxes := evaluate[[]place](b, `[...document.querySelectorAll(".scan a[data-place]")].map(a => { const r = a.querySelector("rect"), n = k => Number(r.getAttribute(k));
		return {Place: a.dataset.place, Name: a.getAttribute("aria-label"), X: n("x"), Y: n("y"), W: n("width"), H: n("height")} })`)
	natural := evaluate[[]float64](b, `(async () => { const i = new Image(); i.src = document.querySelector(".scan image").getAttribute("href"); await i.decode();
		const v = document.querySelector(".scan").viewBox.baseVal; return [i.naturalWidth / i.naturalHeight, v.width / v.height] })()`)
	if len(boxes) == 0 {
		t.Fatalf("%s: no boxes", name)
	}
	if d := natural[0]/natural[1] - 1; d > 0.01 || d < -0.01 {
		t.Errorf("%s: the picture is %v wide to its height, the boxes' page %v", name, natural[0], natural[1])
	}
	words := pdfWords(t, info.Paths[0], page)
	said := map[string]string{}
	names := map[string]string{}
	for _, x := range boxes {
		for _, w := range words {
			cx, cy := (w.x0+w.x1)/2, (w.y0+w.y1)/2
			if cx > x.X && cx < x.X+x.W && cy > x.Y && cy < x.Y+x.H {
				said[x.Place] += w.text
			}
		}
		names[x.Place] = x.Name
	}
	plain := func(s string) string { return viet.Fold(strings.Join(strings.Fields(s), "")) }
	for place, raw := range names {
		// A mark of punctuation hangs on the last word.
		if got, want := strings.Trim(plain(said[place]), ",;.:()“”\""),
			strings.Trim(plain(raw), ",;.:()“”\""); got != want {
			t.Errorf("%s, citation %s: the box lies on %q, the citation reads %q", name, place, got, want)
		}
	}
}

type pdfWord struct {
	x0, y0, x1, y1 float64
	text           string
}

var pdfWordLine = regexp.MustCompile(
	`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>`)

func pdfWords(t *testing.T, path string, page int) []pdfWord {
	t.Helper()
	n := strconv.Itoa(page)
	out, err := exec.Command("pdftotext", "-bbox", "-f", n, "-l", n, path, "-").Output()
	must(t, err)
	var words []pdfWord
	for _, m := range pdfWordLine.FindAllStringSubmatch(string(out), -1) {
		var v [4]float64
		for i := range v {
			v[i], err = strconv.ParseFloat(m[i+1], 64)
			must(t, err)
		}
		text := strings.NewReplacer("&amp;", "&", "&quot;", `"`, "&lt;", "<", "&gt;", ">").Replace(m[5])
		words = append(words, pdfWord{v[0], v[1], v[2], v[3], text})
	}
	return words
}

// Nothing on any page keeps people out, by axe-core: in the light, in the dark, on a
// phone, in both languages.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.FromSlash("testdata/axe/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Skip("SKIPPED: npm ci --prefix web/testdata/axe has not run")
	}
	s := openPlans(t, func(c *Config) { c.Users = nil })
	all := startBrowser(t, s)
	for _, look := range []struct {
		name   string
		action chromedp.Action[chromedp.Void]
		query  string
	}{
		{"light", chromedp.EmulateViewport(1280, 900), "vi"},
		{"dark", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia,
				emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			return err
		}), "en"},
		{"phone", chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile), "vi"},
	} {
		t.Run(look.name, func(t *testing.T) {
			b := all.tab(t)
			b.run(look.action)
			b.open("/?lang=" + look.query)
			for _, address := range pagesOf(t, s) {
				if strings.HasSuffix(address, "/sheet") {
					b.run(chromedp.Navigate(b.home+address), chromedp.WaitReady(chromedp.CSS("body")))
					continue // it runs no scripts at all, see TestSheetAccessible
				}
				b.open(address)
				inspect(t, b, axe, address)
			}
		})
	}
	t.Run("first run", func(t *testing.T) {
		dir := t.TempDir()
		must(t, ingest(t.Context(), dir, t.TempDir()))
		b := startBrowser(t, open(t, dir)).tab(t)
		b.open("/")
		inspect(t, b, axe, "/")
	})
	t.Run("login", func(t *testing.T) {
		s := openPlans(t, withUsers(t))
		b := startBrowser(t, s).tab(t)
		b.open("/d/nq-93-tw-k13")
		inspect(t, b, axe, "/login")
		b.run(chromedp.SendKeys(chromedp.CSS("input[name=name]"), "lan"),
			chromedp.SendKeys(chromedp.CSS("input[name=password]"), "wrong password"+kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".notice")))
		inspect(t, b, axe, "/login, wrong")
		b.run(chromedp.SendKeys(chromedp.CSS("input[name=password]"), password+kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".document")))
		if b.address() != "/d/nq-93-tw-k13" {
			t.Errorf("after the login: %s", b.address())
		}
		b.click(".who button")
		if b.address() != "/login" {
			t.Errorf("after the end: %s", b.address())
		}
	})
}

// inspect lets axe look at a page.
func inspect(t *testing.T, b *browser, axe []byte, address string) {
	t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](string(axe) + "\n;0"))
	found := evaluate[string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(
		r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.failureSummary ?? ""))}))))`)
	var violations []struct {
		ID, Impact, Help string
		Nodes            []string
	}
	must(t, json.Unmarshal([]byte(found), &violations))
	for _, v := range violations {
		if v.Impact == "serious" || v.Impact == "critical" {
			t.Errorf("%s: %s (%s) %s\n%s", address, v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n"))
		} else {
			t.Logf("%s: %s (%s) %s\n%s", address, v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n"))
		}
	}
}
