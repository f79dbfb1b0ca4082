// Package picture reads pictures of pages (.png, .jpg, .tif) as scans of one page, or
// of as many as a TIFF holds.
//
// What the page looks like is drawn by poppler, as that of a PDF is: a page is handed
// to it as a PDF of one picture ([Draw]). So a picture shows the same, dot for dot, as
// the scan in a PDF it was taken from.
//
// Pages count from 1, lengths are PDF points, as in package pdf; errors wrap a
// [pdf.Reason].
package picture
