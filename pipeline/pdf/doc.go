// Package pdf reads the text of PDF files: bytes in, pages of positioned words
// out, in the order in which the file paints them.
//
//	pages, err := pdf.Read(data)
//
// Objects and cross references are read by github.com/ledongthuc/pdf; ciphers,
// filters and everything from the content stream upwards are done here, after
// ISO 32000-1:2008 ("PDF 32000-1" in the comments; a bare "§" is of it too).
//
// What a font says of its codes is trusted unless its words are no Vietnamese and
// another reading makes them so: an encoding from before Unicode, or the custom of
// Windows for fonts that say nothing. [Page].Recoded names it.
//
// Pages count from 1, so pages[0] is page 1. All lengths are PDF points (1/72
// inch), from the top left corner of the page as it is drawn, after Rotate and
// CropBox, y downwards.
//
// A crafted file can make the object layer loop for ever or ask for more memory
// than the machine has, which no goroutine can be saved from. [Child] therefore
// reads in a child process under [Limits]; [Serve] is that process's main loop.
//
// Every error leads to one [Reason] by [ReasonOf].
package pdf
