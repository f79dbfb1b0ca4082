package resolve

import (
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Claim is what one file says under one group key: of one number, whatever body and
// year are meant, of the laws of one name, or of nothing that has either. What is said
// under one key is resolved together, and so are keys that are linked. Every citation
// of a file, and its head, stands in one of its claims.
type Claim struct {
	File  string   // SHA-256
	Key   string   // the group key
	Links []string // other group keys that the file ties to this one
	Data  []byte   // what it says, for this package alone to read
}

// claimed is what a claim holds: the mentions of one file under one key, with what
// must be known of the file.
type claimed struct {
	Home     string          `json:"v,omitempty"` // slug of its province
	Date     legal.Date      `json:"d,omitzero"`  // of its head
	Dates    []legal.Date    `json:"c,omitempty"` // that its citations give, where it holds the head
	Mentions []storedMention `json:"m,omitempty"`
}

// storedMention is a mention as claims write it down.
type storedMention struct {
	Index  int                    `json:"i,omitempty"`
	Page   int                    `json:"p,omitempty"`
	Sym    legal.Symbol           `json:"s,omitzero"`
	Type   legal.Type             `json:"t,omitempty"`
	Kind   string                 `json:"k,omitempty"`
	Open   bool                   `json:"o,omitempty"`
	Seat   authority.Jurisdiction `json:"a,omitzero"`
	Heir   authority.Jurisdiction `json:"h,omitzero"`
	Period [3]int                 `json:"y,omitzero"` // from, to, part
	Date   legal.Date             `json:"d,omitzero"`
	Issuer string                 `json:"b,omitempty"`
	Title  string                 `json:"n,omitempty"`
	Name   string                 `json:"l,omitempty"`
	Shelf  string                 `json:"f,omitempty"`
	Bare   bool                   `json:"u,omitempty"`
	After  []int                  `json:"j,omitempty"`
	Reason kept                   `json:"r,omitzero"`
	Note   kept                   `json:"e,omitzero"`
	Ends   bool                   `json:"x,omitempty"`
	Source legal.Date             `json:"z,omitzero"`
	Doubt  float64                `json:"q,omitempty"`
	Twin   *storedMention         `json:"w,omitempty"`
	Part   string                 `json:"g,omitempty"`
}

// kept is a message in the form in which it is stored.
type kept struct{ legal.Message }

// MarshalText writes the message.
func (k kept) MarshalText() ([]byte, error) { return []byte(k.Stored()), nil }

// UnmarshalText reads it.
func (k *kept) UnmarshalText(b []byte) error { return k.Scan(b) }

func fileKey(sha string) string { return "file|" + sha }

// key returns the group key of a mention. A bare ordinal stands with the first of the
// mentions that it may stand for.
func (m *mention) key() string {
	switch {
	case m.series != "":
		return m.series
	case m.shelf != "":
		return m.shelf
	case len(m.after) > 0:
		return m.after[0].key()
	}
	return fileKey(m.file.File)
}

// links returns the other keys that a mention ties to its own: the name of a law to
// its number, the other reading of a number, and those of all mentions that a bare ordinal
// may stand for.
func (m *mention) links() []string {
	var out []string
	if m.series != "" && m.shelf != "" {
		out = append(out, m.shelf)
	}
	if m.twin != nil {
		out = append(out, m.twin.key())
	}
	for _, o := range m.after {
		if o.key() != m.key() {
			out = append(out, o.key())
		}
	}
	return out
}

// Claims returns what a reading says, by key. Places are looked up in units, nil for those
// that are built in. One claim after another is written down, for what a long list says takes
// much more memory before that than after.
func Claims(units *authority.Gazetteer, r legal.Reading) ([]Claim, error) {
	f := readFile(units, r)
	held := map[string][]*mention{f.own.key(): {f.own}}
	for _, m := range f.cited {
		held[m.key()] = append(held[m.key()], m)
	}
	out := make([]Claim, 0, len(held))
	for _, key := range slices.Sorted(maps.Keys(held)) {
		c, err := f.claim(key, held[key])
		if err != nil {
			return nil, fmt.Errorf("write down what %s says: %w", f.File, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// claim writes down the mentions under a key.
func (f *file) claim(key string, mentions []*mention) (Claim, error) {
	held := claimed{Home: f.origin.Province.Name, Date: f.Head.Date}
	var links []string
	for _, m := range mentions {
		if m.index == own {
			held.Dates = f.dates
		}
		links = append(links, m.links()...)
		held.Mentions = append(held.Mentions, m.stored())
	}
	slices.Sort(links)
	data, err := json.Marshal(held)
	return Claim{File: f.File, Key: key, Links: slices.Compact(links), Data: data}, err
}

func (m *mention) stored() storedMention {
	s := storedMention{
		Index: m.index, Page: m.page, Sym: m.sym, Type: m.typ, Kind: m.kind, Open: m.open, Seat: m.seat, Heir: m.heir,
		Period: [3]int{m.period.lo, m.period.hi, m.period.part}, Date: m.date, Issuer: m.issuer, Title: m.title,
		Name: m.name, Shelf: m.shelf, Bare: m.bare, Reason: kept{m.reason}, Note: kept{m.note}, Ends: m.ends,
	}
	s.Doubt, s.Part, s.Source = m.doubt, m.part, m.source
	if m.twin != nil {
		twin := m.twin.stored()
		s.Twin = &twin
	}
	for _, o := range m.after {
		s.After = append(s.After, o.index)
	}
	return s
}

// mention returns a stored mention of a file; those that it may stand for are still
// wanting. key is the group key that it stands under, where it has a number its series, "" for none.
func (s *storedMention) mention(f *file, key string) *mention {
	m := &mention{
		file: f, index: s.Index, page: s.Page, sym: s.Sym, typ: s.Type, kind: s.Kind, open: s.Open, seat: s.Seat,
		heir: s.Heir, period: period{lo: s.Period[0], hi: s.Period[1], part: s.Period[2]}, date: s.Date,
		issuer: s.Issuer, title: s.Title, name: s.Name, shelf: s.Shelf, bare: s.Bare, reason: s.Reason.Message,
		note: s.Note.Message, ends: s.Ends,
	}
	m.doubt, m.part, m.source = s.Doubt, s.Part, s.Source
	if s.Twin != nil {
		m.twin = s.Twin.mention(f, "")
	}
	switch {
	case m.sym.IsZero():
	case key != "":
		m.series = key
	default:
		m.series = seriesOf(m.sym)
	}
	return m
}

// KeyOf returns the group key under which the claims of a file hold one of its
// citations, "" where none does.
func KeyOf(claims []Claim, index int) (string, error) {
	for _, c := range claims {
		held, err := c.read()
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(held.Mentions, func(s storedMention) bool { return s.Index == index }) {
			return c.Key, nil
		}
	}
	return "", nil
}

func (c Claim) read() (held claimed, err error) {
	if err := json.Unmarshal(c.Data, &held); err != nil {
		return held, fmt.Errorf("read what %s says of %s: %w", c.File, c.Key, err)
	}
	return held, nil
}

// atOnce is how many claims a processor reads before it is given others.
const atOnce = 500

// readEach reads what claims hold, on all processors.
func readEach(claims []Claim) ([]claimed, error) {
	out := make([]claimed, len(claims))
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	for from := 0; from < len(claims); from += atOnce {
		g.Go(func() (err error) {
			for i := from; i < min(from+atOnce, len(claims)) && err == nil; i++ {
				out[i], err = claims[i].read()
			}
			return err
		})
	}
	return out, g.Wait()
}

// readClaims returns the files that claims are of, by hash, each with what it says in
// those. The claims under linked keys must be among them. A few are read at a time, for what is read takes more
// memory before it is made into mentions than after, and let go of. What many say in the same words is held once.
func readClaims(claims []Claim) ([]*file, error) {
	files := map[string]*file{}
	after := map[*mention][]int{}
	words := words{}
	for some := range slices.Chunk(claims, 2*runtime.NumCPU()*atOnce) {
		each, err := readEach(some)
		if err != nil {
			return nil, err
		}
		for i, c := range some {
			each[i].addTo(files, after, words, c)
		}
		clear(some)
	}
	out := sortedFiles(files)
	for m, indices := range after {
		for _, i := range indices {
			m.after = append(m.after, m.file.mention(i))
		}
	}
	return out, nil
}

// words are those that mentions have in common.
type words map[string]string

// share makes the words of a mention those that others have.
func (w words) share(m *mention) {
	for _, s := range []*string{&m.series, &m.issuer, &m.title, &m.name, &m.shelf} {
		if known, ok := w[*s]; ok {
			*s = known
		} else {
			w[*s] = *s
		}
	}
}

// addTo adds what a claim holds to what its file says under other keys. Those that its mentions may stand for
// stay in after.
func (held claimed) addTo(files map[string]*file, after map[*mention][]int, words words, c Claim) {
	f := files[c.File]
	if f == nil {
		f = &file{Reading: legal.Reading{File: c.File}}
		f.origin.Province.Name, f.Head.Date = held.Home, held.Date
		files[c.File] = f
	}
	for i := range held.Mentions {
		s := &held.Mentions[i]
		m := s.mention(f, c.Key)
		words.share(m)
		if len(s.After) > 0 {
			after[m] = s.After
		}
		if m.index == own {
			f.own, f.dates = m, held.Dates
		} else {
			f.cited = append(f.cited, m)
		}
	}
}

// sortedFiles puts files, and what each cites, in order.
func sortedFiles(files map[string]*file) []*file {
	out := make([]*file, 0, len(files))
	for _, sha := range slices.Sorted(maps.Keys(files)) {
		slices.SortFunc(files[sha].cited, func(a, b *mention) int { return a.index - b.index })
		out = append(out, files[sha])
	}
	return out
}

// mention returns the mention at a place of the file, its head too, nil where it has none there.
func (f *file) mention(index int) *mention {
	if index == own {
		return f.own
	}
	if i, ok := slices.BinarySearchFunc(f.cited, index, func(m *mention, i int) int { return m.index - i }); ok {
		return f.cited[i]
	}
	return nil
}
