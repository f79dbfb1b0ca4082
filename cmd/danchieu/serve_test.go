package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/web"
)

// The programs' door gives the JSON that the program prints, and OpenAPI tells of
// every field of it.
func TestAPI(t *testing.T) {
	data := t.TempDir()
	plans, err := filepath.Abs("../../testdata/plans")
	if err != nil {
		t.Fatal(err)
	}
	printed := func(args ...string) (string, int) {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), append(args, "--data", data, "--json"), strings.NewReader(""), &stdout, &stderr)
		return stdout.String(), code
	}
	if out, code := printed("ingest", plans); code != exitFailures { // one is damaged
		t.Fatal(code, out)
	}
	s, err := web.New(web.Config{Data: data, ReadDraft: readDraft})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	answered := func(path string, q url.Values) (string, int) {
		resp, err := http.Get(server.URL + path + "?" + q.Encode())
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b), resp.StatusCode
	}
	described, _ := answered("/api/v1/openapi.json", nil)
	api := openAPI{}
	if err := json.Unmarshal([]byte(described), &api.doc); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	roster := filepath.Join(t.TempDir(), "roster.txt")
	if err := os.WriteFile(roster, []byte("Tỉnh ủy Hải Dương\nUBND tỉnh Hải Dương\nTỉnh ủy Quảng Ninh\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	// files are named from the ingested folder on
	unrooted := strings.NewReplacer(`"`+plans+`/`, `"`, `"`+plans+`"`, `"plans"`)
	for _, tt := range []struct {
		args  []string
		q     url.Values
		found int
	}{
		{[]string{"search", "dạy thêm"}, url.Values{"q": {"dạy thêm"}}, 200},
		{[]string{"search", "93-NQ/TW", "--limit", "2", "--sort", "date"}, url.Values{"q": {"93-NQ/TW"}, "limit": {"2"}, "sort": {"date"}}, 200},
		{[]string{"search", "khongcotunay"}, url.Values{"q": {"khongcotunay"}}, 404},
		{[]string{"show", "93-NQ/TW"}, url.Values{"ref": {"93-NQ/TW"}}, 200},
		{[]string{"show", "93-NQ/TW", "--relation", "implements", "--year", "2023"}, url.Values{"ref": {"93-NQ/TW"}, "relation": {"implements"}, "year": {"2023"}}, 200},
		{[]string{"show", "14/CT-TTg"}, url.Values{"ref": {"14/CT-TTg"}}, 300},
		{[]string{"show", "9999/QĐ-UBND"}, url.Values{"ref": {"9999/QĐ-UBND"}}, 404},
		{[]string{"trace", "93-NQ/TW"}, url.Values{"ref": {"93-NQ/TW"}}, 200},
		{[]string{"trace", "93-NQ/TW", "--down", "--relation", "all", "--depth", "2"}, url.Values{"ref": {"93-NQ/TW"}, "way": {"down"}, "relation": {"all"}, "depth": {"2"}}, 200},
		{[]string{"path", "19/KH-THCSBT", "93-NQ/TW"}, url.Values{"from": {"19/KH-THCSBT"}, "to": {"93-NQ/TW"}}, 200},
		{[]string{"path", "19/KH-THCSBT", "52/KH-UBND"}, url.Values{"from": {"19/KH-THCSBT"}, "to": {"52/KH-UBND"}}, 300},
		{[]string{"acted", "93-NQ/TW"}, url.Values{"ref": {"93-NQ/TW"}}, 200},
		{[]string{"acted", "93-NQ/TW", "--roster", roster}, url.Values{"ref": {"93-NQ/TW"}, "roster": {"Tỉnh ủy Hải Dương", "UBND tỉnh Hải Dương", "Tỉnh ủy Quảng Ninh"}}, 200},
		{[]string{"body", "Sở Giáo dục và Đào tạo Hải Dương"}, url.Values{"ref": {"Sở Giáo dục và Đào tạo Hải Dương"}}, 200},
		{[]string{"body", "ubnd.province.kien-giang", "--as-of", "2025-06-30"}, url.Values{"ref": {"ubnd.province.kien-giang"}, "as-of": {"2025-06-30"}}, 200},
		{[]string{"body", "Giáo dục và Đào tạo"}, url.Values{"ref": {"Giáo dục và Đào tạo"}}, 300},
		{[]string{"body", "Sở Trăng Sao"}, url.Values{"ref": {"Sở Trăng Sao"}}, 404},
		{[]string{"audit"}, url.Values{}, 200},
		{[]string{"audit", "93-NQ/TW", "--severity", "error"}, url.Values{"ref": {"93-NQ/TW"}, "severity": {"error"}}, 200},
		{[]string{"wanted"}, url.Values{}, 200},
		{[]string{"runs"}, url.Values{}, 200},
		{[]string{"wanted", "--type", "kế hoạch", "--limit", "3"}, url.Values{"type": {"kế hoạch"}, "limit": {"3"}}, 200},
	} {
		path := "/api/v1/" + tt.args[0]
		want, _ := printed(tt.args...)
		got, status := answered(path, tt.q)
		if diff := cmp.Diff(unrooted.Replace(want), got); diff != "" || status != tt.found {
			t.Errorf("%s: status %d, want %d (-printed +answered):\n%s", tt.args, status, tt.found, diff)
		}
		if err := api.check(path, status, tt.q, got); err != nil {
			t.Errorf("%s: %v", tt.args, err)
		}
		seen[path] = true
	}
	const draft = "Thực hiện Kết luận số 51-KL/TW ngày 31/5/2019 của Ban Bí thư;"
	file := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(file, []byte(draft), 0o644); err != nil {
		t.Fatal(err)
	}
	want, _ := printed("check", file, "--on", "2025-07-01")
	q := url.Values{"name": {"draft.txt"}, "on": {"2025-07-01"}}
	resp, err := http.Post(server.URL+"/api/v1/check?"+q.Encode(), "text/plain", strings.NewReader(draft))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(unrooted.Replace(strings.ReplaceAll(want, file, "draft.txt")), string(got)); diff != "" {
		t.Errorf("check: (-printed +answered):\n%s", diff)
	}
	if err := api.check("/api/v1/check", resp.StatusCode, q, string(got)); err != nil {
		t.Errorf("check: %v", err)
	}
	seen["/api/v1/check"] = true
	for path := range api.doc["paths"].(map[string]any) {
		if !seen[path] {
			t.Errorf("%s is described and not tried", path)
		}
	}
	for path, q := range map[string]url.Values{"/api/v1/search": {}, "/api/v1/show": {"ref": {"93-NQ/TW"}, "relation": {"x"}}, "/api/v1/trace": {"ref": {"93-NQ/TW"}, "way": {"x"}}, "/api/v1/body": {}, "/api/v1/acted": {"ref": {"93-NQ/TW"}, "roster": {"Sở Trăng Sao"}}, "/api/v1/audit": {"rule": {"x"}}, "/api/v1/wanted": {"type": {"x"}}} {
		got, status := answered(path, q)
		if err := api.check(path, status, nil, got); err != nil || status != 400 {
			t.Errorf("%s: %d, %v", path, status, err)
		}
	}
}

// It says where it serves, logs what it answers, and ends when it is stopped.
func TestServe(t *testing.T) {
	data := t.TempDir()
	var log bytes.Buffer
	if code := run(t.Context(), []string{"ingest", "--no-ocr", "../../testdata/plans/kh-112-pgddt.pdf", "--data", data},
		strings.NewReader(""), io.Discard, &log); code != exitDone {
		t.Fatal(code, log.String())
	}
	log.Reset()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	says, stdout := io.Pipe()
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data", data}, strings.NewReader(""), stdout,
			&log)
	}()
	home, err := bufio.NewReader(says).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	home = strings.TrimSpace(home)
	resp, err := http.Get(home + "search?q=93-NQ/TW")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit code %d", code)
	}
	var line struct {
		Level, Msg, Method, URI string
		Status                  int
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil || resp.StatusCode != 200 || line.Status != 200 ||
		line.URI != "/search?q=93-NQ/TW" || line.Msg != "access" {
		t.Errorf("%d, %v, %s", resp.StatusCode, err, log.String())
	}
}

