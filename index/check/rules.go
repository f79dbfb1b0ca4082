package check

import (
	"slices"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The codes of the rules.
const (
	WrongDate    = "wrong-date"
	WrongIssuer  = "wrong-issuer"
	WrongType    = "wrong-type"
	WrongTitle   = "wrong-title"
	CloseTo      = "close-to"
	Ended        = audit.NotInForce
	SymbolType   = "symbol-type"
	SymbolIssuer = "symbol-issuer"
	SymbolYear   = "symbol-year"
	Later        = "later"
	NoProvision  = "no-provision"
	TwoWays      = "two-ways"
	ShortForm    = "short-form"
	Order        = "order"
	Form         = "form"
)

const formRules = "Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW"

// Rules lists all rules in the order in which their findings are counted.
var Rules = []audit.Rule{
	rule(WrongDate, "a number is given once in a year or term"),
	rule(WrongIssuer, "the number names one body"),
	rule(WrongType, "a document has one type"),
	rule(WrongTitle, formRules),
	rule(CloseTo, "a digit or a letter makes another document"),
	rule(Ended, "Luật Ban hành văn bản quy phạm pháp luật: grounds are documents in force"),
	rule(SymbolType, "the number names one type"),
	rule(SymbolIssuer, "the number names one body"),
	rule(SymbolYear, "the year in the number is that of issue"),
	rule(Later, "a document cannot know a later one"),
	rule(NoProvision, "what is cited is there to be read"),
	rule(TwoWays, "a document has one number, date and title"),
	rule(ShortForm, formRules),
	rule(Order, formRules),
	rule(Form, formRules),
}

func rule(code, because string) audit.Rule {
	return audit.Rule{Code: code, Means: legal.NameOf("means", code), Because: because}
}

func ruleRank(code string) int {
	return slices.IndexFunc(Rules, func(r audit.Rule) bool { return r.Code == code })
}
