package legal

// Values within other messages.
const (
	Once      MessageCode = "times once"
	Twice     MessageCode = "times twice"
	ManyTimes MessageCode = "times"
	Share     MessageCode = "share"         // a number of hundredths
	SeenTimes MessageCode = "seen"          // a value, and [Times]
	Dated     MessageCode = "dated"         // a number, and its date
	AHolder   MessageCode = "holders one"   // a held document
	Holders   MessageCode = "holders"       // how many
	Uncertain MessageCode = "uncertain"     // in the place of a document that is not certain
	OwnHead   MessageCode = "by own-head"   // whose word it is
	ItsHead   MessageCode = "by its-head"   // the same of a document just named
	ItsNumber MessageCode = "by its-number" // the same
	Registry  MessageCode = "by registry"   // its name
	Named     MessageCode = "by"            // a person's name
	Verbatim  MessageCode = "verbatim"      // a sentence that has no code
)

// What does not add up, by rule.
const (
	FoundLater          MessageCode = "found later"
	FoundManyLater      MessageCode = "found many-later"
	FoundYear           MessageCode = "found year"
	FoundOwnYear        MessageCode = "found own-year"
	FoundDates          MessageCode = "found dates"
	FoundDateDecided    MessageCode = "found date-decided"
	FoundIssuers        MessageCode = "found issuers"
	FoundIssuerDecided  MessageCode = "found issuer-decided"
	FoundTypes          MessageCode = "found types"
	FoundTypeDecided    MessageCode = "found type-decided"
	FoundTitles         MessageCode = "found titles"
	FoundExpired        MessageCode = "found expired"
	FoundForce          MessageCode = "found force"
	FoundYounger        MessageCode = "found younger"
	FoundReplaced       MessageCode = "found replaced"
	FoundEnded          MessageCode = "found ended"
	FoundReplacedOnce   MessageCode = "found replaced-once"
	FoundEndedOnce      MessageCode = "found ended-once"
	FoundDiffer         MessageCode = "found differ"
	FoundForeign        MessageCode = "found foreign"
	FoundOutOfOrder     MessageCode = "found out-of-order"
	FoundOneOutOfOrder  MessageCode = "found one-out-of-order"
	FoundMayBeOne       MessageCode = "found may-be-one"
	FoundMayBeOneDay    MessageCode = "found may-be-one-day"
	FoundMissing        MessageCode = "found missing"
	FoundMissingThrough MessageCode = "found missing-through"
	FoundMissingOthers  MessageCode = "found missing-others"
	FoundOpen           MessageCode = "found open"
	FoundOpenTerms      MessageCode = "found open-terms"
	FoundOpenOne        MessageCode = "found open-one"
	FoundMisread        MessageCode = "found misread" // one of these, on a reading that is not sure
)

// What is wrong in a draft.
const (
	DraftDate     MessageCode = "draft date"      // a document, its day, the day as written
	DraftYear     MessageCode = "draft year"      // a number, the day as written
	DraftIssuer   MessageCode = "draft issuer"    // a document, its body, the body as written
	DraftType     MessageCode = "draft type"      // a document, its type, the type as written
	DraftTitle    MessageCode = "draft title"     // a document, its title, the title as written
	DraftWords    MessageCode = "draft words"     // the same of a few words
	DraftClose    MessageCode = "draft close"     // as written, a known document, its date, the field that differs
	DraftOther    MessageCode = "draft other"     // as written, what that is, the document that the rest means
	DraftCode     MessageCode = "draft code"      // a number, the type it tells, the type word
	DraftBody     MessageCode = "draft body"      // a number, the body it tells, the body as written
	DraftTwoWays  MessageCode = "draft two-ways"  // a document, as here, where ([At]), as there
	DraftShort    MessageCode = "draft short"     // as written
	DraftRank     MessageCode = "draft rank"      // a ground, the one before it that is of lower rank
	DraftBelow    MessageCode = "draft below"     // a ground, one behind it that is of higher rank
	DraftYounger  MessageCode = "draft younger"   // a ground, one behind it that is older
	DraftOlder    MessageCode = "draft older"     // a ground, the one before it that is younger
	DraftForm     MessageCode = "draft form"      // as it is to be, as written, why
	DraftEnded    MessageCode = "draft ended"     // a document, how it stands
	DraftArticle  MessageCode = "draft article"   // a document, its last article, the article as written
	DraftClause   MessageCode = "draft clause"    // an article, a document, its last clause, the clause as written
	DraftLater    MessageCode = "draft later"     // a document, its day, that of the draft
	SaidByItself  MessageCode = "draft by-itself" // a file that is the document
	SaidAt        MessageCode = "draft said-at"   // a file, where ([At]), the sentence
	FormDay       MessageCode = "form day"
	FormOrdinal   MessageCode = "form ordinal"
	FormSpace     MessageCode = "form space"
	FormDash      MessageCode = "form dash"
	FormSeparator MessageCode = "form separator"
	FormCode      MessageCode = "form code"
)

