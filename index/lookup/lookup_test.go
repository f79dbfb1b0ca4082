package lookup

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What else was typed is compared word by word: "an" is no part of "Lan".
func TestMatching(t *testing.T) {
	d := legal.Document{Body: legal.Body{Code: "UBND", Place: "Lâm Đồng", Name: "Ủy ban nhân dân tỉnh Lâm Đồng"},
		Title: "Về trường lớp (ở Hà Lan)"}
	for rest, missing := range map[string]int{
		"": 0, "Lâm Đồng": 0, "lam dong": 0, "UBND tỉnh Lâm Đồng,": 0, "Hà Lan": 0,
		"an": 1, "am": 1, "Đồng Nai": 1, "lâm đồ": 1,
	} {
		words := foldedWords(rest)
		if got := len(words) - matching(d, words); got != missing {
			t.Errorf("%q: %d missing", rest, got)
		}
	}
}

// numbered is a document with a number.
func numbered(id, number string, typ legal.Type, year int, body legal.Body, title string) legal.Document {
	sym, _ := legal.ParseSymbol(number)
	return legal.Document{ID: id, Type: typ, Number: number, Symbol: sym, Year: year, Body: body, Title: title}
}

func committee(place string) legal.Body {
	return legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: place, Name: "Ủy ban nhân dân tỉnh " + place}
}

// shelf holds documents that are easily taken for each other.
func shelf(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	center := legal.Body{Code: "TW", Level: legal.LevelCentral, Name: "Ban Chấp hành Trung ương"}
	law := func(id, number, name string, year int) legal.Document {
		d := numbered(id, number, legal.Law, year, legal.Body{}, "")
		d.Name = name
		return d
	}
	store(t, c, legal.Resolved{Documents: []legal.Document{
		numbered("kh-64-quang-ninh-2023", "64/KH-UBND", legal.Plan, 2023, committee("Quảng Ninh"), "Chuyển đổi số"),
		numbered("kh-64-quang-ninh-2024", "64/KH-UBND", legal.Plan, 2024, committee("Quảng Ninh"), "Phòng cháy"),
		numbered("kh-64-quang-nam-2023", "64/KH-UBND", legal.Plan, 2023, committee("Quảng Nam"), "Chuyển đổi số"),
		numbered("kh-640-quang-ninh-2023", "640/KH-UBND", legal.Plan, 2023, committee("Quảng Ninh"), ""),
		numbered("qd-64-quang-ninh", "64/QĐ-UBND", legal.Decision, 0, committee("Quảng Ninh"), ""),
		numbered("nd-126-2024", "126/2024/NĐ-CP", legal.Decree, 2024, legal.Body{}, ""),
		numbered("nd-126-2020", "126/2020/NĐ-CP", legal.Decree, 2020, legal.Body{}, ""),
		numbered("nq-126-2024", "126/2024/NQ-CP", legal.Resolution, 2024, legal.Body{}, ""),
		numbered("nq-30-tw", "30-NQ/TW", legal.Resolution, 2022, center, ""),
		law("luat-dat-dai-2013", "45/2013/QH13", "Đất đai", 2013),
		law("luat-dat-dai-2024", "31/2024/QH15", "Đất đai", 2024),
		law("luat-dau-thau-2023", "22/2023/QH15", "Đấu thầu", 2023),
		{ID: "tep-1", Type: legal.Notice, Part: "?/TB-SYT"}, {ID: "tep-2", Part: "?/TB-SYT"}, {ID: "tep-3", Part: "?/TB-SXD"},
	}})
	return c
}

