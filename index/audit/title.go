package audit

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Titles are quoted loosely, cut and reworded: only two that are long and share
// hardly a word are in conflict.
const (
	titleWords  = 6   // that must be left of a title, its common words dropped
	titleShared = 0.1 // of the words of the shorter one
)

// titles finds two quoted titles that cannot be one document's.
func (a *auditor) titles(d legal.Document, claims []catalog.Testimony) {
	if d.Number == "" || strings.Contains("-"+d.ID+"-", "-x-") {
		return
	}
	var said []Witness
	var words []map[string]bool
	hear := func(w Witness, title string) {
		set := titleSet(title)
		if len(set) < titleWords || !titleBegins.MatchString(viet.Fold(title)) {
			return
		}
		said, words = append(said, w), append(words, set)
	}
	for _, h := range a.heads[d.ID] {
		hear(a.spoken(h, h.Head.Title, nil), h.Head.Title)
	}
	for _, k := range claims {
		hear(claimed(k, k.Title), k.Title)
	}
	i, j := farthest(words)
	if i < 0 {
		return
	}
	s, misread := weigh(Warning, said[i].Confidence, said[j].Confidence)
	a.add(TitleConflict, s, misread,
		legal.Say(legal.FoundTitles, called(d), short(said[i].Value), short(said[j].Value)), said, d.ID)
}

// farthest returns the first two sets that share almost nothing, or -1. Of many
// titles only the first is held against the others.
func farthest(words []map[string]bool) (i, j int) {
	for j := 1; j < len(words); j++ {
		if share(words[0], words[j]) <= titleShared {
			return 0, j
		}
	}
	return -1, -1
}

// share returns how much of the smaller set is in the other.
func share(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a)))
}

// titleCommon are words of titles that tell nothing.
var titleCommon = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(
		`ve viec v cua va cac mot so dieu cho theo tai tren dia ban tinh thanh pho giai doan nam den dinh huong quy dinh
		ban hanh phe duyet huong dan sua doi bo sung chi tiet thi hanh thuc hien trien khai luat nghi quyet ke hoach
		thong tu quyet so trong doi voi la duoc`) {
		m[w] = true
	}
	return m
}()

// titleBegins tells a title from the sentence going on ("Nghị định số 150/2025/NĐ-CP
// quy định tại thời điểm …").
var titleBegins = regexp.MustCompile(`^\W*(ve |v/v |ban hanh |phe duyet |sua doi|` +
	`quy dinh (chi tiet|ve|chuc nang|muc|viec|xu phat|to chuc|che do|dieu kien|trinh tu) )`)

// titleSet returns the words of a title that tell something.
func titleSet(title string) map[string]bool {
	fields := strings.FieldsFunc(viet.Fold(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	out := map[string]bool{}
	for _, w := range fields {
		if !titleCommon[w] && len(w) > 1 {
			out[w] = true
		}
	}
	return out
}

// short cuts a quoted text to what fits into a sentence.
func short(s string) string {
	const letters = 80
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= letters {
		return string(r)
	}
	cut := string(r[:letters])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
