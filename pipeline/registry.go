package pipeline

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/resolve"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// ErrNoColumns says that a registry's first line does not name the columns type,
// number and date.
var ErrNoColumns = errors.New("the first line must name the columns type, number, date; issuer and title may follow")

// Doubt is a row of a registry that is not taken as it stands.
type Doubt struct {
	Line   int    `json:"line"` // from 1, the line of names included
	Reason string `json:"reason"`
	// Undated is true where the row is taken without its date, false where it is
	// left out.
	Undated bool `json:"undated,omitempty"`
}

// registryColumns are the names a column may have, folded.
var registryColumns = map[string]string{
	"type": "type", "loai": "type", "loai van ban": "type",
	"number": "number", "so": "number", "so ky hieu": "number", "so, ky hieu": "number", "ky hieu": "number",
	"date": "date", "ngay": "date", "ngay ban hanh": "date",
	"issuer": "issuer", "co quan": "issuer", "co quan ban hanh": "issuer",
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
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(b), -1, true
	head, err := r.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("read registry: %w", ErrNoColumns)
	}
	at := map[string]int{}
	for i, h := range head {
		if field := registryColumns[strings.TrimSpace(viet.Fold(h))]; field != "" {
			at[field] = i
		}
	}
	for _, must := range []string{"type", "number", "date"} {
		if _, ok := at[must]; !ok {
			return nil, nil, fmt.Errorf("read registry: %w", ErrNoColumns)
		}
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, doubts, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read registry: %w", err)
		}
		line, _ := r.FieldPos(0)
		record, doubt := readRecord(row, at, name)
		if doubt.Reason != "" {
			doubt.Line = line
			doubts = append(doubts, doubt)
		}
		if doubt.Reason == "" || doubt.Undated {
			records = append(records, record)
		}
	}
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

func readRecord(row []string, at map[string]int, name string) (legal.Record, Doubt) {
	field := func(f string) string {
		if i, ok := at[f]; ok && i < len(row) {
			return strings.Join(strings.Fields(viet.Normalize(row[i])), " ")
		}
		return ""
	}
	r := legal.Record{Registry: name, Number: legal.NumberAsPrinted(field("number")), Issuer: field("issuer"), Title: field("title")}
	sym, ok := legal.ParseSymbol(r.Number)
	if !ok {
		return r, Doubt{Reason: fmt.Sprintf("no number that can be read: %q", field("number"))}
	}
	if r.Type, ok = legal.TypeOfWord(field("type")); !ok {
		return r, Doubt{Reason: fmt.Sprintf("no type of document: %q", field("type"))}
	}
	var doubt Doubt
	if r.Date, ok = legal.ReadDay(field("date")); !ok {
		doubt = Doubt{Reason: fmt.Sprintf("no date: %q", field("date")), Undated: true}
	} else if sym.Year != 0 && sym.Year != r.Date.Year {
		doubt = Doubt{Reason: fmt.Sprintf("the number %s is of another year than the date %s", r.Number, r.Date), Undated: true}
		r.Date = legal.Date{}
	}
	if !resolve.Certain(r) {
		return r, Doubt{Reason: fmt.Sprintf("%s %s does not say for sure which document it is", r.Type, r.Number)}
	}
	return r, doubt
}
