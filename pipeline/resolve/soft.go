package resolve

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// noteOf says in which point a number had to be read with indulgence: a code is
// written for another, or has lost its marks. Nothing where it stands as it should.
func noteOf(number string, written, read legal.Symbol) legal.Message {
	switch {
	case len(written.Codes) != len(read.Codes):
	case len(read.Codes) > 0 && written.Codes[0] != read.Codes[0]:
		return legal.Say(legal.NoteCode, written.Codes[0], read.Codes[0])
	case countD(number) < countD(read.Display()):
		return legal.Say(legal.NoteMarks)
	}
	return legal.Message{}
}

func countD(s string) int { return strings.Count(s, "Đ") + strings.Count(s, "đ") }
