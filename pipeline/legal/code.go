package legal

import "strings"

// Codes are set by each agency's head, so these tables are a prior and never a
// closed list: a code that stands in none is kept as it is.

// partyCodes are issuer codes of Party and mass organisations, whose numbers run
// through a whole term (Hướng dẫn 36-HD/VPTW).
var partyCodes = map[string]bool{
	"TW": true, "HNTW": true, "TU": true, "HU": true, "QU": true, "ĐU": true, "CB": true, "ĐH": true, "TĐ": true,
	"BCSĐ": true, "ĐĐ": true, "TWĐTN": true, "TĐTN": true, "ĐTN": true, "BCĐTW": true,
}

// partySuffixes end the codes of Party organs: VPTW, BTGTU, UBKTHU, BTCĐU.
var partySuffixes = []string{"TW", "TU", "HU", "QU", "ĐU"}

// stateCodes are issuer codes that end in a Party suffix by chance, and codes of
// the State that stand first in the number of a letter.
var stateCodes = map[string]bool{
	"CP": true, "TTg": true, "UBND": true, "UB": true, "HĐND": true, "VPCP": true, "VPQH": true, "VPCTN": true,
	"CTN": true, "HĐBT": true, "HĐTP": true, "TANDTC": true, "VKSNDTC": true, "KTNN": true, "TTCP": true, "NHNN": true,
	"BHXH": true, "MTTW": true, "TLĐ": true,
}

// codeAliases maps spellings of a code to the canonical one. They are compared
// after Đ look-alikes, "&", "." and spaces are dropped.
var codeAliases = map[string]string{
	"UB": "UBND", "HNTW": "TW", "PGD": "PGDĐT", "VKSTC": "VKSNDTC", "BNN": "BNNPTNT", "BKH": "BKHĐT",
	"BGD": "BGDĐT", "SGD": "SGDĐT",
}

// canonicalCodes holds the codes written with small letters or diacritics, by
// their folded form, where that form has a single meaning.
var canonicalCodes = map[string]string{
	"CTR": "CTr", "TTR": "TTr", "TTG": "TTg", "QYĐ": "QyĐ", "QĐI": "QĐ", "QTR": "QTr", "PTR": "PTr", "CTRPH": "CTrPH",
	"TTRLT": "TTrLT", "QD": "QĐ", "ND": "NĐ", "HDND": "HĐND", "HDBT": "HĐBT", "BGDDT": "BGDĐT", "SGDDT": "SGDĐT",
	"PGDDT": "PGDĐT", "QYD": "QyĐ", "UBNĐ": "UBND", "HĐNĐ": "HĐND", "DU": "ĐU", "TWDTN": "TWĐTN", "BLDTBXH": "BLĐTBXH",
	"SLDTBXH": "SLĐTBXH", "BKHDT": "BKHĐT", "SKHDT": "SKHĐT", "BCD": "BCĐ", "CTHD": "CTHĐ", "TLD": "TLĐ",
}

// eth maps the look-alikes of Đ to it (U+00D0 and U+0189, U+00F0): NFC does not.
var eth = strings.NewReplacer("Ð", "Đ", "Ɖ", "Đ", "ð", "đ")

var (
	filler  = strings.NewReplacer("&", "", ".", "", "_", "", " ", "")
	barless = strings.NewReplacer("Đ", "D", "đ", "d")
)

// canonicalCode returns the one form in which codes are compared.
func canonicalCode(code string) string {
	c := filler.Replace(eth.Replace(code))
	if _, ok := typeCodes[c]; ok {
		return c
	}
	c = strings.ToUpper(c)
	if k, ok := canonicalCodes[c]; ok {
		c = k
	}
	if k, ok := codeAliases[c]; ok {
		c = k
	}
	return c
}

// foldCode drops Đ and case: a form for finding candidates only, in which HD
// (Hướng dẫn) and HĐ (Hợp đồng) are one.
func foldCode(code string) string {
	return strings.ToUpper(barless.Replace(code))
}

// IsPartyCode reports whether a canonical issuer code is the Party's or a mass
// organisation's.
func IsPartyCode(code string) bool {
	if partyCodes[code] {
		return true
	}
	if stateCodes[code] || len(code) < 4 {
		return false
	}
	for _, s := range partySuffixes {
		if strings.HasSuffix(code, s) {
			return true
		}
	}
	return strings.HasPrefix(code, "ĐU") // ĐUK, ĐUTCT, ĐUCP: Party committees of blocs and corporations
}

// KnownCode returns the canonical form of a code that stands in the tables, in any
// case and with or without Đ.
func KnownCode(code string) (canonical string, ok bool) {
	c := canonicalCode(code)
	_, typed := typeCodes[c]
	return c, typed || partyCodes[c] || stateCodes[c] || IsPartyCode(c) || ministries[c]
}

// ministries are the codes of ministries, provincial departments and district
// offices.
var ministries = func() map[string]bool {
	m := map[string]bool{}
	for _, code := range strings.Fields(
		`BCA BQP BNG BTP BYT BNV BTC BXD BKHCN BNNMT BDTTG BCT BVHTTDL BGDĐT BLĐTBXH BKHĐT BGTVT BTTTT BTNMT BNNPTNT
			UBDT SGDĐT SNV STC SKHĐT SXD SGTVT SNN SNNPTNT STNMT SNNMT SYT SLĐTBXH SVHTT SVHTTDL STTTT SKHCN SCT STP
		SNGV SDL SDTTG BDT PGDĐT PNV PTCKH PLĐTBXH PVHTT PTNMT PTP PKT PYT PVHXH VPUBND`) {
		m[code] = true
	}
	return m
}()
