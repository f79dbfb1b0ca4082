package cite

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestFind(t *testing.T) {
	for _, g := range findTests {
		t.Run(strings.ReplaceAll(g.group, " ", "-"), func(t *testing.T) {
			for _, tt := range g.rows {
				if diff := cmp.Diff(lines(tt.want), describeAll(Find(textOf(tt.text)))); diff != "" {
					t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
				}
			}
		})
	}
}

// A document's references to itself are no citations; what is named in the title
// behind one is cited by the document itself.
func TestFindLeavesOutSelf(t *testing.T) {
	text := textOf("Ban hành kèm theo Quyết định số 15/2023/QĐ-UBND sửa đổi Quyết định số 08/2019/QĐ-UBND. Theo Quyết định số 15/2023/QĐ–UBND và Luật Giáo dục")
	text.Head = legal.Head{Type: legal.Decision, Number: "15/2023/QĐ-UBND"}
	want := []string{"amends Quyết định 08/2019/QĐ-UBND", "cites Luật «Giáo dục»"}
	if diff := cmp.Diff(want, describeAll(Find(text))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A law that names itself cites nothing; its number tells an older one of its name.
func TestFindLeavesOutOwnLaw(t *testing.T) {
	text := textOf("Quốc hội ban hành Luật Bảo hiểm xã hội. Luật Bảo hiểm xã hội số 58/2014/QH13 hết hiệu lực. Theo Luật Giáo dục")
	text.Head = legal.Head{Type: legal.Law, Number: "41/2024/QH15", Title: "BẢO HIỂM XÃ HỘI"}
	want := []string{"repeals Luật 58/2014/QH13 «Bảo hiểm xã hội»", "cites Luật «Giáo dục»"}
	if diff := cmp.Diff(want, describeAll(Find(text))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A title ends where the sentence speaks of its document again.
func TestFindTitles(t *testing.T) {
	for text, want := range map[string]string{
		"Nghị quyết số 55/2017/NQ-HĐND về phát triển đô thị hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.": "về phát triển đô thị",
		"Nghị quyết số 55/2017/NQ-HĐND về phí hết hiệu lực thi hành từ ngày Luật này có hiệu lực, trừ Điều 8.":   "về phí",
		"Bãi bỏ Nghị quyết số 55/2017/NQ-HĐND về phí kể từ ngày Nghị quyết này có hiệu lực thi hành.":            "về phí",
		"Quyết định số 12/QĐ-UBND về công bố danh mục văn bản hết hiệu lực kể từ ngày 01/01/2020 đến nay.":       "về công bố danh mục văn bản hết hiệu lực kể từ ngày 01/01/2020 đến nay",
		"Sửa đổi Quyết định số 12/QĐ-UBND về việc giao chỉ tiêu, như sau: Điều 1":                                "về việc giao chỉ tiêu",
		"Sửa đổi Quyết định số 12/QĐ-UBND về việc giao chỉ tiêu như sau: Điều 1":                                 "về việc giao chỉ tiêu",
		"Kế hoạch số 9/KH-UBND về chuyển đổi số, theo đó các xã báo cáo trước ngày 15.":                          "về chuyển đổi số",
		"Kế hoạch số 9/KH-UBND về chuyển đổi số, chú trọng vào các nội dung:":                                    "về chuyển đổi số",
		"Kế hoạch số 9/KH-UBND “Về chuyển đổi số”,":                                                              "“Về chuyển đổi số”",
		"Công văn số 9/SYT-NVY về phòng bệnh than (đăng nơi cổng thông tin điện tử),":                            "về phòng bệnh than",
		"Khoản 4 Điều 19 Nghị định số 126/2024/NĐ-CP quy định: hội có pháp nhân":                                 "",
		"Công văn số 9/SYT-NVY về việc: phòng bệnh than":                                                         "về việc: phòng bệnh than",
		"Khoản 4 Điều 19 Nghị định số 126/2024/NĐ-CP quy định:":                                                  "",
	} {
		if cs := Find(textOf(text)); len(cs) != 1 || cs[0].Title != want {
			t.Errorf("%s\n got %+v", text, cs)
		}
	}
}

// A citation that a page break cuts stands on the page where it begins, in its
// footnote, with the sentence that holds it.
func TestFindPlaces(t *testing.T) {
	text := textOf("Nội dung.\nfootnote: Xem thêm. Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị về phát triển; hết.")
	for i, w := range text.Words {
		if strings.HasPrefix(text.Content[w.Start:], "23/11/2022") {
			for k := i; k < len(text.Words); k++ {
				text.Words[k].Page = 2
			}
		}
	}
	cs := Find(text)
	if len(cs) != 1 {
		t.Fatalf("%d citations", len(cs))
	}
	c := cs[0]
	if c.Page != 1 || text.PageAt(c.End-1) != 2 || c.Zone != legal.ZoneFootnote || c.Title != "về phát triển" {
		t.Errorf("page %d to %d, zone %s, title %q", c.Page, text.PageAt(c.End-1), c.Zone, c.Title)
	}
	if got, want := text.Content[c.Sentence.Start:c.Sentence.End],
		"Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị về phát triển;"; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
}

// textOf makes a running text of blocks.
func textOf(s string) legal.Text {
	var t legal.Text
	var b strings.Builder
	for _, block := range strings.Split(s, "\n") {
		zone := legal.ZoneBody
		if name, rest, ok := strings.Cut(block, ": "); ok {
			switch z := legal.Zone(name); z {
			case legal.ZoneHead, legal.ZoneTitle, legal.ZoneCell, legal.ZoneFootnote, legal.ZoneRecipients,
				legal.ZoneSignature:
				zone, block = z, rest
			}
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		start := b.Len()
		b.WriteString(block)
		t.Blocks = append(t.Blocks, legal.Block{Span: legal.Span{Start: start, End: b.Len()}, Zone: zone, Anchor: -1})
	}
	t.Content = b.String()
	t.Words = wordsOf(t.Content)
	t.Pages = []legal.PageInfo{{Source: legal.SourceText}}
	return t
}

func wordsOf(s string) []legal.Word {
	var out []legal.Word
	start := -1
	for i, r := range s + " " {
		switch space := unicode.IsSpace(r); {
		case space && start >= 0:
			out = append(out, legal.Word{Span: legal.Span{Start: start, End: i}, Page: 1, Confidence: 1})
			start = -1
		case !space && start < 0:
			start = i
		}
	}
	return out
}

// describeAll writes citations in the form of the table.
func describeAll(cs []legal.Citation) []string {
	var out []string
	for _, c := range cs {
		s := string(c.Relation) + " " + string(c.Type)
		if c.Number != "" {
			s += " " + c.Number
		}
		if c.Name != "" {
			s += " «" + c.Name + "»"
		}
		for _, f := range []struct{ before, value string }{{"", c.Date.String()}, {"của ", c.Issuer},
			{"tại ", c.Provision}} {
			if f.value != "" {
				s += ", " + f.before + f.value
			}
		}
		if c.From >= 0 {
			s += ", trong " + cs[c.From].Number
		}
		out = append(out, s)
	}
	return out
}

func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// FuzzFind checks what holds of every text: citations in reading order, each
// inside one block, its words those of its span, its source before it; and that
// neither the form of Unicode nor the breaking of lines changes what is cited.
func FuzzFind(f *testing.F) {
	for _, g := range slices.Concat(findTests, mentionTests) {
		for _, tt := range g.rows {
			f.Add(tt.text)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := textOf(s)
		cs := Find(text)
		for i, c := range cs {
			checkCitation(t, text, c)
			if i > 0 && cs[i-1].Start > c.Start {
				t.Errorf("citation %d begins at %d, before %d: %q", i, c.Start, cs[i-1].Start, s)
			}
			if c.From < -1 || c.From >= i {
				t.Errorf("citation %d hangs on %d", i, c.From)
			}
		}
		if diff := cmp.Diff(cs, Find(text)); diff != "" {
			t.Errorf("a second time (-first +second):\n%s", diff)
		}
		want := describeAll(cs)
		wrapped := textOf(s)
		wrapped.Content = strings.ReplaceAll(wrapped.Content, " ", "\n")
		if diff := cmp.Diff(want, describeAll(Find(wrapped))); diff != "" {
			t.Errorf("a line for every word changes %q (-want +got):\n%s", s, diff)
		}
	})
}

func checkCitation(t *testing.T, text legal.Text, c legal.Citation) {
	t.Helper()
	if c.Start < 0 || c.End > len(text.Content) || c.Start >= c.End {
		t.Fatalf("span %v in a text of %d bytes", c.Span, len(text.Content))
	}
	b := text.BlockAt(c.Start)
	if b < 0 || c.End > text.Blocks[b].End || c.Sentence.Start < text.Blocks[b].Start ||
		c.Sentence.End > text.Blocks[b].End {
		t.Errorf("span %v, sentence %v outside of one block", c.Span, c.Sentence)
	}
	if c.Sentence.Start > c.Start || c.Sentence.End < c.End {
		t.Errorf("span %v is not in its sentence %v", c.Span, c.Sentence)
	}
	if words := strings.Join(strings.Fields(text.Content[c.Start:c.End]), " "); c.Raw != words {
		t.Errorf("raw %q, printed %q", c.Raw, words)
	}
	if utf8.ValidString(text.Content) && !utf8.ValidString(c.Raw+c.Number+c.Name+c.Issuer+c.Title+c.Provision) {
		t.Errorf("broken letters in %+v", c)
	}
	if c.Number == "" && !c.Type.IsLaw() || c.Relation == "" || c.Page != 1 {
		t.Errorf("no number, relation or page: %+v", c)
	}
	if !c.Date.IsZero() && !c.Date.Valid() {
		t.Errorf("no such day: %v", c.Date)
	}
}

// The same words give the same citations in every form of Unicode, once they are
// normalised as running text is.
func FuzzFindNormalForms(f *testing.F) {
	f.Add("Thực hiện Nghị quyết số 71/2020/NĐ-CP ngày 30/6/2020 của Chính phủ")
	f.Add("CHỈ TIÊU; Uỷ ban, hoà; Luật Giáo dục ngày 14/6/2019")
	f.Fuzz(func(t *testing.T, s string) {
		want := describeAll(Find(textOf(norm.NFC.String(s))))
		if diff := cmp.Diff(want, describeAll(Find(textOf(norm.NFC.String(norm.NFD.String(s)))))); diff != "" {
			t.Errorf("%q (-NFC +NFD):\n%s", s, diff)
		}
	})
}
