package force

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// fromDay reads a day in the words behind a citation, or before it in its sentence: "hết hiệu
// lực kể từ ngày 01 tháng 7 năm 2025", "có hiệu lực kể từ ngày 01/01/2026, thay thế …".
var fromDay = regexp.MustCompile(`(?:` + inFor + `(?:\s+th[iịìí]\s+hành)?|bãi\s+bỏ|thay\s+thế|hủy\s+bỏ)` + gap + from + `ngày\s+` + day)

// untilDay reads the day until which something is extended or suspended.
var untilDay = regexp.MustCompile(`đến\s+(hết\s+)?(?:ngày\s+` + day + `|(?:tháng\s+(\d{1,2})\s*(?:năm|/)\s*)?(?:năm\s+)?(\d{4}))`)

// anyDay reads the day from which on something counts.
var anyDay = regexp.MustCompile(from + `ngày\s+` + day)

// except are the words behind a citation that keep something of it in force.
var except = regexp.MustCompile(`^[^;]{0,400}?\btrừ\s+(?:các\s+|những\s+)?(?:trường\s+hợp|quy\s+định|nội\s+dung)`)

// splitAt parts a sentence at a citation in it. What stands before it begins at the last
// semicolon, what stands behind it ends at the next.
func splitAt(a legal.ForceAct) (before, after string) {
	start := min(max(0, a.Start), len(a.Sentence))
	end := min(max(start, a.End), len(a.Sentence))
	before, after = a.Sentence[:start], a.Sentence[end:]
	if i := strings.LastIndexAny(before, ";"); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexByte(after, ';'); i >= 0 {
		after = after[:i]
	}
	return before, after
}

// saysFrom returns the day that the sentence of an act gives it, zero for none.
func saysFrom(a legal.ForceAct) legal.Date {
	before, after := splitAt(a)
	if m := fromDay.FindStringSubmatch(after); m != nil {
		return dayOf(m[1], m[2], m[3])
	}
	if all := fromDay.FindAllStringSubmatch(before, -1); len(all) > 0 {
		m := all[len(all)-1]
		return dayOf(m[1], m[2], m[3])
	}
	return legal.Date{}
}

// saysUntil returns from when and until when, that is the first day after it, an act extends or
// suspends.
func saysUntil(a legal.ForceAct) (begin, until legal.Date) {
	_, after := splitAt(a)
	if m := anyDay.FindStringSubmatch(after); m != nil {
		begin = dayOf(m[1], m[2], m[3])
	}
	if m := untilDay.FindStringSubmatch(after); m != nil {
		until = dayAfter(m[2], m[3], m[4], m[5], m[6])
		if m[1] == "" && m[2] != "" {
			until = until.Plus(-1)
		}
	}
	return begin, until
}

// wholly reports whether an act ends its document as a whole, and whether something is excepted.
func wholly(a legal.ForceAct) (whole, excepted bool) {
	_, after := splitAt(a)
	return a.Scope != legal.ScopePart && a.Provision == "", except.MatchString(after)
}