// What is wrong with a query.
const (
	QueryNothingBefore MessageCode = "query nothing-before" // the operator
	QueryNothingBehind MessageCode = "query nothing-behind"
	QueryOrLeftOut     MessageCode = "query or-left-out"
	QueryTooManyWords  MessageCode = "query too-many-words" // how many, and at most
	QueryNoValue       MessageCode = "query no-value"       // a field by its first name, and what it takes
	QueryNotTaken      MessageCode = "query not-taken"      // the same, with the value between
	QueryNoField       MessageCode = "query no-field"
	QueryOpenQuote     MessageCode = "query open-quote"
	QueryShortStem     MessageCode = "query short-stem"
	QueryNotHere       MessageCode = "query not-here" // a reference
	QueryAt            MessageCode = "query at"       // one of these, at which letter, and the query
	QueryEmpty         MessageCode = "query empty"
)

// Why a file was not read in full, beside "failure" with the code of an error: see
// [Failure].
const (
	PagesWait       MessageCode = "failure pages-wait"       // how many, of how many
	PagesUnreadable MessageCode = "failure pages-unreadable" // the same
	PagesNotRead    MessageCode = "failure pages-not-read"   // the same, the first of them, and why
	AtPage          MessageCode = "at page"                  // its number
	AtParagraph     MessageCode = "at paragraph"             // its number
	PagesDamaged    MessageCode = "failure pages-damaged"    // how many, of how many, and why the first
)

// Failure says why a file was not read: a code, and in English what the libraries
// below said.
func Failure(code, says string) Message {
	c := "failure " + MessageCode(code)
	if _, ok := wording[c]; !ok {
		c = Verbatim
	}
	return Say(c, says)
}

// How the data folder is, and what cures it.
const (
	HealthNone       MessageCode = "health none"  // the data folder
	HealthSound      MessageCode = "health sound" // the data folder
	HealthWritten    MessageCode = "health written"
	HealthNoSums     MessageCode = "health no-sums"
	HealthUpToDate   MessageCode = "health up-to-date"
	HealthBehind     MessageCode = "health behind" // the last change it has, of the last there is
	HealthPublished  MessageCode = "health published"
	HealthNoSumsHere MessageCode = "health no-sums-here"
	NightWell        MessageCode = "night good"     // when it began, how many files
	NightFailures    MessageCode = "night failures" // when, how many files
	NightStopped     MessageCode = "night stopped"  // when
	NightBroken      MessageCode = "night broken"   // when
	NightCutOff      MessageCode = "night cut-off"  // when
	NightNone        MessageCode = "night none"     // when the last one began
	NightNever       MessageCode = "night never"
	NightRunning     MessageCode = "night running"      // when, percent
	NightRunningLeft MessageCode = "night running-left" // when, percent, minutes
	CureIngest       MessageCode = "cure ingest"
	CureBuild        MessageCode = "cure build"
	CureUpdate       MessageCode = "cure update"
	CureRestore      MessageCode = "cure restore"
	CureVacuum       MessageCode = "cure vacuum"
	FileGone         MessageCode = "file gone"
	FileChanged      MessageCode = "file changed"
)

// What an answer says beside names and numbers.
const (
	ConflictMark   MessageCode = "mark conflict"
	ConflictOn     MessageCode = "mark conflict-on" // the fields, with a comma between
	OnlyCitedTimes MessageCode = "mark only-cited"  // a document, how often
	NowCalled      MessageCode = "mark now"         // a body, its places of today
	NowEnded       MessageCode = "mark ended"       // a body
	OneTime        MessageCode = "mark one-time"
	NTimes         MessageCode = "mark times"
	Gone           MessageCode = "mark gone" // a document
	Unsure         MessageCode = "mark unsure"
	NoSuch         MessageCode = "ask no"         // a kind of value, and the value
	AmongRelations MessageCode = "ask relations"  // those there are
	AmongLevels    MessageCode = "ask levels"     // the same
	AmongTypes     MessageCode = "ask types"      // the same
	AmongPlaces    MessageCode = "ask provisions" // the same
)

// Why a row of a registry is not taken as it stands.
const (
	DoubtNumber MessageCode = "doubt number" // what stands for it
	DoubtType   MessageCode = "doubt type"   // the same
	DoubtDate   MessageCode = "doubt date"   // the same
	DoubtYear   MessageCode = "doubt year"   // number, and date
	DoubtUnsure MessageCode = "doubt unsure" // type, and number
)

