package answer

import (
	"strings"

	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// widths are the columns that lists have, with how many letters wide each is. What they
// are called stands with the other words, under "column".
var widths = map[string]int{
	"rank":         7,
	"draft":        30,
	"verdict":      16,
	"written":      28,
	"should":       28,
	"witness page": 8, "witness paragraph": 10,
	"type":       14,
	"number":     20,
	"date":       12,
	"issuer":     32,
	"title":      60,
	"id":         28,
	"printed":    40,
	"held":       8,
	"file":       40,
	"page":       7,
	"paragraph":  10,
	"ocr":        8,
	"excerpt":    80,
	"relation":   24,
	"provision":  20,
	"words":      40,
	"sentence":   90,
	"link":       9,
	"sha256":     20,
	"way":        28,
	"step":       7,
	"chain":      7,
	"mentions":   9,
	"note":       24,
	"answer":     28,
	"level":      14,
	"province":   18,
	"above":      20,
	"body":       36,
	"code":       12,
	"roster":     10,
	"recipient":  10,
	"formerly":   28,
	"documents":  10,
	"held after": 10,
	"steps":      8,
	"body id":    28,
	"by":         10,
	"finding":    8,
	"rule":       28,
	"severity":   11,
	"message":    60,
	"concerned":  36,
	"value":      24,
	"wrong":      7,
	"confidence": 9,
	"boxes":      24,
	"partial":    10,
	"citing":     10,
	"chains":     12,
	"needed by":  36,
	"perhaps":    36,
	"what":       24,
	"status":     16,
	"reason":     40,
	"do":         40,
	"mark":       16,
	"marked by":  20,
	"mark note":  40,
	"key":        28,
}

// columns makes columns of names, parted by commas. "citing/type" is the type of the citing
// document of a row; "citing/*" is all that is told of it.
func columns(names string) (out []table.Column) {
	for _, name := range strings.Split(strings.ReplaceAll(names, "\n", " "), ",") {
		name = strings.TrimSpace(name)
		end, of, ok := strings.Cut(name, "/")
		switch {
		case !ok:
			out = append(out, table.Column{Heading: legal.NameOf("column", name), Width: widths[name]})
		case of == "*":
			for _, of := range ends {
				out = append(out, ofEnd(end, of))
			}
		default:
			out = append(out, ofEnd(end, of))
		}
	}
	return out
}

func ofEnd(end, of string) table.Column {
	heading := legal.Say(legal.OfEnd, legal.NameOf("end", end), legal.NameOf("column", of))
	return table.Column{Heading: heading, Width: widths[of]}
}

// ends is what a row tells of a document.
var ends = []string{"type", "number", "date", "issuer", "title", "id"}

// told are the cells of a document, as ends has them.
func told(d legal.Document) []any {
	number, title, day := d.Number, d.Title, d.Date
	if number == "" {
		number = d.Part
	}
	if title == "" {
		title = d.Name
	}
	if day.IsZero() {
		day = legal.Date{Year: d.Year}
	}
	return []any{string(d.Type), number, day, authority.Name(d.Body), folded(title), d.ID}
}

// row puts cells and lists of cells in a row.
func row(parts ...any) []any {
	var out []any
	for _, p := range parts {
		if list, ok := p.([]any); ok {
			out = append(out, list...)
			continue
		}
		out = append(out, p)
	}
	return out
}

// yes is a cell that says yes or no.
func yes(b bool) legal.Words {
	if b {
		return legal.NameOf("cell", "yes")
	}
	return legal.NameOf("cell", "no")
}

// known is a number, nothing for 0.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// standing are the cells that say where something stands: the page, or the paragraph of a file that has no pages.
func standing(page, paragraph int) []any {
	if paragraph > 0 {
		return []any{nil, paragraph}
	}
	return []any{known(page), nil}
}

// Stated is a relation with what is stated beside it, in words: "Bãi bỏ một phần (khoản 1
// Điều 5)".
type Stated struct {
	Relation legal.Relation
	legal.Reach
}

// In puts it into a language.
func (s Stated) In(lang legal.Lang) string {
	name := legal.NameOf("relation", s.Relation).In(lang)
	for _, sub := range s.Subtypes {
		name = legal.NameOf("subtype", sub).In(lang)
	}
	if s.Scope != "" {
		name += " " + legal.NameOf("scope", s.Scope).In(lang)
	}
	if len(s.Provisions) > 0 {
		name += " (" + strings.Join(s.Provisions, "; ") + ")"
	}
	return name
}

// MarshalText writes it in English.
func (s Stated) MarshalText() ([]byte, error) { return []byte(s.In(legal.English)), nil }

// folded writes all white space as single spaces between words.
func folded(s string) string {
	if isFolded(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isFolded reports for certain that folding changes nothing. Those bytes that it asks about beside the space are
// controls, or stand in every white space beyond ASCII.
func isFolded(s string) bool {
	after := byte(' ')
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == ' ' && after == ' ', c == 0xC2, c == 0x9A, c == 0xE2, c == 0xE3:
			return false
		}
		after = s[i]
	}
	return s == "" || after != ' '
}
