package web

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// until waits for a script to be true in the page.
func (b *browser) until(script string) {
	b.t.Helper()
	for range 1500 {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatalf("never: %s; the page says %s", script, b.text("main"))
}

// asked waits for the question about a scan.
func (b *browser) asked(n int) {
	b.t.Helper()
	b.until(fmt.Sprintf(`!document.querySelector("[aria-busy]") &&
		document.querySelector("h1").textContent.startsWith("scan-%02d.pdf")`, n))
}

// keys strikes keys as a keyboard does: a letter is written where nobody stopped its key.
func (b *browser) keys(s string) {
	b.t.Helper()
	for _, r := range s {
		strokes := kb.Encode(r)
		for i, k := range strokes {
			if k.Type == kb.KeyChar {
				continue
			}
			if i == 0 && len(strokes) == 3 {
				k.Text, k.UnmodifiedText = strokes[1].Text, strokes[1].UnmodifiedText
			}
			b.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *k)
				return err
			}))
		}
	}
}

// blankOf is the head of a scan whose number is a guess and whose day is known.
func blankOf(guess string, day int) legal.Head {
	h := blank(guess)
	h.Date, h.Written.Month = legal.Date{Year: 2026, Month: 5, Day: day}, legal.Date{}
	return h
}

// twentyTwo are heads of scans: guessed right, guessed second, in part, or by hand.
func twentyTwo() []legal.Head {
	var heads []legal.Head
	for n := 1; n <= 22; n++ {
		switch {
		case n <= 4:
			heads = append(heads, blank(fmt.Sprintf("%d/KH-SNV", n)))
		case n <= 8:
			heads = append(heads, blankOf(fmt.Sprintf("%d/KH-SNV", n), n))
		case n <= 10:
			heads = append(heads, blank(fmt.Sprintf("%d/KH-SNV", 50+n), fmt.Sprintf("%d/KH-SNV", n)))
		case n <= 20:
			heads = append(heads, blank())
		default:
			heads = append(heads, legal.Head{Type: legal.Plan, Number: fmt.Sprintf("%d/KH-SNV", n),
				Date: legal.Date{Year: 2026, Month: 5, Day: n}, Issuer: "Sở Nội vụ tỉnh Sơn La",
				Written: &legal.Written{Number: true, Date: n == 22}})
		}
	}
	return heads
}

