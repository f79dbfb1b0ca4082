package legal

import (
	"slices"
	"strings"
)

// Type is a kind of document (loại văn bản), in full as Vietnamese writes it and
// without qualifiers: "Báo cáo thẩm tra" is a Báo cáo. The set is open: a type
// that stands in no table is kept as printed.
type Type string

// The types the program itself needs to tell apart. Codes and words of all known
// types are in the tables below.
const (
	Constitution Type = "Hiến pháp"
	Code         Type = "Bộ luật"
	Law          Type = "Luật"
	Ordinance    Type = "Pháp lệnh"
	Resolution   Type = "Nghị quyết"
	Decree       Type = "Nghị định"
	Decision     Type = "Quyết định"
	Regulation   Type = "Quy định"
	Directive    Type = "Chỉ thị"
	Circular     Type = "Thông tư"
	Programme    Type = "Chương trình hành động"
	Plan         Type = "Kế hoạch"
	Letter       Type = "Công văn"
	Conclusion   Type = "Kết luận"
	Notice       Type = "Thông báo"
	Guidance     Type = "Hướng dẫn"
	Proposal     Type = "Tờ trình"
	Report       Type = "Báo cáo"
	Permit       Type = "Giấy phép"
	Protest      Type = "Kháng nghị"
)

// IsLaw reports whether documents of this type are cited by name alone.
func (t Type) IsLaw() bool {
	return t == Law || t == Code || t == Ordinance || t == Constitution
}

// typeWords maps type words in lower case to their type. "chương trình" and
// "chương trình hành động" are one type, so are "văn bản" and "công văn"
// (Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW for the Party).
var typeWords = map[string]Type{
	"hiến pháp": Constitution, "bộ luật": Code, "luật": Law, "pháp lệnh": Ordinance,
	"nghị quyết": Resolution, "nghị quyết liên tịch": "Nghị quyết liên tịch",
	"nghị định": Decree, "quyết định": Decision, "quy định": Regulation, "chỉ thị": Directive,
	"thông tư": Circular, "thông tư liên tịch": "Thông tư liên tịch", "thông tư liên bộ": "Thông tư liên tịch",
	"thông tri": "Thông tri", "lệnh": "Lệnh", "sắc lệnh": "Sắc lệnh", "sắc luật": "Sắc luật",
	"kế hoạch": Plan, "kế hoạch hành động": Plan,
	"chương trình": Programme, "chương trình hành động": Programme, "chương trình công tác": Programme,
	"công văn": Letter, "văn bản": Letter, "thư công": "Thư công",
	"kết luận": Conclusion, "thông báo": Notice, "thông báo kết luận": Notice, "thông báo ý kiến": Notice,
	"hướng dẫn": Guidance, "tờ trình": Proposal, "báo cáo": Report, "báo cáo thẩm tra": Report,
	"công điện": "Công điện", "giấy phép": Permit, "văn bản hợp nhất": "Văn bản hợp nhất",
	"quy chế": "Quy chế", "quy trình": "Quy trình", "đề án": "Đề án", "dự án": "Dự án", "phương án": "Phương án",
	"thông cáo": "Thông cáo", "biên bản": "Biên bản", "hợp đồng": "Hợp đồng",
	"giấy mời": "Giấy mời", "thư mời": "Thư mời", "giấy giới thiệu": "Giấy giới thiệu", "giấy chứng nhận": "Giấy chứng nhận",
	"giấy xác nhận": "Giấy xác nhận", "giấy ủy quyền": "Giấy ủy quyền",
	"phiếu chuyển": "Phiếu chuyển", "phiếu gửi": "Phiếu gửi", "phiếu báo": "Phiếu báo", "phiếu trình": "Phiếu trình",
	"bản ghi nhớ": "Bản ghi nhớ", "bản thỏa thuận": "Bản thỏa thuận",
	"án lệ": "Án lệ", "kháng nghị": Protest, "điều lệ": "Điều lệ", "chiến lược": "Chiến lược",
	"lời kêu gọi": "Lời kêu gọi", "quy chế phối hợp": "Quy chế", "kế hoạch phối hợp": Plan, "kế hoạch liên ngành": Plan,
	"kế hoạch liên tịch": Plan, "hướng dẫn liên ngành": Guidance, "chương trình phối hợp": Programme,
}

// typeCodes maps the type code inside a symbol, in its canonical form, to the type.
var typeCodes = map[string]Type{
	"NQ": Resolution, "NQLT": "Nghị quyết liên tịch", "NĐ": Decree, "QĐ": Decision, "QyĐ": Regulation, "CT": Directive,
	"TT": Circular, "TTLT": "Thông tư liên tịch", "TTLB": "Thông tư liên tịch", "L": "Lệnh", "SL": "Sắc lệnh",
	"LCT": Law, "PL": Ordinance, "KH": Plan, "KHPH": Plan, "KHLT": Plan, "KHLN": Plan, "CTr": Programme,
	"CTrPH": Programme, "CTrHĐ": Programme, "CTHĐ": Programme, "CTPH": Programme, "KL": Conclusion, "TB": Notice,
	"TBKL": Notice, "HD": Guidance, "HDLN": Guidance, "HDLT": Guidance, "TTr": Proposal, "TTrLT": Proposal,
	"BC": Report, "BCTĐ": Report, "BCTT": Report, "CĐ": "Công điện", "CV": Letter, "GP": Permit,
	"VBHN": "Văn bản hợp nhất", "QC": "Quy chế", "QCPH": "Quy chế", "QTr": "Quy trình", "ĐA": "Đề án", "DA": "Dự án",
	"PA": "Phương án", "TC": "Thông cáo", "BB": "Biên bản", "HĐ": "Hợp đồng", "GM": "Giấy mời", "TM": "Thư mời",
	"GGT": "Giấy giới thiệu", "GCN": "Giấy chứng nhận", "GXN": "Giấy xác nhận", "GUQ": "Giấy ủy quyền",
	"PC": "Phiếu chuyển", "PG": "Phiếu gửi", "PB": "Phiếu báo", "PTr": "Phiếu trình", "BGN": "Bản ghi nhớ",
	"BTT": "Bản thỏa thuận", "AL": "Án lệ", "LKG": "Lời kêu gọi", "KN": Protest,
}

// TypeOfWord returns the type a type word names, in any case and with either tone
// placement; ok is false for a word that names none.
func TypeOfWord(word string) (t Type, ok bool) {
	t, ok = typeWords[strings.ReplaceAll(strings.ToLower(word), "uỷ", "ủy")]
	return t, ok
}

// TypeWords returns every known type word, in lower case.
func TypeWords() []string {
	out := make([]string, 0, len(typeWords))
	for w := range typeWords {
		out = append(out, w)
	}
	return out
}

// TypeOfCode returns the type a code inside a symbol stands for.
func TypeOfCode(code string) (t Type, ok bool) {
	t, ok = typeCodes[canonicalCode(code)]
	return t, ok
}

// CodesOfType returns the codes that stand for a type in symbols, in byte order; letters and
// types that are written out have none.
func CodesOfType(t Type) (codes []string) {
	for code, of := range typeCodes {
		if of == t {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
