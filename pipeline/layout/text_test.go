package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Lines of a page with its text between 85 and 540 points.
const (
	line1 = "Thực hiện Nghị quyết số 30 của Bộ Chính trị về phát triển vùng xã"
	line2 = "đồng bằng sông Hồng đến năm 2030 và Kế hoạch số 83/KH-"
	line3 = "UBND ngày 17 tháng 3 năm 2023 của Ủy ban nhân dân thành phố"
)

func TestParagraphs(t *testing.T) {
	tests := []struct {
		name  string
		pages []pdf.Page
		want  []string
	}{
		{"lines are joined, an indent begins a paragraph", []pdf.Page{sheet(
			full(120, 100, line1), full(85, 118, line2), full(85, 136, line3), at(85, 154, "Cẩm Phả."),
			at(120, 172, "1. Mục đích"),
			full(120, 190, "a) Quán triệt nội dung kế hoạch của tỉnh, của thành phố tới toàn"),
			at(85, 208, "thể cán bộ."),
		)}, []string{
			"body: " + line1 + " " + line2 + line3 + " Cẩm Phả.", "body: 1. Mục đích",
			"body: a) Quán triệt nội dung kế hoạch của tỉnh, của thành phố tới toàn thể cán bộ.",
		}},
		{"a last word under the indent stays with its line", []pdf.Page{sheet(
			full(120, 100, "- Nghị quyết thông qua đề nghị cho phép sáp nhập Hội phù hợp quy"), at(85, 118, "định."),
			full(120, 136, line1), full(85, 154, line2), full(85, 172, line3), full(85, 190, line3),
		)}, []string{
			"body: - Nghị quyết thông qua đề nghị cho phép sáp nhập Hội phù hợp quy định.",
			"body: " + line1 + " " + line2 + line3 + " " + line3,
		}},
		{"a paragraph goes on over the page break and the page number", []pdf.Page{
			sheet(full(120, 700, line1), full(85, 718, line2)),
			sheet(at(300, 40, "2"), full(85, 100, line3), at(85, 118, "Cẩm Phả."), full(120, 136, line1),
				full(85, 154, line1)),
		}, []string{"body: " + line1 + " " + line2 + line3 + " Cẩm Phả.", "body: " + line1 + " " + line1}},
		{"a list item begins on the next page", []pdf.Page{
			sheet(full(120, 700, line1), full(85, 718, line3)),
			sheet(full(120, 100, "- Tiếp tục thực hiện các nhiệm vụ, giải pháp của chương trình"), full(85, 118, line1),
				full(85, 136, line1)),
		}, []string{
			"body: " + line1 + " " + line3,
			"body: - Tiếp tục thực hiện các nhiệm vụ, giải pháp của chương trình " + line1 + " " + line1,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := Text(tt.pages)
			check(t, text)
			if diff := cmp.Diff(tt.want, blocksOf(text)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

// OCR measures sizes roughly: they part no sentence, but a heading from its text.
func TestRoughSizes(t *testing.T) {
	page := sheet(
		full(120, 100, line1, sized(15)), full(85, 118, line2, sized(18)), full(85, 136, line3, sized(12.5)),
		at(85, 154, "Cẩm Phả.", sized(15)), at(85, 190, "Mục đích của kế hoạch", sized(19)),
		full(120, 208, line1, sized(15)), full(85, 226, line1, sized(15)),
	)
	text := TextFrom([]pdf.Page{page}, []legal.PageSource{legal.SourceOCR})
	check(t, text)
	want := []string{"body: " + line1 + " " + line2 + line3 + " Cẩm Phả.", "body: Mục đích của kế hoạch",
		"body: " + line1 + " " + line1}
	if diff := cmp.Diff(want, blocksOf(text)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	text := Text([]pdf.Page{sheet(
		full(120, 100, line1), at(85, 118, "như sau:"),
		join(at(90, 150, "TT"), at(130, 150, "Tên văn bản"), at(400, 150, "Ghi chú")),
		at(90, 180, "1"), at(130, 172, "Nghị quyết số 19/NQ-"), at(130, 188, "HĐND ngày 28/8/2025"),
		at(400, 180, "Còn hiệu lực"), at(90, 220, "2"), at(130, 220, "Quyết định số 787/QĐ-UBND"),
		at(400, 212, "Hết hiệu"), at(400, 228, "lực"),
		full(120, 260, "2. Tổ chức thực hiện kế hoạch này trên địa bàn tỉnh theo quy định hiện"), at(85, 278, "hành."),
	)})
	check(t, text)
	want := []string{
		"body: " + line1 + " như sau:", "cell: TT", "cell: Tên văn bản", "cell: Ghi chú",
		"cell: 1", "cell: Nghị quyết số 19/NQ-HĐND ngày 28/8/2025", "cell: Còn hiệu lực",
		"cell: 2", "cell: Quyết định số 787/QĐ-UBND", "cell: Hết hiệu lực",
		"body: 2. Tổ chức thực hiện kế hoạch này trên địa bàn tỉnh theo quy định hiện hành.",
	}
	if diff := cmp.Diff(want, blocksOf(text)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestCellOverPages(t *testing.T) {
	text := Text([]pdf.Page{
		sheet(full(120, 650, line1), at(85, 668, "như sau:"),
			at(90, 700, "1"), at(130, 700, "Nghị quyết số 254/2025/QH15 của"),
			at(130, 716, "Quốc hội quy định một số cơ"), at(400, 700, "Đất đai")),
		sheet(at(130, 100, "chế, chính sách"), at(90, 130, "2"), at(130, 130, "Quyết định số 787/QĐ-UBND"),
			at(400, 130, "Nội vụ")),
	})
	check(t, text)
	want := []string{
		"body: " + line1 + " như sau:", "cell: 1", "cell: Nghị quyết số 254/2025/QH15 của Quốc hội quy định một số cơ chế, chính sách", "cell: Đất đai",
		"cell: 2", "cell: Quyết định số 787/QĐ-UBND", "cell: Nội vụ",
	}
	if diff := cmp.Diff(want, blocksOf(text)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestFootnotes(t *testing.T) {
	small := sized(10)
	text := Text([]pdf.Page{
		sheet(full(120, 100, line1), at(85, 118, "và đào tạo ^1 ~."), full(120, 136, line1), full(85, 154, line1),
			at(85, 700, "^1 Chương trình số 26-CTr/TU về thực hiện Nghị quyết số 30-NQ/TW ngày", small)),
		sheet(full(120, 100, line1), at(85, 118, "diện tích 100 ha ^2 ~."),
			at(85, 700, "23/11/2022 của Bộ Chính trị; Nghị quyết số 12-NQ/TU.", small)),
	})
	check(t, text)
	want := []string{
		"body: " + line1 + " và đào tạo.",
		"footnote: Chương trình số 26-CTr/TU về thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị; Nghị quyết số 12-NQ/TU.",
		"body: " + line1 + " " + line1,
		"body: " + line1 + " diện tích 100 ha 2.",
	}
	if diff := cmp.Diff(want, blocksOf(text)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if at := text.Blocks[1].Anchor; !strings.HasSuffix(text.Content[:at], "đào tạo") {
		t.Errorf("the footnote is anchored after %q", text.Content[:at])
	}
	if page := text.PageAt(strings.Index(text.Content, "23/11/2022")); page != 2 {
		t.Errorf("the second half of the footnote stands on page %d", page)
	}
}

func TestMargins(t *testing.T) {
	var pages []pdf.Page
	for n := 1; n <= 4; n++ {
		pages = append(pages, sheet(
			at(85, 30, fmt.Sprintf("CÔNG BÁO/Số %d/Ngày 24-8-2024", 970+n)),
			full(120, 150, line1), at(85, 168, fmt.Sprintf("%d đơn vị hành chính cấp xã trên địa bàn.", n)),
			at(500, 800, fmt.Sprintf("%d/4", n)),
		))
	}
	text := Text(pages)
	check(t, text)
	for n, got := range blocksOf(text) {
		want := fmt.Sprintf("body: %s %d đơn vị hành chính cấp xã trên địa bàn.", line1, n+1)
		if got != want {
			t.Errorf("block %d = %q, want %q", n, got, want)
		}
		above, below := []string{fmt.Sprintf("CÔNG BÁO/Số %d/Ngày 24-8-2024", 971+n)},
			[]string{fmt.Sprintf("%d/4", n+1)}
		if p := text.Pages[n]; !slices.Equal(p.Above, above) || !slices.Equal(p.Below, below) {
			t.Errorf("page %d leaves out %q above, %q below, want %q, %q", n+1, p.Above, p.Below, above, below)
		}
	}
}

func TestBrokenSymbol(t *testing.T) {
	tests := []struct {
		prev, next string
		want       bool
	}{
		{"83/KH-", "UBND", true}, {"QĐ-", "UBND", true}, {"38-", "CT/TU", true}, {"64/", "KH-UBND", true}, {"NQ", "-HĐND", true},
		{"30/6/", "2020", true}, {"26-", "CTr/TU", true}, {"2021-", "2025", true}, {"3367/QĐ\u2011", "UBND", true},
		{"tạo", "-", false}, {"-", "Quán", false}, {"năm", "-Nâng", false}, {"2023", "-Nâng", false}, {"UBND", "-", false}, {"tỉnh;", "-HĐND", false},
	}
	for _, tt := range tests {
		if got := brokenSymbol(tt.prev, tt.next); got != tt.want {
			t.Errorf("brokenSymbol(%q, %q) = %v", tt.prev, tt.next, got)
		}
	}
}

// FuzzText draws pages from bytes and holds the text to what it promises. Away
// from the margins, in letters of one size, no word is lost or changed.
func FuzzText(f *testing.F) {
	f.Add([]byte("\x10\x20\x00\x10\x24\x01\x60\x20\x02\x10\x28\x03"),
		"Kế hoạch số 83/KH- UBND|- Nơi nhận:|KẾ HOẠCH|Số: 12/KH-UBND")
	f.Add([]byte("\x10\x20\x00\xff\x10\x24\x01"), "a\u0301 \u0301|CỘNG HÒA XÃ HỘI|2")
	f.Add([]byte("\x10\x20\x80\x10\xa4\xa1\xff\x00\x00\x10\x24\x41\x10\x28\x21"),
		"đào tạo ^1 ~.|^1 Chỉ thị số 14/CT-TTg|23/11/2022")
	f.Fuzz(func(t *testing.T, places []byte, texts string) {
		pages, plain := drawn(places, strings.Split(texts, "|"))
		text := Text(pages)
		check(t, text)
		if diff := cmp.Diff(count(wordsIn(pages)), count(strings.Fields(text.Content))); plain && diff != "" &&
			!glued(text) {
			t.Errorf("words (-drawn +read):\n%s", diff)
		}
	})
}

// drawn makes pages of triples: x, y, and which text in which style; 255 begins
// a page. It reports whether every line is in the plain style.
func drawn(places []byte, texts []string) (pages []pdf.Page, plain bool) {
	styles := []style{nil, stamp, bold, sized(9), sized(20)}
	pages, plain = []pdf.Page{{Width: 595, Height: 842, Letters: 1}}, true
	for i := 0; i+2 < len(places) && i < 300; i += 3 {
		if places[i] == 255 {
			pages = append(pages, pdf.Page{Width: 595, Height: 842, Letters: 1})
			continue
		}
		text := texts[int(places[i+2]&31)%len(texts)]
		if len(strings.Fields(text)) == 0 {
			continue
		}
		var with []style
		if s := styles[int(places[i+2]>>5)%len(styles)]; s != nil {
			with = append(with, s)
		}
		plain = plain && with == nil && !strings.ContainsAny(text, "^~")
		p := &pages[len(pages)-1]
		p.Lines = append(p.Lines, at(float64(places[i])*2, 150+float64(places[i+1])*2, text+" .", with...))
	}
	return pages, plain
}

func wordsIn(pages []pdf.Page) []string {
	var out []string
	for i, p := range pages {
		if Source(p) == legal.SourceWaiting {
			continue
		}
		for _, l := range p.Lines {
			for _, w := range wordsOf(l, i+1) {
				out = append(out, w.Text)
			}
		}
	}
	return out
}

func count(words []string) map[string]int {
	m := map[string]int{}
	for _, w := range words {
		m[w]++
	}
	return m
}

// glued reports whether two words stand without a space between.
func glued(t legal.Text) bool {
	for i := 1; i < len(t.Words); i++ {
		if t.Words[i].Start == t.Words[i-1].End {
			return true
		}
	}
	return false
}