// With the keyboard alone a person confirms 20 files, skips one, undoes one, and goes on
// while an ingest is at work; nothing is lost.
func TestConfirmByKeyboard(t *testing.T) {
	dir, shas := unsureFiles(t, twentyTwo()...)
	s := open(t, dir, allowed, func(c *Config) { c.Patience = 200 * time.Millisecond })
	b := startBrowser(t, s).tab(t)
	b.open("/confirm")
	b.asked(1)
	b.run(chromedp.Focus(chromedp.CSS("form.ask [name=by]")))
	b.keys("An")
	b.run(chromedp.Focus(chromedp.CSS("form.ask [name=date]")))
	for n := 1; n <= 8; n++ { // as it was guessed, and of some the day is to be typed
		b.asked(n)
		if ok := b.value(`document.querySelector("image").getAttribute("href")`); !strings.Contains(ok, shas[n-1]) {
			t.Errorf("the picture is %s", ok)
		}
		if n <= 4 {
			b.until(`document.activeElement.name === "date" && document.activeElement.selectionEnd === 0`)
			b.keys("12" + kb.Enter)
		} else {
			b.keys("d")
		}
	}
	for n := 9; n <= 10; n++ { // the second guess
		b.asked(n)
		b.keys(kb.Escape + "2")
		b.until(`document.activeElement.value === "right"`)
		b.keys(kb.Escape + "s" + kb.Tab)
		b.until(`document.activeElement.selectionEnd === 0`)
		b.keys("12" + kb.Enter)
	}
	b.asked(11)
	b.keys(kb.Escape + "b") // skipped
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	release, err := datadir.LockWait(ctx, dir)
	must(t, err)
	for n := 12; n <= 19; n++ { // completed: the caret stands before the codes
		b.asked(n)
		b.keys(strconv.Itoa(n) + kb.Tab)
		b.until(`document.activeElement.selectionEnd === 0`)
		b.keys("12" + kb.Enter)
	}
	b.until(`document.querySelector("#told .waits")?.textContent.includes("Chưa lưu")`)
	if n, _ := strconv.Atoi(b.value(`JSON.parse(sessionStorage.getItem("danchieu waiting ")).length`)); n < 8 {
		t.Errorf("%d answers wait", n)
	}
	release()
	b.asked(20)
	b.keys(kb.Escape + "k") // no number on it
	b.asked(22)             // its day is doubtful, and that comes before numbers read from handwriting
	b.keys("d")
	b.asked(21)
	b.keys("d")
	b.until(`document.querySelector("h1").textContent.startsWith("Đã đến cuối") &&
		sessionStorage.getItem("danchieu waiting ") === "[]"`)
	b.until(`document.querySelectorAll("#told .waits, #told .refused").length === 0`)
	b.keys("h")
	b.until(`document.querySelector("#told").textContent.includes("đã hoàn tác")`)
	b.open("/confirm")
	b.asked(11) // the one skipped
	b.keys(kb.Escape + "b")
	b.asked(21) // and the one taken back
	b.keys("d")
	b.until(`document.querySelector("#told").textContent.includes("đã lưu")`)

	numbers := map[string]string{}
	kept, err := s.catalog.Corrections(t.Context())
	must(t, err)
	for _, k := range kept {
		if k.Holds() && k.Field == legal.FieldNumber {
			numbers[k.File] = k.Value
			if k.By != "An" || k.Why == "" {
				t.Errorf("said by %q, for %q", k.By, k.Why)
			}
		}
	}
	for i, sha := range shas {
		n, want := i+1, fmt.Sprintf("%02d/KH-SNV", i+1)
		got, ok := numbers[sha]
		if n == 20 {
			want = ""
		}
		if ok == (n == 11) || ok && got != want {
			t.Errorf("scan-%02d: %q, %v", n, got, ok)
		}
	}
	if len(numbers) < 20 {
		t.Errorf("%d files were confirmed", len(numbers))
	}
}

// Digits typed before the caret is set in a field stay in their order.
func TestConfirmTypedAtOnce(t *testing.T) {
	dir, _ := unsureFiles(t, twentyTwo()...)
	b := startBrowser(t, open(t, dir, allowed)).tab(t)
	b.open("/confirm")
	b.asked(1)
	b.value(`(() => {
		const field = document.querySelector("form.ask [name=date]")
		document.activeElement.blur()
		field.value = "/05/2026"
		field.focus()
		field.setRangeText("1", 0, 0, "end")
		setTimeout(() => document.body.dataset.caret = field.value + " " + field.selectionStart, 50)
		return ""
	})()`)
	b.until(`document.body.dataset.caret !== undefined`)
	if got := b.value(`document.body.dataset.caret`); got != "1/05/2026 1" {
		t.Errorf("the caret stands at %s", got)
	}
}

// Two at one file: the second is told, with a way back to what was typed.
func TestConfirmMeanwhileInBrowser(t *testing.T) {
	dir, shas := unsureFiles(t, blank(), blank())
	s := open(t, dir, allowed)
	b := startBrowser(t, s).tab(t)
	b.open("/confirm")
	b.asked(1)
	c := logIn(t, s, "")
	if resp, _ := c.send("/confirm/f/"+shas[0], c.form("/confirm", "number", "1/KH-SNV")); resp.StatusCode != 303 {
		t.Fatal(resp.StatusCode)
	}
	b.run(chromedp.Focus(chromedp.CSS("form.ask [name=by]")))
	b.keys("Bình" + kb.Escape + "s" + kb.Home + "7" + kb.Tab)
	b.until(`document.activeElement.selectionEnd === 0`)
	b.keys("12" + kb.Enter)
	b.until(`document.querySelector("#told .refused")?.textContent.includes("An vừa xác nhận")`)
	b.asked(2)
	b.click("#told .refused a")
	b.asked(1)
	if v := b.value(`document.querySelector("[name=number]").value`); v != "7/KH-SNV" {
		t.Errorf("typed was %q", v)
	}
	b.wants(".undo", "01/KH-SNV")
}

