package legal

import (
	"strings"
	"testing"
)

// The rows are forms found in real documents: how the number is printed, its key
// and its family. What stands behind "|" must not be read.
func TestScanSymbol(t *testing.T) {
	tests := []struct {
		in, key string
		family  Family
		typ     Type
	}{
		{"64/KH-UBND", "64/KH-UBND", FamilyState, Plan},
		{"64             /KH-UBND", "64/KH-UBND", FamilyState, Plan},
		{"07/KH-UBND| ngày", "7/KH-UBND", FamilyState, Plan},
		{"83/KH-\nUBND", "83/KH-UBND", FamilyState, Plan},
		{"83/KH- UBND", "83/KH-UBND", FamilyState, Plan},
		{"118/NQ-HĐND", "118/NQ-HĐND", FamilyState, "Nghị quyết"},
		{"100-\nNQ/HĐND", "100/NQ-HĐND", FamilyState, "Nghị quyết"},
		{"83/KH-\n-UBND", "83/KH-UBND", FamilyState, Plan},
		{"29- -NQ/TW", "29/NQ-TW", FamilyParty, "Nghị quyết"},
		{"29--NQ/TW", "29/NQ-TW", FamilyParty, "Nghị quyết"},
		{"64/KH-UBND| - - UBND tỉnh", "64/KH-UBND", FamilyState, Plan},
		{"63/2021/NQ-HĐND", "63/2021/NQ-HĐND", FamilyNormative, "Nghị quyết"},
		{"70/2021/NQ – HĐND", "70/2021/NQ-HĐND", FamilyNormative, "Nghị quyết"},
		{"71/2020/ND-CP", "71/2020/NĐ-CP", FamilyNormative, Decree},
		{"71/2020/NÐ-CP", "71/2020/NĐ-CP", FamilyNormative, Decree},
		{"126/2024-NĐ-CP", "126/2024/NĐ-CP", FamilyNormative, Decree},
		{"14/NQ-CP", "14/NQ-CP", FamilyState, "Nghị quyết"},
		{"66.25/2026/NQ-CP", "66.25/2026/NQ-CP", FamilyNormative, "Nghị quyết"},
		{"1373/QD-TTG", "1373/QĐ-TTg", FamilyState, Decision},
		{"41/2021/QH15", "41/2021/QH15", FamilyAssembly, ""},
		{"42/2024/QH15|1", "42/2024/QH15", FamilyAssembly, ""},
		{"1211/2016/UBTVQH13", "1211/2016/UBTVQH13", FamilyAssembly, ""},
		{"35/NQ-UBTVQH15", "35/NQ-UBTVQH15", FamilyState, "Nghị quyết"},
		{"1112/CT-BGDĐT", "1112/CT-BGDĐT", FamilyState, Directive},
		{"716/KH-SGD&ĐT", "716/KH-SGDĐT", FamilyState, Plan},
		{"01/KH-PGD", "1/KH-PGDĐT", FamilyState, Plan},
		{"5512/BGDĐT-GDTrH", "5512/BGDĐT-GDTRH", FamilyLetter, Letter},
		{"1020/UBND-GD| ngày 23/2", "1020/UBND-GD", FamilyLetter, Letter},
		{"1014/SNV-CCHC&VTLT", "1014/SNV-CCHCVTLT", FamilyLetter, Letter},
		{"531/TTr-BKHĐT", "531/TTr-BKHĐT", FamilyState, Proposal},
		{"12/2013/TTLT-BGDĐT-BNV", "12/2013/TTLT-BGDĐT-BNV", FamilyNormative, "Thông tư liên tịch"},
		{"2345/QĐ-UBND-HC", "2345/QĐ-UBND-HC", FamilyState, Decision},
		{"02/VBHN-BTP", "2/VBHN-BTP", FamilyState, "Văn bản hợp nhất"},
		{"341/SNV-XDCQ,CTTN&TG| ngày", "341/SNV-XDCQ-CTTNTG", FamilyLetter, Letter},
		{"45/STC-NS,TCDN,QLG", "45/STC-NS-TCDN-QLG", FamilyLetter, Letter},
		{"341/SNV-XDCQ|,Công văn", "341/SNV-XDCQ", FamilyLetter, Letter},
		{"12/KH-SNV|,UBND tỉnh", "12/KH-SNV", FamilyState, Plan},
		{"27/TT-BCA(C13)", "27/TT-BCA-C13", FamilyState, Circular},
		{"7/BCA-C06(A81-P6)", "7/BCA-C06-A81-P6", FamilyLetter, Letter},
		{"5/QĐ-UBND|(sau đây", "5/QĐ-UBND", FamilyState, Decision},
		{"03/2020/TTLT-BTP-BCA-BQP-BTC-TANDTC-VKSNDTC-KTNN", "3/2020/TTLT-BTP-BCA-BQP-BTC-TANDTC-VKSNDTC-KTNN", FamilyNormative, "Thông tư liên tịch"},
		{"15/2024/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", "15/2024/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", FamilyNormative, "Nghị quyết liên tịch"},
		{"2307/QĐ.UBND", "2307/QĐ-UBND", FamilyState, Decision},
		{"666 VH/QĐ", "666/VH-QĐ", FamilyLetter, Letter},
		{"14/ĐX-Cty", "14/ĐX-CTY", FamilyLetter, Letter},
		{"09/KH-TTra", "9/KH-TTRA", FamilyState, Plan},
		{"30-NQ/TW", "30/NQ-TW", FamilyParty, "Nghị quyết"},
		{"30-NQ/TW|1.", "30/NQ-TW", FamilyParty, "Nghị quyết"},
		{"57/NQ/TW", "57/NQ-TW", FamilyParty, "Nghị quyết"},
		{"72-NQ-TW", "72/NQ-TW", FamilyParty, "Nghị quyết"},
		{"26- CTr/TU|ngày", "26/CTr-TU", FamilyParty, Programme},
		{"302 - KH/TU", "302/KH-TU", FamilyParty, Plan},
		{"1-KH/ĐU", "1/KH-ĐU", FamilyParty, Plan},
		{"01-NQi/TU", "1/NQI-TU", FamilyParty, ""},
		{"104-TB/BTGTU", "104/TB-BTGTU", FamilyParty, Notice},
		{"36-HD/VPTW", "36/HD-VPTW", FamilyParty, Guidance},
		{"55-NQ/ĐUTCT", "55/NQ-ĐUTCT", FamilyParty, "Nghị quyết"},
		{"02-NQ/HNTW", "2/NQ-TW", FamilyParty, "Nghị quyết"},
		{"225-KH/TWĐTN-TNNT", "225/KH-TWĐTN-TNNT", FamilyParty, Plan},
		{"298 KH/TWĐTN", "298/KH-TWĐTN", FamilyParty, Plan},
		{"22HD/TWĐTN", "22/HD-TWĐTN", FamilyParty, Guidance},
		{"174KL/TW", "174/KL-TW", FamilyParty, Conclusion},
		{"15a/2019/QĐ-UBND", "15a/2019/QĐ-UBND", FamilyNormative, Decision},
		{"12bis/2019/QĐ-UBND", "12bis/2019/QĐ-UBND", FamilyNormative, Decision},
		{"01A-NQ/TU", "1a/NQ-TU", FamilyParty, "Nghị quyết"},
		{"45/2005/NQ-HĐND16", "45/2005/NQ-HĐND16", FamilyNormative, "Nghị quyết"},
		{"64-CP", "64/CP", FamilyOld, ""},
		{"178/HĐBT", "178/HĐBT", FamilyOld, ""},
		{"68-LCT/HĐNN8", "68/LCT-HĐNN8", FamilyOld, Law},
		{"64/KH-UBND| - UBND tỉnh", "64/KH-UBND", FamilyState, Plan},
		{"996/KH-C04-P5", "996/KH-C04-P5", FamilyState, Plan},
		{"12-Ctr/TU", "12/CTr-TU", FamilyParty, Programme},
		{"227/NTTQ-BTT", "227/NTTQ-BTT", FamilyLetter, Letter},
		{"05/HD-MTTW-BTT", "5/HD-MTTW-BTT", FamilyState, Guidance},
		// not numbers of documents
		{"28/11/2022", "", "", ""},
		{"2021 - 2025", "", "", ""},
		{"2023 - Giữ vững", "", "", ""},
		{"16.000/QĐ-UBND", "", "", ""},
		{"0/KH-UBND", "", "", ""},
	}
	for _, tt := range tests {
		in := strings.ReplaceAll(tt.in, "|", "")
		sym, end, ok := ScanSymbol(in, 0)
		if !ok {
			if tt.key != "" {
				t.Errorf("ScanSymbol(%q) found nothing", in)
			}
			continue
		}
		if tt.key == "" {
			t.Errorf("ScanSymbol(%q) = %s, want nothing", in, sym.Key())
			continue
		}
		want := len(in)
		if i := strings.IndexByte(tt.in, '|'); i >= 0 {
			want = i
		}
		if sym.Key() != tt.key || sym.Family() != tt.family || sym.Type() != tt.typ || end != want {
			t.Errorf("ScanSymbol(%q) = %s %q %q end %d, want %s %q %q end %d", in, sym.Key(), sym.Family(), sym.Type(),
				end, tt.key, tt.family, tt.typ, want)
		}
	}
}

