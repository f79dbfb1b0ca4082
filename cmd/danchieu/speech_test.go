package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// formArgs says which argument of our functions is a form, or a noun.
var formArgs = map[string]int{"say": 0, "printf": 0, "usageArgs": 1, "wanting": 1, "nouns": 1, "noun": 1}

// alone are literals that are texts where they stand by themselves: in tables, and in
// arguments that a function says.
var alone = regexp.MustCompile(`^(read|not read|vanished|documents new|relations new|relations lost|conflicts new|open|ocr|left out|taken without its date|ok|BROKEN|MISSING|cited|citing it|nothing that is stated|no document that states it|by document|as they were|moved|copies of known ones|touched: .*|replaced: .*|back after .*|read in part: .*|with pages read by OCR|left for the next run|rescues PDFs .*|draws pages .*|reads scanned .*|reads \.doc.*|waiting for LibreOffice)$`)

// templateText is a text in the page of a report.
var templateText = regexp.MustCompile(`\{\{t "([^"]*)"\}\}`)

// forms are all texts of the program: those in its source, and in the page of a report.
func forms(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	note := func(form string) {
		if core := strings.Trim(form, " \n"); strings.ContainsFunc(verbs.ReplaceAllString(core, ""), unicode.IsLetter) {
			out[core] = true
		}
	}
	literal := func(e ast.Expr) {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			s, err := strconv.Unquote(l.Value)
			if err != nil {
				t.Fatal(err)
			}
			note(s)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "vietnamese.go" {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called := ""
				switch fun := n.Fun.(type) {
				case *ast.Ident:
					called = fun.Name
				case *ast.SelectorExpr:
					called = fun.Sel.Name
				}
				if i, ok := formArgs[called]; ok && i < len(n.Args) {
					literal(n.Args[i])
				}
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && alone.MatchString(s) {
					note(s)
				}
			}
			return true
		})
	}
	for _, m := range templateText.FindAllStringSubmatch(reportPage, -1) {
		note(m[1])
	}
	return out
}

// verbs are the places for values in a form.
var verbs = regexp.MustCompile(`%[-0-9.]*[a-z%]`)

// Every text of the program has its Vietnamese, with the same values in the same order,
// and there is none that nobody says.
func TestVietnamese(t *testing.T) {
	all := forms(t)
	for _, form := range slices.Sorted(maps.Keys(all)) {
		vi, ok := vietnamese[form]
		if !ok || vi == "" {
			t.Errorf("no Vietnamese for %q", form)
			continue
		}
		if en, vi := verbs.FindAllString(form, -1), verbs.FindAllString(vi, -1); !slices.Equal(en, vi) {
			t.Errorf("%q: %v, %v", form, en, vi)
		}
	}
	for form := range vietnamese {
		if !all[form] && !fromElsewhere[form] {
			t.Errorf("nobody says %q", form)
		}
	}
}

// fromElsewhere are texts that libraries make.
var fromElsewhere = map[string]bool{
	"stopped": true, "no file is left where files are known": true, "no such file or folder": true, "another ingest is at work": true,
	"nothing to search for": true, "open": true, "not in UTF-8: save it as CSV UTF-8": true,
}

// Every verb and flag has its help in Vietnamese, and there is none of what is not.
func TestVietnameseHelp(t *testing.T) {
	root := func(lang legal.Lang) *cobra.Command {
		return newRoot(&app{stdin: strings.NewReader(""), stdout: printer{io.Discard, lang},
			stderr: printer{io.Discard, lang}, lang: lang})
	}
	lines, longs := map[string]bool{}, map[string]bool{}
	for _, h := range usageHeadings {
		lines[h] = true
	}
	english := root(legal.English)
	english.InitDefaultHelpCmd()
	english.InitDefaultCompletionCmd("")
	each(english, func(c *cobra.Command) {
		if c.Hidden || strings.HasPrefix(words(c), "completion ") {
			return
		}
		lines[c.Short] = true
		if c.Long != "" && c.Name() != "completion" {
			longs[words(c)] = true
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && f.Name != "version" && !f.Hidden {
				lines[f.Usage] = true
			}
		})
	})
	for what, pair := range map[string][2]map[string]bool{"line": {lines, keys(shortInVietnamese)},
		"help of": {longs, keys(longInVietnamese)}} {
		for k := range pair[0] {
			if !pair[1][k] {
				t.Errorf("no %s in Vietnamese for %q", what, k)
			}
		}
		for k := range pair[1] {
			if !pair[0][k] {
				t.Errorf("nobody says the %s %q", what, k)
			}
		}
	}
	each(root(legal.Vietnamese), func(c *cobra.Command) {
		if !c.Hidden && !strings.HasPrefix(words(c), "completion") &&
			(lines[c.Short] || c.Long != "" &&
				!strings.ContainsFunc(c.Long, func(r rune) bool { return r >= 0x1ea0 })) {
			t.Errorf("%s is told of in English", words(c))
		}
	})
}

func keys(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for k, v := range m {
		out[k] = v != ""
	}
	return out
}

// The locale says which language is spoken, where nothing else does.
func TestLocaleLanguage(t *testing.T) {
	for _, tt := range []struct {
		all, messages, lang string
		want                legal.Lang
	}{
		{"", "", "", legal.English}, {"", "", "vi_VN.UTF-8", legal.Vietnamese}, {"", "", "vi", legal.Vietnamese}, {"C", "vi_VN", "vi_VN", legal.English},
		{"", "en_US.UTF-8", "vi_VN", legal.English}, {"", "vi_VN", "C", legal.Vietnamese}, {"", "", "vie", legal.English},
	} {
		env := map[string]string{"LC_ALL": tt.all, "LC_MESSAGES": tt.messages, "LANG": tt.lang}
		if got := localeLanguage(func(k string) string { return env[k] }); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func TestSay(t *testing.T) {
	var b bytes.Buffer
	p := printer{&b, legal.Vietnamese}
	p.printf("%s\n", texts{nouns(1, "file"), nouns(3, "page")})
	p.printf("%6d %s found\n", 2, noun(2, "file"))
	if want := "1 tệp và 3 trang\n     2 tệp tìm thấy\n"; b.String() != want {
		t.Errorf("%q", b.String())
	}
}
