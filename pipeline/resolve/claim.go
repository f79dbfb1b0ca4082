package resolve

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// said is a mention as claims and tallies write it down.
type said struct {
	Index  int                    `json:"i,omitempty"`
	Page   int                    `json:"p,omitempty"`
	Sym    legal.Symbol           `json:"s,omitzero"`
	Type   legal.Type             `json:"t,omitempty"`
	Kind   string                 `json:"k,omitempty"`
	Open   bool                   `json:"o,omitempty"`
	Seat   authority.Jurisdiction `json:"a,omitzero"`
	Heir   authority.Jurisdiction `json:"h,omitzero"`
	Period [2]int                 `json:"y,omitzero"`
	Date   legal.Date             `json:"d,omitzero"`
	Issuer string                 `json:"b,omitempty"`
	Title  string                 `json:"n,omitempty"`
	Name   string                 `json:"l,omitempty"`
	Shelf  string                 `json:"f,omitempty"`
	Reason string                 `json:"r,omitempty"`
	Note   string                 `json:"e,omitempty"`
	Home   string                 `json:"v,omitempty"` // of a tally: the province of its files
}

// claimed is what a claim holds: the mentions of one file under one key, with what
// must be known of the file.
type claimed struct {
	Home   string          `json:"v,omitempty"` // slug of its province
	Date   legal.Date      `json:"d,omitzero"`  // of its head
	Dates  []legal.Date    `json:"c,omitempty"` // that its citations give, where it holds the head
	Said   []said          `json:"m,omitempty"`
	Shorts map[int][]int   `json:"s,omitempty"` // bare ordinals and the mentions before them, each by index
	links  map[string]bool // other keys
	file   *file
	ms     []*mention // as Said
	reach  legal.Reach
}

func fileKey(sha string) string { return "file|" + sha }

// key returns the key of a mention.
func (m *mention) key() string {
	switch {
	case m.series != "":
		return m.series
	case m.shelf != "":
		return m.shelf
	}
	return fileKey(m.file.File)
}

