package resolve

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// softly says in which points a citation had to be read with indulgence to mean its
// document: a code that is another's or has lost its marks, a type that shares its
// code, a date that is not its own.
func softly(c legal.Citation, m *mention) []string {
	if m.in == nil || c.Number == "" {
		return nil
	}
	var out []string
	if written, ok := legal.ParseSymbol(c.Number); ok && len(m.sym.Codes) > 0 && len(written.Codes) == len(m.sym.Codes) && written.Codes[0] != m.sym.Codes[0] {
		out = append(out, written.Codes[0]+" read as "+m.sym.Codes[0])
	} else if strings.Count(strings.ToUpper(c.Number), "Đ") < strings.Count(strings.ToUpper(m.sym.Display()), "Đ") {
		out = append(out, "the number has lost its Đ")
	}
	if t := m.in.says.Type; c.Type != "" && c.Type != t && soft(c.Type) == soft(t) {
		out = append(out, string(c.Type)+" for "+string(t))
	}
	if head := m.in.held; head != nil && c.Date.Day != 0 && head.date.Day != 0 && c.Date != head.date {
		out = append(out, "dated otherwise than its own head")
	}
	return out
}
