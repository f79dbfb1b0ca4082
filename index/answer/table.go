package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The lists of the answers as tables: those of --csv and --xlsx, and of the pages.

// list makes a table of a list, with the rows that f makes of each member.
func list[T any](name, cols string, members []T, f func(i int, member T, yield yielding) bool) table.Table {
	rows := func(yield func([]any) bool) {
		for i, m := range members {
			if !f(i, m, yield) {
				return
			}
		}
	}
	return table.Table{Name: legal.NameOf("list", name), Columns: columns(cols), Rows: rows}
}

type yielding = func([]any) bool

// SearchTable has a line for every place, of so many of each, of every document found, the first of which has so many
// before it; and one for a document without any. They are read as the table is written, so that of very many few are
// in memory.
func (t *Service) SearchTable(found index.Found, offset, places int) table.Table {
	const cols = `rank, type, number, date, issuer, title, printed, held, file, page, paragraph, ocr, excerpt, link, id, sha256`
	var err error
	out := table.Table{Name: legal.NameOf("list", "search"), Columns: columns(cols), Err: func() error { return err }}
	out.Rows = func(yield func([]any) bool) {
		rank := offset
		for some := range slices.Chunk(found.Hits, hitsAtOnce) {
			part := found
			part.Hits = some
			var hits []Hit
			if hits, err = t.hits(part, places); err != nil {
				return
			}
			for _, h := range hits {
				if rank++; !h.rows(rank, yield) {
					return
				}
			}
		}
	}
	return out
}

// hitsAtOnce is how many documents found a table reads at a time.
const hitsAtOnce = 200

// rows yields a row for every place of a hit.
func (h Hit) rows(rank int, yield yielding) bool {
	d := told(h.About)
	for _, p := range places(h) {
		at := table.Place{Document: h.ID, SHA256: h.SHA256, Path: h.File, Page: p.Page, Citation: p.Citation, Words: p.Words}
		if !yield(row(rank, d[:5], h.Printed, yes(h.Held()), table.Path(h.File), standing(p.Page, p.Paragraph), yes(p.OCR),
			p.Excerpt, at, h.ID, h.SHA256)) {
			return false
		}
	}
	return true
}

// places are those of a hit, an empty one where it has none.
func places(h Hit) []Snippet {
	if len(h.Places) == 0 {
		return []Snippet{{}}
	}
	return h.Places
}

const citationColumns = `citing/*, relation, provision, cited/*, file, page, paragraph, words, sentence, link, sha256`

// CitersTable has a line for every citation of the document.
func (s Shown) CitersTable() table.Table {
	return s.mentions(Citers, s.CitedBy, s.Citers)
}

// CitedTable has a line for every citation on the document's own pages.
func (s Shown) CitedTable() table.Table {
	return s.mentions(Cited, s.Cites, s.Cited)
}

// mentions is a table of citations, of which the document is the one end and links are the
// other.
func (s Shown) mentions(side Side, ms []Mention, links []Link) table.Table {
	ends := newEnds(s.Document)
	for _, l := range links {
		ends.add(l.About)
	}
	return list(string(side), citationColumns, ms, func(_ int, m Mention, yield yielding) bool {
		return yield(ends.row(m, side))
	})
}

// bothEnds are the cells of a document and of those at the other end of its citations, by ID.
type bothEnds struct {
	own    []any
	others map[string][]any
}

func newEnds(d legal.Document) bothEnds {
	return bothEnds{own: told(d), others: map[string][]any{"": told(legal.Document{})}}
}

func (b bothEnds) add(d legal.Document) { b.others[d.ID] = told(d) }

// read adds the documents at the other end of some citations.
func (b bothEnds) read(t *Service, ms []catalog.Mention, side Side) error {
	var ids []string
	for _, m := range ms {
		id := other(NewMention(m), side)
		if _, ok := b.others[id]; !ok {
			b.others[id] = b.others[""]
			ids = append(ids, id)
		}
	}
	if ids == nil {
		return nil
	}
	found, err := t.c.DocumentsOf(t.ctx, ids)
	for _, d := range found {
		b.add(d)
	}
	return err
}

// other is the document at the other end of a citation, "" where that is not certain.
func other(m Mention, side Side) string {
	if side == Cited {
		return m.Document
	}
	return m.By
}

// row is a line for a citation.
func (b bothEnds) row(m Mention, side Side) []any {
	from, to := b.others[other(m, side)], b.own
	if side == Cited {
		from, to = to, from
	}
	return row(from, Stated{m.Relation, m.Reach()}, m.Provision, to, m.cells())
}