func store(t *testing.T, c *catalog.Catalog, r legal.Resolved, gone ...string) {
	t.Helper()
	err := c.Update(context.Background(), func(tx *catalog.Tx) error {
		if err := tx.Save(r, gone); err != nil {
			return err
		}
		_, err := tx.Conclude()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, c *catalog.Catalog, text string) string {
	t.Helper()
	ds, err := Documents(t.Context(), c, text)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range ds {
		ids = append(ids, d.ID)
	}
	return strings.Join(ids, " ")
}

func TestDocuments(t *testing.T) {
	c := shelf(t)
	const all64 = "kh-64-quang-nam-2023 kh-64-quang-ninh-2023 kh-64-quang-ninh-2024"
	for _, tt := range []struct{ text, want string }{
		{"kh-64-quang-nam-2023", "kh-64-quang-nam-2023"},
		{"  KH-64-Quang-Nam-2023\n", "kh-64-quang-nam-2023"},
		{"kh-64-quang-nam", ""},
		{"", ""},
		{"%", ""},
		{"' OR 1=1 --", ""},

		{"64/KH-UBND", all64},
		{"64/kh-ubnd", all64},
		{"kế hoạch 64/KH-UBND", all64},
		{"kh 64 kh ubnd quang ninh", "kh-64-quang-ninh-2023 kh-64-quang-ninh-2024"},
		{"64/KH-UBND quảng ninh 2023", "kh-64-quang-ninh-2023"},
		{"64/KH-UBND ngày 5/3/2024", "kh-64-quang-ninh-2024"},
		{"64/KH-UBND năm 2022", ""},
		{"64/KH-UBND Quảng", all64},
		{"64/KH-UBND Quảng Trị", ""},
		{"64/KH-UBND chuyển đổi số", "kh-64-quang-nam-2023 kh-64-quang-ninh-2023"},
		{"64/KH-UBND phòng cháy Quảng Nam", "kh-64-quang-nam-2023"}, // the place decides, the title does not
		{"kế hoạch 64", all64},
		{"quyết định 64", "qd-64-quang-ninh"},
		{"6/KH-UBND", ""},
		{"064/KH-UBND", all64},
		{"64/QĐ-UBND năm 2019", "qd-64-quang-ninh"}, // its year is not known

		{"126/2024/NĐ-CP", "nd-126-2024"},
		{"126/2024/nd-cp", "nd-126-2024"},
		{"126/NĐ-CP", "nd-126-2020 nd-126-2024"},
		{"126/NĐ-CP năm 2020", "nd-126-2020"},
		{"126/2021/NĐ-CP", ""},
		{"126/2024", "nd-126-2024 nq-126-2024"},
		{"nghị quyết 126/2024", "nq-126-2024"},
		{"Điều 5 Nghị định 126/2024/NĐ-CP", "nd-126-2024"},

		{"nghị quyết 30", "nq-30-tw"},
		{"nq 30 nq/tw", "nq-30-tw"},
		{"30-NQ/TW trung ương", "nq-30-tw"},
		{"30-NQ/TW tỉnh", "nq-30-tw"},
		{"NQ-30-TW", "nq-30-tw"},
		{"nghị quyết 30 tw", "nq-30-tw"},

		{"Kế hoạch số 64/KH-UBND ngày 5/3/2023 của UBND tỉnh Quảng Ninh về đổi mới số (bản gửi các sở)",
			"kh-64-quang-ninh-2023"},
		{"Kế hoạch số 64/KH-UBND của UBND tỉnh Quảng Ninh về việc phòng cháy, chữa cháy rừng", "kh-64-quang-ninh-2024"},
		{"Kế hoạch số 64/KH-UBND của UBND tỉnh Quảng Ninh về việc bàn giao đất", "kh-64-quang-ninh-2023 kh-64-quang-ninh-2024"},
		{"Kế hoạch số 64/KH-UBND ngày 5/3/2023 của UBND tỉnh Quảng Trị về chuyển đổi số", ""},
		{"Kế hoạch số 64/KH-UBND ngày 5/3/2022 của UBND tỉnh Quảng Ninh về chuyển đổi số", ""},
		{"Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;", "luat-dat-dai-2024"},
		{"Nghị định số 126/2024/NĐ-CP của Chính phủ quy định việc của năm 2030", "nd-126-2024"},
		{"Luật Đất đai số 31/2024/QH15 được sửa đổi bởi Luật số 22/2023/QH15", "luat-dat-dai-2024"},

		{"luật đất đai", "luat-dat-dai-2013 luat-dat-dai-2024"},
		{"luat dat dai", "luat-dat-dai-2013 luat-dat-dai-2024"},
		{"LUẬT ĐẤT ĐAI 2024", "luat-dat-dai-2024"},
		{"luật đất đai 2003", ""},
		{"luật đấu thầu", "luat-dau-thau-2023"},
		{"luật số 45/2013/QH13", "luat-dat-dai-2013"},

		{"?/TB-SYT", "tep-1 tep-2"},
		{"?/tb-syt", "tep-1 tep-2"},
		{"?/TB-SNV", ""},
		{"?", ""},
	} {
		if got := found(t, c, tt.text); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, got, tt.want)
		}
		if got := found(t, c, norm.NFD.String(tt.text)); got != tt.want {
			t.Errorf("%q in parts: %s, want %s", tt.text, got, tt.want)
		}
	}
}

