package pipeline

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// ErrNoColumns says that a registry's first line does not name the columns type,
// number and date.
var ErrNoColumns = errors.New("the first line must name the columns type, number, date; issuer and title may follow")

// ErrNotUTF8 says that a registry is written in another encoding.
var ErrNotUTF8 = errors.New("not in UTF-8: save it as CSV UTF-8")

// Doubt is a row of a registry that is not taken as it stands.
type Doubt struct {
	Line   int           `json:"line"` // from 1, the line of names included
	Reason legal.Message `json:"reason"`
	// Undated is true where the row is taken without its date, false where it is
	// left out.
	Undated bool `json:"undated,omitempty"`
}

// registryColumns are the names a column may have, folded.
var registryColumns = map[string]string{
	"type": "type", "loai": "type", "loai van ban": "type",
	"number": "number", "so": "number", "so ky hieu": "number", "so va ky hieu": "number", "ky hieu": "number",
	"so hieu": "number", "date": "date", "ngay": "date", "ngay ban hanh": "date",
	"issuer": "issuer", "co quan": "issuer", "co quan ban hanh": "issuer",
	"effective from": "effective_from", "ngay co hieu luc": "effective_from", "hieu luc tu": "effective_from",
	"hieu luc tu ngay": "effective_from", "co hieu luc tu": "effective_from",
	"effective to": "effective_to", "ngay het hieu luc": "effective_to", "het hieu luc tu": "effective_to",
	"status": "status", "tinh trang": "status", "tinh trang hieu luc": "status", "hieu luc": "status",
	"replaced by": "replaced_by", "thay the boi": "replaced_by", "bi thay the boi": "replaced_by", "van ban thay the": "replaced_by",
	"title": "title", "trich yeu": "title", "ten": "title", "ten van ban": "title",
}

// ReadRegistry reads a registry: comma, semicolon or tab separated values in UTF-8,
// with a first line that names the columns, in English or in Vietnamese. Rows that
// do not name one document for sure are left out, and a date that falls in another
// year than the number says is not taken; both are told.
func ReadRegistry(in io.Reader, name string) (records []legal.Record, doubts []Doubt, err error) {
	b, err := io.ReadAll(in)
	if err != nil {
		return nil, nil, fmt.Errorf("read registry: %w", err)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if !utf8.Valid(b) {
		return nil, nil, fmt.Errorf("read registry: %w", ErrNotUTF8)
	}
	rows, err := readRows(b)
	if err != nil {
		return nil, nil, fmt.Errorf("read registry: %w", err)
	}
	at, err := columnsIn(rows)
	if err != nil {
		return nil, nil, fmt.Errorf("read registry: %w", err)
	}
	for _, row := range rows[1:] {
		record, doubt := readRecord(row.fields, at, name)
		if !doubt.Reason.IsZero() {
			doubt.Line = row.line
			doubts = append(doubts, doubt)
		}
		if doubt.Reason.IsZero() || doubt.Undated {
			records = append(records, record)
		}
	}
	return records, doubts, nil
}

// tableRow is a line of a registry.
type tableRow struct {
	line   int // from 1
	fields []string
}

// readRows parts the lines. Tabs part fields as they stand; other separators know
// quotes, and a quote that is not closed is an error: it would swallow what follows.
func readRows(b []byte) ([]tableRow, error) {
	var out []tableRow
	comma := separator(b)
	if comma == '\t' {
		for i, line := range strings.Split(string(b), "\n") {
			if strings.TrimSpace(line) != "" {
				out = append(out, tableRow{i + 1, strings.Split(strings.TrimSuffix(line, "\r"), "\t")})
			}
		}
		return out, nil
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.FieldsPerRecord = comma, -1
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		out = append(out, tableRow{line, fields})
	}
}

// columnsIn reads the first line: which column holds which field. Several may hold
// one.
func columnsIn(rows []tableRow) (map[string][]int, error) {
	at := map[string][]int{}
	if len(rows) == 0 {
		return nil, ErrNoColumns
	}
	for i, h := range rows[0].fields {
		words := strings.FieldsFunc(viet.Fold(h), func(r rune) bool { return !unicode.IsLetter(r) })
		if field := registryColumns[strings.Join(words, " ")]; field != "" {
			at[field] = append(at[field], i)
		}
	}
	for _, must := range []string{"type", "number", "date"} {
		if len(at[must]) == 0 {
			return nil, fmt.Errorf("%w: there is no %s", ErrNoColumns, must)
		}
	}
	return at, nil
}

// separator tells by the first line what parts the columns.
func separator(b []byte) rune {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	for _, r := range "\t;" {
		if bytes.ContainsRune(line, r) {
			return r
		}
	}
	return ','
}

func readRecord(fields []string, at map[string][]int, name string) (legal.Record, Doubt) {
	field := func(f string) string {
		for _, i := range at[f] {
			if i < len(fields) && strings.TrimSpace(fields[i]) != "" {
				return strings.Join(strings.Fields(viet.Normalize(fields[i])), " ")
			}
		}
		return ""
	}
	r := legal.Record{Registry: name, Number: legal.NumberAsPrinted(field("number")), Issuer: field("issuer"),
		Title: field("title"), Status: field("status"), Successor: field("replaced_by")}
	r.From, _ = legal.ReadDay(field("effective_from"))
	r.To, _ = legal.ReadDay(field("effective_to"))
	sym, ok := legal.ParseSymbol(r.Number)
	if !ok {
		return r, Doubt{Reason: legal.Say(legal.DoubtNumber, field("number"))}
	}
	if r.Type, ok = legal.TypeOfWord(field("type")); !ok {
		return r, Doubt{Reason: legal.Say(legal.DoubtType, field("type"))}
	}
	var doubt Doubt
	if r.Date, ok = legal.ReadDay(field("date")); !ok {
		doubt = Doubt{Reason: legal.Say(legal.DoubtDate, field("date")), Undated: true}
	} else if sym.Year != 0 && sym.Year != r.Date.Year {
		doubt = Doubt{Reason: legal.Say(legal.DoubtYear, r.Number, r.Date.String()), Undated: true}
		r.Date = legal.Date{}
	}
	if !resolve.Certain(r) {
		return r, Doubt{Reason: legal.Say(legal.DoubtUnsure, string(r.Type), r.Number)}
	}
	return r, doubt
}
