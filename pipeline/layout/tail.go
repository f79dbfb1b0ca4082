package layout

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// markTail gives the recipients and the signature their zones: "Nơi nhận" with
// the lines of its column, and the cells beside it.
func markTail(blocks []block) {
	for i := range blocks {
		if isRecipients(blocks[i].lines[0].text()) {
			blocks[i].zone = legal.ZoneRecipients
			markBeside(blocks, i)
		}
	}
}

func isRecipients(s string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimLeft(s, "* ")), "nơi nhận")
}

// markBeside follows the recipients that blocks[at] begins and the signature
// beside them.
func markBeside(blocks []block, at int) {
	box := boxOf(blocks[at])
	page := blocks[at].lines[0].page
	for i := at + 1; i < len(blocks) && blocks[i].lines[0].page <= page+1; i++ {
		switch b := blocks[i]; {
		case b.zone == legal.ZoneCell && b.lines[0].box.X0 < box.X1 && isListMark(b.lines[0].words[:1]):
			blocks[i].zone = legal.ZoneRecipients
		case b.zone == legal.ZoneCell || b.zone == legal.ZoneBody && b.lines[0].box.X0 > box.X0+(box.X1-box.X0)/2:
			blocks[i].zone = legal.ZoneSignature
		case b.zone == legal.ZoneBody && isListMark(b.lines[0].words[:1]):
			blocks[i].zone = legal.ZoneRecipients
		case b.zone == legal.ZoneBody && isSignature(b):
			blocks[i].zone = legal.ZoneSignature
		default:
			return
		}
	}
}

func boxOf(b block) legal.Box {
	box := b.lines[0].box
	for _, l := range b.lines {
		box = box.Union(l.box)
	}
	return box
}

// isSignature reports whether a block behind the recipients names the signer: a
// title in capitals, or a few words that are no sentence.
func isSignature(b block) bool {
	words := b.lines[0].words
	s := b.lines[0].text()
	if isKind(s) || strings.HasPrefix(s, "PHỤ LỤC") || strings.HasPrefix(s, "Phụ lục") {
		return false // something attached begins
	}
	return len(b.lines) <= 3 && len(words) <= 8 && (isCapitals(s) || len(words) <= 6 && !endsSentence(words[len(words)-1].Text) && !headingStart.MatchString(s+" "))
}
