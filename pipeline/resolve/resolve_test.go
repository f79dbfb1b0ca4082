package resolve

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// reading writes a reading in short. The head is "number | date | issuer |
// superior | place"; a citation is "type number | date | issuer | title | name",
// and one that hangs on an earlier one begins with "< " and its index. Citations
// with "; " before them stand in the clause of the one before.
func reading(file, head string, citations ...string) legal.Reading {
	h := columns(head)
	r := legal.Reading{File: file,
		Head: legal.Head{Type: legal.Plan, Number: h[0], Date: date(h[1]), Issuer: h[2], Superior: h[3], Place: h[4]}}
	at := 0
	for _, s := range citations {
		c := legal.Citation{From: -1, Relation: legal.Implements, Page: 1 + len(r.Citations)}
		if rest, ok := strings.CutPrefix(s, "; "); ok {
			s = rest
		} else {
			at += 1000
		}
		c.Sentence = legal.Span{Start: at, End: at + 10}
		c.Start = at + 5
		if rest, ok := strings.CutPrefix(s, "< "); ok {
			fmt.Sscanf(rest, "%d", &c.From)
			s = rest[strings.Index(rest, " ")+1:]
		}
		f := columns(s)
		c.Type, c.Number = typeAndNumber(f[0])
		c.Date, c.Issuer, c.Title, c.Name = date(f[1]), f[2], f[3], f[4]
		r.Citations = append(r.Citations, c)
	}
	return r
}

func columns(s string) [5]string {
	var out [5]string
	for i, f := range strings.SplitN(s, "|", 5) {
		out[i] = strings.TrimSpace(f)
	}
	return out
}

func typeAndNumber(s string) (legal.Type, string) {
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		i = len(s)
	}
	t, _ := legal.TypeOfWord(strings.TrimSpace(s[:i]))
	return t, s[i:]
}

