package legal

// Ask is what a person is asked about a held file: what it leaves open about itself.
type Ask string

// What is asked about, in this order.
const (
	AskNumber  Ask = "number"  // it bears no number that could be read
	AskDate    Ask = "date"    // its day is not known, was read from handwriting, or is contradicted
	AskWritten Ask = "written" // its number was read from handwriting
)

// Asks are all of them, in their order.
var Asks = []Ask{AskNumber, AskDate, AskWritten}

// Ask returns what is to be asked first about a head, "" for none. Contradicted says that others
// give the document another day, and the head was read from a picture. What persons have
// decided, by field, is not in doubt, nor is the day of which who gave the number said nothing.
func (h Head) Ask(contradicted bool, decided map[string]bool) Ask {
	switch {
	case h.Number == "" && !decided[FieldNumber]:
		return AskNumber
	case decided[FieldNumber]:
	case h.DayDoubtful(contradicted) && !decided[ConflictDate]:
		return AskDate
	case h.Written != nil && h.Written.Number:
		return AskWritten
	}
	return ""
}

// DayDoubtful reports whether the day of a head is one to ask about: see [Head.Ask].
func (h Head) DayDoubtful(contradicted bool) bool {
	return h.Date.Day == 0 || h.Written != nil && h.Written.Date || contradicted
}

// Complete writes into the head of a file what a correction says of it. What a person gives
// is no longer read from handwriting.
func (h *Head) Complete(k Correction) {
	var w Written
	if h.Written != nil {
		w = *h.Written
	}
	switch k.Field {
	case FieldNumber:
		h.Number, w.Number, w.Part, w.Guesses = k.Value, false, "", nil
	case ConflictDate:
		if d, err := ParseDate(k.Value); err == nil {
			h.Date, w.Date, w.Signed, w.Month = d, false, false, Date{}
		}
	case ConflictIssuer:
		h.Issuer, h.Superior = k.Value, ""
	case ConflictType:
		h.Type = Type(k.Value)
	case FieldTitle:
		h.Title = k.Value
	}
	if h.Written = nil; !w.IsZero() {
		h.Written = &w
	}
}
