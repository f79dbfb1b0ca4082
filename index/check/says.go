package check

import (
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// fitting is how many letters of a text fit into what is said.
const fitting = 120

// Says puts a finding into words for a comment beside the words in question: what is wrong, and who
// says so, a line each.
func Says(f Finding, lang legal.Lang) string {
	lines := []string{f.Message.In(lang) + "."}
	for _, w := range f.Witnesses {
		switch {
		case w.By != "":
			lines = append(lines, legal.DeciderName(w.By).In(lang))
		case w.Index == audit.Head:
			lines = append(lines, legal.Say(legal.SaidByItself, filepath.Base(w.File)).In(lang))
		default:
			lines = append(lines, legal.Say(legal.SaidAt, filepath.Base(w.File), legal.At(w.Page, w.Paragraph), excerpt.Begin(w.Sentence, fitting)).In(lang))
		}
	}
	return strings.Join(lines, "\n")
}
