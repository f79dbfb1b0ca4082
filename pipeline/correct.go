package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Refusal is the error of a correction that is not taken: a message of the "refused" kind.
type Refusal struct {
	legal.Message
	Before int // number of the correction that speaks against it, 0 for none
}

func refuse(code legal.MessageCode, args ...any) *Refusal {
	return &Refusal{Message: legal.Say(code, args...)}
}

// Sign returns a name and a reason as they are kept, and refuses where one is wanting.
func Sign(by, why string) (string, string, error) {
	by, why = folded(by), folded(why)
	if by == "" || why == "" {
		return "", "", refuse(legal.RefusedUnsigned)
	}
	return by, why, nil
}

// folded folds white space and drops control characters.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(viet.Normalize(s),
		func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// Decided returns field and value of a decision as they are kept, from what a person
// types. A number of "" says that a file bears none.
func Decided(field, value string) (string, string, error) {
	field, value = strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(viet.Normalize(value))
	switch field {
	case legal.FieldNumber:
		if value == "" {
			return field, "", nil
		}
		sym, ok := typedNumber(value)
		if !ok {
			return "", "", refuse(legal.RefusedNumber, value)
		}
		return field, sym.Display(), nil
	case legal.FieldTo:
		if value == "" {
			return field, "", nil
		}
		fallthrough
	case legal.ConflictDate, legal.FieldFrom:
		d, ok := legal.ReadDay(value)
		if !ok {
			return "", "", refuse(legal.RefusedDay, value)
		}
		return field, d.String(), nil
	case legal.ConflictType:
		t, ok := legal.TypeOfWord(value)
		if !ok {
			return "", "", refuse(legal.RefusedType, value)
		}
		return field, string(t), nil
	case legal.ConflictIssuer, legal.FieldTitle:
		if value != "" {
			return field, value, nil
		}
	}
	return "", "", refuse(legal.RefusedField, field)
}

// typedNumber reads a number as a person types it, in small letters too.
func typedNumber(value string) (legal.Symbol, bool) {
	if sym, ok := legal.ParseSymbol(value); ok {
		return sym, true
	}
	refs := cite.References(value)
	if len(refs) != 1 {
		return legal.Symbol{}, false
	}
	ref := refs[0]
	return ref.Symbol, len(ref.Symbol.Codes) > 0 && ref.Rest == "" && ref.Provision == "" && ref.Date.IsZero()
}

// Correct stores a correction, signed and decided by [Sign] and [Decided], and returns it
// with its number and day. The error is a [Refusal] where it changes nothing or speaks
// against what was said before. What follows from it is worked out by [Change].
func Correct(ctx context.Context, c *catalog.Catalog, k legal.Correction) (legal.Correction, error) {
	ks, err := CorrectAll(ctx, c, []legal.Correction{k})
	return ks[0], err
}

// CorrectAll stores several corrections as [Correct] does one, all or none.
func CorrectAll(ctx context.Context, c *catalog.Catalog, ks []legal.Correction) ([]legal.Correction, error) {
	ks = slices.Clone(ks)
	kept, err := c.Corrections(ctx)
	if err != nil {
		return ks, err
	}
	at := time.Now().UTC().Format(time.RFC3339)
	for i := range ks {
		if err := allowed(ctx, c, kept, &ks[i]); err != nil {
			return ks, err
		}
		ks[i].At = at
		kept = append(kept, catalog.KeptCorrection{Correction: ks[i]})
	}
	for _, k := range ks {
		if k.Field == legal.FieldNumber {
			if err := held(ctx, c, kept, k.File); err != nil {
				return ks, err
			}
		}
	}
	ns, err := c.AddCorrections(ctx, ks)
	for i, n := range ns {
		ks[i].N = n
	}
	return ks, err
}

// allowed refuses what changes nothing or speaks against what was said before, and says what
// the citation of a correction reads.
func allowed(ctx context.Context, c *catalog.Catalog, kept []catalog.KeptCorrection, k *legal.Correction) (err error) {
	if k.Document == k.Other {
		return alreadyOne(kept, k.Document)
	}
	if k.Citation != nil {
		if k.Raw, err = citationOf(ctx, c, *k); err != nil {
			return err
		}
	}
	return contradicted(ctx, c, kept, *k)
}

// alreadyOne refuses two references to one document.
func alreadyOne(kept []catalog.KeptCorrection, id string) error {
	for _, k := range kept {
		if k.Kind == legal.Same && k.Holds() && k.Other != "" && (k.Document == id || k.Other == id) {
			return &Refusal{legal.Say(legal.RefusedOneSaid, id, k.By), k.N}
		}
	}
	return refuse(legal.RefusedOne, id)
}

