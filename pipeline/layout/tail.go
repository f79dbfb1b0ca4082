package layout

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// markTail gives the recipients and the signature their zones: "Nơi nhận" with
// the lines of its column, and the cells beside it.
func markTail(blocks []block) {
	var recipients []int
	behind := map[int]bool{} // pages behind those with recipients
	for i, b := range blocks {
		if beginsRecipients(b.lines[0]) {
			recipients = append(recipients, i)
			behind[b.lines[0].page+1] = true
		}
	}
	headed := headedPages(blocks, behind)
	for _, i := range recipients {
		blocks[i].zone = legal.ZoneRecipients
		markBeside(blocks, i, headed)
	}
}

// headedPages returns those of some pages on which a document begins: those with a
// motto or whom a letter is sent to.
func headedPages(blocks []block, among map[int]bool) map[int]bool {
	pages := map[int]bool{}
	for _, b := range blocks {
		for _, l := range b.lines {
			if among[l.page] && !pages[l.page] && beginsDocument(l.text()) {
				pages[l.page] = true
			}
		}
	}
	return pages
}

func beginsDocument(s string) bool { return isMotto(s) || holdsMotto(s) || isAddress(s) }

// beginsRecipients is isRecipients of a line's text, which few lines need be asked for.
func beginsRecipients(l line) bool {
	for i := range l.words {
		if s := strings.TrimLeft(l.words[i].Text, "*"); s != "" {
			return (s[0] == 'n' || s[0] == 'N') && isRecipients(l.text())
		}
	}
	return false
}

func isRecipients(s string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimLeft(s, "* ")), "nơi nhận")
}

// markBeside follows the recipients that blocks[at] begins and the signature
// beside them, over the page end where nothing else begins there.
func markBeside(blocks []block, at int, headed map[int]bool) {
	box := boxOf(blocks[at])
	page := blocks[at].lines[0].page
	for i := at + 1; i < len(blocks) && blocks[i].lines[0].page <= page+1; i++ {
		switch b := blocks[i]; {
		case b.lines[0].page > page && (headed[page+1] || isAttached(b)):
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
