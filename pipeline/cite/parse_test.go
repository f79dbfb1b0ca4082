package cite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

func TestParse(t *testing.T) {
	tests := []struct {
		in, key   string
		typ       legal.Type
		date      string
		name      string
		provision string
		rest      string
	}{
		{in: "30-NQ/TW", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "418/kh-sgd&dt", key: "418/KH-SGDĐT", typ: legal.Plan},
		{in: "418 kh sgd dt", key: "418/KH-SGDĐT", typ: legal.Plan},
		{in: "30 nq tw", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "nq 30 nq/tw", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "Nghị quyết số 30-NQ/TW ngày 23/11/2022", key: "30/NQ-TW", typ: legal.Resolution, date: "2022-11-23"},
		{in: "nghi quyet 30-nq/tw", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "Nghị quyết 30", key: "30", typ: legal.Resolution},
		{in: "nq 30", key: "30", typ: legal.Resolution},
		{in: "71/2020/nđ-cp", key: "71/2020/NĐ-CP", typ: legal.Decree},
		{in: "71/2020/nd-cp", key: "71/2020/NĐ-CP", typ: legal.Decree},
		{in: "nghị định 71/2020", key: "71/2020", typ: legal.Decree},
		{in: "Điều 5 Nghị định 71/2020", key: "71/2020", typ: legal.Decree, provision: "Điều 5"},
		{in: "ke hoach 64/kh-ubnd quang ninh 2023", key: "64/KH-UBND", typ: legal.Plan, date: "2023", rest: "quang ninh"},
		{in: "KH 64/KH-UBND tỉnh Quảng Ninh", key: "64/KH-UBND", typ: legal.Plan, rest: "tỉnh Quảng Ninh"},
		{in: "luật đất đai 2024", typ: legal.Law, name: "đất đai", date: "2024"},
		{in: "luat dat dai", typ: legal.Law, name: "dat dai"},
		{in: "41/2021/qh15", key: "41/2021/QH15"},
		{in: "126 2024 nd cp", key: "126/2024/NĐ-CP", typ: legal.Decree},
		{in: "126/2024/NĐCP", key: "126/2024/NĐ-CP", typ: legal.Decree},
		{in: "30-NQTW", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "NQ18", key: "18", typ: legal.Resolution},
		{in: "293/syt-tccb", key: "293/SYT-TCCB", typ: legal.Letter},
		{in: "282/hhdn-k4", key: "282/HHDN-K4", typ: legal.Letter},
		{in: "2701/snv-cchc&vtlt", key: "2701/SNV-CCHCVTLT", typ: legal.Letter},
		{in: "QCVN 06:2022/BXD", key: "6/2022/QCVN-BXD", typ: legal.TechnicalRegulation},
		{in: "quy chuẩn qcvn 06:2022/bxd", key: "6/2022/QCVN-BXD", typ: legal.TechnicalRegulation},
		{in: "qcvn 06:2022", key: "6/2022", typ: legal.TechnicalRegulation},
		{in: "TCVN 5687:2010 thông gió", key: "5687/2010/TCVN", typ: legal.Standard, rest: "thông gió"},
		{in: "tcvn 5687", key: "5687", typ: legal.Standard},
		{in: "1373/qd-ttg", key: "1373/QĐ-TTg", typ: legal.Decision},
		{in: "NQ-30-TW", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "nq 30 tw", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "nghị quyết số 30 tw", key: "30/NQ-TW", typ: legal.Resolution},
		{in: "QĐ-1690-TTg", key: "1690/QĐ-TTg", typ: legal.Decision},
		{in: "CTr 36 TU", key: "36/CTr-TU", typ: legal.Programme},
		{in: "KH 64 UBND Quảng Ninh", key: "64/KH-UBND", typ: legal.Plan, rest: "Quảng Ninh"},
		{in: "NĐ 78/2025/CP", key: "78/2025/NĐ-CP", typ: legal.Decree},
		{in: "Nghị quyết số 202/2025/QH15", key: "202/2025/QH15", typ: legal.Resolution},
		{in: "Công văn số 17/HHTL ngày 23/9/2025", key: "17/HHTL", typ: legal.Letter, date: "2025-09-23"},
		{in: "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;", key: "31/2024/QH15", date: "2024-01-18",
			rest: "Căn cứ Luật Đất đai"},
		{in: "Luật số 64/2025/QH15 được sửa đổi bởi Luật số 87/2025/QH15", key: "64/2025/QH15", typ: legal.Law,
			rest: "được sửa đổi bởi"},
	}
	for _, tt := range tests {
		got, ok := Parse(tt.in)
		if !ok {
			t.Errorf("Parse(%q) finds nothing", tt.in)
			continue
		}
		key := ""
		if !got.Symbol.IsZero() {
			key = got.Symbol.Key()
		}
		want := []string{tt.key, string(tt.typ), tt.date, tt.name, tt.provision, tt.rest}
		if diff := cmp.Diff(want, []string{key, string(got.Type), got.Date.String(), got.Name, got.Provision,
			got.Rest}); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
	for _, in := range []string{"", "chuyển đổi số", "năm học 2022 - 2023", "ngày 28/11/2022", "kế hoạch"} {
		if got, ok := Parse(in); ok {
			t.Errorf("Parse(%q) = %+v, want nothing", in, got)
		}
	}
}

// What stands beside each number is its own; the date and the body behind the number are the
// document's, a year farther off may be that of a title.
func TestReferences(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"30-NQ/TW và 18-nq/tw", []string{"30/NQ-TW |  | và", "18/NQ-TW |  | "}},
		{"Nghị định 1/2020/NĐ-CP ngày 5/3/2020 của Chính phủ, Điều 3 Nghị định số 2/2021/NĐ-CP ngày 6/4/2021",
			[]string{"1/2020/NĐ-CP | 2020-03-05 Chính phủ | Chính phủ pasted", "2/2021/NĐ-CP | 2021-04-06  |  pasted"}},
		{"Kế hoạch số 64/KH-UBND của UBND tỉnh Quảng Ninh về chuyển đổi số năm 2026",
			[]string{"64/KH-UBND | 2026 apart UBND tỉnh Quảng Ninh | UBND tỉnh Quảng Ninh về chuyển đổi số pasted"}},
		{"64/KH-UBND (ngày 5/3/2023) Quảng Ninh", []string{"64/KH-UBND | 2023-03-05  | Quảng Ninh pasted"}},
		{`30-NQ/TW "dạy thêm"`, []string{"30/NQ-TW |  | dạy thêm"}},
		{"1/NQ-CP 2/NQ-CP 3/NQ-CP 4/NQ-CP 5/NQ-CP 6/NQ-CP 7/NQ-CP 8/NQ-CP 9/NQ-CP", []string{"1/NQ-CP |  | ",
			"2/NQ-CP |  | ", "3/NQ-CP |  | ", "4/NQ-CP |  | ", "5/NQ-CP |  | ", "6/NQ-CP |  | ", "7/NQ-CP |  | ",
			"8/NQ-CP |  | 9/NQ-CP"}},
		{"chuyển đổi số", nil},
	} {
		var got []string
		for _, r := range References(tt.in) {
			key := ""
			if !r.Symbol.IsZero() {
				key = r.Symbol.Key()
			}
			line := key + " | " + r.Date.String()
			if r.DateApart {
				line += " apart"
			}
			if line += " " + r.Issuer; r.Issuer == "" && r.Date.IsZero() {
				line = key + " | "
			}
			line += " | " + r.Rest
			if r.Pasted {
				line += " pasted"
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.in, diff)
		}
	}
}

// Of whatever is typed no more references are told than there may be, each names something,
// and words of theirs are words typed.
func FuzzReferences(f *testing.F) {
	for _, s := range []string{"30-NQ/TW và 18-nq/tw", "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;", "NQ-30-TW",
		"QCVN 06:2022/BXD, 1/2020/NĐ-CP (ngày 5/3/2020", "nghị quyết 30", "luật đất đai 2024", "Công văn số 17/HHTL", "\xff1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		refs := References(s)
		if len(refs) > maxReferences {
			t.Errorf("%q: %d references", s, len(refs))
		}
		for i, r := range refs {
			if r.Symbol.IsZero() && r.Name == "" || i > 0 && len(r.Symbol.Codes) == 0 {
				t.Errorf("%q: %+v names nothing", s, r)
			}
			for _, w := range strings.Fields(r.Rest) {
				if !strings.Contains(lower(viet.Normalize(s)), lower(w)) {
					t.Errorf("%q: %q is not there", s, w)
				}
			}
		}
	})
}
