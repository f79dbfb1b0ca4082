package legal

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Lang is a language in which people are spoken to.
type Lang string

// The languages.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// MessageCode says which sentence a [Message] is. Its first word is the kind of what is said;
// both languages of all codes stand in wording*.go. Codes are stored: they are not
// renamed without a migration.
type MessageCode string

// Message is what the libraries say to people: a sentence and the values in it. Where
// it is stored and passed on it is these two, put into words only where it is shown.
type Message struct {
	Code MessageCode
	Args []any // each a string, an int, a Message or a list of them, [Messages]
}

// Words are what can be put into words, in English for programs: a [Message], or what
// has messages in it.
type Words interface {
	In(Lang) string
	MarshalText() ([]byte, error)
}

// Messages are put into words with "and" between them.
type Messages []Message

// Say makes a message.
func Say(code MessageCode, args ...any) Message { return Message{code, args} }

// IsZero reports whether nothing is said.
func (m Message) IsZero() bool { return m.Code == "" }

// Has reports whether a message is of a code, or one within it is.
func (m Message) Has(code MessageCode) bool {
	if m.Code == code {
		return true
	}
	for _, a := range m.Args {
		if within, ok := a.(Message); ok && within.Has(code) {
			return true
		}
	}
	return false
}

// In puts a message into words. A code that is not known, of a later program, stands
// for itself without its kind.
func (m Message) In(lang Lang) string {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		if w, ok := a.(Words); ok {
			a = w.In(lang)
		}
		args[i] = a
	}
	w, ok := wording[m.Code]
	if !ok {
		_, says, kind := strings.Cut(string(m.Code), " ")
		if !kind {
			says = string(m.Code)
		}
		return strings.TrimSuffix(fmt.Sprintln(append([]any{says}, args...)...), "\n")
	}
	form := w.vi
	if lang == English {
		form = w.en
	}
	if len(args) == 0 {
		return form
	}
	return fmt.Sprintf(form, args...)
}

// String is the sentence in English.
func (m Message) String() string { return m.In(English) }

// Error is the sentence in English: a message may be an error.
func (m Message) Error() string { return m.In(English) }

// MarshalText writes the sentence in English: what is for programs does not change
// with the language.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.In(English)), nil }

// In puts messages into words.
func (ms Messages) In(lang Lang) string {
	words := make([]string, len(ms))
	for i, m := range ms {
		words[i] = m.In(lang)
	}
	if lang == English {
		return strings.Join(words, " and ")
	}
	return strings.Join(words, " và ")
}

// MarshalText writes the messages in English.
func (ms Messages) MarshalText() ([]byte, error) { return []byte(ms.In(English)), nil }

// Stored is a message as it is stored: a JSON list of the code and the values, in which
// a message is such a list again and messages are a list of them; "" where nothing is said.
func (m Message) Stored() string {
	if m.IsZero() {
		return ""
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(m.list()); err != nil {
		panic(fmt.Sprintf("message %s has a value that cannot be stored: %v", m.Code, err)) // a slip of the program
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (m Message) list() []any {
	out := []any{m.Code}
	for _, a := range m.Args {
		switch a := a.(type) {
		case Message:
			out = append(out, a.list())
		case Messages:
			lists := []any{}
			for _, one := range a {
				lists = append(lists, one.list())
			}
			out = append(out, lists)
		default:
			out = append(out, a)
		}
	}
	return out
}

// errNoMessage says that what is stored is none.
var errNoMessage = errors.New("no stored message")

// ReadMessage reads a stored message.
func ReadMessage(s string) (Message, error) {
	if s == "" {
		return Message{}, nil
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var list []any
	if err := d.Decode(&list); err != nil {
		return Message{}, fmt.Errorf("%w: %q: %w", errNoMessage, s, err)
	}
	return messageOf(list)
}

func messageOf(list []any) (Message, error) {
	if len(list) == 0 {
		return Message{}, errNoMessage
	}
	code, ok := list[0].(string)
	if !ok || code == "" {
		return Message{}, errNoMessage
	}
	m := Message{Code: MessageCode(code)}
	for _, v := range list[1:] {
		a, err := argOf(v)
		if err != nil {
			return Message{}, err
		}
		m.Args = append(m.Args, a)
	}
	return m, nil
}

func argOf(v any) (any, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number:
		n, err := v.Int64()
		return int(n), err
	case []any:
		if len(v) > 0 {
			if _, ok := v[0].(string); ok {
				return messageOf(v)
			}
		}
		ms := Messages{}
		for _, one := range v {
			list, _ := one.([]any)
			m, err := messageOf(list)
			if err != nil {
				return nil, err
			}
			ms = append(ms, m)
		}
		return ms, nil
	}
	return nil, fmt.Errorf("%w: %v", errNoMessage, v)
}

// Value stores a message in a database.
func (m Message) Value() (driver.Value, error) { return m.Stored(), nil }

// Scan reads a message out of a database.
func (m *Message) Scan(v any) (err error) {
	switch v := v.(type) {
	case nil:
		*m = Message{}
	case string:
		*m, err = ReadMessage(v)
	case []byte:
		*m, err = ReadMessage(string(v))
	default:
		err = fmt.Errorf("%w: %T", errNoMessage, v)
	}
	return err
}

// Times says how often: "once", "twice", "3 times".
func Times(n int) Message {
	switch n {
	case 1:
		return Say(Once)
	case 2:
		return Say(Twice)
	}
	return Say(ManyTimes, n)
}

// NameOf names a value of a kind of which people read the name: a "relation", a "level",
// the "source" of a text, a "field", a "severity", a "rule" and what it "means", the
// "status" of a file, what is "counted", what a field of a query "takes".
func NameOf[T ~string](kind string, value T) Message {
	return Say(MessageCode(kind + " " + string(value)))
}

// DeciderName names who decides what citations leave open: [DecidedByHead], a
// registry behind [DecidedByRegistry], or a person.
func DeciderName(by string) Message {
	if by == DecidedByHead {
		return Say(OwnHead)
	}
	if name, ok := strings.CutPrefix(by, DecidedByRegistry); ok {
		return Say(Registry, name)
	}
	return Say(Named, by)
}
