package pdf

import (
	"fmt"
	"regexp"

	"github.com/ledongthuc/pdf"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// leaf is a page object with what it inherits (PDF 32000-1 §7.7.3.4).
type leaf struct {
	page      pdf.Value
	reference string // "5 0 R", "" where it is not known
	resources pdf.Value
	box       legal.Box
	rotate    int
	err       error // the page object itself cannot be read
}

// The page tree may be deep or broad beyond reason, or contain itself.
const (
	maxTreeDepth = 40
	maxTreeNodes = 50_000
)

// usLetter is the box of a page that has none, as other readers take it.
var usLetter = legal.Box{X1: 612, Y1: 792}

// leaves returns the pages in order by one walk over the tree; asking the object
// layer for one page after the other would walk it anew each time. The error
// goes with the pages found before it.
func (d *document) leaves() (pages []leaf, err error) {
	w := treeWalk{limit: d.limits.Pages, seen: map[string]bool{}}
	err = attempt(func() error {
		w.visit(d.root.Key("Pages"), leaf{box: usLetter}, 0)
		return nil
	})
	said := int64(0)
	_ = attempt(func() error {
		said = d.root.Key("Pages").Key("Count").Int64()
		return nil
	})
	switch n := len(w.pages); {
	case err != nil:
	case n == 0:
		err = fmt.Errorf("%w: no pages", ErrDamaged)
	case int64(n) < said && n < d.limits.Pages:
		err = fmt.Errorf("%w: %d of %d pages found", ErrDamaged, n, said)
	}
	return w.pages, err
}

type treeWalk struct {
	pages []leaf
	limit int
	nodes int
	seen  map[string]bool // references of nodes visited
}

func (w *treeWalk) visit(node pdf.Value, inherited leaf, depth int) {
	w.nodes++
	if depth > maxTreeDepth || w.nodes > maxTreeNodes || len(w.pages) >= w.limit || node.Kind() != pdf.Dict {
		return
	}
	here := inherited.with(node)
	kids := node.Key("Kids")
	if kids.Kind() != pdf.Array {
		if node.Key("Type").Name() == "Pages" {
			panic("pages without kids")
		}
		here.page = node
		w.pages = append(w.pages, here)
		return
	}
	references := isReferences.FindAllString(kids.String(), -1)
	for i := range kids.Len() {
		here.reference = ""
		if len(references) == kids.Len() { // no kid is a direct object
			if w.seen[references[i]] {
				continue
			}
			w.seen[references[i]] = true
			here.reference = references[i]
		}
		w.visitKid(kids, i, here, depth+1)
	}
}

// isReferences finds the references in the text of an array.
var isReferences = regexp.MustCompile(`\d+ \d+ R\b`)

// visitKid keeps the place of a kid that the object layer cannot read, so that the
// pages behind it keep their numbers.
func (w *treeWalk) visitKid(kids pdf.Value, i int, inherited leaf, depth int) {
	before := len(w.pages)
	err := attempt(func() error {
		w.visit(kids.Index(i), inherited, depth)
		return nil
	})
	if err != nil && len(w.pages) == before && before < w.limit {
		inherited.err = err
		w.pages = append(w.pages, inherited)
	}
}

// with returns what the kids of a node inherit. CropBox beats MediaBox, whichever
// of them stands nearer to the page, as the former defaults to the latter.
func (l leaf) with(node pdf.Value) leaf {
	if r := node.Key("Resources"); r.Kind() == pdf.Dict {
		l.resources = r
	}
	if r := node.Key("Rotate"); r.Kind() == pdf.Integer {
		l.rotate = int(r.Int64()%360+360) % 360
	}
	if b, ok := boxOf(node.Key("MediaBox")); ok {
		l.box = b
	}
	if b, ok := boxOf(node.Key("CropBox")); ok {
		l.box = b
	}
	return l
}

// view returns the matrix from user space to the page as drawn, and its size
// there: the box moved to the origin, turned clockwise, and y downwards.
func (l leaf) view() (m matrix, width, height float64) {
	b := l.box
	width, height = b.X1-b.X0, b.Y1-b.Y0
	switch l.rotate {
	case 90:
		return matrix{0, 1, 1, 0, -b.Y0, -b.X0}, height, width
	case 180:
		return matrix{-1, 0, 0, 1, b.X1, -b.Y0}, width, height
	case 270:
		return matrix{0, -1, -1, 0, b.Y1, b.X1}, height, width
	}
	return matrix{1, 0, 0, -1, -b.X0, b.Y1}, width, height
}
