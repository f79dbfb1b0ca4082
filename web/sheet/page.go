package sheet

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

//go:embed sheet.html
var source string

var page = template.Must(template.New("sheet").Funcs(template.FuncMap{
	"word":  word,
	"words": words,
	"named": func(p proof) string {
		return visible(answer.Stated{Relation: p.Relation, Reach: p.reach()}.In(legal.Vietnamese))
	},
	"file":    lastPart,
	"minus":   func(a, b float64) float64 { return a - b },
	"day":     answer.StoredDay,
	"witness": func(by string) string { return legal.DeciderName(by).In(legal.Vietnamese) },
	"decided": legal.Document.DecidedFields,
	"visible": visible,
	"percent": func(c float64) string { return fmt.Sprintf("%.0f%%", 100*c) },
}).Parse(strings.ReplaceAll(source, "\r\n", "\n")))
