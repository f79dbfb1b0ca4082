package authority

import (
	"slices"
	"strings"
)

// centralCodes are the issuer codes with one body in the country, besides those
// of the Party's centre.
var centralCodes = set(`
	CP TTg QH UBTVQH CTN HĐBT HĐNN HĐTP TANDTC VKSNDTC KTNN TTCP NHNN VPCP VPQH VPCTN TTXVN THVN TNVN TLĐ MTTW BCA
	BQP BNG BTP BYT BNV BTC BXD BKHCN BNNMT BDTTG BCT BVHTTDL BGDĐT BLĐTBXH BKHĐT BGTVT BTTTT BTNMT BNNPTNT UBDT
	BVHTT BTM BCN BTS BKHCNMT ĐUCP ĐUQH TWĐTN`)

// isCentral reports whether a code tells a body of the centre. Those of the National
// Assembly may carry its term: NQ-QH10, NQ-UBTVQH11.
func isCentral(code string) bool {
	if bare := strings.TrimRight(code, "0123456789"); bare == "QH" || bare == "UBTVQH" {
		return true
	}
	return centralCodes[code] || code == "TW" || len(code) > 2 && strings.HasSuffix(code, "TW")
}

// IsMinistry reports whether a code is that of a ministry.
func IsMinistry(code string) bool { return centralCodes[code] && code[0] == 'B' }

// levelOfCode returns the level a code tells by itself.
func levelOfCode(code string) Level {
	switch {
	case isCentral(code):
		return Central
	case strings.HasSuffix(code, "HU") && len(code) != 3:
		return RuralDistrict
	case strings.HasSuffix(code, "QU") && len(code) != 3:
		return UrbanDistrict
	case isDepartment(code):
		return Province
	}
	return AnyLevel
}

// isDepartment reports whether a code is that of a sở: SYT, SNV, SGDĐT.
func isDepartment(code string) bool { return len(code) >= 3 && code[0] == 'S' }

// isOffice reports whether a code is that of a district's or commune's phòng.
func isOffice(code string) bool {
	return len(code) >= 3 && code[0] == 'P' && !strings.ContainsAny(code, "0123456789")
}

// heads are the codes of the bodies that stand at the head of their place.
var heads = []string{"UBND", "HĐND", "TU", "HU", "QU", "ĐU"}

// IsHead reports whether a code is that of a body at the head of its place. All others
// of its level lie below it, in the same place.
func IsHead(code string) bool { return slices.Contains(heads, code) }

// isLocal reports whether a code belongs to the bodies that every place has:
// People's Committees and Councils, Party committees and their organs.
func isLocal(code string) bool {
	return code == "CB" || code == "ĐH" ||
		slices.ContainsFunc(heads, func(h string) bool { return strings.HasSuffix(code, h) })
}
