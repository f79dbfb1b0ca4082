package ocr

import (
	"image"
	"math"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// token is a word as Tesseract gives it, in dots of the picture.
type token struct {
	text       string // NFC, without white space
	box        image.Rectangle
	confidence float64 // 0 to 1
	other      string  // what the second reading has, where its digits are others and as likely
}

// row is a line of tokens, from left to right.
type row []token

// Columns of Tesseract's TSV; the first four numbers below the page tell rows apart.
const (
	colLevel = iota
	colPage
	colBlock
	colPar
	colLine
	colWord
	colLeft
	colTop
	colWidth
	colHeight
	colConf
	colText
	columns
)

// Levels of the rows of the TSV.
const (
	levelPage = "1"
	levelWord = "5"
)

// parseTSV reads the TSV that Tesseract writes, its lines in reading order; words
// without text or confidence are left out.
func parseTSV(s string) []row {
	var rows []row
	last := ""
	for line := range strings.Lines(s) {
		f := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", columns)
		if len(f) < columns || f[colLevel] != levelWord {
			continue
		}
		t, ok := parseToken(f)
		if !ok {
			continue
		}
		place := strings.Join(f[colPage:colWord], "\t")
		if len(rows) == 0 || place != last {
			rows = append(rows, nil)
			last = place
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], t)
	}
	return rows
}

func parseToken(f []string) (token, bool) {
	var n [4]int
	for i := range n {
		v, err := strconv.Atoi(f[colLeft+i])
		if err != nil || v < 0 || v > math.MaxInt32 {
			return token{}, false
		}
		n[i] = v
	}
	percent, err := strconv.ParseFloat(f[colConf], 64)
	text := strings.Join(strings.Fields(viet.Normalize(strings.ToValidUTF8(f[colText], ""))), "")
	if err != nil || !(percent >= 0 && percent <= 100) || text == "" || n[2] == 0 || n[3] == 0 {
		return token{}, false
	}
	return token{text: text, box: image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]), confidence: percent / 100}, true
}
