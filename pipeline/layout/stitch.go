package layout

import "github.com/danchieu/danchieu/pipeline/legal"

// stitch joins the halves of a paragraph, or of a cell, that a page break parts.
// Stamps do not part a paragraph.
func stitch(blocks []block) []block {
	var out []block
	body := -1    // the paragraph that may go on
	var row []int // the cells of the last row of the page before
	page, seen := 0, 0
	for _, b := range blocks {
		if n := b.lines[0].page; n != page {
			row, page, seen = lastRow(out, n-1), n, 0
		}
		seen++
		switch cell := cellAbove(out, row, b); {
		case b.aside:
			out = append(out, b)
			continue
		case b.zone == legal.ZoneBody && body >= 0 && overPage(out[body], b):
			out[body].lines = append(out[body].lines, b.lines...)
			out[body].last = b.last
			continue
		case cell >= 0 && seen <= maxColumns:
			out[cell].lines = append(out[cell].lines, b.lines...)
			continue
		}
		out = append(out, b)
		body = -1
		if b.zone == legal.ZoneBody {
			body = len(out) - 1
		}
	}
	return out
}

// maxColumns is how many blocks at the top of a page can go on a row: the cells of
// a repeated head and of the row.
const maxColumns = 16

// lastRow returns the cells with which a page ends and that stand side by side.
func lastRow(blocks []block, page int) []int {
	var row []int
	var box legal.Box
	for i := len(blocks) - 1; i >= 0 && len(row) < maxColumns/2; i-- {
		b := blocks[i]
		if b.zone != legal.ZoneCell || b.lines[0].page != page || len(row) > 0 && boxOf(b).Y1 < box.Y0 {
			break
		}
		box = boxOf(b).Union(box)
		if len(row) == 0 {
			box = boxOf(b)
		}
		row = append(row, i)
	}
	return row
}

// cellAbove returns the cell of the row that b goes on in the same column, in the
// middle of a sentence or number; -1 for none.
func cellAbove(blocks []block, row []int, b block) int {
	first := b.lines[0]
	for _, i := range row {
		last := blocks[i].lines[len(blocks[i].lines)-1]
		goesOn := midSentence(last, first) || brokenSymbol(last.words[len(last.words)-1].Text, first.words[0].Text)
		if goesOn && abs(boxOf(blocks[i]).X0-boxOf(b).X0) < .5*first.size && last.page == first.page-1 {
			return i
		}
	}
	return -1
}

// overPage reports whether b, at the top of the next page, goes on a.
func overPage(a, b block) bool {
	prev, next := a.lines[len(a.lines)-1], b.lines[0]
	if prev.page+1 != next.page || abs(prev.size-next.size) > .12*prev.size && !midSentence(prev, next) {
		return false
	}
	if a.last.centred(prev) || b.m.centred(next) && !midSentence(prev, next) {
		return false
	}
	return joinsPages(a, b)
}

// joinsPages compares lines of two pages: each is put into its own page's edges.
func joinsPages(a, b block) bool {
	shift := a.last.left - b.m.left
	next := b.lines[0]
	next.box.X0 += shift
	next.box.X1 += shift
	return a.last.flows(a.lines, next)
}
