package word

// place is where letters stand in the document part: in an item of a run, between two bytes
// of it. Both bytes are 0 where the item stands for them as a whole.
type place struct {
	run, item int32
	from, to  int32
}

const noRun = -1

// nowhere is the place of what stands in no run: the labels of lists, formulas.
var nowhere = place{run: noRun}

// trace notes the runs of the document part and what is in them.
type trace struct {
	runs  []tracedRun
	notes []place // of the marks of notes, in the order of [Document].Notes
}

// span is a range of bytes of a part.
type span struct{ from, to int }

// tracedRun is a w:r in bytes.
type tracedRun struct {
	open, properties span // its start tag, its w:rPr
	items            []tracedItem
	end              span // its end tag; empty where it has none
}

// tracedItem is a child of a run.
type tracedItem struct {
	name      string
	tag, all  span
	preserves bool
}

func (t *trace) restart() { t.runs, t.notes = nil, nil }

func (t *trace) begin(e element) place {
	t.runs = append(t.runs, tracedRun{open: span{e.start, e.end}})
	return place{run: int32(len(t.runs) - 1)}
}

func (t *trace) last() *tracedRun { return &t.runs[len(t.runs)-1] }

func (t *trace) end(from, to int) { t.last().end = span{from, to} }

func (t *trace) properties(from, to int) { t.last().properties = span{from, to} }

func (t *trace) beginItem(e element) int {
	r := t.last()
	r.items = append(r.items, tracedItem{name: e.name, tag: span{e.start, e.end}, preserves: e.preserves()})
	return len(r.items) - 1
}

func (t *trace) endItem(at int) {
	r := t.last()
	r.items[len(r.items)-1].all = span{r.items[len(r.items)-1].tag.from, at}
}
