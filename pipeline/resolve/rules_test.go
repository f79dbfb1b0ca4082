package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

var update = flag.Bool("update", false, "record what the specimen means by the rules of now")

const recordedRules = "testdata/rules.json"

// recorded is by which rules the specimens meant what: a digest for each, by its name.
type recorded struct {
	Rules     int               `json:"rules"`
	Specimens map[string]string `json:"specimens"`
}

// TestRules fails where the rules have changed and their number has not: what specimens
// of readings say and mean is recorded beside it. A new specimen is no change.
func TestRules(t *testing.T) {
	was := readRecorded(t)
	is := recorded{Rules, map[string]string{}}
	var changed []string
	for name, facts := range specimens() {
		is.Specimens[name] = digest(t, facts)
		if old, ok := was.Specimens[name]; ok && old != is.Specimens[name] && was.Rules == is.Rules {
			changed = append(changed, name)
		}
	}
	if len(changed) > 0 {
		slices.Sort(changed)
		t.Fatalf("%d specimens mean something else than they did by rules %d, as %q: raise Rules, then run this test with -update", len(changed), Rules, changed[0])
	}
	if cmp.Equal(was, is) {
		return
	}
	if !*update {
		t.Fatal("specimens are new or gone, or Rules was raised: run this test with -update")
	}
	b, err := json.MarshalIndent(is, "", "\t")
	if err == nil {
		err = os.WriteFile(recordedRules, append(b, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func readRecorded(t *testing.T) (r recorded) {
	b, err := os.ReadFile(recordedRules)
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	if err != nil && !*update {
		t.Fatal(err)
	}
	return r
}

// digest hashes what facts say, as claims have it, and what they mean.
func digest(t *testing.T, facts Facts) string {
	sum := sha256.New()
	add := func(v any) {
		if err := json.NewEncoder(sum).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range facts.Readings {
		claims, err := Claims(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range claims {
			add([]any{c.File, c.Key, c.Links, string(c.Data)})
		}
	}
	add(Documents(facts))
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// specimens are the facts of the other tests, in which every rule is used, bodies and
// places as they issue and are cited, and what chance makes of a few words.
func specimens() map[string]Facts {
	out := map[string]Facts{}
	for name, c := range meaningCases() {
		out["meanings: "+name] = Facts{Readings: c.readings}
	}
	for name, c := range unitCases() {
		out["units: "+name] = Facts{Readings: c.readings}
	}
	for name, c := range recordCases() {
		out["records: "+name] = Facts{Readings: []legal.Reading{reading("a", "||", c.citations...)}, Records: c.records}
	}
	for name, c := range correctionCases() {
		out["corrections: "+name] = Facts{Readings: c.readings, Corrections: c.corrections}
	}
	for _, place := range strings.Split(specimenPlaces, ", ") {
		var bodies []string
		for _, body := range strings.Split("UBND tỉnh, Tỉnh ủy, HĐND thành phố, UBND huyện, Huyện ủy, UBND quận, UBND thị xã, UBND thị trấn, UBND phường, UBND đặc khu, UBND xã, Sở Nội vụ", ", ") {
			bodies = append(bodies, body+" "+place)
		}
		out["place: "+place] = Facts{Readings: issuedBy(bodies...)}
	}
	for _, body := range strings.Split(specimenBodies, ", ") {
		out["body: "+body] = Facts{Readings: issuedBy(body)}
	}
	for name, facts := range nearTheLimits() {
		out["limits: "+name] = facts
	}
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 4))
		var readings []legal.Reading
		for range 25 {
			readings = append(readings, randomReadings(rnd)...)
			readings = append(readings, narrowReadings(rnd)...)
		}
		for i := range readings {
			readings[i].File = fmt.Sprintf("%064x", i*7919)
		}
		facts := Facts{Readings: readings,
			Records: records("luật 43/2019/QH14|2019-06-14|Quốc hội|Luật Giáo dục",
				"kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh|về một việc")}
		docs := documents(readings).Documents
		for n := range 12 {
			c := legal.Correction{N: n + 1, Kind: legal.Same, Document: docs[rnd.IntN(len(docs))].ID,
				Other: docs[rnd.IntN(len(docs))].ID, By: "a", Why: "w"}
			facts.Corrections = append(facts.Corrections, c)
		}
		out[fmt.Sprint("chance ", seed)] = facts
	}
	return out
}

// nearTheLimits returns facts on both sides of what the rules count and measure.
func nearTheLimits() map[string]Facts {
	var terms, titles, kinds []string
	for _, issuer := range []string{"Tỉnh ủy Quảng Ninh", "Thành ủy Cẩm Phả", "Đảng ủy xã Tân Lập", "Bộ Chính trị",
		"Đảng ủy Trường THCS Nguyễn Huệ"} {
		for month := range 12 {
			for n, ordinal := range []int{1, 29, 30, 31} {
				terms = append(terms, fmt.Sprintf("nghị quyết %d-NQ/TU|%d-%02d-10|%s", ordinal, 2005+5*(n%4), month+1,
					issuer), fmt.Sprintf("nghị quyết %d-NQ/TU|20%d-%02d|%s", ordinal, 10+n, month+1, issuer))
			}
		}
	}
	var central []string
	for year := 1955; year < 2030; year++ {
		for month := range 12 {
			central = append(central, fmt.Sprintf("nghị quyết %d-NQ/TW|%d-%02d-25|Bộ Chính trị", 1+month%3, year,
				month+1))
		}
	}
	words := strings.Fields("về mức thu học phí của tỉnh ta năm nay và các năm sau")
	for n := range words {
		title := strings.Join(words[:n], " ")
		titles = append(titles, fmt.Sprintf("nghị quyết %d/NQ-HĐND|2022-07-01|HĐND tỉnh|%s", n, title),
			fmt.Sprintf("nghị quyết %d/NQ-HĐND|2023-07-01|HĐND tỉnh|%s nữa", n, title))
		kinds = append(kinds, fmt.Sprintf("%s %d/SNV-CCHC|2023-05-0%d|Sở Nội vụ",
			[]string{"kế hoạch", "văn bản", "", "báo cáo"}[n%4], n%5, 1+n%2),
			fmt.Sprintf("%d/SNV-CCHC||Sở Nội vụ", n%5))
	}
	out := map[string]Facts{}
	for name, citations := range map[string][]string{"terms": terms, "central terms": central, "titles": titles,
		"kinds": kinds} {
		out[name] = Facts{Readings: []legal.Reading{reading("a", quangNinh, citations...),
			reading("b", lamDong, citations[:len(citations)/2]...)}}
	}
	var named []string
	var known []legal.Record
	for n := range words {
		named = append(named, fmt.Sprintf("nghị định %d/2020/NĐ-CP|2020-06-30|Chính phủ|%s", n,
			strings.Join(words, " ")))
		known = append(known, records(fmt.Sprintf("nghị định %d/2020/NĐ-CP|2020-05-30|Chính phủ|%s %s", n,
			strings.Join(words[:n], " "), "một hai ba bốn năm sáu bảy tám chín mười mười một"))...)
	}
	out["records"] = Facts{Readings: []legal.Reading{reading("a", quangNinh, named...)}, Records: known}
	for _, gap := range []int{0, 1, 399, 400, 401} {
		r := reading("a", quangNinh, "kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố Cẩm Phả",
			"kế hoạch 90/KH-UBND|2023-03-17")
		second := &r.Citations[1]
		second.Sentence = legal.Span{Start: r.Citations[0].Sentence.End + gap,
			End: r.Citations[0].Sentence.End + gap + 10}
		second.Start = second.Sentence.Start
		out[fmt.Sprint("a list with a gap of ", gap)] = Facts{Readings: []legal.Reading{r}}
	}
	return out
}

// issuedBy returns readings of which each is issued by a body, and cites what it and
// others have issued, the first in every form of a number.
func issuedBy(bodies ...string) []legal.Reading {
	var out []legal.Reading
	for i, body := range bodies {
		citations := []string{"kế hoạch 7/KH-UBND|2023-01-05|" + body, "nghị quyết 9-NQ/TU|2022-05|" + body,
			"công văn 12/SNV-CCHC||" + body, "; kế hoạch 8/KH-UBND", "quyết định 9"}
		for n, number := range strings.Split(specimenNumbers, ", ") {
			if i > 0 {
				break
			}
			day := legal.Date{Year: 1990 + (7*n+i)%35, Month: 1 + (n+i)%12, Day: 1 + n%28}
			citations = append(citations, number+"||"+body, number+"|"+day.String(), "; "+number)
		}
		out = append(out, reading(fmt.Sprintf("%064x", i), fmt.Sprintf("%d/KH-UBND|2023-03-06|%s||", i, body),
			citations...))
	}
	return out
}

const (
	specimenPlaces = "An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, " +
		"Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hưng Yên, Khánh Hòa, " +
		"Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, " +
		"Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Huế, Tiền Giang, Thành phố Hồ Chí Minh, Trà Vinh, Tuyên Quang, " +
		"Vĩnh Long, Vĩnh Phúc, Yên Bái, Cẩm Phả, Hạ Long, Uông Bí, Đông Triều, Đà Lạt, Bảo Lộc, Vinh, Thủ Đức, Nha Trang, Quy Nhơn, Pleiku, Biên Hòa, Vân Đồn, Phú Quốc"
	specimenBodies = "Chính phủ, Thủ tướng Chính phủ, Văn phòng Chính phủ, Quốc hội, Ủy ban Thường vụ Quốc hội, Bộ Chính trị, Ban Bí thư, Ban Chấp hành Trung ương, BCH Trung ương khóa XIII, " +
		"Ban Tổ chức Trung ương, Ban Tuyên giáo Tỉnh ủy, Bộ Nội vụ, Bộ Giáo dục và Đào tạo, Bộ Công an, Bộ Chỉ huy quân sự tỉnh, Thanh tra Chính phủ, Cục Quản lý Khám chữa bệnh Bộ Y tế, Kiểm toán Nhà nước, Hội Luật gia, " +
		"Hội Luật gia Việt Nam, Ban Thường vụ Hội Nông dân, Tỉnh đoàn Lâm Đồng, Trường THCS Nguyễn Huệ, Công ty Than Hạ Long, Đảng ủy xã Tân Lập, Phòng Giáo dục và Đào tạo, UBND phường Hà Khẩu"
	specimenNumbers = "luật 45/2013/QH13, luật 31/2024/QH15, nghị quyết 35/NQ-CP, nghị định 71/NĐ-CP, thông tư 08/2021/TT-BGDĐT, chỉ thị 14/CT-TTg, quyết định 66-QĐ/TW, quy định 66-QĐ/TW, " +
		"nghị quyết 30-NQ/TW, kết luận 75-KL/TW, hướng dẫn 36-HD/VPTW, nghị quyết 128/NQ-HĐND, hợp đồng 12/HD-BNV, chương trình 01-CT/TU, pháp lệnh 02/2020/UBTVQH14, kế hoạch 100/KH/TĐTN, " +
		"thông báo 5/TB-VP, báo cáo 64/BC-UBND, đề án 3/ĐA-UBND, dự án 3/DA-UBND, nghị quyết 5/2020/NQ-HĐND, văn bản 5/VB-ABDĐ, văn bản 5/VB-ABDD, tờ trình 01/TT-UBND, quyết định 1/2019/QĐ-TTg"
)
