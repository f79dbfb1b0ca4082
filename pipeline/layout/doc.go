// Package layout turns what stands on pages into running text: lines joined to
// paragraphs over line ends and page breaks, tables read cell by cell, footnotes
// stitched together, page numbers and running heads left out, and what the head
// says of the document itself.
//
//	text := layout.Text(pages)  // a PDF or pages read by OCR
//	text := layout.Plain(s)     // a .txt file
//	text := layout.WordFile(d)  // a Word file
//
// The order of words is that of the file, which paints tables and columns cell by
// cell; places on the page only tell where lines, cells and paragraphs part. The
// forms of documents are those of Nghị định 30/2020/NĐ-CP, Phụ lục I (State) and
// Hướng dẫn 36-HD/VPTW (Party).
package layout
