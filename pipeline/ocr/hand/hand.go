package hand

import "image"

// Blank is the room for digits in a picture.
type Blank struct {
	Gray *image.Gray // its surroundings, level; Rect begins at 0, 0
	// From and To bound the room within Gray; Base is the baseline of the print beside
	// it and Size that of its letters, all in dots.
	From, To, Base, Size float64
	Fits                 func(digits string) bool // whether digits can stand there, or begin what can
	Most                 int                      // digits
}

// Digits is one way to read a blank.
type Digits struct {
	Digits     string
	Confidence float64 // the share among all ways to read it
	Firm       float64 // of the best: its share, too, where no ink is let pass as print
}
