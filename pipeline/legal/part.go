package legal

// Claim is what one file says under one key: of one number, whatever body and year
// are meant, or of the laws of one name. What is said under one key is resolved
// together, and so are keys that are linked.
type Claim struct {
	File  string // SHA-256
	Key   string
	Reach Reach
	Links []string // other keys that the file ties to this one
	Data  []byte   // what it says, for resolving alone to read
}

// Reach says how far one must look to know what a claim means.
type Reach int

// How far a claim reaches.
const (
	Settled Reach = iota // it is clear from the file alone
	Open                 // what other files say under the key decides too
	Wide                 // and what its own file says under linked keys
)

// Tally is something that settled claims say under a key, and how many mentions do.
type Tally struct {
	Key, What string
	N         int
}

// Place says with what a document is resolved.
type Place struct {
	Key  string
	Base string // its ID, or what the ID was before another document's read the same
}

// Part is what must be known to resolve a few keys as they would be among all
// facts.
type Part struct {
	Facts           // the readings of files all of whose keys are among those
	Claims  []Claim // of other files: the open ones, and settled ones that wide ones look at
	Tallies []Tally // of all settled claims of other files, those among Claims too
}
