package authority

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// names are the names of bodies that a number gives by their code alone.
var names = map[string]string{
	"TW": "Trung ương Đảng", "QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội", "CTN": "Chủ tịch nước",
	"CP":  "Chính phủ",
	"TTg": "Thủ tướng Chính phủ", "HĐBT": "Hội đồng Bộ trưởng", "VPCP": "Văn phòng Chính phủ",
	"TTCP":   "Thanh tra Chính phủ",
	"TANDTC": "Tòa án nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao", "KTNN": "Kiểm toán Nhà nước",
	"NHNN": "Ngân hàng Nhà nước", "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân",
}

// ministryNames are what ministries are called by their codes, without "Bộ"; those of a code that stood for two are left out.
// A department of a province has the letters and the words of its ministry (Nghị định 150/2025/NĐ-CP).
var ministryNames = map[string]string{
	"BCA": "Công an", "BQP": "Quốc phòng", "BNG": "Ngoại giao", "BTP": "Tư pháp", "BYT": "Y tế", "BNV": "Nội vụ",
	"BTC": "Tài chính", "BXD": "Xây dựng", "BCT": "Công Thương", "BKHCN": "Khoa học và Công nghệ",
	"BNNMT": "Nông nghiệp và Môi trường", "BDTTG": "Dân tộc và Tôn giáo", "BVHTTDL": "Văn hóa, Thể thao và Du lịch",
	"BGDĐT": "Giáo dục và Đào tạo", "BLĐTBXH": "Lao động - Thương binh và Xã hội", "BKHĐT": "Kế hoạch và Đầu tư",
	"BGTVT": "Giao thông vận tải", "BTTTT": "Thông tin và Truyền thông", "BTNMT": "Tài nguyên và Môi trường",
	"BNNPTNT": "Nông nghiệp và Phát triển nông thôn",
}

// nameOfCode returns the name of the body, or of the kind of body, that a code alone tells for certain at a level, "" where it
// does not.
func nameOfCode(code string, l legal.Level) string {
	if l == legal.LevelCentral {
		code = strings.TrimRight(code, "0123456789") // of a term: QH15
	}
	switch ministry := ministryNames["B"+strings.TrimPrefix(code, "S")]; {
	case l == legal.LevelCentral && ministryNames[code] != "":
		return "Bộ " + ministryNames[code]
	case l == legal.LevelProvince && isDepartment(code) && ministry != "" && !slices.Contains(noDepartment, code):
		return "Sở " + ministry
	}
	return names[code]
}

// noDepartment are what ministries without departments would give.
var noDepartment = []string{"SCA", "SQP", "SNG"}

// Called returns what a body is called, without its place: its name, else the one that its code tells for certain, else "".
func Called(b legal.Body) string { return cmp.Or(b.Name, nameOfCode(b.Code, b.Level)) }

// Name names a body with its place, where the name leaves it out: "Ủy ban nhân dân
// tỉnh" is one of many. One that is known by its code alone has the name that tells for certain, else the code.
func Name(b legal.Body) string {
	name := cmp.Or(Called(b), b.Code)
	if strings.Contains(viet.Fold(name), viet.Fold(b.Place)) {
		return name
	}
	return strings.TrimSpace(name + " " + b.Place)
}

// Short shortens the bodies in a text whose names leave no room for the place.
func Short(text string) string { return shortForms.Replace(text) }

var shortForms = strings.NewReplacer("Ủy ban nhân dân", "UBND", "Uỷ ban nhân dân", "UBND", "Ủy ban Nhân dân", "UBND",
	"Hội đồng nhân dân", "HĐND", "Hội đồng Nhân dân", "HĐND", "Ban Chấp hành", "BCH", "Ban chấp hành", "BCH")

// organs are the bodies at the centre that citations confuse, by the words an
// issuer phrase begins with. Those of the Party share one series of numbers: which
// of them is named does not tell documents apart, and they are one here.
var organs = []struct{ words, code string }{
	{"ban chap hanh trung uong", "TW"}, {"bch trung uong", "TW"}, {"bchtw", "TW"}, {"bo chinh tri", "TW"},
	{"ban bi thu", "TW"},
	{"thu tuong", "TTg"}, {"chinh phu", "CP"}, {"uy ban thuong vu quoc hoi", "UBTVQH"}, {"quoc hoi", "QH"},
}

