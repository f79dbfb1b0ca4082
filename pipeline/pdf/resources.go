package pdf

import (
	"regexp"
	"strings"

	"github.com/ledongthuc/pdf"
)

// resources is a resource dictionary (PDF 32000-1 §7.8.3) with what was looked
// up in it.
type resources struct {
	doc        *document
	fontDict   pdf.Value
	formDict   pdf.Value
	properties pdf.Value // null where its strings cannot be read
	fonts      map[string]*font
	forms      map[string]*xobject
}

// resourcesOf returns the resources of a page or form. Two dictionaries of one
// text are one: their references name the same objects.
func (d *document) resourcesOf(dict pdf.Value) *resources {
	key := dict.String()
	if r, ok := d.resources[key]; ok {
		return r
	}
	r := &resources{
		doc:      d,
		fontDict: dict.Key("Font"),
		formDict: dict.Key("XObject"),
		fonts:    map[string]*font{},
		forms:    map[string]*xobject{},
	}
	if !d.scrambled {
		r.properties = dict.Key("Properties")
	}
	d.resources[key] = r
	return r
}

// font returns the font of that name, nil for none.
func (r *resources) font(name []byte) *font {
	if f, ok := r.fonts[string(name)]; ok {
		return f
	}
	f := shared(r.doc.fonts, r.fontDict, string(name), r.doc.loadFont)
	r.fonts[string(name)] = f
	return f
}

// form returns the external object of that name, nil for none.
func (r *resources) form(name []byte) *xobject {
	if x, ok := r.forms[string(name)]; ok {
		return x
	}
	x := shared(r.doc.forms, r.formDict, string(name), r.doc.loadXObject)
	r.forms[string(name)] = x
	return x
}

// shared loads an entry of a dictionary, once per file if it is a reference.
func shared[T any](known map[string]*T, dict pdf.Value, name string, load func(pdf.Value) *T) *T {
	ref := reference(dict, name)
	if v, ok := known[ref]; ok && ref != "" {
		return v
	}
	v := load(dict.Key(name))
	if ref != "" {
		known[ref] = v
	}
	return v
}

var isReference = regexp.MustCompile(`^\d+ \d+ R\b`)

// reference returns the reference ("12 0 R") that a dictionary holds under a
// name, "" for a direct object. The object layer resolves references at once and
// shows them only in the text of the dictionary.
func reference(dict pdf.Value, name string) string { return referenceIn(dict.String(), name) }

// referenceIn is reference in the text of a dictionary.
func referenceIn(s, name string) string {
	i := strings.Index(s, "/"+name+" ")
	if i < 0 {
		return ""
	}
	return isReference.FindString(s[i+len(name)+2:])
}

// xobject is an external object: a picture or a form (§8.10).
type xobject struct {
	picture   bool
	stream    pdf.Value
	matrix    matrix
	resources *resources // nil for those of the page
	kept      []byte     // content, nil if not decoded yet or too large to keep
}

func (d *document) loadXObject(v pdf.Value) *xobject {
	if d.hides(v, "OC") {
		return nil
	}
	switch v.Key("Subtype").Name() {
	case "Image":
		return &xobject{picture: true}
	case "Form":
		return d.loadForm(v)
	}
	return nil
}

func (d *document) loadForm(v pdf.Value) *xobject {
	x := &xobject{stream: v}
	x.matrix, _ = matrixOf(v.Key("Matrix"))
	if r := v.Key("Resources"); r.Kind() == pdf.Dict {
		x.resources = d.resourcesOf(r)
	}
	return x
}

// maxKept bounds the contents of forms that are kept for the next page.
const maxKept = 64 << 20

// contentOf returns the content of a form, and what there is of it with an error.
func (d *document) contentOf(x *xobject) ([]byte, error) {
	if x.kept != nil {
		return x.kept, nil
	}
	content, err := d.decode(x.stream)
	if err == nil && d.kept+len(content) <= maxKept {
		x.kept = content
		d.kept += len(content)
	}
	return content, err
}
