package cite

import (
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// speaksForItself reports whether a number without a type word and without "số" can
// be a document's: its parts are joined by a slash, as those of chemicals are not, or
// its first code is one we know.
func speaksForItself(t *token) bool {
	codes := strings.TrimLeftFunc(strings.TrimLeft(t.low, "0123456789."), unicode.IsSpace)
	if strings.HasPrefix(codes, "/") {
		return true
	}
	_, known := legal.KnownCode(t.sym.Codes[0])
	return known
}

// ownedByOther reports whether the "số" at token at is the number of something that
// is no document of the administration: a contract, an invoice, an account.
func ownedByOther(toks []token, at, free int) bool {
	for i := at - 1; i >= max(free, at-10) && toks[i].kind == word; i-- {
		if _, n := owners.at(toks, i); n > 0 {
			return true
		}
	}
	return false
}

// owners are things with numbers of their own.
var owners = listed(`
	hợp đồng | hóa đơn | tài khoản | bảo hiểm | vận đơn | tờ khai | bản án | biên lai | thẻ | sổ | séc | đơn hàng
	chứng thư | chứng chỉ | vé | biển số | lô | thửa | tờ bản đồ | phiếu thu
	phiếu chi | ủy nhiệm chi | chứng từ | mã số`)

// isContract reports whether a number is that of a contract, by its type or code.
func isContract(m *mention) bool {
	if m.Type == "Hợp đồng" {
		return true
	}
	return !m.hasType && len(m.sym.Codes) > 0 && contractCodes[m.sym.Codes[0]]
}

// contractCodes are the codes of kinds of contracts.
var contractCodes = map[string]bool{
	"HĐKT": true, "HĐMB": true, "HĐTC": true, "HĐXD": true, "HĐLĐ": true, "HĐTV": true, "HĐDV": true, "HĐTD": true,
	"HĐBH": true, "HĐNT": true, "HĐCC": true,
}

// isForm reports whether what stands before a mention makes its number that of a
// form, a standard or an account: no document.
func (f *finder) isForm(m *mention) bool {
	toks, head := f.toks, m.head
	if head > 0 && (toks[head-1].low == "của" || toks[head-1].low == "tại" || toks[head-1].low == "theo") {
		return false // "theo mẫu của Nghị định số …"
	}
	for i := max(0, head-2); i < head; i++ {
		switch toks[i].low {
		case "mẫu", "biểu", "tcvn", "qcvn", "iso", "đơn", "lô", "thửa":
			return true
		}
	}
	return head > 1 && toks[head-2].low == "tài" && toks[head-1].low == "khoản"
}
