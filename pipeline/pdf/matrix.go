package pdf

import (
	"math"

	"github.com/ledongthuc/pdf"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// matrix holds a b c d e f of PDF 32000-1 §8.3.3:
// x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul returns the matrix that applies m first and n after it.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// move returns the matrix that shifts by x, y first and applies m after it.
func (m matrix) move(x, y float64) matrix {
	m[4], m[5] = m.apply(x, y)
	return m
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// bounds returns the upright box around the image of b.
func (m matrix) bounds(b legal.Box) legal.Box {
	out := legal.Box{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
	for _, corner := range [4][2]float64{{b.X0, b.Y0}, {b.X1, b.Y0}, {b.X0, b.Y1}, {b.X1, b.Y1}} {
		x, y := m.apply(corner[0], corner[1])
		out = out.Union(legal.Box{X0: x, Y0: y, X1: x, Y1: y})
	}
	return out
}

// matrixOf reads a matrix from an array of six numbers; ok is false for
// anything else.
func matrixOf(v pdf.Value) (m matrix, ok bool) {
	if v.Len() != len(m) {
		return identity, false
	}
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return m, true
}

// boxOf reads a rectangle, whose corners may come in any order (§7.9.5); ok is
// false for anything else and for a rectangle without area.
func boxOf(v pdf.Value) (b legal.Box, ok bool) {
	if v.Len() != 4 {
		return b, false
	}
	x0, y0 := v.Index(0).Float64(), v.Index(1).Float64()
	x1, y1 := v.Index(2).Float64(), v.Index(3).Float64()
	b = legal.Box{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
	return b, b.X1 > b.X0 && b.Y1 > b.Y0
}
