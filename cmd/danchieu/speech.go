package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// text is a sentence of the program: its English form, as fmt has it, and the values
// in it. The form in Vietnamese stands in vietnamese.go. It may be an error, and wraps
// those among its values.
type text struct {
	form string
	args []any
}

func say(form string, args ...any) text { return text{form, args} }

// In puts a text, and what can be put into words among its values, into a language.
func (t text) In(lang legal.Lang) string {
	form := t.form
	if lang == legal.Vietnamese {
		form = inVietnamese(form)
	}
	if len(t.args) == 0 {
		return form
	}
	args := make([]any, len(t.args))
	for i, a := range t.args {
		switch v := a.(type) {
		case legal.Words:
			a = v.In(lang)
		case error:
			a = errorIn(v, lang)
		}
		args[i] = a
	}
	return fmt.Sprintf(form, args...)
}

func (t text) String() string { return t.In(legal.English) }

func (t text) Error() string { return t.In(legal.English) }

// MarshalText writes the text in English.
func (t text) MarshalText() ([]byte, error) { return []byte(t.In(legal.English)), nil }

// Unwrap returns the errors among the values.
func (t text) Unwrap() []error {
	var out []error
	for _, a := range t.args {
		if err, ok := a.(error); ok {
			out = append(out, err)
		}
	}
	return out
}

// errorIn puts an error into a language as far as it has words for it: what libraries
// and the system say beside messages is English.
func errorIn(err error, lang legal.Lang) string {
	if w, ok := err.(legal.Words); ok {
		return w.In(lang)
	}
	if lang == legal.Vietnamese {
		return inVietnamese(err.Error())
	}
	return err.Error()
}

// inVietnamese returns a form in Vietnamese, with the blanks that stand around it; one
// without letters, and one that is not ours, stays as it is.
func inVietnamese(form string) string {
	core := strings.Trim(form, " \n")
	vi, ok := vietnamese[core]
	if !ok {
		return form
	}
	return strings.Replace(form, core, vi, 1)
}

// texts are put into words with "and" between them.
type texts []text

// In puts them into a language.
func (ts texts) In(lang legal.Lang) string {
	words := make([]string, len(ts))
	for i, t := range ts {
		words[i] = t.In(lang)
	}
	return strings.Join(words, " "+say("and").In(lang)+" ")
}

// MarshalText writes them in English.
func (ts texts) MarshalText() ([]byte, error) { return []byte(ts.In(legal.English)), nil }

// nouns counts: "1 file", "3 files".
func nouns(n int, one string) text { return say("%d %s", n, noun(n, one)) }

// noun is a thing, or several.
func noun(n int, one string) legal.Words {
	if n == 1 {
		return say(one)
	}
	return several{one}
}

// several is the plural of a noun. Vietnamese has none.
type several struct{ one string }

// In puts it into a language.
func (s several) In(lang legal.Lang) string {
	if lang == legal.Vietnamese {
		return inVietnamese(s.one)
	}
	return s.one + "s"
}

// MarshalText writes it in English.
func (s several) MarshalText() ([]byte, error) { return []byte(s.In(legal.English)), nil }

// called is a value of a kind that people read the name of, see [legal.NameOf]. English
// keeps to the value, by which the program is asked for it.
type called struct{ kind, value string }

// In puts it into a language.
func (c called) In(lang legal.Lang) string {
	if lang == legal.English {
		return c.value
	}
	return legal.NameOf(c.kind, c.value).In(lang)
}

// MarshalText writes the value.
func (c called) MarshalText() ([]byte, error) { return []byte(c.value), nil }

// printer writes for people, in their language.
type printer struct {
	io.Writer
	lang legal.Lang
}

// printf writes a text, harmless to a terminal.
func (p printer) printf(form string, args ...any) {
	io.WriteString(p, inert(say(form, args...).In(p.lang)))
}
