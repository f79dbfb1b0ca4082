package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file has the sentences that the libraries make, in Vietnamese. In English
// they are as the libraries make them.

// findingSays are the sentences of findings.
var findingSays = map[audit.Form]string{
	audit.SaysLater:          "%v ngày %v dẫn %v, ban hành ngày %v.",
	audit.SaysManyLater:      "%v ngày %v dẫn %v văn bản ban hành sau nó: ngày của chính văn bản sai, hoặc nội dung đã được cập nhật về sau.",
	audit.SaysYear:           "%v được in kèm ngày %v (%v): số, ký hiệu hoặc ngày bị sai.",
	audit.SaysOwnYear:        "Phần đầu của chính %v ghi ngày %v (%v): số, ký hiệu hoặc ngày bị sai.",
	audit.SaysDates:          "%v được ghi các ngày %v: chỉ một ngày có thể đúng.",
	audit.SaysDateDecided:    "%v được ghi ngày %v; %v xác định ngày đúng là %v.",
	audit.SaysIssuers:        "%v được ghi do %v ban hành: chỉ một cơ quan có thể đúng.",
	audit.SaysIssuerDecided:  "%v được ghi do %v ban hành; %v xác định cơ quan đúng là %v.",
	audit.SaysTypes:          "%v được gọi là %v: chỉ một loại có thể đúng.",
	audit.SaysTypeDecided:    "%v được gọi là %v; %v xác định loại đúng là %v.",
	audit.SaysTitles:         "%v được dẫn với trích yếu “%v” và “%v”: đó là hai văn bản, hoặc một số bị ghi sai.",
	audit.SaysReplaced:       "%v ngày %v dựa vào %v (%v), văn bản đã bị %v thay thế từ ngày %v.",
	audit.SaysEnded:          "%v ngày %v dựa vào %v (%v), văn bản đã bị %v bãi bỏ từ ngày %v.",
	audit.SaysReplacedOnce:   "%v ngày %v dựa vào %v (%v), văn bản đã bị %v thay thế ngày %v; chưa rõ hết hiệu lực từ khi nào.",
	audit.SaysEndedOnce:      "%v ngày %v dựa vào %v (%v), văn bản đã bị %v bãi bỏ ngày %v; chưa rõ hết hiệu lực từ khi nào.",
	audit.SaysDiffer:         "Hai tệp đều là %v theo phần đầu, nhưng nội dung khác nhau một phần: %v của tệp ngắn hơn có trong tệp kia.",
	audit.SaysForeign:        "Hai tệp đều là %v theo phần đầu, nhưng hầu như không có câu nào chung: %v của tệp ngắn hơn có trong tệp kia.",
	audit.SaysOutOfOrder:     "%v ghi ngày %v, không theo thứ tự so với %v: số hoặc ngày của văn bản bị sai.",
	audit.SaysOneOutOfOrder:  "%v ghi ngày %v, không theo thứ tự so với %v: một trong hai văn bản có số hoặc ngày sai.",
	audit.SaysMayBeOne:       "%v ngày %v và %v ngày %v có cùng trích yếu, ngày chỉ khác một chữ số: có thể là một văn bản.",
	audit.SaysMayBeOneDay:    "%v ngày %v và %v ngày %v có cùng trích yếu và cùng ngày: có thể là một văn bản.",
	audit.SaysMissing:        "%v được %v thực hiện nhưng không có tệp: chưa rõ văn bản này dựa trên gì.",
	audit.SaysMissingThrough: "%v được %v thực hiện nhưng không có tệp: việc nó dựa trên %v chỉ biết qua văn bản khác.",
	audit.SaysMissingOthers:  "%v được %v thực hiện nhưng không có tệp: những gì nó dựa trên chỉ biết qua văn bản khác.",
	audit.SaysOpen:           "“%v” (%v) có thể là một trong %v văn bản.",
	audit.SaysOpenTerms:      "“%v” (%v) có thể là một trong %v văn bản mà số chỉ khác nhau ở khóa: một bên ghi sai hoặc đọc sai.",
	audit.SaysOpenOne:        "“%v” (%v) có thể là %v, văn bản duy nhất được biết, hoặc văn bản khác.",
}

// findingText is the sentence of a finding in the reader's language.
func findingText(f audit.Finding, lang string) string {
	form, ok := findingSays[f.Said.Form]
	if lang == "en" || !ok {
		return f.Message
	}
	values := make([]any, len(f.Said.Values))
	for i, v := range f.Said.Values {
		values[i] = valueText(v)
	}
	return fmt.Sprintf(form, values...)
}

