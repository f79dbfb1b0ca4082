package pdf

import (
	"regexp"

	"github.com/ledongthuc/pdf"
)

// A later update of a file may add a field to the form, with the page that it is on,
// and leave the page's own list of annotations as it was.

// field is a field of the form that is shown on a page.
type field struct {
	pdf.Value
	reference string
}

// unlisted returns the fields on the page of a reference that its annotations, as the
// text of their list, leave out.
func (d *document) unlisted(page, annotations string) []pdf.Value {
	if page == "" {
		return nil
	}
	if d.fields == nil {
		d.fields = map[string][]field{}
		d.collectFields(d.root.Key("AcroForm").Key("Fields"), map[string]bool{})
	}
	listed := map[string]bool{}
	for _, r := range isReferences.FindAllString(annotations, -1) {
		listed[r] = true
	}
	var out []pdf.Value
	for _, f := range d.fields[page] {
		if !listed[f.reference] {
			out = append(out, f.Value)
		}
	}
	return out
}

// pageEntry matches the page in the text of a field.
var pageEntry = regexp.MustCompile(`/P (\d+ \d+ R)\b`)

// collectFields sorts fields that are objects of their own by their pages; seen holds
// the references met.
func (d *document) collectFields(list pdf.Value, seen map[string]bool) {
	references := isReferences.FindAllString(list.String(), -1)
	if len(references) != list.Len() {
		return
	}
	for i := range references {
		if seen[references[i]] || len(seen) == maxAnnotations {
			continue
		}
		seen[references[i]] = true
		f := list.Index(i)
		d.collectFields(f.Key("Kids"), seen)
		if m := pageEntry.FindStringSubmatch(f.String()); m != nil && !f.Key("AP").IsNull() {
			d.fields[m[1]] = append(d.fields[m[1]], field{f, references[i]})
		}
	}
}
