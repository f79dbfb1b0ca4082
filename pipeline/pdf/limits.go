package pdf

import "time"

// Limits bound what one file may cost. The first three are kept by the child
// process, the others by the reader itself.
type Limits struct {
	Wall   time.Duration // from request to answer
	CPU    time.Duration // processor time
	Memory uint64        // bytes of memory of the child

	Pages      int   // pages read; the rest of the file is left out
	Stream     int64 // decoded bytes of one stream; the rest is left out
	Decoded    int64 // decoded bytes of all streams of a file
	Operators  int   // operators executed on one page, forms included
	Glyphs     int   // glyphs painted on one page
	FileGlyphs int   // glyphs painted on all pages of a file; pages behind are left out
}

// DefaultLimits returns limits that leave room for every honest file: the
// slowest known one takes a second, and no page comes near the last three.
func DefaultLimits() Limits {
	return Limits{
		Wall:       20 * time.Second,
		CPU:        20 * time.Second,
		Memory:     1 << 30,
		Pages:      5000,
		Stream:     16 << 20,
		Decoded:    512 << 20,
		Operators:  4_000_000,
		Glyphs:     200_000,
		FileGlyphs: 20_000_000,
	}
}
