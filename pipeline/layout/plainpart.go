package layout

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// partLength is about how many bytes of a text file are laid out at once: over two
// hundred pages.
const partLength = 1 << 20

// textPart is a part of a text file: whole paragraphs.
type textPart struct {
	text string
	page int  // on which it begins, from 1
	turn bool // it begins that page
}

// partsOf cuts a text file into parts of about so many bytes, where a page ends or an empty
// line stands: at most twice as long, where neither is found.
func partsOf(s string, length int, double bool) []textPart {
	var parts []textPart
	page, turn := 1, true
	for len(s) > 2*length {
		end := cutAt(s, length, double)
		parts = append(parts, textPart{s[:end], page, turn})
		page += strings.Count(s[:end], "\f")
		s = s[end:]
		if turn = s[0] == '\f'; turn {
			s, page = s[1:], page+1
		}
	}
	return append(parts, textPart{s, page, turn})
}

// printedPage is where a dump begins a printed page.
var printedPage = regexp.MustCompile(`[^\n]\n [^\s]`)

// cutAt returns where a text of more than twice so many bytes is best cut: behind a page, at
// empty lines, a line end, a sentence end, a space. In a dump lines are parted by empty ones.
func cutAt(s string, length int, double bool) int {
	window := s[length : 2*length]
	if i := strings.IndexByte(window, '\f'); i >= 0 {
		return length + i
	}
	if at := printedPage.FindStringIndex(window); double && at != nil {
		return length + strings.IndexByte(window[at[0]:], '\n') + at[0] + 1
	}
	for _, end := range []string{"\n\n\n", "\n\n", "\n", ". ", " "} {
		if i := strings.Index(window, end); i >= 0 {
			return length + i + len(end)
		}
	}
	for i, r := range window {
		if i > 0 && !unicode.Is(unicode.Mn, r) && r != utf8.RuneError {
			return length + i
		}
	}
	return 2 * length
}

// textParts are parts that were laid out, to be one text.
type textParts struct {
	legal.Text
	content strings.Builder
}

// add adds what was made of a part.
func (w *textParts) add(part textPart, t legal.Text) {
	if w.content.Len() > 0 && t.Content != "" {
		w.content.WriteByte('\n')
	}
	at := w.content.Len()
	w.content.WriteString(t.Content)
	for _, b := range t.Blocks {
		b.Start, b.End = b.Start+at, b.End+at
		if b.Anchor >= 0 {
			b.Anchor += at
		}
		w.Blocks = append(w.Blocks, b)
	}
	for _, word := range t.Words {
		word.Start, word.End = word.Start+at, word.End+at
		w.Words = append(w.Words, word)
	}
	if len(w.Pages) == 0 {
		w.Head = t.Head
	}
	if !part.turn { // the page on which it begins is there
		last := &w.Pages[len(w.Pages)-1]
		if t.Pages[0].Source == legal.SourceText {
			last.Source = legal.SourceText
		}
		t.Pages = t.Pages[1:]
	}
	w.Pages = append(w.Pages, t.Pages...)
}

func (w *textParts) joined() legal.Text {
	w.Content = w.content.String()
	return w.Text
}
