package answer

import (
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// The list goes on behind a file, also where that is no longer among those asked about.
func TestAfter(t *testing.T) {
	all := []Asking{{legal.AskNumber, "c", "/a"}, {legal.AskNumber, "a", "/c"}, {legal.AskDate, "b", "/b"},
		{legal.AskWritten, "d", "/a"}}
	if !slices.IsSortedFunc(all, Asking.compare) {
		t.Fatal("the list is not in its order")
	}
	for name, test := range map[string]struct {
		one  Asking
		left int
	}{
		"the first": {all[0], 3}, "the last": {all[3], 0}, "one that is answered": {Asking{legal.AskNumber, "x", "/b"}, 3},
		"before all": {Asking{legal.AskNumber, "x", "/"}, 4}, "of the next kind": {Asking{legal.AskDate, "x", "/a"}, 2},
		"of no kind": {Asking{"x", "x", "/a"}, 4},
	} {
		if got := After(all, test.one); len(got) != test.left {
			t.Errorf("after %s: %d are left, want %d", name, len(got), test.left)
		}
	}
}
