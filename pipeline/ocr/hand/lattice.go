package hand

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// span is a run of pieces that may be one digit.
type span struct {
	from, to int // of the pieces, half-open
	glyph    glyph
	scores   [classes]float64
}

// maxPieces is the most pieces of one digit.
const maxPieces = 4

// Measures of a digit, as shares of the size of the print.
const (
	widest   = 1.1
	tallest  = 1.9
	lowest   = .38
	narrow   = .95 // wider digits are rare
	usualLow = .5  // lower ones too
	square   = .9  // and those wider than this share of their height
	edge     = .2  // of the room
)

// spans returns the runs of pieces that may be digits by their size.
func spans(p []glyph, size float64) []span {
	var out []span
	for from := range p {
		for to := from + 1; to <= min(len(p), from+maxPieces); to++ {
			g := merged(p[from:to])
			w, h := float64(g.box.Dx())/size, float64(g.box.Dy())/size
			if w > widest {
				break
			}
			if h >= lowest && h <= tallest {
				out = append(out, span{from: from, to: to, glyph: g})
			}
		}
	}
	return out
}

// Prices, in logarithms of how likely something is.
const (
	priceRare = 2.0 // of an unusual size
	priceMany = 3.0 // of a fifth digit: few bodies count so far in a year
	priceSkip = 6.0 // of a piece that is no part of a digit, at most
	priceNone = 2.0 // of one that the net takes for none, at least
	priceEdge = .3  // of both, the share at the ends, where print may reach in
)

// priceOfSkipping returns what it costs to take a piece for no part of a digit.
func priceOfSkipping(b Blank, p glyph, at int, all []span, edges float64) float64 {
	share := 1.0
	if x := float64(p.box.Min.X+p.box.Max.X) / 2; x < b.From || x > b.To-edge*b.Size {
		share = edges
	}
	for _, s := range all {
		if s.from == at && s.to == at+1 {
			return min(share*priceSkip, share*priceNone-s.scores[none])
		}
	}
	return share * priceSkip * min(1, float64(p.box.Dy())/b.Size/lowest)
}

const manyDigits = 5

// price returns what the shape of a span costs.
func (s span) price(size float64) float64 {
	w, h := float64(s.glyph.box.Dx())/size, float64(s.glyph.box.Dy())/size
	p := 0.0
	if w > narrow || w > square*h {
		p += priceRare
	}
	if h < usualLow {
		p += priceRare
	}
	return p
}

// state is what has been read up to a piece: how likely, by the digits.
type state map[string]float64

func (s state) add(digits string, score float64) {
	old, ok := s[digits]
	if !ok {
		s[digits] = score
		return
	}
	high, low := max(old, score), min(old, score)
	s[digits] = high + math.Log1p(math.Exp(low-high))
}

// beam is how many ways to read are kept at each piece.
const beam = 40

func (s state) best() []string {
	keys := slices.SortedFunc(maps.Keys(s), func(a, b string) int {
		return cmp.Or(cmp.Compare(s[b], s[a]), cmp.Compare(a, b))
	})
	return keys[:min(len(keys), beam)]
}

// Read returns the likeliest ways to read a blank, best first; none where nothing is
// written there. What reaches in from the sides may be print or a digit cut off: the
// best way is believed no more than it would be if it were all digits.
func Read(b Blank) []Digits {
	ink, whole := strokes(b)
	p := pieces(ink, b.Size)
	all := spans(p, b.Size)
	n := net()
	for i := range all {
		all[i].scores = n.classify(all[i].glyph.raster())
	}
	out := readings(walk(b, p, all, priceEdge))
	if len(out) == 0 {
		return nil
	}
	if !whole {
		return out
	}
	strict := 0.0
	for _, r := range readings(walk(b, p, all, 1)) {
		if r.Digits == out[0].Digits {
			strict = r.Confidence
		}
	}
	out[0].Firm = min(out[0].Confidence, strict)
	return out
}

// walk follows every way through the pieces and returns what is read at the end.
func walk(b Blank, p []glyph, all []span, edges float64) state {
	states := make([]state, len(p)+1)
	for i := range states {
		states[i] = state{}
	}
	states[0].add("", 0)
	for at := range p {
		skip := priceOfSkipping(b, p[at], at, all, edges)
		for _, digits := range states[at].best() {
			score := states[at][digits]
			states[at+1].add(digits, score-skip)
			if len(digits) == b.Most {
				continue
			}
			for _, s := range all {
				if s.from != at {
					continue
				}
				for d := range none {
					longer := digits + string(rune('0'+d))
					if !b.Fits(longer) {
						continue
					}
					price := s.price(b.Size)
					if len(longer) == manyDigits {
						price += priceMany
					}
					states[s.to].add(longer, score+s.scores[d]-price)
				}
			}
		}
	}
	return states[len(p)]
}

// readings turns scores into shares.
func readings(s state) []Digits {
	delete(s, "")
	keys := s.best()
	sum := 0.0
	for _, k := range keys {
		sum += math.Exp((s[k] - s[keys[0]]) / temperature)
	}
	var out []Digits
	for _, k := range keys[:min(len(keys), kept)] {
		out = append(out, Digits{Digits: k, Confidence: math.Exp((s[k]-s[keys[0]])/temperature) / sum})
	}
	return out
}

const (
	temperature = 1.0
	kept        = 5
)
