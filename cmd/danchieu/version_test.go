package main

import (
	"runtime/debug"
	"testing"

	released "github.com/danchieu/danchieu"
)

func TestVersion(t *testing.T) {
	if v := released.Version(); version() != v || v == "" {
		t.Errorf("a build without stamp or commit is %q, want %q", version(), v)
	}
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "788641d8a0f3"}
	for want, settings := range map[string][]debug.BuildSetting{
		"1.2.0":                 {{Key: "vcs", Value: "git"}},
		"1.2.0+788641d":         {commit, {Key: "vcs.modified", Value: "false"}},
		"1.2.0+788641d.changed": {commit, {Key: "vcs.modified", Value: "true"}},
	} {
		if got := withCommit("1.2.0", settings); got != want {
			t.Errorf("%v: %s, want %s", settings, got, want)
		}
	}
}
