package audit

import (
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// headTrust returns how sure the reading of a head is: 1 where its page has text,
// else the confidence of the least sure word of the block that holds one of the
// phrases, of the whole head where none does.
func (a *auditor) headTrust(h catalog.OwnHead, phrases []string) float64 {
	if h.Source != legal.SourceOCR {
		return 1
	}
	key := strings.Join(phrases, "|")
	if sure, ok := a.trust[h.File][key]; ok {
		return sure
	}
	t, ok := a.text(h.File)
	if !ok {
		return 0
	}
	if a.trust[h.File] == nil {
		a.trust[h.File] = map[string]float64{}
	}
	at, found := headBlock(&t, phrases)
	sure := leastSure(&t, at)
	if len(phrases) > 0 && !found { // put together from what OCR read here and there
		sure = min(sure, guessed)
	}
	a.trust[h.File][key] = sure
	return sure
}

// guessed is the confidence of what a head read by OCR does not say in so many words.
const guessed = 0.5

// headBlock returns the span of the block of a head that holds one of the phrases;
// of the first block of the text where none does.
func headBlock(t *legal.Text, phrases []string) (at legal.Span, found bool) {
	for _, b := range t.Blocks {
		if b.Zone != legal.ZoneHead && b.Zone != legal.ZoneTitle {
			continue
		}
		text := strings.Join(strings.Fields(t.Content[b.Start:b.End]), " ")
		for _, p := range phrases {
			if p != "" && strings.Contains(text, p) {
				return b.Span, true
			}
		}
	}
	if len(t.Blocks) == 0 {
		return legal.Span{}, false
	}
	return t.Blocks[0].Span, false
}

// leastSure returns the confidence of the least sure word in a span.
func leastSure(t *legal.Text, s legal.Span) float64 {
	least := 1.0
	for _, w := range t.Words {
		if w.Start < s.End && s.Start < w.End {
			least = min(least, w.Confidence)
		}
	}
	return least
}

// datePhrases returns how a head may print a date.
func datePhrases(d legal.Date) []string {
	return []string{
		fmt.Sprintf("ngày %02d tháng %02d năm %d", d.Day, d.Month, d.Year),
		fmt.Sprintf("ngày %02d tháng %d năm %d", d.Day, d.Month, d.Year),
		fmt.Sprintf("ngày %d tháng %d năm %d", d.Day, d.Month, d.Year),
		fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year), fmt.Sprintf("năm %d", d.Year),
	}
}
