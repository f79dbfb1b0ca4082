package cite

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

func TestMendWords(t *testing.T) {
	for _, c := range [][2]string{
		{"căn cứ nghị quyêt và quyêt định", "căn cứ nghị quyết và quyết định"},
		{"ủy ban nhân dan tỉnh", "ủy ban nhân dân tỉnh"},
		{"sửa đổi, bổ sung một số điểu của luật đất đai", "sửa đổi, bổ sung một số điều của luật đất đai"},
		// words that are words
		{"khoản 2 được giao, đã thuộc quyền", "khoản 2 được giao, đã thuộc quyền"},
		{"người chưa thành niên", "người chưa thành niên"},
		{"các văn bản chỉ đạo", "các văn bản chỉ đạo"},
		{"cán bộ trường học", "cán bộ trường học"},
	} {
		toks := tokenize(c[0], c[0], 0, len(c[0]))
		mendWords(toks)
		var got []string
		for _, tok := range toks {
			got = append(got, tok.low)
		}
		if diff := cmp.Diff(splitPhrase(c[1]), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c[0], diff)
		}
	}
}

func TestMendBases(t *testing.T) {
	for text, want := range map[string]string{
		"Căn cứ Luật Đất đai ngày 19 tháng 6 năm 2015: Luật Nhà ở ngày 27/11/2023;": ";",
		"Căn cứ Nghị định số 8/NĐ-CP ngày 19/6/2015: Quyết định số 9/QĐ-TTg":        ";",
		"Căn cứ các văn bản ban hành năm 2015: Luật Nhà ở":                          ":",
		"Căn cứ tình hình tại cuộc họp ngày 19/6/2015: các xã báo cáo":              ":",
		"Các văn bản ngày 19/6/2015: Luật Nhà ở":                                    ":",
	} {
		toks := tokenize(text, strings.ToLower(text), 0, len(text))
		mendBases(toks)
		if i := slices.IndexFunc(toks, func(t token) bool { return text[t.start:t.end] == ":" }); toks[i].low != want {
			t.Errorf("%s: %s, want %s", text, toks[i].low, want)
		}
	}
}

func TestWithoutSpecks(t *testing.T) {
	for _, c := range [][2]string{
		{"Luật Bảo. hiểm y tế số 25/2008/QH12", "luật bảo hiểm y tế số 25/2008/qh12"},
		{"hiệu lực. Luật này", "hiệu lực . luật này"},
		{"tp. huế", "tp . huế"},
		{"1. khoản", "1 . khoản"},
	} {
		low := strings.ToLower(c[0])
		var got []string
		for _, tok := range withoutSpecks(tokenize(c[0], low, 0, len(c[0]))) {
			got = append(got, tok.low)
		}
		if s := strings.Join(got, " "); s != c[1] {
			t.Errorf("%s: %s, want %s", c[0], s, c[1])
		}
	}
}

// maxSpoiled is the share of right words that mending may change.
const maxSpoiled = .0005

// Text that is right, taken for what OCR read, stays as it is: each word changed is
// one spoiled. DANCHIEU_CORPUS names a folder of real files to count on as well.
func TestMendingSpoilsNothing(t *testing.T) {
	words, spoiled := 0, map[string]int{}
	for _, path := range textFiles(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pages, err := pdf.Read(data)
		if err != nil {
			continue // the damaged one
		}
		pages = slices.DeleteFunc(pages, func(p pdf.Page) bool { return layout.Source(p) != legal.SourceText })
		words += countSpoiled(pages, spoiled)
	}
	total := 0
	for _, n := range spoiled {
		total += n
	}
	most := slices.SortedFunc(maps.Keys(spoiled), func(a, b string) int { return spoiled[b] - spoiled[a] })
	for _, s := range most[:min(len(most), 40)] {
		t.Logf("%4d  %s", spoiled[s], s)
	}
	t.Logf("%d of %d words changed, %.4f %%", total, words, 100*float64(total)/float64(words))
	if float64(total) > maxSpoiled*float64(words) {
		t.Errorf("more than %.2f %%", 100*maxSpoiled)
	}
}

func textFiles(t *testing.T) []string {
	files, err := filepath.Glob("../../testdata/plans/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples: ", err)
	}
	if dir := os.Getenv("DANCHIEU_CORPUS"); dir != "" {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(path, ".pdf") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// countSpoiled counts the words of pages, and by what they were and became those
// that are changed on the way from a page read by OCR to its citations.
func countSpoiled(pages []pdf.Page, spoiled map[string]int) int {
	words := 0
	sources := make([]legal.PageSource, len(pages))
	for i, p := range ocr.Repair(pages) {
		sources[i] = legal.SourceText
		for k, l := range p.Lines {
			words += len(l.Words)
			if len(l.Words) != len(pages[i].Lines[k].Words) {
				continue // a rule of underscores was left out
			}
			for n, w := range l.Words {
				if before := pages[i].Lines[k].Words[n].Text; before != w.Text {
					spoiled["repair: "+before+" → "+w.Text]++
				}
			}
		}
	}
	text := layout.TextFrom(pages, sources)
	low := lower(text.Content)
	for _, b := range text.Blocks {
		if !citing(b.Zone) {
			continue
		}
		toks := tokenize(text.Content, low, b.Start, b.End)
		before := slices.Clone(toks)
		mendWords(toks)
		for i := range toks {
			if toks[i].low != before[i].low {
				spoiled[fmt.Sprintf("%s → %s  (%s)", before[i].low, toks[i].low, around(before, i))]++
			}
		}
	}
	return words
}

func around(toks []token, i int) string {
	var s []string
	for _, t := range toks[max(0, i-2):min(len(toks), i+3)] {
		s = append(s, t.low)
	}
	return strings.Join(s, " ")
}
