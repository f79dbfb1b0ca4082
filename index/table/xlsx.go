package table

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// maxLink bounds a text within a formula ("Excel specifications and limits").
const maxLink = 255

// ErrRows says that a sheet has no room for all rows.
var ErrRows = errors.New("a sheet of a workbook has no room for so many rows")

// WriteXLSX writes the table as a workbook: the first row stays in sight and filters, and
// repeats on paper. Text is text whatever it begins with; the formulas there are lead to a
// place, and they are of our making. The rows go to a temporary file when they are many.
func (t Table) WriteXLSX(w io.Writer, l Look) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	f.SetZipWriter(quickZip)
	b := &book{File: f, look: l}
	if err = b.fill(t); errors.Is(err, excelize.ErrMaxRows) {
		err = ErrRows
	}
	if err == nil {
		_, err = f.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// quickZip packs a workbook in half the time of the usual level, an eighth larger.
func quickZip(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, zipLevel) })
	return z
}

const zipLevel = 2

// book is a workbook being filled.
type book struct {
	*excelize.File
	look                       Look
	sheet                      string
	heading, plain, date, link int // styles
}

func (b *book) fill(t Table) error {
	if err := b.prepare(t); err != nil {
		return err
	}
	// The size of the sheet is not known before its end, and readers that are told a wrong one read no more than that.
	if err := b.SetSheetDimension(b.sheet, ""); err != nil {
		return err
	}
	s, err := b.NewStreamWriter(b.sheet)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := s.SetColWidth(i+1, i+1, float64(c.Width)); err != nil {
			return err
		}
	}
	top := excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := s.SetPanes(&top); err != nil {
		return err
	}
	rows, err := b.stream(s, t)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), rows)
	if err != nil {
		return err
	}
	if err := b.AutoFilter(b.sheet, "A1:"+last, nil); err != nil {
		return err
	}
	return s.Flush()
}

// prepare names the sheet, makes the styles and says how it is printed.
func (b *book) prepare(t Table) (err error) {
	b.sheet = sheetName(b.look.text(t.Name))
	if err := b.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	up := &excelize.Alignment{Vertical: "top"}
	day := `dd\/mm\/yyyy` // whatever the order of the reader
	for _, style := range []struct {
		id *int
		is excelize.Style
	}{
		{&b.heading, excelize.Style{Font: &excelize.Font{Bold: true},
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EAEF"}}}},
		{&b.plain, excelize.Style{Alignment: up}},
		{&b.date, excelize.Style{Alignment: up, CustomNumFmt: &day}},
		{&b.link, excelize.Style{Alignment: up, Font: &excelize.Font{Color: "1B4B7A", Underline: "single"}}},
	} {
		if *style.id, err = b.NewStyle(&style.is); err != nil {
			return err
		}
	}
	fits, landscape, wide, high := true, "landscape", 1, 0
	if err := b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fits}); err != nil {
		return err
	}
	page := excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}
	if err := b.SetPageLayout(b.sheet, &page); err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(b.sheet, "'", "''") + "'"
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted + "!$1:$1", Scope: b.sheet}
	if err := b.SetDefinedName(&titles); err != nil {
		return err
	}
	return b.SetDocProps(&excelize.DocProperties{Creator: "danchieu", LastModifiedBy: "danchieu", Title: b.sheet})
}

// stream writes the rows and returns how many there are.
func (b *book) stream(s *excelize.StreamWriter, t Table) (rows int, err error) {
	var head []any
	for _, h := range t.headings(b.look) {
		head = append(head, excelize.Cell{StyleID: b.heading, Value: h})
	}
	if err := s.SetRow("A1", head); err != nil {
		return 0, err
	}
	rows = 1
	cells, into := make([]any, len(t.Columns)), make([]excelize.Cell, len(t.Columns)) // of every row in turn
	for row := range t.Rows {
		for i, v := range row {
			cells[i] = nil
			if into[i] = b.cell(v); into[i] != (excelize.Cell{}) {
				cells[i] = &into[i]
			}
		}
		rows++
		if err := s.SetRow("A"+strconv.Itoa(rows), cells); err != nil {
			return rows, err
		}
	}
	return rows, t.failed()
}

// cell is a cell with its look, the zero one for nothing.
func (b *book) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case nil:
		return excelize.Cell{}
	case int, float64:
		return excelize.Cell{StyleID: b.plain, Value: v}
	case legal.Date:
		if v.Day != 0 {
			day := time.Date(v.Year, time.Month(v.Month), v.Day, 0, 0, 0, 0, time.UTC)
			return excelize.Cell{StyleID: b.date, Value: day}
		}
		return b.text(v.Printed())
	case Place:
		return b.lead(b.look.text(v))
	}
	return b.text(b.look.text(v))
}

// text is a cell of letters. The library cuts it at 32,767, where a cell is full.
func (b *book) text(s string) excelize.Cell {
	if s == "" {
		return excelize.Cell{}
	}
	return excelize.Cell{StyleID: b.plain, Value: s}
}

// lead is a cell to click. A link of its own would be one of at most 65,530 in a sheet; an
// address too long for a formula stays text.
func (b *book) lead(address string) excelize.Cell {
	if address == "" || utf8.RuneCountInString(address) > maxLink {
		return b.text(address)
	}
	name := legal.NameOf("cell", "open").In(b.look.Lang)
	quoted := strings.ReplaceAll(address, `"`, `""`)
	return excelize.Cell{StyleID: b.link, Formula: `HYPERLINK("` + quoted + `","` + name + `")`, Value: name}
}

// sheetName makes a name of a sheet: of at most 31 letters, without those that formulas use.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	return strings.TrimSpace(s)
}
