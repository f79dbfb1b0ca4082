package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// mostSaid is how many citations of a document are heard.
const mostSaid = 60

// known is a document with those who tell of it, the draft itself left out.
type known struct {
	legal.Document
	held   []held
	said   []catalog.Mention
	citing int // how many documents cite it, among those heard
}

// held is a file that is the document.
type held struct {
	file  string
	head  legal.Head
	clean bool // its first page has text and was not read by OCR
}

// isKnown reports whether anything but the draft tells of the document.
func (d *known) isKnown() bool {
	return len(d.held) > 0 || len(d.said) > 0 || slices.ContainsFunc(d.Dates, func(s legal.Seen) bool { return s.By != "" })
}

// know returns what is known of a document, by its ID.
func (k *checker) know(id string) (*known, error) {
	if d := k.known[id]; d != nil {
		return d, nil
	}
	doc, ok, err := k.c.Document(k.ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		k.known[id] = &known{Document: legal.Document{ID: id}}
		return k.known[id], nil
	}
	return k.hear(doc)
}

// hearAll hears of the documents that the draft means. Those that only the draft names are what it
// says of them.
func (k *checker) hearAll() error {
	ids := map[string]bool{}
	for _, m := range k.meant {
		if m.Document != "" {
			ids[m.Document] = true
		}
	}
	stored, err := k.c.DocumentsOf(k.ctx, slices.Sorted(maps.Keys(ids)))
	if err != nil {
		return err
	}
	for _, d := range k.Meant.Documents {
		if _, ok := stored[d.ID]; !ok {
			k.known[d.ID] = &known{Document: d}
		}
	}
	for _, d := range stored {
		if _, err := k.hear(d); err != nil {
			return err
		}
	}
	return nil
}

// hear reads who tells of a document of the catalogue.
func (k *checker) hear(doc legal.Document) (*known, error) {
	if d := k.known[doc.ID]; d != nil {
		return d, nil
	}
	d := &known{Document: doc}
	k.known[doc.ID] = d
	if err := k.hold(d); err != nil {
		return nil, err
	}
	said, err := k.c.SomeMentionsOf(k.ctx, doc.ID, mostSaid)
	if err != nil {
		return nil, err
	}
	citing := map[string]bool{}
	for _, m := range said {
		if !k.own[m.File] {
			d.said = append(d.said, m)
			citing[cmp.Or(m.Citing, m.File)] = true
		}
	}
	d.citing = len(citing)
	return d, nil
}

// hold reads the heads of the files that are a document.
func (k *checker) hold(d *known) error {
	if d.Held == "" {
		return nil
	}
	files, err := k.c.FilesOf(k.ctx, d.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		if k.own[f] {
			continue
		}
		h := held{file: f}
		source, err := k.c.HeadOf(k.ctx, f, &h.head)
		if err != nil {
			return err
		}
		h.clean = source != legal.SourceOCR && source != legal.SourceWaiting
		d.held = append(d.held, h)
	}
	return nil
}

// voice is what one witness says of a field.
type voice struct {
	value string
	sure  bool   // it decides alone: the document's own head, a registry or a person
	by    string // the document that speaks, to count each once
	audit.Witness
}

// voices returns what is said of a field of a document. head and cited are what a head and
// a citation say of it, "" for nothing.
func (d *known) voices(field string, head func(held) string, cited func(catalog.Mention) string) []voice {
	var out []voice
	for _, s := range d.Dates {
		if s.By != "" && field == legal.ConflictDate {
			out = append(out, voice{s.Value, true, s.By, audit.Witness{By: s.By, Document: d.ID, Value: s.Value, Confidence: 1}})
		}
	}
	for _, h := range d.held {
		if v := head(h); v != "" {
			w := audit.Witness{SHA256: h.file, Index: audit.Head, Document: d.ID, Page: 1, Value: v, Confidence: 1}
			if !h.clean {
				w.Confidence = audit.Sure
			}
			out = append(out, voice{v, h.clean, d.ID, w})
		}
	}
	for _, m := range d.said {
		if v := cited(m); v != "" && m.Confidence >= audit.Sure {
			out = append(out, voice{v, false, cmp.Or(m.Citing, m.File), audit.Witness{
				File: m.Path, SHA256: m.File, Index: m.Index, Document: m.Citing, Page: m.Page, Value: v,
				Confidence: m.Confidence, Sentence: m.SentenceText,
			}})
		}
	}
	return out
}

// outvoted is how many times as many documents must give another value than give the one of
// the draft for that to be wrong where no witness decides.
const outvoted = 3

// verdict returns what a field should be where that is not mine, and who says so: the witnesses
// that decide, else what most say, who must be many more than those that agree with the draft.
// same compares two values.
func verdict(voices []voice, mine string, same func(a, b string) bool) (should string, who []audit.Witness, sure, ok bool) {
	for _, v := range voices {
		if v.sure && same(v.value, mine) {
			return "", nil, true, false
		}
	}
	for _, v := range voices {
		if v.sure {
			should, sure = v.value, true
			break
		}
	}
	counts, agree := map[string]map[string]bool{}, map[string]bool{}
	for _, v := range voices {
		if same(v.value, mine) {
			agree[v.by] = true
			continue
		}
		if counts[v.value] == nil {
			counts[v.value] = map[string]bool{}
		}
		counts[v.value][v.by] = true
	}
	if !sure {
		most := 0
		for v, by := range counts {
			if n := len(by); n > most || n == most && strings.Compare(v, should) < 0 {
				should, most = v, n
			}
		}
		if most == 0 || most < outvoted*len(agree) {
			return "", nil, false, false
		}
	}
	for _, v := range voices {
		if same(v.value, should) {
			who = append(who, v.Witness)
		}
	}
	return should, who[:min(len(who), mostShown)], sure, true
}

// mostShown is how many witnesses a finding has.
const mostShown = 3