// What the pages answer in the place of what was asked for.
const (
	NoPage        MessageCode = "problem no-page"
	NoDocument    MessageCode = "problem no-document"
	NoBody        MessageCode = "problem no-body"
	NoFile        MessageCode = "problem no-file"
	NoRun         MessageCode = "problem no-run"
	BadRequest    MessageCode = "problem bad-request"
	NothingYet    MessageCode = "problem nothing-yet"
	Busy          MessageCode = "problem busy"
	TooSlow       MessageCode = "problem too-slow"
	Inside        MessageCode = "problem inside"
	ReadingOnly   MessageCode = "problem reading-only"
	LongQuery     MessageCode = "problem long-query"
	NoIndex       MessageCode = "problem no-index"
	NoProvision   MessageCode = "problem no-provision"
	NoType        MessageCode = "problem no-type"
	Missing       MessageCode = "problem missing" // a parameter
	BothOne       MessageCode = "problem both-one"
	FileAway      MessageCode = "problem file-away"
	NoPoppler     MessageCode = "problem no-poppler"
	NoPicture     MessageCode = "problem no-picture"
	LogInFirst    MessageCode = "problem log-in-first"
	WrongLogin    MessageCode = "problem wrong-login"
	ManyDownloads MessageCode = "problem many-downloads"
	TableFull     MessageCode = "problem table-full"     // how many rows there are
	BadParameter  MessageCode = "problem bad-parameter"  // its name, and the value
	TooManyTries  MessageCode = "problem too-many-tries" // seconds
	NoCorrector   MessageCode = "problem no-corrector"   // the user
	NoCorrecting  MessageCode = "problem no-correcting"
	OldForm       MessageCode = "problem old-form"
	IngestAtWork  MessageCode = "problem ingest-at-work"
	DatabaseAway  MessageCode = "problem database-away"
	DraftsAtWork  MessageCode = "problem drafts-at-work"
	DraftTooLarge MessageCode = "problem draft-too-large" // megabytes
	DraftTooLong  MessageCode = "problem draft-too-long"  // how many citations it has, and may have
	NoDraft       MessageCode = "problem no-draft"
	HalfDone      MessageCode = "problem half-done"
	UndoneBefore  MessageCode = "problem undone-before"
	NothingMarked MessageCode = "problem nothing-marked" // the key
	NotOne        MessageCode = "problem not-one"        // what was typed, how many documents it fits
)

// When a document is in force: see [Standing.Says].
const (
	StandsEnded    MessageCode = "stands ended"     // the day, and by whom
	StandsMaybe    MessageCode = "stands maybe"     // by whom, and the day after which
	StandsUnsure   MessageCode = "stands unsure"    // by whom
	StandsNotYet   MessageCode = "stands not-yet"   // the day from which
	StandsPaused   MessageCode = "stands paused"    // by whom
	StandsAgainst  MessageCode = "stands against"   // the day, and by whom
	StandsTwoFroms MessageCode = "stands two-froms" // two days
	StandsInPart   MessageCode = "stands in-part"   // how many have changed it, the last of them
	StandsNoEnd    MessageCode = "stands no-end"
	EndReplaced    MessageCode = "end replaces" // the document
	EndRepealed    MessageCode = "end repeals"  // the same
	EndChanged     MessageCode = "end amends"   // the same
	EndOwn         MessageCode = "end own"
)

// What a person says with a correction: see [Correction.Says].
const (
	SaidField        MessageCode = "said field"         // a field, the document, the value
	SaidUnnumbered   MessageCode = "said unnumbered"    // the document
	SaidEndless      MessageCode = "said endless"       // the document
	SaidMeans        MessageCode = "said means"         // which citation of which file, what it reads, the document
	SaidNotMeans     MessageCode = "said not-means"     // the same
	SaidOneDocument  MessageCode = "said one-document"  // two documents
	SaidTwo          MessageCode = "said two"           // the same
	SaidMarked       MessageCode = "said marked"        // the rule, the documents, the mark
	SaidMarkedWanted MessageCode = "said marked-wanted" // the document, the mark
)

// Why a correction is not taken.
const (
	RefusedUnsigned MessageCode = "refused unsigned"
	RefusedDay      MessageCode = "refused day"       // what was typed
	RefusedType     MessageCode = "refused type"      // the same
	RefusedNumber   MessageCode = "refused number"    // the same
	RefusedHeld     MessageCode = "refused held"      // the number, the document that has it, its day
	RefusedTyped    MessageCode = "refused typed"     // the number, the type of its code, the type of the file
	RefusedField    MessageCode = "refused field"     // what was typed
	RefusedOne      MessageCode = "refused one"       // the document that both are
	RefusedOneSaid  MessageCode = "refused one-said"  // the same, and who has said so
	RefusedNotMeant MessageCode = "refused not-meant" // the document
	RefusedSaid     MessageCode = "refused said"      // who has said otherwise, or the same, what and why
	RefusedSince    MessageCode = "refused since"     // who has said what since it was looked at, and when
	RefusedUndone   MessageCode = "refused undone"    // who has taken what back since, and when
	RefusedReread   MessageCode = "refused reread"
	RefusedGone     MessageCode = "refused gone"
	RefusedNothing  MessageCode = "refused nothing"
)

// What stands in lists.
const OfEnd MessageCode = "column of-end" // which of the documents of a row, what of it
