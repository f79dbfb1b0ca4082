package word

import "slices"

// walker walks a story of the file (the body, a note, a margin) and gathers its
// paragraphs.
type walker struct {
	*scanner
	file *file
	out  []Paragraph

	part   string
	page   int
	fresh  bool // nothing stands on the page yet
	paged  bool // the file tells where pages end
	cell   *Cell
	tables int
	number int
	boxed  int    // text boxes around
	fields []bool // the fields around: whether their results have begun
	open   *builder
	anchor *place // what in the body stands for text that is not in its runs
	trace  *trace // of the body, nil where nobody asks for it
}

// story walks the blocks within the element just begun.
func (w *walker) story() error {
	err := w.blocks()
	w.flush()
	return err
}

// blocks reads paragraphs, tables and what holds them.
func (w *walker) blocks() error { return w.children(w.block) }

func (w *walker) block(e element) error {
	switch e.name {
	case "w:p":
		return w.paragraph()
	case "w:tbl":
		return w.table()
	case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
		return w.blocks()
	case "mc:AlternateContent":
		return w.unplaced(func() error { return w.alternate(w.block) })
	case "w:altChunk", "w:subDoc":
		w.file.lose("a text that lies in another file within it")
	case "w:sectPr":
		return w.section(false)
	}
	return nil
}

// alternate reads one branch of what is written in several ways: the first choice, what
// else there is where none is.
func (w *walker) alternate(f func(element) error) error {
	taken := false
	return w.children(func(e element) error {
		if taken || e.name != "mc:Choice" && e.name != "mc:Fallback" {
			return nil
		}
		taken = true
		return w.children(f)
	})
}

func (w *walker) table() error {
	outer := w.cell
	w.tables++
	table, row := w.tables, 0
	defer func() { w.cell = outer }()
	return w.children(w.rows(table, &row))
}

// rows reads the rows of a table, whatever holds them.
func (w *walker) rows(table int, row *int) func(element) error {
	var read func(e element) error
	read = func(e element) error {
		switch e.name {
		case "w:tr":
			*row++
			return w.row(table, *row)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			return w.children(read)
		}
		return nil
	}
	return read
}

func (w *walker) row(table, row int) error {
	column := 1
	gone := false
	var read func(e element) error
	read = func(e element) error {
		switch e.name {
		case "w:trPr":
			return w.children(func(e element) error {
				switch e.name {
				case "w:del":
					gone = true
				case "w:gridBefore":
					column += int(number(e.get("val"), 1))
				}
				return nil
			})
		case "w:tc":
			if gone {
				return nil
			}
			w.cell = &Cell{Table: table, Row: row, Column: column, Columns: 1}
			cell := w.cell
			err := w.cellOf()
			w.flush()
			column += cell.Columns
			return err
		case "w:sdt", "w:sdtContent", "w:customXml":
			return w.children(read)
		}
		return nil
	}
	return w.children(read)
}

// maxColumns is how many columns a table of Word can have.
const maxColumns = 63

func (w *walker) cellOf() error {
	cell := w.cell
	return w.children(func(e element) error {
		if e.name != "w:tcPr" {
			w.cell = cell
			return w.block(e)
		}
		return w.children(func(e element) error {
			switch e.name {
			case "w:gridSpan":
				cell.Columns = min(max(1, int(number(e.get("val"), 1))), maxColumns)
			case "w:vMerge":
				cell.Continues = e.get("val") != "restart"
			}
			return nil
		})
	})
}

// section reads the properties of a section, which end the page before its first paragraph;
// the last section of the body ends none.
func (w *walker) section(within bool) error {
	turns := within
	err := w.children(func(e element) error {
		if e.name == "w:type" && (e.get("val") == "continuous" || e.get("val") == "nextColumn") {
			turns = false
		}
		return nil
	})
	if turns {
		w.open.turnBehind = true
	}
	return err
}

// turn begins a page, once however often it is said.
func (w *walker) turn() {
	w.paged = true
	if !w.fresh {
		w.page++
		w.fresh = true
	}
}

