package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// The address of a citation names its place among those of its file and has a mark of its
// words. When the file is read again and others come before it, the mark finds it.

// citationAddress is where a citation is shown on the picture of its page; place is from 1.
func citationAddress(sha string, page, place int, words string) string {
	c := strconv.Itoa(place)
	return "/f/" + sha + "/" + strconv.Itoa(max(1, page)) + "?c=" + c + "&w=" + markOf(words) + "#c" + c
}

// markOf marks words, however OCR read the spaces and marks in them.
func markOf(words string) string {
	sum := sha256.Sum256([]byte(viet.Slug(words)))
	return hex.EncodeToString(sum[:4])
}

// marked finds the citation that an address with a page, a place and a mark means: the one
// at the place, else the nearest of those with its words, on the page first. It is ok where
// there is one.
func marked(ms []catalog.Mention, page, place int, mark string) (m catalog.Mention, ok bool) {
	if place >= 1 && place <= len(ms) && markOf(ms[place-1].Raw) == mark {
		return ms[place-1], true
	}
	var alike []catalog.Mention
	for _, m := range ms {
		if markOf(m.Raw) == mark {
			alike = append(alike, m)
		}
	}
	if len(alike) == 0 {
		return m, false
	}
	away := func(m catalog.Mention) int {
		far := max(m.Index+1-place, place-m.Index-1)
		if m.Page != page {
			far += len(ms)
		}
		return far
	}
	return slices.MinFunc(alike, func(a, b catalog.Mention) int { return cmp.Compare(away(a), away(b)) }), true
}
