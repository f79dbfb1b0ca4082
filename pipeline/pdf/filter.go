package pdf

import (
	"bytes"
	"encoding/ascii85"
	"fmt"

	"github.com/ledongthuc/pdf"
)

// filter undoes one filter (PDF 32000-1 §7.4) and its predictor.
func (d *document) filter(name string, param pdf.Value, data []byte, limit int64) ([]byte, error) {
	switch name {
	case "FlateDecode", "Fl":
		out, err := d.flate.inflate(data, limit)
		return unpredict(out, param), err
	case "LZWDecode", "LZW":
		early := param.Key("EarlyChange")
		out := unLZW(data, early.IsNull() || early.Int64() != 0, limit)
		return unpredict(out, param), nil
	case "ASCII85Decode", "A85":
		return unASCII85(data[:min(int64(len(data)), limit)])
	case "ASCIIHexDecode", "AHx":
		return unHex(data), nil
	case "RunLengthDecode", "RL":
		return unRunLength(data, limit), nil
	case "Crypt":
		return data, nil
	}
	return nil, fmt.Errorf("filter %s is not for text", name)
}

func unHex(data []byte) []byte {
	return (&lexer{data: data}).hex()
}

// unASCII85 decodes up to the "~>" (§7.4.3).
func unASCII85(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if n := bytes.IndexByte(data, '~'); n >= 0 {
		data = data[:n]
	}
	out := make([]byte, 4*len(data)) // "z" stands for four bytes
	n, _, err := ascii85.Decode(out, data, true)
	return out[:n], err
}

// unRunLength decodes §7.4.5: a length below 128 copies length+1 bytes, one
// above repeats the next byte 257-length times, 128 ends the data.
func unRunLength(data []byte, limit int64) []byte {
	var out []byte
	for len(data) > 1 && data[0] != 128 && int64(len(out)) < limit {
		n := int(data[0])
		data = data[1:]
		if n < 128 {
			n = min(n+1, len(data))
			out = append(out, data[:n]...)
			data = data[n:]
			continue
		}
		out = append(out, bytes.Repeat(data[:1], 257-n)...)
		data = data[1:]
	}
	return out
}

// unpredict undoes a predictor (§7.4.4.4).
func unpredict(data []byte, param pdf.Value) []byte {
	kind := param.Key("Predictor").Int64()
	if kind < 2 {
		return data
	}
	colors, bits, columns := max(param.Key("Colors").Int64(), 1), param.Key("BitsPerComponent").Int64(),
		max(param.Key("Columns").Int64(), 1)
	if bits <= 0 {
		bits = 8
	}
	if colors > 64 || bits > 32 || columns > 1<<20 {
		return nil
	}
	pixel := int(max(colors*bits/8, 1))
	row := int((colors*bits*columns + 7) / 8)
	if kind == 2 {
		return unTIFF(data, row, pixel)
	}
	return unPNG(data, row, pixel)
}

// unTIFF undoes the TIFF predictor for components of 8 bits.
func unTIFF(data []byte, row, pixel int) []byte {
	for i := range data {
		if i%row >= pixel {
			data[i] += data[i-pixel]
		}
	}
	return data
}

// unPNG undoes the PNG predictors; each row says in its first byte which
// (RFC 2083 §6).
func unPNG(data []byte, row, pixel int) []byte {
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		line := data[1:min(1+row, len(data))]
		data = data[1+len(line):]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			line[i] += predictPNG(kind, left, above[i], corner)
		}
		out = append(out, line...)
		above = line[:len(line):len(line)]
		if len(above) < row {
			break
		}
	}
	return out
}

func predictPNG(kind, left, up, corner byte) byte {
	switch kind {
	case 1:
		return left
	case 2:
		return up
	case 3:
		return byte((int(left) + int(up)) / 2)
	case 4:
		return paeth(int(left), int(up), int(corner))
	}
	return 0
}

func paeth(left, up, corner int) byte {
	p := left + up - corner
	l, u, c := abs(p-left), abs(p-up), abs(p-corner)
	switch {
	case l <= u && l <= c:
		return byte(left)
	case u <= c:
		return byte(up)
	}
	return byte(corner)
}

func abs(n int) int { return max(n, -n) }