func (w *walker) paragraph() error {
	joined := w.open != nil // the mark of the one before was deleted
	if !joined {
		w.open = w.file.builder()
	}
	b := w.open
	err := w.children(func(e element) error {
		if e.name == "w:pPr" {
			return w.properties(joined)
		}
		return w.inline(e)
	})
	if err == nil && !b.markGone {
		w.flush()
	}
	b.markGone = false
	return err
}

// flush ends the open paragraph.
func (w *walker) flush() {
	b := w.open
	if b == nil {
		return
	}
	w.open = nil
	p := b.paragraph(w.file.decoded)
	p.Cell, p.Boxed = w.cell, w.boxed > 0
	if !p.Boxed && slices.ContainsFunc(p.Words, func(v Word) bool { return v.Text != "" }) {
		w.number++
	}
	p.Number = w.number
	w.out = append(w.out, p)
	for i := range b.boxes {
		b.boxes[i].Number = w.number
	}
	w.out = append(w.out, b.boxes...)
	if b.turnBehind {
		w.turn()
	}
}

// properties reads the w:pPr of the open paragraph and puts its label before its words.
func (w *walker) properties(joined bool) error {
	var own paragraphFormat
	b, styleID := w.open, w.file.styles.standard
	err := w.children(func(e element) error {
		switch e.name {
		case "w:pStyle":
			styleID = e.get("val")
		case "w:rPr":
			return w.children(func(e element) error {
				b.markGone = b.markGone || e.name == "w:del" || e.name == "w:moveFrom"
				return nil
			})
		case "w:sectPr":
			return w.section(true)
		default:
			return w.readParagraphFormat(&own, e)
		}
		return nil
	})
	if joined || err != nil {
		return err
	}
	b.style(&w.file.styles, styleID, own)
	if b.format.newPage == on {
		w.turn()
	}
	if b.format.list != "" && b.format.list != "0" {
		w.text(w.file.numbering.next(b.format.list, b.format.level), b.letters)
	}
	return nil
}

// text adds text that stands in no w:t.
func (w *walker) text(s string, f format) {
	for _, r := range s {
		w.add(letter{r: r}, f, nowhere)
	}
}

// inline reads what a paragraph holds.
func (w *walker) inline(e element) error {
	switch e.name {
	case "w:r":
		return w.run(e)
	case "w:hyperlink", "w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:fldSimple", "w:bdo", "w:dir", "w:sdt",
		"w:sdtContent", "w:rubyBase":
		return w.children(w.inline)
	case "mc:AlternateContent":
		return w.unplaced(func() error { return w.alternate(w.inline) })
	case "m:oMath", "m:oMathPara":
		return w.formula()
	case "w:subDoc":
		w.file.lose("a text that lies in another file")
	}
	return nil
}

// unplaced reads what no mark may be put into: it is written in other ways too.
func (w *walker) unplaced(read func() error) error {
	outer := w.anchor
	if outer == nil {
		w.anchor = &place{run: noRun}
	}
	defer func() { w.anchor = outer }()
	return read()
}

// formula reads the text of a formula.
func (w *walker) formula() error {
	var read func(e element) error
	read = func(e element) error {
		if e.name != "m:t" {
			return w.children(read)
		}
		return w.content(nil, func() {
			for _, l := range w.letters() {
				w.add(l, w.open.letters, nowhere)
			}
		})
	}
	return w.children(read)
}

// shown reports whether the results of all fields around have begun.
func (w *walker) shown() bool { return !slices.Contains(w.fields, false) }

// maxFields bounds fields within fields.
const maxFields = 1000

// field follows where fields begin, where their results do, and where they end.
func (w *walker) field(kind string) error {
	n := len(w.fields) - 1
	switch {
	case kind == "begin" && len(w.fields) >= maxFields:
		return errDepth
	case kind == "begin":
		w.fields = append(w.fields, false)
	case kind == "separate" && n >= 0:
		w.fields[n] = true
	case kind == "end" && n >= 0:
		w.fields = w.fields[:n]
	}
	return nil
}
