package layout

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// bodyWords begin the names of bodies, in lower case with the tone mark placed as
// by viet.Marked.
var bodyWords = func() []string {
	words := strings.Split(`ubnd|ủy ban|hđnd|hội đồng|sở|phòng|ban|bộ|trường|cục|chi cục|tổng cục|vụ|viện|công an|
		bộ chỉ huy|quân khu|đảng bộ|đảng ủy|đảng đoàn|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|chi bộ|văn phòng|
trung tâm|bệnh viện|trạm|hiệp hội|hội|liên đoàn|tổng liên đoàn|liên bộ|liên ngành|liên hiệp|liên minh|tổ|tòa án|mặt trận|đoàn|tỉnh đoàn|thành đoàn|
huyện đoàn|công đoàn|công ty|tổng công ty|tập đoàn|thanh tra|kho bạc|ngân hàng|kiểm toán|chính phủ|quốc hội|thủ tướng|
chủ tịch|bộ trưởng|giám đốc|tổng giám đốc|bảo hiểm|đại học|học viện|hải quan|thuế|cơ quan|quỹ|nhà|báo|đài|tạp chí|
thường trực|đoàn đại biểu|đội|tiểu ban|khoa|thư viện|bảo tàng|thống kê|quản lý|hạt|đặc khu`, "|")
	for i, w := range words {
		words[i] = viet.Marked(strings.TrimSpace(w))
	}
	return words
}()

// isBodyName reports whether s begins like the name of a body.
func isBodyName(s string) bool {
	s = viet.Marked(s)
	for _, w := range bodyWords {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest[0] == ' ' || rest[0] == '&') {
			return true
		}
	}
	return false
}

// issuers joins the lines of a head to names and returns the last as the issuer,
// the one before as its superior. The issuer is bold and its superior is not;
// without that difference, a name begins where a line begins like one.
func issuers(lines []item) (superior, issuer string) {
	if len(lines) == 0 {
		return "", ""
	}
	cut := boldFrom(lines)
	if cut == 0 {
		cut = lastName(lines)
	}
	superior, issuer = joined(lines[:cut]), joined(lines[cut:])
	if ownerless[viet.Marked(issuer)] && superior != "" {
		issuer += " " + superior
	}
	return SentenceCase(superior), SentenceCase(issuer)
}

// ownerless are organs whose names mean nothing without the body they belong to.
var ownerless = map[string]bool{
	viet.Marked("ban thường vụ"): true, viet.Marked("ban chấp hành"): true, viet.Marked("thường trực"): true,
	viet.Marked("ban thường trực"): true, viet.Marked("văn phòng"): true,
}

// boldFrom returns where the bold lines begin that end the list, 0 where all
// lines or none are bold.
func boldFrom(lines []item) int {
	cut := len(lines)
	for cut > 0 && lines[cut-1].bold {
		cut--
	}
	if cut == len(lines) || !isBodyName(lines[cut].text) {
		return 0
	}
	return cut
}

// lastName returns where the last name begins.
func lastName(lines []item) int {
	for i := len(lines) - 1; i > 0; i-- {
		if isBodyName(lines[i].text) && !dangling(lines[i-1].text) && !goesOnAsZone(lines[i-1].text, lines[i].text) {
			return i
		}
	}
	return 0
}

// goesOnAsZone reports whether a name that leaves its place open goes on with that of a
// special zone, which may also be a name of its own: "ỦY BAN NHÂN DÂN", "ĐẶC KHU CÔ TÔ".
func goesOnAsZone(s, next string) bool {
	return strings.HasPrefix(viet.Marked(next), viet.Marked("đặc khu ")) && placeless.MatchString(viet.Marked(s))
}

var placeless = regexp.MustCompile(`(?:^|\s)` +
	viet.Marked(`(?:nhân dân|ubnd|hđnd|đảng ủy|đảng bộ|công an|quân sự|việt nam)$`))

// dangling reports whether a name cannot end with this line.
func dangling(s string) bool {
	s = viet.Marked(s)
	for _, w := range []string{"và", "của", "ủy ban", "hội đồng", ",", "-", "thuộc"} {
		if strings.HasSuffix(s, viet.Marked(w)) {
			return true
		}
	}
	return false
}

func joined(lines []item) string {
	var parts []string
	for _, l := range lines {
		parts = append(parts, l.text)
	}
	return strings.Trim(strings.Join(parts, " "), " *_-–—")
}

// issues matches a sentence in which a body says that it makes the document.
var issues = regexp.MustCompile(
	`^(.{3,90}?)\s+(?:xây dựng|ban hành|triển khai|báo cáo|hướng dẫn|thông báo|đề nghị|kính trình|trình)\s`)

// firstBlocks is how many blocks of the body are searched for the issuer.
const firstBlocks = 30

// issuerInText finds who makes the document in a sentence such as "Phòng Giáo dục
// và Đào tạo xây dựng Kế hoạch …" of the preamble, "" for none.
func issuerInText(t legal.Text, kind legal.Type) string {
	if kind == "" {
		return ""
	}
	n := 0
	for _, b := range t.Blocks {
		if b.Zone != legal.ZoneBody || n > firstBlocks {
			continue
		}
		n++
		s := t.Content[b.Start:b.End]
		m := issues.FindStringSubmatch(s)
		if m != nil && isBodyName(m[1]) && !strings.ContainsAny(m[1], ":;.,“\"") && makes(s[len(m[1]):], kind) {
			return m[1]
		}
	}
	return ""
}

// makes reports whether the rest of the sentence names the document's own type
// soon; the authors of one seed left half of the word out ("xây dựng hoạch").
func makes(rest string, kind legal.Type) bool {
	words := strings.Fields(strings.ToLower(rest))
	soon := strings.Join(words[:min(len(words), 6)], " ")
	own := strings.Fields(strings.ToLower(string(kind)))
	return strings.Contains(soon, own[len(own)-1])
}