// valueText is a value in a finding in Vietnamese.
func valueText(v any) any {
	switch v := v.(type) {
	case audit.Times:
		return fmt.Sprintf("%d lần", int(v))
	case audit.Holders:
		return fmt.Sprintf("%d văn bản có tệp", int(v))
	case audit.Percent:
		return fmt.Sprintf("%.0f%%", float64(v))
	case audit.Uncertain:
		return "một văn bản chưa xác định"
	case audit.Decider:
		return deciderText(v)
	case legal.Relation:
		return strings.ToLower(relationName(v, "vi"))
	case audit.Sides:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = fmt.Sprintf("%s (%d lần)", audit.Shown(s.Value), s.Count)
		}
		return strings.Join(parts, " và ")
	case audit.Row:
		parts := make([]string, len(v))
		for i, n := range v {
			parts[i] = n.Number + " ngày " + n.Date
		}
		return strings.Join(parts, " và ")
	}
	return v
}

func deciderText(d audit.Decider) string {
	switch d {
	case audit.ItsHead:
		return "phần đầu của chính văn bản"
	case audit.ItsNumber:
		return "số, ký hiệu"
	}
	return whose(string(d), "vi")
}

// whose names who settles what citations leave open, or who speaks beside them.
func whose(by, lang string) string {
	if lang == "en" {
		return by
	}
	if name, ok := strings.CutPrefix(by, legal.SettledByRegistry); ok {
		return "sổ văn bản " + name
	}
	if by == legal.SettledByHead {
		return "phần đầu của chính văn bản"
	}
	return by
}

// reasonSays are the reasons for which a citation means what it means, and the notes
// behind them.
var reasonSays = map[string]string{
	legal.ReasonFull:        "đủ số, cơ quan và năm",
	legal.ReasonYearOfDate:  "số, với năm lấy từ ngày ban hành",
	legal.ReasonYearElse:    "số thiếu năm, được ghi đủ ở chỗ khác trong tệp",
	legal.ReasonSpelling:    "số và năm; tên cơ quan được ghi khác ở nơi khác",
	legal.ReasonInherited:   "theo cơ quan của danh sách chứa chỗ dẫn",
	legal.ReasonFitsHead:    "văn bản duy nhất khớp với phần đầu",
	legal.ReasonOwnHead:     "phần đầu của chính văn bản",
	legal.ReasonItself:      "chính văn bản này",
	legal.ReasonRepeat:      "nhắc lại chỗ dẫn đầy đủ ở trang %s",
	legal.ReasonShort:       "viết tắt của chỗ dẫn đầy đủ ở trang %s",
	legal.ReasonOlder:       "chỉ có một văn bản phù hợp, nhưng cũ hơn %s năm",
	legal.ReasonOnly:        "văn bản duy nhất phù hợp trong kho",
	legal.ReasonCandidates:  "%s văn bản đều phù hợp",
	legal.ReasonLacks:       "chưa rõ %s",
	legal.ReasonLawYear:     "tên và năm",
	legal.ReasonLawNumbered: "tên và năm; số được ghi ở nơi khác",
	legal.ReasonLawNamed:    "được ghi tên kèm năm ở trang %s",
	legal.ReasonLawOnly:     "luật duy nhất mang tên này trong kho",
	legal.ReasonLawName:     "chỉ có tên",
	legal.ReasonInForce:     "bản có hiệu lực khi văn bản này được viết",
	legal.ReasonCouncil:     "hai năm, trích yếu gần giống: một hay hai nghị quyết",
	legal.ReasonNoNumber:    "không đọc được số",
	legal.ReasonOrdinal:     "chỉ có số thứ tự, trước đó không có chỗ dẫn đầy đủ",
	legal.ReasonDecided:     "do %s xác định: %s",
	legal.ReasonNot:         "không phải %s, do %s xác định: %s",
	legal.ReasonTold:        "có người xác nhận các khả năng là một văn bản",
	legal.NoteCode:          "ký hiệu %s được đọc là %s",
	legal.NoteMarks:         "số, ký hiệu đã mất chữ Đ",
}

// lackSays are what [legal.ReasonLacks] names.
var lackSays = map[string]string{legal.LacksBody: "cơ quan", legal.LacksYear: "năm", legal.LacksType: "loại văn bản"}

// reasonText is a reason in the reader's language. One of another program is left as
// it stands.
func reasonText(stored, lang string) string {
	reason, note, ok := legal.ReadReason(stored)
	if lang == "en" || !ok {
		return stored
	}
	if reason.Form == legal.ReasonLacks {
		parts := strings.Split(reason.Values[0], " and ")
		for i, p := range parts {
			says, known := lackSays[p]
			if !known {
				return stored
			}
			parts[i] = says
		}
		reason.Values = []string{strings.Join(parts, " và ")}
	}
	s := worded(reasonSays[reason.Form], reason.Values)
	if note.Form != "" {
		s += "; " + worded(reasonSays[note.Form], note.Values)
	}
	return s
}

func worded(form string, values []string) string {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return fmt.Sprintf(form, args...)
}