// An ID of earlier days leads to what its citations mean now, be it one document or two,
// and goes before a number that reads alike.
func TestOldID(t *testing.T) {
	c := shelf(t)
	sha := strings.Repeat("a", 64)
	err := c.PutFile(t.Context(),
		catalog.File{SHA256: sha, Status: catalog.Read,
			Text: legal.Text{Content: "x", Pages: []legal.PageInfo{{Width: 1, Height: 1}}},
			Citations: []legal.Citation{{Page: 1, From: -1, Number: "7/KH-UBND", Raw: "7"},
				{Page: 1, From: -1, Number: "7/KH-UBND", Raw: "7"}}},
		catalog.Path{Path: "/in/a.txt", Root: "/in"})
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int) legal.CitationRef { return legal.CitationRef{File: sha, Index: i} }
	named := func(ids ...string) (out []legal.Document) {
		for _, id := range ids {
			out = append(out, numbered(id, "7/KH-UBND", legal.Plan, 0, committee("Quảng Ninh"), ""))
		}
		return out
	}
	meant := func(first, second string) legal.Resolved {
		r := legal.Resolved{Documents: named(first),
			Meanings: []legal.Meaning{{CitationRef: at(0), Document: first}, {CitationRef: at(1), Document: second}}}
		if second != first {
			r.Documents = named(first, second)
		}
		return r
	}
	store(t, c, meant("kh-7", "kh-7"), "")
	if got := found(t, c, "kh-7"); got != "kh-7" {
		t.Fatalf("%q", got)
	}
	store(t, c, meant("kh-7-2023", "kh-7-2024"), "")
	if got := found(t, c, "KH-7"); got != "kh-7-2023 kh-7-2024" {
		t.Errorf("%q", got)
	}
	store(t, c, meant("kh-7-x", "kh-7-x"), "")
	for _, id := range []string{"kh-7", "kh-7-2023", "kh-7-2024", "kh-7-x", "7/KH-UBND"} {
		if got := found(t, c, id); got != "kh-7-x" {
			t.Errorf("%s leads to %q", id, got)
		}
	}
}

func TestDocumentsFail(t *testing.T) {
	c := shelf(t)
	c.Close()
	for _, text := range []string{"kh-1", "64/KH-UBND", "126/NĐ-CP", "kế hoạch 64", "luật đất đai"} {
		if ds, err := Documents(t.Context(), c, text); err == nil || ds != nil {
			t.Errorf("%q: a closed catalogue gives %v and no error", text, ds)
		}
	}
	ref, ok := cite.Parse("126/NĐ-CP")
	if _, err := Of(t.Context(), c, ref); !ok || err == nil {
		t.Errorf("%v %v", ok, err)
	}
}

// What is typed beside a number only narrows.
func FuzzDocuments(f *testing.F) {
	for _, s := range []string{"64/KH-UBND", "quảng ninh", "2023", "ngày 5/3/2024", "luật đất đai", "126/2024", "\x00",
		"Điều"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		for _, d := range []legal.Document{
			numbered("a", "64/KH-UBND", legal.Plan, 2023, committee("Quảng Ninh"), "Chuyển đổi số"),
			numbered("b", "126/2024/NĐ-CP", legal.Decree, 2024, legal.Body{}, ""),
		} {
			ref, ok := cite.Parse(rest)
			if !ok || !meets(d, ref) {
				continue
			}
			one := []legal.Document{d}
			got := rank(one, ref)
			words := foldedWords(ref.Rest)
			slices.Reverse(words)
			ref.Rest = strings.Join(words, " ")
			if again := rank([]legal.Document{d}, ref); again.Whole != got.Whole || again.Half != got.Half {
				t.Errorf("%q ranks otherwise than %q", rest, ref.Rest)
			}
			ref.Rest = ""
			if alone := rank([]legal.Document{d}, ref); !alone.Whole || alone.Best != 1 {
				t.Errorf("%q alone: %+v", rest, alone)
			}
		}
	})
}
