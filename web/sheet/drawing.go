package sheet

import (
	"encoding/base64"
	"fmt"
	"html/template"

	"github.com/danchieu/danchieu/index/answer"
)

// drawing is the picture of a page.
type drawing struct {
	N      int
	Name   string // of the entry of a bundle
	Source template.URL
	jpeg   []byte
}

// view is what a proof shows of a page: all of it the first time, later the part around its words.
type view struct {
	First       bool
	Top, Height float64
}

// margin is how much of a page, in points, a part of it shows above and below the words.
const margin = 60

// draw draws a page, once; nil where that cannot be done.
func (s *sheet) draw(sha string, spot answer.Spot, page int) (*drawing, view, error) {
	key := fmt.Sprintf("%s-%d", sha, page)
	if d, ok := s.drawn[key]; ok {
		return d, part(spot), nil
	}
	if s.Most > 0 && len(s.order) >= s.Most {
		s.drawn[key] = nil
		s.Undrawn++
		return nil, view{}, nil
	}
	d := &drawing{N: len(s.order) + 1, Name: "hinh/" + key + ".jpg"}
	if there, err := s.source(d, sha, spot.Paths, page); err != nil || !there {
		s.drawn[key] = nil
		return nil, view{}, err
	}
	s.drawn[key], s.order = d, append(s.order, d)
	return d, view{First: true, Height: spot.Height}, nil
}

// source draws the page of a drawing, or finds where it will be drawn; there is none where it is not there.
func (s *sheet) source(d *drawing, sha string, paths []string, page int) (there bool, err error) {
	if s.Address != nil {
		address := s.Address(sha, paths, page)
		d.Source = template.URL(address)
		return address != "", nil
	}
	d.jpeg, err = s.Picture(sha, paths, page)
	return d.jpeg != nil, err
}

// part is the part of a page around a spot.
func part(spot answer.Spot) view {
	top, bottom := spot.Height, 0.0
	for _, b := range spot.Boxes {
		top, bottom = min(top, b.Y0), max(bottom, b.Y1)
	}
	if bottom <= top {
		return view{Height: spot.Height}
	}
	top, bottom = max(0, top-margin), min(spot.Height, bottom+margin)
	return view{Top: top, Height: bottom - top}
}

// Pages is how many pages there would be pictures of, were all drawn.
func (s *sheet) Pages() int { return len(s.order) + s.Undrawn }

// Loading reports whether pictures are still to come when the sheet is read.
func (s *sheet) Loading() bool { return s.Address != nil && len(s.order) > 0 }

// within puts the pictures that are drawn into the sheet itself.
func (s *sheet) within() {
	for _, d := range s.order {
		if d.jpeg == nil {
			continue
		}
		d.Source = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(d.jpeg))
	}
}

// beside leaves the pictures beside the sheet.
func (s *sheet) beside() {
	for _, d := range s.order {
		d.Source = template.URL(d.Name)
	}
}
