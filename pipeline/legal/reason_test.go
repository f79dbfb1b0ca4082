package legal

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every reason comes apart into what it was made of, with a note and without.
func TestReadReason(t *testing.T) {
	for _, form := range Reasons {
		var args []any
		var values []string
		for i, p := range strings.Split(form, "%")[1:] {
			args, values = append(args, any(i+2)), append(values, fmt.Sprint(i+2))
			if p[0] == 's' {
				args[i], values[i] = "lan: a; b", "lan: a; b"
				if strings.Contains(p, ":") {
					args[i], values[i] = "lan", "lan"
				}
			}
		}
		said := fmt.Sprintf(form, args...)
		for _, note := range []Worded{{}, {NoteMarks, []string{}}, {NoteCode, []string{"CTr", "KH"}}} {
			s := said
			switch note.Form {
			case NoteMarks:
				s += "; " + NoteMarks
			case NoteCode:
				s += "; CTr read as KH"
			}
			reason, got, ok := ReadReason(s)
			if diff := cmp.Diff([]Worded{{form, append([]string{}, values...)}, note}, []Worded{reason, got}); diff != "" || !ok {
				t.Errorf("%q %v: -want +got\n%s", s, ok, diff)
			}
		}
	}
	if r, _, _ := ReadReason("decided by lan: the year is unknown"); r.Form != ReasonDecided {
		t.Errorf("%v", r)
	}
	if r, _, ok := ReadReason("because"); ok {
		t.Errorf("%v", r)
	}
}
