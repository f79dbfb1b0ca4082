package authority

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// merged are the ministries that ended on 1 March 2025, by code, with the one that took
// their work over (Nghị quyết 176/2025/QH15). Departments of provinces followed them.
var merged = map[string]struct{ code, of string }{
	"BKHĐT": {
		"BTC",
		"Tài chính",
	}, "BGTVT": {"BXD", "Xây dựng"}, "BTTTT": {"BKHCN", "Khoa học và Công nghệ"}, "BLĐTBXH": {"BNV", "Nội vụ"},
	"BNNPTNT": {
		"BNNMT",
		"Nông nghiệp và Môi trường",
	}, "BTNMT": {"BNNMT", "Nông nghiệp và Môi trường"}, "UBDT": {"BDTTG", "Dân tộc và Tôn giáo"},
}

// MergedInto returns the ministry, or the department at the same place, that took over
// from one that has ended by a day, and reports whether there is one.
func MergedInto(b legal.Body, day legal.Date) (legal.Body, bool) {
	if day.IsZero() || day.Before(ministryMerger[0]) {
		return b, false
	}
	key, letter, word := b.Code, "B", "Bộ "
	if rest, ok := strings.CutPrefix(b.Code, "S"); ok && b.Level == legal.LevelProvince {
		key, letter, word = "B"+rest, "S", "Sở "
	} else if b.Level != legal.LevelCentral {
		return b, false
	}
	into, ok := merged[key]
	if !ok {
		return b, false
	}
	b.Code, b.Name = letter+into.code[1:], word+into.of
	return b, true
}
