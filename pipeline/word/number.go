package word

import (
	"strconv"
	"strings"
)

// maxLevels is how many levels a list has.
const maxLevels = 9

// level is one level of a list.
type level struct {
	format string // w:numFmt: "decimal", "lowerLetter" …
	text   string // of the label: "%1.%2."
	start  int
	suffix string // behind the label: "tab", "space", "nothing"
	legal  bool   // all numbers of the label in digits
}

// list is a w:num: the levels of its definition with its own changes.
type list struct {
	counters string // lists of one definition count on
	levels   [maxLevels]level
	anew     [maxLevels]bool // it begins its count anew
}

// numbering counts the automatic numbers of paragraphs.
type numbering struct {
	lists  map[string]*list
	counts map[string]*[maxLevels]int // by definition; what has been counted
	begun  map[string]bool            // lists that have taken effect
}

// readNumbering reads the part of the lists. Lists that only link to a style of lists find
// their definition by that style.
func readNumbering(raw []byte) (numbering, error) {
	out := numbering{lists: map[string]*list{}, counts: map[string]*[maxLevels]int{}, begun: map[string]bool{}}
	definitions := map[string]*[maxLevels]level{}
	byStyle, links := map[string]string{}, map[string]string{}
	s := newScanner(raw)
	err := s.root(func(element) error {
		return s.children(func(e element) error {
			switch e.name {
			case "w:abstractNum":
				id := e.get("abstractNumId")
				levels := &[maxLevels]level{}
				definitions[id] = levels
				return s.children(func(e element) error {
					switch e.name {
					case "w:lvl":
						return s.readLevel(e, levels)
					case "w:styleLink":
						byStyle[e.get("val")] = id
					case "w:numStyleLink":
						links[id] = e.get("val")
					}
					return nil
				})
			case "w:num":
				return s.readList(e, &out)
			}
			return nil
		})
	})
	for id, l := range out.lists {
		if other, ok := byStyle[links[l.counters]]; ok {
			l.counters = other
		}
		out.lists[id] = l.over(definitions[l.counters])
	}
	return out, err
}

// over returns the list with the levels of its definition where it has none of its own.
func (l *list) over(definition *[maxLevels]level) *list {
	if definition == nil {
		return l
	}
	for i := range l.levels {
		own := l.levels[i]
		if own.format == "" && own.text == "" {
			l.levels[i] = definition[i]
			if l.anew[i] {
				l.levels[i].start = own.start
			}
		}
	}
	return l
}

func (s *scanner) readLevel(e element, levels *[maxLevels]level) error {
	at := int(number(e.get("ilvl"), 1))
	l := level{format: "decimal", start: 1, suffix: "tab"}
	err := s.children(func(e element) error {
		switch e.name {
		case "w:start":
			l.start = int(number(e.get("val"), 1))
		case "w:numFmt":
			l.format = e.get("val")
		case "w:lvlText":
			l.text = e.get("val")
		case "w:suff":
			l.suffix = e.get("val")
		case "w:isLgl":
			l.legal = e.get("val") != "0" && e.get("val") != "false"
		}
		return nil
	})
	if at >= 0 && at < maxLevels {
		levels[at] = l
	}
	return err
}

func (s *scanner) readList(e element, out *numbering) error {
	l := &list{}
	out.lists[e.get("numId")] = l
	return s.children(func(e element) error {
		switch e.name {
		case "w:abstractNumId":
			l.counters = e.get("val")
		case "w:lvlOverride":
			at := int(number(e.get("ilvl"), 1))
			if at < 0 || at >= maxLevels {
				return nil
			}
			return s.children(func(e element) error {
				switch e.name {
				case "w:startOverride":
					l.anew[at], l.levels[at].start = true, int(number(e.get("val"), 1))
				case "w:lvl":
					return s.readLevel(e, &l.levels)
				}
				return nil
			})
		}
		return nil
	})
}

// next counts a paragraph of a list and returns its label with what stands behind it, ""
// for none.
func (n *numbering) next(id string, at int) string {
	l := n.lists[id]
	if l == nil || at < 0 || at >= maxLevels {
		return ""
	}
	counts := n.counts[l.counters]
	if counts == nil {
		counts = &[maxLevels]int{}
		for i := range counts {
			counts[i] = l.levels[i].start - 1
		}
		n.counts[l.counters] = counts
	}
	if !n.begun[id] {
		n.begun[id] = true
		for i := range counts {
			if l.anew[i] {
				counts[i] = l.levels[i].start - 1
			}
		}
	}
	for i := range at { // a level that is passed over counts as its first
		if counts[i] < l.levels[i].start {
			counts[i] = l.levels[i].start
		}
	}
	counts[at]++
	for i := at + 1; i < maxLevels; i++ {
		counts[i] = l.levels[i].start - 1
	}
	return l.label(at, counts)
}

// label writes the label of a level: "%1" stands for the number of the first level.
func (l *list) label(at int, counts *[maxLevels]int) string {
	var b strings.Builder
	own := l.levels[at]
	if own.format == "none" && !strings.Contains(own.text, "%") && own.text == "" {
		return ""
	}
	for i := 0; i < len(own.text); i++ {
		if own.text[i] == '%' && i+1 < len(own.text) && own.text[i+1] >= '1' && own.text[i+1] <= '9' {
			i++
			k := int(own.text[i] - '1')
			format := l.levels[k].format
			if own.legal {
				format = "decimal"
			}
			b.WriteString(count(counts[k], format))
			continue
		}
		b.WriteByte(own.text[i])
	}
	if b.Len() > 0 && own.suffix != "nothing" {
		b.WriteByte(' ')
	}
	return b.String()
}

// count writes a number in a format; formats of other scripts as digits.
func count(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "lowerLetter":
		return strings.ToLower(letterOf(n))
	case "upperLetter":
		return letterOf(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// letterOf counts A … Z, AA, BB …, as Word does.
func letterOf(n int) string {
	if n < 1 || n > 780 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
		{9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

// reset begins to count anew.
func (n *numbering) reset() {
	n.counts, n.begun = map[string]*[maxLevels]int{}, map[string]bool{}
}
