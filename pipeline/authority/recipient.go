package authority

import (
	"regexp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Recipients are the bodies that a document is addressed to, by its "Nơi nhận" and its
// "Kính gửi".
type Recipients struct {
	list  []recipient
	vague bool // it leaves bodies open: "các cơ quan, đơn vị liên quan"
}

// recipient is one entry of a list of recipients.
type recipient struct {
	text   string // folded, in single spaces, with one at either end
	phrase []word
}

// Named is whether a body is among the recipients of a document.
type Named string

// The values of Named.
const (
	NamedYes     Named = "yes"
	NamedNo      Named = "no"
	NamedUnknown Named = "" // the list is not held, or leaves it open
)

var recipientEnd = regexp.MustCompile(`[;\n]|(?:^|\s)[-–~+]\s`)

// recipientHead is the heading of a list.
var recipientHead = regexp.MustCompile(`(?i)(?:nơi nhận|kính gửi)\s*:?`)

// levelJoins joins words of which a part is a word of another level.
var levelJoins = strings.NewReplacer("thi xa", "thixa", "xa hoi", "xahoi")

// ReadRecipients reads the text of a list of recipients.
func ReadRecipients(text string) Recipients {
	var r Recipients
	for _, entry := range recipientEnd.Split(text, -1) {
		entry = strings.TrimSpace(recipientHead.ReplaceAllString(entry, ""))
		folded := strings.Trim(levelJoins.Replace(strings.Join(strings.Fields(viet.Fold(entry)), " ")), " .,-–~+*")
		switch {
		case folded == "" || strings.HasPrefix(folded, "luu") || strings.HasPrefix(folded, "nhu "):
			r.vague = r.vague || strings.HasPrefix(folded, "nhu ") && !strings.HasPrefix(folded, "nhu tren") &&
				!strings.HasPrefix(folded, "nhu kinh gui")
			continue
		case regional(folded), strings.Contains(folded, "lien quan"), strings.Contains(folded, "truc thuoc"),
			strings.Contains(folded, "..."):
			r.vague = true
		}
		r.list = append(r.list, recipient{" " + folded + " ", words(entry)})
	}
	return r
}

// Names says whether a body is among the recipients: by its name, or by that of all
// bodies of its kind ("UBND các xã, phường, đặc khu", "Các sở, ban, ngành").
func (r Recipients) Names(b legal.Body) Named {
	if len(r.list) == 0 {
		return NamedUnknown
	}
	for _, e := range r.list {
		if e.names(b) {
			return NamedYes
		}
	}
	if r.vague {
		return NamedUnknown
	}
	return NamedNo
}

// collective are the words of level by which all places of a level are named.
var collective = map[legal.Level][]string{
	legal.LevelProvince: {"tinh", "thanh pho", "tp"},
	legal.LevelDistrict: {"huyen", "quan", "thixa", "thanh pho", "tp"},
	legal.LevelCommune:  {"xa", "phuong", "dac khu", "thi tran"},
}

func (e recipient) names(b legal.Body) bool {
	own := b.Place != "" && strings.Contains(e.text, " "+viet.Fold(b.Place)+" ")
	if b.Level == legal.LevelUnit {
		return b.Name != "" && strings.Contains(e.text, " "+viet.Fold(b.Name)+" ")
	}
	if !IsHead(b.Code) {
		return e.isDepartment(b)
	}
	if !slices.ContainsFunc(headWords(b), func(w string) bool { return strings.Contains(e.text, w) }) {
		return false
	}
	if own {
		return slices.ContainsFunc(collective[b.Level], func(w string) bool {
			return strings.Contains(e.text, " "+w+" "+viet.Fold(b.Place)+" ")
		})
	}
	return e.isCollective(b.Level)
}

// isCollective reports whether an entry names all places of a level: "các xã, phường".
func (e recipient) isCollective(l legal.Level) bool {
	_, rest, ok := strings.Cut(e.text, " cac ")
	if !ok || regional(e.text) {
		return false
	}
	for _, w := range collective[l] {
		i := strings.Index(rest+" ", w)
		if i < 0 || i > 0 && !strings.ContainsRune(" ,", rune(rest[i-1])) {
			continue
		}
		if l == legal.LevelDistrict && !strings.Contains(rest, "huyen") && !strings.Contains(rest, "quan ") &&
			!strings.Contains(rest, "quan,") && !strings.Contains(rest, "thixa") {
			continue // "các tỉnh, thành phố"
		}
		if l == legal.LevelProvince && !strings.Contains(rest, "tinh") {
			continue // "các huyện, thành phố"
		}
		return true
	}
	return false
}

// regional reports whether an entry names places by their region, which no table has:
// "các tỉnh ủy, thành ủy vùng đồng bằng sông Hồng".
func regional(folded string) bool {
	return slices.ContainsFunc([]string{" vung ", " mien ", " khu vuc ", " ven bien", " bien gioi"},
		func(w string) bool { return strings.Contains(folded, w) })
}

// headWords are the words by which a head of its place is named in a list, folded.
func headWords(b legal.Body) []string {
	switch {
	case b.Code == "UBND":
		return []string{" ubnd ", " uy ban nhan dan ", " ubnd,"}
	case b.Code == "HĐND":
		return []string{" hdnd ", " hoi dong nhan dan ", " hdnd,"}
	case b.Level == legal.LevelProvince:
		return []string{" tinh uy", " thanh uy"}
	case b.Level == legal.LevelDistrict:
		return []string{" huyen uy", " thanh uy", " thi uy", " quan uy"}
	}
	return []string{" dang uy "}
}

// isDepartment reports whether an entry names a department: by its name, or all of them.
func (e recipient) isDepartment(b legal.Body) bool {
	if name := viet.Fold(Short(b.Name)); name != "" && b.Code != "" {
		bare := strings.TrimSpace(strings.Split(name+" ", " "+viet.Fold(b.Place)+" ")[0])
		bare = strings.TrimSuffix(strings.TrimSuffix(bare, " tinh"), " thanh pho")
		if len(strings.Fields(bare)) > 1 && strings.Contains(e.text, " "+bare+" ") {
			return true
		}
	}
	if b.Level != legal.LevelProvince || !isDepartment(b.Code) {
		return false
	}
	for _, all := range []string{" cac so ", " cac so,", " so, ban, nganh", " so, nganh", " cac co quan chuyen mon"} {
		if strings.Contains(e.text, all) {
			return true
		}
	}
	return false
}

// Any reports whether there is a list at all.
func (r Recipients) Any() bool { return len(r.list) > 0 }