// failureSays are the reasons for which a file was not read in full, by code: a name
// in Vietnamese and English, and a sentence in Vietnamese.
var failureSays = map[string][3]string{
	"not-pdf":         {"không phải PDF", "not a PDF", "Tệp không phải là PDF."},
	"empty-file":      {"tệp rỗng", "empty", "Tệp không có nội dung."},
	"encrypted":       {"có mật khẩu", "needs a password", "Tệp được bảo vệ bằng mật khẩu mà chương trình không có."},
	"unsupported":     {"mã hóa lạ", "unknown cipher", "Tệp được mã hóa theo cách chương trình không biết."},
	"damaged":         {"tệp hỏng", "damaged", "Tệp bị hỏng, không đọc được nội dung."},
	"time-limit":      {"quá thời gian", "took too long", "Đọc tệp mất quá nhiều thời gian nên đã dừng."},
	"memory-limit":    {"quá bộ nhớ", "took too much memory", "Đọc tệp tốn quá nhiều bộ nhớ nên đã dừng."},
	"crashed":         {"trình đọc bị ngắt", "reader crashed", "Trình đọc bị ngắt đột ngột khi đọc tệp này."},
	"io":              {"không lấy được tệp", "cannot be fetched", "Không lấy được tệp từ nơi lưu trữ."},
	"missing-program": {"thiếu chương trình", "program missing", "Máy này thiếu chương trình cần để đọc tệp."},
	"no-permission":   {"không có quyền", "no permission", "Không có quyền mở tệp."},
	"ocr":             {"chờ OCR", "waits for OCR", "Có trang chưa có chữ đáng tin, đang chờ nhận dạng (OCR)."},
}

// failureName names a code of why a file was not read.
func failureName(code, lang string) string {
	n, ok := failureSays[code]
	switch {
	case !ok:
		return code
	case lang == "en":
		return n[1]
	}
	return n[0]
}

// failureText says why a file was not read; the sentence that was stored is English.
func failureText(code, stored, lang string) string {
	n, ok := failureSays[code]
	if lang == "en" || !ok {
		return stored
	}
	var waiting, pages int
	if _, err := fmt.Sscanf(stored, "%d of %d pages", &waiting, &pages); err == nil {
		return fmt.Sprintf("%d trong %d trang chưa có chữ đáng tin, đang chờ nhận dạng (OCR).", waiting, pages)
	}
	return n[2]
}

// complaintSays are what can be wrong with a query.
var complaintSays = map[index.Complaint]string{
	index.NothingBefore: "trước %s không có gì",
	index.NothingBehind: "sau HOẶC (OR) không có gì",
	index.OrLeftOut:     "HOẶC (OR) không nối được phần bị loại bằng dấu -",
	index.TooManyWords:  "có %d từ, nhiều nhất là %d",
	index.NoValue:       "%s: thiếu giá trị; cần %s",
	index.NotTaken:      "%s: không nhận “%s”; cần %s",
	index.NoField:       "không có trường tên %s; đặt trong ngoặc kép nếu muốn tìm như từ",
	index.OpenQuote:     "ngoặc kép chưa đóng",
	index.ShortStem:     "trước dấu * phải là một từ có ít nhất hai chữ",
	index.NotHere:       "kho không có văn bản %s và không nơi nào dẫn nó",
}

// fieldTakes says what the fields of the query language take, by their first names.
var fieldTakes = map[string]string{
	"loai":      "loại văn bản: kh, kế-hoạch, \"quyết định\"",
	"so":        "số, ký hiệu hoặc số thứ tự: 30-NQ/TW, 30",
	"coquan":    "từ trong tên cơ quan ban hành, hoặc ký hiệu của nó: \"Bộ Chính trị\", UBND",
	"cap":       "trung ương, tỉnh, huyện, xã, đơn vị",
	"ngay":      "ngày, tháng hoặc năm, hoặc một khoảng: 2020..2023, 06/3/2023, ..2022",
	"nam":       "năm hoặc một khoảng năm",
	"trich":     "văn bản được dẫn: 30-NQ/TW, hoặc mã",
	"duoctrich": "văn bản dẫn những văn bản cần tìm",
	"quanhe":    "căn cứ, thực hiện, hướng dẫn, sửa đổi, thay thế, bãi bỏ, ban hành",
	"giu":       "có hoặc không: trong kho có tệp hay không",
	"nguon":     "nguồn chữ: text (chữ trong tệp), ocr (nhận dạng từ ảnh), mixed (cả hai)",
}

// complaintText says what is wrong with a query, and where.
func complaintText(e *index.QueryError, lang string) string {
	form, ok := complaintSays[e.Form]
	if lang == "en" || !ok {
		return e.Error()
	}
	values := append([]any{}, e.Values...)
	if e.Form == index.NoValue || e.Form == index.NotTaken {
		values[len(values)-1] = fieldTakes[fmt.Sprint(values[0])]
	}
	return fmt.Sprintf(form, values...) + " (ký tự thứ " + strconv.Itoa(e.At) + ")"
}
