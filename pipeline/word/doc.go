// Package word reads Word documents (.docx, .docm, .dotx): bytes in, paragraphs of
// words out, in the order of the file, with what Word shows of them. It also puts
// comments into such a file.
//
//	doc, err := word.Read(r, size)
//	err = word.Annotate(r, size, text, comments, out)
//
// The format is that of ECMA-376 (ISO/IEC 29500), transitional and strict: a zip
// archive of XML parts. Changes that are tracked count as accepted, fields show
// their results, text that is hidden is left out, automatic numbers are counted as
// Word counts them. Fonts from before Unicode are recoded, with proof.
//
// What is read is bounded: parts, their bytes unfolded, the depth of elements, the
// text. Macros are never looked at, relationships that lead out of the file never
// followed, a part with a DTD is refused. Text that stands in other documents
// (w:altChunk, w:subDoc) is not read; [Document].Lost tells.
//
// Every error of Read wraps a [pdf.Reason].
package word
