// Package danchieu knows the version of the program, and nothing else. The packages that
// do something lie below it; ARCHITECTURE.md says where.
package danchieu

import (
	_ "embed"
	"strings"
)

//go:embed VERSION
var version string

// Version returns the version that the file VERSION names: the released one, or the next one.
func Version() string { return strings.TrimSpace(version) }
