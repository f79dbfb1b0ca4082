package hand

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// The net: two convolutions of 5 × 5 dots, each followed by taking the greatest of
// 2 × 2, and two full layers. train/train.py has the same figures.
const (
	kernel   = 5
	maps1    = 12
	maps2    = 24
	hidden   = 64
	classes  = 11 // the digits, and none
	none     = 10
	size1    = (side - kernel + 1) / 2
	size2    = (size1 - kernel + 1) / 2
	features = maps2 * size2 * size2
)

//go:embed weights.bin
var packed []byte

// layer is a layer's weights, row by row, and its biases.
type layer struct{ weights, biases []float32 }

type network struct{ conv1, conv2, full1, full2 layer }

var net = sync.OnceValue(func() network {
	rest := packed
	return network{
		conv1: unpack(&rest, maps1, kernel*kernel),
		conv2: unpack(&rest, maps2, maps1*kernel*kernel),
		full1: unpack(&rest, hidden, features),
		full2: unpack(&rest, classes, hidden),
	}
})

// unpack takes a layer from the front of b: a scale and biases of 32 bits, weights of
// eight.
func unpack(b *[]byte, rows, columns int) layer {
	float := func() float32 {
		f := math.Float32frombits(binary.LittleEndian.Uint32(*b))
		*b = (*b)[4:]
		return f
	}
	scale := float()
	l := layer{make([]float32, rows*columns), make([]float32, rows)}
	for i := range l.biases {
		l.biases[i] = float()
	}
	for i := range l.weights {
		l.weights[i] = scale * float32(int8((*b)[i]))
	}
	*b = (*b)[len(l.weights):]
	return l
}

// classify returns the logarithms of how likely a picture shows each digit, or none.
func (n network) classify(picture [side * side]float32) [classes]float64 {
	x := n.conv1.convolved(picture[:], 1, side)
	x = n.conv2.convolved(x, maps1, size1)
	x = n.full1.times(x)
	for i := range x {
		x[i] = max(x[i], 0)
	}
	var out [classes]float64
	sum := 0.0
	for i, y := range n.full2.times(x) {
		out[i] = float64(y)
		sum += math.Exp(out[i])
	}
	for i := range out {
		out[i] -= math.Log(sum)
	}
	return out
}

// convolved returns a layer's maps of those given, each of edge × edge dots, shrunk to
// the greatest of 2 × 2, and nothing below 0.
func (l layer) convolved(in []float32, maps, edge int) []float32 {
	half := (edge - kernel + 1) / 2
	out := make([]float32, len(l.biases)*half*half)
	for m, bias := range l.biases {
		weights := l.weights[m*maps*kernel*kernel:][:maps*kernel*kernel]
		for y := range half {
			for x := range half {
				a, b, c, d := bias, bias, bias, bias
				for i := 0; i < len(weights); i += kernel {
					k, dy := i/(kernel*kernel), i/kernel%kernel
					at := (k*edge+2*y+dy)*edge + 2*x
					upper, lower := in[at:][:kernel+1], in[at+edge:][:kernel+1]
					for dx, w := range weights[i:][:kernel] {
						a += w * upper[dx]
						b += w * upper[dx+1]
						c += w * lower[dx]
						d += w * lower[dx+1]
					}
				}
				out[(m*half+y)*half+x] = max(0, a, b, c, d)
			}
		}
	}
	return out
}

func (l layer) times(in []float32) []float32 {
	out := make([]float32, len(l.biases))
	for i := range out {
		sum := l.biases[i]
		for k, v := range in {
			sum += l.weights[i*len(in)+k] * v
		}
		out[i] = sum
	}
	return out
}
