package legal

import (
	"maps"
	"slices"
)

// Reading is what was read from one file, as written: the facts resolving starts from.
type Reading struct {
	File      string // SHA-256 of the file's bytes, in hex
	Head      Head
	Citations []Citation // in reading order
}

// Level is the tier of the administration a body belongs to.
type Level string

// The levels. Districts ended on 1 July 2025; their documents stay citable.
const (
	LevelUnknown  Level = ""
	LevelCentral  Level = "central"
	LevelProvince Level = "province"
	LevelDistrict Level = "district"
	LevelCommune  Level = "commune"
	LevelUnit     Level = "unit" // a school, an office, a company
)

// Body is an issuing body: who a number's series belongs to. UBND is a body
// only together with its place.
type Body struct {
	Code  string `json:"code,omitempty"`  // canonical code of the number: UBND, TU, TW, CP
	Level Level  `json:"level,omitempty"` // tier, where known
	Place string `json:"place,omitempty"` // "Quảng Ninh", "Cẩm Phả"; "" unknown or needless
	Name  string `json:"name,omitempty"`  // as documents write it
	// Above is what else tells it from others of its name: slugs of the places that it lies
	// in, from the nearest, with slashes ("muong-bu/son-la"). It is "" where that is not
	// known, or needless.
	Above    string `json:"above,omitempty"`
	Province string `json:"province,omitempty"` // that it is of or lies in: "Sơn La"; "" unknown, or of the centre
}

// Document is a legal work as meant: one node of the graph.
type Document struct {
	ID     string `json:"id"` // readable, stable, URL-safe: kh-64-ubnd-quang-ninh-2023, nq-30-tw-k13
	Type   Type   `json:"type,omitempty"`
	Number string `json:"number,omitempty"` // in its family's own form; "" for a law known by name alone
	// Part is what its file prints of a number whose ordinal is not known: "?/TB-SYT".
	Part    string `json:"part,omitempty"`
	Name    string `json:"name,omitempty"` // of a law
	Symbol  Symbol `json:"-"`
	Body    Body   `json:"body"`
	Year    int    `json:"year,omitempty"` // of the date or in the number; 0 unknown
	Term    int    `json:"term,omitempty"` // of the Party congress or the National Assembly; 0 none or unknown
	Date    Date   `json:"date,omitzero"`  // zero while unknown or in conflict
	Title   string `json:"title,omitempty"`
	Held    string `json:"held,omitempty"` // SHA-256 of the file we have of it, "" where only cited
	Dates   []Seen `json:"dates,omitempty"`
	Issuers []Seen `json:"issuers,omitempty"`
	// Conflict is true where its citations disagree on date, issuing body or type.
	Conflict bool `json:"conflict,omitempty"`
	// Conflicts says on which, in this order: [ConflictDate], [ConflictIssuer], [ConflictType].
	Conflicts []string `json:"conflicts,omitempty"`
	// DecidedBy says, for a field ("date", "issuer", "type", "title") that the
	// citations alone do not decide, whose word it is: [DecidedByHead], the name of a
	// registry behind [DecidedByRegistry], or that of the person who decided.
	DecidedBy map[string]string `json:"settled,omitempty"`
	// Told is what registries and persons say of its force, Force what follows from that and
	// from what documents say.
	Told  []ForceTold `json:"told,omitempty"`
	Force *Force      `json:"force,omitempty"`
}

// DecidedFields returns the fields that each witness decides, in order.
func (d Document) DecidedFields() map[string][]string {
	out := map[string][]string{}
	for _, field := range slices.Sorted(maps.Keys(d.DecidedBy)) {
		by := d.DecidedBy[field]
		out[by] = append(out[by], field)
	}
	return out
}

// Whose word decides a field.
const (
	DecidedByHead     = "own head"
	DecidedByRegistry = "registry " // and its name
)

// FieldTitle is the field of a title, beside those of conflicts.
const FieldTitle = "title"

// The fields of the first day in force, and of the first on which a document no longer is: of
// that, "" is the word of a person that nothing has ended it.
const (
	FieldFrom = "effective_from"
	FieldTo   = "effective_to"
)

// FieldNumber is the field of the number that a person gives to a file.
const FieldNumber = "number"

// What the citations of a document can disagree on.
const (
	ConflictDate   = "date"
	ConflictIssuer = "issuer"
	ConflictType   = "type"
)

// Seen is a value that citations or the document's own head give, with how often.
type Seen struct {
	Value string `json:"value"`
	Count int    `json:"count"`
	By    string `json:"by,omitempty"` // the registry or person that gives it, "" where citations or the head do
}

// CitationRef names one citation: its file and its place in that file's list.
type CitationRef struct {
	File  string `json:"file"`  // SHA-256
	Index int    `json:"index"` // from 0
}

// Meaning says which document a citation means.
type Meaning struct {
	CitationRef
	Document   string   `json:"document,omitempty"`   // "" where it is not certain
	Candidates []string `json:"candidates,omitempty"` // IDs, where several are possible
	Reason     Message  `json:"reason"`               // why
}

// Edge is a relation between two documents as meant, with the citations that say so.
type Edge struct {
	From     string // the acting, citing document
	To       string
	Relation Relation
	Evidence []Statement
}

// Statement is a citation behind an edge, with what it says of it.
type Statement struct {
	CitationRef
	Page      int // from 1
	Paragraph int // from 1, in a file that has no pages; else 0
	Scope     Scope
	Subtype   Subtype
	Provision string // of a part: which, as printed
	// Derived is true where the citing document is not the edge's source and does not
	// name it in a title, but says "A was replaced by B": the edge leads from B to A.
	Derived bool
}

// Reach is what an edge says beside its relation, by all of its evidence.
type Reach struct {
	Scope      Scope     `json:"scope,omitempty"`
	Subtypes   []Subtype `json:"subtypes,omitempty"`
	Provisions []string  `json:"provisions,omitempty"` // of the parts, in byte order
	Derived    bool      `json:"derived,omitempty"`    // no citation says so but in the passive
}

// ReachOf sums up statements of one edge.
func ReachOf(stated []Statement) Reach {
	r := Reach{Derived: len(stated) > 0}
	var scopes []Scope
	for _, s := range stated {
		scopes = append(scopes, s.Scope)
		r.Derived = r.Derived && s.Derived
		if s.Subtype != "" && !slices.Contains(r.Subtypes, s.Subtype) {
			r.Subtypes = append(r.Subtypes, s.Subtype)
		}
		if s.Provision != "" && !slices.Contains(r.Provisions, s.Provision) {
			r.Provisions = append(r.Provisions, s.Provision)
		}
	}
	r.Scope = ScopeOf(scopes...)
	slices.Sort(r.Subtypes)
	slices.Sort(r.Provisions)
	return r
}

// Resolved is what a set of readings means.
type Resolved struct {
	Documents []Document        // by ID
	Meanings  []Meaning         // one for every citation, by file and index
	Self      map[string]string // file → the ID of the document it is
	// Groups says with what a document is resolved, by ID; those that corrections have
	// made one with another are among them.
	Groups map[string]Group
	// Idle are the numbers of the corrections that found nothing to correct, in
	// order: what they speak of is no longer there.
	Idle []int
}

// Group says with what a document is resolved.
type Group struct {
	Key  string // the group key: what is said under one is resolved together
	Base string // its ID, or what the ID was before another document's read the same
	// Near is the number without its ordinal, with the day: among the documents that share
	// it a digit may be misread. "" for documents of no known day.
	Near string
	Weak bool // citations of one file, read by OCR, are all that tells of it
}
