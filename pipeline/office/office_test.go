package office

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

func needsOffice(t *testing.T) {
	t.Helper()
	if err := Check(); err != nil {
		t.Skip(err)
	}
}

func laid(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// converted returns the main part of what came of a document.
func converted(t *testing.T, path string, form Form) (string, error) {
	t.Helper()
	var out string
	err := Convert(t.Context(), path, form, func(docx string) error {
		z, err := zip.OpenReader(docx)
		if err != nil {
			return err
		}
		defer z.Close()
		f, err := z.Open("word/document.xml")
		if err != nil {
			return err
		}
		b, err := io.ReadAll(f)
		out = string(b)
		return err
	})
	return out, err
}

func TestConvert(t *testing.T) {
	needsOffice(t)
	for form, content := range map[Form]string{
		RTF:  `{\rtf1\ansi S\u7889? 83/KH-UBND\par}`,
		HTML: "<html><meta charset=utf-8><body><p>Số 83/KH-UBND</p></body></html>",
		Flat: flat(`<text:p>Số 83/KH-UBND</text:p>`),
	} {
		got, err := converted(t, laid(t, "tên có dấu.x", content), form)
		if err != nil || !strings.Contains(got, "Số 83/KH-UBND") {
			t.Errorf("%s: %v, %q", form, err, got[:min(len(got), 300)])
		}
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "danchieu-office-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func flat(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>` + body +
		`</office:text></office:body></office:document>`
}

// Nothing that a document names is fetched, from the network or from this machine.
func TestNothingIsFollowed(t *testing.T) {
	needsOffice(t)
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		io.WriteString(w, "FETCHED")
	}))
	defer server.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			asked.Add(1)
			c.Close()
		}
	}()
	secret, web, ftp := laid(t, "secret.txt", "SECRET"), server.URL, "ftp://"+listener.Addr().String()
	for form, content := range map[Form]string{
		RTF: `{\rtf1\ansi {\*\template ` + web + `/a.dot}83/KH-UBND {\field{\*\fldinst { INCLUDEPICTURE "` + web +
			`/a.png" \\* MERGEFORMAT \\d }}{\fldrslt { }}}{\field{\*\fldinst { INCLUDETEXT "` + secret +
			`" }}{\fldrslt { }}}{\object\objautlink{\*\objclass Word.Document}{\*\objdata 00}{\result x}}\par}`,
		HTML: `<html><head><link rel=stylesheet href="` + web + `/a.css"><link rel=stylesheet href="` + ftp +
			`/a.css"></head><body>83/KH-UBND <img src="` + web + `/a.png"><img src="` + ftp + `/a.png"><iframe src="` + web +
			`"></iframe><iframe src="file://` + secret + `"></iframe></body></html>`,
		Flat: flat(`<text:p>83/KH-UBND</text:p><text:section text:name="S"><text:section-source xlink:href="file://` + secret +
			`" text:filter-name="Text"/><text:p>old</text:p></text:section><text:p><draw:frame svg:width="3cm" svg:height="3cm"
 text:anchor-type="as-char"><draw:image xlink:href="` + web + `/a.png"/></draw:frame></text:p>`),
	} {
		got, err := converted(t, laid(t, "a", content), form)
		if err != nil || !strings.Contains(got, "83/KH-UBND") {
			t.Errorf("%s: %v", form, err)
		}
		if n := asked.Swap(0); n > 0 {
			t.Errorf("%s: the network was asked %d times", form, n)
		}
		if strings.Contains(got, "FETCHED") || strings.Contains(got, "SECRET") {
			t.Errorf("%s: took in what is not in the document", form)
		}
	}
}

// What LibreOffice makes nothing of has a reason.
func TestNoDocument(t *testing.T) {
	needsOffice(t)
	_, err := converted(t, laid(t, "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x03rubbish", 4000)), Word)
	if r := pdf.ReasonOf(err); err == nil || r == pdf.ErrIO {
		t.Errorf("rubbish: %v", err)
	}
}

func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := converted(t, laid(t, "a.rtf", `{\rtf1 a}`), RTF); !errors.Is(err, ErrMissing) {
		t.Errorf("without LibreOffice: %v", err)
	}
}

// One that hangs is ended with what it has started.
func TestHanging(t *testing.T) {
	dir := t.TempDir()
	pid := filepath.Join(dir, "pid")
	script := "#!/bin/sh\nsleep 600 &\necho $! > '" + pid + "'\nwait\n"
	if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	ctx, cancel := context.WithCancel(t.Context())
	path := laid(t, "a.rtf", `{\rtf1 a}`)
	done := make(chan error)
	go func() { done <- Convert(ctx, path, RTF, func(string) error { return nil }) }()
	var child []byte
	for range 500 {
		if child, _ = os.ReadFile(pid); strings.HasSuffix(string(child), "\n") {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	for range 500 {
		b, err := os.ReadFile("/proc/" + strings.TrimSpace(string(child)) + "/stat")
		if err != nil || strings.Contains(string(b), ") Z ") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("what it has started goes on")
}
