package cite

import (
	"cmp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Rank orders documents by their force (Luật Ban hành văn bản quy phạm pháp luật
// 64/2025/QH15, Điều 4); 0 is not known, or not comparable.
type Rank int

const (
	Paper Rank = iota + 1 // letters, reports, plans, permits: no act
	committee
	council
	ministry
	premier
	government
	standing // Ủy ban Thường vụ Quốc hội
	assembly
)

// papers are the types that change nothing but documents of their own type.
var papers = map[legal.Type]bool{
	legal.Plan: true, legal.Letter: true, legal.Notice: true, legal.Proposal: true, legal.Report: true,
	legal.Permit: true, legal.Programme: true, "Công điện": true, "Giấy mời": true, "Biên bản": true,
	"Phiếu trình": true, "Phương án": true, "Đề án": true, "Giấy chứng nhận": true, "Tài liệu": true, "Đơn": true,
}

// RankOf returns the rank of a document by its type and number.
func RankOf(t legal.Type, sym legal.Symbol) Rank {
	if papers[t] {
		return Paper
	}
	switch t {
	case legal.Constitution, legal.Code, legal.Law:
		return assembly
	case legal.Ordinance:
		return standing
	case legal.Decree:
		return government
	case legal.Circular, "Thông tư liên tịch":
		return ministry
	case legal.Resolution, legal.Decision, legal.Directive:
		return rankOfIssuer(sym)
	}
	return 0
}

// rankOfIssuer returns the rank of a resolution, decision or directive. Those of the
// government have none: the National Assembly lets them change laws for a time.
func rankOfIssuer(sym legal.Symbol) Rank {
	issuer := sym.Issuer()
	switch {
	case strings.HasPrefix(issuer, "QH"):
		return assembly
	case strings.HasPrefix(issuer, "UBTVQH"):
		return standing
	case issuer == "TTg":
		return premier
	case strings.HasPrefix(issuer, "HĐND"):
		return council
	case strings.HasPrefix(issuer, "UBND"):
		return committee
	case len(issuer) > 2 && strings.HasPrefix(issuer, "B") && strings.ToUpper(issuer) == issuer:
		return ministry
	}
	return 0
}

// author is the document that speaks, as far as its relations depend on it.
type author struct {
	kind legal.Type
	rank Rank
	year int // in which it was issued, 0 not known
	// issuer is its body in small letters, "" not known.
	issuer string
	zone   legal.Zone // of the text at hand
}

func authorOf(h legal.Head) author {
	sym, _ := legal.ParseSymbol(h.Number)
	return author{kind: h.Type, rank: RankOf(h.Type, sym), year: cmp.Or(h.Date.Year, sym.Year), issuer: lower(h.Issuer)}
}

// author is the mention as a document that does something to another.
func (m *mention) author() author {
	return author{kind: m.Type, rank: RankOf(m.Type, m.sym), year: m.year()}
}

// year returns the year in which the mention was issued, as printed, 0 for none.
func (m *mention) year() int { return cmp.Or(m.sym.Year, m.Date.Year) }

// may reports whether a document of one type and rank can do to another what a
// relation says: none changes or guides one of lower rank's making above it, and a
// paper changes only its like.
func (a author) may(rel legal.Relation, t legal.Type, target Rank) bool {
	switch {
	case a.rank == 0 || target == 0:
		return true
	case acting(rel) && a.rank == Paper:
		return t == a.kind
	case acting(rel):
		return a.rank >= target
	case rel == legal.Guides:
		return a.rank <= target
	}
	return true
}