// citationOf returns what the citation of a correction reads. It refuses that the citation
// does not mean what it does not mean anyway.
func citationOf(ctx context.Context, c *catalog.Catalog, k legal.Correction) (raw string, err error) {
	m, _, err := c.Mention(ctx, *k.Citation)
	if err == nil && k.Kind == legal.Differ && m.Document != k.Document && !slices.Contains(m.Candidates, k.Document) {
		err = refuse(legal.RefusedNotMeant, k.Document)
	}
	return m.Raw, err
}

// contradicted refuses what speaks against something said before: of two documents
// that are the same and differ, of one citation that it means two, of one field that
// it has two values.
func contradicted(ctx context.Context, c *catalog.Catalog, kept []catalog.KeptCorrection, k legal.Correction) error {
	decided := map[string]string{} // values of fields of one of the two documents
	for _, o := range kept {
		if !o.Holds() || o.Idle || !bears(o.Correction, k) {
			continue
		}
		now, err := asOfNow(ctx, c, o.Correction)
		if err != nil {
			return err
		}
		refused := excludes(now, k)
		if k.Kind == legal.Same && k.Citation == nil && o.Kind == legal.Decide &&
			(now.Document == k.Document || now.Document == k.Other) {
			value, ok := decided[o.Field]
			refused = refused || ok && value != o.Value
			decided[o.Field] = o.Value
		}
		if refused {
			return &Refusal{legal.Say(legal.RefusedSaid, o.By, o.Says(), o.Why), o.N}
		}
	}
	return nil
}

// bears reports whether one correction can speak against another, whatever their documents
// are called by now: to find out that takes a question each.
func bears(o, k legal.Correction) bool {
	switch {
	case o.Kind == legal.Mark || k.Kind == legal.Mark:
		return false
	case o.Kind == legal.Decide && k.Kind == legal.Decide:
		return o.Field == k.Field && (o.Field != legal.FieldNumber || o.File == k.File)
	case o.Kind == legal.Decide:
		return k.Kind == legal.Same && k.Citation == nil
	}
	return k.Kind != legal.Decide
}

// asOfNow returns a correction with the IDs that its documents have now.
func asOfNow(ctx context.Context, c *catalog.Catalog, k legal.Correction) (legal.Correction, error) {
	for _, id := range []*string{&k.Document, &k.Other} {
		leads, err := c.Leads(ctx, *id)
		if err != nil {
			return k, err
		}
		if len(leads) == 1 {
			*id = leads[0]
		}
	}
	return k, nil
}

// excludes reports whether two corrections cannot both hold, or say the same.
func excludes(a, b legal.Correction) bool {
	switch {
	case a.Kind == legal.Decide || b.Kind == legal.Decide:
		if a.Kind != b.Kind || a.Field != b.Field {
			return false
		}
		if a.Field == legal.FieldNumber { // two files may be one document
			return a.File == b.File
		}
		return a.Document == b.Document
	case (a.Citation == nil) != (b.Citation == nil):
		return false
	case a.Citation == nil:
		return a.Document == b.Document && a.Other == b.Other || a.Document == b.Other && a.Other == b.Document
	}
	return *a.Citation == *b.Citation && (a.Document == b.Document || a.Kind == legal.Same && b.Kind == legal.Same)
}

// Undo takes corrections back, all or none. The error is [catalog.ErrNoCorrection] where one
// of those numbers does not hold.
func Undo(ctx context.Context, c *catalog.Catalog, by, why string, ns ...int) error {
	return c.UndoCorrections(ctx, ns, by, time.Now().UTC().Format(time.RFC3339), why)
}

// ErrHalfDone says that what was said is stored and not all that follows from it is worked
// out. The next ingest does so.
var ErrHalfDone = errors.New("it is stored, and not yet worked in")

// Change lets f change what persons or registries say, works out anew what citations mean,
// and calls sync to bring the index up to date. Where f fails, nothing has changed; an
// error after that wraps [ErrHalfDone]. Whoever calls it holds the lock.
func Change(ctx context.Context, c *catalog.Catalog, f, sync func() error) error {
	complete, err := c.Complete(ctx)
	if err == nil {
		err = c.MarkIncomplete(ctx) // until the next ingest does so, should this end here
	}
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		if complete {
			err = errors.Join(err, c.MarkComplete(ctx))
		}
		return err
	}
	err = Resolve(ctx, c)
	if err == nil {
		err = sync()
	}
	if err == nil && complete { // else an ingest was cut off before: the next one goes on
		err = c.MarkComplete(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHalfDone, err)
	}
	return nil
}
