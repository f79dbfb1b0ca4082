package legal

// The reasons for which a citation means what it means.
const (
	ReasonFull        MessageCode = "full"
	ReasonUnresolved  MessageCode = "unresolved" // of a citation that an ingest at work has read and not resolved
	ReasonYearOfDate  MessageCode = "year-of-date"
	ReasonYearElse    MessageCode = "year-elsewhere"
	ReasonSpelling    MessageCode = "spelling"
	ReasonInherited   MessageCode = "inherited"
	ReasonFitsHead    MessageCode = "fits-head"
	ReasonOwnHead     MessageCode = "own-head"
	ReasonItself      MessageCode = "itself"
	ReasonRepeat      MessageCode = "repeat" // page
	ReasonShort       MessageCode = "short"  // page
	ReasonOlder       MessageCode = "older"  // years
	ReasonOnly        MessageCode = "only"
	ReasonCandidates  MessageCode = "candidates" // how many
	ReasonLacks       MessageCode = "lacks"      // [Messages] of LacksBody, LacksYear, LacksType
	ReasonLawYear     MessageCode = "law-year"
	ReasonLawNumbered MessageCode = "law-numbered"
	ReasonLawNamed    MessageCode = "law-named" // page
	ReasonLawOnly     MessageCode = "law-only"
	ReasonLawName     MessageCode = "law-name"
	ReasonInForce     MessageCode = "in-force"
	ReasonCouncil     MessageCode = "council"
	ReasonReadTwice   MessageCode = "read-twice" // the number, and the other
	ReasonNear        MessageCode = "near"       // the better known number
	ReasonUnsure      MessageCode = "unsure"
	ReasonNoNumber    MessageCode = "no-number"
	ReasonOrdinal     MessageCode = "ordinal"
	ReasonDecided     MessageCode = "decided" // by whom, and why
	ReasonNot         MessageCode = "not"     // the ID of a document, by whom, and why
	ReasonTold        MessageCode = "told"
	ReasonOthers      MessageCode = "others" // how many tell a file, its number and day
)

// What [ReasonLacks] names.
const (
	LacksBody MessageCode = "lack body"
	LacksYear MessageCode = "lack year"
	LacksType MessageCode = "lack type"
)

// Noted is a reason with a note behind it, in which point the number was read with
// indulgence.
const (
	Noted     MessageCode = "noted"      // the reason, and the note
	NoteCode  MessageCode = "note code"  // a code as written, and as read
	NoteMarks MessageCode = "note marks" // the number has lost its Đ
)

// Why a file whose number is not known may be a document that is cited.
const (
	PerhapsTitle  MessageCode = "perhaps title"
	PerhapsDay    MessageCode = "perhaps day"    // the day
	PerhapsMonth  MessageCode = "perhaps month"  // the month
	PerhapsCodes  MessageCode = "perhaps codes"  // the part of the number that is printed
	PerhapsDigits MessageCode = "perhaps digits" // the number as it may be read, with its share in hundredths
	PerhapsAfter  MessageCode = "perhaps after"  // the number before it and its day
	PerhapsBefore MessageCode = "perhaps before" // the number behind it and its day
	PerhapsAmid   MessageCode = "perhaps amid"   // both
)
