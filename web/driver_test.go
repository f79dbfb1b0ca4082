package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is Chromium looking at a server.
type browser struct {
	t    *testing.T
	ctx  context.Context
	home string

	paper string // the file to which it printed last

	mu   sync.Mutex
	said []string // what went wrong in the pages
}

func (b *browser) tell(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said = append(b.said, s)
}

// startBrowser starts Chromium, or skips the test where there is none.
func startBrowser(t *testing.T, s *Server) *browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		t.Skip("SKIPPED: chromium is not installed")
	}
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	all, stop := chromedp.NewExecAllocator(t.Context(),
		append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox,
			chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true),
			chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(all)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("start chromium:", err)
	}
	return &browser{t: t, ctx: ctx, home: h.URL}
}

// tab opens a tab for a subtest.
func (b *browser) tab(t *testing.T) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	tab := &browser{t: t, ctx: ctx, home: b.home}
	must(t, chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *page.EventJavascriptDialogOpening:
			tab.tell("a dialog: " + e.Message)
			go chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		case *runtime.EventExceptionThrown:
			tab.tell(fmt.Sprintf("an exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, b.home) && !strings.HasPrefix(u, "data:") &&
				!strings.HasPrefix(u, "about:") {
				tab.tell("a request elsewhere: " + u)
			}
		}
	}))
	t.Cleanup(func() {
		tab.mu.Lock()
		defer tab.mu.Unlock()
		for _, s := range tab.said {
			t.Error(s)
		}
	})
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(t, err)
	return tab
}

func (b *browser) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	must(b.t, chromedp.Do(b.ctx, actions...))
}

// evaluate runs a script in the page, and waits for what it promises.
func evaluate[T any](b *browser, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	must(b.t, err)
	return v
}

func (b *browser) open(address string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.home+address), chromedp.WaitReady(chromedp.CSS("main")))
}

// click follows what a selector names, to the next page. It tries again where the
// page has not been left: a picture that comes in between moves what is clicked.
func (b *browser) click(selector string) {
	b.t.Helper()
	b.settle(selector)
	b.run(chromedp.Evaluate[chromedp.Void](`window.before = true`), chromedp.Click(chromedp.CSS(selector)))
	for i := range 1000 { // a page that is going away answers with an error
		there, err := chromedp.Run(b.ctx,
			chromedp.Evaluate[bool](`!window.before && document.readyState === "complete"`))
		if err == nil && there {
			return
		}
		time.Sleep(20 * time.Millisecond)
		if here, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`!!window.before`)); i%100 == 99 && err == nil &&
			here {
			b.settle(selector)
			b.run(chromedp.Click(chromedp.CSS(selector)))
		}
	}
	b.t.Fatalf("%s leads nowhere", selector)
}

// settle waits until what a selector names stands still in the middle of the window: what is clicked on the
// move is what lies beside it.
func (b *browser) settle(selector string) {
	b.t.Helper()
	b.run(chromedp.WaitReady(chromedp.CSS(selector)))
	evaluate[bool](b, `new Promise(done => {
		const e = document.querySelector(`+strconv.Quote(selector)+`)
		e.scrollIntoView({block: "center", behavior: "instant"})
		let before = "", looks = 0
		const look = () => {
			const r = e.getBoundingClientRect(), now = [r.x, r.y, r.width, r.height].join()
			if (now === before || ++looks > 100) { done(true); return }
			before = now
			setTimeout(look, 50)
		}
		look()
	})`)
}

func (b *browser) text(selector string) string {
	b.t.Helper()
	s := evaluate[string](b, `document.querySelector(`+strconv.Quote(selector)+`)?.textContent ?? ""`)
	return strings.Join(strings.Fields(s), " ")
}

func (b *browser) value(script string) string {
	b.t.Helper()
	return evaluate[string](b, "String("+script+")")
}

func (b *browser) wants(selector, part string) {
	b.t.Helper()
	if s := b.text(selector); !strings.Contains(s, part) {
		b.t.Errorf("%s: %q holds no %q", selector, s, part)
	}
}

func (b *browser) address() string { return strings.TrimPrefix(b.value("location.href"), b.home) }
