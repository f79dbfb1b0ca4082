package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// promised are the parameters of the addresses for programs, by path, as openapi.json has
// them: what it does not allow is refused.
var promised = sync.OnceValue(func() map[string][]declared {
	var doc struct {
		Paths map[string]struct {
			Get struct{ Parameters []declared }
		}
	}
	if err := json.Unmarshal(openapi, &doc); err != nil {
		panic("web: openapi.json: " + err.Error())
	}
	out := map[string][]declared{}
	for path, p := range doc.Paths {
		out[path] = p.Get.Parameters
	}
	return out
})

// declared is a parameter as openapi.json has it.
type declared struct {
	Name   string
	Schema schema
}

// schema is what a value must be: the part of JSON Schema that openapi.json uses.
type schema struct {
	Type             string
	Enum             []string
	Minimum, Maximum *int
	MaxLength        *int
	Items            *schema
}

func (s schema) allows(value string) bool {
	switch s.Type {
	case "integer":
		n, err := strconv.Atoi(value)
		return err == nil && (s.Minimum == nil || n >= *s.Minimum) && (s.Maximum == nil || n <= *s.Maximum)
	case "array":
		return s.Items.allows(value)
	}
	return (s.Enum == nil || slices.Contains(s.Enum, value)) &&
		(s.MaxLength == nil || utf8.RuneCountInString(value) <= *s.MaxLength)
}

// checkParameters refuses what a program may not ask. An empty value is none.
func checkParameters(path string, query url.Values) error {
	for _, p := range promised()[path] {
		for _, v := range query[p.Name] {
			if v != "" && !p.Schema.allows(v) {
				return problem{http.StatusBadRequest, legal.Say(legal.BadParameter, p.Name, fmt.Sprintf("%.40q", v)), nil}
			}
		}
	}
	return nil
}