// cells tell where a citation stands: file, page, paragraph, words, sentence, link, sha256.
func (m Mention) cells() []any {
	return row(table.Path(m.File), standing(m.Page, m.Paragraph), folded(m.Raw), folded(m.Sentence), m.place(), m.SHA256)
}

func (m Mention) place() table.Place {
	return table.Place{SHA256: m.SHA256, Path: m.File, Page: m.Page, Citation: m.Place, Words: m.Raw}
}

// cells tell what is stated and where: relation, file, page, paragraph, words, sentence, link, sha256.
func (e Evidence) cells() []any { return row(Stated{e.Relation, e.Reach()}, e.Best.cells()) }

// proofs yields a row for every evidence between what goes before and after it, one
// without for none.
func proofs(all []Evidence, before, after []any, yield yielding) bool {
	for _, e := range all {
		if !yield(row(before, e.cells(), after)) {
			return false
		}
	}
	return len(all) > 0 || yield(row(before, make([]any, 8), after))
}

const proofColumns = `relation, file, page, paragraph, words, sentence, link, sha256`

// Table has a line for every step of the chain and every relation stated there.
func (c Chain) Table() table.Table {
	return list("chain", `way, step, citing/*, cited/*, `+proofColumns+`, mentions, note`, c.Trees(),
		func(_ int, top Tree, yield yielding) bool { return top.rows(top.Node, 1, yield) })
}

// rows yields what hangs on a node, so many steps from the first.
func (t Tree) rows(on *Node, step int, yield yielding) bool {
	for _, n := range on.Next {
		from, to := n.About, on.About
		if t.Up() {
			from, to = to, from
		}
		before := row(t.name(), step, told(from), told(to))
		if !proofs(n.Evidence, before, []any{known(n.Mentions), n.note()}, yield) || !t.rows(n, step+1, yield) {
			return false
		}
	}
	return true
}

// name says which way the tree leads.
func (t Tree) name() legal.Words {
	name := "down"
	if t.Up() {
		name = "up"
	}
	if t.Change {
		name += " change"
	}
	return legal.NameOf("way", name)
}

// note says what is particular about a node, nil for nothing.
func (n *Node) note() any {
	switch {
	case n.Cycle:
		return legal.NameOf("cell", "cycle")
	case n.Repeat:
		return legal.NameOf("cell", "repeat")
	case !n.Held:
		return legal.NameOf("cell", "only cited")
	}
	return nil
}

// Table has a line for every step of every chain, of those to the documents on which both
// rest where neither leads to the other.
func (p Path) Table() table.Table {
	var chains []way
	for _, c := range p.Chains {
		chains = append(chains, way{pathNames[p.Kind], c})
	}
	for _, c := range p.Common {
		chains = append(chains, way{"common", c.Chains[0]}, way{"common", c.Chains[1]})
	}
	return list("path", `chain, way, step, citing/*, cited/*, `+proofColumns, chains,
		func(i int, c way, yield yielding) bool {
			for n := 1; n < len(c.steps); n++ {
				before := row(i+1, legal.NameOf("way", c.name), n, told(c.steps[n-1].About), told(c.steps[n].About))
				if !proofs(c.steps[n].Evidence, before, nil, yield) {
					return false
				}
			}
			return true
		})
}

type way struct {
	name  string // of what its steps state
	steps []Step
}

var pathNames = map[PathKind]string{Support: "up", Change: "up change", Mixed: "mixed"}

// FindingsTable has a line for every witness of every finding.
func (t *Service) FindingsTable(fs []audit.Finding) (table.Table, error) {
	of := map[string]legal.Document{}
	for _, f := range fs {
		for _, w := range f.Witnesses {
			d, err := t.Document(w.Document)
			if err != nil {
				return table.Table{}, err
			}
			of[w.Document] = d
		}
	}
	const cols = `finding, severity, rule, message, concerned, speaker/*, value, wrong, file, page, paragraph, confidence, sentence,
		link, boxes, sha256, mark, marked by, mark note, key`
	return list("audit", cols, fs, func(i int, f audit.Finding, yield yielding) bool {
		head := row(i+1, legal.NameOf("severity", f.Severity), legal.NameOf("rule", f.Rule), f.Message,
			strings.Join(f.Documents, " "))
		for _, w := range f.Witnesses {
			if !yield(row(head, told(of[w.Document]), said(w), yes(w.Wrong), witnessFile(w), standing(w.Page, w.Paragraph), w.Confidence,
				folded(w.Sentence), witnessPlace(w), boxes(w.Boxes), w.SHA256, marked(f.Mark), f.Key)) {
				return false
			}
		}
		return true
	}), nil
}

