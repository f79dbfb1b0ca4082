package sheet

import (
	"encoding/base64"
	"fmt"
	"html/template"
)

// drawing is the picture of a page.
type drawing struct {
	N      int
	Name   string // of the entry of a bundle
	Source template.URL
	jpeg   []byte
	shown  bool
}

// First reports, the first time it is asked, that the picture is to be there; after that it
// is repeated.
func (d *drawing) First() bool {
	first := !d.shown
	d.shown = true
	return first
}

// draw draws a page, once; nil where that cannot be done.
func (s *sheet) draw(sha string, paths []string, page int) (*drawing, error) {
	key := fmt.Sprintf("%s-%d", sha, page)
	if d, ok := s.drawn[key]; ok {
		return d, nil
	}
	jpeg, err := s.Picture(sha, paths, page)
	if err != nil || jpeg == nil {
		s.drawn[key] = nil
		return nil, err
	}
	d := &drawing{N: len(s.order) + 1, Name: "hinh/" + key + ".jpg", jpeg: jpeg}
	s.drawn[key], s.order = d, append(s.order, d)
	return d, nil
}

// within puts the pictures into the sheet itself.
func (s *sheet) within() {
	for _, d := range s.order {
		d.Source = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(d.jpeg))
	}
}

// beside leaves the pictures beside the sheet.
func (s *sheet) beside() {
	for _, d := range s.order {
		d.Source = template.URL(d.Name)
	}
}
