package office

import (
	_ "embed"
	"os"
	"path/filepath"
)

// nowhere is a proxy that is none: what asks it for a page gets nothing.
const nowhere = "http://127.0.0.1:9"

// settings are those of a profile: no macros, no active content, no link that a document
// asks for, no link brought up to date, and a proxy that is none.
//
//go:embed settings.xcu
var settings []byte

func layProfile(dir string) error {
	user := filepath.Join(dir, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), settings, 0o600)
}
