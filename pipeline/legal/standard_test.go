package legal

import "testing"

func TestScanStandard(t *testing.T) {
	for in, want := range map[string]struct {
		key, shown, issuer string
		typ                Type
	}{
		"QCVN 06:2022/BXD":        {"6/2022/QCVN-BXD", "QCVN 06:2022/BXD", "BXD", TechnicalRegulation},
		"QCVN 01 : 2019/BCT":      {"1/2019/QCVN-BCT", "QCVN 01:2019/BCT", "BCT", TechnicalRegulation},
		"QCVN 41:2019/BGTVT":      {"41/2019/QCVN-BGTVT", "QCVN 41:2019/BGTVT", "BGTVT", TechnicalRegulation},
		"TCVN 5687:2010":          {"5687/2010/TCVN", "TCVN 5687:2010", "BKHCN", Standard},
		"TCVN 2622-1995":          {"2622/1995/TCVN", "TCVN 2622:1995", "BKHCN", Standard},
		"TCVN 7568-14:2015":       {"7568-14/2015/TCVN", "TCVN 7568-14:2015", "BKHCN", Standard},
		"TCVN ISO 9001:2015":      {"9001/2015/TCVN-ISO", "TCVN ISO 9001:2015", "BKHCN", Standard},
		"TCVN ISO/IEC 17025:2017": {"17025/2017/TCVN-ISO-IEC", "TCVN ISO/IEC 17025:2017", "BKHCN", Standard},
		"TCVN 4054":               {"4054/TCVN", "TCVN 4054", "BKHCN", Standard},
	} {
		sym, ok := ParseSymbol(in)
		if !ok || sym.Key() != want.key || sym.Display() != want.shown || sym.Issuer() != want.issuer ||
			sym.Type() != want.typ {
			t.Errorf("%s: %v %s, shown %s, of %s, a %s; want %+v", in, ok, sym.Key(), sym.Display(), sym.Issuer(),
				sym.Type(), want)
		}
		if again, ok := ParseSymbol(sym.Display()); !ok || again.Key() != sym.Key() {
			t.Errorf("%s: shown %s, read back %s", in, sym.Display(), again.Key())
		}
	}
	for _, in := range []string{"TCVN", "QCVN số", "TCVN:2015", "QCVX 01:2019", "TCVN 0"} {
		if sym, _, ok := ScanStandard(in, 0); ok {
			t.Errorf("%s reads as %s", in, sym.Key())
		}
	}
}