// marked are the cells of a mark: what it says, who says so, and the note.
func marked(m *audit.Mark) []any {
	if m == nil {
		return row("", "", "")
	}
	return row(legal.NameOf("mark", m.Is), m.By, m.Why)
}

// said is what a witness says of the point in question.
func said(w audit.Witness) any {
	if w.Relation != "" {
		return Stated{Relation: w.Relation}
	}
	if d, err := legal.ParseDate(w.Value); err == nil {
		return d
	}
	return w.Value
}

// witnessFile is the file that speaks, or who does in its place.
func witnessFile(w audit.Witness) any {
	if w.By != "" {
		return legal.DeciderName(w.By)
	}
	return table.Path(w.File)
}

func witnessPlace(w audit.Witness) any {
	if w.By != "" || w.SHA256 == "" {
		return nil
	}
	return table.Place{SHA256: w.SHA256, Path: w.File, Page: w.Page, Citation: w.Index + 1}
}

// boxes writes boxes as "page:x0,y0,x1,y1", in points.
func boxes(all []legal.PageBox) string {
	var out []string
	for _, b := range all {
		out = append(out, fmt.Sprintf("%d:%.1f,%.1f,%.1f,%.1f", b.Page, b.X0, b.Y0, b.X1, b.Y1))
	}
	return strings.Join(out, " ")
}

// WantedTable has a line for every wanted document.
func WantedTable(ws []audit.Want) table.Table {
	const cols = `rank, type, number, date, issuer, title, id, partial, citing, chains, mentions, needed by, perhaps, link, mark, marked by, mark note, key`
	return list("wanted", cols, ws, func(i int, w audit.Want, yield yielding) bool {
		var perhaps []string
		for _, p := range w.Perhaps {
			perhaps = append(perhaps, p.Self)
		}
		return yield(row(i+1, told(w.Document), yes(w.Partial), w.Citing, w.Chains, w.Mentions,
			strings.Join(w.NeededBy, " "), strings.Join(perhaps, " "), table.Place{Document: w.Document.ID}, marked(w.Mark), w.Key))
	})
}

// UnreadTable has a line for every file that was not read in full.
func UnreadTable(files []Unread) table.Table {
	return list("unread", `file, status, reason, do, link, sha256`, files, func(_ int, u Unread, yield yielding) bool {
		return yield(row(table.Path(u.Path), legal.NameOf("status", u.Status), reason(u.Reason, u.Sentence), u.Do,
			table.Place{SHA256: u.SHA256, Path: u.Path, Page: 1}, u.SHA256))
	})
}

// ReportTable has a line for every file of a run and for every piece of news.
func (t *Service) ReportTable(r Report) (table.Table, error) {
	of := map[string]legal.Document{"": {}}
	for _, n := range r.News {
		for _, id := range []string{n.Document, n.Target} {
			d, err := t.Document(id)
			if err != nil {
				return table.Table{}, err
			}
			d.ID = id // of one that is gone, all that is left
			of[id] = d
		}
	}
	rows := func(yield func([]any) bool) {
		if newsRows(r.News, of, yield) {
			fileRows(r, yield)
		}
	}
	return table.Table{Name: legal.NameOf("list", "run"), Rows: rows,
		Columns: columns(`what, about/*, relation, cited/*, file, status, reason, link, sha256`)}, nil
}

// newsRows yields a row for every piece of news, fileRows for every file of a run.
func newsRows(news []News, of map[string]legal.Document, yield yielding) bool {
	for _, n := range news {
		var relation any
		if n.Relation != "" {
			relation = Stated{Relation: n.Relation}
		}
		if !yield(row(Figure(n.What).Says(), told(of[n.Document]), relation, told(of[n.Target]), nil, nil, nil,
			table.Place{Document: n.Document}, nil)) {
			return false
		}
	}
	return true
}

func fileRows(r Report, yield yielding) bool {
	why := map[string]legal.Message{}
	for _, u := range r.Unread {
		why[u.Path] = u.Sentence
	}
	none := make([]any, len(ends))
	for _, f := range r.Files {
		var status any
		if f.Status != "" {
			status = legal.NameOf("status", f.Status)
		}
		at := table.Place{SHA256: f.SHA256, Path: f.Path, Page: 1}
		if !yield(row(Figure(f.What).Says(), none, nil, none, table.Path(f.Path), status, reason(f.Reason, why[f.Path]),
			at, cmp.Or(f.SHA256, f.Before))) {
			return false
		}
	}
	return true
}

// reason says why a file was not read, by what is known of it: the sentence, else the code.
func reason(code string, sentence legal.Message) any {
	switch {
	case !sentence.IsZero():
		return sentence
	case code != "":
		return legal.Failure(code, "")
	}
	return nil
}
