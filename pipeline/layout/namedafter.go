package layout

import (
	"regexp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Some bodies are named after the document that set them up: "ĐOÀN THANH TRA THEO
// QUYẾT ĐỊNH SỐ 233/QĐ-SXD". That number is part of the name and a citation, not the
// head's own.

// namedAfter matches a line in capitals that goes on with the number of a document.
var namedAfter = regexp.MustCompile(`\PL(?:QUYẾT ĐỊNH|QUYÉT ĐỊNH|KẾ HOẠCH|THÔNG BÁO|VĂN BẢN|QĐ)\s+SỐ\s*:?\s*\d+\S*/`)

// numberOfName matches the rest of such a name on a line of its own.
var numberOfName = regexp.MustCompile(`^SỐ\s*:?\s*\d+\S*/`)

// joinNames joins the lines of names after documents, and lets such lines be read for
// citations.
func (h *head) joinNames() {
	for i := 1; i < len(h.items); i++ {
		if goesOnName(h.items[i-1].text, h.items[i].text) {
			h.items[i-1].text += " " + h.items[i].text
			h.items = slices.Delete(h.items, i, i+1)
		}
	}
	for i := 0; i < len(h.blocks); i++ {
		b := &h.blocks[i]
		if b.zone != legal.ZoneHead {
			continue
		}
		if i+1 < len(h.blocks) && goesOnName(rowText(b.lines), rowText(h.blocks[i+1].lines)) {
			b.lines = append(b.lines, h.blocks[i+1].lines...)
			h.blocks = slices.Delete(h.blocks, i+1, i+2)
		}
		if s := rowText(b.lines); namedAfter.MatchString(s) && isBodyName(s) {
			b.zone = legal.ZoneBody
		}
	}
}

// goesOnName reports whether a line goes on the name that the one before breaks off
// behind the type of a document.
func goesOnName(name, rest string) bool {
	if !numberOfName.MatchString(rest) || !isCapitals(name) || !isBodyName(name) {
		return false
	}
	for _, t := range []string{" quyet dinh", " ke hoach", " thong bao", " van ban", " qd"} {
		if strings.HasSuffix(viet.Fold(name), t) {
			return true
		}
	}
	return false
}
