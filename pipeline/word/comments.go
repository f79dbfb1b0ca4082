package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Names of the parts of a file that tell of other parts.
const (
	contentTypes   = "[Content_Types].xml"
	commentsType   = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	strictSpace    = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	commentsLink   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	strictLink     = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
)

// annotated returns the parts that comments change, by name.
func (f *file) annotated(comments []marked) (map[string][]byte, error) {
	if len(comments) == 0 {
		return nil, nil
	}
	words, err := vocabularyOf(f.document)
	if err != nil {
		return nil, err
	}
	parts := map[string][]byte{}
	name, err := f.commentsPart(words.space, parts)
	if err != nil {
		return nil, err
	}
	first, err := f.freeID(parts[name])
	if err != nil {
		return nil, err
	}
	ed := editor{raw: f.document, runs: f.trace.runs, vocabulary: words, cuts: map[int][]cut{}}
	var all strings.Builder
	theirs, err := vocabularyOf(parts[name])
	if err != nil {
		return nil, err
	}
	for i, c := range comments {
		ed.add(c, first+i)
		all.WriteString(theirs.comment(c.Comment, first+i))
	}
	parts[f.main] = apply(f.document, ed.edits())
	parts[name], err = appended(parts[name], func(string) string { return all.String() })
	return parts, err
}

// vocabularyOf returns how the root element of a part names the elements of Word.
func vocabularyOf(raw []byte) (v vocabulary, err error) {
	s := newScanner(raw)
	err = s.root(func(e element) error {
		for _, a := range e.attrs {
			if a.Name.Space == "xmlns" && prefixes[a.Value] == "w:" {
				v = vocabulary{a.Name.Local + ":", a.Value}
			}
		}
		return nil
	})
	if err == nil && v.prefix == "" {
		err = fmt.Errorf("%w: no prefix for the elements of Word", pdf.ErrDamaged)
	}
	return v, err
}

// commentsPart finds the part of the comments, or makes one and tells the file of it. It
// adds to parts what it reads and changes.
func (f *file) commentsPart(space string, parts map[string][]byte) (name string, err error) {
	for _, r := range f.relations {
		if r.kind == "comments" && f.archive.files[r.target] != nil {
			parts[r.target], err = f.archive.part(r.target)
			return r.target, err
		}
	}
	dir := path.Dir(f.main)
	name = path.Join(dir, "comments.xml")
	for i := 2; f.archive.files[name] != nil; i++ {
		name = path.Join(dir, "comments"+strconv.Itoa(i)+".xml")
	}
	parts[name] = fmt.Appendf(nil, `%s<w:comments xmlns:w="%s"></w:comments>`, xml.Header, space)
	types, err := f.archive.part(contentTypes)
	if err != nil {
		return "", err
	}
	parts[contentTypes], err = appended(types, func(prefix string) string {
		return fmt.Sprintf(`<%sOverride PartName="/%s" ContentType="%s"/>`, prefix, escaped(name), commentsType)
	})
	if err != nil {
		return "", err
	}
	return name, f.relate(path.Base(name), space, parts)
}

// relate adds the relationship of the document to its comments.
func (f *file) relate(target, space string, parts map[string][]byte) (err error) {
	dir, file := path.Split(f.main)
	name := path.Join(dir, "_rels", file+".rels")
	raw := fmt.Appendf(nil, `%s<Relationships xmlns="%s"></Relationships>`, xml.Header, relationsSpace)
	if f.archive.files[name] != nil {
		if raw, err = f.archive.part(name); err != nil {
			return err
		}
	}
	link := commentsLink
	if space == strictSpace {
		link = strictLink
	}
	id := "rIdComments"
	for i := 2; bytes.Contains(raw, []byte(id)); i++ {
		id = "rIdComments" + strconv.Itoa(i)
	}
	parts[name], err = appended(raw, func(prefix string) string {
		return fmt.Sprintf(`<%sRelationship Id="%s" Type="%s" Target="%s"/>`, prefix, id, link, target)
	})
	return err
}

// appended adds elements at the end of the root element, whose prefix add is told.
func appended(raw []byte, add func(prefix string) string) ([]byte, error) {
	s := newScanner(raw)
	var root element
	err := s.root(func(e element) error {
		root = e
		return s.children(nil)
	})
	if err != nil {
		return nil, err
	}
	name := qualified(raw[root.start:root.end])
	prefix := ""
	if i := strings.IndexByte(name, ':'); i >= 0 {
		prefix = name[:i+1]
	}
	if s.start < root.end || s.start == s.end { // <root/>
		tag := strings.TrimSuffix(string(raw[root.start:root.end]), "/>")
		return apply(raw, []edit{{span{root.start, root.end}, tag + ">" + add(prefix) + "</" + name + ">"}}), nil
	}
	return apply(raw, []edit{insert(s.start, add(prefix))}), nil
}

// freeID returns a number from which on no comment has one.
func (f *file) freeID(comments []byte) (int, error) {
	next := 0
	see := func(e element) {
		switch e.name {
		case "w:comment", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference":
			if id := int(number(e.get("id"), 1)); id >= next {
				next = id + 1
			}
		}
	}
	for _, raw := range [][]byte{comments, f.document} {
		s := newScanner(raw)
		var walk func(e element) error
		walk = func(e element) error {
			see(e)
			return s.children(walk)
		}
		if err := s.root(walk); err != nil {
			return 0, err
		}
	}
	return next, nil
}

// comment writes a comment.
func (v vocabulary) comment(c Comment, id int) string {
	w := v.prefix
	date := ""
	if !c.Date.IsZero() {
		date = fmt.Sprintf(` %sdate="%s"`, w, c.Date.UTC().Format(time.RFC3339))
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<%scomment %sid="%d" %sauthor="%s"%s>`, w, w, id, w, escaped(c.Author), date)
	for _, line := range strings.Split(c.Text, "\n") {
		fmt.Fprintf(&b, `<%sp><%sr><%st xml:space="preserve">%s</%st></%sr></%sp>`, w, w, w, escaped(line), w, w, w)
	}
	fmt.Fprintf(&b, `</%scomment>`, w)
	return b.String()
}

// write writes the archive again with some parts changed or added; the others are copied
// as they are.
func (a *archive) write(out io.Writer, parts map[string][]byte) error {
	z := zip.NewWriter(out)
	written := map[string]bool{}
	for _, f := range a.zip.File {
		name := strings.TrimPrefix(f.Name, "/")
		content, changed := parts[name]
		if !changed || written[name] {
			if err := z.Copy(f); err != nil {
				return fmt.Errorf("%w: copy %s: %w", pdf.ErrDamaged, name, err)
			}
			continue
		}
		written[name] = true
		if err := writePart(z, &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, content); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if written[name] {
			continue
		}
		if err := writePart(z, &zip.FileHeader{Name: name, Method: zip.Deflate}, parts[name]); err != nil {
			return err
		}
	}
	if err := z.SetComment(a.zip.Comment); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return z.Close()
}

func writePart(z *zip.Writer, h *zip.FileHeader, content []byte) error {
	w, err := z.CreateHeader(h)
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", h.Name, err)
	}
	return nil
}
