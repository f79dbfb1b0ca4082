package layout

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// markTail gives the recipients and the signature their zones: "Nơi nhận" with
// the lines of its column, and the cells beside it.
func markTail(blocks []block) {
	headed := headings{blocks: blocks, known: map[int]bool{}}
	for i := range blocks {
		if isRecipients(blocks[i].lines[0].text()) {
			blocks[i].zone = legal.ZoneRecipients
			markBeside(blocks, i, headed)
		}
	}
}

// headings tells on which pages a document begins.
type headings struct {
	blocks []block
	known  map[int]bool // by pages that were looked at
}

// on reports whether a document begins on a page: there is a motto, or whom a letter
// is sent to.
func (h headings) on(page int) bool {
	found, ok := h.known[page]
	if !ok {
		found = slices.ContainsFunc(h.blocks, func(b block) bool {
			return slices.ContainsFunc(b.lines, func(l line) bool { return l.page == page && beginsDocument(l.text()) })
		})
		h.known[page] = found
	}
	return found
}

func beginsDocument(s string) bool { return isMotto(s) || holdsMotto(s) || isAddress(s) }

func isRecipients(s string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimLeft(s, "* ")), "nơi nhận")
}

// markBeside follows the recipients that blocks[at] begins and the signature
// beside them, over the page end where nothing else begins there.
func markBeside(blocks []block, at int, headed headings) {
	box := boxOf(blocks[at])
	page := blocks[at].lines[0].page
	for i := at + 1; i < len(blocks) && blocks[i].lines[0].page <= page+1; i++ {
		switch b := blocks[i]; {
		case b.lines[0].page > page && (headed.on(page+1) || isAttached(b)):
			return
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
	if isAttached(b) {
		return false
	}
	return len(b.lines) <= 3 && len(words) <= 8 &&
		(isCapitals(s) || len(words) <= 6 && !endsSentence(words[len(words)-1].Text) &&
			!headingStart.MatchString(s+" "))
}

// isAttached reports whether something attached begins with a block.
func isAttached(b block) bool {
	s := b.lines[0].text()
	return isKind(s) || strings.HasPrefix(viet.Fold(s), "phu luc")
}
