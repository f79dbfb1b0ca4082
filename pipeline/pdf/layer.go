package pdf

import (
	"regexp"

	"github.com/ledongthuc/pdf"
)

// Layers are what PDF 32000-1 calls optional content groups (§8.11): a file can
// hold drafts or watermarks that it does not show.

var references = regexp.MustCompile(`\d+ \d+ R`)

// layersOff returns the references of the layers that are not shown when the file
// is opened (§8.11.4.3).
func layersOff(root pdf.Value) map[string]bool {
	off := map[string]bool{}
	for _, ref := range references.FindAllString(root.Key("OCProperties").Key("D").Key("OFF").String(), -1) {
		off[ref] = true
	}
	return off
}

// isOff reports whether the operands of a BDC name a layer that is not shown: "/OC"
// and the name of the layer in the resources.
func (c *stream) isOff() bool {
	if len(c.operands) != 2 || string(c.bytes(0)) != "OC" || c.operands[1].kind != nameToken {
		return false
	}
	return c.resources.doc.hides(c.resources.properties, string(c.bytes(1)))
}

// hides reports whether an entry of a dictionary is a layer that is not shown, or a
// membership of one alone.
func (d *document) hides(dict pdf.Value, key string) bool {
	if len(d.off) == 0 {
		return false
	}
	return d.off[reference(dict, key)] || d.off[reference(dict.Key(key), "OCGs")]
}