// Organ returns the code of the organ at the centre that an issuer phrase names,
// "" for any other body.
func Organ(issuer string) string {
	folded := viet.Fold(strings.Join(strings.Fields(issuer), " "))
	for _, o := range organs {
		if strings.HasPrefix(folded, o.words) {
			return o.code
		}
	}
	return ""
}

// OrganName returns the name of the organ that alone has a code among those that
// [Organ] tells apart, "" for any other code.
func OrganName(code string) string {
	for _, o := range organs {
		if o.code == code && code != "TW" {
			return names[code]
		}
	}
	return ""
}

// centralBodies are the bodies with one in the country that other codes than their own
// are used for (412/QĐ-CA of the Chief Justice), by the words their names begin with
// when the office that acts for them is taken away.
var centralBodies = []struct{ words, key string }{
	{"toa an nhan dan toi cao", "toa-an-nhan-dan-toi-cao"}, {"tandtc", "toa-an-nhan-dan-toi-cao"},
	{"hoi dong tham phan toa an nhan dan toi cao", "toa-an-nhan-dan-toi-cao"},
	{"vien kiem sat nhan dan toi cao", "vien-kiem-sat-nhan-dan-toi-cao"}, {"vksndtc", "vien-kiem-sat-nhan-dan-toi-cao"},
	{"kiem toan nha nuoc", "kiem-toan-nha-nuoc"}, {"uy ban thuong vu quoc hoi", "uy-ban-thuong-vu-quoc-hoi"},
	{"quoc hoi", "quoc-hoi"}, {"van phong quoc hoi", "van-phong-quoc-hoi"},
	{"van phong chinh phu", "van-phong-chinh-phu"}, {"van phong chu tich nuoc", "van-phong-chu-tich-nuoc"},
	{"tong bi thu", "tong-bi-thu"}, {"trung uong doan", "trung-uong-doan"},
	{"ban chap hanh trung uong doan", "trung-uong-doan"}, {"bch trung uong doan", "trung-uong-doan"},
	{"trung uong hoi lien hiep phu nu", "trung-uong-hoi-lien-hiep-phu-nu"},
	{"tong lien doan lao dong viet nam", "tong-lien-doan-lao-dong-viet-nam"},
	{"uy ban trung uong mat tran to quoc", "uy-ban-trung-uong-mat-tran-to-quoc"},
	{"mat tran to quoc viet nam", "uy-ban-trung-uong-mat-tran-to-quoc"},
	{"uy ban trung uong mttq", "uy-ban-trung-uong-mat-tran-to-quoc"},
	{"hoi dong bau cu quoc gia", "hoi-dong-bau-cu-quoc-gia"},
}

// centralPosts are offices before the name of a central body: they sign for it.
var centralPosts = []string{"chanh an ", "pho chanh an ", "vien truong ", "pho vien truong ", "tong kiem toan ",
	"chu nhiem ", "pho chu nhiem ", "chu tich ", "pho chu tich ", "ban thuong vu ", "ban bi thu ", "doan chu tich ",
	"ban thuong truc ", "tong thu ky "}

// centralBody returns the key of the central body that an issuer phrase names, "" for
// any other. A branch with a place or number of its own is another body ("Kiểm toán
// Nhà nước khu vực I", "Mặt trận Tổ quốc Việt Nam tỉnh").
func centralBody(phrase string) string {
	folded := strings.Join(strings.Fields(viet.Fold(phrase)), " ")
	if strings.HasPrefix(folded, "tong kiem toan nha nuoc") {
		folded = strings.TrimPrefix(folded, "tong ")
	}
	for cut := true; cut; {
		cut = false
		for _, p := range centralPosts {
			if rest, ok := strings.CutPrefix(folded, p); ok {
				folded, cut = rest, true
			}
		}
	}
	for _, b := range centralBodies {
		if rest, ok := strings.CutPrefix(folded, b.words); ok && !isBranch(rest) {
			return b.key
		}
	}
	return ""
}

// isBranch reports whether what follows a body's name makes it a branch.
func isBranch(rest string) bool {
	for _, w := range strings.Fields(rest) {
		switch w {
		case "khu", "tinh", "thanh", "tp", "huyen", "quan", "xa", "phuong", "tai", "thi":
			return true
		}
	}
	return rest != "" && rest[0] != ' ' && rest[0] != ',' && rest[0] != '('
}