// openAPI checks answers against their description, as far as that goes here:
// references, objects with all their fields, lists and plain values.
type openAPI struct{ doc map[string]any }

func (a openAPI) check(path string, status int, q url.Values, body string) error {
	get, ok := at(a.doc, "paths", path, "get").(map[string]any)
	if !ok {
		get, ok = at(a.doc, "paths", path, "post").(map[string]any)
	}
	if !ok {
		return fmt.Errorf("%s is not described", path)
	}
	for name := range q {
		if !slices.ContainsFunc(get["parameters"].([]any),
			func(p any) bool { return p.(map[string]any)["name"] == name }) {
			return fmt.Errorf("the parameter %s is not described", name)
		}
	}
	schema, ok := at(get, "responses", fmt.Sprint(status), "content", "application/json", "schema").(map[string]any)
	if !ok {
		return fmt.Errorf("the status %d is not described", status)
	}
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		return err
	}
	return a.fits(schema, v, "answer")
}

func at(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func (a openAPI) fits(schema map[string]any, v any, where string) error {
	fields, required := map[string]map[string]any{}, []any{}
	kinds := a.gather(schema, fields, &required)
	switch v := v.(type) {
	case map[string]any:
		if !slices.Contains(kinds, "object") {
			return fmt.Errorf("%s is an object, not %v", where, kinds)
		}
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				return fmt.Errorf("%s has no %s", where, name)
			}
		}
		if len(fields) == 0 {
			return nil
		}
		for name, x := range v {
			f, ok := fields[name]
			if !ok {
				return fmt.Errorf("%s: %s is not described", where, name)
			}
			if err := a.fits(f, x, where+"."+name); err != nil {
				return err
			}
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		if !slices.Contains(kinds, "array") {
			return fmt.Errorf("%s is a list, not %v", where, kinds)
		}
		for i, x := range v {
			if err := a.fits(items, x, fmt.Sprintf("%s[%d]", where, i)); err != nil {
				return err
			}
		}
	default:
		kind := map[string]string{"string": "string", "float64": "number", "bool": "boolean",
			"<nil>": "null"}[fmt.Sprintf("%T", v)]
		if !slices.Contains(kinds, kind) && !(kind == "number" && slices.Contains(kinds, "integer")) {
			return fmt.Errorf("%s is a %s, not %v", where, kind, kinds)
		}
	}
	return nil
}

// gather follows references and returns the types that a schema allows.
func (a openAPI) gather(schema map[string]any, fields map[string]map[string]any, required *[]any) (kinds []string) {
	if ref, ok := schema["$ref"].(string); ok {
		return a.gather(at(a.doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...).(map[string]any), fields,
			required)
	}
	if all, ok := schema["allOf"].([]any); ok {
		for _, s := range all {
			kinds = append(kinds, a.gather(s.(map[string]any), fields, required)...)
		}
		return kinds
	}
	if more, ok := schema["required"].([]any); ok {
		*required = append(*required, more...)
	}
	if ps, ok := schema["properties"].(map[string]any); ok {
		for name, p := range ps {
			fields[name] = p.(map[string]any)
		}
	}
	switch k := schema["type"].(type) {
	case string:
		return []string{k}
	case []any:
		for _, s := range k {
			kinds = append(kinds, s.(string))
		}
	}
	return kinds
}