// A session that has ended loses nothing: what was answered is kept, and sent once its user
// has logged in again.
func TestConfirmAfterSession(t *testing.T) {
	dir, _ := unsureFiles(t, blankOf("1/KH-SNV", 12), blankOf("2/KH-SNV", 13), blank())
	s := open(t, dir, clerks(t))
	all := startBrowser(t, s)
	b := all.tab(t)
	logsIn := func(b *browser) {
		b.open("/login?next=/confirm")
		b.run(chromedp.SendKeys(chromedp.CSS("[name=name]"), "lan"),
			chromedp.SendKeys(chromedp.CSS("[name=password]"), password+kb.Enter))
		b.asked(1)
	}
	logsIn(b)
	b.until(`performance.getEntriesByType("resource").some(e => e.initiatorType === "fetch" && e.responseEnd > 0)`)
	_, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{})
	must(t, err)
	b.keys("d")
	b.until(`document.querySelector("#told .waits")?.textContent.includes("đăng nhập lại")`)
	b.asked(2) // it was there already
	b.keys("d")
	b.until(`document.querySelector("#told").textContent.includes("chưa tải được")`)
	logsIn(all.tab(t))
	b.until(`document.querySelectorAll("#told .stored").length === 2`)
	b.asked(3)
	b.until(`!document.querySelector("#told .waits")`)
}

// Without scripts the forms do.
func TestConfirmWithoutScript(t *testing.T) {
	dir, _ := unsureFiles(t, blankOf("1/KH-SNV", 12), blank())
	b := startBrowser(t, open(t, dir, allowed)).tab(t)
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true})
	must(t, err)
	b.run(chromedp.Navigate(b.home+"/confirm"), chromedp.WaitVisible(chromedp.CSS("form.ask")),
		chromedp.SendKeys(chromedp.CSS("form.ask [name=by]"), "An"+kb.Enter),
		chromedp.WaitVisible(chromedp.CSS(".notice[role=status]")))
	b.run(chromedp.Focus(chromedp.CSS(".notice[role=status] button")), chromedp.KeyEvent(kb.Enter),
		chromedp.WaitNotPresent(chromedp.CSS(".notice[role=status]")))
	b.run(chromedp.Focus(chromedp.CSS("a[data-skip]")), chromedp.KeyEvent(kb.Enter),
		chromedp.WaitVisible(chromedp.CSS("h1[autofocus]")))
}

// Nothing on these pages keeps people out, in the light, in the dark, on a phone.
func TestConfirmAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.FromSlash("testdata/axe/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Skip("SKIPPED: npm ci --prefix web/testdata/axe has not run")
	}
	dir, shas := unsureFiles(t, blank("1/KH-SNV", "7/KH-SNV"), blank())
	s := open(t, dir, allowed)
	c := logIn(t, s, "")
	file := "/confirm/f/" + shas[1]
	if resp, _ := c.send(file, c.form(file, "number", "2/KH-SNV")); resp.StatusCode != 303 {
		t.Fatal(resp.StatusCode)
	}
	all := startBrowser(t, s)
	for name, look := range map[string]chromedp.Action[chromedp.Void]{
		"light": chromedp.EmulateViewport(1280, 900),
		"phone": chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile),
		"dark": chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			return err
		}),
	} {
		t.Run(name, func(t *testing.T) {
			b := all.tab(t)
			b.run(look)
			for _, address := range []string{"/confirm", "/confirm?done=1", "/confirm/f/" + shas[1], "/confirm/c",
				"/confirm?after=written-" + shas[0], "/f/" + shas[0] + "/1"} {
				b.open(address)
				inspect(t, b, axe, address)
				over := b.value(`document.documentElement.scrollWidth - innerWidth`)
				if name == "phone" && over != "0" {
					t.Errorf("%s: %s pixels wider than the phone", address, over)
				}
			}
			b.open("/confirm")
			b.run(chromedp.Focus(chromedp.CSS("form.ask [name=by]")))
			b.keys("An" + kb.Escape + "b")
			b.until(`document.querySelector("h1").textContent.startsWith("Đã đến cuối")`)
			inspect(t, b, axe, "the end")
		})
	}
}
