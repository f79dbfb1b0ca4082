package cite

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
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
