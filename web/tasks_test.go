package web

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// worker is somebody at work, whose clicks are counted.
type worker struct {
	*browser
	keys   bool // there is no mouse
	clicks int
	tabs   int // of which most were pressed for one click
}

func (c *worker) click(selector string) {
	c.t.Helper()
	c.clicks++
	if !c.keys {
		c.browser.click(selector)
		return
	}
	c.reach(selector)
	c.run(chromedp.Evaluate[chromedp.Void](`window.before = true`), chromedp.KeyEvent(kb.Enter))
	for range 1000 { // a page that is going away answers with an error
		there, err := chromedp.Run(c.ctx, chromedp.Evaluate[bool](`!window.before && document.readyState === "complete"`))
		if err == nil && there {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	c.t.Fatalf("%s leads nowhere by the Enter key", selector)
}

// reach presses Tab until what a selector names has the focus, and sees that it shows that it has.
func (c *worker) reach(selector string) {
	c.t.Helper()
	c.run(chromedp.WaitReady(chromedp.CSS(selector)))
	for n := range mostTabs {
		c.run(chromedp.KeyEvent(kb.Tab))
		if evaluate[bool](c.browser, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, selector)) {
			c.tabs = max(c.tabs, n+1)
			for range 100 { // the page may still be moving there
				if evaluate[bool](c.browser, `(() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e)
					return r.bottom > 0 && r.top < innerHeight && (s.outlineStyle !== "none" ||
						e.matches(".graph a, .scan a") && parseFloat(getComputedStyle(e.querySelector(".node, .box")).strokeWidth) > 2) })()`) {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
			c.t.Errorf("%s has the focus, and nobody sees it", selector)
			return
		}
	}
	c.t.Fatalf("%d times Tab do not lead to %s", mostTabs, selector)
}

// mostTabs is how often somebody may have to press Tab for one thing.
const mostTabs = 120

// clickText follows the link in a list that reads so.
func (c *worker) clickText(list, text string) {
	c.t.Helper()
	n := evaluate[int](c.browser, fmt.Sprintf(
		`[...document.querySelectorAll(%q)].findIndex(a => a.textContent.trim() === %q)`, list, text))
	if n < 0 {
		c.t.Fatalf("no %q in %s", text, list)
	}
	c.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll(%q)[%d].id = "wanted"`, list, n)))
	c.click("#wanted")
}

// search goes to the first page and types a query.
func (c *worker) search(query string) {
	c.t.Helper()
	c.open("/")
	c.run(chromedp.KeyEvent("/"), chromedp.KeyEvent(query+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".hits")))
}

// boxed reports whether a box around words comes into sight: the page moves while its picture is
// loaded.
func (c *worker) boxed() bool {
	for range 200 {
		if c.seesBox() {
			return true
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

func (c *worker) seesBox() bool {
	return c.value(`(() => { const b = document.querySelector(".box.on, .box.found")?.getBoundingClientRect();
		return !!b && b.width > 0 && b.bottom > 0 && b.top < innerHeight })()`) == "true"
}

// What a clerk, an auditor and an operator do all day, and how many clicks it takes; all of it without a mouse, too.
func TestTasks(t *testing.T) {
	s := openPlans(t)
	all := startBrowser(t, s)
	plan := shaOf(t, s, "kh-112-pgddt.pdf")
	const document = "/d/nq-93-tw-k13"
	for _, task := range []struct {
		name string
		most int // clicks
		do   func(t *testing.T, c *worker)
	}{
		{"a sentence, with its box on the page", 2, func(t *testing.T, c *worker) {
			c.search("93-NQ/TW")
			c.click(".hit.own .open")
			c.click(".citers .where")
			if !c.boxed() {
				t.Error("no box is in sight")
			}
		}},
		{"words on a page, with their box", 1, func(t *testing.T, c *worker) {
			c.search(`"dạy thêm"`)
			c.click(".hit .meta a")
			if !c.boxed() {
				t.Error("no box is in sight")
			}
		}},
		{"the plans of one province that cite a document", 2, func(t *testing.T, c *worker) {
			c.open(document)
			c.clickText(".facet-province a", "Hải Dương")
			c.clickText(".facet-type a", "Kế hoạch")
			rows := evaluate[[]string](c.browser, `[...document.querySelectorAll(".citers > li .doc")].map(a => a.textContent)`)
			if n, _ := strconv.Atoi(c.text(".summary b")); n == 0 || n != len(rows) {
				t.Errorf("%d documents, %d rows", n, len(rows))
			}
			for _, row := range rows {
				if !strings.HasPrefix(row, "Kế hoạch") {
					t.Error(row)
				}
			}
		}},
		{"a list for Excel, as it is narrowed down", 1, func(t *testing.T, c *worker) {
			c.open(document + "?relation=implements")
			c.clicks++
			c.reach(".summary a[href*='format=xlsx']")
			got := evaluate[[]string](c.browser, `fetch(document.querySelector(".summary a[href*='format=xlsx']").href).then(async r =>
				[r.headers.get("Content-Disposition"), new TextDecoder().decode((await r.arrayBuffer()).slice(0, 2))])`)
			if !strings.Contains(got[0], ".xlsx") || got[1] != "PK" {
				t.Error(got)
			}
			rows := evaluate[int](c.browser, `fetch(document.querySelector(".summary a[href*='format=csv']").href).then(r => r.text()).then(t => t.trim().split(/\r?\n/).length)`)
			if want, _ := strconv.Atoi(strings.Fields(c.text(".summary"))[3]); rows != want+1 {
				t.Errorf("%d lines of %d places", rows, want)
			}
		}},
		{"the evidence of a chain", 1, func(t *testing.T, c *worker) {
			c.open(document)
			c.click(`.actions a[href$="/sheet"]`)
			if c.value(`document.querySelectorAll("h1").length`) == "0" || !strings.HasSuffix(c.address(), "/sheet") {
				t.Error(c.address())
			}
		}},
		{"the next and the previous citation, by one key", 0, func(t *testing.T, c *worker) {
			c.open("/f/" + plan + "/1?c=1")
			c.run(chromedp.KeyEvent("n"), chromedp.WaitVisible(chromedp.CSS(`.cite.on[data-place="2"]`)),
				chromedp.KeyEvent("p"), chromedp.WaitVisible(chromedp.CSS(`.cite.on[data-place="1"]`)))
		}},
		{"who gives another date", 2, func(t *testing.T, c *worker) {
			c.open(document)
			c.click(".dochead h1 a")
			c.click(".seen.contested tbody tr:nth-child(2) .witness a")
			if !c.boxed() {
				t.Error("no box is in sight")
			}
		}},
		{"every mention of a document in another", 1, func(t *testing.T, c *worker) {
			c.open(document)
			want := strings.Fields(c.text(".citers .more a"))[2]
			c.click(".citers .more a")
			if n := c.value(`document.querySelectorAll(".citers .place").length`); n != want {
				t.Errorf("%s places, the link says %s", n, want)
			}
		}},
		{"the picture of a chain, and a document in it", 2, func(t *testing.T, c *worker) {
			c.open(document)
			c.click(`.tabs a[href$="/chain"]`)
			if c.value(`!!document.querySelector(".canvas.live")`) == "true" {
				c.reach(".canvas a:not([href$='nq-93-tw-k13'])")
				c.clicks++
				c.run(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(".document .citers, .document .summary")))
			}
		}},
		{"words in a file, a page by its number", 0, func(t *testing.T, c *worker) {
			c.open("/f/" + plan + "/1")
			c.run(chromedp.KeyEvent("f"), chromedp.KeyEvent("93-NQ/TW"+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".within li.on")))
			if !c.boxed() {
				t.Error("no box is in sight")
			}
			here := c.value(`document.querySelector("a[data-copy]").getAttribute("href")`)
			c.open(here)
			if !c.boxed() {
				t.Errorf("%s shows nothing", here)
			}
			c.run(chromedp.KeyEvent("g"), chromedp.KeyEvent("2"+kb.Enter), chromedp.WaitVisible(chromedp.CSS(`a[href="/f/`+plan+`/1"][rel=prev]`)))
		}},
		{"a link to words that were chosen on the page", 1, func(t *testing.T, c *worker) {
			c.open("/f/" + plan + "/1")
			c.run(chromedp.Evaluate[chromedp.Void](`(() => { const r = document.createRange(), words = document.querySelector(".text .zone-title").firstChild;
				r.setStart(words, 0); r.setEnd(words, Math.min(20, words.length)); getSelection().addRange(r);
				Object.defineProperty(navigator, "clipboard", {value: {writeText: async t => { window.copied = t }}}) })()`))
			c.clicks++
			if c.keys {
				c.run(chromedp.KeyEvent("c"))
			} else {
				c.run(chromedp.Click(chromedp.CSS("a[data-copy]")))
			}
			copied := c.value("window.copied")
			if !strings.Contains(copied, "?find=%22") {
				t.Error(copied)
			}
			c.open(strings.TrimPrefix(copied, c.home))
			if !c.boxed() || c.text(".text mark") == "" {
				t.Errorf("%s shows nothing", copied)
			}
		}},
		{"from the first page to the box, by keyboard alone", 0, func(t *testing.T, c *worker) {
			c.open("/")
			c.run(chromedp.KeyEvent("/"), chromedp.KeyEvent("93-NQ/TW"+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".hits")),
				chromedp.KeyEvent("j"), chromedp.KeyEvent("o"), chromedp.WaitVisible(chromedp.CSS(".citers")))
			c.reach(".citers .where")
			c.run(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(".box.on")))
		}},
	} {
		for _, keys := range []bool{false, true} {
			t.Run(task.name+map[bool]string{true: ", by keys"}[keys], func(t *testing.T) {
				c := &worker{browser: all.tab(t), keys: keys}
				task.do(t, c)
				if c.clicks > task.most {
					t.Errorf("%d clicks, %d at the most", c.clicks, task.most)
				}
				t.Logf("%d clicks; %d times Tab for one at the most", c.clicks, c.tabs)
			})
		}
	}
}
