package word

// Document is the text of a Word file as Word shows it.
type Document struct {
	Paragraphs []Paragraph // of the body, those of cells and text boxes among them, in the order of the file
	Notes      []Note      // footnotes and endnotes, in the order in which they are cited
	// Headers and Footers are the lines of the pages' margins, each part of them once.
	Headers, Footers []string
	// Pages is the number of pages as far as the file tells where they end, 0 where it
	// tells nothing of pages; the words then stand on page 1.
	Pages int
	// Recoded names the encodings of before Unicode that were read, sorted.
	Recoded []string
	// Lost says what of the file could not be read though its body could.
	Lost []string
}

// Paragraph is one paragraph. One without words parts those around it.
type Paragraph struct {
	// Number counts the paragraphs of the body that have words, from 1; those of text boxes
	// and notes have that of the paragraph they hang on.
	Number int
	Cell   *Cell // nil for one outside tables
	Boxed  bool  // of a text box
	Align  Align
	// Lengths in points (1/72 inch).
	Indent, FirstIndent float64
	Before, After       float64 // space above and below
	Size                float64 // of the letters of the paragraph's style
	Words               []Word
}

// Align is how the lines of a paragraph are set.
type Align string

// The alignments that differ for a reader.
const (
	AlignLeft   Align = ""
	AlignCentre Align = "centre"
	AlignRight  Align = "right"
)

// Cell is a cell of a table; all count from 1.
type Cell struct {
	Table, Row int  // tables in the order in which they begin
	Column     int  // of the grid
	Columns    int  // that it spans
	Continues  bool // goes on the cell above
}

// Note is a footnote or an endnote.
type Note struct {
	End        bool // an endnote
	Paragraphs []Paragraph
}

// Word is a run of letters without white space.
type Word struct {
	Text   string  // NFC, as viet.Normalize leaves it
	Page   int     // from 1
	Size   float64 // of its first letter, in points
	Bold   bool    // its first letter is
	Note   int     // of a mark: 1 + the index of its note; 0 for none. The mark has no text
	Raised bool    // digits above the line
	Glued  bool    // touches the word before it
	Gap    bool    // a tab or several spaces stand before it
	Break  bool    // begins a line

	at []place // of its clusters; only where an annotation asks for them
}