// Claims returns what a reading says, by key.
func Claims(r legal.Reading) ([]legal.Claim, error) {
	f := readFile(r)
	held := map[string]*claimed{}
	claim := func(m *mention) *claimed {
		c := held[m.key()]
		if c == nil {
			c = &claimed{Home: f.origin.Province.Name, Date: f.Head.Date, links: map[string]bool{}, file: f}
			held[m.key()] = c
		}
		return c
	}
	numbered, laws := mentionsOf([]*file{f}, nil)
	if f.own == nil {
		laws = append(laws, plainHead(f))
	}
	for _, m := range slices.Concat(numbered, laws) {
		c := claim(m)
		c.ms = append(c.ms, m)
		if m.series != "" && m.shelf != "" {
			c.links[m.shelf] = true
		}
		if m.index == own {
			c.Dates = f.dates
		}
	}
	for _, s := range f.shorts {
		if len(s.after) > 0 {
			claim(s.after[0]).addShort(s)
		}
	}
	var out []legal.Claim
	for _, key := range slices.Sorted(maps.Keys(held)) {
		c, err := held[key].encode(f.File, key)
		if err != nil {
			return nil, fmt.Errorf("write down what %s says: %w", f.File, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// addShort adds a bare ordinal to the claim of the first mention before it. Where
// others have other keys, what it means depends on those too.
func (c *claimed) addShort(s short) {
	if c.Shorts == nil {
		c.Shorts = map[int][]int{}
	}
	for _, m := range s.after {
		c.Shorts[s.index] = append(c.Shorts[s.index], m.index)
		if m.key() != s.after[0].key() {
			c.links[m.key()] = true
			c.reach = legal.Wide
		}
	}
}

func (c *claimed) encode(file, key string) (legal.Claim, error) {
	c.reach = max(c.reach, reachOf(c.ms))
	for _, m := range c.ms {
		c.Said = append(c.Said, m.write())
	}
	data, err := json.Marshal(c)
	return legal.Claim{File: file, Key: key, Reach: c.reach, Links: slices.Sorted(maps.Keys(c.links)), Data: data}, err
}

// reachOf says how far one must look to know what the mentions of a file under one
// key mean.
func reachOf(ms []*mention) legal.Reach {
	if ms[0].series != "" {
		if slices.ContainsFunc(alone(ms), func(m *mention) bool { return m == nil }) {
			return legal.Open
		}
		return legal.Settled
	}
	for _, m := range ms {
		if m.shelf != "" && !m.period.known() {
			return legal.Wide
		}
	}
	return legal.Open // the file's own head, or laws by name and year: how many numbers they have is for others to say
}

// alone returns copies of the mentions of a file under the key of one number, each
// decided as it is decided among all files, and nil for those that the file alone
// does not decide. These are the steps of [bucket.resolve] in which nothing but the
// mention's own file is looked at; who could still be changed by others, or change
// them otherwise than by being there, is left out.
func alone(ms []*mention) []*mention {
	out := make([]*mention, len(ms))
	b := &bucket{clusters: map[string]*cluster{}}
	for i, m := range ms {
		if m.heeds() {
			return make([]*mention, len(ms))
		}
		copied := *m
		out[i] = &copied
		b.mentions = append(b.mentions, out[i])
	}
	b.step(func(m *mention) { b.joinFull(m, "") })
	b.step(b.joinInherited)
	b.step(b.joinRepeat)
	for i, m := range out {
		repeated := m.in != nil && !m.full()
		if m.in == nil && m.among == nil || m.seat.Level == authority.Unit || repeated && (!m.date.IsZero() || m.sym.Key() != m.in.sym.Key()) {
			out[i] = nil
		}
	}
	return out
}

// heeds reports whether a numbered mention may hang on other files, or they on more
// of it than that it is there: a head, a council's resolution, a day of an unknown
// body. So may one of a body known by its name, which the list it stands in may give.
func (m *mention) heeds() bool {
	return m.index == own || viet.Slug(m.sym.Issuer()) == "hdnd" && m.sym.Year == 0 || !m.seat.Known() && m.date.Day != 0
}

func (m *mention) write() said {
	return said{Index: m.index, Page: m.page, Sym: m.sym, Type: m.typ, Kind: m.kind, Open: m.open, Seat: m.seat, Heir: m.heir,
		Period: [2]int{m.period.lo, m.period.hi}, Date: m.date, Issuer: m.issuer, Title: m.title, Name: m.name, Shelf: m.shelf, Reason: m.reason, Note: m.note}
}

func (s said) read(f *file) *mention {
	m := &mention{file: f, index: s.Index, page: s.Page, sym: s.Sym, typ: s.Type, kind: s.Kind, open: s.Open, seat: s.Seat, heir: s.Heir,
		period: period{s.Period[0], s.Period[1]}, date: s.Date, issuer: s.Issuer, title: s.Title, name: s.Name, shelf: s.Shelf, reason: s.Reason, note: s.Note}
	m.spelt = m.seat
	if !m.sym.IsZero() {
		m.series = seriesOf(m.sym)
	}
	return m
}

// Tallies adds what settled claims say to sums, n times each: 1 to add a file and
// -1 to take it out.
func Tallies(claims []legal.Claim, n int, sums map[legal.Tally]int) error {
	for _, c := range claims {
		if c.Reach != legal.Settled {
			continue
		}
		f, ms, err := readClaim(c)
		if err != nil {
			return err
		}
		if ms[0].series != "" {
			ms = alone(ms)
		}
		for _, m := range ms {
			for _, s := range m.parts(f.origin.Province.Name) {
				what, err := json.Marshal(s)
				if err != nil {
					return fmt.Errorf("tally what %s says of %s: %w", c.File, c.Key, err)
				}
				sums[legal.Tally{Key: c.Key, What: string(what)}] += n
			}
		}
	}
	return nil
}

// parts takes a decided mention apart: its identity alone, and with each thing it
// says. A document is summed up thing by thing.
func (m *mention) parts(home string) []said {
	id := said{Period: [2]int{m.period.lo, m.period.hi}, Shelf: m.shelf}
	if m.series != "" {
		if m.in == nil {
			return nil
		}
		s := m.in.seat
		s.Text = ""
		id = said{Sym: m.in.sym, Kind: m.in.kind, Seat: s, Period: [2]int{m.in.period.lo, m.in.period.hi}}
	}
	out := []said{id}
	add := func(there bool, put func(*said)) {
		if there {
			s := id
			put(&s)
			out = append(out, s)
		}
	}
	add(m.typ != "", func(s *said) { s.Type = m.typ })
	add(!m.date.IsZero(), func(s *said) { s.Date = m.date })
	add(m.issuer != "", func(s *said) { s.Issuer = m.issuer })
	add(m.title != "", func(s *said) { s.Title = m.title })
	add(m.name != "", func(s *said) { s.Name = m.name })
	add(m.seat.Text != "", func(s *said) { s.Seat.Text = m.seat.Text })
	add(home != "", func(s *said) { s.Home = home })
	add(m.series != "" && m.shelf != "", func(s *said) { s.Shelf = m.shelf })
	return out
}

// readClaim returns the mentions of a claim, in order.
func readClaim(c legal.Claim) (*file, []*mention, error) {
	f := &file{Reading: legal.Reading{File: c.File}, part: true}
	ms, err := f.readClaim(c)
	return f, ms, err
}

// readClaim adds the mentions of a claim to a file that is here in part; its bare
// ordinals still lack theirs.
func (f *file) readClaim(c legal.Claim) ([]*mention, error) {
	var held claimed
	if err := json.Unmarshal(c.Data, &held); err != nil {
		return nil, fmt.Errorf("read what %s says of %s: %w", c.File, c.Key, err)
	}
	f.origin.Province.Name, f.Head.Date = held.Home, held.Date
	var ms []*mention
	for _, s := range held.Said {
		m := s.read(f)
		ms = append(ms, m)
		switch {
		case m.index == own:
			f.own, f.dates = m, held.Dates
		case m.series == "":
			f.laws = append(f.laws, m)
		default:
			f.said = append(f.said, make([]*mention, max(0, m.index+1-len(f.said)))...)
			f.said[m.index] = m
		}
	}
	for i, after := range held.Shorts {
		s := short{index: i}
		for _, at := range after {
			s.after = append(s.after, &mention{index: at})
		}
		f.shorts = append(f.shorts, s)
	}
	return ms, nil
}

// finish puts what several claims have told of a file in order.
func (f *file) finish() {
	byIndex := func(a, b *mention) int { return cmp.Compare(a.index, b.index) }
	slices.SortFunc(f.laws, byIndex)
	slices.SortFunc(f.shorts, func(a, b short) int { return cmp.Compare(a.index, b.index) })
	for _, s := range f.shorts {
		for i, m := range s.after {
			if m.index == own {
				s.after[i] = f.own
			} else {
				s.after[i] = f.said[m.index]
			}
		}
	}
}
