package legal

import (
	"path/filepath"
	"slices"
	"strings"
)

// FileEndings are the endings of the names of files that are read, whatever is in them.
var FileEndings = []string{".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".txt",
	".png", ".jpg", ".jpeg", ".tif", ".tiff"}

// IsFileName reports whether a name has such an ending.
func IsFileName(name string) bool {
	return slices.Contains(FileEndings, strings.ToLower(filepath.Ext(name)))
}