func date(s string) legal.Date {
	d, err := legal.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

const (
	quangNinh = "50/KH-UBND|2023-04-10|Ủy ban nhân dân tỉnh Quảng Ninh||Quảng Ninh"
	lamDong   = "31/KH-UBND|2023-04-12|Ủy ban nhân dân tỉnh Lâm Đồng||Lâm Đồng"
	camPha    = "16/KH-PGDĐT|2023-04-15|Phòng Giáo dục và Đào tạo|UBND thành phố Cẩm Phả|Cẩm Phả"
	ministry  = "3001/BNV-CCHC|2023-05-02|Bộ Nội vụ||Hà Nội"
)

// say writes meanings as "document", "document ← reason" where the citation does
// not say all itself, or "? candidates ← reason".
func say(r legal.Resolved) []string {
	var out []string
	for _, m := range r.Meanings {
		s := m.Document
		if s == "" {
			s = strings.TrimSpace("? " + strings.Join(m.Candidates, " "))
		}
		if m.Reason.Code != legal.ReasonFull {
			s += " ← " + m.Reason.String()
		}
		out = append(out, s)
	}
	return out
}

type meaningCase struct {
	readings []legal.Reading
	want     []string
}

func meaningCases() map[string]meaningCase {
	return map[string]meaningCase{
		"a repeat without date and issuer": {
			[]legal.Reading{reading("a", camPha, "kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố Cẩm Phả",
				"kế hoạch 83/KH-UBND")},
			[]string{"kh-83-ubnd-cam-pha-2023", "kh-83-ubnd-cam-pha-2023 ← repeat of the full mention on page 1"},
		},
		"a repeat in the citing document beats the corpus": {
			[]legal.Reading{
				reading("a", quangNinh, "chỉ thị 14/CT-TTg|2021-05-25|Thủ tướng Chính phủ", "chỉ thị 14/CT-TTg"),
				reading("b", lamDong, "chỉ thị 14/CT-TTg|2022-08-31|Thủ tướng Chính phủ"),
			},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2021 ← repeat of the full mention on page 1", "ct-14-ttg-2022"},
		},
		"several candidates stay open": {
			[]legal.Reading{
				reading("a", quangNinh, "chỉ thị 14/CT-TTg|2021-05-25", "chỉ thị 14/CT-TTg|2022-08-31"),
				reading("b", lamDong, "chỉ thị 14/CT-TTg"),
			},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2022", "? ct-14-ttg-2021 ct-14-ttg-2022 ← 2 candidates"},
		},
		"no candidate is younger than the citing document": {
			[]legal.Reading{
				reading("a", "1/KH-UBND|2024-02-01|UBND tỉnh Quảng Ninh", "chỉ thị 14/CT-TTg|2021-05-25",
					"chỉ thị 14/CT-TTg|2024-01-05"),
				reading("b", lamDong, "chỉ thị 14/CT-TTg"),
			},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2024", "ct-14-ttg-2021 ← only candidate in the corpus"},
		},
		"an old candidate alone does not decide: every year has its 01/NQ-CP": {
			[]legal.Reading{
				reading("a", "1/KH-UBND|2019-02-01|UBND tỉnh Quảng Ninh", "nghị quyết 01/NQ-CP|2019-01-01"),
				reading("b", lamDong, "nghị quyết 01/NQ-CP||Chính phủ"),
			},
			[]string{"nq-1-cp-2019", "? nq-1-cp-2019 ← only candidate, but 4 years older"},
		},
		"an unknown body in another province is nobody's": {
			[]legal.Reading{
				reading("a", quangNinh, "kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh"),
				reading("b", lamDong, "kế hoạch 64/KH-UBND|2023-03-06"),
			},
			[]string{"kh-64-ubnd-quang-ninh-2023", "kh-64-ubnd-x-lam-dong-2023-03-06 ← body unknown"},
		},
		"an unknown body on another day is nobody's": {
			[]legal.Reading{reading("a", quangNinh, "kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh",
				"kế hoạch 64/KH-UBND|2023-05-17")},
			[]string{"kh-64-ubnd-quang-ninh-2023", "kh-64-ubnd-x-quang-ninh-2023-05-17 ← body unknown"},
		},
		"a body in a list without its issuer": {
			[]legal.Reading{reading("a", camPha, "kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố",
				"; kế hoạch 90/KH-UBND|2023-03-23", "; nghị quyết 5/NQ-HĐND|2023-03-23")},
			[]string{"kh-83-ubnd-cam-pha-2023", "kh-90-ubnd-cam-pha-2023 ← inherited from the list it stands in",
				"nq-5-hdnd-x-quang-ninh-2023-03-23 ← body unknown"},
		},
		"what the document names in full is not inherited": {
			[]legal.Reading{reading("a", camPha, "kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh",
				"kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố", "; kế hoạch 64/KH-UBND")},
			[]string{"kh-64-ubnd-quang-ninh-2023", "kh-83-ubnd-cam-pha-2023",
				"kh-64-ubnd-quang-ninh-2023 ← repeat of the full mention on page 1"},
		},
		"two undated unknown bodies of two files are two": {
			[]legal.Reading{reading("aaaa", ministry, "kế hoạch 64/KH-UBND"),
				reading("bbbb", ministry, "kế hoạch 64/KH-UBND")},
			[]string{"kh-64-ubnd-x-x-aaaa ← body and year unknown", "kh-64-ubnd-x-x-bbbb ← body and year unknown"},
		},
		"the short mention of an unknown body belongs to the longer one of its file": {
			[]legal.Reading{reading("a", ministry, "kế hoạch 64/KH-UBND|2023-03-06", "kế hoạch 64/KH-UBND")},
			[]string{"kh-64-ubnd-x-2023-03-06 ← body unknown",
				"kh-64-ubnd-x-2023-03-06 ← repeat of the full mention on page 1"},
		},
		"bare ordinals": {
			[]legal.Reading{reading("a", quangNinh, "hướng dẫn 38", "hướng dẫn 38-HD/BTCTW|2023-01-31", "hướng dẫn 38",
				"quy định 38", "nghị định 24/2021/NĐ-CP", "nghị định 24/2021", "nghị định 24/2022")},
			[]string{"? ← an ordinal alone, with no full mention before it", "hd-38-btctw-k13",
				"hd-38-btctw-k13 ← short for the full mention on page 2", "? ← an ordinal alone, with no full mention before it", "nd-24-2021-cp", "nd-24-2021-cp ← short for the full mention on page 5",
				"? ← an ordinal alone, with no full mention before it"},
		},
		"laws by name": {
			[]legal.Reading{reading("a", quangNinh, "luật||||Đất đai", "luật 31/2024/QH15||||Đất đai",
				"luật|2013|||Đất đai", "luật|2024-01-18|||đất đai", "luật||||Giáo dục", "bộ luật||||Lao động")},
			[]string{"? luat-31-2024-qh15 luat-dat-dai-2013 ← 2 candidates", "luat-31-2024-qh15",
				"luat-dat-dai-2013 ← name and year", "luat-31-2024-qh15 ← name and year, numbered elsewhere", "luat-giao-duc ← name alone", "bo-luat-lao-dong ← name alone"},
		},
		"an undated law is the one its file names": {
			[]legal.Reading{
				reading("a", quangNinh, "luật 45/2013/QH13||||Đất đai", "luật||||Đất đai"),
				reading("b", "1/KH-UBND|2025-01-02|UBND tỉnh Lâm Đồng", "luật 31/2024/QH15||||Đất đai",
					"luật||||Đất đai"),
			},
			[]string{"luat-45-2013-qh13", "luat-45-2013-qh13 ← named with its year on page 1", "luat-31-2024-qh15",
				"luat-31-2024-qh15 ← named with its year on page 1"},
		},
		"a council's number in two years under one title": {
			[]legal.Reading{reading("a", quangNinh,
				"nghị quyết 128/NQ-HĐND|2022-12-09|HĐND tỉnh|về quy định mức học phí mầm non", "nghị quyết 128/NQ-HĐND|2023-02-09|HĐND tỉnh|về quy định mức học phí mầm non", "nghị quyết 9/NQ-HĐND|2021-12-09|HĐND tỉnh|về nhiệm vụ năm 2022 của tỉnh", "nghị quyết 9/NQ-HĐND|2022-12-09|HĐND tỉnh|về nhiệm vụ năm 2023 của tỉnh")},
			[]string{"? nq-128-hdnd-quang-ninh-2022 nq-128-hdnd-quang-ninh-2023 ← two years, like titles: one resolution or two",
				"? nq-128-hdnd-quang-ninh-2022 nq-128-hdnd-quang-ninh-2023 ← two years, like titles: one resolution or two",
				"nq-9-hdnd-quang-ninh-2021", "nq-9-hdnd-quang-ninh-2022"},
		},
		"the type word tells look-alike codes apart": {
			[]legal.Reading{reading("a", quangNinh, "hợp đồng 12/HD-BNV|2023-01-01", "hướng dẫn 12/HD-BNV|2023-01-02",
				"chương trình hành động 01-CT/TW|2022-01-01", "chỉ thị 01-CT/TW|2022-02-01")},
			[]string{"hop-dong-12-bnv-2023 ← number, body and year; HD read as HĐ", "hd-12-bnv-2023",
				"ctr-1-tw-k13 ← number, body and year; CT read as CTr", "ct-1-tw-k13"},
		},
		"soft evidence is told": {
			[]legal.Reading{
				reading("a", quangNinh, "nghị định 71/2020/ND-CP|2020-06-30", "quyết định 66-QĐ/TW|2017-02-06",
					"quyết định 66-QĐ/TW|2017-02-06", "quy định 66-QĐ/TW"),
				reading("b", "9/KH-BNV|2023-01-05|Bộ Nội vụ", "kế hoạch 9/KH-BNV|2023-01-05"),
				reading("c", lamDong, "kế hoạch 9/KH-BNV|2023-01-06"),
			},
			[]string{"nd-71-2020-cp ← number, body and year; the number has lost its Đ", "qd-66-tw-k12", "qd-66-tw-k12",
				"qd-66-tw-k12 ← repeat of the full mention on page 2",
				"kh-9-bnv-2023", "kh-9-bnv-2023"},
		},
		"the document itself": {
			[]legal.Reading{reading("a", quangNinh, "kế hoạch 50/KH-UBND", "kế hoạch 50/KH-UBND|2023-04-10|UBND tỉnh")},
			[]string{"kh-50-ubnd-quang-ninh-2023 ← the document itself", "kh-50-ubnd-quang-ninh-2023"},
		},
		"a decree without its year": {
			[]legal.Reading{reading("a", quangNinh, "nghị định 71/2020/NĐ-CP", "nghị định 71/NĐ-CP",
				"nghị định 24/NĐ-CP|2021-03-23", "nghị định 64/NĐ-CP|1993-09-27", "nghị định 5/NĐ-CP", "tờ trình 5/TT-BNV|2023-01-02")},
			[]string{"nd-71-2020-cp", "nd-71-2020-cp ← number without its year, given in full elsewhere in the file",
				"nd-24-2021-cp ← number with the year of its date", "nd-64-cp-1993", "nd-5-cp-x ← year unknown", "tt-5-bnv-2023"},
		},
		"communes of one name": {
			[]legal.Reading{
				reading("a", quangNinh, "kế hoạch 12/KH-UBND|2023-02-01|UBND xã Tân Lập"),
				reading("b", lamDong, "kế hoạch 12/KH-UBND|2023-02-01|UBND xã Tân Lập"),
				reading("c", ministry, "kế hoạch 12/KH-UBND|2023-02-01|UBND xã Tân Lập, tỉnh Lâm Đồng"),
			},
			[]string{"kh-12-ubnd-xa-tan-lap-quang-ninh-2023", "kh-12-ubnd-xa-tan-lap-lam-dong-2023",
				"kh-12-ubnd-xa-tan-lap-lam-dong-2023"},
		},
	}
}

func TestMeanings(t *testing.T) {
	for name, test := range meaningCases() {
		if diff := cmp.Diff(test.want, say(documents(test.readings))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestHeldFiles(t *testing.T) {
	unread := reading("ffff0000ffff0000", "|2023-04-15|Phòng Giáo dục và Đào tạo|UBND thành phố Cẩm Phả|")
	undated := reading("dddd", "64/KH-UBND||UBND tỉnh Quảng Ninh")
	copied := reading("cccc", "64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh")
	citing := reading("aaaa", camPha, "kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh")
	for name, test := range map[string]struct {
		readings []legal.Reading
		file, id string
		held     string
	}{
		"by number, body and date":   {[]legal.Reading{copied, citing}, "cccc", "kh-64-ubnd-quang-ninh-2023", "cccc"},
		"two copies":                 {[]legal.Reading{copied, citing, reading("bbbb", "64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh")}, "cccc", "kh-64-ubnd-quang-ninh-2023", "bbbb"},
		"without a date":             {[]legal.Reading{undated, citing}, "dddd", "kh-64-ubnd-quang-ninh-2023", "dddd"},
		"without a date, cited none": {[]legal.Reading{undated}, "dddd", "kh-64-ubnd-quang-ninh-x-dddd", "dddd"},
		"without a number":           {[]legal.Reading{unread}, "ffff0000ffff0000", "tep-ffff0000ffff", "ffff0000ffff0000"},
		"without a date, and citing what is younger": {
			[]legal.Reading{reading("eeee", "64/KH-UBND||UBND tỉnh Quảng Ninh", "chỉ thị 9/CT-TTg|2024-01-01"), citing},
			"eeee", "kh-64-ubnd-quang-ninh-x-eeee", "eeee",
		},
	} {
		r := documents(test.readings)
		i := slices.IndexFunc(r.Documents, func(d legal.Document) bool { return d.ID == test.id })
		if r.Self[test.file] != test.id || i < 0 || r.Documents[i].Held != test.held {
			t.Errorf("%s: file is %q, want %q held as %q; %v", name, r.Self[test.file], test.id, test.held, i)
		}
	}
}

func TestConflicts(t *testing.T) {
	for name, test := range map[string]struct {
		citations []string
		conflicts []string
		date      string
	}{
		"two days in one term":       {[]string{"nghị quyết 30-NQ/TW|2022-11-28", "nghị quyết 30-NQ/TW|2022-11-28", "nghị quyết 30-NQ/TW|2022-11-23"}, []string{"date"}, ""},
		"a day and its month":        {[]string{"nghị quyết 30-NQ/TW|2022-11", "nghị quyết 30-NQ/TW|2022-11-23"}, nil, "2022-11-23"},
		"a year beside the number's": {[]string{"nghị định 105/2020/NĐ-CP|2021-09-08"}, []string{"date"}, ""},
		"two types":                  {[]string{"quyết định 7/KH-BNV|2023-01-05", "kế hoạch 7/KH-BNV|2023-01-05"}, []string{"type"}, "2023-01-05"},
		"Quyết định and Quy định":    {[]string{"quyết định 66-QĐ/TW|2017-02-06", "quy định 66-QĐ/TW|2017-02-06"}, nil, "2017-02-06"},
		"two organs of the Party":    {[]string{"kết luận 75-KL/TW|2024-01-05|Bộ Chính trị", "kết luận 75-KL/TW|2024-01-05|Ban Bí thư Trung ương Đảng", "kết luận 75-KL/TW|2024-01-05|Ban Chấp hành Trung ương"}, nil, "2024-01-05"},
		"two organs":                 {[]string{"nghị định 71/2020/NĐ-CP|2020-06-30|Chính phủ", "nghị định 71/2020/NĐ-CP|2020-06-30|Thủ tướng Chính phủ"}, []string{"issuer"}, "2020-06-30"},
		"all three":                  {[]string{"nghị định 71/2020/NĐ-CP|2020-06-30|Chính phủ", "quyết định 71/2020/NĐ-CP|2020-07-30|Thủ tướng Chính phủ"}, []string{"date", "issuer", "type"}, ""},
		"an organ in short":          {[]string{"kết luận 75-KL/TW|2024-01-05|Ban Chấp hành Trung ương", "kết luận 75-KL/TW|2024-01-05|BCH Trung ương Đảng khóa XIII"}, nil, "2024-01-05"},
		"a lost Đ":                   {[]string{"nghị định 71/2020/NĐ-CP|2020-06-30", "nghị định 71/2020/ND-CP|2020-06-30"}, nil, "2020-06-30"},
	} {
		docs := documents([]legal.Reading{reading("a", "||", test.citations...)}).Documents
		if len(docs) != 2 { // and the file's own
			t.Errorf("%s: %d documents", name, len(docs)-1)
			continue
		}
		if d := docs[0]; d.Conflict != (test.conflicts != nil) || !slices.Equal(d.Conflicts, test.conflicts) ||
			d.Date.String() != test.date {
			t.Errorf("%s: conflict %v on %v, date %q; want %v, %q", name, d.Conflict, d.Conflicts, d.Date,
				test.conflicts, test.date)
		}
	}
}

func TestOwnHeadDecidesDate(t *testing.T) {
	r := documents([]legal.Reading{
		reading("a", "64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh"),
		reading("b", camPha, "kế hoạch 64/KH-UBND|2023-03-16|UBND tỉnh", "kế hoạch 64/KH-UBND|2023-03-16|UBND tỉnh"),
	})
	d := r.Documents[1]
	want := []legal.Seen{{Value: "2023-03-16", Count: 2}, {Value: "2023-03-06", Count: 1}}
	if d.ID != "kh-64-ubnd-quang-ninh-2023" || !d.Conflict || d.Date.String() != "2023-03-06" ||
		!cmp.Equal(d.Dates, want) {
		t.Errorf("got %+v", d)
	}
}

var (
	heads = []string{quangNinh, lamDong, camPha, ministry, "||", "64/KH-UBND||UBND tỉnh Quảng Ninh",
		"64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh", "9/KH-THCSNH|2023-01-01|Trường THCS Nguyễn Huệ|UBND thị xã Đông Triều"}
	numbers = []string{"kế hoạch 64/KH-UBND", "quyết định 64/KH-UBND", "nghị quyết 13-NQ/TU", "nghị quyết 30-NQ/TW",
		"nghị quyết 5/NQ-HĐND", "nghị quyết 43/2019/QH14", "luật 43/2019/QH14", "luật", "kế hoạch 64", "nghị định 71/2020/ND-CP", "hợp đồng 12/HD-BNV", "văn bản 12/SNV-CCHC", "hướng dẫn 545/HD-BTV"}
	dates   = []string{"", "", "2023", "2023-03", "2023-03-06", "2020-09-20", "2020", "2019-06-14"}
	issuers = []string{"", "", "UBND tỉnh", "UBND thành phố", "Thành ủy Cẩm Phả", "Tỉnh ủy Quảng Ninh",
		"UBND xã Tân Lập", "Bộ Chính trị", "UBND Đông Triều", "Hội Luật gia", "Ban Thường vụ Hội Luật gia Việt Nam", "Ban Thường vụ", "Hội Nông dân"}
	someNames = []string{"", "", "Giáo dục", "Đất đai"}
)

// randomReadings draws a small corpus in which the same few numbers meet again
// and again.
func randomReadings(rnd *rand.Rand) []legal.Reading {
	pick := func(list []string) string { return list[rnd.IntN(len(list))] }
	var out []legal.Reading
	for i := range 1 + rnd.IntN(5) {
		var citations []string
		for range rnd.IntN(7) {
			citations = append(citations,
				strings.Join([]string{pick(numbers), pick(dates), pick(issuers), "về một việc của tỉnh ta",
					pick(someNames)}, "|"))
		}
		out = append(out, reading(fmt.Sprintf("%016x", i*7919), pick(heads), citations...))
	}
	return out
}

var urlSafe = regexp.MustCompile(`^[a-z0-9.-]+$`)

// FuzzDocuments draws a corpus: whatever it says, the result does not depend on
// the order of the readings, and every citation has one meaning that names
// documents that exist.
func FuzzDocuments(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		readings := randomReadings(rnd)
		r := documents(readings)
		rnd.Shuffle(len(readings), func(i, j int) { readings[i], readings[j] = readings[j], readings[i] })
		if diff := cmp.Diff(r, documents(readings)); diff != "" {
			t.Fatalf("another order, another result: %s", diff)
		}
		checkSound(t, readings, r)
	})
}

func checkSound(t *testing.T, readings []legal.Reading, r legal.Resolved) {
	t.Helper()
	ids := map[string]bool{}
	for _, d := range r.Documents {
		if ids[d.ID] || !urlSafe.MatchString(d.ID) {
			t.Errorf("ID %q is not unique or not safe", d.ID)
		}
		ids[d.ID] = true
	}
	n := 0
	for _, x := range readings {
		n += len(x.Citations)
		if !ids[r.Self[x.File]] {
			t.Errorf("file %s is no document", x.File)
		}
	}
	if n != len(r.Meanings) {
		t.Errorf("%d citations, %d meanings", n, len(r.Meanings))
	}
	for _, m := range r.Meanings {
		named := append(slices.Clone(m.Candidates), m.Document)
		if m.Reason.IsZero() || m.Document != "" && m.Candidates != nil {
			t.Errorf("meaning %+v", m)
		}
		for _, id := range named {
			if id != "" && !ids[id] {
				t.Errorf("meaning %+v names no document", m)
			}
		}
	}
}

// documents resolves readings alone.
func documents(readings []legal.Reading) legal.Resolved {
	return Documents(Facts{Readings: readings})
}