// A number in its display form reads back as itself.
func FuzzScanSymbol(f *testing.F) {
	for _, s := range []string{"64/KH-UBND", "30-NQ/TW", "71/2020/NĐ-CP", "41/2021/QH15", "206-CP",
		"1014/SNV-CCHC&VTLT", "22HD/TWĐTN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sym, end, ok := ScanSymbol(s, 0)
		if end < 0 || end > len(s) {
			t.Fatalf("end %d outside %q", end, s)
		}
		if !ok {
			return
		}
		again, ok := ParseSymbol(sym.Display())
		if !ok || again.Key() != sym.Key() {
			t.Errorf("%q reads as %s, printed %s, read back %s", s, sym.Key(), sym.Display(), again.Key())
		}
	})
}

// TestDisplayKeepsAmpersand shows what is printed with "&" so, and compares it without.
func TestDisplayKeepsAmpersand(t *testing.T) {
	for in, want := range map[string]string{
		"716/KH-SGD&ĐT":          "716/KH-SGD&ĐT",
		"716/KH-SGD&DT":          "716/KH-SGD&ĐT",
		"1014/SNV-CCHC&VTLT":     "1014/SNV-CCHC&VTLT",
		"341/SNV-XDCQ,CTTN&TG":   "341/SNV-XDCQ-CTTN&TG",
		"3/TTLT-BNN&PTNT-BTN&MT": "03/TTLT-BNN&PTNT-BTN&MT",
		"123/KH-PGD&ĐT":          "123/KH-PGD&ĐT",
		"5-KH/BTG&DVTU":          "05-KH/BTG&DVTU",
		"716/KH-SGDĐT":           "716/KH-SGDĐT",
	} {
		sym, ok := ParseSymbol(in)
		again, _ := ParseSymbol(sym.Display())
		if !ok || sym.Display() != want || again.Key() != sym.Key() || strings.Contains(sym.Key(), "&") {
			t.Errorf("%s: shown %s, want %s; key %s, read back %s", in, sym.Display(), want, sym.Key(), again.Key())
		}
	}
}
