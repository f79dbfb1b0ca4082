package main

import (
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/index/table"
)

// listFlags are those of a verb whose answer is a list that people file.
type listFlags struct {
	csv  bool
	xlsx string // file of the workbook, "" for none
}

// add adds both flags; line says what a line of the list is for.
func (l *listFlags) add(f *pflag.FlagSet, line string) {
	f.BoolVar(&l.csv, "csv", false, line)
	l.addXLSX(f)
}

func (l *listFlags) addXLSX(f *pflag.FlagSet) {
	f.StringVar(&l.xlsx, "xlsx", "", "write the same table as a workbook for Excel to this file")
}

func (l listFlags) asked() bool { return l.csv || l.xlsx != "" }

// list writes a list as was asked for.
func (q asked) list(t table.Table, l listFlags) error {
	look := table.Look{Lang: q.lang, Path: func(p table.Path) string { return string(p) }, Address: fileAddress}
	if l.xlsx != "" {
		if err := toFile(l.xlsx, func(w io.Writer) error { return t.WriteXLSX(w, look) }); err != nil {
			return err
		}
		q.stderr.printf("written: %s\n", l.xlsx)
	}
	if l.csv {
		return t.WriteCSV(q.stdout, look)
	}
	return nil
}

// fileAddress is where a file lies, as a spreadsheet follows it: letters stay as they are,
// for there is little room in a link.
func fileAddress(p table.Place) string {
	if p.Path == "" {
		return ""
	}
	return "file://" + strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F").Replace(p.Path)
}
